"""How pages look and what they say: templates, style, script and words, read by the shell."""
