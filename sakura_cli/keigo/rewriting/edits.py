"""Apply edits to a text, and make one set of edits of two that follow one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from sakura_cli.keigo.rewriting.context import Edit
from sakura_cli.keigo.types import Change, Rewrite


def apply_edits(text: str, edits: Sequence[Edit]) -> Rewrite:
    """Apply edits; of two that overlap the earlier one stands."""
    parts: list[str] = []
    changes: list[Change] = []
    position = 0
    for edit in resolve_overlaps(edits):
        before = text[edit.start : edit.end]
        if before == edit.after:
            continue
        parts += (text[position : edit.start], edit.after)
        changes.append(Change(edit.start, edit.end, before, edit.after, edit.honorific_class, edit.reason))
        position = edit.end
    parts.append(text[position:])
    return Rewrite("".join(parts), changes)


def resolve_overlaps(edits: Sequence[Edit]) -> list[Edit]:
    """Return edits in order, of two that overlap the earlier one."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, e.end > e.start, -e.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def compose(first: Sequence[Edit], second: Sequence[Edit], between: str, offset: int) -> list[Edit]:
    """Return the edits that do at once what `first` does and then `second`, which edits what `first` has made.

    `between` is what `first` has made of the text from `offset` on. Edits that touch become one.
    """
    composed: list[Edit] = []
    shift = 0
    for group in _group_touching(_place_in_result(first), resolve_overlaps(second)):
        start, end = group[0].edit.start, max(each.edit.end for each in group)
        later = [each.edit for each in group if each.is_later]
        within = [replace(edit, start=edit.start - start, end=edit.end - start) for edit in later]
        after = apply_edits(between[start - offset : end - offset], within).text
        told = later[-1] if later else group[-1].edit
        grown = sum(each.grown for each in group)
        composed.append(replace(told, start=start - shift, end=end - shift - grown, after=after))
        shift += grown
    return composed


class _Placed(NamedTuple):
    """An edit as it stands between the two sets; `grown` is by how much it has made the text longer."""

    edit: Edit
    grown: int = 0
    is_later: bool = False


def _place_in_result(first: Sequence[Edit]) -> list[_Placed]:
    placed = []
    shift = 0
    for edit in resolve_overlaps(first):
        grown = len(edit.after) - (edit.end - edit.start)
        start = edit.start + shift
        placed.append(_Placed(replace(edit, start=start, end=start + len(edit.after)), grown))
        shift += grown
    return placed


def _group_touching(first: Sequence[_Placed], second: Sequence[Edit]) -> list[list[_Placed]]:
    placed = [*first, *(_Placed(edit, is_later=True) for edit in second)]
    groups: list[list[_Placed]] = []
    end = -1
    for each in sorted(placed, key=lambda each: (each.edit.start, each.edit.end)):
        if groups and each.edit.start <= end:
            groups[-1].append(each)
        else:
            groups.append([each])
        end = max(end, each.edit.end)
    return groups
