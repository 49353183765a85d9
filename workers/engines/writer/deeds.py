"""Who of the film does what the theme says is done, scene by scene, and in what words.

What those whom the theme names do is the film: said whole a few times, and told by its steps from
what comes before it to what remains. Who has but a trade or a feeling has its steps. What is
done by nobody of the cast ("while trains pass") happens around them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Literal

from common.lexicon import mentions, read, words
from common.music_words import names_music
from common.phrases import table
from workers.engines.writer.casting import Player
from workers.engines.writer.doings import Clause, craft_of, gerund, group_of, told
from workers.engines.writer.draws import Deck
from workers.engines.writer.english import Subject, clause, plural, third_person, with_article
from workers.engines.writer.naming import is_body
from workers.engines.writer.story import Part

_PHASES: Mapping[Part, str] = {
    "arrival": "begin", "development": "middle", "turn": "snag", "climax": "peak",
    "resolution": "end",
}  # fmt: skip
_WINDOW = 0.3
"""Share of the steps between beginning and end that are told at one time, in their order."""
_BODIES = ("walker", "floater", "mover", "performer")
"""Those with hands and a face."""
_MASKED = ("astronaut", "robot", "knight")
_MOST_MOTIF = 4
"""Words: longer themes are sentences that nobody here understands."""
_LAST = 0.95
"""Share of the film after which only what remains is told."""
_TELLING = 0.55
"""Share of the near views that tell what is done, and not who does it."""
_FEW, _MANY = 4, 6
_BRIEF = 4
"""Words of a step that a corner of the place may follow."""
_OFTEN = (5, 1)
"""How often the steps of a doing are told, and what lies between them."""
_PLACED = re.compile(
    r",|\b(?:in|on|at|for|from|with|without|over|into|under|across|through|along|as|back|down|around"
    r"|to|before|by|home|of|one)\b"
)
"""Of a doing that nothing should follow: it says where or how."""


@dataclass(frozen=True, kw_only=True)
class Deed:
    """A doing and its players: those who do it, and those who are met in it.

    Attributes:
        steps: those that the film tells it by instead of its verb's: of a trade or of a feeling.
        silent: whether the theme does not say it, so that nothing but its steps is told.
    """

    said: Clause
    doers: tuple[Player, ...]
    others: tuple[Player, ...] = ()
    steps: Mapping[str, Any] = field(default_factory=dict)
    silent: bool = False

    def present(self, part: Part) -> tuple[Player, ...]:
        """Who is seen: whoever is looked for or waited for comes at the end."""
        away = self.said.verb in group_of("apart") and part != "resolution"
        return self.doers if away else self.doers + self.others

    @property
    def craft(self) -> Mapping[str, Any]:
        """The strokes of the doing; people have such, and nobody else."""
        return (self.steps or craft_of(self.said)) if self._human else {}

    @property
    def shared(self) -> bool:
        """Whether those whom it is done with do its steps too."""
        return bool(self.craft.get("both") and self.others)

    @property
    def _human(self) -> bool:
        return bool(self.hands)

    @property
    def hands(self) -> tuple[Player, ...]:
        """Those of the doers who have hands, and take its steps."""
        return tuple(player for player in self.doers if player.body in _BODIES)

    @property
    def thing(self) -> str:
        """What it is done to, if that can be set down: neither somebody nor a place."""
        named = read(self.said.thing)
        if named.named_places or any(map(is_body, named.subjects)):
            return ""
        return _indefinite(self.said.thing)

    @property
    def named(self) -> frozenset[str]:
        """What of it the lexicon knows."""
        return frozenset(read(f"{self.said.rest} {self.said.aim}").subjects)

    def predicate(
        self,
        part: Part,
        subject: Subject,
        deck: Deck,
        chance: Random,
        *,
        beside: str,
        whole: bool,
        along: float,
        outdoors: bool,
    ) -> tuple[str, Literal["go", "stay", "here"]] | None:
        """What the doers do now, and what may follow it: a path, a spot, or nothing.

        Args:
            whole: say the doing itself and no step of it.
            along: how much of the film has passed.
            outdoors: leave out what has to do with walls, else what is outside of them.
        """
        plain = self.ways(part) if whole and not self.silent else []
        strokes = [self.strokes(part, along), self._told(self._between(part), part)]
        kinds = [plain] if plain else [_fitting(kind, outdoors=outdoors) for kind in strokes]
        kinds = [kind for kind in kinds if kind]
        if not kinds:
            return None
        options = chance.choices(kinds, weights=_OFTEN[: len(kinds)])[0]
        done = clause(deck.deal(options, beside=beside), subject)
        if plain and self.said.aim and part in ("arrival", "climax") and not _PLACED.search(done):
            return f"{done} {clause(self.said.aim, subject)}", "here"
        if _PLACED.search(done) or (not plain and len(done.split()) > _BRIEF):
            return done, "here"
        return done, "go" if plain and self.said.kind == "go" else "stay"

    def strokes(self, part: Part, along: float) -> list[str]:
        """The steps that are told now; of those of its middle and of its end the ones in turn."""
        if not self._human:
            return []
        common: Mapping[str, Sequence[str]] = table("deeds")["steps"][self.said.kind]
        phase = _PHASES[part]
        if phase == "end" and along > _LAST:
            phase = "after"
        own: Sequence[str] = self.craft.get(phase, ())
        few = phase == "middle" and len(own) < _MANY and not self.silent
        told = self._told(_mingled(own, common[phase]) if few or not own else own, part)
        if phase != "middle" or len(told) < _FEW:
            return told
        middle = round(along * len(told))
        reach = max(2, round(_WINDOW * len(told)))
        return told[max(0, min(middle - reach, len(told) - 2 * reach)) :][: 2 * reach]

    def ways(self, part: Part) -> list[str]:
        """The doing itself, as templates."""
        return self._told(table("deeds")["say"][part][self.said.kind], part)

    def closeup(self, part: Part, player: Player, deck: Deck, chance: Random) -> str:
        """The same seen on one of them."""
        own = self.craft.get("close", ())
        human = player.body in _BODIES
        common = table("deeds")["steps"][self.said.kind]["close"]
        faces = table("actions")["walker"][part]["close"]
        between = self._between("close") if part == "development" else faces
        told = (own or common) if chance.random() < _TELLING else between
        options = self._told(told, part) if human else []
        if not options:
            options = self._told(table("deeds")["say"]["close"][self.said.kind], part)
        chosen = deck.deal(options).replace("{call}", player.subject.call)
        return clause(chosen, player.subject)

    def _between(self, part: str) -> Sequence[str]:
        human = self._human
        found: list[str] = table("deeds")["between"][part] if human else []
        return found

    def _told(self, templates: Sequence[str], part: Part) -> list[str]:
        """Templates with the doing put in; without those that it or its doers do not suit."""
        said, done = self.said, _definite(self.said)
        masked = any(player.concept in _MASKED for player in self.doers)
        without = group_of("hidden") if masked else frozenset()
        without |= frozenset() if self._human else group_of("human")
        fit = [
            one
            for one in templates
            if (done or "{object}" not in one) and not without & set(re.findall(r"[a-z]+", one))
        ]
        rest = said.rest if part == "arrival" or not self.thing else _again(said)
        if self.others and part != "arrival":
            rest = re.sub(r"\ban? ", "the ", rest)
        do, doing = f"{said.verb}* {rest}".strip(), f"{gerund(said.verb)} {rest}".strip()
        return [
            one.replace("{doing}", doing).replace("{object}", done).replace("{do}", do)
            for one in fit
        ]


@dataclass(frozen=True, kw_only=True)
class Tale:
    """Attributes:
    deeds: of the cast, in the theme's order.
    happenings: what else the theme says is done.
    motif: a theme that is but the name of something nobody can draw: "rust", "the shape of regret".
    """

    deeds: tuple[Deed, ...] = ()
    happenings: tuple[Clause, ...] = ()
    motif: str = ""

    @property
    def motifs(self) -> tuple[str, ...]:
        """The theme of a film that names nothing to be seen, as something seen everywhere."""
        told = table("deeds")["motif"]["life"] if self.motif else ()
        return tuple(one.replace("{theme}", self.motif) for one in told)

    @property
    def events(self) -> tuple[str, ...]:
        """What happens, as clauses of their own."""
        return tuple(dict.fromkeys(map(_event, self.happenings)))

    @property
    def things(self) -> tuple[str, ...]:
        """What acts in these although nobody knows how to draw it, with an article."""
        unknown = (
            _indefinite(said.subject)
            for said in self.happenings
            if not read(said.subject).subjects
            and not read(said.subject).weathers
            and not read(said.subject).named_places
        )
        return tuple(filter(None, dict.fromkeys(unknown)))

    def happening(self, part: Part, deck: Deck, *, known: bool) -> str:
        """One of them where the story is now; what acts in it may be known by now."""
        told = [
            clause(f"{_called(said.subject, known=known)} {template}", Subject("", "it", said.many))
            for said in self.happenings
            for template in Deed(said=said, doers=()).ways(part)
        ]
        return deck.deal(told)

    def at(self, number: int, count: int) -> Deed | None:
        """Whose turn it is: one after the other; by turns where they are done by different ones."""
        if not self.deeds:
            return None
        if len({deed.doers for deed in self.deeds}) > 1:
            return self.deeds[number % len(self.deeds)]
        return self.deeds[len(self.deeds) * number // count]

    def part(self, number: int, count: int, part: Part) -> Part:
        """Where in its deed a scene stands: each begins, only the last comes to its end."""
        if len(self.deeds) < 2 or part in ("turn", "climax", "resolution"):
            return part
        begins = number == 0 or self.at(number, count) is not self.at(number - 1, count)
        return "arrival" if begins else "development"


def _occasion(theme: str) -> Mapping[str, Any]:
    """The steps of what a theme names as a place and people do there: a fair, a moving day."""
    occasions: Mapping[str, Sequence[str]] = table("deeds")["occasions"]
    named = {mention.phrase for mention in mentions(theme, "places")}
    family = next((one for one, days in occasions.items() if named & {*days}), None)
    found: Mapping[str, Any] = table("deeds")["craft"][family] if family else {}
    return found


def _mingled(one: Sequence[str], other: Sequence[str]) -> list[str]:
    """Both, each in its order and spread evenly among the other."""
    return [
        step
        for _, step in sorted(
            ((number + 0.5) / len(steps), step)
            for steps in (one, other)
            for number, step in enumerate(steps)
        )
    ]


def _fitting(strokes: Sequence[str], *, outdoors: bool) -> list[str]:
    """Without what has to do with walls, or with what there is outside of them."""
    away = group_of("indoors" if outdoors else "outdoors")
    return [one for one in strokes if not away & {*words(one)}]


def tell(theme: str, players: Sequence[Player], mood: str = "") -> Tale:
    """Share out what a theme says is done; `mood` is a feeling that nothing else tells."""
    deeds: list[Deed] = []
    happenings: list[Clause] = []
    for said in told(theme):
        doers = _doers(said, players)
        if doers:
            others = tuple(p for p in players if p not in doers and _meets(said, p))
            deeds.append(_done(_without(said, doers), doers, others))
        elif said.subject and {*words(said.subject)} - group_of("anybody"):
            happenings.append(said)
    danced = [d for d in deeds if not (d.said.verb in ("dance", "waltz") and _moves(d.doers))]
    if not deeds and not happenings:
        danced = _untold(theme, players, mood)
    return Tale(deeds=tuple(danced), happenings=tuple(happenings), motif=_motif(theme))


def _done(said: Clause, doers: tuple[Player, ...], others: tuple[Player, ...]) -> Deed:
    """What is soon done ("returns") leaves time for the doers' trade."""
    own = craft_of(said)
    trade = _trade(doers) if own.get("trade") else {}
    both = {**own, **trade, **{k: own[k] for k in ("begin", "end", "after") if k in own}}
    if trade and own:
        both["middle"] = [*own["middle"][:3], *trade["middle"], *own["middle"][3:6]]
    return Deed(said=said, doers=doers, others=others, steps=both)


