"""The journal on disk: Django models, one SQLite database a workspace."""
