"""The picture of a warp in `docs/sync.md`: `python -m benchmarks.sync_picture OUT.png`.

The street of `tests.support.footage` on a beat every 0.55 s.
"""

import sys
from pathlib import Path

import cv2
import numpy as np

from benchmarks.sync_clips import FPS, shots
from workers.engines.plot import plot_warp
from workers.stages.warping import plan_warp

_BEATS = np.arange(0.3, 20.0, 0.55)


def main(out: Path) -> None:
    cv2.setNumThreads(1)
    song = {"beats": _BEATS.tolist(), "downbeats": _BEATS[::4].tolist()}
    street = shots(song, "real", seconds=1.0)[0]
    plan = plan_warp(
        track=street.track,
        cues=street.cues,
        frames=street.frames,
        fps=FPS,
        grid=True,
        accents="none",
    )
    out.write_bytes(plot_warp(plan, street.track, street.cues))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
