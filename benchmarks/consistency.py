"""How alike a film's people are, beside what it costs: `python -m benchmarks.consistency WORK`.

WORK is the folder of a render (`scopitone render … --workdir WORK`): its script and the keyframes
of its scenes are compared by CLIP, whose weights `scopitone models pull clip-vit-base-patch32`
gets. Identity means nothing without the columns beside it; see
`workers.stages.evaluation.consistency`.
"""

import sys
from pathlib import Path

import numpy as np
from PIL import Image

from common.artifacts.script import Script
from common.config import Settings
from workers.engines.clip import Clip
from workers.stages.evaluation.consistency import Consistency, score_consistency


def scores_of(work: Path, clip: Clip) -> Consistency:
    """Of the keyframes in a work folder."""
    script = Script.from_json((work / "script.json").read_bytes())
    files = [work / f"scenes/{scene.index + 1:03d}/keyframe.png" for scene in script.scenes]
    pictures = [np.asarray(Image.open(file).convert("RGB")) for file in files]
    return score_consistency(
        pictures,
        seen=clip.pictures(pictures),
        sentences=clip.texts([scene.prompt for scene in script.scenes]),
        theme=clip.texts([script.theme])[0],
        casts=[frozenset(scene.cast) for scene in script.scenes],
    )


def main() -> None:
    clip = Clip(Settings().models_folder)
    print(f"{'work':<24} identity  text  theme  layout    (by {clip.checkpoint})")
    for name in sys.argv[1:]:
        found = scores_of(Path(name), clip)
        identity = "   -" if found.identity is None else f"{found.identity:4.2f}"
        print(
            f"{name:<24} {identity:>8} {found.text_fidelity:5.2f} {found.theme_fidelity:6.2f} "
            f"{found.layout_diversity:7.2f}"
        )


if __name__ == "__main__":
    main()
