"""Incidents and their figures, each with its source and as-of date."""
