import numpy as np
import pytest

from common.artifacts.keyframes import Keyframe, Layer
from common.artifacts.script import Brief, MiseEnScene, Palette, Scene
from common.errors import EngineError, InvalidInputError
from workers.stages.keyframes import make_keyframe

SIZE = (96, 64)


def _brief() -> Brief:
    scene = Scene(
        index=0, start=0, end=2, act="beginning", section="A", energy=0.5, prompt="a hill",
        view="establishing", seed=1,
        mise_en_scene=MiseEnScene(theme="", objects=(), background="hills", colours=(),
                                  lighting="", arrangement="", camera=""),
    )  # fmt: skip
    palette = Palette(shadow="#101010", base="#404040", mid="#808080", light="#e0e0e0",
                      accent="#ff8000")  # fmt: skip
    return Brief(scene=scene, cast=(), palette=palette, style="", keywords=())


def _gradient() -> np.ndarray:
    ramp = np.linspace(20, 220, SIZE[0], dtype=np.uint8)
    return np.repeat(np.tile(ramp, (SIZE[1], 1))[..., None], 3, axis=2)


class Canned:
    """An engine that answers what it was given."""

    def __init__(self, image: np.ndarray, layers: tuple[Layer, ...] = ()) -> None:
        self.answer = Keyframe(image=image, layers=layers)

    def paint(self, brief: Brief, size: tuple[int, int]) -> Keyframe:  # noqa: ARG002
        return self.answer


def _layer(name: str, height: int = 80, width: int = 120, depth: float = 0.5) -> Layer:
    return Layer(name=name, pixels=np.zeros((height, width, 4), np.uint8), depth=depth)


def _make(image: np.ndarray, *layers: Layer) -> Keyframe:
    return make_keyframe(brief=_brief(), size=SIZE, engine=Canned(image, layers))


def test_a_good_picture_is_handed_on_as_it_is() -> None:
    keyframe = _make(_gradient(), _layer("sky", depth=0), _layer("ground", depth=1))
    assert np.array_equal(keyframe.image, _gradient())
    assert [layer.name for layer in keyframe.layers] == ["sky", "ground"]


def test_a_picture_of_another_size_is_refused() -> None:
    with pytest.raises(EngineError, match="not uint8"):
        _make(_gradient()[:, 1:])


def test_a_picture_of_floats_is_refused() -> None:
    with pytest.raises(EngineError, match="float64"):
        _make(_gradient() / 255)


def test_a_black_picture_is_refused() -> None:
    with pytest.raises(EngineError, match="black"):
        _make(np.zeros_like(_gradient()))


def test_a_flat_picture_is_refused() -> None:
    with pytest.raises(EngineError, match="flat"):
        _make(np.full_like(_gradient(), 127))


def test_a_dim_picture_with_something_in_it_is_kept() -> None:
    night = np.full_like(_gradient(), 8)
    night[20:30, 20:30] = 90
    assert _make(night).image[25, 25, 0] == 90


def test_two_layers_of_one_name_are_refused() -> None:
    with pytest.raises(EngineError, match="share a name"):
        _make(_gradient(), _layer("sky"), _layer("sky"))


@pytest.mark.parametrize(
    "layer",
    [_layer("sea", width=90), _layer("sea", height=81), _layer("sea", depth=float("nan"))],
)
def test_layers_that_do_not_fit_are_refused(layer: Layer) -> None:
    with pytest.raises(EngineError, match="sea"):
        _make(_gradient(), _layer("sky"), layer)


def test_layers_without_alpha_are_refused() -> None:
    flat = Layer(name="sea", pixels=np.zeros((80, 120, 3), np.uint8), depth=0)
    with pytest.raises(EngineError, match="RGBA"):
        _make(_gradient(), flat)


@pytest.mark.parametrize("size", [(32, 64), (64, 9000)])
def test_absurd_sizes_are_refused_before_painting(size: tuple[int, int]) -> None:
    with pytest.raises(InvalidInputError, match="64-8192"):
        make_keyframe(brief=_brief(), size=size, engine=Canned(_gradient()))
