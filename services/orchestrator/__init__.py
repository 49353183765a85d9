"""What happens next: the machine that decides, and the processes that see to it."""
