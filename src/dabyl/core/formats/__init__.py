"""Bytes and text to values, and back."""
