"""The world of a film: mood, places, hours and weather, from the theme and else from the music."""

from collections.abc import Sequence
from dataclasses import dataclass

from common.artifacts.analysis import Analysis
from common.lexicon import Reading, mentions, read, words
from common.phrases import TypeGrammar, moods, table
from workers.engines.writer.draws import Draws
from workers.engines.writer.story import Part
from workers.engines.writer.whereabouts import Site, Where, choose_places

_DAY = ("dawn", "day", "dusk", "night")
_NIGHTLY = ("stars", "aurora")
_DRY = ("rain", "fog", "snowfall")
_FAIR = ("clear", *_NIGHTLY, "wind")
"""What can be together with a season's or an hour's clear sky."""
_UNASKED = ("clear", "cloud", "wind", "stars")
"""What it may be like where nobody says: this neither falls nor hides anything."""
_EARLY: tuple[Part, ...] = ("arrival", "development")

__all__ = ["Site", "World", "build_world", "choose_mood"]


@dataclass(frozen=True, kw_only=True)
class World:
    """Where and when.

    Attributes:
        where: the places, the theme's own first.
        hours: in the order in which they pass; `hour_named` whether the theme says them, and then
            they hold in every place.
        weathers: what it is like at first and what it turns into; alike if the theme says it.
    """

    mood: str
    where: Where
    hours: tuple[str, ...]
    hour_named: bool
    weathers: tuple[tuple[str, ...], tuple[str, ...]]
    autumn: bool = False

    @property
    def place(self) -> str:
        """What the film is set in."""
        return self.where.chapters[0][0].place

    def background(self, site: Site, hour: str, part: Part) -> str:
        """The same text for the same place at the same time."""
        spoken = table("atmosphere")
        parts = [f"{site.text} in flames" if self.where.ablaze and site.phrases.open else site.text]
        if self.hour_named or not site.phrases.timeless:
            parts.append(spoken["hour_text"][hour])
        if self.autumn and site.phrases.open and site.place in spoken["leafy"]:
            parts.append("in autumn")
        parts += [spoken["weather_text"][name] for name in self.weather_at(site, hour, part)]
        return ", ".join(parts)

    def weather_at(self, site: Site, hour: str, part: Part) -> tuple[str, ...]:
        """What of the weather a place has: none in a cave, snow for rain where it freezes."""
        weathers = self.weathers[0 if part in _EARLY else 1]
        if site.phrases.timeless or site.place == "underwater" or site.sheltered:
            return ()
        if not self.hour_named and hour != "night":
            weathers = tuple("clear" if name in _NIGHTLY else name for name in weathers)
        if not site.phrases.open:
            return tuple(name for name in weathers if name in table("atmosphere")["inside"])
        if site.place == "snow":
            return tuple("snowfall" if name == "rain" else name for name in weathers)
        return weathers


def build_world(
    *, theme: str, style: str, analysis: Analysis, grammar: TypeGrammar, draws: Draws
) -> World:
    """Take from the theme what it names and choose the rest by mood, the style second."""
    reading, styled = read(theme), read(style)
    mood = choose_mood(reading, styled, analysis, draws)
    where = choose_places(theme=theme, mood=mood, grammar=grammar, draws=draws)
    named_hours = _hours_of(theme) or styled.hours
    weathers = _told(reading.weathers or styled.weathers)
    if not named_hours and (set(weathers) & set(_NIGHTLY) or "moon" in reading.subjects):
        named_hours = ("night",)
    hours = _passing(named_hours) if named_hours else _mood_hours(mood, draws)
    first = where.chapters[0][0]
    if not weathers and (where.snowed or "snowman" in reading.subjects):
        weathers = ("snowfall",)
    if not weathers:
        told = bool(_named_moods(reading, styled))
        passing = _mood_weathers(mood, hours[0], first, draws, told=told)
    return World(
        mood=mood,
        where=where,
        hours=hours,
        hour_named=bool(named_hours),
        weathers=(weathers[:2],) * 2 if weathers else passing,
        autumn=bool({"autumn", "autumnal", "october", "november"} & {*words(theme)}),
    )


def choose_mood(reading: Reading, styled: Reading, analysis: Analysis, draws: Draws) -> str:
    """The theme's mood, or one of the three that sound most like the song."""
    named = _named_moods(reading, styled)
    if named:
        return named[0]
    for weather in (*reading.weathers, *styled.weathers):
        if weather in table("atmosphere")["moods"]:
            felt: list[str] = table("atmosphere")["moods"][weather]
            return draws.of("mood").choice(felt)
    sound = (
        analysis.energy.mean(0, analysis.duration),
        analysis.brightness.mean(0, analysis.duration),
        min(max((analysis.tempo - 60) / 110, 0.0), 1.0),
    )
    nearest = sorted(
        moods(),
        key=lambda name: sum((a - b) ** 2 for a, b in zip(sound, moods()[name].sound, strict=True)),
    )
    return draws.of("mood").choice(nearest[:3])


def _named_moods(reading: Reading, styled: Reading) -> list[str]:
    return [mood for mood in (*reading.moods, *styled.moods) if mood in moods()]


def _hours_of(theme: str) -> tuple[str, ...]:
    """The hours of a text; a summer's day only if it names no other."""
    found = mentions(theme, "hours")
    plain = [m for m in found if m.phrase not in table("hints")["seasons"]]
    return tuple(dict.fromkeys(m.concept for m in plain or found))


def _told(weathers: tuple[str, ...]) -> tuple[str, ...]:
    """The weathers of a text; summer is clear unless it rains."""
    foul = any(name not in _FAIR for name in weathers)
    return tuple(name for name in weathers if not (foul and name == "clear"))


def _passing(named: Sequence[str]) -> tuple[str, ...]:
    """Hours from the first named to the last, with those that lie between them."""
    result = [named[0]]
    for hour in named[1:]:
        while result[-1] != hour:
            result.append(_DAY[(_DAY.index(result[-1]) + 1) % 4])
    return tuple(result)


def _mood_hours(mood: str, draws: Draws) -> tuple[str, ...]:
    """Three hours that follow each other; what is at home in the night ends at dawn."""
    hour = draws.of("hour").choice(moods()[mood].hours)
    if moods()[mood].hours == ("night",):
        return "dusk", "night", "night", "dawn"
    start = _DAY.index(hour)
    return tuple(_DAY[(start + step) % 4] for step in range(3))


def _mood_weathers(
    mood: str, hour: str, site: Site, draws: Draws, *, told: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Weather like a mood: nobody gets wet who was not promised rain."""
    options = [name for name in moods()[mood].weathers if name in _UNASKED] or ["cloud"]
    draws.of("weather").shuffle(options)
    if not told:
        options = ["clear", *(name for name in options if name != "clear")]
    first, second = options[0], options[1 % len(options)]
    if first == second:
        second = draws.of("weather", "turn").choice(("wind", "cloud"))
    return (_suited(first, hour, site),), (_suited(second, hour, site),)


def _suited(weather: str, hour: str, site: Site) -> str:
    if weather in _NIGHTLY and hour == "day":
        return "clear"
    return "wind" if site.place == "desert" and weather in _DRY else weather
