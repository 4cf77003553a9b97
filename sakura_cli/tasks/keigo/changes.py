"""Changes of a rewriting: moved into the document, and found anew where a model wrote the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import takewhile

from sakura_cli.documents.editing import WordEdit
from sakura_cli.japanese.morphology import analyse_morphemes
from sakura_cli.keigo import Change, Expression, HonorificClass, analyze
from sakura_cli.localization import gettext as _
from sakura_cli.spans import Piece, Span

_REASON = _("smoother wording (proposed by the model, passed the checks)")


def shift_changes(changes: Sequence[Change], offset: int) -> list[Change]:
    """Return changes moved by `offset`."""
    return [replace(change, start=change.start + offset, end=change.end + offset) for change in changes]


def describe_changes(source: str, version: str, by_rule: Sequence[Change]) -> list[Change]:
    """Return the word changes that make `version` of `source`; those the rules made too keep class and reason."""
    before = [t.surface for t in analyse_morphemes(source)]
    after = [t.surface for t in analyse_morphemes(version)]
    if "".join(before) != source or "".join(after) != version:
        return [Change(0, len(source), source, version, HonorificClass.FORMAL_WORD, _REASON)]
    known = {(change.start, change.end, change.after): change for change in by_rule}
    starts, ends = _offsets(before), _offsets(after)
    classes = analyze(version).expressions
    changes = []
    for tag, i, j, k, m in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        start, end, new = starts[i], starts[j], "".join(after[k:m])
        kind = class_at(classes, ends[k], ends[m])
        changes.append(known.get((start, end, new)) or Change(start, end, "".join(before[i:j]), new, kind, _REASON))
    return changes


def make_edits(changes: Sequence[Change]) -> list[WordEdit]:
    """Return changes, in order, as edits of the document, without the words at their ends that stay; none is empty."""
    edits: list[WordEdit] = []
    for change in changes:
        # One character is kept of what only gets longer: it says where.
        head = min(_count_common(change.before, change.after), max(0, len(change.before) - 1))
        before, after = change.before[head:], change.after[head:]
        tail = min(_count_common(before[::-1], after[::-1]), max(0, len(before) - 1))
        span = Span(change.start + head, change.end - tail)
        if before != after:
            edits.append(WordEdit(span, (Piece(after[: len(after) - tail], span),)))
    return edits


def class_at(expressions: Sequence[Expression], start: int, end: int) -> HonorificClass:
    """Return the class of the first honorific expression in a span of a text; 改まり語 where there is none."""
    kinds = [each.honorific_class for each in expressions if each.start < end and start < each.end]
    return kinds[0] if kinds else HonorificClass.FORMAL_WORD


def _count_common(first: str, second: str) -> int:
    """Return how many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def _offsets(words: Sequence[str]) -> list[int]:
    offsets = [0]
    for word in words:
        offsets.append(offsets[-1] + len(word))
    return offsets
