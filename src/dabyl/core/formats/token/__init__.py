"""The signed status token."""
