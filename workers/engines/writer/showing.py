"""What a scene can show, and where things belong.

A theme's own things may be wherever the theme is; everything else keeps to the places where one
expects it (`common.lexicon.at_home`), and nothing large goes under a roof. A near view shows one
thing or one player, so its sentence may name no more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from common.lexicon import at_home, mentions, possible, read, shown_anyhow, words
from common.phrases import table
from workers.engines.writer.casting import Player, group
from workers.engines.writer.staging import Stand
from workers.engines.writer.whereabouts import Site, Where

_HEAVENS = frozenset(["sun", "moon", "star", "cloud"])
_AMBIENT = _HEAVENS | {"grass", "leaf", "wave", "crowd", "rainbow", "tree"}
"""What makes a setting where a theme names anything else."""
_ROOM: Mapping[tuple[str, bool], int] = {
    ("establishing", True): 2, ("medium", True): 1, ("close", True): 0,
    ("establishing", False): 2, ("medium", False): 2, ("close", False): 1,
}  # fmt: skip
"""How many things a view holds, with and without players."""


@dataclass(frozen=True, kw_only=True)
class Showing:
    """Attributes:
    named: what the theme names that is nobody of the cast, with an article.
    where: the film's places.
    moving: whether the theme speaks of going somewhere.
    deserted: whether it says that nobody else is there.
    """

    named: tuple[str, ...]
    where: Where
    moving: bool = False
    deserted: bool = False

    def named_at(self, site: Site) -> list[str]:
        """The theme's things that can be at a place."""
        return [thing for thing in self.named if self._belongs(thing, site)]

    def subjects_at(self, site: Site) -> list[str]:
        """What of it the theme is about: a train rather than the sun behind it."""
        named = self.named_at(site)
        main = [thing for thing in named if not set(read(thing).subjects) & _AMBIENT]
        return main or named

    def props_at(self, site: Site) -> list[str]:
        """Things of the place that its picture does not have anyhow; none where it burns."""
        if self.where.ablaze:
            return []
        props = site.phrases.props
        return [thing for thing in props if self._belongs(thing, site) and _loose(thing, site)]

    def things_in(
        self, text: str, stand: Stand, players: Sequence[Player]
    ) -> tuple[str, ...] | None:
        """What a sentence names beside the players; None if the scene cannot show it all."""
        plain = text.casefold()
        for call in _calls(players):
            plain = plain.replace(call.casefold(), " ")
        if self.deserted and set(words(plain)) & set(table("hints")["company"]):
            return None
        names: dict[str, str] = table("things")["names"]
        found: dict[str, str] = {}
        above: dict[str | None, None] = {}
        for mention in mentions(plain, "subjects"):
            concept = mention.concept
            if mention.phrase in table("hints")["limbs"]:
                continue
            if concept in {player.concept for player in players}:
                return None  # a second one would pass for the first
            own = shown_anyhow(concept, stand.site.place) or concept in stand.site.own
            if own or concept in found:
                continue
            likely = (*self.named, *stand.site.phrases.props)
            spoken = next((t for t in likely if concept in read(t).subjects), None)
            if concept in _HEAVENS and at_home(concept, stand.site.place):
                above |= {spoken: None} if spoken in self.named else {}
                continue
            thing = spoken or names.get(concept, "")
            if not thing or not self._belongs(thing, stand.site):
                return None
            found[concept] = thing
        things = tuple(dict.fromkeys(found.values()))
        if len(things) > _ROOM[stand.view, bool(players)]:
            return None
        unknown = (t for t in self.named if not read(t).subjects and t.split()[-1] in plain)
        return (*unknown, *things, *filter(None, above))

    def _belongs(self, thing: str, site: Site) -> bool:
        """The theme may put a thing where it likes, but not a house into a room."""
        kinds = read(thing).subjects[:1]
        if self.deserted and set(kinds) & {"crowd", "couple"}:
            return False
        if not all(possible(kind, site.place) for kind in kinds):
            return False
        own = {chapter[0].place for chapter in self.where.chapters}
        if thing in self.named and site.place in own:
            return True
        return all(at_home(kind, site.place) for kind in kinds)


def _loose(thing: str, site: Site) -> bool:
    kinds = read(thing).subjects[:1]
    return bool(kinds) and not any(shown_anyhow(kind, site.place) for kind in kinds)


def _calls(players: Sequence[Player]) -> list[str]:
    """All that the players are called, the longest first."""
    if not players:
        return []
    calls = {group(players).call, *(player.subject.call for player in players)}
    calls |= {player.noun for player in players} | {player.sheet.name for player in players}
    return sorted(calls, key=lambda call: (-len(call), call))
