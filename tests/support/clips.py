"""Synthetic clips whose visual beats are known, because we say when things stop."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

import cv2
import numpy as np
from numpy.typing import NDArray

Frame = NDArray[np.uint8]


def texture(height: int, width: int, *, seed: int) -> Frame:
    """A picture with detail at several scales, so that flow can be found anywhere in it."""
    random = np.random.default_rng(seed)
    picture = np.zeros((height, width, 3), dtype=np.float32)
    for sigma in (1.5, 4.0, 12.0):
        noise = random.standard_normal((height, width, 3)).astype(np.float32)
        layer = cv2.GaussianBlur(noise, (0, 0), sigma)
        picture += layer / layer.std()
    return np.clip(128 + 35 * picture, 0, 255).astype(np.uint8)


def slide(picture: Frame, dx: float, dy: float) -> Frame:
    """The picture shifted by a fraction of pixels, its border mirrored."""
    matrix = np.array([[1, 0, dx], [0, 1, dy]], dtype=np.float64)
    size = (picture.shape[1], picture.shape[0])
    moved = cv2.warpAffine(picture, matrix, size, borderMode=cv2.BORDER_REFLECT_101)
    return np.asarray(moved, dtype=np.uint8)


class Stopping:
    """Squares on a still ground that come to rest at given moments; any instant can be drawn.

    Before each stop they move for `travel` seconds at constant speed, to and fro by turns.
    """

    def __init__(
        self, stops: Sequence[float], *, height: int = 144, width: int = 256, travel: float = 0.3,
        speed: float = 0.5, seed: int = 0,
    ) -> None:  # fmt: skip
        self.stops = np.array(stops, dtype=np.float64)
        self.height, self.width = height, width
        self.travel, self.speed = travel, speed * height
        self.ground = texture(height, width, seed=seed)
        side = height // 3
        self.squares = [texture(side, side, seed=seed + n) for n in (1, 2)]

    def position(self, t: float) -> float:
        """Pixels that the squares have moved by at a moment."""
        legs = np.clip(t - (self.stops - self.travel), 0, self.travel) * self.speed
        signs = np.where(np.arange(len(self.stops)) % 2 == 0, 1.0, -1.0)
        return float(np.sum(legs * signs))

    def frame(self, t: float) -> Frame:
        picture = self.ground.copy()
        x = self.position(t)
        top = self.height // 3
        for square, left in zip(self.squares, (0.15, 0.5), strict=True):
            _paste(picture, square, x + left * self.width, top)
        return picture

    def frames_at(
        self, times: NDArray[np.float64], *, pushes: NDArray[np.float64] | None = None
    ) -> Iterator[Frame]:
        zooms = np.zeros(len(times)) if pushes is None else pushes
        for t, push in zip(times, zooms, strict=True):
            yield zoomed(self.frame(float(t)), 1 + 0.025 * float(push))


def _paste(picture: Frame, square: Frame, x: float, y: float) -> None:
    side = square.shape[0]
    matrix = np.array([[1, 0, x], [0, 1, y]], dtype=np.float64)
    size = (picture.shape[1], picture.shape[0])
    moved = cv2.warpAffine(square, matrix, size)
    cover = cv2.warpAffine(np.full((side, side), 1, dtype=np.float32), matrix, size)[..., None]
    picture[:] = (picture * (1 - cover) + moved * np.minimum(cover, 1)).astype(np.uint8)


def zoomed(picture: Frame, factor: float) -> Frame:
    if factor == 1:
        return picture
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), 0, factor)
    moved = cv2.warpAffine(picture, matrix, (width, height), borderMode=cv2.BORDER_REFLECT_101)
    return np.asarray(moved, dtype=np.uint8)


def sampled(draw: Callable[[float], Frame], *, fps: Fraction, seconds: float) -> Iterator[Frame]:
    """Frames of anything that can be drawn at an instant."""
    for n in range(round(seconds * fps)):
        yield draw(float(n / fps))


def still(frames: int, *, grain: float = 0.0, seed: int = 0) -> Iterator[Frame]:
    """One picture, with film grain of some grey levels if asked for."""
    random = np.random.default_rng(seed)
    picture = texture(144, 256, seed=seed)
    for _ in range(frames):
        noise = grain * random.standard_normal(picture.shape)
        yield np.clip(picture + noise, 0, 255).astype(np.uint8)


def noise(frames: int, *, seed: int = 0) -> Iterator[Frame]:
    """Frames that have nothing in common."""
    random = np.random.default_rng(seed)
    for _ in range(frames):
        yield random.integers(0, 256, (144, 256, 3), dtype=np.uint8)


def drifting(
    *, fps: Fraction, seconds: float, speed: float = 0.15, height: int = 144, width: int = 256,
    seed: int = 0,
) -> Iterator[Frame]:  # fmt: skip
    """A camera that pans evenly over a wide picture: nothing ever stops. Heights a second."""
    wide = texture(height, width + round(speed * height * seconds) + 2, seed=seed)
    for n in range(round(seconds * fps)):
        yield slide(wide, -speed * height * float(n / fps), 0)[:, :width].copy()


def dusk(height: int, width: int, *, seed: int) -> Frame:
    """Dark hills before an evening sky: other hills for another seed, the same colours."""
    random = np.random.default_rng(seed)
    down = np.linspace(0, 1, height)[:, None, None]
    sky = np.array([30, 40, 80]) * (1 - down) + np.array([230, 150, 90]) * down
    picture = np.repeat(sky, width, axis=1)
    across = np.linspace(0, 6, width) + random.uniform(0, 6)
    horizon = height * (0.6 + 0.1 * np.sin(across) + 0.05 * random.standard_normal())
    picture[np.arange(height)[:, None] > horizon[None, :]] = (20, 22, 30)
    sun = (int(random.uniform(0.2, 0.8) * width), int(height * 0.3))
    cv2.circle(picture, sun, 12, (250, 230, 200), -1)
    return picture.astype(np.uint8)
