"""Builders, strategies and fixtures that tests share."""
