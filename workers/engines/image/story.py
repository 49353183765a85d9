"""One prompt for many scenes: One-Prompt-One-Story (Liu et al., ICLR 2025), the part that is text.

A text encoder that reads "a keeper in a red coat" beside several scenes of hers binds all of them
to one keeper. So a scene's prompt is who is seen, then what she does here, then what she does in
other scenes of the section, as many as CLIP's 77 tokens hold; afterwards the words of this scene
are strengthened and those of the others nearly put out, by their singular values (section 3.2):
of the tokens of one sentence with those of the end of text, s becomes beta * exp(-alpha * s) * s.
Nothing of the denoiser changes, so that it works with distilled and compiled ones. The paper's
second part, attention shared with the first picture, does, and is left out.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import torch

from common.artifacts.script import Brief
from workers.engines.image.embeddings import Embedding
from workers.engines.image.wording import MOST, Count, shortened

_IDENTITY, _SENTENCE, _OTHER = 24, 28, 12
"""Tokens that who is seen, the scene and each other scene may take."""
_STRENGTHEN, _WEAKEN = (-0.01, 1.0), (0.01, 0.05)
"""Alpha and beta, as its authors set them."""


class Telling(NamedTuple):
    """A text, and in tokens of it (the start mark not counted) where each sentence stands."""

    text: str
    scene: range
    others: tuple[range, ...]
    length: int


def telling(brief: Brief, others: Sequence[str], count: Count) -> Telling:
    """One prompt of a scene and of as many others as there is room for."""
    who = [person.description for person in brief.cast] or [brief.style, *brief.keywords]
    identity = shortened(", ".join(one for one in who if one), _IDENTITY, count)
    sentence = shortened(brief.scene.prompt.strip().rstrip("."), _SENTENCE, count)
    text = f"{identity} {sentence}".strip()
    scene = range(count(identity), count(text))
    places: list[range] = []
    for other in others:
        short = shortened(other.strip().rstrip("."), _OTHER, count)
        longer = f"{text} {short}"
        if short and count(longer) <= MOST:
            places.append(range(count(text), count(longer)))
            text = longer
    return Telling(text, scene, tuple(places), count(text))


def told(story: Telling, read: Callable[[str], Embedding]) -> Embedding:
    """The embedding of a telling in which only its own scene is told aloud."""
    whole = read(story.text)
    tokens = whole.tokens[0].double()
    end = torch.arange(story.length + 1, len(tokens))
    for place, (alpha, beta) in (
        (story.scene, _STRENGTHEN),
        *((other, _WEAKEN) for other in story.others),
    ):
        rows = torch.cat([torch.arange(place.start + 1, place.stop + 1), end]).to(tokens.device)
        tokens[rows] = _reweighted(tokens[rows], alpha, beta)
    return Embedding(tokens[None].to(whole.tokens.dtype), whole.pooled)


def _reweighted(tokens: torch.Tensor, alpha: float, beta: float) -> torch.Tensor:
    """Tokens (n, c) with their singular values changed."""
    left, values, right = torch.linalg.svd(tokens, full_matrices=False)
    changed = values * torch.exp(-alpha * values) * beta
    weighted: torch.Tensor = (left * changed) @ right
    return weighted
