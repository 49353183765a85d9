"""The table of values in the chart's README, from the comments of its values.yaml.

    python helm/values_table.py      # writes it anew

A comment `# --` says what the key below it is; the default is the key's own.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

CHART = Path(__file__).parent / "scopitone"
MARKS = ("<!-- values -->\n", "<!-- end of values -->\n")


class Value(NamedTuple):
    key: str
    default: str
    said: str


def values() -> Iterator[Value]:
    """Every commented key, in the file's order."""
    text = (CHART / "values.yaml").read_text()
    defaults = yaml.safe_load(text)
    path: list[tuple[int, str]] = []
    said = ""
    for line in text.splitlines():
        if comment := re.match(r" *# -- (.*)", line):
            said = comment[1]
        elif found := re.match(r"( *)([A-Za-z]\w*):", line):
            indent = len(found[1])
            path = [one for one in path if one[0] < indent] + [(indent, found[2])]
            if said:
                keys = [name for _, name in path]
                yield Value(".".join(keys), json.dumps(_at(defaults, keys)), said)
            said = ""


def _at(defaults: Any, keys: list[str]) -> Any:
    for key in keys:
        defaults = defaults[key]
    return defaults


def table() -> str:
    """GitHub's kind of Markdown."""
    rows = [f"| `{one.key}` | `{one.default}` | {one.said} |" for one in values()]
    return "\n".join(["| value | default | |", "|---|---|---|", *rows]) + "\n"


def with_table(text: str) -> str:
    """A README's text with the table between its marks."""
    begin, end = MARKS
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}{table()}{end}{after}"


if __name__ == "__main__":
    readme = CHART / "README.md"
    readme.write_text(with_table(readme.read_text()))
