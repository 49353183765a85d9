"""One concrete sentence a scene, and no sentence twice.

A sentence is put together from what somebody does, where, and what happens there anyway. Each
phrase comes back only when the others have been used, and none stands beside one that repeats
its telling word. What a sentence names is shown: `showing.py` says whether it can be.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from common.errors import EngineError
from common.lexicon import read
from common.phrases import atmosphere, table
from workers.engines.writer.casting import Player, group
from workers.engines.writer.deeds import Deed, Tale
from workers.engines.writer.draws import Deck, Draws, content_words
from workers.engines.writer.english import Subject, clause, sentence
from workers.engines.writer.saying import Saying
from workers.engines.writer.showing import Showing
from workers.engines.writer.staging import DULL, Stand
from workers.engines.writer.story import Part
from workers.engines.writer.whereabouts import Site
from workers.engines.writer.world import World

_TRIES, _PATIENT = 500, 50
_EVENTFUL = 0.35
"""Share of what happens around that is what the theme tells of."""
_TELLING = 0.3
"""Share of what happens in pictures of nobody that tells where the story stands."""
_INTIMATE = 0.7
"""Share of the near views of nobody that tell but what the place itself has."""
_BARE = 0.4
"""Share of the pictures of nobody that leave out what stands about there."""
_AIMLESS = 0.3
"""Share of the scenes in which people of whom nothing is said are but there."""
_MOTIF = 0.5
"""The same of what a theme names that nobody can draw."""
_SELDOM_EVENT = 0.1
"""The same where what happens is what the film is about and is said by itself."""
_WILD = 0.5
"""Share of an animal's scenes in which it does as its kind does."""
_UNPLACED = 0.3
"""Share of the doings that are told without a corner of the place."""
_FEWEST, _MOST = 8, 35


@dataclass(frozen=True)
class Written:
    """A scene's sentence and the things that it shows beside the players."""

    text: str
    things: tuple[str, ...]
    present: bool
    """Whether it is about players."""
    deed: Deed | None = None


