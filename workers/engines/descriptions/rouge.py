"""ROUGE-L: the longest common subsequence of two texts' words (Lin, 2004).

Words are lower-case runs of a to z and 0 to 9, without stemming, as in Google's `rouge-score`,
whose figures the tests hold against ours.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

_WORD = re.compile(r"[a-z0-9]+")


class Shares(NamedTuple):
    """Precision, recall, and their harmonic mean; each 0 to 1."""

    precision: float
    recall: float
    f1: float


def rouge_l(reference: str, hypothesis: str) -> Shares:
    """ROUGE-L of one text; zeros where either has no word."""
    told, said = _WORD.findall(reference.lower()), _WORD.findall(hypothesis.lower())
    common = _longest_common(told, said)
    if not common:
        return Shares(0.0, 0.0, 0.0)
    precision, recall = common / len(said), common / len(told)
    return Shares(precision, recall, 2 * precision * recall / (precision + recall))


def _longest_common(a: Sequence[str], b: Sequence[str]) -> int:
    """Length of the longest common subsequence, one row of the table at a time."""
    row = [0] * (len(b) + 1)
    for word in a:
        before = 0
        for at, other in enumerate(b, start=1):
            above = row[at]
            row[at] = before + 1 if word == other else max(above, row[at - 1])
            before = above
    return row[-1]
