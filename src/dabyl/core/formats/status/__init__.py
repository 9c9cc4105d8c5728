"""The public status as JSON."""
