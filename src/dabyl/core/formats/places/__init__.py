"""Places as text: the units of a pack (TOML), border sets (GeoJSON)."""
