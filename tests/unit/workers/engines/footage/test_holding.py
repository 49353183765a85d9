import cv2
import numpy as np

from tests.support.clips import texture
from workers.engines.footage.holding import hold


def lab_mean(picture: np.ndarray) -> np.ndarray:
    lab = cv2.cvtColor(picture.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    return np.asarray(lab.reshape(-1, 3).mean(axis=0))


def test_a_clip_that_drifts_keeps_the_light_of_its_keyframe() -> None:
    keyframe = texture(72, 128, seed=1)
    drifting = np.stack(
        [
            np.clip(keyframe * (1 + 0.02 * n) + np.array([0, -n, 2 * n]), 0, 255).astype(np.uint8)
            for n in range(10)
        ]
    )
    held = hold(drifting, keyframe)
    before = np.abs(lab_mean(drifting[-1]) - lab_mean(keyframe)).max()
    after = max(np.abs(lab_mean(frame) - lab_mean(keyframe)).max() for frame in held)
    assert before > 8
    assert after < 1


def test_what_is_as_it_should_be_stays() -> None:
    keyframe = texture(72, 128, seed=2)
    assert np.abs(hold(keyframe[None], keyframe)[0].astype(int) - keyframe).max() <= 1


def test_a_flat_picture_breaks_nothing() -> None:
    grey = np.full((16, 16, 3), 90, dtype=np.uint8)
    held = hold(texture(16, 16, seed=3)[None], grey)
    assert held.shape == (1, 16, 16, 3)
