"""Who writes down and reads what is sung."""