def _untold(theme: str, players: Sequence[Player], mood: str) -> list[Deed]:
    """What they do of whom a theme does not say it: their trade, what the day is for, what they
    feel."""
    if any(player.body == "performer" for player in players):
        return []
    felt = mood in read(theme).moods
    trade = _trade(players) or ({} if felt else _occasion(theme))
    if mood == "love" and len(players) < 2:
        mood = "nostalgia"
    steps = trade or table("deeds")["feeling"].get(mood, {})
    doing = Clause(subject="", verb="make" if trade else "stand", rest="")
    found = Deed(said=doing, doers=tuple(players), steps=steps, silent=True)
    return [found] if players and steps and found.craft else []


def _trade(players: Sequence[Player]) -> Mapping[str, Any]:
    """The steps of the trade that somebody's name tells."""
    trades: Mapping[str, Sequence[str]] = table("deeds")["trades"]
    names = {name for p in players for name in (p.noun, p.noun.split()[-1], p.sheet.name)}
    family = next((one for one, nouns in trades.items() if names & {*nouns}), None)
    found: Mapping[str, Any] = table("deeds")["craft"][family] if family else {}
    return found


def _motif(theme: str) -> str:
    """A short name of nothing that the lexicon pictures; a sentence or other letters are none."""
    spoken, reading = words(theme), read(theme)
    said_no = {*spoken} & group_of("not")
    pictured = said_no or reading.places or reading.subjects or reading.weathers or reading.hours
    plain = re.fullmatch(r"[A-Za-z][A-Za-z' -]{2,40}", theme.strip())
    if pictured or plain is None or told(theme) or len(spoken) > _MOST_MOTIF or names_music(theme):
        return ""
    return _lowered(theme.strip()) if " " in theme.strip() else theme.strip().lower()


