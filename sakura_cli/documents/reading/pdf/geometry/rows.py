"""Stretches of a column as rows: what stands on one line of it. Left out: whether rows are those of a table."""

from __future__ import annotations

from collections.abc import Sequence

from sakura_cli.documents.reading.pdf.geometry.lines import Stretch

_SAME_ROW = 0.5


def gather_rows(stretches: Sequence[Stretch]) -> list[list[Stretch]]:
    """Return the rows of some stretches, from the top down, each from left to right."""
    rows: list[list[Stretch]] = []
    for each in sorted(stretches, key=lambda each: (each.top + each.bottom) / 2):
        if rows:
            first = rows[-1][0]
            shared = min(first.bottom, each.bottom) - max(first.top, each.top)
            if shared >= _SAME_ROW * min(first.bottom - first.top, each.bottom - each.top):
                rows[-1].append(each)
                continue
        rows.append([each])
    return [sorted(row, key=lambda each: each.left) for row in rows]
