"""CAP: from what the register knows to the messages that are due, their feeds and files."""
