"""Choosing the next token: greedy or seeded sampling, under constraints.

Constraints are asked about the chosen token, not about the whole vocabulary: a refused token is struck out and the
choice made again. For greedy decoding that is exactly masking, at a thousandth of its cost.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np

from sakura_cli.errors import EngineError
from sakura_cli.localization import gettext as _

if TYPE_CHECKING:
    from sakura_cli.inference.worker.llama.context import Logits

_TOP_K = 40
_TOP_P = 0.95
# After so many refusals something is wrong with the constraint or the model, not with the choice.
_MAX_REFUSALS = 20_000
# From so many refusals on asking about single tokens costs more than asking about all.
_MASK_AFTER = 48


class TokenConstraint(Protocol):
    """What may follow in a completion."""

    def allows(self, token: int) -> bool:
        """Tell whether the token may come next."""
        ...

    def accept(self, token: int) -> None:
        """Take the chosen token into the state."""
        ...

    def mask(self, logits: Logits) -> None:
        """Strike out refused tokens in the logits of the whole vocabulary, where that can be done at once."""
        ...


class Sampler:
    """Chooses the tokens of one completion."""

    def __init__(
        self,
        constraints: Sequence[TokenConstraint] = (),
        *,
        temperature: float = 0.0,
        seed: int = 0,
        repetition_penalty: float = 1.0,
    ):
        self._constraints = constraints
        self._temperature = temperature
        self._repetition_penalty = repetition_penalty
        self._random = np.random.default_rng(_derive_seed(seed))
        self._recent: list[int] = []

    def sample(self, logits: Logits) -> int:
        """Return the next token; `logits`, shape (vocabulary,), is written to."""
        if self._repetition_penalty != 1.0 and self._recent:
            recent = np.unique(self._recent[-64:])
            values = logits[recent]
            logits[recent] = np.where(values > 0, values / self._repetition_penalty, values * self._repetition_penalty)
        for refusals in range(_MAX_REFUSALS):
            if refusals == _MASK_AFTER:
                for constraint in self._constraints:
                    constraint.mask(logits)
            token = int(logits.argmax()) if self._temperature <= 0 else self._draw(logits)
            if logits[token] == -np.inf:
                break
            if all(constraint.allows(token) for constraint in self._constraints):
                for constraint in self._constraints:
                    constraint.accept(token)
                self._recent.append(token)
                return token
            logits[token] = -np.inf
        raise EngineError(_("the model offers no token that may follow here"), kind="no-token")

    def _draw(self, logits: Logits) -> int:
        candidates = np.argpartition(logits, -_TOP_K)[-_TOP_K:]
        candidates = candidates[np.argsort(-logits[candidates], kind="stable")]
        scaled = logits[candidates].astype(np.float64) / self._temperature
        weights = np.exp(scaled - scaled[0])
        cumulative = np.cumsum(weights)
        kept = int(np.searchsorted(cumulative, _TOP_P * cumulative[-1])) + 1
        draw = self._random.random() * cumulative[kept - 1]
        return int(candidates[int(np.searchsorted(cumulative[:kept], draw))])


def _derive_seed(seed: int) -> int:
    # Negative and huge seeds are fine on the command line; numpy wants a non-negative one.
    return int.from_bytes(hashlib.sha256(str(seed).encode()).digest()[:8], "big")
