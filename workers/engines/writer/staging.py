"""Where each scene plays and how it is seen: place, view, arrangement, camera and light.

A part of the song that returns returns to its corner of the place. A place is established when it
is first seen; strong music comes near; no two neighbours show one place in the same view.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from common.artifacts.analysis import Analysis, Span
from common.artifacts.script import View
from common.lexicon import read
from common.phrases import TypeGrammar, atmosphere, table
from workers.engines.writer.draws import Deck, Draws
from workers.engines.writer.story import Part
from workers.engines.writer.whereabouts import Site, Where
from workers.engines.writer.world import World

_VIEWS: tuple[View, ...] = ("establishing", "medium", "close")
_VIEW_TEXT = {
    "establishing": "wide establishing shot",
    "medium": "medium shot",
    "close": "close-up",
}
_TENSE = 0.75
_TENSE_VIEWS: tuple[View, ...] = ("close", "medium", "establishing")
_ENDING = 0.16
"""Share of the scenes that play where the film ends, if that is another place."""
_AWAY = 0.36
"""Share of the scenes that may play elsewhere, the ending among them."""
_LAMPLIT = ("street", "city", "rooftop", "market", "bridge", "station", "village", "road")
DULL = ("cloud", "fog", "rain", "snowfall", "storm")
_MOVES_OF_PART: dict[Part, tuple[str, ...]] = {
    "arrival": ("push in", "pan right", "crane down"),
    "development": (),
    "turn": ("push in", "static", "orbit"),
    "climax": ("handheld", "orbit", "push in", "crane up"),
    "resolution": ("pull back", "crane up", "static"),
}
_DIRECTIONS = {"pan": ("left", "right"), "tilt": ("up", "down"), "crane": ("up", "down")}


@dataclass(frozen=True, kw_only=True)
class Stand:
    """How one scene is set and seen."""

    site: Site
    hour: str
    view: View
    arrangement: str
    camera: str
    lighting: str
    part: Part
    returns: bool = False
    """Whether it is the first of a part of the song that was heard before."""
    shapes: str = ""
    """How far shapes have come, where they carry the film."""


def stage_scenes(
    *,
    analysis: Analysis,
    spans: Sequence[Span],
    parts: Sequence[Part],
    world: World,
    grammar: TypeGrammar,
    theme: str,
    draws: Draws,
) -> tuple[Stand, ...]:
    """Set every scene."""
    sites = _sites(analysis, spans, world.where)
    views = _views(sites, spans, parts, grammar)
    hours = _hours(parts, world)
    arrangements = _arrangements(sites, views, grammar)
    cameras = _cameras(views, spans, parts, grammar, draws)
    return tuple(
        Stand(
            site=site,
            hour=hour,
            view=view,
            arrangement=arrangement,
            camera=camera,
            lighting=_lighting(site, hour, part, world, theme, draws, shape),
            part=part,
            returns=returning,
            shapes=shape if site.place == "abstract" else "",
        )
        for site, hour, view, arrangement, camera, part, returning, shape in zip(
            sites,
            hours,
            views,
            arrangements,
            cameras,
            parts,
            _returning(analysis, spans),
            _shapes(parts),
            strict=True,
        )
    )


def _returning(analysis: Analysis, spans: Sequence[Span]) -> list[bool]:
    """Whether a scene opens a section whose label was heard before."""
    labels = [section.label for section in analysis.sections]
    result = []
    for number, span in enumerate(spans):
        opens = number > 0 and spans[number - 1].section != span.section
        known = labels[span.section] in labels[: span.section]
        result.append(opens and known and labels[span.section] != labels[span.section - 1])
    return result


def _shapes(parts: Sequence[Part]) -> list[str]:
    """Development gathers before the climax and settles after it."""
    peak = parts.index("climax") if "climax" in parts else len(parts)
    gathered = ["gather" if number < peak else "settle" for number in range(len(parts))]
    return [
        one if part == "development" else str(part)
        for part, one in zip(parts, gathered, strict=True)
    ]


def _sites(analysis: Analysis, spans: Sequence[Span], where: Where) -> list[Site]:
    """The chapters in order, then the end; in a chapter, equal labels show equal corners."""
    labels = [analysis.sections[span.section].label for span in spans]
    count = len(spans)
    last = max(1, round(_ENDING * count)) if where.end is not None and count > 3 else 0
    edges = _edges([span.section for span in spans], count - last, len(where.chapters))
    result: list[Site] = []
    for chapter, (start, end) in zip(where.chapters, pairwise(edges), strict=True):
        result += _corners_of(chapter, labels[start:end])
    if where.beside is not None:
        _visit(result, labels, where.beside, most=int(_AWAY * count) - last)
    return result + [where.end] * last if where.end is not None else result


def _corners_of(chapter: Sequence[Site], labels: Sequence[str]) -> list[Site]:
    """Corners by label; where there is but one label, all of them in turn."""
    known = list(dict.fromkeys(labels))
    if len(known) == 1:
        count = len(labels)
        return [chapter[len(chapter) * number // count] for number in range(count)]
    return [chapter[known.index(label) % len(chapter)] for label in labels]


def _edges(sections: Sequence[int], count: int, parts: int) -> list[int]:
    """Where chapters begin: at the section nearest to an even share, else at the even share."""
    starts = [n for n in range(1, count) if sections[n] != sections[n - 1]]
    edges = [0]
    for part in range(1, parts):
        even = count * part // parts
        near = [n for n in starts if abs(n - even) <= count / (3 * parts) and n > edges[-1]]
        edges.append(min(near, key=lambda n: abs(n - even)) if near else max(even, edges[-1]))
    return [*edges, count]


def _visit(sites: list[Site], labels: Sequence[str], beside: Site, *, most: int) -> None:
    """Play one label next door: the longest that leaves the theme its opening and its share."""
    played = labels[: len(sites)]
    lengths = Counter(played)
    options = [label for label in lengths if label != played[0] and lengths[label] <= most]
    if options:
        chosen = max(options, key=lambda label: lengths[label])
        sites[:] = [
            beside if label == chosen else site for site, label in zip(sites, played, strict=True)
        ]


def _hours(parts: Sequence[Part], world: World) -> list[str]:
    """They pass with the story."""
    count = len(world.hours)
    return [world.hours[count * number // len(parts)] for number in range(len(parts))]


def _views(
    sites: Sequence[Site], spans: Sequence[Span], parts: Sequence[Part], grammar: TypeGrammar
) -> list[View]:
    views: list[View] = []
    turn = tense = 0
    for number, (site, span, part) in enumerate(zip(sites, spans, parts, strict=True)):
        wished = grammar.views[turn % len(grammar.views)]
        if site not in sites[:number] or number == len(sites) - 1:
            wished = "establishing"
        elif part in ("turn", "climax") or span.energy >= _TENSE:
            wished = _TENSE_VIEWS[tense % len(_TENSE_VIEWS)]
            tense += 1
        else:
            turn += 1
        before = views[-1] if number and sites[number - 1] == site else None
        order = (wished, "medium", *grammar.views, *_VIEWS)
        views.append(next(view for view in _VIEWS if view == _first_other(order, before)))
    return views


def _first_other(order: Sequence[str], before: str | None) -> str:
    return next(view for view in order if view != before)


def _arrangements(sites: Sequence[Site], views: Sequence[View], grammar: TypeGrammar) -> list[str]:
    """In the type's order, counted for each place and view, so that a view comes back new."""
    seen: dict[tuple[Site, View], int] = {}
    result: list[str] = []
    for site, view in zip(sites, views, strict=True):
        number = seen.get((site, view), _VIEWS.index(view))
        seen[site, view] = number + 1
        result.append(grammar.arrangements[number % len(grammar.arrangements)])
    return result


