"""Everything folded from the journal: fold, decide, standing, agenda."""
