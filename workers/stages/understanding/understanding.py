"""The verb of this stage."""

from collections.abc import Sequence

import numpy as np

from common.artifacts.analysis import Analysis
from common.artifacts.harmony import Harmony
from common.artifacts.song import Audio
from common.artifacts.understanding import Descriptors, Segment, Understanding
from workers.stages.understanding.caption import caption
from workers.stages.understanding.captioning import Captioner, Captions
from workers.stages.understanding.curves import measures
from workers.stages.understanding.describing import Setting, described
from workers.stages.understanding.form import section_roles
from workers.stages.understanding.labelling import Heard, Labeller, Labels
from workers.stages.understanding.prompt import prompt
from workers.stages.understanding.spans import segment_spans
from workers.stages.understanding.spectrum import bands
from workers.stages.understanding.unity import unity


def understand(
    *,
    audio: Audio,
    analysis: Analysis,
    harmony: Harmony,
    labeller: Labeller,
    captioner: Captioner | None = None,
) -> Understanding:
    """Describe a song and its parts.

    Args:
        audio: the song, or the excerpt that was analysed; its sides count as evidence.
        captioner: tells in words what the measures do not; None: nobody does.
    """
    measured = measures(bands(audio))
    setting = Setting(
        tempo=analysis.tempo,
        pulse=analysis.beat_confidence,
        tonality=harmony.tonality,
        key=harmony.key,
        duration=analysis.duration,
    )
    whole = described(measured, (0, analysis.duration), setting)
    spans = segment_spans(analysis)
    parts = [described(measured, (start, end), setting) for start, end, _ in spans]
    one = unity(parts, analysis.duration)
    whole = whole.model_copy(update={"confidence": round(whole.confidence * one, 4)})
    labels = labeller.label(
        Heard(
            audio=audio,
            spans=[(start, end) for start, end, _ in spans],
            parts=parts,
            whole=whole,
        )
    )
    told = _told(captioner, audio, [(start, end) for start, end, _ in spans])
    sections = [described(measured, (s.start, s.end), setting) for s in analysis.sections]
    roles = section_roles(analysis.sections, sections, confidence=whole.confidence)
    return Understanding(
        duration=analysis.duration,
        tempo_range=_tempo_range(analysis),
        chord_changes=round(harmony.changes_a_minute, 3),
        descriptors=whole,
        roles=roles,
        segments=_segments(spans, parts, labels, told),
        content=labels.content,
        visual_guide=labels.visual_guide,
        caption=caption(analysis, harmony, whole, labels.content, roles, heard=told.whole),
        heard=told.whole,
        story=told.story,
        prompt=prompt(labels, spans),
        labeller=labeller.name,
        captioner="" if captioner is None else captioner.name,
    )


def _told(
    captioner: Captioner | None, audio: Audio, spans: Sequence[tuple[float, float]]
) -> Captions:
    if captioner is None:
        return Captions(segments=("",) * len(spans), whole="")
    return captioner.describe(audio, spans)


def _segments(
    spans: tuple[tuple[float, float, int], ...],
    parts: list[Descriptors],
    labels: Labels,
    told: Captions,
) -> tuple[Segment, ...]:
    return tuple(
        Segment(start=start, end=end, section=section, descriptors=part, labels=own, caption=text)
        for (start, end, section), part, own, text in zip(
            spans, parts, labels.segments, told.segments, strict=True
        )
    )


def _tempo_range(analysis: Analysis) -> tuple[float, float]:
    """The tempo between the slowest and the fastest tenth of the song, over eight beats each."""
    beats = analysis.beat_array()
    if not analysis.has_grid or len(beats) < 9:
        return (0.0, 0.0)
    tempi = 60 * 8 / (beats[8:] - beats[:-8])
    slow, fast = np.percentile(tempi, [10, 90])
    return (round(float(slow), 1), round(float(fast), 1))
