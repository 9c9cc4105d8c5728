"""Entries, canonical bytes, the hash chain, keys and verification."""
