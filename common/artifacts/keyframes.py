"""The still that starts a scene: one picture, and the layers it is made of when it was painted."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from common.artifacts.document import HexColour, Unit, Value
from common.artifacts.script import CastSheet

Living = Literal["still", "water", "sway", "drift", "fall", "rise", "twinkle", "flicker"]
"""How a layer lives: ripples, bends like grass, floats like cloud, falls like rain, rises like
sparks or bubbles, blinks like stars, pulses like lamps."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Layer:
    """One sheet of a layered picture.

    Attributes:
        name: what it shows; unique in its picture.
        pixels: uint8 sRGB with straight alpha, shape (h, w, 4), read-only.
        depth: 0 at infinity, 1 at the picture plane, more in front of it; parallax grows with it.
        living: how it moves by itself, and `pace` how fast (1 is natural).
    """

    name: str
    pixels: NDArray[np.uint8]
    depth: float
    living: Living = "still"
    pace: float = 1.0

    def __post_init__(self) -> None:
        self.pixels.setflags(write=False)


class Sprite(Value):
    """Something alive that is drawn anew at every instant: a person, an animal, a vehicle.

    Coordinates are shares of the layers' width and height; `y` is where it touches the ground.
    """

    kind: str = Field(description="`human`, `fox`, `bird`, `car`, `boat`, ...")
    sheet: CastSheet | None = None
    holds: str = Field(default="", description="what a person has in the hands: `book`, `net`")
    seated: bool = Field(default=False, description="whether a person sits")
    rider: CastSheet | None = Field(default=None, description="who sits on it, a beast or a cycle")
    x: float
    y: float
    height: float = Field(gt=0, description="share of the layers' height")
    depth: float
    facing: Literal["left", "right", "camera", "away"] = "right"
    travel: float = Field(default=0.0, description="shares of the width a second; 0 in place")
    phase: Unit = 0.0
    colour: HexColour = "#404040"
    light: HexColour = "#ffffff"
    """The scene's light on it, multiplied in linear light."""
    lit_from: float = Field(default=0.55, description="where the key light is: -1 left to 1 right")
    haze: HexColour = "#808080"
    haze_amount: Unit = 0.0


@dataclass(frozen=True, eq=False, kw_only=True)
class Keyframe:
    """A picture.

    Attributes:
        image: uint8 sRGB, shape (h, w, 3), read-only; what a viewer sees at rest.
        layers: back to front, all of one shape, larger than `image` by the overscan on each side;
            empty for a picture without layers.
        sprites: each stands in front of every layer whose depth is not greater than its own.
        overscan: margin on each side as a share of the image's width and height.
    """

    image: NDArray[np.uint8]
    layers: tuple[Layer, ...] = ()
    sprites: tuple[Sprite, ...] = ()
    overscan: float = 0.0

    def __post_init__(self) -> None:
        self.image.setflags(write=False)
