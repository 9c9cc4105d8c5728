"""TOML, read with line numbers and with every problem at once."""
