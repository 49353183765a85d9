"""One turn of the talk: a state and a saying give a state and a reply. Nothing else is asked.

Four phases an element (MVPrompt): *ask* what should be there; *select* one of three options;
*suggest* a single one with its reason; *confirm* before it is settled. Whoever talks may lead at
any time, jump, go back, leave the rest to us, or stop.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from common.artifacts.script import Script
from common.dialogue.changing import changed, contradiction
from common.dialogue.counsel import Counsel
from common.dialogue.listening import Kind, Meaning, one_line, understood
from common.dialogue.state import ELEMENTS, Dialogue, Element, Part, Turn
from common.errors import InvalidInputError
from common.lexicon import read

_PATIENCE = 3
"""Silences or refusals on end before the talk goes on, or ends, by itself."""
_QUESTIONS: Mapping[Element, str] = MappingProxyType(
    {
        "objects": "What should be seen",
        "background": "Where and when does it play",
        "colours": "Which colours",
        "lighting": "How is it lit",
        "arrangement": "How is the frame arranged",
        "camera": "How does the camera see it",
    }
)
_HELP = (
    "Say it in your words, or: suggest, 1 to 3, more, yes, no, keep, back, show, "
    "lighting (to jump), part B, make it all night, what is a dolly zoom, accept all, "
    "you decide, stop."
)


class Said(NamedTuple):
    """A handler's answer."""

    dialogue: Dialogue
    reply: str


def begin(script: Script, *, aesthetic: str | None = None) -> Dialogue:
    """A dialogue over a script: its scenes by the label of their section, in order."""
    labels = dict.fromkeys(scene.section for scene in script.scenes)
    parts = tuple(_part(script, label) for label in labels)
    dialogue = Dialogue(script=script, aesthetic=aesthetic, parts=parts)
    many = "one part" if len(parts) == 1 else f"{len(parts)} parts"
    greeting = f"“{script.title}” has {len(script.scenes)} scenes in {many}. {_question(dialogue)}"
    return dialogue.model_copy(update={"turns": (Turn(said="", reply=greeting),)})


def answer(dialogue: Dialogue, said: str, counsel: Counsel) -> Dialogue:
    """The dialogue after one more saying; the reply is the last turn's.

    A dialogue that was stopped goes on.

    Raises:
        InvalidInputError: it is over.
    """
    if dialogue.status == "done":
        raise InvalidInputError("this dialogue is over; its scenes are settled")
    meaning = understood(said)
    calm = {
        "status": "open",
        "silences": dialogue.silences if meaning.kind == "silence" else 0,
        "refusals": dialogue.refusals if meaning.kind in ("abuse", "words", "lead") else 0,
    }
    after, reply = _HANDLERS[meaning.kind](dialogue.model_copy(update=calm), meaning, counsel)
    turn = Turn(said=one_line(said), reply=reply)
    return after.model_copy(update={"turns": (*after.turns, turn)})


def _part(script: Script, label: str) -> Part:
    scenes = [scene for scene in script.scenes if scene.section == label]
    first = scenes[0].mise_en_scene
    things = [thing for thing in first.objects if thing not in scenes[0].cast]
    now: dict[Element, str] = {
        "objects": ", ".join(things or first.objects),
        "background": first.background,
        "colours": ", ".join(first.colours),
        "lighting": first.lighting,
        "arrangement": first.arrangement,
        "camera": first.camera,
    }
    return Part(label=label, scenes=tuple(scene.index for scene in scenes), now=now)


def _question(dialogue: Dialogue) -> str:
    here = dialogue.here
    scenes = f"scene{'s' if len(here.scenes) > 1 else ''} {', '.join(_numbers(here))}"
    now = f"Now: {dialogue.current or 'nothing'}."
    return f"Part {here.label} ({scenes}). {_QUESTIONS[dialogue.element]}? {now}"


def _numbers(part: Part) -> list[str]:
    shown = [str(number + 1) for number in part.scenes]
    return shown if len(shown) <= 4 else [*shown[:3], "…", shown[-1]]


def _at(dialogue: Dialogue, part: int, element: Element) -> Dialogue:
    """The same, asking for an element afresh."""
    return dialogue.model_copy(
        update={
            "part": part, "element": element, "phase": "ask", "offered": (), "proposal": None,
            "round": 0,
        }
    )  # fmt: skip


def _asking(dialogue: Dialogue, before: str = "") -> Said:
    again = _at(dialogue, dialogue.part, dialogue.element)
    return Said(again, f"{before} {_question(again)}".strip())


def _onward(dialogue: Dialogue, before: str = "") -> Said:
    """To the next element that was not talked of, from here on and round again, or the end."""
    here = dialogue.here
    passed = dict.fromkeys((*here.passed, dialogue.element))
    dialogue = dialogue.with_part(dialogue.part, here.model_copy(update={"passed": tuple(passed)}))
    places = [(part, element) for part in range(len(dialogue.parts)) for element in ELEMENTS]
    at = places.index((dialogue.part, dialogue.element))
    for part, element in (*places[at:], *places[:at]):
        if element not in dialogue.parts[part].passed:
            return _asking(_at(dialogue, part, element), before)
    return _done(dialogue, before)


