"""Snapshots: a folded register as bytes, for a fast start."""