def _doers(said: Clause, players: Sequence[Player]) -> tuple[Player, ...]:
    """The players whom the subject names; those who are left where it names nobody."""
    spoken = {*words(said.subject)}
    if not spoken or spoken & group_of("anybody"):
        return tuple(player for player in players if not _named_in(said.thing, player))
    exact = tuple(p for p in players if spoken & {p.noun.split()[-1], plural(p.noun.split()[-1])})
    return exact or tuple(player for player in players if _named_in(said.subject, player))


def _named_in(text: str, player: Player) -> bool:
    concepts = {mention.concept for mention in mentions(text, "subjects")}
    own = {*words(player.sheet.name)}
    return player.concept in concepts or (own <= {*words(text)} and bool(own))


def _meets(said: Clause, player: Player) -> bool:
    return _named_in(said.rest, player)


def _without(said: Clause, doers: Sequence[Player]) -> Clause:
    """ "baking bread with my grandmother": she does it, and not with herself."""
    rest = said.rest
    for player in doers:
        for noun in (player.noun, player.noun.split()[-1]):
            rest = re.sub(rf"\bwith (?:\S+ ){{0,2}}{re.escape(noun)}\b", "", rest, flags=re.I)
    return Clause(
        subject=said.subject,
        verb=said.verb,
        rest=" ".join(rest.split()),
        thing=said.thing,
        aim=said.aim,
    )


