"""The official steps, one file each: load, ask the core, record."""
