"""A scene's finished frames, encoded once."""

from fractions import Fraction
from typing import Literal

from pydantic import Field

from common.artifacts.document import Document


class Segment(Document):
    """What is in a segment file; assembly copies its packets and never decodes them."""

    format: Literal["scopitone.segment/1"] = "scopitone.segment/1"
    frames: int = Field(gt=0)
    width: int = Field(gt=0)
    height: int = Field(gt=0)
    fps: Fraction
