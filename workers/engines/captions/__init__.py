"""Who tells in words what music sounds like."""
