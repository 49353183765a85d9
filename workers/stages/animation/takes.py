"""Several takes of a scene, of which the one is kept whose motion meets the music best.

What a video model makes of a picture is a matter of luck: one take stands still, another moves when
nothing sounds. A take is judged by what the matcher would make of it. After one that hardly moves,
the next is asked to be livelier.
"""

import hashlib
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from common.artifacts.clips import Cue, Footage, Motion
from common.artifacts.keyframes import Keyframe
from common.artifacts.script import Brief
from workers.stages.animation.animating import Animator, animate

LIVELIER = 1.4
"""Over the take before, if that was flat."""


class Verdict(NamedTuple):
    """Of one take: how well it meets the music (more is better), and whether it hardly moves."""

    value: float
    flat: bool


Judge = Callable[[Footage], Verdict]


class Retaking(Animator, Protocol):
    """A video model that can be asked again."""

    def take(self, number: int, *, liveliness: float) -> Animator:
        """The engine for one take, from 0; `liveliness` is motion over what the scene asks for."""
        ...


def animate_takes(
    *,
    keyframe: Keyframe,
    brief: Brief,
    cues: Sequence[Cue],
    duration: float,
    engine: Retaking,
    takes: int,
    judge: Judge,
) -> Motion | Footage:
    """The best of so many takes of a scene; of equal ones the first.

    Raises:
        EngineError: as `animate`.
    """
    best: tuple[float, Footage] | None = None
    liveliness = 1.0
    for number in range(takes):
        answer = animate(
            keyframe=keyframe,
            brief=_brief_of_take(brief, number),
            cues=cues,
            duration=duration,
            engine=engine.take(number, liveliness=liveliness),
        )
        if isinstance(answer, Motion):
            return answer  # a plan lands where it was asked to; there is nothing to choose
        verdict = judge(answer)
        if best is None or verdict.value > best[0]:
            best = verdict.value, answer
        liveliness *= LIVELIER if verdict.flat else 1.0
    assert best is not None
    return best[1]


def seed_of(seed: int, take: int) -> int:
    """The seed of a take; the first has the scene's own."""
    if take == 0:
        return seed
    digest = hashlib.sha256(f"{seed} take {take}".encode()).digest()
    return int.from_bytes(digest[:6])


def _brief_of_take(brief: Brief, take: int) -> Brief:
    scene = brief.scene.model_copy(update={"seed": seed_of(brief.scene.seed, take)})
    return brief.model_copy(update={"scene": scene})
