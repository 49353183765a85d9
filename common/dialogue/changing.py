"""Words of one element changed by a wish: "make it night" keeps the place and moves the clock."""

from common.dialogue.state import Element
from common.lexicon import Reading, read

_HOUR_TEXT = {"dawn": "at dawn", "day": "by day", "dusk": "at dusk", "night": "at night"}
_NIGHTLY = frozenset(["moonlight", "neon"])
_DAILY = frozenset(["sunlight", "golden"])
_MOST_OBJECTS = 5


def changed(element: Element, now: str, wish: str) -> str:
    """What an element says after a wish: added to or replaced, whichever the words want."""
    if element == "background":
        return _moved(now, wish)
    if element == "objects" and wish.startswith(("add ", "also ", "and ", "with ")):
        added = wish.split(" ", 1)[1]
        return ", ".join([*now.split(", "), added][:_MOST_OBJECTS])
    return wish


def contradiction(now: dict[Element, str]) -> str:
    """A sentence on an hour and a light that cannot both be true; empty where all is well."""
    place, light = read(now["background"]), read(now["lighting"])
    hours = {*place.hours}
    if "night" in hours and (_DAILY & {*light.lights} or "day" in light.hours):
        return "The place says night and the light is the sun's; the night will win."
    if "day" in hours and (_NIGHTLY & {*light.lights} or "night" in light.hours):
        return "The place says day and the light is the night's; the day will win."
    return ""


def _moved(now: str, wish: str) -> str:
    """Another place takes all; another hour or weather only its own phrase."""
    wanted = read(wish)
    if wanted.named_places:
        return wish
    kept = [piece for piece in now.split(", ") if not _replaced(read(piece), wanted)]
    first = _without_hour(kept[0], wanted) if kept else ""
    added = [_HOUR_TEXT[hour] for hour in wanted.hours[:1]] or [wish]
    if wanted.hours and wanted.weathers:
        added.append(wish)
    return ", ".join(part for part in (first, *kept[1:], *added) if part)


def _replaced(piece: Reading, wanted: Reading) -> bool:
    if piece.named_places:
        return False
    return bool((wanted.hours and piece.hours) or (wanted.weathers and piece.weathers))


def _without_hour(place: str, wanted: Reading) -> str:
    if not wanted.hours:
        return place
    for text in _HOUR_TEXT.values():
        place = place.removesuffix(f" {text}")
    return place
