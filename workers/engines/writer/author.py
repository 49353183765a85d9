"""The built-in writer: a script from lexicon and data files, without a language model.

Deterministic: the same theme, music and seed give the same script, word for word.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random

from common.artifacts.analysis import Analysis, Span
from common.artifacts.script import MiseEnScene, Palette
from common.lexicon import Mention, at_home, mentions, read, words
from common.phrases import (
    PaletteEntry,
    TypeGrammar,
    grammar,
    guise_of,
    moods,
    table,
)
from common.phrases.colours import described
from workers.engines.writer.casting import Player, cast_film, names_somebody
from workers.engines.writer.colours import as_palette, choose_palette
from workers.engines.writer.deeds import Deed, Tale, tell
from workers.engines.writer.draws import Draws
from workers.engines.writer.english import title, with_article
from workers.engines.writer.homographs import without_doings
from workers.engines.writer.naming import is_body
from workers.engines.writer.sentences import Sentences, Written
from workers.engines.writer.showing import Showing
from workers.engines.writer.staging import Stand, stage_scenes
from workers.engines.writer.story import act, arc
from workers.engines.writer.tongues import in_english
from workers.engines.writer.world import World, build_world
from workers.stages.scripting import Draft, ScriptRequest, Shot, without_music

_MOST_OBJECTS = 5
_TOGETHER = 0.75
"""Share of the scenes that show all players, where there are several."""
_ARTICLES = frozenset(("a", "an", "the", "my", "his", "her", "its", "their", "our", "your"))
_BOATS = ("boat", "rowboat")
_ROWING = frozenset(["row", "rows", "rowing", "rowed", "paddle", "paddles", "paddling"])
_WATERS = ("lake", "sea", "beach")
_SELDOM = 0.25
"""Share of the scenes without those whom the theme names, in films that leave room for words."""


class BuiltinWriter:
    """Writes scripts from the theme and the music alone."""

    name = "writer"

    def write(self, *, analysis: Analysis, spans: Sequence[Span], request: ScriptRequest) -> Draft:
        """One shot a span; see `workers.stages.scripting.Writer`."""
        called = title(request.theme)
        spoken = in_english(request.theme)
        request = replace(request, theme=without_doings(spoken))
        draws = Draws(request.seed, spoken)
        rules = grammar(request.mv_type)
        world = build_world(
            theme=request.theme,
            style=_hinted(request),
            analysis=analysis,
            grammar=rules,
            draws=draws,
        )
        entry = choose_palette(theme=request.theme, style=request.look, world=world, draws=draws)
        palette = request.colours or as_palette(entry)
        players = cast_film(
            theme=request.theme,
            given=request.cast,
            world=world,
            grammar=rules,
            palette=palette,
            draws=draws,
            wished=request.writing,
        )
        tale = tell(spoken, players, world.mood)
        film = _Film(request, rules, world, entry, palette, players, draws, tale)
        return Draft(
            title=called,
            keywords=_keywords(film),
            palette=palette,
            cast=tuple(player.sheet for player in players),
            shots=_shots(film, analysis, spans),
        )


@dataclass(frozen=True)
class _Film:
    """All that is decided before the first scene."""

    request: ScriptRequest
    grammar: TypeGrammar
    world: World
    entry: PaletteEntry
    palette: Palette
    players: tuple[Player, ...]
    draws: Draws
    tale: Tale

    @property
    def told(self) -> bool:
        """Whether the players are those whom the theme or the caller speaks of."""
        wished = self.request.writing.characters or self.request.writing.character_kind
        return bool(wished or self.request.cast is not None or names_somebody(self.request.theme))


def _hinted(request: ScriptRequest) -> str:
    """The style, and the hour at which the aesthetic is at home."""
    hour = "" if request.aesthetic is None else request.aesthetic.hour
    return f"{request.look}, {hour}" if hour else request.look


def _shots(film: _Film, analysis: Analysis, spans: Sequence[Span]) -> tuple[Shot, ...]:
    parts = arc([span.energy for span in spans])
    stands = stage_scenes(
        analysis=analysis,
        spans=spans,
        parts=parts,
        world=film.world,
        grammar=film.grammar,
        theme=film.request.theme,
        draws=film.draws,
    )
    showing = _showing(film)
    sentences = Sentences(world=film.world, showing=showing, tale=film.tale, draws=film.draws)
    shots: list[Shot] = []
    for number, stand in enumerate(stands):
        chance = film.draws.of("present", number)
        was_empty = number > 0 and not shots[-1].cast
        deed = film.tale.at(number, len(stands))
        present = _present(film, stand, chance, was_empty=was_empty, deed=deed)
        deed = deed if present and deed is not None and present[0] in deed.doers else None
        part = film.tale.part(number, len(stands), stand.part)
        along = number / max(1, len(stands) - 1)
        written = sentences.write(
            stand, _speaking(present, deed), deed=deed, part=part, along=along
        )
        besides = _besides(film, showing, number, stand, written)
        things = (*_handled(written, stand.site.place), *written.things, *besides)
        shots.append(_shot(film, number, stand, present, written.text, things))
    return tuple(shots)


def _showing(film: _Film) -> Showing:
    moving = "go" in read(film.request.theme).motions
    deserted = bool(set(words(film.request.theme)) & set(table("hints")["deserted"]))
    return Showing(named=_things(film), where=film.world.where, moving=moving, deserted=deserted)


def _besides(
    film: _Film, showing: Showing, number: int, stand: Stand, written: Written
) -> tuple[str, ...]:
    """The theme's own things where there is room for them, so that every frame tells the theme."""
    chance = film.draws.of("objects", number)
    if stand.shapes and not written.present:
        around = [one for one in stand.site.phrases.props if one not in written.things]
        chance.shuffle(around)
        return tuple(
            around[: max(0, table("shapes")[stand.shapes]["things"] - len(written.things))]
        )
    elsewhere = {kind for deed in film.tale.deeds for kind in deed.named}
    elsewhere -= written.deed.named if written.deed else set()
    named = [t for t in showing.subjects_at(stand.site) if not elsewhere & {*read(t).subjects}]
    if stand.view == "close" and (written.present or not named):
        return ()
    if named:
        shown = 1 if stand.view == "close" else 2
        missing = [thing for thing in named if thing not in written.things]
        chance.shuffle(missing)
        return tuple(missing[: max(0, shown - len(set(named) & set(written.things)))])
    if written.things:
        return ()
    played = {player.concept for player in film.players}
    props = [p for p in showing.props_at(stand.site) if not played & set(read(p).subjects)]
    return (chance.choice(props),) if props and chance.random() < 0.5 else ()


