"""The places of a film: the theme's own, its corners, what lies next to it, and where it ends.

Whoever sees three frames of a film should know its theme, so most of a film plays in the place
that the theme names, seen from several corners of it. Several named places follow one another in
the order of the text. Somebody who walks home is at home in the end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from common.lexicon import Mention, at_home, bounded, mentions, read, words
from common.phrases import (
    PlacePhrases,
    TypeGrammar,
    guise_of,
    guises,
    moods,
    phrases_of,
    places,
    table,
)
from workers.engines.writer.doings import homes, is_elsewhere
from workers.engines.writer.draws import Draws
from workers.engines.writer.english import with_article

_MOST_CHAPTERS = 4
_CORNERS = 4
_ANYWHERE = ("mountains", "lake", "field")
_UNDER = ("beneath", "under", "below", "underneath")
_BESIDE = frozenset(("by", "beside", "around", "round", "near", "before", "make", "makes", "light"))
"""Before a fire: one to sit at."""
_STAGES = ("theatre", "club")
"""What is at home on a stage is so there, too."""
_SEASONS = ("spring", "summer", "autumn", "winter")
_ICE = ("ice", "iceberg", "icebergs", "glacier")
_WATERS = ("sea", "seas", "ocean", "oceans", "wave", "waves", "lake", "river", "water", "surface")


@dataclass(frozen=True, kw_only=True)
class Site:
    """A place of the film; `text` is what its background begins with.

    Attributes:
        guise: the name under which the theme's noun for it has words of its own.
        state: `empty` or `forsaken` where the theme calls it so.
    """

    place: str
    text: str
    guise: str = ""
    state: str = ""

    @property
    def sheltered(self) -> bool:
        """Whether the theme's noun for it has a roof where its kind of place has none."""
        return bool(set(words(self.text)) & set(table("hints")["sheltered"]))

    @property
    def phrases(self) -> PlacePhrases:
        return phrases_of(self.place, self.guise, self.state)

    @property
    def own(self) -> frozenset[str]:
        """What the words of its guise name: that makes the place and is not set down."""
        return _own(self.guise)


@cache
def _own(guise: str) -> frozenset[str]:
    if not guise:
        return frozenset()
    one = guises()[guise]
    told = " ".join(", ".join(group) for group in (one.path, one.spot, one.life, one.wide))
    return frozenset(read(told).subjects)


@dataclass(frozen=True, kw_only=True)
class Where:
    """Attributes:
    chapters: the theme's own places in order, each as its corners.
    beside: a neighbour of the only chapter, for a change; none if there are more chapters.
    end: where the last scenes play, if the theme says so.
    snowed: the theme speaks of snow, but means another place.
    ablaze: the theme's place or building is on fire.
    """

    chapters: tuple[tuple[Site, ...], ...]
    beside: Site | None = None
    end: Site | None = None
    snowed: bool = False
    ablaze: bool = False


def choose_places(*, theme: str, mood: str, grammar: TypeGrammar, draws: Draws) -> Where:
    """The places that the theme names, else those its subjects live in, else the mood's."""
    theme = _with_workplace(theme)
    named = _heads(mentions(theme, "places"))
    homeward = _is_homeward(theme, named)
    if homeward:
        named = [mention for mention in named if mention.phrase != "home"]
    hints = table("hints")["places"]
    seasons = table("hints")["seasons"]
    weak = [m.concept for m in named if m.phrase not in seasons]
    solid = [m.concept for m in named if m.phrase not in (*hints, *seasons)]
    told = solid or weak or [m.concept for m in named]
    snowed = "snow" in {m.concept for m in named} - set(told)
    sunken = _sunken(theme)
    told = ["underwater"] if sunken else _below_the_surface(told, theme)
    told = _carried_by_rail(told, theme)
    chosen = [p for p in dict.fromkeys(told) if p not in grammar.never][:_MOST_CHAPTERS]
    if not chosen:
        chosen = [_unnamed(theme, mood, grammar, draws, homeward=homeward)]
    chapters = tuple(_corners(place, theme, draws) for place in chosen)
    if sunken in _ICE and chosen[0] == "underwater":
        chapters = (tuple(Site(place="underwater", text=text) for text in table("hints")["iced"]),)
    ablaze = _is_ablaze(theme, named)
    end = _site("room", 0, draws) if homeward and "room" not in grammar.never else None
    if len(chapters) > 1:
        return Where(chapters=chapters, end=end, snowed=snowed, ablaze=ablaze)
    told_of = bool(told or read(theme).subjects)
    beside = _beside(chosen[0], grammar, draws, told=told_of)
    return Where(chapters=chapters, beside=beside, end=end, snowed=snowed, ablaze=ablaze)


