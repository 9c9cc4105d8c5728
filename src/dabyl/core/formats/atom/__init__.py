"""Atom feeds, paged by year."""
