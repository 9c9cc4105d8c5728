"""Decisions as people write them: TOML, with lines and every problem at once."""
