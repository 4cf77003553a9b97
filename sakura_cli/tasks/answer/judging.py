"""Whether there is an answer: by how much of the question the passages say, and how sure the model was.

Measured on `benchmarks/answers`: each alone tells the present from the absent worse than both together; asking a small
model whether its words answer tells nothing more.
"""

from __future__ import annotations

from collections.abc import Sequence

from sakura_cli.inference.requests import Completion
from sakura_cli.search.index import Hit

# What a passage that says all of a question counts for, and a natural logarithm of a probability: that the model wrote
# what it wrote, and that it did not write that there is nothing.
_COVERAGE_WEIGHT = 4.0
_ANSWER_WEIGHT = 0.2
_NONE_WEIGHT = 0.2
_ENOUGH = 2.9
_LEAST_NONE = -12.0
# Below this nothing the model may say would be enough.
_HOPELESS_COVERAGE = 0.04
_CONSIDERED = 3


def is_hopeless(hits: Sequence[Hit]) -> bool:
    """Say whether nothing found is worth asking about."""
    return max((hit.coverage for hit in hits[:_CONSIDERED]), default=0.0) < _HOPELESS_COVERAGE


def is_answer(completion: Completion, coverage: float, *, is_sentence: bool) -> bool:
    """Say whether what a model quoted is to be believed, of what says so much of the question.

    How likely a whole sentence is says little: the model would have put it otherwise.
    """
    none = completion.weights[0] if completion.weights else 0.0
    certainty = 0.0 if is_sentence else _ANSWER_WEIGHT * completion.log_probability
    return _COVERAGE_WEIGHT * coverage + certainty - _NONE_WEIGHT * max(none, _LEAST_NONE) >= _ENOUGH