def _with_workplace(theme: str) -> str:
    """Who has a trade is at work if nothing speaks of another place: a teacher in a classroom."""
    if read(theme).places or read(theme).weathers:
        return theme
    rooms = table("hints")["workplaces"]
    room = next((rooms[word] for word in words(theme) if word in rooms), None)
    return theme if room is None else f"{theme}, in {room}"


def _heads(named: Sequence[Mention]) -> list[Mention]:
    """Of a compound its head: a mountain village is a village; what is under water stays there."""
    result: list[Mention] = []
    for mention in named:
        before = result[-1] if result else None
        if before is not None and before.start + len(before.phrase.split()) == mention.start:
            if before.concept == "underwater":
                continue
            weather = before.phrase in table("hints")["places"]  # "snowy"
            if not weather and mention.phrase != "home":
                result.pop()
        result.append(mention)
    return result


def _sunken(theme: str) -> str:
    """The water or ice that a theme is under: "a whale beneath the arctic ice"."""
    spoken, surfaces = words(theme), {*_ICE, *_WATERS}
    for number, word in enumerate(spoken):
        if word in _UNDER:
            after = spoken[number + 1 : number + 5]
            found = next((surface for surface in after if surface in surfaces), "")
            if found:
                return found
    return ""


def _carried_by_rail(told: Sequence[str], theme: str) -> list[str]:
    """A train crosses a bridge that carries rails."""
    rails = "train" in read(theme).subjects
    return ["viaduct" if rails and place == "bridge" else place for place in told]


def _is_ablaze(theme: str, named: Sequence[Mention]) -> bool:
    """A village on fire, and not a burning heart."""
    kindling = set(table("hints")["kindling"])
    spoken = words(theme)
    burns = any(
        m.concept == "fire"
        and m.phrase in table("hints")["ablaze"]
        and not _BESIDE & {*spoken[max(0, m.start - 2) : m.start]}
        for m in mentions(theme, "subjects")
    )
    solid = [m for m in named if m.phrase not in table("hints")["places"]]
    return burns and bool(solid or kindling & set(read(theme).subjects))


def _below_the_surface(places_told: Sequence[str], theme: str) -> list[str]:
    """Fish in the sea are seen under water, unless somebody is there who is not."""
    subjects = read(theme).subjects
    if not subjects or set(subjects) - bounded("submerged"):
        return list(places_told)
    return ["underwater" if place == "sea" else place for place in places_told]


def _is_homeward(theme: str, named: Sequence[Mention]) -> bool:
    """ "walks home", "the long way home": home is where it ends."""
    if "home" not in {mention.phrase for mention in named}:
        return False
    spoken = words(theme)
    if "go" in read(theme).motions or set(spoken) & set(table("hints")["homeward"]):
        return True
    return spoken[-1] == "home" and len(named) > 1


def _unnamed(theme: str, mood: str, grammar: TypeGrammar, draws: Draws, *, homeward: bool) -> str:
    """A place for a theme that names none."""
    reading = read(theme)
    done = [p for p in homes(theme) if p not in grammar.never]
    brought = [p for p in _brought(theme) if p not in ("room", *grammar.never)]
    outdoors = done[:1] == ["room"] and is_elsewhere(theme)
    if done and not homeward and not outdoors and not _brought_by_things(theme):
        return done[0]
    if reading.weathers:
        brought = [p for p in brought if places()[p].open]
    if {"aurora", "stars"} & set(reading.weathers) or "moon" in reading.subjects:
        brought = [p for p in brought if p != "forest"]  # its canopy hides the sky
    if brought and not homeward:
        shared = [p for p in brought if all(at_home(s, p) for s in reading.subjects)]
        return (shared or brought)[0]
    if grammar.home:
        return grammar.home[0]
    wished = ("road", "village", "field") if homeward else moods()[mood].places
    pool = [p for p in wished if p not in grammar.never] or list(_ANYWHERE)
    if reading.weathers:
        pool = [p for p in pool if places()[p].open] or pool
    fitting = [p for p in pool if all(at_home(s, p) for s in reading.subjects)]
    if not fitting and reading.subjects:
        everywhere = [p for p in places() if p not in (*grammar.never, "abstract")]
        fitting = [p for p in everywhere if at_home(reading.subjects[0], p)]
    return draws.of("place").choice(fitting or pool)


