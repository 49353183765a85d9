"""What is said of an engine or of weights, whichever they are: role, terms, how it is run."""

import math
from typing import Literal

from pydantic import Field

from common.artifacts.document import Value
from common.queues import Pool

StageName = Literal[
    "analysis",
    "script",
    "keyframes",
    "animation",
    "warping",
    "frames",
    "assembly",
    "poster",
    "evaluation",
    "harmony",
    "understanding",
    "singing",
    "edits",
]


Role = Literal[
    "tracker",
    "listener",
    "labeller",
    "captioner",
    "transcriber",
    "writer",
    "painter",
    "animator",
    "interpolator",
]
Size = tuple[int, int]
"""Width and height in pixels."""


class ImageSettings(Value):
    """How an image model is run. All of it may change the picture, so all of it is in its key."""

    steps: int = Field(default=30, ge=1, le=150)
    guidance: float = Field(default=5.0, ge=1, le=30, description="1 leaves out the second pass")
    scheduler: Literal["euler", "dpm++", "ddim"] = "euler"
    trailing: bool = Field(default=False, description="timesteps end at 1, as few-step models want")
    likeness: float = Field(default=0.0, ge=0, le=1, description="of people, to their reference")
    negative: str = "text, watermark, signature, frame, collage, deformed, blurry, low quality"


class ClipSettings(Value):
    """How a video model is run."""

    frames: int = Field(ge=8, le=121, description="of one clip")
    steps: int = Field(default=25, ge=1, le=150)
    least_guidance: float = Field(default=1.0, ge=1, description="on the first frame")
    most_guidance: float = Field(default=3.0, ge=1, description="on the last frame")
    noise: float = Field(
        default=0.02, ge=0, le=1, description="added to the picture it starts from"
    )
    takes: int = Field(
        default=1, ge=1, le=3, description="of which the one is kept whose motion meets the beats"
    )


class Steps(Value):
    """How many steps a model can take; a distilled one was made for few."""

    least: int
    most: int


class EngineCard(Value):
    """An engine as an operator and a cache key see it."""

    name: str
    role: Role
    fingerprint: str
    """Changes whenever the same input may give another output: code version or pinned weights."""
    licence: str
    commercial: bool
    summary: str
    models: tuple[str, ...] = ()
    """Names in `common.models` of the weights it loads."""
    package: str = ""
    """Python's name of what must be installed besides Scopitone itself."""
    sizes: tuple[Size, ...] = ()
    """Those that it works at; none: any."""
    image: ImageSettings | None = None
    clip: ClipSettings | None = None
    """Of a video model: it answers with footage, which is measured, warped and interpolated."""
    sees: bool = True
    """Of an animator: it begins with a picture; one that reads words only has none painted."""
    listens: bool = False
    """Of a writer: it is told what the music is like, which is found out first."""
    known_steps: Steps | None = None
    """The steps that it knows; none: any number."""

    def size_for(self, film: Size) -> Size:
        """The size to work at: of those it knows, the one whose shape is nearest to the film's."""
        if not self.sizes:
            return film
        shape = math.log(film[0] / film[1])
        return min(self.sizes, key=lambda size: abs(math.log(size[0] / size[1]) - shape))


class ModelCard(Value):
    """Weights as an operator sees them.

    `files` are those that we load, by their path in the repository; where an index names its
    parts (`…index.json`), these belong to it. `gigabytes` is what they take together, in 10^9.
    `digests` are of files: SHA-256, or the id of a Git blob. `address` is where a file is fetched
    from (`{file}` stands for its name) when its repository is not on the hub. A revision of "main"
    means that we know no commit: then the digests pin the files or, where we have none either, what
    the first pull brought stays what it was.
    """

    name: str
    repository: str
    revision: str
    files: tuple[str, ...]
    licence: str
    commercial: bool
    gigabytes: float
    pool: Pool
    summary: str
    digests: dict[str, str] = Field(default_factory=dict)
    address: str = ""

    @property
    def fingerprint(self) -> str:
        """Names these weights and no others."""
        return f"{self.repository}@{self.revision[:12]}"
