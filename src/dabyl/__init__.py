"""Dabyl: public threat levels and public warning."""
