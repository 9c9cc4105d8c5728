"""Country packs: TOML files to one value."""
