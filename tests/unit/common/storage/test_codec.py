import io
import zipfile
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from common.artifacts.keyframes import Keyframe, Layer, Sprite
from common.artifacts.script import CastSheet
from common.errors import InvalidInputError
from common.storage.codec import decode_keyframe, encode_keyframe


def painted(seed: int = 0, *, layers: int = 3, size: tuple[int, int] = (40, 64)) -> Keyframe:
    rng = np.random.default_rng(seed)
    rows, columns = size
    sheets = []
    for number in range(layers):
        pixels = rng.integers(0, 256, (rows + 8, columns + 12, 4), dtype=np.uint8)
        pixels[: rng.integers(0, rows + 8)] = 0
        sheets.append(
            Layer(
                name=f"läyer & {number}", pixels=pixels, depth=number / 3, living="sway", pace=0.5
            )
        )
    sprite = Sprite(
        kind="human",
        sheet=CastSheet(name="Ada", description="tall"),
        x=0.3,
        y=0.8,
        height=0.4,
        depth=1,
    )
    image = rng.integers(0, 256, (rows, columns, 3), dtype=np.uint8)
    return Keyframe(image=image, layers=tuple(sheets), sprites=(sprite,), overscan=0.1)


def same(a: Keyframe, b: Keyframe) -> bool:
    return (
        np.array_equal(a.image, b.image)
        and [(x.name, x.depth, x.living, x.pace) for x in a.layers]
        == [(x.name, x.depth, x.living, x.pace) for x in b.layers]
        and all(np.array_equal(x.pixels, y.pixels) for x, y in zip(a.layers, b.layers, strict=True))
        and (a.sprites, a.overscan) == (b.sprites, b.overscan)
    )


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    layers=st.integers(0, 4),
    size=st.tuples(st.integers(1, 30), st.integers(1, 30)),
)
def test_a_keyframe_comes_back_as_it_was(seed: int, layers: int, size: tuple[int, int]) -> None:
    keyframe = painted(seed, layers=layers, size=size)
    assert same(decode_keyframe(encode_keyframe(keyframe)), keyframe)


def test_an_empty_layer_comes_back() -> None:
    empty = Layer(name="nothing", pixels=np.zeros((9, 9, 4), np.uint8), depth=0)
    keyframe = Keyframe(image=np.zeros((9, 9, 3), np.uint8), layers=(empty,))
    assert same(decode_keyframe(encode_keyframe(keyframe)), keyframe)


def test_equal_keyframes_give_equal_bytes() -> None:
    assert encode_keyframe(painted(1)) == encode_keyframe(painted(1))
    assert encode_keyframe(painted(1)) != encode_keyframe(painted(2))


def test_it_is_an_openraster_file() -> None:
    data = encode_keyframe(painted())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == b"image/openraster"
        stack = ET.fromstring(archive.read("stack.xml"))
        assert (stack.get("w"), stack.get("h"), stack.get("version")) == ("64", "40", "0.0.3")
        layers = stack.findall("./stack/layer")
        assert [layer.get("name") for layer in layers] == [f"läyer & {n}" for n in (2, 1, 0)]
        assert all((layer.get("src") or "") in archive.namelist() for layer in layers)
        with Image.open(io.BytesIO(archive.read("Thumbnails/thumbnail.png"))) as thumbnail:
            assert max(thumbnail.size) <= 256


def test_layers_lie_centred_on_the_canvas_without_their_empty_margins() -> None:
    pixels = np.zeros((48, 76, 4), np.uint8)
    pixels[10, 20] = 255
    keyframe = Keyframe(
        image=np.zeros((40, 64, 3), np.uint8), layers=(Layer(name="a", pixels=pixels, depth=1),)
    )
    with zipfile.ZipFile(io.BytesIO(encode_keyframe(keyframe))) as archive:
        layer = ET.fromstring(archive.read("stack.xml")).find("./stack/layer")
        assert layer is not None
        assert (layer.get("x"), layer.get("y")) == (str(20 - 6), str(10 - 4))
        with Image.open(io.BytesIO(archive.read("data/layer000.png"))) as part:
            assert part.size == (1, 1)


def without(data: bytes, *names: str, **changed: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if name not in names:
                new.writestr(name, changed.get(name.split(".")[0], old.read(name)))
    return target.getvalue()


def test_another_programs_picture_has_no_layers() -> None:
    keyframe = painted()
    plain = decode_keyframe(without(encode_keyframe(keyframe), "scopitone.json"))
    assert np.array_equal(plain.image, keyframe.image)
    assert plain.layers == ()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a zip",
        without(encode_keyframe(painted()), "mergedimage.png"),
        without(encode_keyframe(painted()), "data/layer001.png"),
        without(encode_keyframe(painted()), mimetype=b"application/zip"),
        without(encode_keyframe(painted()), mergedimage=b"\x89PNG broken"),
        without(encode_keyframe(painted()), scopitone=b"{}"),
        encode_keyframe(painted())[:-500],
    ],
)
def test_a_broken_file_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(InvalidInputError) as caught:
        decode_keyframe(data)
    assert "\n" not in str(caught.value)


def test_a_byte_that_changed_breaks_nothing_but_the_file() -> None:
    """What is compressed breaks in ways of its own."""
    whole, refused = encode_keyframe(painted(layers=1, size=(4, 4))), 0
    for place in range(0, len(whole), 5):
        data = bytearray(whole)
        data[place] ^= 0xFF
        try:
            decode_keyframe(bytes(data))
        except InvalidInputError:
            refused += 1
    assert refused > len(whole) / 20


def test_a_layer_beyond_the_picture_is_refused() -> None:
    card = b'{"overscan":0,"width":2,"height":2,"sprites":[],"layers":[{"name":"a",' + (
        b'"source":"data/layer000.png","x":0,"y":0,"depth":0,"living":"still","pace":1}]}'
    )
    with pytest.raises(InvalidInputError, match="larger than the picture"):
        decode_keyframe(without(encode_keyframe(painted()), scopitone=card))
