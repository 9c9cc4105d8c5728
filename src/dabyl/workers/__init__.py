"""Loops: what happens by itself."""
