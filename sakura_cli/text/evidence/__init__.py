"""Where one text says what another says: places, shared words."""

from __future__ import annotations

from sakura_cli.text.evidence.align import Aligned, Alignment, AlignmentIndex
from sakura_cli.text.evidence.echoes import find_echoed
from sakura_cli.text.evidence.instructions import (
    Instruction,
    find_instructions,
    follows,
    hints_at_order,
    is_dictated,
    list_moving,
    names_task,
)
from sakura_cli.text.evidence.objects import find_mismatched
from sakura_cli.text.evidence.overlap import SentenceIndex, share
from sakura_cli.text.evidence.salience import find_conclusions, find_core, is_courtesy, score_sentences, select_salient

__all__ = [
    "Aligned",
    "Alignment",
    "AlignmentIndex",
    "Instruction",
    "SentenceIndex",
    "find_conclusions",
    "find_core",
    "find_echoed",
    "find_instructions",
    "find_mismatched",
    "follows",
    "hints_at_order",
    "is_courtesy",
    "is_dictated",
    "list_moving",
    "names_task",
    "score_sentences",
    "select_salient",
    "share",
]
