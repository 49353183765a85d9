"""JSON as models write it: talked about, fenced, cut off, with commas and comments too many."""

import ast
import json
import re
from collections.abc import Iterator
from typing import Any

_MOST_FAULTS = 50
"""Places at which something may begin that turns out not to be JSON."""
_MOST_VALUES = 500
_MOST_LITERAL = 50_000
"""Letters that are tried as a literal of another language."""
_OPENS = re.compile(r"[\[{]")
_TRAILING = re.compile(r",\s{0,100}(?=[}\]])")
_ITEM = re.compile(r'\s{0,99}"([^"\\]*(?:\\.[^"\\]*)*)"\s{0,99}[,\]]')
_COMMENT = re.compile(r"(?<![:\"'\w])//[^\n]*")


def values(text: str) -> list[Any]:
    """The JSON values in a text, outermost first; none where it has none."""
    found = list(_values(text))
    if found and any(found):
        return found
    begins = _OPENS.search(text)
    if begins is None:
        return []
    mended = _TRAILING.sub("", _COMMENT.sub("", text[begins.start() :]))
    return list(_values(mended)) or _literal(mended)


def _values(text: str) -> Iterator[Any]:
    if text[:1] == '"':
        yield from _told_twice(text)
    decode = json.JSONDecoder().raw_decode
    at = faults = count = 0
    while faults < _MOST_FAULTS and count < _MOST_VALUES:
        begins = _OPENS.search(text, at)
        if begins is None:
            return
        try:
            value, at = decode(text, begins.start())
        except RecursionError:
            return
        except ValueError:
            faults, at = faults + 1, begins.end()
            continue
        count += 1
        yield value


def _told_twice(text: str) -> Iterator[Any]:
    """JSON within a string of JSON."""
    try:
        inner, _ = json.JSONDecoder().raw_decode(text)
        yield json.loads(inner)
    except (ValueError, TypeError, RecursionError):
        return


def _literal(text: str) -> list[Any]:
    """Python's own writing of it, in single quotes."""
    last = max(text.rfind("}"), text.rfind("]")) + 1
    try:
        return [ast.literal_eval(text[: min(last, _MOST_LITERAL)])]
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return []


def cut_off(text: str) -> list[str]:
    """The strings of a list that breaks off, in order: those that are no keys and are complete."""
    begins = re.search(
        r"\"(?:scenes|script|shots)\"\s{0,9}:\s{0,9}\[\s{0,99}\"", text, re.IGNORECASE
    )
    if begins is None:
        return []
    found: list[str] = []
    at = begins.end() - 1
    while len(found) < _MOST_VALUES and (match := _ITEM.match(text, at)):
        found.append(match[1].replace('\\"', '"'))
        at = match.end()
    return found
