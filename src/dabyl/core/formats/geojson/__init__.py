"""GeoJSON of what stands where."""
