"""Watching other authorities: what to ask next, what is new, what is in force, and where."""
