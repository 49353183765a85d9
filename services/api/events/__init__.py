"""A job's events as they happen."""
