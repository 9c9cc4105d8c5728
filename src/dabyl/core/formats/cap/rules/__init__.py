"""Rules beyond the schema: one function each; ``registry.py`` says how to add one."""
