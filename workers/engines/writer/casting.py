"""Who is in the film: from the theme's people and animals, else from its places and mood.

A player's looks are drawn once and hold for the whole film; the first wears the palette's accent,
so that the eye finds them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from common.artifacts.script import CastSheet, Palette
from common.lexicon import mentions, read, words
from common.phrases import Role, TypeGrammar, roles, table
from common.phrases.colours import colour_name
from common.script_options import ScriptOptions
from workers.engines.writer.doings import group_of, told
from workers.engines.writer.draws import Draws
from workers.engines.writer.english import Subject, plural, with_article
from workers.engines.writer.naming import Part, is_animal, is_body, named
from workers.engines.writer.world import World
from workers.stages.scripting import without_music

_MOST = 3
_ORDINALS = ("first", "second", "third")
_LIVED_IN = ("room", "kitchen", "cafe", "station")
"""Places that are nothing without somebody in them."""
_PEOPLED = ("market", "street", "city", "village", "club", "bridge", "rooftop", "road", "theatre")
"""Places where a feeling is somebody's."""
_HALVES = {"she": "woman", "he": "man"}


@dataclass(frozen=True, kw_only=True)
class Player:
    """One of the cast as the sentences need them."""

    sheet: CastSheet
    subject: Subject
    body: str
    concept: str
    noun: str


def cast_film(
    *,
    theme: str,
    given: tuple[CastSheet, ...] | None,
    world: World,
    grammar: TypeGrammar,
    palette: Palette,
    draws: Draws,
    wished: ScriptOptions,
) -> tuple[Player, ...]:
    """The players; those given are taken as they are."""
    if given is not None:
        return tuple(_known(sheet, grammar) for sheet in given)
    parts = _as_wished(_parts(theme, world, grammar, draws), wished, theme, world, draws)
    outfits = (palette.accent, palette.light, palette.mid)
    players: list[Player] = []
    for number, part in enumerate(parts):
        nth = sum(other.noun == part.noun for other in parts[:number])
        twin = sum(other.noun == part.noun for other in parts) > 1
        chance = draws.of("look", part.noun)
        order = nth if is_animal(part.concept) else number
        player = _player(part, outfits[number], grammar, chance, twin=twin, number=order)
        asked = "dancer" in read(theme).subjects and player.body == "walker"
        if asked or (player.body == "mover" and player.sheet.species == "human"):
            sheet = player.sheet.model_copy(update={"gait": "dance"})
            player = replace(player, sheet=sheet, body="mover")
        taken = {other.sheet.name for other in players}
        players.append(_renamed(player, number) if player.sheet.name in taken else player)
    return tuple(players)


def group(players: Sequence[Player]) -> Subject:
    """Several as one subject: "the two lovers", "the fox and the child"."""
    if len(players) == 1:
        return players[0].subject
    nouns = {player.noun for player in players}
    if len(nouns) == 1:
        several = plural(next(iter(nouns)))
        return Subject(
            f"the two {several}" if len(players) == 2 else f"the {several}", "they", True
        )
    if {player.concept for player in players} <= {"singer", "band"}:
        return Subject("the band", "they", True)
    calls = [player.subject.call for player in players]
    return Subject(f"{', '.join(calls[:-1])} and {calls[-1]}", "they", True)


def names_somebody(theme: str) -> bool:
    """Whether a theme speaks of people or animals of its own."""
    return bool(named(theme))


def _parts(theme: str, world: World, grammar: TypeGrammar, draws: Draws) -> list[Part]:
    """Those whom the theme names; somebody where it speaks of nobody and of nothing either."""
    if grammar.cast == 0:
        return []
    parts = [_as_spoken_of(part, theme) for part in named(theme)]
    if not parts and grammar.roles:
        parts = [Part(role, role) for role in grammar.roles]
    elif not parts and _acts_alone(theme):
        return []
    elif not parts and world.mood == "love" and "love" in read(theme).moods:
        parts = [Part("couple", "lover")] * 2
    elif not parts and _wants_somebody(theme):
        role = _anybody(theme, world, draws)
        parts = [Part("couple", "lover")] * 2 if role == "couple" else [Part(role, role)]
    while parts and len(parts) < grammar.cast and not _is_counted(theme):
        parts.append(Part(parts[0].concept, parts[0].noun))
    return parts[:_MOST]


def _as_spoken_of(part: Part, theme: str) -> Part:
    """ "A beekeeper loses her hives": a trade is hers if the theme says so."""
    bodies = [m for m in mentions(theme, "subjects") if is_body(m.concept)]
    people = {m.start for m in bodies if not is_animal(m.concept)}
    told = {*_group_words("she"), *_group_words("he")} & {part.noun, *part.noun.split()}
    if part.concept not in ("woman", "man") or told or len(people) > 1:
        return part
    spoken = {*words(theme)}
    hers, his = spoken & {*table("hints")["she"]}, spoken & {*table("hints")["he"]}
    if bool(hers) == bool(his):
        return part
    return replace(part, concept="woman" if hers else "man")


