"""Stretches of letters that stand side by side on a line, from the boxes of the letters of a sheet.

Ruby is dropped (its base stays), raised digits become ¹²³, and a blank is written where Latin words are apart. A wide
gap ends a stretch: what stands beyond may be another column or cell. Left out: which stretches are read together.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from sakura_cli.documents.reading.pdf.geometry.glyphs import Glyph, count_letter_columns

# In sizes of the letters.
_GAP = 0.75
_BLANK_GAP, _JUSTIFIED_GAP = 1.6, 3.0
_WORD_GAP = 0.17
_RUBY_SIZE = 0.68
_RUBY_RISE = 0.75
_RAISED_SIZE = 0.8
_RAISED_BY = 0.12
_SAME_ROW = 0.5
# PDFium counts the blank between two words, too.
_NEXT_DRAWN = 2
_BLANKS = " 　\u00a0"
_KANA = re.compile(r"[ぁ-ゖァ-ヺー・゛゜ 　]+")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(eq=False)
class Stretch:
    """Letters that stand side by side, in order, without blanks at the ends; `size` is that of most of them."""

    glyphs: list[Glyph]
    size: float

    def __post_init__(self) -> None:
        first, last = self.glyphs[0], self.glyphs[-1]
        self.order = first.order
        self.left = first.left
        self.right = max(last.right, first.right)
        full = [glyph for glyph in self.glyphs if glyph.size >= _RAISED_SIZE * self.size]
        self.top = min(glyph.top for glyph in full)
        self.bottom = max(glyph.bottom for glyph in full)

    @cached_property
    def text(self) -> str:
        """The words, with a blank where Latin words are apart."""
        return "".join(spell(self.glyphs, self.size))

    @property
    def face(self) -> int:
        """The font of most letters."""
        faces = [glyph.face for glyph in self.glyphs]
        return max(set(faces), key=faces.count)

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left


def find_stretches(glyphs: Sequence[Glyph]) -> list[Stretch]:
    """Return the stretches of a sheet, from the top down, from left to right where they stand beside one another."""
    runs = list(_split_runs(glyphs))
    rows = _gather_rows(_drop_ruby(runs))
    stretches: list[Stretch] = []
    for row in rows:
        stretches += _split_row(row)
    return stretches


def spell(glyphs: Sequence[Glyph], size: float) -> Iterator[str]:
    """Yield the letters of a line with blanks between Latin words; small raised digits as such."""
    last: Glyph | None = None
    base = max(glyph.bottom for glyph in glyphs if glyph.size >= _RAISED_SIZE * size)
    for glyph in glyphs:
        text = glyph.text
        if last is not None and is_word_gap(last, glyph):
            yield " "
        if glyph.size < _RAISED_SIZE * size and glyph.bottom < base - _RAISED_BY * size:
            text = text.translate(_RAISED)
        yield text
        last = glyph


def is_word_gap(last: Glyph, glyph: Glyph) -> bool:
    """Say whether two letters that follow one another belong to different Latin words, without a blank in between."""
    gap = glyph.left - last.right
    return gap > _WORD_GAP * max(last.size, glyph.size) and _is_latin(last.text) and _is_latin(glyph.text)


def _is_latin(text: str) -> bool:
    return count_letter_columns(text) == len(text) and text not in _BLANKS


def _split_runs(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield what was drawn one after the other on one line."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run:
            last = run[-1]
            size = max(last.size, glyph.size)
            if (
                abs(glyph.bottom - last.bottom) > 0.1 * size
                or abs(glyph.size - last.size) > 0.1 * size
                or not -0.3 * size < glyph.left - last.right < _GAP * size
            ):
                yield run
                run = []
        run.append(glyph)
    if run:
        yield run


def _drop_ruby(runs: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """Return the runs without the readings that stand small over Chinese characters.

    A base is as wide as its reading: the letters around it make room for that.
    """
    largest = max((run[0].size for run in runs), default=0.0)
    small = [run for run in runs if run[0].size <= _RUBY_SIZE * largest and _KANA.fullmatch(_join(run))]
    if not small:
        return list(runs)
    bases = sorted((run for run in runs if not _KANA.fullmatch(_join(run))), key=lambda run: run[0].bottom)
    bottoms = [run[0].bottom for run in bases]
    readings: set[int] = set()
    for run in small:
        base = _find_base(run, bases, bottoms)
        if base is not None:
            readings.add(id(run))
            _spread(base, run[0].left, run[-1].right)
    return [run for run in runs if id(run) not in readings]


def _find_base(reading: list[Glyph], bases: Sequence[list[Glyph]], bottoms: Sequence[float]) -> list[Glyph] | None:
    size = reading[0].size
    left, right, bottom = reading[0].left, reading[-1].right, reading[0].bottom
    for run in bases[bisect_left(bottoms, bottom) :]:
        large = run[0].size
        if run[0].top > bottom + large:
            return None
        is_over = run[0].top - _RUBY_RISE * size <= bottom <= run[0].top + _RUBY_RISE * size
        if is_over and size <= _RUBY_SIZE * large:
            middle = (left + right) / 2
            if run[0].left - size <= middle <= run[-1].right + size:
                return run
    return None


def _spread(base: list[Glyph], left: float, right: float) -> None:
    under = [index for index, glyph in enumerate(base) if left < glyph.right and glyph.left < right]
    if under:
        first, last = under[0], under[-1]
        base[first] = base[first]._replace(left=min(left, base[first].left))
        base[last] = base[last]._replace(right=max(right, base[last].right))


def _join(run: Sequence[Glyph]) -> str:
    return "".join(glyph.text for glyph in run)


@dataclass
class _Band:
    """What stands on one line of the sheet, across all columns."""

    top: float
    bottom: float
    runs: list[list[Glyph]]


def _gather_rows(runs: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """Return the letters of each line of the sheet, from the top down; small letters go to the line they stand at."""
    bands: list[_Band] = []
    for run in sorted(runs, key=lambda run: (-round(run[0].size), run[0].top)):
        top, bottom = min(glyph.top for glyph in run), max(glyph.bottom for glyph in run)
        best, most = None, _SAME_ROW * (bottom - top)
        for band in bands:
            shared = min(bottom, band.bottom) - max(top, band.top)
            if shared >= most and shared >= _SAME_ROW * min(bottom - top, band.bottom - band.top):
                best, most = band, shared
        if best is None:
            bands.append(_Band(top, bottom, [run]))
        else:
            best.runs.append(run)
    bands.sort(key=lambda band: (band.top + band.bottom) / 2)
    return [sorted((glyph for run in band.runs for glyph in run), key=lambda glyph: glyph.left) for band in bands]


def _split_row(row: Sequence[Glyph]) -> Iterator[Stretch]:
    """Yield the stretches of a line."""
    start = 0
    for index in range(1, len(row) + 1):
        if index < len(row):
            last, glyph = row[index - 1], row[index]
            # The title of a column may stand at the end of a line of the other one.
            size = min(last.size, glyph.size)
            most = _BLANK_GAP if last.text in _BLANKS or glyph.text in _BLANKS else _GAP
            if _is_between_words(row, index):
                most = _JUSTIFIED_GAP
            if glyph.left - last.right <= most * size:
                continue
        yield from _stretch(row[start:index])
        start = index


def _is_between_words(row: Sequence[Glyph], index: int) -> bool:
    """Say whether a gap at a place of a line stands between Latin words, which justified lines set far apart.

    There is a blank in it, or the words were drawn one right after the other.
    """
    last, glyph = row[index - 1], row[index]
    if " " in (last.text, glyph.text):
        last = next((each for each in row[index - 1 :: -1] if each.text != " "), last)
        glyph = next((each for each in row[index:] if each.text != " "), glyph)
    elif not last.order or not 0 < glyph.order - last.order <= _NEXT_DRAWN:
        return False
    return glyph.text.isalpha() and _is_latin(glyph.text) and _is_latin(last.text) and not last.text.isdigit()


def _stretch(glyphs: Sequence[Glyph]) -> Iterator[Stretch]:
    """Yield the stretch that some glyphs make, none where all are blank."""
    first = next((k for k, glyph in enumerate(glyphs) if glyph.text not in _BLANKS), len(glyphs))
    last = next((k for k in range(len(glyphs), first, -1) if glyphs[k - 1].text not in _BLANKS), first)
    kept = list(glyphs[first:last])
    if kept:
        sizes = [glyph.size for glyph in kept]
        yield Stretch(kept, max(set(sizes), key=sizes.count))