class Sentences:
    """Writes the sentences of one film, in order."""

    def __init__(self, *, world: World, showing: Showing, tale: Tale, draws: Draws) -> None:
        self._world = world
        self._tale = tale
        self._showing = showing
        self._deck = Deck(draws.of("sentences"))
        self._chance = draws.of("forms")
        self._written: set[str] = set()
        self._players: Sequence[Player] = ()
        self._deed: Deed | None = None
        self._part: Part = "arrival"
        self._done = ""
        self._along = 0.0
        self._whole = self._happens = False
        self._happened: set[Part] = set()
        self._saying = Saying()
        self._seen: set[Site] = set()

    def write(
        self,
        stand: Stand,
        players: Sequence[Player],
        *,
        deed: Deed | None = None,
        part: Part | None = None,
        along: float = 0.0,
    ) -> Written:
        """A sentence that has not been written yet.

        Args:
            deed: what the players do, if the theme says so; `part` is where they are in it.
            along: how much of the film has passed.

        Raises:
            EngineError: every sentence that the data can make has been used.
        """
        self._players, self._deed, self._part = players, deed, part or stand.part
        self._along, self._whole = along, self._saying.is_due(deed, self._part)
        self._happens = self._part not in self._happened
        if deed is not None and not self._whole and set(players) > set(deed.hands):
            players = (deed.hands or players) if self._chance.random() < _WILD else players
        if deed is not None and deed.shared and not self._whole and stand.view != "close":
            players = (*players, *(other for other in deed.others if other not in players))
        for tried in range(_TRIES):
            self._done = ""
            self._happens &= tried < _PATIENT  # a picture may not hold it
            text = self._attempt(stand, players)
            if tried > _TRIES // 4:
                text = sentence(f"{text.rstrip('.')} while {self._life(stand, text)}")
            if tried > _TRIES // 2:
                text = sentence(
                    f"{text.rstrip('.')}, {self._deck.deal(atmosphere('late', 'said'))}"
                )
            plain = text.replace(sentence(self._done).rstrip("."), " ").replace(self._done, " ")
            things = self._showing.things_in(plain if self._done else text, stand, players)
            if things is None or text.lower() in self._written:
                continue
            if _FEWEST <= len(text.split()) <= _MOST:
                self._written.add(text.lower())
                if not players:
                    self._happened.add(self._part)
                self._saying.note(deed, self._part, whole=self._whole and stand.view != "close")
                return Written(text, things, bool(players), deed)
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
        elsewhere = {kind for deed in self._tale.deeds for kind in deed.named}
        named = [
            thing
            for thing in self._showing.subjects_at(stand.site)
            if not elsewhere & set(read(thing).subjects)
        ]
        if named:
            return self._deck.deal(named)
        around = self._showing.props_at(stand.site)
        if not around or stand.view == "close" or self._chance.random() < 0.35:
            return None
        return self._deck.deal(around)

    def _life(self, stand: Stand, beside: str) -> str:
        events = self._events(stand, beside)
        often = 2 * _EVENTFUL if stand.part == "climax" else _EVENTFUL
        often = often if self._tale.deeds else _SELDOM_EVENT
        if events and self._chance.random() < often:
            return self._deck.deal(events)
        motif = [one for one in self._tale.motifs if not content_words(beside) & content_words(one)]
        if motif and self._chance.random() < _MOTIF:
            return self._deck.deal(motif)
        arc: Sequence[str] = atmosphere("arc", stand.part)
        if arc and not self._players and self._chance.random() < _TELLING:
            return self._deck.deal(arc, beside=beside)
        phrases = stand.site.phrases
        weathers = self._world.weather_at(stand.site, stand.hour, stand.part)
        around: list[str] = list(phrases.life)
        under_sky = phrases.open and not phrases.timeless and stand.site.place != "underwater"
        if under_sky and (stand.hour == "night" or not set(weathers) & set(DULL)):
            around += atmosphere("hours", stand.hour)
        for weather in weathers:
            around += atmosphere("weathers" if phrases.open else "inside", weather)
        return self._deck.deal(self._shown(around, stand), beside=beside)

    def _events(self, stand: Stand, beside: str) -> list[str]:
        """What else the theme tells of, where the scene can show it and does not say it yet."""
        said = content_words(beside)
        told = [event for event in self._tale.events if not said & content_words(event)]
        return [
            one
            for event in told
            for one in _again(event)
            if self._showing.things_in(one, stand, self._players) is not None
        ]

    def _shown(self, options: Sequence[str], stand: Stand) -> Sequence[str]:
        """Those that the scene can show, if there are any."""
        return [
            option
            for option in options
            if self._showing.things_in(option, stand, self._players) is not None
        ] or options

    def _empty(self, stand: Stand) -> str:
        if self._events(stand, "") and (
            self._happens or self._chance.random() < _EVENTFUL / 2 * len(self._tale.events)
        ):
            return self._eventful(
                stand, self._tale.happening(self._part, self._deck, known=bool(self._written))
            )
        if stand.shapes and not (self._showing.named and self._chance.random() < _BARE):
            return self._shaped(stand)
        thing = self._thing(stand)
        if thing is None or (self._unnamed(thing) and self._chance.random() < _BARE):
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

    def _eventful(self, stand: Stand, event: str) -> str:
        """What happens, and where."""
        where = self._deck.deal(self._shown(stand.site.phrases.spot, stand), beside=event)
        life = self._life(stand, event)
        if "," in event:
            event, where = f"{event},", ""
        if stand.view == "establishing":
            wide = self._deck.deal(self._shown(stand.site.phrases.wide, stand), beside=event)
            return self._chance.choice((f"{wide} as {event}", f"far off, {event} {where}"))
        near = "very near, " if stand.view == "close" else ""
        return self._chance.choice((f"{near}{event} {where}", f"{near}{event} while {life}"))

    def _unnamed(self, thing: str) -> bool:
        return thing not in self._showing.named

    def _shaped(self, stand: Stand) -> str:
        """What shapes do at this point of the story."""
        told = table("shapes")[stand.shapes]
        life = self._deck.deal(told["life"])
        if stand.view == "establishing":
            wide = self._deck.deal(told["wide"], beside=life)
            return f"{wide} {_joint(wide)} {life}"
        near = "very near, " if stand.view == "close" else ""
        other = self._deck.deal([one for one in told["life"] if one != life], beside=life)
        return f"{near}{life} {self._chance.choice(('while', 'and', 'as'))} {other}"

    def _bare(self, stand: Stand) -> str:
        """Nothing but the place; near by there is no sky."""
        if stand.view == "close" and self._chance.random() < _INTIMATE:
            here = self._shown(stand.site.phrases.life, stand)
            life = self._deck.deal(here)
            return f"very near, {life} while {self._deck.deal(here, beside=life)}"
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
        life = self._life(stand, f"{does} {subject.call}")
        forms = (
            f"{wide}, and{far} {subject.call} {does}",
            f"{wide} {_joint(wide)} {subject.call} {does}",
            f"seen from a long way off, {subject.call} {does} while {life}",
            f"small in the wide picture, {subject.call} {does} {_joint(does)} {life}",
        )
        known = stand.site in self._seen and stand.site.phrases.open
        self._seen.add(stand.site)
        if stand.returns and known:
            return self._chance.choice(
                (f"once more {wide}, but now {subject.call} {does}",
                 f"{wide} as before, but this time {subject.call} {does}")
            )  # fmt: skip
        return self._chance.choice(forms if known else forms[:2])

    def _amid(self, stand: Stand, players: Sequence[Player]) -> str:
        subject, thing = group(players), self._thing(stand)
        if self._tale.events and self._chance.random() < _EVENTFUL:
            thing = None  # it is told what it does
        does = self._does(stand, players, subject, beside=f"{thing} {subject.call}")
        life = self._life(stand, f"{does} {thing} {subject.call}")
        forms: tuple[str, ...] = (
            f"{subject.call} {does} while {life}",
            f"{life}, and {subject.call} {does}",
            f"{subject.call} {does} {_joint(does)} {life}",
        )
        if stand.returns:
            forms = (
                f"this time {subject.call} {does} {_joint(does)} {life}",
                f"as before {life}, but now {subject.call} {does}",
            )
        if thing is None or stand.returns:
            return self._chance.choice(forms)
        with_it = (
            f"{subject.call} {does}, with {thing} in view",
            f"near {thing}, {subject.call} {does} {_joint(does)} {life}",
            f"{subject.call} {does}, and behind {_them(subject)} {thing} {self._stands(thing)}",
            f"{thing} {self._stands(thing)} as {subject.call} {does}",
        )
        wished = with_it if thing in self._showing.named else with_it[:2] + forms
        return self._chance.choice(wished if self._chance.random() < 0.6 else forms)

    def _stands(self, thing: str) -> str:
        """What a thing does by itself."""
        return self._deck.deal(table("things")["alone"][_verb(thing)], beside=thing)

    def _near(self, stand: Stand, players: Sequence[Player]) -> str:
        player = players[0]
        wild = player.body not in ("walker", "performer") and (
            self._chance.random() < _WILD or not (self._whole or player.body == "mover")
        )
        if self._deed is not None and player in self._deed.doers and not wild:
            closeup = self._done = self._deed.closeup(self._part, player, self._deck, self._chance)
        else:
            options = _visible(_actions(stand, player)["close"], player)
            closeup = clause(self._deck.deal(options), player.subject)
        life = self._life(stand, closeup)
        joint = self._chance.choice(("while", _joint(closeup)))
        return self._chance.choice((f"{closeup} {joint} {life}", f"{life}, and {closeup}"))

    def _does(
        self, stand: Stand, players: Sequence[Player], subject: Subject, *, beside: str
    ) -> str:
        """A verb and where: along a path, or at a spot."""
        wild = any(player.body not in ("walker", "performer") for player in players)
        share = _WILD if wild else _AIMLESS if self._deed and self._deed.silent else 0.0
        share = 0.0 if self._whole else share
        if self._deed is not None and self._chance.random() >= share:
            followed = self._follows(self._deed, stand, subject, beside=beside)
            if followed:
                return followed
        mixed = len({player.body for player in players}) > 1
        actions = table("actions")["mixed"][stand.part] if mixed else _actions(stand, players[0])
        going = self._chance.random() < (0.65 if self._showing.moving else 0.5)
        kind = "go" if going else "stay"
        where = stand.site.phrases.path if going else stand.site.phrases.spot
        if stand.part == "resolution" and not stand.site.phrases.open:
            kind, where = "stay", stand.site.phrases.spot  # nobody leaves a room by its middle
        done = clause(self._deck.deal(actions[kind], beside=beside), subject)
        return f"{done} {self._deck.deal(self._shown(where, stand), beside=f'{beside} {done}')}"

    def _follows(self, deed: Deed, stand: Stand, subject: Subject, *, beside: str) -> str:
        """What the theme says that they do, in a corner of the place."""
        predicate = deed.predicate(
            self._part,
            subject,
            self._deck,
            self._chance,
            beside=beside,
            whole=self._whole,
            along=self._along,
            outdoors=stand.site.phrases.open,
        )
        if predicate is None:
            return ""
        done, leads = predicate
        self._done = done
        if leads == "here" or (deed.said.rest and self._chance.random() < _UNPLACED):
            return f"{done}," if "," in done else done
        where = stand.site.phrases.path if leads == "go" else stand.site.phrases.spot
        if deed.said.verb in ("climb", "rise"):
            where = tuple(one for one in where if "down" not in one) or where
        last = done.rsplit(" ", 1)[-1]
        where = tuple(one for one in where if not one.startswith(f"{last} ")) or where
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
    concepts = read(thing).subjects[-1:]
    verbs: dict[str, list[str]] = table("things")["verbs"]
    return next((verb for verb, names in verbs.items() if set(names) & set(concepts)), "stands")


def _again(event: str) -> tuple[str, ...]:
    """A short event in the ways in which it comes back; one with a story of its own as it is."""
    if len(event.split()) > 3:
        return (event,)
    return tuple(f"{event}{how}" for how in ("", " once more", " in the distance", " close by"))


def _joint(said: str) -> str:
    """ "As", where it does not stand there already."""
    return "while" if " as " in said else "as"


def _them(subject: Subject) -> str:
    return clause("{them}", subject)
