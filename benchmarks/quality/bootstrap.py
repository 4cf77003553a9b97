"""How sure a difference between two systems is: cases are drawn again and again, the same ones for both.

The paired bootstrap of Koehn (2004, "Statistical significance tests for machine translation evaluation"), on the mean
of a figure by case. Left out: figures that a corpus has only as a whole, as BLEU.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

_ROUNDS = 2000
_SEED = 20261201
_OUTSIDE = 0.025


@dataclass(frozen=True)
class Difference:
    """A mean less another's, and between which two values it lies in 95 of 100 draws."""

    mean: float
    low: float
    high: float

    @property
    def is_significant(self) -> bool:
        """Whether no difference at all lies outside of the interval."""
        return not self.low <= 0 <= self.high

    def __str__(self) -> str:
        sure = "" if self.is_significant else ", within chance"
        return f"{self.mean:+.2f} [{self.low:+.2f}, {self.high:+.2f}]{sure}"


def compare(ours: Sequence[float], theirs: Sequence[float]) -> Difference:
    """Return by how much one system's figures are above the other's, case by case."""
    differences = [own - other for own, other in zip(ours, theirs, strict=True)]
    if not differences:
        return Difference(0.0, 0.0, 0.0)
    chance = random.Random(_SEED)  # noqa: S311 - draws, not secrets
    means = sorted(fmean(chance.choices(differences, k=len(differences))) for _ in range(_ROUNDS))
    outside = round(_OUTSIDE * _ROUNDS)
    return Difference(fmean(differences), means[outside], means[-outside - 1])