def _shot(
    film: _Film,
    number: int,
    stand: Stand,
    players: tuple[Player, ...],
    text: str,
    things: tuple[str, ...],
) -> Shot:
    names = tuple(player.sheet.name for player in players)
    objects = dict.fromkeys((*names, *_each_once(things)))
    given = film.request.aesthetic
    return Shot(
        act=act(stand.part),
        prompt=text,
        mise_en_scene=MiseEnScene(
            theme=_aesthetic(film),
            objects=tuple(objects)[:_MOST_OBJECTS],
            background=film.world.background(stand.site, stand.hour, stand.part),
            colours=described(film.palette),
            lighting=stand.lighting if given is None else given.lighting,
            arrangement=stand.arrangement,
            camera=stand.camera,
        ),
        view=stand.view,
        cast=names,
        seed=film.draws.of("scene", number).randrange(2**31),
    )


def _each_once(things: Sequence[str]) -> list[str]:
    """One of a kind: "a boat" is the small boat."""
    first: dict[object, str] = {}
    for thing in things:
        first.setdefault(read(thing).subjects or thing, thing)
    return list(first.values())


def _speaking(present: tuple[Player, ...], deed: Deed | None) -> tuple[Player, ...]:
    """Those whom the sentence is about: the doers of what is done."""
    return present if deed is None else tuple(p for p in present if p in deed.doers)


def _handled(written: Written, place: str) -> tuple[str, ...]:
    """What is done something to, and the tools that the sentence names."""
    deed = written.deed
    if deed is None:
        return ()
    props = deed.craft.get("props", ())
    named = (
        prop
        for prop in props
        if prop.split()[-1] in words(written.text)
        and all(at_home(kind, place) for kind in read(prop).subjects[:1])
    )
    return tuple(filter(None, (deed.thing, *named)))


def _present(
    film: _Film, stand: Stand, chance: Random, *, was_empty: bool, deed: Deed | None
) -> tuple[Player, ...]:
    """Whom the theme names is in every scene, or nearly; of somebody invented a wide view is often
    empty, climax and turn never are, and no two shots on end."""
    if not film.players:
        return ()
    empty = film.grammar.empty
    spoken = deed is not None and not deed.silent
    if film.told or spoken:
        empty = _SELDOM if empty > 0.5 else 0.0
    elif empty <= 0.5 and (was_empty or stand.part in ("turn", "climax", "resolution")):
        empty = 0.0
    elif stand.view == "establishing" and empty > 0.1:
        empty = max(empty, 0.5)
    if chance.random() < empty:
        return ()
    if deed is not None:
        return (chance.choice(deed.doers),) if stand.view == "close" else deed.present(stand.part)
    first = film.players[0]
    if stand.view == "close":
        return (chance.choice(film.players),)
    if stand.part in ("arrival", "climax", "resolution") or chance.random() < _TOGETHER:
        return film.players
    return (first,)


