"""Choosing tokens under constraints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np
import pytest

from sakura_cli.errors import EngineError
from sakura_cli.inference.worker.sampler import Sampler

if TYPE_CHECKING:
    from sakura_cli.inference.worker.llama.context import Logits


class Only:
    """Allows some tokens and remembers what it was asked and told."""

    def __init__(self, tokens: Collection[int], *, can_mask: bool = False):
        self.tokens, self.can_mask = frozenset(tokens), can_mask
        self.asked: list[int] = []
        self.accepted: list[int] = []

    def allows(self, token: int) -> bool:
        """Tell, and remember the question."""
        self.asked.append(token)
        return token in self.tokens

    def accept(self, token: int) -> None:
        """Remember."""
        self.accepted.append(token)

    def mask(self, logits: Logits) -> None:
        """Strike out everything else, if this constraint can."""
        if self.can_mask:
            logits[[token for token in range(len(logits)) if token not in self.tokens]] = -np.inf


def falling(size: int = 1000) -> Logits:
    """Return logits that fall with the token's number."""
    return np.linspace(10, -10, size, dtype=np.float32)


def test_greedy_takes_the_best_token_that_every_constraint_allows() -> None:
    first, second = Only(range(3, 1000)), Only(range(0, 1000, 5))
    assert Sampler([first, second]).sample(falling()) == 5
    assert first.accepted == second.accepted == [5]


def test_many_refusals_lead_to_one_look_at_the_whole_vocabulary() -> None:
    constraint = Only([997], can_mask=True)
    assert Sampler([constraint]).sample(falling()) == 997
    assert len(constraint.asked) < 60


def test_no_token_left_is_an_error_not_a_loop() -> None:
    with pytest.raises(EngineError) as caught:
        Sampler([Only([], can_mask=True)]).sample(falling())
    assert caught.value.kind == "no-token"


def test_sampling_follows_the_weights_of_what_is_allowed() -> None:
    logits = np.log(np.array([0.5, 0.3, 0.2] + [1e-9] * 61, dtype=np.float32))
    sampler = Sampler([Only(range(1, 64))], temperature=1.0, seed=7)
    counts = Counter(sampler.sample(logits.copy()) for _ in range(600))
    assert set(counts) == {1, 2}
    assert 0.5 < counts[1] / 600 < 0.7


def test_a_repetition_penalty_lowers_what_was_chosen_before() -> None:
    sampler = Sampler(repetition_penalty=1.5)
    logits = np.array([2.0, 1.9, -1.0], dtype=np.float32)
    assert [sampler.sample(logits.copy()) for _ in range(2)] == [0, 1]
