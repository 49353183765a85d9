"""The text that a model meant to be read: without thoughts, markup and the marks of its own format.

All of it takes time in proportion to the answer: no pattern here looks further than a line's worth.
"""

import html
import re
from collections.abc import Iterator

from workers.engines.language.asking import MOST_LETTERS

MOST_LINE = 1000
"""Letters: `MOST_WORDS` of any language, and the marks around them."""

_TAG = re.compile(
    r"[<\[◁](?P<end>/?)(?:think(?:ing)?|thoughts?|reasoning|reflection|scratchpad)"
    r"(?:\s[^<>\n]{0,100})?[>\]▷]",
    re.IGNORECASE,
)
_FINAL = "<|channel|>final<|message|>"
_FORMAT = re.compile(r"<\|[^|<>\n]{1,40}\|>|</?s>|<(?:end|start)_of_turn>")
_UNSEEN = dict.fromkeys([*range(0x200B, 0x2010), 0x2060, 0xFEFF, 0xFE0F, 0x20E3, 0xAD])
_WIDE = {0xFF10 + n: str(n) for n in range(10)}
_CIRCLED = {0x2460 + n: f"{n + 1}. " for n in range(20)}
_PLAIN: dict[int, str | int | None] = {
    **_UNSEEN, **_WIDE, **_CIRCLED, 0xA0: " ", 0x202F: " ", 0x3000: " ", 0x2028: "\n", 0x2029: "\n",
}  # fmt: skip
_MARKUP = re.compile(
    r"</?(?:p|li|ol|ul|br|h\d|div|td|tr|table|html|body|b|i|em|strong|span|scene\w*)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"<\s*scene(?:[\s_#-]*|[^<>\d]{1,40}=\s*[\"']?)(?P<number>\d{1,3})[\"']?[^<>]{0,100}>",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"</?(?:p|br|h\d|div|tr|ol|ul|scene|section|title)\b[^<>]{0,200}>", re.IGNORECASE
)
_ITEM = re.compile(r"<li\b[^<>]{0,200}>", re.IGNORECASE)
_CELL = re.compile(r"</?t[dh]\b[^<>]{0,200}>", re.IGNORECASE)
_ANY = re.compile(r"<[/!]?[A-Za-z][^<>]{0,200}>")


def answer_of(text: str) -> str:
    """The answer itself, as plain text; nothing where the thinking was cut off before it came."""
    text = text[:MOST_LETTERS].translate(_PLAIN)
    if "<|channel|>" in text:
        text = text.rpartition(_FINAL)[2] if _FINAL in text else ""
    text = text.rpartition("[/INST]")[2]
    return _without_markup(_FORMAT.sub("\n", without_thoughts(text))).strip()


def without_thoughts(text: str) -> str:
    """What stands outside the tags of thinking; nothing where it was cut off within them."""
    text = text[:MOST_LETTERS]
    said: list[str] = []
    inside, after = False, 0
    for tag in _TAG.finditer(text):
        if not tag["end"]:
            if not inside:
                said.append(text[after : tag.start()])
            inside = True
            continue
        if not inside:  # its begin stood in the question
            said.clear()
        inside, after = False, tag.end()
    return "".join([*said, "" if inside else text[after:]]).strip()


def lines(text: str) -> Iterator[str]:
    """Lines without the marks before them, blanks single, no longer than is read."""
    for line in text.splitlines():
        spaced = " ".join(line[: 2 * MOST_LINE].split())
        first = next((at for at, c in enumerate(spaced) if c.isalnum()), len(spaced))
        yield spaced[first : first + MOST_LINE]


def bare(line: str) -> str:
    """A line without Markdown."""
    return line.replace("**", "").replace("__", "").replace("`", "").strip(" >#*_-–•|")


def _without_markup(text: str) -> str:
    """HTML and XML as the lines that they show."""
    if not _MARKUP.search(text) and not _NAMED.search(text):
        return html.unescape(text) if "&#" in text or "&nbsp;" in text else text
    for hidden in ("style", "title"):
        text = _without_element(text, hidden)
    text = _NAMED.sub(lambda tag: f"\nSCENE {tag['number']}: ", text)
    for tag, shown in ((_BREAK, "\n"), (_ITEM, "\n* "), (_CELL, " | "), (_ANY, " ")):
        text = tag.sub(shown, text)
    return html.unescape(text)


def _without_element(text: str, name: str) -> str:
    kept: list[str] = []
    after = 0
    while (begin := text.find(f"<{name}>", after)) >= 0:
        end = text.find(f"</{name}>", begin)
        if end < 0:
            break
        kept.append(text[after:begin])
        after = end + len(name) + 3
    return "".join([*kept, text[after:]])
