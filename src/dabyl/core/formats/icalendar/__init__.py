"""Calendars that phones and desks subscribe to."""
