"""What a language model meant, read from what it wrote.

Models leave scenes out, count from nought, number them in their own language, wrap them in Markdown
or JSON, think aloud without end, and refuse. Whatever can be told apart here is; what cannot is
missing, and is asked for again.

Who answers may be hostile: all that is done here takes time in proportion to the answer, of which
`MOST_LETTERS` are read. So lines come without runs of blanks and without marks before them, and no
more than so long, before a regular expression sees them.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from workers.engines.language.asking import MOST_LETTERS
from workers.stages.scripting import without_music

MOST_WORDS = 60
"""Of a scene: what is longer does not fit into any text encoder and is no single picture."""
_MOST_NAME, _MOST_LOOKS = 60, 300

_MOST_LINE = 1000
"""Letters: `MOST_WORDS` of any language, and the marks around them."""
_MOST_OBJECTS = 50
"""Places at which a JSON object may begin."""
_BEFORE = " >#*_`-–•|(["

_TAG = re.compile(r"<(?P<end>/?)think(?:ing)?>", re.IGNORECASE)
_SCENE = re.compile(
    r"(?:(?P<word>[^\W\d_]{2,12})[\s*_]*)?(?:#|no\.?|nr\.?|n°|第)?\s*"
    r"(?P<number>\d{1,3})(?![.:]\d)\s*[*_]*\s*(?:\([^()]{0,30}\)\s*)?"
    r"(?:[:：.)\]|]|\s[\-–—]|章|幕|场|(?(word)$|(?!)))\s*(?P<text>.*)$",
    re.IGNORECASE,
)
_RUN_ON = re.compile(r"(?<=[.!?\"])\s(?=SCENE #?\d{1,3}:)")
_TIMED = re.compile(
    r"[\[(]?\s*(?P<start>[\d:.]{1,12})\s*s?\s*(?:-|–|—|to)\s*(?P<end>[\d:.]{1,12})\s*s?\s*"
    r"[\])]?\s*[*_]*\s*[:\-–—]*\s*(?P<text>\S.*)$"
)
_REFUSAL = re.compile(
    r"^\W*(?:i'?m sorry|sorry,|i can(?:no|')t |i am (?:unable|not able)|as an ai\b|"
    r"i (?:won'?t|must decline|have to decline|am sorry)\b|unfortunately, i|es tut mir leid)",
    re.IGNORECASE,
)
_MARKED = re.compile(r"(?:BEGIN|END) SCRIPT", re.IGNORECASE)
_NO_KEYWORD = re.compile(r":|\b(?:script|scenes?|characters?|keywords?)\b", re.IGNORECASE)
_OURS = re.compile("scene|script|cast|character", re.IGNORECASE)
_SEEN = frozenset({"visual", "visuals", "description", "action", "image", "prompt", "scene"})
"""Headings within a scene under which it is told."""
_HEADING = re.compile(r"(?P<name>[A-Z][A-Za-z ]{2,20})[\s*_]*:[\s*_]*(?P<rest>.*)$")


def without_thoughts(text: str) -> str:
    """The answer itself; nothing where the thinking was cut off before it came to one."""
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


def _lines(text: str) -> Iterator[str]:
    """Lines without the marks before them, blanks single, no longer than is read."""
    for line in text.splitlines():
        yield " ".join(line[: 2 * _MOST_LINE].split()).lstrip(_BEFORE)[:_MOST_LINE]


def _plain(text: str) -> str:
    """A line without Markdown."""
    return text.replace("**", "").replace("__", "").replace("`", "").strip(" >#*-–•|")


def read_scenes(text: str, count: int) -> dict[int, str]:
    """Scene texts by number from 0, of those that are there and say something to see."""
    text = without_thoughts(text)
    found = _from_json(text)
    if not found:
        found = _from_lines(_script_part(text)) or _from_lines(text)
    if 0 in found and count not in found:  # counted from nought
        found = {number + 1: said for number, said in found.items()}
    usable = {number - 1: usable_sentence(said) for number, said in found.items()}
    scenes = {n: said for n, said in usable.items() if said and 0 <= n < count}
    first = {said.casefold(): n for n, said in reversed(scenes.items())}
    return {n: said for n, said in scenes.items() if first[said.casefold()] == n}


def usable_sentence(said: str) -> str:
    """One line that a picture can be made of, or nothing."""
    line = " ".join(_plain(part) for part in said.splitlines())
    line = _MARKED.split(line, maxsplit=1)[0]
    words = "".join(c if c.isprintable() else " " for c in line[: 2 * _MOST_LINE]).split()
    line = " ".join(words).strip("\"'“”„«» ")
    if len(words) > MOST_WORDS or len(line) > _MOST_LINE or _REFUSAL.match(line):
        return ""
    letters = [letter for letter in line if letter.isalpha()]
    if 2 * sum(map(str.isascii, letters)) < len(letters):  # no text encoder of ours reads it
        return ""
    return line if len(without_music(line).strip(" .,;:-").split()) >= 3 else ""


def read_characters(text: str, most: int) -> dict[str, str]:
    """Descriptions by name, from the lines under a heading CHARACTERS or from JSON."""
    text = without_thoughts(text)
    pairs = _characters_in(_parsed(text)) or _under_heading(text)
    clean = {
        _plain(name)[:_MOST_NAME]: _plain(" ".join(looks.split()))[:_MOST_LOOKS].strip(" .")
        for name, looks in pairs
    }
    known = {name: looks for name, looks in clean.items() if looks and any(map(str.isalpha, name))}
    once = {name.casefold(): name for name in reversed(known)}
    return {name: known[name] for name in list(reversed(once.values()))[:most]}


def read_list(text: str, most: int) -> tuple[str, ...]:
    """Short items, one a line or parted by commas."""
    text = without_thoughts(text)
    if _REFUSAL.match(text):
        return ()
    answer = _parsed(text)
    items = next((v for v in answer.values() if isinstance(v, list)), []) if answer else []
    if not items:
        if "\n" in text or "," in text:
            text = re.sub(r"^[^\n:]{0,60}:\s*", "", text)
        items = re.split(r"[,;\n]", text)
    texts = (re.sub(r"^\W*\d*[.)]?\s*", "", str(item)).strip(" .*\"'`") for item in items)
    short = (one for one in texts if 1 <= len(one.split()) <= 4 and not _NO_KEYWORD.search(one))
    return tuple(dict.fromkeys(short))[:most]


def read_timed(text: str) -> list[tuple[float, str]]:
    """Start in seconds and text of each line such as `[0:02-0:04] A door opens.`"""
    found = []
    for line in _lines(without_thoughts(text)):
        match = _TIMED.match(line)
        start = _seconds(match["start"]) if match else None
        if match and start is not None:
            found.append((start, usable_sentence(match["text"])))
    return [(start, said) for start, said in found if said]


def _seconds(text: str) -> float | None:
    total = 0.0
    for part in text.strip(":").split(":"):
        try:
            total = 60 * total + float(part)
        except ValueError:
            return None
    return total


def _script_part(text: str) -> str:
    begun = re.split(r"BEGIN SCRIPT", text, maxsplit=1, flags=re.IGNORECASE)
    return re.split(r"END SCRIPT", begun[-1], maxsplit=1, flags=re.IGNORECASE)[0]


def _from_lines(text: str) -> dict[int, str]:
    """Texts by their number; a line without one goes on with the scene before it."""
    found: dict[int, list[str]] = {}
    at: int | None = None
    for line in _lines(_RUN_ON.sub("\n", text)):
        match = _SCENE.match(line)
        if match:
            at = int(match["number"])
            if at in found:  # said twice: the first stands
                at = None
            else:
                found[at] = [match["text"]]
        elif heading := _HEADING.match(line):
            if at is not None and heading["name"].strip().lower() in _SEEN:
                found[at].append(heading["rest"])
            else:
                at = None
        elif at is not None:
            found[at].append(line)
    return {number: _untitled(said) for number, said in found.items()}


def _untitled(said: list[str]) -> str:
    """Without the title that some put before the scene itself."""
    title, *rest = said
    is_title = len(title.split()) <= 5 and not title.rstrip(" *_").endswith((".", "!", "?", ","))
    return "\n".join(rest if is_title and any(map(str.strip, rest)) else said)


def _from_json(text: str) -> dict[int, str]:
    answer = _parsed(text)
    scenes = next(
        (answer[key] for key in answer if "scene" in key.lower() or "script" in key.lower()), None
    )
    if isinstance(scenes, Mapping):
        listed = {
            int(key[1]): said
            for name, said in scenes.items()
            if (key := re.fullmatch(r"\D{0,10}(\d{1,3})", str(name)))
        }
    elif isinstance(scenes, list):
        listed = {_number(one, place): one for place, one in enumerate(scenes, start=1)}
    else:
        return {}
    return {number: _text_of(one) for number, one in listed.items() if _text_of(one)}


def _number(scene: Any, place: int) -> int:
    if isinstance(scene, Mapping):
        for key in ("number", "scene", "scene_number", "index", "id"):
            if isinstance(scene.get(key), int):
                return int(scene[key])
    return place


def _text_of(scene: Any) -> str:
    if isinstance(scene, str):
        return scene
    if isinstance(scene, Mapping):
        texts = [v for k, v in scene.items() if isinstance(v, str) and k.lower() != "title"]
        return max(texts, key=len, default="")
    return ""


def _parsed(text: str) -> dict[str, Any]:
    """The first JSON object in a text, which may be fenced and talked about; else nothing.

    An object that holds nothing but another is that one; a bare list is one of scenes.
    """
    found = _first_json(text)
    if isinstance(found, list):
        return {"scenes": found}
    while isinstance(found, dict) and len(found) == 1:
        [(name, only)] = found.items()
        if not isinstance(only, dict) or _OURS.search(name):
            break
        found = only
    return found if isinstance(found, dict) else {}


def _first_json(text: str) -> Any:
    starts = [at for at in (text.find("{"), text.find("[")) if at >= 0]
    if not starts:
        return None
    opens = text[min(starts)]
    start = min(starts)
    for _ in range(_MOST_OBJECTS):
        if start < 0:
            break
        try:
            answer, _ = json.JSONDecoder().raw_decode(text, start)
        except RecursionError:
            break
        except ValueError:
            start = text.find(opens, start + 1)
            continue
        return answer
    return None


def _characters_in(answer: Mapping[str, Any]) -> list[tuple[str, str]]:
    listed = next((v for k, v in answer.items() if k.lower() in {"characters", "cast"}), None)
    if isinstance(listed, Mapping):
        return [(str(k), v) for k, v in listed.items() if isinstance(v, str)]
    if not isinstance(listed, list):
        return []
    whole = [one for one in listed if isinstance(one, Mapping)]
    return [(str(one.get("name", "")), _text_of({**one, "name": 0})) for one in whole]


def _under_heading(text: str) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    inside = False
    for line in _lines(text):
        name, colon, looks = line.partition(":")
        if line.strip(" *_:").lower() in {"character", "characters", "cast"}:
            inside = True
        elif line.startswith("BEGIN SCRIPT") or (inside and _SCENE.match(line)):
            inside = False
        elif inside and colon:
            pairs.append((name.strip(" *_-•.)0123456789"), looks.strip(" *_")))
    return pairs
