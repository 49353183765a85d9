"""The janitor: removes what is kept no longer, and never an object that a job needs."""
