"""Who may use the console: persons, passkeys, rights, sessions; private tables, never a journal."""
