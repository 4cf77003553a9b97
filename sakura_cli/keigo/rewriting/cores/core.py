"""What a core word is, and what the rules of 尊敬語 and of 謙譲語 both know of one."""

from __future__ import annotations

from typing import NamedTuple

from sakura_cli.japanese.conjugation import Word
from sakura_cli.japanese.predicate import Predicate
from sakura_cli.keigo.lexicon import verbs
from sakura_cli.keigo.types import HonorificClass


class Core(NamedTuple):
    """A core word, its honorific class (None for です・ます alone) and whether negation is already in it."""

    word: Word
    honorific_class: HonorificClass | None = None
    has_negation: bool = False


def is_honorific_already(pred: Predicate) -> bool:
    """Tell whether head or auxiliaries already are honorific, so that nothing may be added (二重敬語)."""
    return (
        bool(pred.honorific)
        or pred.norm in verbs.HONORIFIC_VERBS
        or pred.noun in verbs.HONORIFIC_NOUNS
        or any(layer.kind in ("te", "naide") and layer.norm in verbs.HONORIFIC_VERBS for layer in pred.layers)
    )
