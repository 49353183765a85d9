"""What a language model meant, read from what it wrote.

Models leave scenes out, count from nought, number them in their own language, wrap them in Markdown
or JSON, think aloud without end, and refuse. Whatever can be told apart here is; what cannot is
missing, and is asked for again.

Who answers may be hostile: all that is done here takes time in proportion to the answer, of which
`MOST_LETTERS` are read. So lines come without runs of blanks and without marks before them, and no
more than so long, before a regular expression sees them.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from workers.engines.language.headings import heading, number_of, numbered
from workers.engines.language.loose import cut_off, values
from workers.engines.language.plain import MOST_LINE, answer_of, bare, lines
from workers.stages.scripting import without_music

MOST_WORDS = 60
"""Of a scene: what is longer does not fit into any text encoder and is no single picture."""
_MOST_NAME, _MOST_LOOKS = 60, 300

_RUN_ON = re.compile(
    r"(?<=[A-Za-z)\"”][.!?\"”])\s{1,9}"
    r"(?=(?:SCENE|Scene) ?#? ?(?:\d{1,3}|[IVXL]{1,7}|[A-Z][a-zA-Z]{2,8}) ?:)"
)
_TIMED = re.compile(
    r"[\[(]?\s*(?P<start>[\d:.]{1,12})\s*s?\s*(?:-|–|—|to)\s*(?P<end>[\d:.]{1,12})\s*s?\s*"
    r"[\])]?\s*[*_]*\s*[:\-–—]*\s*(?P<text>\S.*)$"
)
_REFUSAL = re.compile(
    r"^\W*(?:i'?m sorry|sorry,|i can(?:no|')t |i am (?:unable|not able)|as an ai\b|"
    r"i (?:won'?t|must decline|have to decline|am sorry|apologi[sz]e)\b|i'm (?:unable|not able)|"
    r"unfortunately, i|my apologies|es tut mir leid|je suis désol|je ne peux pas|lo siento|"
    r"no puedo|mi dispiace|non posso|desculpe|não posso|извините)",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"[\[<{(][^\[\]<>{}()]{0,200}[\]>})][.!]?$")
_MARKED = re.compile(r"(?:BEGIN|END) SCRIPT", re.IGNORECASE)
_NO_KEYWORD = re.compile(r":|\b(?:script|scenes?|characters?|keywords?)\b", re.IGNORECASE)
_OURS = re.compile("scene|script|shot|storyboard|cast|character", re.IGNORECASE)
_SEEN = (
    "prompt", "visual", "visuals", "description", "text", "action", "sentence", "content", "image",
    "scene", "caption",
)  # fmt: skip
"""What that is called in which a scene is told; the first that is there is it."""
_BESIDE = frozenset(
    ("title", "camera", "lighting", "light", "mood", "music", "name", "setting", "sound", "audio")
)
_NUMBER = ("number", "scene", "scene_number", "index", "id", "shot", "no")
_HEADING = re.compile(r"(?P<name>[A-Z][A-Za-z ]{2,20}|[a-z]{3,12})[\s*_]*[:=][\s*_]*(?P<rest>.*)$")
_ENDS = (".", "!", "?", '."', '!"', ".”", "…")


def read_scenes(text: str, count: int) -> dict[int, str]:
    """Scene texts by number from 0, of those that are there and say something to see."""
    text = answer_of(text)
    found = _from_json(text)
    if not found:
        found = _from_lines(_script_part(text), count) or _from_lines(text, count)
    if not found:
        found = _in_order(text, count)
    if 0 in found and count not in found:  # counted from nought
        found = {number + 1: said for number, said in found.items()}
    usable = {number - 1: usable_sentence(said) for number, said in found.items()}
    scenes = {n: said for n, said in usable.items() if said and 0 <= n < count}
    first = {said.casefold(): n for n, said in reversed(scenes.items())}
    return {n: said for n, said in scenes.items() if first[said.casefold()] == n}


def usable_sentence(said: str) -> str:
    """One line that a picture can be made of, or nothing."""
    if _PLACEHOLDER.match(said.strip()):
        return ""
    line = " ".join(bare(part) for part in said.splitlines())
    line = _MARKED.split(line, maxsplit=1)[0]
    words = "".join(c if c.isprintable() else " " for c in line[: 2 * MOST_LINE]).split()
    line = " ".join(words).strip("\"'“”„«» ")
    if len(words) > MOST_WORDS or len(line) > MOST_LINE or _REFUSAL.match(line):
        return ""
    if sum(any(map(str.isalpha, word)) for word in words) < 3:
        return ""
    letters = [letter for letter in line if letter.isalpha()]
    if 2 * sum(map(str.isascii, letters)) < len(letters):  # no text encoder of ours reads it
        return ""
    return line if len(without_music(line).strip(" .,;:-").split()) >= 3 else ""


def read_characters(text: str, most: int) -> dict[str, str]:
    """Descriptions by name, from the lines under a heading CHARACTERS or from JSON."""
    text = answer_of(text)
    pairs = _characters_in(_parsed(text)) or _under_heading(text)
    clean = {
        bare(name)[:_MOST_NAME]: bare(" ".join(looks.split()))[:_MOST_LOOKS].strip(" .")
        for name, looks in pairs
    }
    known = {name: looks for name, looks in clean.items() if looks and any(map(str.isalpha, name))}
    once = {name.casefold(): name for name in reversed(known)}
    return {name: known[name] for name in list(reversed(once.values()))[:most]}


def read_list(text: str, most: int) -> tuple[str, ...]:
    """Short items, one a line or parted by commas."""
    text = answer_of(text)
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
    for line in lines(answer_of(text)):
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


def _from_lines(text: str, count: int) -> dict[int, str]:
    """Texts by their number; a line without one goes on with the scene before it."""
    tokens: list[str] = []
    told: list[list[str]] = []
    open_ = False
    for line in lines(_RUN_ON.sub("\n", text)):
        match = heading(line)
        if match:
            tokens.append(match.token)
            told.append([match.text])
            open_ = True
        elif part := _HEADING.match(line):
            open_ = open_ and part["name"].strip().lower() in _SEEN
            if open_:
                told[-1].append(part["rest"])
        elif open_ and not line and _last_of(told[-1]).rstrip(" *_").endswith(_ENDS):
            open_ = False  # a remark that follows is none of the scene
        elif open_ and line:
            told[-1].append(line)
    texts = map(_untitled, told)
    found: dict[int, str] = {}
    for number, said in zip(_places(numbered(tokens), count), texts, strict=True):
        if number is not None and not found.get(number):
            found[number] = said  # said twice: the first stands
    return found


def _last_of(said: Sequence[str]) -> str:
    return next((line for line in reversed(said) if line), "")


def _places(numbers: Sequence[int | None], count: int) -> Sequence[int | None]:
    """The numbers as they are meant: as many as were asked for, but in tens, with gaps or begun
    anew in each act, are counted."""
    known = [number for number in numbers if number is not None]
    if len(known) != count or len(numbers) != count or count < 2:
        return numbers
    if set(known) in (set(range(1, count + 1)), set(range(count))):
        return numbers
    if all(two > one or two == 1 for one, two in pairwise(known)):
        return range(1, count + 1)
    return numbers


def _in_order(text: str, count: int) -> dict[int, str]:
    """Sentences that nobody numbered, if there are just as many as were asked for."""
    told = [line for line in lines(_script_part(text)) if line.rstrip("\"'” ").endswith(_ENDS)]
    usable = [line for line in told if usable_sentence(line)]
    whole = count > 1 and len(usable) == count and len(set(usable)) == count
    return dict(enumerate(usable, start=1)) if whole else {}


def _untitled(said: list[str]) -> str:
    """Without the title that some put before the scene itself."""
    title, *rest = said
    is_title = len(title.split()) <= 5 and not title.rstrip(" *_").endswith((".", "!", "?", ","))
    return "\n".join(rest if is_title and any(map(str.strip, rest)) else said)


def _from_json(text: str) -> dict[int, str]:
    told = values(text)
    for value in told:
        if found := _scenes_in(value):
            return found
    objects = [value for value in told if isinstance(value, Mapping)]
    if objects:
        return _listed(objects)
    return dict(enumerate(cut_off(text), start=1))


def _scenes_in(value: Any) -> dict[int, str]:
    """The scenes of a value: a list of them, or an object that holds one or numbers them."""
    if isinstance(value, list):
        if len(value) == 1 and isinstance(value[0], Mapping):
            return _scenes_in(value[0]) or _listed(value)
        return _listed(value)
    answer = _unwrapped(value)
    key = next((key for key in answer if _OURS.search(key) and _holds(answer[key])), None)
    if key is not None and "character" not in key.lower() and key.lower() != "cast":
        inner = answer[key]
        return _by_name(inner) if isinstance(inner, Mapping) else _listed(inner)
    return _by_name(answer)


def _holds(value: object) -> bool:
    return isinstance(value, Mapping | list)


def _listed(scenes: Sequence[Any]) -> dict[int, str]:
    numbers = {_number(one, place): one for place, one in enumerate(scenes, start=1)}
    return {number: _text_of(one) for number, one in numbers.items() if _text_of(one)}


def _by_name(scenes: Mapping[str, Any]) -> dict[int, str]:
    """By keys such as "3", "scene_3", "SCENE THREE"."""
    found: dict[int, str] = {}
    for name, one in scenes.items():
        head = heading(f"{str(name)[:30].replace('_', ' ')}:")
        number = number_of(head.token) if head else None
        if number is not None and _text_of(one):
            found.setdefault(number, _text_of(one))
    return found


def _number(scene: Any, place: int) -> int:
    if isinstance(scene, Mapping):
        for key in _NUMBER:
            number = scene.get(key)
            if isinstance(number, int):
                return int(number)
            if isinstance(number, str) and number_of(number[:12]) is not None:
                return number_of(number[:12]) or 0
    return place


def _text_of(scene: Any) -> str:
    if isinstance(scene, str):
        return scene
    if isinstance(scene, Mapping):
        texts = {str(k).lower(): v for k, v in scene.items() if isinstance(v, str)}
        told = [texts[name] for name in _SEEN if len(texts.get(name, "").split()) > 2]
        other = [text for name, text in texts.items() if name not in _BESIDE]
        return told[0] if told else max(other, key=len, default="")
    return ""


def _parsed(text: str) -> dict[str, Any]:
    """The first JSON object in a text, which may be fenced and talked about; else nothing."""
    found = values(text)
    if not found:
        return {}
    return {"scenes": found[0]} if isinstance(found[0], list) else _unwrapped(found[0])


def _unwrapped(found: Any) -> dict[str, Any]:
    """An object that holds nothing but another is that one."""
    while isinstance(found, dict) and len(found) == 1:
        [(name, only)] = found.items()
        if not isinstance(only, dict) or _OURS.search(str(name)):
            break
        found = only
    return {str(k): v for k, v in found.items()} if isinstance(found, dict) else {}


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
    for line in lines(text):
        name, colon, looks = line.partition(":")
        if line.strip(" *_:").lower() in {"character", "characters", "cast"}:
            inside = True
        elif line.startswith("BEGIN SCRIPT") or (inside and heading(line)):
            inside = False
        elif inside and colon:
            pairs.append((name.strip(" *_-•.)0123456789"), looks.strip(" *_")))
    return pairs
