"""The number of a scene, as models write it: "SCENE #4:", "Scene IV", "Szene vier", "第四幕"."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

_WORDS = """
    scene shot szene scène scena escena cena сцена scenă scéna sahne scène bild einstellung plan
    plano toma part frame keyframe clip segment panel picture image 場景 场景
    シーン 장면 씬 المشهد مشهد
""".split()  # noqa: SIM905
_SCENE = "|".join(sorted(map(re.escape, _WORDS), key=lambda word: -len(word)))
_SPELT = """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty|
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth|
    eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf|
    erste zweite dritte vierte fünfte sechste siebte achte neunte zehnte elfte zwölfte|
    un deux trois quatre cinq six sept huit neuf dix onze douze|
    première deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième|
    uno dos tres cuatro cinco seis siete ocho nueve diez once doce|
    primera segunda tercera cuarta quinta sexta séptima octava novena décima|
    uno due tre quattro cinque sei sette otto nove dieci undici dodici|
    prima seconda terza quarta quinta sesta settima ottava nona decima|
    um dois três quatro cinco seis sete oito nove dez onze doze
"""
_TENS = ("twenty", "thirty", "forty", "fifty")
_UNITS = _SPELT.split("|", maxsplit=1)[0].split()
_NUMBERS: Mapping[str, int] = MappingProxyType(
    {
        **{
            f"{ten}{joint}{unit}": 20 + 10 * place + number
            for place, ten in enumerate(_TENS)
            for number, unit in enumerate(_UNITS[:9], 1)
            for joint in ("-", " ")
        },
        **{ten: 20 + 10 * place for place, ten in enumerate(_TENS)},
        **{
            word: number
            for row in reversed(_SPELT.split("|"))
            for number, word in enumerate(row.split(), 1)
        },
    }
)
_HAN = "一二三四五六七八九"
_ROMAN = re.compile(r"(?=[ivxl])(x[lx]|l?x{0,3})(ix|iv|v?i{0,3})")
_SPELT_FORMS = "|".join(sorted(map(re.escape, _NUMBERS), key=lambda word: -len(word)))
_HANS = rf"[{_HAN}十]{{1,3}}"
_TOKEN = rf"\d{{1,3}}(?![.:]\d)|(?:{_SPELT_FORMS})\b|[ivxl]{{1,7}}\b|[a-z]\b|{_HANS}"
_TIMES = re.compile(
    rf"[\d:.,]{{3,12}}\s*(?:[-–—]\s*[\d:.,]{{3,12}}\s*)?[\])]?\s*(?=(?:{_SCENE}))", re.I
)
_ACT = re.compile(rf"act\s+\w{{1,8}}\s*[,:.–—-]\s*(?=(?:{_SCENE}))", re.I)
_AFTER = (
    r"(?:\s*(?:/|of|von|de|di|sur)\s*\d{1,3})?\s*+[*_]*+\s*+"
    r"(?:[(\[][^()\[\]]{0,30}[)\]]\s*+)?[*_]*+\s*+"
)
_BREAK = r"(?P<break>[:：.)\]>|=→]+|\s?[-–—]+(?=\s)|章|幕|场|場|$|(?=[\"“A-ZÀ-Ý]))"
_NAMED = re.compile(
    rf"(?:{_SCENE})(?:-|[\s*_.:]*)(?:#|no\.?|nr\.?|n°|第|№)?\s*(?P<token>{_TOKEN}){_AFTER}{_BREAK}(?P<text>.*)$",
    re.I,
)
_ORDINAL = re.compile(
    rf"(?:the\s+|die\s+|la\s+)?(?P<token>\d{{1,3}}|(?:{_SPELT_FORMS})\b|{_HANS})(?:st|nd|rd|th|\.|ª|ª)?\s*(?:{_SCENE})\b"
    rf"{_AFTER}{_BREAK}(?P<text>.*)$",
    re.I,
)
_ANY_WORD = re.compile(
    rf"[^\W\d_]{{2,12}}[\s*_]*(?:#|no\.?|nr\.?|n°)?\s*(?P<token>\d{{1,3}})(?![.:]\d){_AFTER}"
    r"(?P<break>[:：.)\]|]+|\s[\-–—]|$)(?P<text>.*)$",
    re.I,
)
_BARE = re.compile(
    rf"(?:第\s*)?(?P<token>\d{{1,3}}(?![.:]\d)|{_HANS}|[ivxl]{{1,7}}(?=[.)]\s)){_AFTER}"
    r"(?P<break>[:：.)\]|]+|\s[\-–—]|,(?=\s*\")|章|幕|场|場)(?P<text>.*)$",
    re.I,
)
_FIELD = re.compile(
    r"[\"']?(?:number|scene|scene_number|index|id|no|n)[\"']?\s*[:=]\s*[\"']?(?P<token>\d{1,3})[\"']?,?$",
    re.I,
)


_JOINTS = " :：.-–—|]>)*_=→"
_LIKELY = re.compile(
    rf"{_SCENE}|(?:the|die|la|act)\s|(?:{_SPELT_FORMS})\b|[ivxl]{{1,7}}[.)]|[第一二三四五六七八九十]|.{{0,40}}\d",
    re.I,
)
"""What no heading is without; most lines are none, and this is soon seen."""


class Heading(NamedTuple):
    """`token` is its number as it is written; `text` what stands after it on its line."""

    token: str
    text: str


def heading(line: str) -> Heading | None:
    """The heading of a scene, if a line (without the marks before it) begins with one."""
    if not _LIKELY.match(line):
        return None
    line = _ACT.sub("", _TIMES.sub("", line, count=1), count=1)
    field = _FIELD.match(line)
    if field:
        return Heading(field["token"], "")
    for form in (_NAMED, _ORDINAL, _ANY_WORD, _BARE):
        match = form.match(line)
        if match is None:
            continue
        if form in (_NAMED, _ORDINAL) and not match["break"] and match["text"][:1].islower():
            continue  # "Scene 2 follows her"
        text = match["text"].lstrip(_JOINTS)
        if form is _ORDINAL and text[:1].isdigit():
            continue  # "1. SCENE 1"
        inner = _NAMED.match(text) if form in (_BARE, _ANY_WORD) else None
        if inner is not None and (inner["break"] or inner["text"]):
            return Heading(inner["token"], inner["text"].lstrip(_JOINTS))
        return Heading(match["token"], text)
    return None


def numbered(tokens: Sequence[str]) -> list[int | None]:
    """The numbers of headings, read alike: letters if they begin with A, else Roman."""
    alphabetical = any(token.lower() == "a" for token in tokens)
    return [number_of(token, alphabetical=alphabetical) for token in tokens]


def number_of(token: str, *, alphabetical: bool = False) -> int | None:
    """ "4", "IV", "four", "四"."""
    token = token.strip().lower()
    if token.isascii() and token.isdigit():
        return int(token[:4])
    if token in _NUMBERS:
        return _NUMBERS[token]
    if alphabetical and len(token) == 1 and token.isascii():
        return ord(token) - ord("a") + 1
    if token and set(token) <= {*_HAN, "十"}:
        return _han(token)
    return _roman(token) if _ROMAN.fullmatch(token) else None


def _roman(token: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10, "l": 50}[letter] for letter in token]
    signed = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in signed)


def _han(token: str) -> int | None:
    tens, ten, units = token.rpartition("十")
    if len(tens) > 1 or len(units) > 1 or "十" in tens:
        return None
    value = _HAN.find(units) + 1 if units else 0
    return value + (10 * (_HAN.find(tens) + 1 if tens else 1) if ten else 0)
