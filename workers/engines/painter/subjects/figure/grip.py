"""What a prop is told of the hands that hold it."""

from dataclasses import dataclass

from workers.engines.painter.subjects.curves import Point
from workers.engines.painter.subjects.figure.look import Look
from workers.engines.painter.subjects.figure.skeleton import Pose


@dataclass(frozen=True, kw_only=True)
class Grip:
    """Attributes:
    near, far: the hands.
    way: how far what points forward is seen forward: 1 from the side, less from the front.
    """

    near: Point
    far: Point
    pose: Pose
    look: Look
    phase: float
    way: float

    @property
    def middle(self) -> Point:
        """Between the hands."""
        return 0.5 * (self.near[0] + self.far[0]), 0.5 * (self.near[1] + self.far[1])

    def ahead(self, x: float, y: float) -> Point:
        """A point forward of the near hand and above it."""
        return self.near[0] + self.way * x, self.near[1] + y
