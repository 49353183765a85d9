"""One concrete sentence a scene, and no sentence twice.

A sentence is put together from what somebody does, where, and what happens there anyway. Each
phrase comes back only when the others have been used, and none stands beside one that repeats
its telling word.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from common.errors import EngineError
from common.lexicon import read
from workers.engines.writer.casting import Player, group
from workers.engines.writer.draws import Deck, Draws
from workers.engines.writer.english import Subject, clause, sentence
from workers.engines.writer.phrases import atmosphere, table
from workers.engines.writer.staging import Stand
from workers.engines.writer.world import World

_TRIES = 400
_WATERS = ("sea", "lake", "beach")
_FEWEST, _MOST = 8, 35


@dataclass(frozen=True)
class Written:
    """A scene's sentence and the things that it shows beside the players."""

    text: str
    things: tuple[str, ...]


class Sentences:
    """Writes the sentences of one film, in order."""

    def __init__(self, *, world: World, things: Sequence[str], draws: Draws) -> None:
        self._world = world
        self._things = tuple(things)
        self._deck = Deck(draws.of("sentences"))
        self._chance = draws.of("forms")
        self._written: set[str] = set()

    def write(self, stand: Stand, players: Sequence[Player]) -> Written:
        """A sentence that has not been written yet.

        Raises:
            EngineError: every sentence that the data can make has been used.
        """
        for _ in range(_TRIES):
            written = self._attempt(stand, players)
            count = len(written.text.split())
            if written.text.lower() not in self._written and _FEWEST <= count <= _MOST:
                self._written.add(written.text.lower())
                return written
        raise EngineError("the writer has no new sentence left; ask for longer shots")

    def _attempt(self, stand: Stand, players: Sequence[Player]) -> Written:
        thing = self._thing(stand)
        if not players:
            return Written(sentence(self._empty(stand, thing)), (thing,))
        if stand.view == "establishing":
            return Written(sentence(self._far(stand, players)), (thing,))
        if stand.view == "close":
            return Written(sentence(self._near(stand, players)), ())
        return Written(sentence(self._amid(stand, players, thing)), (thing,))

    def _thing(self, stand: Stand) -> str:
        """Every other thing is one that the theme names."""
        props = stand.site.phrases.props
        named = [thing for thing in self._things if _belongs(thing, stand)]
        if named and self._chance.random() < 0.6:
            return self._deck.deal(named)
        return self._deck.deal(props)

    def _life(self, stand: Stand, beside: str) -> str:
        phrases = stand.site.phrases
        weathers = self._world.weather_at(stand.site)
        around: list[str] = list(phrases.life)
        if phrases.open and not phrases.timeless and stand.site.place != "underwater":
            around += atmosphere("hours", stand.hour)
        for weather in weathers:
            around += atmosphere("weathers" if phrases.open else "inside", weather)
        return self._deck.deal(around, beside=beside)

    def _empty(self, stand: Stand, thing: str) -> str:
        phrases = stand.site.phrases
        does = self._deck.deal(table("things")["alone"][_verb(thing)], beside=thing)
        if stand.view == "establishing":
            wide = self._deck.deal(phrases.wide, beside=thing)
            if self._chance.random() < 0.5:
                return f"{wide}, and {thing} {does}"
            return f"{wide} while {self._life(stand, wide)}"
        spot = self._deck.deal(phrases.spot, beside=f"{thing} {does}")
        life = self._life(stand, f"{thing} {does} {spot}")
        if stand.view == "close":
            return self._chance.choice(
                (
                    f"very near, {thing} {does} as {life}",
                    f"{thing} fills the frame while {life}",
                    f"seen from close by, {thing} {does} while {life}",
                )
            )
        return self._chance.choice(
            (f"{spot}, {thing} {does} while {life}", f"{thing} {does} {spot} while {life}")
        )

    def _far(self, stand: Stand, players: Sequence[Player]) -> str:
        subject = group(players)
        wide = self._deck.deal(stand.site.phrases.wide, beside=subject.call)
        does = self._does(stand, players, subject, beside=wide)
        far = " far off" if stand.site.phrases.open else ""
        return self._chance.choice(
            (f"{wide}, and{far} {subject.call} {does}", f"{wide} as {subject.call} {does}")
        )

    def _amid(self, stand: Stand, players: Sequence[Player], thing: str) -> str:
        subject = group(players)
        does = self._does(stand, players, subject, beside=f"{thing} {subject.call}")
        life = self._life(stand, f"{does} {thing} {subject.call}")
        forms: tuple[Callable[[], str], ...] = (
            lambda: f"{subject.call} {does} while {life}",
            lambda: f"{life}, and {subject.call} {does}",
            lambda: f"{subject.call} {does} as {life}",
            lambda: f"{subject.call} {does}, with {thing} close by",
            lambda: f"near {thing}, {subject.call} {does} as {life}",
        )
        return self._chance.choice(forms[3:] if thing in self._things else forms)()

    def _near(self, stand: Stand, players: Sequence[Player]) -> str:
        player = players[0]
        options = _visible(_actions(stand, player)["close"], player)
        closeup = clause(self._deck.deal(options), player.subject)
        life = self._life(stand, closeup)
        joint = self._chance.choice(("while", "as"))
        return self._chance.choice((f"{closeup} {joint} {life}", f"{life}, and {closeup}"))

    def _does(
        self, stand: Stand, players: Sequence[Player], subject: Subject, *, beside: str
    ) -> str:
        """A verb and where: along a path, or at a spot."""
        mixed = len({player.body for player in players}) > 1
        actions = table("actions")["mixed"][stand.part] if mixed else _actions(stand, players[0])
        kind, where = self._chance.choice(
            (("go", stand.site.phrases.path), ("stay", stand.site.phrases.spot))
        )
        if stand.part == "resolution" and not stand.site.phrases.open:
            kind, where = "stay", stand.site.phrases.spot  # nobody leaves a room by its middle
        done = clause(self._deck.deal(actions[kind], beside=beside), subject)
        return f"{done} {self._deck.deal(where, beside=f'{beside} {done}')}"


def _actions(stand: Stand, player: Player) -> dict[str, list[str]]:
    """What a body does at this point of the story; people float where there is no ground."""
    body = player.body
    if body == "walker" and stand.site.phrases.medium != "ground":
        body = "floater"
    found: dict[str, list[str]] = table("actions")[body][stand.part]
    return found


def _visible(options: Sequence[str], player: Player) -> list[str]:
    """Without what a helmet hides, and without another player's microphone."""
    hidden: list[str] = []
    if player.concept in ("astronaut", "robot", "knight"):
        hidden += ["hair", "lips", "breath", "sweat", "wet face"]
    if player.concept != "singer":
        hidden += ["microphone", "mouth", "strings"]
    if player.noun == "guitarist":
        hidden.remove("strings")
    return [option for option in options if not any(word in option for word in hidden)]


def _belongs(thing: str, stand: Stand) -> bool:
    """Whether a thing can be at a place: what swims needs water, or a dream."""
    swims = set(read(thing).subjects) & set(table("cast")["bodies"]["swimmer"])
    return not swims or stand.site.place in _WATERS or stand.site.phrases.medium != "ground"


def _verb(thing: str) -> str:
    """The class of verbs that suits a thing."""
    concepts = read(thing).subjects
    verbs: dict[str, list[str]] = table("things")["verbs"]
    return next((verb for verb, names in verbs.items() if set(names) & set(concepts)), "stands")
