"""Every problem there is, from the classes that mean them."""

from collections.abc import Iterator
from html import escape

from common.errors import ScopitoneError
from services.api.problems import title_of


def all_errors() -> list[type[ScopitoneError]]:
    """One class for each code, by code."""
    return [kind for _, kind in sorted({kind.code: kind for kind in _below()}.items())]


def _below(kind: type[ScopitoneError] = ScopitoneError) -> Iterator[type[ScopitoneError]]:
    for child in kind.__subclasses__():
        yield from _below(child)
    yield kind


def problems_page() -> str:
    rows = "".join(
        f'<tr id="{escape(kind.code)}"><td><code>{escape(kind.code)}</code></td>'
        f"<td>{kind.status}</td><td>{escape(title_of(kind))}</td></tr>"
        for kind in all_errors()
    )
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><title>Scopitone: problems</title>"
        "<style>body{font:16px/1.5 system-ui;margin:2rem auto;max-width:60rem;padding:0 1rem}"
        "td{padding:.3rem .8rem;vertical-align:top;border-top:1px solid #ccc}"
        "tr:target{background:#fff3c4}</style>"
        f"<h1>Problems</h1><table>{rows}</table></html>"
    )
