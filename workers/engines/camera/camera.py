"""The animator of the sketch profile: plans a move, and opens it for drawing."""

from collections.abc import Sequence

from common.artifacts.clips import Cue, Motion
from common.artifacts.keyframes import Keyframe
from common.artifacts.script import Brief
from workers.engines.camera.direction import read_amount, read_direction, read_move
from workers.engines.camera.pulse import LEAST_WEIGHT
from workers.engines.camera.shot import Shot


class Camera:
    """Moves over layered pictures in 2.5-D, with its landings where they are asked for."""

    def animate(
        self, keyframe: Keyframe, *, brief: Brief, cues: Sequence[Cue], duration: float
    ) -> Motion:
        """Plan the motion of a shot.

        Args:
            keyframe: the picture; a plan hangs on its brief alone.
            brief: the scene, whose mise-en-scène names the move.
            cues: moments from the scene's start where motion should come to rest.
            duration: seconds.
        """
        del keyframe
        scene = brief.scene
        text = scene.mise_en_scene.camera
        move = read_move(text, energy=scene.energy)
        return Motion(
            duration=duration,
            move=move,
            amount=read_amount(scene, duration=duration),
            direction=read_direction(text, move, seed=scene.seed),
            landings=tuple(cue for cue in cues if cue.weight >= LEAST_WEIGHT),
            seed=scene.seed,
        )

    def open(self, keyframe: Keyframe, motion: Motion, *, size: tuple[int, int]) -> Shot:
        """Make a shot ready to be drawn at (width, height)."""
        return Shot(keyframe, motion, size=size)
