"""What a song is like: descriptors, labels, section roles, and what is said of them in words."""

import itertools
from typing import Literal, Self

from pydantic import Field, model_validator

from common.artifacts.document import Document, Seconds, Unit, Value

Role = Literal["intro", "verse", "chorus", "bridge", "outro"]
ROLES: tuple[Role, ...] = ("intro", "verse", "chorus", "bridge", "outro")


class Descriptors(Value):
    """Measures of a stretch of sound, each on a fixed scale, so that songs can be compared.

    Valence and arousal are estimates from mode, tempo, loudness and brightness, which explain part
    of what listeners report and no more; 0.5 is neutral.
    """

    energy: Unit = Field(description="loudness against the song's peak: 0 at -28 dB, 1 at -8 dB")
    brightness: Unit = Field(description="spectral centroid: 0 at 200 Hz, 1 at 6.4 kHz, octaves")
    density: Unit = Field(description="onsets a second; 1 at 8")
    dynamics: Unit = Field(description="range of loudness; 1 at 30 dB")
    percussiveness: Unit = Field(description="share of the power in strokes and not in tones")
    bass: Unit = Field(description="share of the power below 200 Hz")
    sustain: Unit = Field(
        description="share of the power in tones that stay for a third of a second"
    )
    width: Unit = Field(description="share of the power that is not in the centre; 0 in mono")
    vocals: Unit = Field(description="evidence of a voice: wandering pitch in the centre")
    tempo: Unit = Field(description="0 at 50 beats a minute, 1 at 180; 0.5 without a beat")
    pulse: Unit = Field(description="confidence that there is a beat")
    tonality: Unit = Field(description="how much of what sounds holds its pitches")
    danceability: Unit
    valence: Unit
    arousal: Unit
    confidence: Unit = Field(description="how much music there is to judge by; 0 in noise")


class Label(Value):
    """A word or two, and how well they fit among their rivals; scores of a kind sum to 1."""

    text: str
    score: Unit


class Labelling(Value):
    """All labels of one kind, best first."""

    kind: str
    labels: tuple[Label, ...] = Field(min_length=1)

    @property
    def best(self) -> Label:
        return self.labels[0]


class Segment(Value):
    """A few bars of the song: short enough for one label of each kind."""

    start: Seconds
    end: Seconds
    section: int = Field(ge=0, description="index into the analysis' sections")
    descriptors: Descriptors
    labels: tuple[Labelling, ...]
    caption: str = Field(default="", description="what a captioner heard; empty without one")


class SectionRole(Value):
    """What a section does in the song's form."""

    start: Seconds
    end: Seconds
    label: str = Field(description="the section's letter in the analysis")
    role: Role
    confidence: Unit


class Understanding(Document):
    """Times are seconds from the start of the (excerpt of the) song."""

    format: Literal["scopitone.understanding/1"] = "scopitone.understanding/1"
    duration: float = Field(gt=0)
    tempo_range: tuple[float, float] = Field(description="beats a minute; zeros without a beat")
    chord_changes: float = Field(ge=0, description="a minute")
    descriptors: Descriptors
    roles: tuple[SectionRole, ...] = Field(min_length=1)
    segments: tuple[Segment, ...] = Field(min_length=1)
    content: tuple[Labelling, ...] = Field(description="of the whole track")
    visual_guide: tuple[Labelling, ...]
    caption: str = Field(description="tempo, key, chords, bars and mood in sentences")
    heard: str = Field(default="", description="what a captioner heard in the track")
    story: str = Field(default="", description="that a captioner heard in the music")
    prompt: str = Field(description="the labels as a language model is given them")
    labeller: str = Field(description="the engine that chose the labels")
    captioner: str = Field(default="", description="the engine that captioned; empty: none")

    @model_validator(mode="after")
    def _check(self) -> Self:
        for parts in (self.roles, self.segments):
            edges = [(part.start, part.end) for part in parts]
            tiled = all(a[1] == b[0] for a, b in itertools.pairwise(edges))
            if edges[0][0] != 0 or not tiled or edges[-1][1] != self.duration:
                raise ValueError("roles and segments must tile the song")
        return self
