"""Drafts: decisions that are being written, proposed and approved."""
