"""Pages for people: the reference and the list of problems. No browser asks another site."""
