"""Entries of the journal to facts, and facts to entries."""