def _is_counted(theme: str) -> bool:
    """Whether a theme says of whom it speaks how many they are: "a robot", not "dancing"."""
    counting = group_of("articles") | group_of("own") | group_of("numbers")
    spoken = words(theme)
    return any(
        is_body(mention.concept) and counting & {*spoken[max(0, mention.start - 3) : mention.start]}
        for mention in mentions(theme, "subjects")
    )


def _as_wished(
    parts: list[Part], wished: ScriptOptions, theme: str, world: World, draws: Draws
) -> list[Part]:
    """So many, and of that kind: those whom the theme names first, others in place of the rest."""
    chance, count = draws.of("wished"), wished.characters
    if wished.character_kind is not None:
        animals = wished.character_kind == "animals"
        fitting = [part for part in parts if is_animal(part.concept) == animals]
        count = len(parts) or 1 if count is None else count
        parts = fitting
    if count is None:
        return parts
    beasts = sorted(table("cast")["bodies"]["beast"])
    while len(parts) < count:
        if wished.character_kind == "animals":
            another = chance.choice(beasts)
        else:
            another = _anybody(theme, world, draws)
        parts = [*parts, parts[0] if parts else Part(another, another)]
    return parts[:count]


def _acts_alone(theme: str) -> bool:
    """Whether a theme tells of a thing that does something: nobody need be invented for it."""
    subjects = [{*words(said.subject)} for said in told(theme)]
    return bool(subjects) and all(
        spoken and not spoken & group_of("anybody") for spoken in subjects
    )


def _wants_somebody(theme: str) -> bool:
    """A theme with a picture of its own needs nobody; a feeling or a doing does."""
    reading, spoken = read(theme), set(words(theme))
    human = set(table("hints")["human"])
    if reading.subjects:
        human -= set(table("hints")["deserted"])  # it is the lighthouse that is lonely
    event = {m.phrase for m in mentions(theme, "places")} & set(table("hints")["events"])
    if spoken & human or event:
        return True
    if any(not said.subject for said in told(theme)) or (
        reading.moods and {*reading.places[: reading.named_places]} & {*_PEOPLED}
    ):
        return True
    left = spoken & {"empty", "nobody", *table("guises")["forsaken"]["worn"]}
    if {*reading.places[: reading.named_places]} & {*_LIVED_IN} and not reading.subjects:
        return not left
    pictured = reading.places or reading.subjects or reading.weathers or reading.hours
    return not pictured


def _anybody(theme: str, world: World, draws: Draws) -> str:
    spoken = set(words(theme))
    for role, pronoun in (("woman", "she"), ("man", "he")):
        if spoken & set(table("hints")[pronoun]):
            return role
    return draws.of("protagonist").choice(world.where.chapters[0][0].phrases.who)


def _player(
    part: Part, outfit: str, grammar: TypeGrammar, chance: Random, *, twin: bool, number: int
) -> Player:
    body = _body(part.concept, grammar)
    role = roles().get(part.concept, roles()["woman"])
    if part.concept in table("cast")["coats"]:
        sheet = _animal(part, outfit, chance, number if twin else None)
        return _as_player(sheet, part, body, "it")
    gender = _gender(part, role, number)
    sheet = _person(part, role, gender, outfit, chance, twin=twin, number=number)
    return _as_player(sheet, part, body, gender)


def _renamed(player: Player, number: int) -> Player:
    """Two knights in grey are a knight and a second knight."""
    sheet = player.sheet.model_copy(update={"name": f"{_ORDINALS[number]} {player.noun}"})
    return replace(player, sheet=sheet, subject=player.subject._replace(call=f"the {sheet.name}"))


def _as_player(sheet: CastSheet, part: Part, body: str, gender: str) -> Player:
    return Player(
        sheet=sheet,
        subject=Subject(sheet.name if part.noun[:1].isupper() else f"the {sheet.name}", gender),
        body=body,
        concept=part.concept,
        noun=part.noun,
    )


def _body(concept: str, grammar: TypeGrammar) -> str:
    bodies: dict[str, list[str]] = table("cast")["bodies"]
    body = next((body for body, concepts in bodies.items() if concept in concepts), "walker")
    return grammar.body if grammar.body and body in ("walker", "mover") else body


def _animal(part: Part, outfit: str, chance: Random, twin: int | None) -> CastSheet:
    coats: list[str] = table("cast")["coats"][part.concept]
    name = part.noun if twin is None else f"{_ORDINALS[twin]} {part.noun}"
    coat = coats[twin % len(coats)] if twin is not None else chance.choice(coats)
    coat = _tinted(part.noun, coat)
    description = f"{with_article(part.noun)} with {coat}"
    return CastSheet(
        name=name,
        description=description,
        species=part.concept,
        height=_height(part.noun, 1.0),
        outfit_colour=outfit,
    )


