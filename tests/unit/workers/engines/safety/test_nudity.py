"""With NudeNet's own weights."""

import numpy as np

from tests.support.clips import texture
from workers.engines.safety import nudity
from workers.engines.safety.nudity import nakedness


def test_a_picture_of_nobody_shows_nothing() -> None:
    assert nakedness(texture(90, 160, seed=2)) == []


def test_what_is_found_is_what_is_naked_and_sure(monkeypatch) -> None:
    class Detector:
        def detect(self, picture: np.ndarray) -> list[dict[str, object]]:
            assert picture[0, 0].tolist() == [3, 2, 1]
            found = (("BUTTOCKS_EXPOSED", 0.9), ("FACE_MALE", 0.9), ("ANUS_EXPOSED", 0.3))
            return [{"class": name, "score": s, "box": [1, 2, 3, 4]} for name, s in found]

    monkeypatch.setattr(nudity, "_detector", Detector)
    picture = np.broadcast_to(np.array([1, 2, 3], dtype=np.uint8), (8, 8, 3))
    assert nakedness(picture) == [(1, 2, 3, 4)]
