"""The pure core: same input, same output."""
