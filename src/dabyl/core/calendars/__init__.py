"""Day counting, end wordings and printed times."""
