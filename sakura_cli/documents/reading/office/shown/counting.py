"""Count the levels of a list as its paragraphs go by, and write the numbers they show: 第3条, 2.1, (イ), ①.

Left out: where a format says how a level counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from sakura_cli.documents.reading.office.shown.numerals import write_number
from sakura_cli.documents.reading.office.shown.symbols import map_symbols

_PLACE = re.compile(r"%([1-9])")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_BULLET = "・"


@dataclass(frozen=True)
class NumberingLevel:
    """How a level of a list counts and what it shows; `restart` is the level, from 1, that starts it anew, None all."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = " "
    restart: int | None = None
    style: str | None = None
    is_legal: bool = False
    font: str = ""
    is_hidden: bool = False


Levels = Callable[[int], NumberingLevel | None]


def count_paragraph(levels: Levels, counts: dict[int, int], level: int, *, start: int | None = None) -> str | None:
    """Count a paragraph of a list and return what stands before it, with its blank; None without such a level.

    `counts` are how far each level has been counted; `start` is where the list says that this paragraph begins.
    """
    shown = levels(level)
    if shown is None:
        return None
    counts[level] = start if start is not None else counts[level] + 1 if level in counts else shown.start
    for deeper in [each for each in counts if each > level]:
        found = levels(deeper)
        restart = found.restart if found is not None else None
        # 0 says that nothing restarts it; n that level n does, and what is above it.
        if restart is None or level < restart:
            del counts[deeper]
    if shown.is_hidden:
        return ""
    if shown.form == "bullet":
        mark = map_symbols(shown.text, shown.font, unknown=_BULLET)
        return _PRIVATE_USE.sub(_BULLET, mark or _BULLET) + shown.suffix

    def write(place: re.Match[str]) -> str:
        found = levels(int(place[1]) - 1) or NumberingLevel()
        value = counts.get(int(place[1]) - 1, found.start)
        return str(value) if shown.is_legal else write_number(value, found.form)

    text = _PLACE.sub(write, shown.text)
    # A number that ends in a letter would be read as one word with what follows.
    suffix = shown.suffix or (" " if text[-1:].isalnum() else "")
    return text + suffix if text else ""
