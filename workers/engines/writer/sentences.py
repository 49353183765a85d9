"""One concrete sentence a scene, and no sentence twice.

A sentence is put together from what somebody does, where, and what happens there anyway. Each
phrase comes back only when the others have been used, and none stands beside one that repeats
its telling word. What a sentence names is shown: `showing.py` says whether it can be.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from common.errors import EngineError
from common.lexicon import read
from common.phrases import atmosphere, table
from workers.engines.writer.casting import Player, group
from workers.engines.writer.draws import Deck, Draws
from workers.engines.writer.english import Subject, clause, sentence
from workers.engines.writer.showing import Showing
from workers.engines.writer.staging import DULL, Stand
from workers.engines.writer.world import World

_TRIES = 500
_FEWEST, _MOST = 8, 35


@dataclass(frozen=True)
class Written:
    """A scene's sentence and the things that it shows beside the players."""

    text: str
    things: tuple[str, ...]
    present: bool
    """Whether it is about players."""


class Sentences:
    """Writes the sentences of one film, in order."""

    def __init__(self, *, world: World, showing: Showing, draws: Draws) -> None:
        self._world = world
        self._showing = showing
        self._deck = Deck(draws.of("sentences"))
        self._chance = draws.of("forms")
        self._written: set[str] = set()
        self._players: Sequence[Player] = ()

    def write(self, stand: Stand, players: Sequence[Player]) -> Written:
        """A sentence that has not been written yet.

        Raises:
            EngineError: every sentence that the data can make has been used.
        """
        self._players = players
        for tried in range(_TRIES):
            text = self._attempt(stand, players)
            if tried > _TRIES // 4:
                text = sentence(f"{text.rstrip('.')} while {self._life(stand, text)}")
            things = self._showing.things_in(text, stand, players)
            if things is None or text.lower() in self._written:
                continue
            if _FEWEST <= len(text.split()) <= _MOST:
                self._written.add(text.lower())
                return Written(text, things, bool(players))
        raise EngineError("the writer has no new sentence left; ask for longer shots")

    def _attempt(self, stand: Stand, players: Sequence[Player]) -> str:
        if not players:
            return sentence(self._empty(stand))
        if stand.view == "establishing":
            return sentence(self._far(stand, players))
        if stand.view == "close":
            return sentence(self._near(stand, players))
        return sentence(self._amid(stand, players))

    def _thing(self, stand: Stand) -> str | None:
        """One that the theme names, if it does."""
        named = self._showing.subjects_at(stand.site)
        if named:
            return self._deck.deal(named)
        around = self._showing.props_at(stand.site)
        if not around or stand.view == "close" or self._chance.random() < 0.35:
            return None
        return self._deck.deal(around)

    def _life(self, stand: Stand, beside: str) -> str:
        phrases = stand.site.phrases
        weathers = self._world.weather_at(stand.site, stand.hour, stand.part)
        around: list[str] = list(phrases.life)
        under_sky = phrases.open and not phrases.timeless and stand.site.place != "underwater"
        if under_sky and (stand.hour == "night" or not set(weathers) & set(DULL)):
            around += atmosphere("hours", stand.hour)
        for weather in weathers:
            around += atmosphere("weathers" if phrases.open else "inside", weather)
        return self._deck.deal(self._shown(around, stand), beside=beside)

    def _shown(self, options: Sequence[str], stand: Stand) -> Sequence[str]:
        """Those that the scene can show, if there are any."""
        return [
            option
            for option in options
            if self._showing.things_in(option, stand, self._players) is not None
        ] or options

    def _empty(self, stand: Stand) -> str:
        thing = self._thing(stand)
        if thing is None:
            return self._bare(stand)
        does = self._deck.deal(table("things")["alone"][_verb(thing)], beside=thing)
        if stand.view == "establishing":
            wide = self._deck.deal(self._shown(stand.site.phrases.wide, stand), beside=thing)
            life = self._life(stand, f"{wide} {thing}")
            return self._chance.choice(
                (
                    f"{wide}, and {thing} {does}",
                    f"{wide} while {life}",
                    f"{thing} {does} while {life}",
                )
            )
        life = self._life(stand, f"{thing} {does}")
        if stand.view == "close":
            return self._chance.choice(
                (
                    f"very near, {thing} {does} as {life}",
                    f"{thing} fills the frame while {life}",
                    f"seen from close by, {thing} {does} while {life}",
                )
            )
        return self._chance.choice((f"{thing} {does} while {life}", f"{life}, and {thing} {does}"))

    def _bare(self, stand: Stand) -> str:
        """Nothing but the place."""
        life = self._life(stand, "")
        if stand.view == "establishing":
            wide = self._deck.deal(self._shown(stand.site.phrases.wide, stand), beside=life)
            return self._chance.choice((f"{wide} while {life}", f"{wide}, and {life}"))
        other = self._life(stand, life)
        joint = self._chance.choice(("while", "as", "and"))
        near = "very near, " if stand.view == "close" else ""
        return f"{near}{life} {joint} {other}" if other != life else self._wide_of(stand, life)

    def _wide_of(self, stand: Stand, life: str) -> str:
        wide = self._deck.deal(self._shown(stand.site.phrases.wide, stand), beside=life)
        return f"{wide} while {life}"

    def _far(self, stand: Stand, players: Sequence[Player]) -> str:
        subject = group(players)
        wide = self._deck.deal(self._shown(stand.site.phrases.wide, stand), beside=subject.call)
        does = self._does(stand, players, subject, beside=wide)
        far = " far off" if stand.site.phrases.open else ""
        return self._chance.choice(
            (f"{wide}, and{far} {subject.call} {does}", f"{wide} as {subject.call} {does}")
        )

    def _amid(self, stand: Stand, players: Sequence[Player]) -> str:
        subject, thing = group(players), self._thing(stand)
        does = self._does(stand, players, subject, beside=f"{thing} {subject.call}")
        life = self._life(stand, f"{does} {thing} {subject.call}")
        forms: tuple[Callable[[], str], ...] = (
            lambda: f"{subject.call} {does} while {life}",
            lambda: f"{life}, and {subject.call} {does}",
            lambda: f"{subject.call} {does} as {life}",
            lambda: f"{subject.call} {does}, with {thing} in view",
            lambda: f"near {thing}, {subject.call} {does} as {life}",
        )
        if thing is None:
            return self._chance.choice(forms[:3])()
        wished = forms[3:] if thing in self._showing.named else forms
        return self._chance.choice(wished if self._chance.random() < 0.7 else forms)()

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
        share = 0.65 if self._showing.moving else 0.5
        going = self._chance.random() < share
        kind = "go" if going else "stay"
        where = stand.site.phrases.path if going else stand.site.phrases.spot
        if stand.part == "resolution" and not stand.site.phrases.open:
            kind, where = "stay", stand.site.phrases.spot  # nobody leaves a room by its middle
        done = clause(self._deck.deal(actions[kind], beside=beside), subject)
        return f"{done} {self._deck.deal(self._shown(where, stand), beside=f'{beside} {done}')}"


def _actions(stand: Stand, player: Player) -> dict[str, list[str]]:
    """What a body does at this point of the story; people float where there is no ground."""
    body = player.body
    if body == "walker" and stand.site.phrases.medium != "ground":
        body = "floater"
    found: dict[str, list[str]] = table("actions")[body][stand.part]
    return found


def _visible(options: Sequence[str], player: Player) -> list[str]:
    """Without what a helmet hides."""
    hidden: list[str] = []
    if player.concept in ("astronaut", "robot", "knight"):
        hidden += ["hair", "lips", "breath", "sweat", "wet face"]
    return [option for option in options if not any(word in option for word in hidden)]


def _verb(thing: str) -> str:
    """The class of verbs that suits a thing."""
    concepts = read(thing).subjects
    verbs: dict[str, list[str]] = table("things")["verbs"]
    return next((verb for verb, names in verbs.items() if set(names) & set(concepts)), "stands")
