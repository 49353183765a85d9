"""Songs: received, checked, kept."""
