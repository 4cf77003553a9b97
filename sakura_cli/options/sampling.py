"""How a completion is drawn: what every task that asks a model takes from the settings and gives its requests."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sampling:
    """A temperature, of which 0 is greedy, a seed, and the most tokens of a completion, None where the task decides."""

    temperature: float = 0.0
    seed: int = 0
    max_tokens: int | None = None

    def budget(self, tokens: int) -> int:
        """Return how many tokens a completion may have that needs so many."""
        return min(tokens, self.max_tokens or tokens)


# The same input gives the same output.
GREEDY = Sampling()
