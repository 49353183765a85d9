"""A script from a model's telling: its words, the built-in writer's staging."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from common.artifacts.analysis import Analysis, Span
from common.artifacts.script import CastSheet, MiseEnScene
from common.artifacts.understanding import Understanding
from common.engine_options import ScriptMode
from common.lexicon import mentions, read
from common.script_options import ALL_TOLD
from workers.engines.language.asking import Asker
from workers.engines.language.assignment import Assignment
from workers.engines.language.conversation import Conversation
from workers.engines.language.looks import described
from workers.engines.language.modes import MODES, Telling
from workers.engines.writer import BuiltinWriter
from workers.engines.writer.english import with_article
from workers.engines.writer.naming import is_animal
from workers.stages.scripting import Draft, ScriptRequest, Shot, without_music

_KEYWORDS = 5
_MOST_OBJECTS = 5


class Author:
    """Writes scripts of what a language model says; see `workers.stages.scripting.Writer`.

    Args:
        heard: told how many questions are answered; it may raise to cancel.
    """

    def __init__(
        self,
        asker: Asker,
        *,
        mode: ScriptMode,
        understanding: Understanding,
        heard: Callable[[float], None],
    ) -> None:
        self.name = f"{asker.name} ({mode})"
        self._asker, self._mode, self._heard = asker, mode, heard
        self._understanding = understanding

    def write(self, *, analysis: Analysis, spans: Sequence[Span], request: ScriptRequest) -> Draft:
        """One shot a span; those that the model left out are the built-in writer's, and noted."""
        staged = BuiltinWriter().write(analysis=analysis, spans=spans, request=request)
        talk = Conversation(self._asker, seed=request.seed, heard=self._heard)
        asked = Assignment(request=request, spans=spans, understanding=self._understanding)
        telling = MODES[self._mode](talk, asked)
        cast = staged.cast
        if request.cast is None and telling.characters:
            cast = _cast(telling, analysis, spans, request)
        shots = tuple(
            _shot(shot, telling.scenes.get(number), cast, analysis, span, request)
            for number, (shot, span) in enumerate(zip(staged.shots, spans, strict=True))
        )
        return replace(
            staged,
            cast=cast,
            keywords=_keywords(telling, staged),
            shots=shots,
            notes=_notes(telling, len(spans)),
            exchanges=tuple(talk.exchanges),
        )


def _notes(telling: Telling, count: int) -> tuple[str, ...]:
    missing = [str(number + 1) for number in range(count) if number not in telling.scenes]
    if not missing:
        return ()
    which = f"scene {missing[0]}" if len(missing) == 1 else f"scenes {', '.join(missing)}"
    return (f"{which}: written by the built-in writer; the language model gave nothing to film",)


def _cast(
    telling: Telling, analysis: Analysis, spans: Sequence[Span], request: ScriptRequest
) -> tuple[CastSheet, ...]:
    """The model's characters, drawn as the built-in writer would draw their description."""
    sheets = []
    for name, looks in list(telling.characters.items())[: request.writing.characters]:
        alone = replace(request, theme=f"{name}, {looks}"[:400], cast=None, writing=ALL_TOLD)
        whole = _whole(analysis, spans[0])
        drawn = BuiltinWriter().write(analysis=analysis, spans=whole, request=alone)
        sheet = drawn.cast[0] if drawn.cast else CastSheet(name=name, description=looks)
        sheets.append(described(sheet, name, looks))
    return tuple(sheets)


def _whole(analysis: Analysis, span: Span) -> tuple[Span, ...]:
    """A span of that energy as long as the song."""
    return (span.model_copy(update={"start": 0.0, "end": analysis.duration}),)


def _shot(
    staged: Shot,
    sentence: str | None,
    cast: Sequence[CastSheet],
    analysis: Analysis,
    span: Span,
    request: ScriptRequest,
) -> Shot:
    present = _present(staged, sentence, cast)
    if sentence is None:
        return replace(staged, cast=present)
    theme = without_music(sentence)[:400]
    alone = replace(request, theme=theme, cast=tuple(s for s in cast if s.name in present))
    whole = _whole(analysis, span)
    drawn = BuiltinWriter().write(analysis=analysis, spans=whole, request=alone).shots[0]
    scene = _seen(staged.mise_en_scene, drawn.mise_en_scene, theme, present)
    return replace(staged, prompt=sentence, mise_en_scene=scene, cast=present)


def _present(staged: Shot, sentence: str | None, cast: Sequence[CastSheet]) -> tuple[str, ...]:
    """Whom the sentence names, else everybody where the staging has somebody."""
    named = tuple(
        sheet.name
        for sheet in cast
        if sentence and re.search(rf"\b{re.escape(sheet.name)}\b", sentence, re.IGNORECASE)
    )
    if named:
        return named
    return tuple(sheet.name for sheet in cast) if staged.cast else ()


def _seen(
    staged: MiseEnScene, drawn: MiseEnScene, sentence: str, present: tuple[str, ...]
) -> MiseEnScene:
    """The sentence's things, and its place where it names one; camera and light as staged."""
    objects = dict.fromkeys((*present, *_animals(sentence), *drawn.objects))
    update: dict[str, object] = {"objects": tuple(objects)[:_MOST_OBJECTS]}
    if read(sentence).places:
        update["background"] = drawn.background
    return staged.model_copy(update=update)


def _animals(sentence: str) -> tuple[str, ...]:
    """Those of whom the sentence speaks: "a black cat"; people of it are the cast."""
    spoken = mentions(sentence, "subjects")
    return tuple(with_article(one.phrase) for one in spoken if is_animal(one.concept))


def _keywords(telling: Telling, staged: Draft) -> tuple[str, ...]:
    """Five: the model's own first, the built-in writer's after them."""
    own = [word for word in map(without_music, telling.keywords) if word]
    return tuple({word.casefold(): word for word in (*own, *staged.keywords)}.values())[:_KEYWORDS]
