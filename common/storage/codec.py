"""Keyframes as OpenRaster files: layered pictures that Krita, GIMP and MyPaint open.

An OpenRaster file (freedesktop.org, version 0.0.3) is a zip archive whose first entry, `mimetype`,
is not compressed; `stack.xml` lists the layers from the top down, each a PNG in `data/`. What only
we know of a picture (depths, living layers, sprites) is in `scopitone.json` beside them; other
programs pass over it. A layer is stored without its empty margins, at its place on the canvas.
Equal keyframes give equal bytes: no clock, one order, one compression.
"""

import io
import struct
import zipfile
import zlib
from typing import Literal
from xml.etree import ElementTree as ET

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from pydantic import Field

from common.artifacts.document import Document, Value
from common.artifacts.keyframes import Keyframe, Layer, Living, Sprite
from common.errors import InvalidInputError
from common.storage.png import encode_png

MIMETYPE = b"image/openraster"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_THUMBNAIL = 256
_MAX_ENTRY = 256 << 20
_MAX_SIDE = 16384
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, KeyError, OSError, ValueError),
    RuntimeError,  # zipfile: encrypted, or compressed in a way it does not know
    SyntaxError,  # Pillow: a PNG whose chunks are broken
    Image.DecompressionBombError,
)
"""What zipfile and Pillow raise at bytes that are not what they say."""

Part = tuple[slice, slice]
"""Rows and columns."""


class _LayerCard(Value):
    """`x` and `y` are where the stored part begins in the whole layer."""

    name: str
    source: str
    x: int = Field(ge=0)
    y: int = Field(ge=0)
    depth: float
    living: Living
    pace: float


class _KeyframeCard(Document):
    format: Literal["scopitone.keyframe/1"] = "scopitone.keyframe/1"
    overscan: float = Field(ge=0)
    width: int = Field(ge=1, le=_MAX_SIDE, description="of every layer")
    height: int = Field(ge=1, le=_MAX_SIDE)
    layers: tuple[_LayerCard, ...]
    sprites: tuple[Sprite, ...]


def encode_keyframe(keyframe: Keyframe) -> bytes:
    """The bytes of an `.ora` file, from which `decode_keyframe` makes the same keyframe again."""
    inked = [_inked(layer.pixels) for layer in keyframe.layers]
    card = _keyframe_card(keyframe, inked)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        _add(archive, "mimetype", MIMETYPE)
        _add(archive, "stack.xml", _stack(keyframe, card), compress=True)
        for entry, layer, part in zip(card.layers, keyframe.layers, inked, strict=True):
            _add(archive, entry.source, encode_png(layer.pixels[part]))
        _add(archive, "mergedimage.png", encode_png(keyframe.image))
        _add(archive, "Thumbnails/thumbnail.png", _thumbnail(keyframe.image))
        _add(archive, "scopitone.json", card.to_json(), compress=True)
    return target.getvalue()


def decode_keyframe(data: bytes) -> Keyframe:
    """Read an `.ora` file; one that another program made is a picture without layers.

    Raises:
        InvalidInputError: not an OpenRaster file, or one whose parts do not agree.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(archive)
    except _DAMAGE as why:
        raise InvalidInputError(f"not a keyframe: {str(why) or 'it breaks off'}") from None


def _read(archive: zipfile.ZipFile) -> Keyframe:
    if _entry(archive, "mimetype") != MIMETYPE:
        raise ValueError("this archive is not an OpenRaster picture")
    image = _pixels(_entry(archive, "mergedimage.png"), "RGB")
    if "scopitone.json" not in archive.namelist():
        return Keyframe(image=image)
    card = _KeyframeCard.from_json(_entry(archive, "scopitone.json"))
    return Keyframe(
        image=image,
        layers=tuple(_layer(archive, card, entry) for entry in card.layers),
        sprites=card.sprites,
        overscan=card.overscan,
    )


def _layer(archive: zipfile.ZipFile, card: _KeyframeCard, entry: _LayerCard) -> Layer:
    part = _pixels(_entry(archive, entry.source), "RGBA")
    rows, columns = part.shape[:2]
    if entry.y + rows > card.height or entry.x + columns > card.width:
        raise ValueError(f"layer {entry.name} is larger than the picture")
    pixels = np.zeros((card.height, card.width, 4), dtype=np.uint8)
    pixels[entry.y : entry.y + rows, entry.x : entry.x + columns] = part
    return Layer(
        name=entry.name, pixels=pixels, depth=entry.depth, living=entry.living, pace=entry.pace
    )


def _keyframe_card(keyframe: Keyframe, inked: list[Part]) -> _KeyframeCard:
    whole = keyframe.layers[0].pixels if keyframe.layers else keyframe.image
    return _KeyframeCard(
        overscan=keyframe.overscan,
        width=whole.shape[1],
        height=whole.shape[0],
        layers=tuple(
            _LayerCard(
                name=layer.name,
                source=f"data/layer{number:03d}.png",
                x=part[1].start,
                y=part[0].start,
                depth=layer.depth,
                living=layer.living,
                pace=layer.pace,
            )
            for number, (layer, part) in enumerate(zip(keyframe.layers, inked, strict=True))
        ),
        sprites=keyframe.sprites,
    )


def _inked(pixels: NDArray[np.uint8]) -> Part:
    """The smallest part outside which every byte is zero; one pixel of an empty layer."""
    ink = np.ascontiguousarray(pixels).view(np.uint32)[..., 0]
    rows, columns = (np.flatnonzero(ink.any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return slice(0, 1), slice(0, 1)
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)


def _stack(keyframe: Keyframe, card: _KeyframeCard) -> bytes:
    """The canvas is the image; layers stick out of it by the overscan."""
    height, width = keyframe.image.shape[:2]
    left, top = (width - card.width) // 2, (height - card.height) // 2
    image = ET.Element("image", {"version": "0.0.3", "w": str(width), "h": str(height)})
    stack = ET.SubElement(image, "stack")
    for layer in reversed(card.layers):
        place = {"x": str(left + layer.x), "y": str(top + layer.y)}
        ET.SubElement(stack, "layer", {"name": layer.name, "src": layer.source, **place})
    if not card.layers:
        whole = {"name": "picture", "src": "mergedimage.png", "x": "0", "y": "0"}
        ET.SubElement(stack, "layer", whole)
    text: bytes = ET.tostring(image, encoding="UTF-8", xml_declaration=True)
    return text


def _add(archive: zipfile.ZipFile, name: str, data: bytes, *, compress: bool = False) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)


def _entry(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _MAX_ENTRY:
        raise ValueError(f"{name} is too large")
    return archive.read(name)


def _thumbnail(pixels: NDArray[np.uint8]) -> bytes:
    picture = Image.fromarray(pixels)
    picture.thumbnail((_THUMBNAIL, _THUMBNAIL), Image.Resampling.BOX)
    return encode_png(np.asarray(picture))


def _pixels(data: bytes, mode: str) -> NDArray[np.uint8]:
    with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
        return np.array(picture if picture.mode == mode else picture.convert(mode))
