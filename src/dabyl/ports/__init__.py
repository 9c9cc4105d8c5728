"""What the shell needs from outside: a few methods each."""
