"""Ask a writer for a script, and trust nothing in the answer."""

from collections.abc import Sequence
from itertools import pairwise

from common.artifacts.analysis import Analysis, Curve, Span
from common.artifacts.script import CastSheet, MiseEnScene, Scene, Script
from common.errors import EngineError, InvalidInputError
from common.music_words import without_music
from workers.stages.scripting.request import Draft, ScriptRequest, Shot, Writer

_MIDDLE, _USUAL_TEMPO = 0.5, 120.0
"""What stands for energy, brightness and tempo where a writer is told nothing of the music."""


def write_script(
    *, analysis: Analysis, spans: Sequence[Span], request: ScriptRequest, writer: Writer
) -> Script:
    """Write the script of a film: one scene a span, in order.

    Args:
        spans: shots that tile the song from 0 to its duration (seconds).
        request: theme, style, type, and the cast and palette if they are given.
        writer: whatever thinks of the pictures.

    Raises:
        InvalidInputError: the request cannot be filmed, or the spans do not tile the song.
        EngineError: the writer's answer does not hold.
    """
    asked = request.checked()
    request = asked.told
    _check_spans(analysis, spans)
    if request.writing.tells("music"):
        draft = writer.write(analysis=analysis, spans=spans, request=request)
    else:
        draft = writer.write(analysis=_unheard(analysis), spans=_even(spans), request=request)
    if len(draft.shots) != len(spans):
        raise EngineError(
            f"{writer.name} wrote {len(draft.shots)} scenes for {len(spans)}; try another seed"
        )
    cast = tuple(_described(sheet) for sheet in _cast(draft, request))
    known = {sheet.name for sheet in cast}
    scenes = tuple(
        _scene(
            index,
            span,
            shot,
            analysis=analysis,
            known=known,
            writer=writer.name,
            staged=request.writing.mise_en_scene,
        )
        for index, (span, shot) in enumerate(zip(spans, draft.shots, strict=True))
    )
    return Script(
        title=draft.title.strip() or request.theme,
        theme=request.theme,
        style=request.look,
        mv_type=asked.mv_type,
        keywords=_keywords(draft.keywords, writer.name),
        palette=request.colours or draft.palette,
        cast=cast,
        scenes=scenes,
        writer=writer.name,
        seed=request.seed,
        notes=draft.notes,
        exchanges=draft.exchanges,
    )


def _check_spans(analysis: Analysis, spans: Sequence[Span]) -> None:
    joined = all(before.end == after.start for before, after in pairwise(spans))
    if not spans or spans[0].start != 0 or spans[-1].end != analysis.duration or not joined:
        raise InvalidInputError(f"the spans do not tile the song's {analysis.duration} s")
    if any(span.section >= len(analysis.sections) for span in spans):
        raise InvalidInputError("a span names a section that the song does not have")


def _cast(draft: Draft, request: ScriptRequest) -> tuple[CastSheet, ...]:
    """Those asked for are taken as asked, whatever the writer made of them."""
    return draft.cast if request.cast is None else request.cast


def _described(sheet: CastSheet) -> CastSheet:
    description = without_music(sheet.description) or without_music(sheet.name) or "somebody"
    return sheet.model_copy(update={"description": description})


def _scene(
    index: int,
    span: Span,
    shot: Shot,
    *,
    analysis: Analysis,
    known: set[str],
    writer: str,
    staged: bool,
) -> Scene:
    prompt = without_music(shot.prompt).strip()
    if not prompt:
        raise EngineError(f"{writer} wrote nothing to see for scene {index + 1}; try another seed")
    if not set(shot.cast) <= known:
        raise EngineError(f"{writer} put somebody into scene {index + 1} who is not in the cast")
    return Scene(
        index=index,
        start=span.start,
        end=span.end,
        act=shot.act,
        section=analysis.sections[span.section].label,
        energy=span.energy,
        prompt=prompt,
        mise_en_scene=_silent(shot.mise_en_scene) if staged else _bare(shot),
        view=shot.view,
        cast=shot.cast,
        seed=shot.seed,
    )


def _unheard(analysis: Analysis) -> Analysis:
    """An analysis that says nothing of how the song sounds."""

    def flat(curve: Curve) -> Curve:
        return curve.model_copy(update={"values": (_MIDDLE,) * len(curve.values)})

    return analysis.model_copy(
        update={
            "tempo": _USUAL_TEMPO,
            "sections": tuple(
                section.model_copy(update={"energy": _MIDDLE}) for section in analysis.sections
            ),
            "onset_strength": flat(analysis.onset_strength),
            "energy": flat(analysis.energy),
            "brightness": flat(analysis.brightness),
        }
    )


def _even(spans: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(span.model_copy(update={"energy": _MIDDLE}) for span in spans)


def _bare(shot: Shot) -> MiseEnScene:
    """Who is there, and nothing staged around them."""
    return MiseEnScene(
        theme="",
        objects=shot.cast,
        background="",
        colours=(),
        lighting="",
        arrangement="",
        camera=f"{shot.view} shot, static",
    )


def _silent(scene: MiseEnScene) -> MiseEnScene:
    """The mise-en-scène without words of music."""
    kept = {
        name: value
        if name == "camera"
        else without_music(value)
        if isinstance(value, str)
        else tuple(text for text in map(without_music, value) if text)
        for name, value in scene
    }
    return MiseEnScene(**kept)


def _keywords(given: Sequence[str], writer: str) -> tuple[str, ...]:
    kept = tuple(
        dict.fromkeys(word for word in (without_music(text).strip() for text in given) if word)
    )
    if len(kept) != 5:
        raise EngineError(f"{writer} gave {len(kept)} style keywords; a script has five")
    return kept
