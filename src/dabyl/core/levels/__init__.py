"""Scales, decisions, layers and the standing level."""
