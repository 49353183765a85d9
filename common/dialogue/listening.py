"""What somebody means by what they say: a command, a choice, or words for the picture."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from common.dialogue.state import Element
from common.lexicon import Reading, read, words

LONGEST = 200
"""Characters of one saying that are kept; a mise-en-scène is no screenplay."""
Kind = Literal[
    "silence", "yes", "no", "keep", "options", "more", "pick", "back", "jump", "all", "stop",
    "explain", "show", "help", "lead", "words", "abuse",
]  # fmt: skip

_SAYINGS: tuple[tuple[Kind, str], ...] = (
    ("stop", r"(please )?(stop|quit|exit|enough|cancel|abort|bye|goodbye|end|finish here)"
             r"( now| it)?"),
    ("all", r"(accept|take|keep|confirm|yes to|ok to) (it )?(all|everything)( of it| as is)?"
            r"|(you (decide|choose)|surprise me|do (it all|whatever you like))( .*)?"
            r"|finish( it)?( for me)?|all (good|fine|yes)"),
    ("back", r"(go )?back|previous|undo|one back|before that"),
    ("show", r"(show|status|where are we|summary|what do we have|overview).*"),
    ("help", r"help|commands|what can i (say|do)|how does this work"),
    ("more", r"more|others?|another|something else|none( of (them|these|those))?|neither"
             r"|(different|other) ones?|next"),
    ("options", r"(suggest|suggestions?|options?|ideas?|propose|inspire me)( .*)?|i do ?n.?t know"
                r"|no idea|not sure|dunno|hmm+|what do you (think|suggest|propose)"),
    ("keep", r"(keep|leave)( it| that| this)?( as (it )?is)?|as (it )?is|skip|pass|next one"
             r"|whatever|i do ?n.?t care|do ?n.?t mind|no matter|same|unchanged"),
    ("yes", r"(yes|yeah|yep|ya|y|ok|okay|sure|fine|good|great|right|perfect|correct|agreed|do it"
            r"|please do|sounds? good|looks? good|love it|k|👍)( .{0,12})?"),
    ("no", r"(no|nope|nah|n|wrong|not (that|this|quite|really)|don.?t|never|bad|hate it|i changed"
           r" my mind)( .{0,12})?"),
)  # fmt: skip
_EXPLAIN = re.compile(r"^(?:explain|define|meaning of|what(?:'s| is| are| does)?)\s+(.+)$")
_JUMP = re.compile(r"^(?:go to|jump to|jump|let'?s (?:talk about|do)|change|edit|to)\b(.*)$")
_PART = re.compile(r"\bpart ([a-z0-9])\b")
_AIMED = re.compile(
    r"^(?:the |make the |change the |set the )?(objects?|background|place|colou?rs?|lighting|light"
    r"|arrangement|composition|camera|shot)\s*(?::|=| to | is | should be | be |, )\s*(.+)$"
)
_LEAD = re.compile(r"^(?:please )?(?:make|turn|let|i want|i'd like|set)\s+(.+)$")
_EVERYWHERE = frozenset(["all", "every", "everything", "everywhere", "whole", "always", "entire"])
_NAMES: dict[str, Element] = {
    "object": "objects", "objects": "objects", "background": "background", "place": "background",
    "colour": "colours", "colours": "colours", "color": "colours", "colors": "colours",
    "lighting": "lighting", "light": "lighting", "arrangement": "arrangement",
    "composition": "arrangement", "camera": "camera", "shot": "camera",
}  # fmt: skip
_ABUSE = frozenset(words("idiot stupid dumb useless moron shut fuck fucking shit crap sucks"))
_FRAMING = frozenset(
    words(
        "zoom dolly pan tilt crane orbit handheld static push pull close closeup wide medium "
        "tracking steady establishing shot"
    )
)
_PLAINLY = frozenset(words("zoom dolly handheld closeup thirds symmetry"))
"""Words of framing that mean nothing else."""
_ORDER = frozenset(words("thirds symmetry symmetrical centred centered triangle composition"))


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """Attributes:
    kind: what was meant.
    text: the words that are left of it, clean and of bounded length.
    number: the option picked, from 1.
    element: what it is aimed at, where that is said; `part` likewise, as a label.
    everywhere: whether it goes for the whole film.
    """

    kind: Kind
    text: str = ""
    number: int = 0
    element: Element | None = None
    part: str = ""
    everywhere: bool = False


def understood(said: str) -> Meaning:
    """The meaning of whatever was typed; text is never more than words for a picture."""
    text = one_line(said)
    plain = text.casefold().strip(" .!?…\"'")
    if not any(c.isalnum() for c in text) and "👍" not in text:
        return Meaning(kind="silence")
    if {*words(plain)} & _ABUSE:
        return Meaning(kind="abuse", text=text)
    number = re.fullmatch(r"(?:option |number |no\.? ?|#)?([1-9])\)?", plain)
    if number:
        return Meaning(kind="pick", number=int(number[1]))
    for kind, pattern in _SAYINGS:
        if re.fullmatch(pattern, plain):
            return Meaning(kind=kind, text=text)
    element = aim(text) if {*words(plain)} & _PLAINLY else None
    return _asked(plain) or _led(text, plain) or Meaning(kind="words", text=text, element=element)


def aim(text: str) -> Element:
    """Which element words speak of, going by what they name."""
    spoken, reading = {*words(text)}, read(text)
    if spoken & _FRAMING:
        return "camera"
    if spoken & _ORDER:
        return "arrangement"
    return _pictured(reading)


def _pictured(reading: Reading) -> Element:
    if reading.lights and not reading.places:
        return "lighting"
    if reading.hours or reading.weathers or reading.named_places:
        return "background"
    return "colours" if reading.colours and not reading.subjects else "objects"


def _asked(plain: str) -> Meaning | None:
    """Explanations and jumps."""
    explained = _EXPLAIN.match(plain)
    if explained:
        return Meaning(kind="explain", text=explained[1])
    jump = _JUMP.match(plain)
    where = jump[1] if jump else plain
    part = _PART.search(where)
    named = [_NAMES[word] for word in words(_PART.sub("", where)) if word in _NAMES]
    rest = words(_PART.sub("", where))
    short = len(rest) <= (4 if jump else 3)
    if short and (part or named) and (jump or set(rest) <= {*_NAMES, "the", "of"}):
        label = part[1].upper() if part else ""
        return Meaning(kind="jump", element=named[0] if named else None, part=label)
    return None


def _led(text: str, plain: str) -> Meaning | None:
    """ "make it all night", "lighting: candles everywhere"."""
    everywhere = bool({*words(plain)} & _EVERYWHERE)
    aimed = _AIMED.match(plain)
    if aimed:
        return Meaning(kind="lead", text=aimed[2], element=_NAMES[aimed[1]], everywhere=everywhere)
    lead = _LEAD.match(plain)
    if lead or (everywhere and len(words(plain)) <= 8):
        wish = re.sub(r"^(it|this|that|them|there be|there)\s+", "", lead[1] if lead else plain)
        kept = " ".join(w for w in wish.split() if w.strip(",.") not in _EVERYWHERE) or text
        return Meaning(kind="lead", text=kept, element=aim(kept), everywhere=everywhere)
    return None


def one_line(said: str) -> str:
    """One line of visible characters, cut at a word."""
    visible = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in said[: 4 * LONGEST])
    line = " ".join(visible.split())
    return line if len(line) <= LONGEST else line[:LONGEST].rsplit(" ", 1)[0]
