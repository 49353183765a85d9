"""Public names of rows: `job_01jh2n…`, unguessable, and in the order of their making."""

import secrets
import time

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's: none of i, l, o, u, which are read as others."""


def new_name(kind: str) -> str:
    """A kind, 10 letters for the millisecond and 16 for 80 random bits."""
    number = time.time_ns() // 1_000_000 << 80 | secrets.randbits(80)
    letters = [_ALPHABET[number >> shift & 31] for shift in range(125, -1, -5)]
    return f"{kind}_{''.join(letters)}"
