"""Scenarios: what happened, or might, as dated steps in one TOML file."""
