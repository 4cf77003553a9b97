"""Whether a document is given to the model whole or by passages: the one place where that is decided.

Weak weights do best with a passage at a time, each answer checked and put together by rules; strong ones lose by that
what connects the passages. What weights can do is measured (`sakura bench --quality`); unmeasured ones count as weak.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from sakura_cli.inference.client import Engine

Strategy = Literal["whole", "passages"]
ChooseStrategy = Callable[[str], Strategy]

# Beyond so many tokens strong weights, too, lose what stands in the middle.
_MOST_TOKENS = 6000
# The share of the context that a document may take; rules, examples, a correction and the answer have the rest.
_SHARE_OF_CONTEXT = 0.5
# No vocabulary has fewer tokens for so many characters: such a text need not be counted.
_MOST_CHARACTERS_PER_TOKEN = 8


def by_passages(text: str) -> Strategy:
    """Choose passages, as for weights of which nothing is known."""
    return "passages"


def choose_strategy(engine: Engine, task: str, text: str) -> Strategy:
    """Choose by what the weights can do, the length of a text and the context."""
    if not engine.is_strong_at(task):
        return "passages"
    most = min(_MOST_TOKENS, int(engine.context_limit_tokens * _SHARE_OF_CONTEXT))
    if len(text) > most * _MOST_CHARACTERS_PER_TOKEN:
        return "passages"
    return "whole" if engine.count_text_tokens([text])[0] <= most else "passages"
