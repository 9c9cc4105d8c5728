"""The public files: from the register to a path and its bytes."""
