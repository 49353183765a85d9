"""How deep JSON may be nested: a parser that recurses must not be led to its end."""

import re

from services.api.errors import MalformedRequestError

MOST = 32
"""A script, our deepest document, takes eight."""
_TOKENS = re.compile(rb'"(?:[^"\\]++|\\.?)*+"?|[\[{]|[\]}]', re.DOTALL)
"""A string, whole or without end, or a bracket. Nothing in it looks back, so that it takes time in
proportion to the text, whatever that is."""


def check_depth(data: bytes) -> None:
    """Raises:
    MalformedRequestError: arrays and objects are nested more than `MOST` deep.
    """
    if data.count(b"[") + data.count(b"{") <= MOST:
        return
    depth = 0
    for found in _TOKENS.finditer(data):
        first = data[found.start()]
        if first in b"[{":
            depth += 1
            if depth > MOST:
                raise MalformedRequestError(f"JSON is nested more than {MOST} deep")
        elif first in b"]}":
            depth -= 1