def _done(dialogue: Dialogue, before: str = "") -> Said:
    settled = sum(len(part.settled) for part in dialogue.parts)
    kept = len(dialogue.parts) * len(ELEMENTS) - settled
    over = dialogue.model_copy(update={"status": "done", "phase": "ask", "proposal": None})
    count = len(dialogue.script.scenes)
    words = (
        f"{count} scenes are ready: {settled} elements as you settled them, {kept} as they were."
    )
    return Said(over, f"{before} {words}".strip())


def _settled(dialogue: Dialogue, text: str) -> Said:
    part = dialogue.here.put(dialogue.element, text)
    after = dialogue.with_part(dialogue.part, part)
    return _onward(after, " ".join(filter(None, ["Settled.", contradiction(part.now)])))


def _proposed(dialogue: Dialogue, text: str, note: str = "") -> Said:
    waiting = dialogue.model_copy(update={"phase": "confirm", "proposal": text, "refusals": 0})
    return Said(waiting, " ".join(filter(None, [f"{dialogue.element}: {text}.", note, "Right?"])))


def _offer(dialogue: Dialogue, counsel: Counsel) -> Said:
    options = counsel.options(dialogue.element, dialogue)
    listed = "; ".join(f"{number}) {text}" for number, text in enumerate(options, start=1))
    note = counsel.explained(listed) if dialogue.element in ("arrangement", "camera") else ""
    choosing = dialogue.model_copy(
        update={"phase": "select", "offered": options, "round": dialogue.round + 1}
    )
    return Said(choosing, " ".join(filter(None, [f"You could have {listed}.", note, "Which?"])))


def _advise(dialogue: Dialogue, counsel: Counsel) -> Said:
    text, reason = counsel.advice(dialogue.element, dialogue)
    waiting = dialogue.model_copy(update={"phase": "suggest", "proposal": text})
    return Said(waiting, f"I would take: {text}; {reason}. Shall I?")


def _silence(dialogue: Dialogue, meaning: Meaning, counsel: Counsel) -> Said:
    counted = dialogue.model_copy(update={"silences": dialogue.silences + 1})
    if counted.silences >= _PATIENCE:
        return _stop(counted, meaning, counsel)
    return _advise(counted, counsel) if counted.phase == "select" else _offer(counted, counsel)


def _yes(dialogue: Dialogue, _meaning: Meaning, _counsel: Counsel) -> Said:
    if dialogue.proposal is not None:
        return _settled(dialogue, dialogue.proposal)
    if dialogue.phase == "select":
        return _settled(dialogue, dialogue.offered[0])
    return _onward(dialogue, "Kept.")


def _no(dialogue: Dialogue, _meaning: Meaning, counsel: Counsel) -> Said:
    if dialogue.phase == "confirm":
        return _asking(dialogue, "Then not.")
    if dialogue.phase == "select":
        return _advise(dialogue, counsel)
    return _offer(dialogue.model_copy(update={"proposal": None}), counsel)


def _keep(dialogue: Dialogue, _meaning: Meaning, _counsel: Counsel) -> Said:
    return _onward(dialogue, "Kept.")


def _options(dialogue: Dialogue, _meaning: Meaning, counsel: Counsel) -> Said:
    return _offer(dialogue, counsel)


def _more(dialogue: Dialogue, _meaning: Meaning, counsel: Counsel) -> Said:
    """After two rounds of options, one suggestion with its reason."""
    return _advise(dialogue, counsel) if dialogue.round >= 2 else _offer(dialogue, counsel)


def _pick(dialogue: Dialogue, meaning: Meaning, counsel: Counsel) -> Said:
    if not dialogue.offered:
        return _offer(dialogue, counsel)
    if meaning.number > len(dialogue.offered):
        return Said(dialogue, f"There are {len(dialogue.offered)}; which?")
    return _proposed(dialogue, dialogue.offered[meaning.number - 1])


def _back(dialogue: Dialogue, _meaning: Meaning, _counsel: Counsel) -> Said:
    at = ELEMENTS.index(dialogue.element) - 1
    if at >= 0:
        return _asking(_at(dialogue, dialogue.part, ELEMENTS[at]))
    if dialogue.part:
        return _asking(_at(dialogue, dialogue.part - 1, ELEMENTS[-1]))
    return _asking(dialogue, "This is where we began.")


def _jump(dialogue: Dialogue, meaning: Meaning, _counsel: Counsel) -> Said:
    labels = [part.label.upper() for part in dialogue.parts]
    if meaning.part and meaning.part not in labels:
        return _asking(dialogue, f"There is no part {meaning.part}, but {', '.join(labels)}.")
    part = labels.index(meaning.part) if meaning.part else dialogue.part
    return _asking(_at(dialogue, part, meaning.element or ELEMENTS[0]))