def _brought(theme: str) -> list[str]:
    """The places that a theme's words bring along; what a season brings comes last."""
    seasons = table("hints")["seasons"]
    found = sorted(mentions(theme, "implied_places"), key=lambda m: m.phrase in seasons)
    if {*read(theme).weathers} - {"clear"}:
        found = [m for m in found if m.phrase not in seasons]
    named = read(theme).places[: read(theme).named_places]
    return [*named, *dict.fromkeys(m.concept for m in found)]


def _brought_by_things(theme: str) -> bool:
    """A lighthouse says more of where it is than a grandmother."""
    bodies = {concept for kind in table("cast")["bodies"].values() for concept in kind}
    brought = (read(m.phrase).subjects for m in mentions(theme, "implied_places"))
    return any(not set(subjects) & bodies for subjects in brought)


def _corners(place: str, theme: str, draws: Draws) -> tuple[Site, ...]:
    """A place as the theme calls it, or as the data do, from several sides."""
    named = [m for m in mentions(theme, "places") if m.concept == place]
    found = next((m for m in named if _is_called(m)), None)
    guise = "" if found is None else guise_of(place, found.phrase)
    state = next((told for m in named if (told := _state(m, theme))), "")
    if found is not None:
        called = _called(found, theme, state)
        sides = ("", *table("hints")["sides" if not places()[place].open else "outlooks"])
        texts = [f"{called}{side}" for side in sides]
    else:
        texts = list(places()[place].text)
        draws.of("site", place).shuffle(texts)
        said = {m.phrase for m in mentions(theme, "places")} | {*words(theme)}
        texts.sort(key=lambda text: -len(said & set(words(text))))
    return tuple(
        Site(place=place, text=text, guise=guise, state=state) for text in texts[:_CORNERS]
    )


def _is_called(mention: Mention) -> bool:
    """Whether the data have no better words for a place than the theme's own noun."""
    nouns = places()[mention.concept].called
    return mention.phrase in nouns or bool(guise_of(mention.concept, mention.phrase))


def _state(mention: Mention, theme: str) -> str:
    """What the theme says of a place right before its noun: "an abandoned old mall"."""
    spoken = words(theme)
    before = {*spoken[max(0, mention.start - 2) : mention.start]}
    if before & {*table("guises")["forsaken"]["worn"]}:
        return "forsaken"
    return "empty" if "empty" in before else ""


def _called(mention: Mention, theme: str, state: str) -> str:
    """The theme's own noun for a place, as a background begins with it."""
    spoken, noun = words(theme), mention.phrase
    if noun in table("hints")["names"]:
        return str(table("hints")["names"][noun])
    noun = noun.removeprefix("the ").removeprefix("a ")
    first, _, rest = noun.partition(" ")
    if first in _SEASONS and read(with_article(rest)).places[:1] == (mention.concept,):
        noun = rest  # at a summer fair it would always be day
    before = spoken[mention.start - 1] if mention.start else ""
    if before in table("hints")["adjectives"]:
        whole = with_article(f"{before} {noun}")
        if read(whole).places[:1] == (mention.concept,):
            return whole
    called = with_article(noun)
    if read(called).places[:1] != (mention.concept,):
        called = mention.phrase
    return f"{called}, long abandoned" if state == "forsaken" else called


def _site(place: str, number: int, draws: Draws) -> Site:
    texts = list(places()[place].text)
    draws.of("site", place).shuffle(texts)
    return Site(place=place, text=texts[number % len(texts)])


def _beside(place: str, grammar: TypeGrammar, draws: Draws, *, told: bool) -> Site | None:
    """A neighbour that a viewer takes for the same world, or where such films are at home.

    A theme that says where or of what it is plays nowhere else.
    """
    near = [p for p in places()[place].near if p not in grammar.never and not told]
    stays = told and (grammar.body == "mover" or not grammar.roles)  # one dances where one is
    away = grammar.home and place not in _STAGES and (not stays or "abstract" in grammar.home)
    if away and place not in grammar.home and places()[place].medium == "ground":
        near = [grammar.home[0]]
    if not near:
        return None
    return _site(draws.of("beside").choice(near), 0, draws)