def _cameras(
    views: Sequence[View],
    spans: Sequence[Span],
    parts: Sequence[Part],
    grammar: TypeGrammar,
    draws: Draws,
) -> list[str]:
    chance = draws.of("camera")
    deck = Deck(chance)
    cameras: list[str] = []
    before = ""
    for view, span, part in zip(views, spans, parts, strict=True):
        options = [move for move in (_MOVES_OF_PART[part] or grammar.moves) if move != before]
        if span.energy < 0.35:
            options = [move for move in options if move != "handheld"]
        before = deck.deal(options)
        cameras.append(f"{_VIEW_TEXT[view]}, {_paced(_directed(before, chance), span.energy)}")
    return cameras


def _directed(move: str, chance: Random) -> str:
    return f"{move} {chance.choice(_DIRECTIONS[move])}" if move in _DIRECTIONS else move


def _paced(move: str, energy: float) -> str:
    if move == "static":
        return move
    return f"{'slow' if energy < 0.4 else 'steady' if energy < 0.7 else 'fast'} {move}"


def _lighting(
    site: Site, hour: str, part: Part, world: World, theme: str, draws: Draws, shape: str
) -> str:
    """The theme's light everywhere; else the place's, the hour's or the weather's."""
    named = read(theme).lights
    if not site.phrases.open and site.place != "club":
        named = tuple(light for light in named if light in ("candle", "fire", "lamp", "spotlight"))
    if hour == "night":
        named = tuple(light for light in named if light not in ("sunlight", "golden"))
    chance = draws.of("light", site.text, hour)
    if site.place == "abstract" and not named:
        return str(chance.choice(table("shapes")[shape]["light"]))
    if named:
        light = named[0]
    elif site.phrases.light:
        light = site.phrases.light
    elif hour == "night" and site.place in _LAMPLIT:
        light = "lamp"
    elif hour != "night" and set(world.weather_at(site, hour, part)) & set(DULL):
        return chance.choice(atmosphere("dull", hour))
    else:
        light = table("atmosphere")["light_by_hour"][hour]
    return chance.choice(atmosphere("light_text", light))
