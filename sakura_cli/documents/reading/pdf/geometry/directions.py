"""Which way the characters of a page run, and the page turned so that everything reads like horizontal lines.

A vertical page is turned by a quarter in thought: what follows down the page follows to the right, and columns that
follow to the left follow downwards. Ruby then stands over its base, tiers stand side by side, and one set of rules
reads both. Left out: lines.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from sakura_cli.documents.reading.pdf.geometry.glyphs import (
    Bounds,
    Glyph,
    PageContent,
    Ruling,
    count_letter_columns,
    turn_bounds,
)

# In sizes: how far the next letter of a line may be off it, and how far ahead.
_OFF = 0.35
_LEAST_STEP, _MOST_STEP = 0.4, 1.9
_LEAST_VERTICAL, _LEAST_DOWN = 4, 2
_MOSTLY = 5
# Digits side by side in a vertical line take the room of one character.
_SIDE_BY_SIDE = 1.4


class Sheet(NamedTuple):
    """The part of a page that reads one way, turned to read like horizontal lines; `is_vertical` says which it was."""

    glyphs: Sequence[Glyph]
    rulings: Sequence[Ruling]
    fills: Sequence[Bounds]
    width: float
    height: float
    is_vertical: bool = False


def lay_straight(page: PageContent) -> Sequence[Sheet]:
    """Return the sheets of a page: one, or the vertical text and what stands across beside it."""
    glyphs, rulings, fills = page.glyphs, page.rulings, page.fills
    width, height = page.width, page.height
    # Latin letters lie on their side in vertical lines, Japanese ones do not.
    wide = [glyph for glyph in glyphs if count_letter_columns(glyph.text) > 1] or glyphs
    turned = Counter(glyph.turn for glyph in wide)
    turn, count = turned.most_common(1)[0] if turned else (0, 0)
    if turn and 2 * count > len(wide):
        quarters = 4 - turn
        glyphs = [_turn_glyph(glyph, quarters, width, height) for glyph in glyphs]
        rulings = [Ruling(*_turn(each, quarters, width, height)) for each in rulings]
        fills = [_turn(each, quarters, width, height) for each in fills]
        if quarters % 2:
            width, height = height, width
    is_vertical = _find_vertical(glyphs)
    if not any(is_vertical):
        return [Sheet(glyphs, rulings, fills, width, height)]
    down = [glyph for glyph, is_down in zip(glyphs, is_vertical, strict=True) if is_down]
    across = [glyph for glyph, is_down in zip(glyphs, is_vertical, strict=True) if not is_down]
    down, across = _take_in(down, across)
    vertical = Sheet(
        [_place(glyph, _fold(glyph, width)) for glyph in down],
        [Ruling(*_fold(each, width)) for each in rulings],
        [_fold(each, width) for each in fills],
        height,
        width,
        is_vertical=True,
    )
    top = min(glyph.top for glyph in down)
    before = [glyph for glyph in across if glyph.bottom <= top]
    after = [glyph for glyph in across if glyph.bottom > top]
    sheets = (Sheet(before, rulings, fills, width, height), vertical, Sheet(after, rulings, fills, width, height))
    return [sheet for sheet in sheets if sheet.glyphs]


def lay_cell_straight(glyphs: Sequence[Glyph], bounds: Bounds) -> tuple[list[Glyph], Bounds]:
    """Return the letters of a cell and the cell itself, turned to read like horizontal lines if they run down."""
    # Letters that lie on their side are those of a vertical sheet, which is turned already.
    upright = [glyph for glyph in glyphs if not glyph.turn]
    steps = [_step(first, second) for first, second in itertools.pairwise(upright)]
    if len(upright) < len(glyphs) or steps.count("down") < _LEAST_DOWN or steps.count("down") <= steps.count("across"):
        return list(glyphs), bounds
    return [_place(glyph, _fold(glyph, bounds.right)) for glyph in glyphs], _fold(bounds, bounds.right)


def _find_vertical(glyphs: Sequence[Glyph]) -> list[bool]:
    """Say of each glyph whether it runs down the page."""
    steps = [_step(first, second) for first, second in itertools.pairwise(glyphs)]
    down, across = steps.count("down"), steps.count("across")
    if down < _LEAST_VERTICAL or 8 * down < across:
        return [False] * len(glyphs)
    usual = down > across
    found: list[bool] = []
    for index, glyph in enumerate(glyphs):
        around = {steps[index - 1] if index else "", steps[index] if index < len(steps) else ""}
        if glyph.turn == 1 or "down" in around:
            found.append(True)
        elif "across" in around or count_letter_columns(glyph.text) == 1:
            # Digits that stand alone are upright in a vertical line as well; `_take_in` finds theirs.
            found.append(False)
        else:
            found.append(usual)
    return found


def _step(first: Glyph, second: Glyph) -> str:
    """Return how one glyph follows another: down the page, across it, or neither."""
    size = max(first.size, second.size) or 1.0
    (x0, y0), (x1, y1) = first.middle, second.middle
    if first.turn == 1 and second.turn == 1:
        return "down"
    if abs(x1 - x0) < _OFF * size and _LEAST_STEP * size < y1 - y0 < _MOST_STEP * size:
        return "down"
    if abs(y1 - y0) < _OFF * size and 0.1 * size < x1 - x0 < _MOST_STEP * size:
        return "across"
    return ""


def _take_in(down: Sequence[Glyph], across: Sequence[Glyph]) -> tuple[list[Glyph], list[Glyph]]:
    """Return the glyphs of each way once the digits side by side in a vertical line are one glyph of it."""
    taken, left = list(down), []
    is_mostly_down = len(down) > _MOSTLY * len(across)
    for group in _group_across(across):
        # A heading of one letter on a vertical page.
        if is_mostly_down and len(group) == 1 and count_letter_columns(group[0].text) == 2:
            taken += group
            continue
        joined = _join(group)
        wide = joined.right - joined.left <= _SIDE_BY_SIDE * joined.size
        narrow = len(group) <= 4 and sum(count_letter_columns(glyph.text) for glyph in group) <= 4
        if wide and narrow and _is_in_line(joined, down):
            taken.append(joined)
        else:
            left += group
    return taken, left


def _group_across(across: Sequence[Glyph]) -> list[list[Glyph]]:
    groups: list[list[Glyph]] = []
    for glyph in across:
        last = groups[-1][-1] if groups else None
        size = glyph.size
        if last and abs(last.top - glyph.top) < _OFF * size and -0.2 * size < glyph.left - last.right < 0.5 * size:
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    return groups


def _join(group: Sequence[Glyph]) -> Glyph:
    first = group[0]
    right = max(glyph.right for glyph in group)
    return first._replace(text="".join(glyph.text for glyph in group), right=right)


def _is_in_line(joined: Glyph, down: Sequence[Glyph]) -> bool:
    """Say whether a vertical line goes on right above or below."""
    x, y = joined.middle
    size = joined.size
    for glyph in down:
        other_x, other_y = glyph.middle
        if abs(other_x - x) < 0.5 * size and 0.5 * size < abs(other_y - y) < _MOST_STEP * size:
            return True
    return False


def _fold(box: Glyph | Ruling | Bounds, width: float) -> Bounds:
    """Return a box of a vertical page where it stands once the page reads like a horizontal one."""
    return Bounds(box.top, width - box.right, box.bottom, width - box.left)


def _place(glyph: Glyph, bounds: Bounds) -> Glyph:
    return glyph._replace(left=bounds.left, top=bounds.top, right=bounds.right, bottom=bounds.bottom)


def _turn_glyph(glyph: Glyph, quarters: int, width: float, height: float) -> Glyph:
    return _place(glyph, _turn(glyph, quarters, width, height))._replace(turn=(glyph.turn + quarters) % 4)


def _turn(box: Glyph | Ruling | Bounds, quarters: int, width: float, height: float) -> Bounds:
    return turn_bounds(Bounds(box.left, box.top, box.right, box.bottom), quarters, width, height)
