"""Range headers (RFC 9110, section 14): one range of bytes; anything else is as if not sent.

Several ranges at once are allowed to be ignored, and are: no player asks for them, and answering
them multiplies the work of a request.
"""

import re

_ONE = re.compile(r"bytes=\s*(?:([0-9]{1,18})-([0-9]{0,18})|-([0-9]{1,18}))\s*", re.ASCII)


def is_usable(header: str) -> bool:
    """Whether it is one well-formed range of bytes."""
    found = _ONE.fullmatch(header)
    if found is None:
        return False
    first, last, _ = found.groups()
    return not (first and last and int(last) < int(first))


def is_unsatisfiable(header: str, size: int) -> bool:
    """Whether a usable range holds no byte of a file of that size."""
    found = _ONE.fullmatch(header)
    if found is None:
        return False
    first, _, suffix = found.groups()
    return int(first) >= size if first else int(suffix) == 0 or size == 0
