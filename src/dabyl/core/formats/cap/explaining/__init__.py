"""Explaining: what an alert says, for a person, in the person's language."""