def _all(dialogue: Dialogue, meaning: Meaning, counsel: Counsel) -> Said:
    """Everything as it is, or, where we are to decide, as we would have it."""
    if meaning.text.casefold().startswith(("you", "surprise", "do ")):
        for number, part in enumerate(dialogue.parts):
            for element in ELEMENTS:
                if element not in part.settled:
                    asked = _at(dialogue, number, element)
                    text = counsel.advice(element, asked).text
                    dialogue = dialogue.with_part(number, dialogue.parts[number].put(element, text))
        return _done(dialogue, "I decided the rest.")
    if dialogue.proposal is not None:
        part = dialogue.here.put(dialogue.element, dialogue.proposal)
        dialogue = dialogue.with_part(dialogue.part, part)
    return _done(dialogue)


def _stop(dialogue: Dialogue, _meaning: Meaning, _counsel: Counsel) -> Said:
    stopped = dialogue.model_copy(update={"status": "stopped", "silences": 0, "refusals": 0})
    return Said(stopped, "We stop here. What is settled is kept; go on from here at any time.")


def _explain(dialogue: Dialogue, meaning: Meaning, counsel: Counsel) -> Said:
    told = counsel.explained(meaning.text)
    return _again(dialogue, told or "That is no term of film that I know.")


def _show(dialogue: Dialogue, _meaning: Meaning, _counsel: Counsel) -> Said:
    told = [
        f"{part.label}: "
        + "; ".join(
            f"{element} {part.now[element]}{' (settled)' if element in part.settled else ''}"
            for element in ELEMENTS
        )
        for part in dialogue.parts
    ]
    return _again(dialogue, " | ".join(told) + ".")


def _help(dialogue: Dialogue, _meaning: Meaning, _counsel: Counsel) -> Said:
    return _again(dialogue, _HELP)


def _again(dialogue: Dialogue, before: str) -> Said:
    """A remark between question and answer: the phase stays."""
    asked = "Right?" if dialogue.proposal is not None else _question(dialogue)
    return Said(dialogue, f"{before} {asked}")


def _words(dialogue: Dialogue, meaning: Meaning, counsel: Counsel) -> Said:
    text = counsel.visible(meaning.text)
    if not text:
        return _refused(dialogue, "That can be heard, but not seen.")
    if meaning.element not in (None, dialogue.element):
        return _lead(dialogue, meaning, counsel)
    proposal = changed(dialogue.element, dialogue.current, text)
    return _proposed(dialogue, proposal, _remark(dialogue, text, counsel))


def _remark(dialogue: Dialogue, text: str, counsel: Counsel) -> str:
    """Terms explained, and a warning about words that no picture is known for."""
    told = counsel.explained(text)
    if told or dialogue.element not in ("objects", "background"):
        return told
    reading = read(text)
    known = reading.subjects or reading.places or reading.hours or reading.weathers
    return "" if known else "The painter knows no picture for these words."


def _lead(dialogue: Dialogue, meaning: Meaning, counsel: Counsel) -> Said:
    """A wish for another element or for the whole film is done at once."""
    text, element = counsel.visible(meaning.text), meaning.element or dialogue.element
    if not text:
        return _refused(dialogue, "That can be heard, but not seen.")
    if not meaning.everywhere and element == dialogue.element:
        return _words(dialogue, meaning, counsel)
    numbers = range(len(dialogue.parts)) if meaning.everywhere else (dialogue.part,)
    for number in numbers:
        part = dialogue.parts[number]
        part = part.put(element, changed(element, part.now[element], text))
        dialogue = dialogue.with_part(number, part)
    where = "everywhere" if meaning.everywhere else f"in part {dialogue.here.label}"
    note = contradiction(dialogue.here.now)
    done = " ".join(filter(None, [f"Done: {element} {where}: {text}.", note]))
    return _asking(dialogue.model_copy(update={"refusals": 0}), done)


def _abuse(dialogue: Dialogue, _meaning: Meaning, _counsel: Counsel) -> Said:
    return _refused(dialogue, "Let us talk of the picture.")


def _refused(dialogue: Dialogue, why: str) -> Said:
    """Asked again; after the third time on end the element stays as it is."""
    counted = dialogue.model_copy(update={"refusals": dialogue.refusals + 1})
    if counted.refusals >= _PATIENCE:
        kept = counted.model_copy(update={"refusals": 0})
        return _onward(kept, f"{why} I leave this one as it is.")
    return _asking(counted, why)


_HANDLERS: Mapping[Kind, Callable[[Dialogue, Meaning, Counsel], Said]] = MappingProxyType(
    {
        "silence": _silence, "yes": _yes, "no": _no, "keep": _keep, "options": _options,
        "more": _more, "pick": _pick, "back": _back, "jump": _jump, "all": _all, "stop": _stop,
        "explain": _explain, "show": _show, "help": _help, "lead": _lead, "words": _words,
        "abuse": _abuse,
    }
)  # fmt: skip