def _things(film: _Film) -> tuple[str, ...]:
    """What the theme names that is nobody of the cast, with an article."""
    played = {player.concept for player in film.players}
    named: dict[str, str] = table("things")["names"]
    result: dict[str, None] = dict.fromkeys(film.grammar.props)
    named_by = mentions(film.request.theme, "subjects")
    bodies = {mention.start for mention in named_by if is_body(mention.concept)}
    spots = {mention.phrase for mention in mentions(film.request.theme, "places")}
    for mention in named_by:
        concept = mention.concept
        if _is_no_thing(mention, film) or mention.start + 1 in bodies - {mention.start}:
            continue
        if concept in played or (is_body(concept) and film.players and concept != "crowd"):
            continue
        if concept in named:
            exact = mention.start not in bodies and _is_noun(mention, film.request.theme)
            exact = exact and mention.phrase not in spots
            result[with_article(mention.phrase) if exact else named[concept]] = None
    result |= dict.fromkeys(film.tale.things)
    if _boards(film):
        result = {thing: None for thing in result if not set(read(thing).subjects) & {*_BOATS}}
        result = {table("things")["mount"]["rowboat"]: None, **result}
    if _rides(film, tuple(result)):
        result[table("things")["mount"]["horse"]] = None
    return tuple(result)


def _is_noun(mention: Mention, theme: str) -> bool:
    """Whether a theme's own word for a thing says more than ours: "a radio" is no microphone."""
    before = words(theme)[mention.start - 1] if mention.start else ""
    if mention.concept in mention.phrase.split():
        return " " in mention.phrase
    return before in _ARTICLES or mention.plural


def _boards(film: _Film) -> bool:
    """Whether somebody is in a boat: "a fisherman in a small boat", "a girl rows across a lake"."""
    boats = [m for m in mentions(film.request.theme, "subjects") if m.concept in _BOATS]
    spoken = words(film.request.theme)
    within = any("in" in spoken[max(0, m.start - 4) : m.start] for m in boats)
    rowing = any(word in _ROWING and after != "of" for word, after in pairwise([*spoken, ""]))
    walkers = [player for player in film.players if player.body == "walker"]
    afloat = boats or film.world.place in _WATERS
    return bool(walkers and ((boats and within) or (afloat and rowing)))


def _rides(film: _Film, things: tuple[str, ...]) -> bool:
    """Who rides, and on nothing that the theme names, rides a horse."""
    riding = set(words(film.request.theme)) & set(table("hints")["riding"])
    carried = {kind for thing in things for kind in read(thing).subjects}
    carried |= {player.concept for player in film.players}
    walkers = [player for player in film.players if player.body == "walker"]
    return bool(riding and walkers and not carried & set(table("hints")["mounts"]))


def _is_no_thing(mention: Mention, film: _Film) -> bool:
    """A word of doing ("sleeps" is no bed) where its thing is not at home, and what burns."""
    if (mention.phrase, mention.concept) in (("home", "house"), ("friends", "crowd")):
        return True
    after = words(film.request.theme)[mention.start + 1 :]
    if guise_of(film.world.place, mention.phrase):
        return True  # what a fair has is no thing that its theme names
    if mention.phrase in table("cast")["words"]["herds"] and after[:1] == ("of",):
        return True
    if is_body(mention.concept) and mention.phrase in table("hints")["cyclists"]:
        return True
    if mention.phrase in table("hints")["doings"]:
        return not at_home(mention.concept, film.world.place)
    return mention.concept == "fire" and film.world.where.ablaze


def _styles(film: _Film) -> list[str]:
    pieces = (without_music(piece).strip(" .\"'") for piece in film.request.look.split(","))
    return [piece[:60].strip() for piece in pieces if piece][:2]


def _aesthetic(film: _Film) -> str:
    if film.request.aesthetic is not None:
        return film.request.look
    return ", ".join([*_styles(film)[:1], film.entry.aesthetic])


def _keywords(film: _Film) -> tuple[str, ...]:
    """Five: the style's own first, then type, palette, mood, and what always helps."""
    wished = [
        *_styles(film),
        film.grammar.keyword,
        *(() if film.request.aesthetic else (film.entry.keyword,)),
        f"{moods()[film.world.mood].keyword} mood",
        *table("types")["general"]["keywords"],
    ]
    unique = {word.casefold(): word for word in reversed(wished)}
    return tuple(word for word in dict.fromkeys(wished) if unique.get(word.casefold()) == word)[:5]