def _tinted(noun: str, coat: str) -> str:
    """A grey cat has no dark coat: the theme's colour first."""
    colour = next(iter(read(noun).colours), "")
    tints = "|".join(table("cast")["words"]["tints"])
    return re.sub(rf"\b(?:{tints})\b", colour, coat, count=1) if colour else coat


def _person(
    part: Part,
    role: Role,
    gender: str,
    outfit_colour: str,
    chance: Random,
    *,
    twin: bool,
    number: int,
) -> CastSheet:
    looks = table("cast")
    old = bool({part.noun, *part.noun.split()} & _group_words("old"))
    hair_colour = looks["colours"]["grey"] if old else chance.choice(looks["colours"]["hair"])
    graceful = gender == "she" or part.concept == "dancer"
    outfit = chance.choice([o for o in role.outfit if o != "dress" or graceful] or ["coat"])
    hairs = [h for h in role.hair if h != "bun" or graceful]
    hair = hairs[(chance.randrange(len(hairs)) + number) % len(hairs)]
    attire = _attire(part.noun)
    hair, outfit = attire.get("hair", hair), attire.get("outfit", outfit)
    colour = role.colour or attire.get("colour", outfit_colour)
    if twin and number and not role.colour:
        colour = outfit_colour  # of one trade, but told apart
    wear = (role.wear or looks["outfit_text"][outfit]).format(colour=colour_name(colour))
    name = f"{part.noun} in {colour_name(colour)}" if twin and not role.colour else part.noun
    if part.concept == "couple":
        name = _HALVES[gender]
    who = with_article(name if part.concept == "couple" else part.noun)
    if part.noun[:1].isupper():
        who = f"{part.noun}, a {part.concept}"
    if hair != "bald" and gender != "it":
        tint = "grey" if old else colour_name(hair_colour)
        wear = f"{looks['hair_text'][hair].format(colour=tint)} and {wear}"
    return CastSheet.model_validate(
        {
            "name": name,
            "species": looks["species"].get(_drawn_as(part), "human"),
            "description": f"{who} with {wear}" if " and " in wear else f"{who} in {wear}",
            "build": chance.choice(role.build),
            "height": _height(part.noun, role.height),
            "hair": hair,
            "outfit": outfit,
            "gait": role.gait,
            "skin": role.skin or chance.choice(looks["colours"]["skin"]),
            "hair_colour": hair_colour,
            "outfit_colour": colour,
        }
    )


def _attire(noun: str) -> dict[str, str]:
    """What the theme's word for somebody makes them wear: a nurse white, a witch a hat."""
    worn: dict[str, dict[str, str]] = table("cast")["attire"]
    return next((worn[word] for word in (noun, *reversed(noun.split())) if word in worn), {})


def _drawn_as(part: Part) -> str:
    """Who plays the guitar has one, and so have they who go about with songs."""
    strums = part.noun.endswith("guitarist") or part.noun in table("cast")["words"]["strummers"]
    return "guitarist" if strums else part.concept


def _height(noun: str, height: float) -> float:
    spoken = {noun, *noun.split()}
    small = spoken & (_group_words("small") | set(table("cast")["adjectives"]["small"]))
    large = spoken & set(table("cast")["adjectives"]["large"])
    return min(height, 0.65) if small else 1.4 if large else height


def _gender(part: Part, role: Role, number: int) -> str:
    """As the theme says; one of each in a couple; else "they"."""
    spoken = {part.noun, *part.noun.split()}
    if "it" in role.gender:
        return "it"
    for gender in ("she", "he"):
        if spoken & _group_words(gender):
            return gender
    if part.concept == "couple":
        return role.gender[number % len(role.gender)]
    return role.gender[0] if len(role.gender) == 1 else "they"


def _group_words(kind: str) -> set[str]:
    if kind == "old":
        return set(table("cast")["words"]["old"]) | set(table("cast")["adjectives"]["old"])
    return set(table("cast")["words"][kind])


def _known(sheet: CastSheet, grammar: TypeGrammar) -> Player:
    """A player who was given: a name in capitals is a proper name."""
    name = without_music(" ".join(sheet.name.split())) or "somebody"
    proper = name[:1].isupper() or not name[:1].isalpha() or name == "somebody"
    concept = sheet.species
    if sheet.species in ("human", "royal", "guitarist"):
        concept = next(
            (c for c in read(f"{sheet.name}, {sheet.description}").subjects if is_body(c)), "woman"
        )
    said = set(words(f"{sheet.name} {sheet.description}"))
    gender = next((g for g in ("she", "he") if said & (_group_words(g) | {g})), "they")
    if concept in table("cast")["coats"] or concept in ("robot", "ghost"):
        gender = "it"
    return Player(
        sheet=sheet,
        subject=Subject(name if proper else f"the {name}", gender),
        body=_body(concept, grammar),
        concept=concept,
        noun=name,
    )