def _moves(players: Sequence[Player]) -> bool:
    return all(player.body in ("mover", "performer") for player in players)


def _event(said: Clause) -> str:
    verb = said.verb if said.many else third_person(said.verb)
    rest = said.rest.replace("{their}", "their" if said.many else "its")
    return f"{_lowered(said.subject)} {verb} {rest}".strip()


def _called(subject: str, *, known: bool) -> str:
    first, _, rest = subject.partition(" ")
    return f"the {rest}" if known and rest and first.lower() in ("a", "an") else _lowered(subject)


def _lowered(text: str) -> str:
    """ "The river" within a sentence; names keep their capitals."""
    first, _, rest = text.partition(" ")
    return f"{first.lower()} {rest}" if first.lower() in ("a", "an", "the") else text


def _indefinite(thing: str) -> str:
    """ "a radio" of "the radio"; what is many or no count stays as it is said."""
    first, _, rest = thing.partition(" ")
    if not rest or first.lower() not in ("the", "this", "that", "every", "each"):
        return thing.lower()
    return rest if rest.endswith("s") else with_article(rest)


def _definite(said: Clause) -> str:
    """ "the tomatoes" of what was named once; what is theirs stays theirs."""
    if read(said.thing).named_places:
        return ""
    if not said.thing:
        head = re.match(r"\{their\}(?: [^\s{]+){1,2}$", said.rest)
        return head[0] if head else ""
    if said.verb == "play":
        return said.thing  # chess, a game
    first, _, rest = said.thing.partition(" ")
    known = ("a", "an", "the", "some", "every", "each", "this", "these", "those")
    return f"the {rest if rest and first.lower() in known else said.thing}"


def _again(said: Clause) -> str:
    """The rest of a clause once its thing is known."""
    return said.rest.replace(said.thing, _definite(said), 1) if said.thing else said.rest
