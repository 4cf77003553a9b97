"""Which cells of a row answer: those of the column that a question names, or that its mail's numbers fall in.

Of a row that has a price for each kind of day or distance, the others would say what nobody asked. Left out: which row
it is (`routing`).
"""

from __future__ import annotations

from collections.abc import Sequence

from sakura_cli.characters.fold import fold
from sakura_cli.search.rows import RowCell
from sakura_cli.search.tokens import list_words
from sakura_cli.tasks.answer.amounts.ranges import Magnitude, find_magnitudes, is_of


def choose_cells(cells: Sequence[RowCell], asked: str, told: str) -> list[RowCell]:
    """Return the cells of a row without those of other columns than what is asked, or else what is told, is of."""
    kept = list(cells)
    for text in (asked, told):
        quantities = find_magnitudes(fold(text))
        fitting = [_fits(cell.label, quantities) for cell in kept]
        if fitting.count(True) == 1:
            kept = [cell for cell, fits in zip(kept, fitting, strict=True) if fits is not False]
        words = set(list_words(text))
        named = [cell for cell in kept if cell.label != cell.value and words.issuperset(list_words(cell.label) or [""])]
        if len(named) == 1 and (units := _list_units(named[0])):
            kept = [cell for cell in kept if cell is named[0] or units.isdisjoint(_list_units(cell))]
    return kept


def _fits(label: str, quantities: Sequence[Magnitude]) -> bool | None:
    """Say whether a column is for one of some numbers; None where it is for none of their kind."""
    units = {each.unit for each in find_magnitudes(fold(label))}
    return is_of(label, [each for each in quantities if each.unit in units])


def _list_units(cell: RowCell) -> set[str]:
    return {each.unit for each in find_magnitudes(fold(cell.value))}
