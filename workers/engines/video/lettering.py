"""Lines of a lyric video, drawn over its frames: in the lower third, with a soft dark edge.

A line comes in on the last beat before it is sung, where one is near, and stays until it was sung.
Letters are DejaVu Sans (Bitstream Vera licence), which comes with matplotlib: Latin, Greek and
Cyrillic.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from common.artifacts.lyrics import LyricLine

Frame = NDArray[np.uint8]
Cover = NDArray[np.float32]

_WIDTH, _BASE = 0.86, 0.90
"""Of the frame: the widest text, and where its last line stands."""
_SIZE = 0.062
_FADE = 0.12
"""Seconds to come in and to go."""
_EARLY = 0.4
"""Seconds before it is sung that a line may come in, for a beat's sake."""
_INK = 246.0
_EDGE = 0.75
"""How dark the edge is."""


def lettered(
    frames: Iterable[Frame],
    lines: Sequence[LyricLine],
    *,
    rate: float,
    beats: Sequence[float],
) -> Iterator[Frame]:
    """Frames with the lines on them.

    Args:
        frames: uint8 sRGB (h, w, 3), from the start of the shot.
        lines: in seconds from there.
        rate: frames a second.
        beats: in seconds from there, increasing.
    """
    shown = [(_entrance(line, beats), line) for line in lines]
    for number, frame in enumerate(frames):
        time = number / rate
        for start, line in shown:
            strength = _strength(time, start, line.end)
            if strength > 0:
                frame = _laid(frame, line.text, strength)  # noqa: PLW2901 - one over another
        yield frame


def _entrance(line: LyricLine, beats: Sequence[float]) -> float:
    near = [beat for beat in beats if line.start - _EARLY <= beat <= line.start]
    return near[-1] if near else line.start


def _strength(time: float, start: float, end: float) -> float:
    """It is whole at its beat: its coming in ends there."""
    rise = (time - start + _FADE) / _FADE if start > 0 else 1.0
    fall = (end - time) / _FADE
    return float(np.clip(min(rise, fall), 0.0, 1.0))


def _laid(frame: Frame, text: str, strength: float) -> Frame:
    height, width = frame.shape[:2]
    letters, edge, (top, left) = _written(text, width, height)
    rows, columns = slice(top, top + letters.shape[0]), slice(left, left + letters.shape[1])
    under = frame[rows, columns].astype(np.float32)
    dark = under * (1 - _EDGE * strength * edge[..., None])
    over = dark + (_INK - dark) * (strength * letters[..., None])
    result = frame.copy()
    result[rows, columns] = np.rint(over).astype(np.uint8)
    return result


@lru_cache(maxsize=8)
def _written(text: str, width: int, height: int) -> tuple[Cover, Cover, tuple[int, int]]:
    """Coverage by letters and by their edge, and the top left corner of both in the frame."""
    font = _font(max(8, round(_SIZE * min(width, height))))
    wrapped = "\n".join(_wrapped(text, font, _WIDTH * width))
    pad = round(font.size)
    canvas = ImageDraw.Draw(Image.new("L", (1, 1)))
    box = canvas.multiline_textbbox((0, 0), wrapped, font=font, align="center")
    size = (min(width, round(box[2]) + 2 * pad), min(height, round(box[3]) + 2 * pad))
    image = Image.new("L", size)
    ImageDraw.Draw(image).multiline_text((pad, pad), wrapped, font=font, fill=255, align="center")
    letters = np.asarray(image, dtype=np.float32) / np.float32(255)
    blurred = cv2.GaussianBlur(letters, (0, 0), 0.16 * font.size)
    edge = np.asarray(np.minimum(1.0, 2.5 * blurred), dtype=np.float32)
    top = min(max(0, round(_BASE * height) - size[1] + pad), height - size[1])
    return letters, edge, (top, (width - size[0]) // 2)


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@lru_cache(maxsize=4)
def _font(size: int) -> ImageFont.FreeTypeFont:
    import matplotlib as mpl  # noqa: PLC0415 - most films have no letters

    path = Path(mpl.get_data_path()) / "fonts/ttf/DejaVuSans-Bold.ttf"
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
