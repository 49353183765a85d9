"""Label music by its descriptors, without a model.

Each label of a vocabulary stands at a point in the space of descriptors. Its likelihood falls with
the squared distance from there, per descriptor it names, as a normal distribution does; the scores
of a kind are these likelihoods, summing to 1, mixed with equal scores as far as there is little
music to judge by. A score thus says how well a word fits among its rivals; it is no probability
that a person would use it.
"""

import numpy as np

from common.artifacts.understanding import Label, Labelling
from workers.engines.labels.vocabulary import Facts, Family, Kind, vocabulary
from workers.stages.understanding.labelling import Heard, Labels

_WIDTH = 0.11
"""Standard deviation of the fit in each descriptor: about half the step between neighbours."""


class RuleLabeller:
    """Descriptors against vocabularies."""

    name = "rules"

    def label(self, heard: Heard) -> Labels:
        """Labels for every segment and for the track."""
        whole = heard.whole.model_dump()
        levels = [part.energy for part in heard.parts]
        before, after = [levels[0], *levels[:-1]], [*levels[1:], levels[-1]]
        segments = tuple(
            _labellings("segment", part.model_dump() | _changes(*around), part.confidence)
            for part, around in zip(
                heard.parts, zip(before, levels, after, strict=True), strict=True
            )
        )
        return Labels(
            segments=segments,
            content=_labellings("content", whole, heard.whole.confidence),
            visual_guide=_labellings("visual_guide", whole, heard.whole.confidence),
        )


def _changes(before: float, here: float, after: float) -> dict[str, float]:
    rise, ahead = (float(np.clip(0.5 + 1.5 * d, 0, 1)) for d in (here - before, after - here))
    return {"rise": rise, "ahead": ahead}


def _labellings(family: Family, facts: Facts, confidence: float) -> tuple[Labelling, ...]:
    return tuple(
        Labelling(kind=kind, labels=_ranked(labels, facts, confidence))
        for kind, labels in vocabulary(family).items()
    )


def _ranked(labels: Kind, facts: Facts, confidence: float) -> tuple[Label, ...]:
    distance = np.array(
        [
            np.mean([(facts[name] - wanted) ** 2 for name, wanted in fits.items()])
            for fits in labels.values()
        ]
    )
    likelihood = np.exp(-0.5 * (distance - distance.min()) / _WIDTH**2)
    scores = confidence * likelihood / likelihood.sum() + (1 - confidence) / len(labels)
    order = np.argsort(-scores, kind="stable")
    texts = list(labels)
    return tuple(Label(text=texts[i], score=round(float(scores[i]), 4)) for i in order.tolist())
