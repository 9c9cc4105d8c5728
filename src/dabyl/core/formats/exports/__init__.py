"""Tables for others to work on, as CSV and JSON."""
