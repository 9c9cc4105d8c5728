"""Law as a file of a pack: works, provisions, unit values and bills."""
