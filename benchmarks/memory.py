"""Peak memory of a short and of a long song's film: it must not grow with the song.

The song is the bundled one, repeated; pictures are small, since a frame's size is the same however
many there are.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import soundfile

from benchmarks.machine import run
from benchmarks.rendering import SONG, THEME

SHORT, LONG = 30.0, 120.0
_HEIGHT = "180"


def peaks() -> tuple[float, float]:
    """Megabytes of the largest process, for `SHORT` and `LONG` seconds of song."""
    short, long = (_peak(seconds) for seconds in (SHORT, LONG))
    return short, long


def _peak(seconds: float) -> float:
    with TemporaryDirectory() as folder:
        song, film = Path(folder, "song.flac"), Path(folder, "film.mp4")
        sound, rate = soundfile.read(SONG)
        times = int(np.ceil(seconds * rate / len(sound)))
        soundfile.write(song, np.concatenate([sound] * times)[: int(seconds * rate)], rate)
        return run(
            "-m", "services.cli.main", "render", str(song),
            "--theme", THEME, "--height", _HEIGHT, "--out", str(film), "--json",
        ).megabytes  # fmt: skip
