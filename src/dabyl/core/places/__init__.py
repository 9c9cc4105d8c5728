"""Places: dated trees of units, their ground, shapes and borders."""
