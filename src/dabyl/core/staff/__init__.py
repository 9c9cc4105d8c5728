"""Persons who decide: their keys, and what they consented to."""
