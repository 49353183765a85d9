"""The world of a film: mood, places, hours and weather, from the theme and else from the music."""

from collections.abc import Sequence
from dataclasses import dataclass

from common.artifacts.analysis import Analysis
from common.lexicon import Reading, read
from workers.engines.writer.draws import Draws
from workers.engines.writer.phrases import PlacePhrases, TypeGrammar, moods, places, table

_DAY = ("dawn", "day", "dusk", "night")
_MOST_SITES = 4
_NIGHTLY = ("stars", "aurora")
_DRY = ("rain", "fog", "snowfall")


@dataclass(frozen=True, kw_only=True)
class Site:
    """A place of the film; `text` is what its background begins with."""

    place: str
    text: str

    @property
    def phrases(self) -> PlacePhrases:
        return places()[self.place]


@dataclass(frozen=True, kw_only=True)
class World:
    """Where and when. `hours` is the order in which they pass; `hour_named` whether the theme
    says them, and then they hold in every place."""

    mood: str
    sites: tuple[Site, ...]
    hours: tuple[str, ...]
    hour_named: bool
    weathers: tuple[str, ...]

    def background(self, site: Site, hour: str) -> str:
        """The same text for the same place at the same hour."""
        spoken = table("atmosphere")
        parts = [site.text]
        if self.hour_named or not site.phrases.timeless:
            parts.append(spoken["hour_text"][hour])
        parts += [spoken["weather_text"][name] for name in self.weather_at(site)]
        return ", ".join(parts)

    def weather_at(self, site: Site) -> tuple[str, ...]:
        """What of the weather a place has: none in a cave, snow for rain where it freezes."""
        if site.phrases.timeless or site.place == "underwater":
            return ()
        if not site.phrases.open:
            return tuple(name for name in self.weathers if name in table("atmosphere")["inside"])
        if site.place == "snow":
            return tuple("snowfall" if name == "rain" else name for name in self.weathers)
        return self.weathers


def build_world(
    *, theme: str, style: str, analysis: Analysis, grammar: TypeGrammar, draws: Draws
) -> World:
    """Take from the theme what it names and choose the rest by mood, the style second."""
    reading = read(theme)
    styled = read(style)
    mood = choose_mood(reading, styled, analysis, draws)
    sites = _sites(_places(reading, mood, grammar, analysis, draws), draws)
    named_hours = reading.hours or styled.hours
    weathers = reading.weathers or styled.weathers
    if not named_hours and set(weathers) & set(_NIGHTLY):
        named_hours = ("night",)
    hours = _passing(named_hours) if named_hours else _mood_hours(mood, draws)
    return World(
        mood=mood,
        sites=sites,
        hours=hours,
        hour_named=bool(named_hours),
        weathers=weathers[:2] or _mood_weather(mood, hours[0], sites[0], draws),
    )


def choose_mood(reading: Reading, styled: Reading, analysis: Analysis, draws: Draws) -> str:
    """The theme's mood, or one of the three that sound most like the song."""
    named = [mood for mood in (*reading.moods, *styled.moods) if mood in moods()]
    if named:
        return named[0]
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


def _places(
    reading: Reading, mood: str, grammar: TypeGrammar, analysis: Analysis, draws: Draws
) -> list[str]:
    """Two to four place ids, the theme's own first; one may come twice as two sets."""
    chosen = [p for p in reading.places[: reading.named_places] if p not in grammar.never]
    brought = [p for p in reading.places[reading.named_places :] if p not in grammar.never]
    chosen = (chosen or brought[:2])[:_MOST_SITES]
    if not chosen:
        mood_places = [p for p in moods()[mood].places if p not in grammar.never]
        pool = grammar.home or mood_places or ("mountains", "lake", "forest")
        chosen = [grammar.home[0] if grammar.home else draws.of("place").choice(pool)]
        chosen += [p for p in pool if p not in chosen][:1]
    elif grammar.home and not set(chosen) & set(grammar.home) and _on_earth(chosen):
        chosen = [*chosen[: _MOST_SITES - 1], grammar.home[0]]
    labels = len({section.label for section in analysis.sections})
    wanted = max(2, len(chosen), min(labels, _MOST_SITES))
    return _filled(chosen, wanted, grammar, draws)


def _filled(chosen: list[str], wanted: int, grammar: TypeGrammar, draws: Draws) -> list[str]:
    near = [place for known in chosen for place in _shuffled_related(known, draws)]
    pool = [*grammar.home, *near] if _on_earth(chosen) else near
    pool += ["mountains", "lake", "field"]
    for place in pool:
        again = place in chosen
        fits = place not in grammar.never and (not again or _has_second_set(place, chosen))
        if fits and len(chosen) < wanted:
            chosen = [*chosen, place]
    return chosen


def _on_earth(chosen: Sequence[str]) -> bool:
    """Under water or among the stars a film does not change to a street."""
    return all(places()[place].medium == "ground" and place != "moon" for place in chosen)


def _has_second_set(place: str, chosen: Sequence[str]) -> bool:
    phrases = places()[place]
    return place in phrases.related and chosen.count(place) < len(phrases.text)


def _shuffled_related(place: str, draws: Draws) -> list[str]:
    related = list(places()[place].related)
    draws.of("related", place).shuffle(related)
    return related


def _sites(chosen: Sequence[str], draws: Draws) -> tuple[Site, ...]:
    result: list[Site] = []
    for number, place in enumerate(chosen):
        texts = list(places()[place].text)
        draws.of("site", place).shuffle(texts)
        result.append(Site(place=place, text=texts[chosen[:number].count(place)]))
    return tuple(result)


def _passing(named: Sequence[str]) -> tuple[str, ...]:
    """Hours from the first named to the last, with those that lie between them."""
    result = [named[0]]
    for hour in named[1:]:
        while result[-1] != hour:
            result.append(_DAY[(_DAY.index(result[-1]) + 1) % 4])
    return tuple(result)


def _mood_hours(mood: str, draws: Draws) -> tuple[str, ...]:
    """One hour for the whole film and the next for its end."""
    hour = draws.of("hour").choice(moods()[mood].hours)
    return hour, _DAY[(_DAY.index(hour) + 1) % 4]


def _mood_weather(mood: str, hour: str, site: Site, draws: Draws) -> tuple[str, ...]:
    choice = draws.of("weather").choice(moods()[mood].weathers)
    if choice in _NIGHTLY and hour != "night":
        return ("clear",)
    if site.place == "desert" and choice in _DRY:
        return ("wind",)
    return (choice,)
