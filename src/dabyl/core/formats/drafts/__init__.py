"""Drafts to bytes and back, for their store."""
