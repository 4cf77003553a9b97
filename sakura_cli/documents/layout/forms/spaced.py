"""Find labels that only blanks part from their values, and further labels later in a line.

Left out: labels in brackets, before a colon, a bar or dots (`marked`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from sakura_cli.characters.width import count_columns
from sakura_cli.documents.layout.forms.blank_dates import is_blank_date
from sakura_cli.documents.layout.forms.entries import (
    LONGEST_LABEL_COLUMNS,
    NOT_LABEL,
    Entry,
    cut_piece,
    drop_marker,
    is_in_address,
    is_label_word,
    make_entry,
)
from sakura_cli.documents.layout.labels import is_known_label, is_label_like, is_sentence, kind_of_cell
from sakura_cli.documents.layout.lines import DrawnLine, DrawnPiece, is_letter, span_pieces, split_pieces, trim
from sakura_cli.lexicon import word_set
from sakura_cli.spans import Span

_SAID = re.compile(r"\w|[○◯〇×◎△☑☐□■]")
_NUMBER_OR_ADDRESS = re.compile(r"[0-9０-９（(+〒¥￥]|https?://|[\w.+-]{1,64}@")
_SLASH = re.compile(r"[ 　]?[／/|｜・][ 　]?(?=[^0-9])")


def find_label(text: str, pieces: Sequence[DrawnPiece]) -> str | None:
    """Return the label that a line begins with, by blanks alone, if it does; an item's number may stand before it."""
    pieces = drop_marker(text, pieces)
    for first in range(min(2, len(pieces) - 1)):
        if first and not _is_before_label(text, pieces[0]):
            break
        if size := count_label_pieces(text, pieces[first:]):
            return "".join(piece.cut(text) for piece in pieces[first : first + size])
    return None


def is_label_alone(text: str, line: DrawnLine) -> bool:
    """Say whether nothing but a label stands on a line."""
    pieces = drop_marker(text, split_pieces(text, line))
    return bool(pieces) and count_label_pieces(text, pieces) == len(pieces)


def add_later(text: str, line: DrawnLine, pieces: Sequence[DrawnPiece], entry: Entry) -> list[Entry]:
    """Return an entry with those that follow it on the line, its value cut where the first of them begins."""
    later = _find_later(text, line, pieces, entry)
    if not later:
        return [entry]
    value = trim(text, entry.value.start, min(entry.value.end, later[0].label.start))
    is_filled = entry.is_marked or bool(_SAID.search(text, *value))
    entry = entry._replace(value=value, is_sure=entry.is_sure and is_filled)
    return [entry, *(each for each in later if each.value.end > each.value.start)]


def find_spaced(text: str, line: DrawnLine, pieces: Sequence[DrawnPiece]) -> list[Entry]:
    """Read a label that only blanks part from its value, and further ones after that."""
    for first in range(min(2, len(pieces))):
        if first and not _is_before_label(text, pieces[0]):
            break
        size = count_label_pieces(text, pieces[first:])
        if not size:
            continue
        label = span_pieces(pieces[first : first + size])
        rest = pieces[first + size :]
        if not rest:
            if first or count_columns(text[label.start : label.end]) > LONGEST_LABEL_COLUMNS:
                return []
            is_alone = is_known_label(label.cut(text)) and len(label.cut(text)) > 1
            empty = Span(line.end, line.end)
            alone = make_entry(text, line, label.span, empty, is_sure=True, is_spaced=True, is_marked=False)
            return [alone] if is_alone else []
        return _read_spaced(text, line, label, rest)
    joined = _split_joined(text, line, pieces[0])
    if joined:
        return add_later(text, line, pieces, joined)
    whole = Span(line.start, line.start)
    nothing = make_entry(text, line, whole, whole, is_sure=True, is_spaced=True, is_marked=False)
    if len(pieces) > 1 and (later := _find_later(text, line, pieces[1:], nothing)):
        return [each for each in later if each.value.end > each.value.start]
    value = Span(pieces[-1].start, pieces[-1].end)
    if len(pieces) > 1 and _could_be_label(text, pieces[0]) and value.cut(text) not in _honorifics():
        value = Span(pieces[1].start, pieces[-1].end)
        return [make_entry(text, line, pieces[0].span, value, is_sure=False, is_spaced=True, is_marked=False)]
    return []


def _read_spaced(text: str, line: DrawnLine, label: DrawnPiece, rest: Sequence[DrawnPiece]) -> list[Entry]:
    value = Span(rest[0].start, line.end)
    value = trim(text, *value)
    content = value.cut(text)
    if len(rest) == 1 and len(content) > 1 and is_known_label(content):
        return []
    name = label.cut(text)
    is_known = is_known_label(name) and len(name) > 1
    is_sure = is_known and (not is_sentence(content) or rest[0].left - label.right > 2)
    if not is_known and not is_sure:
        is_sure = is_label_like(name) and kind_of_cell(content) in ("number", "date")
    entry = make_entry(text, line, label.span, value, is_sure=is_sure, is_spaced=True, is_marked=False)
    return add_later(text, line, [label, *rest], entry)


def _find_later(text: str, line: DrawnLine, pieces: Sequence[DrawnPiece], entry: Entry) -> list[Entry]:
    """Find further labels of a line after the value of the first: known ones that stand apart and have a value."""
    inside = [piece for piece in _split_at_slashes(text, pieces) if piece.start > entry.value.start]
    inside = _drop_bracketed(text, entry.value.start, inside)
    labels: list[tuple[Span, int]] = []  # a label, and where its value may begin
    index = 0
    while index < len(inside):
        size = count_label_pieces(text, inside[index:])
        label = span_pieces(inside[index : index + size]) if size else None
        if label and is_blank_date(label.cut(text)):
            index += size
        elif label and index + size < len(inside) and is_known_label(label.cut(text)):
            labels.append((label.span, inside[index + size].start))
            index += size + 1
        elif label and size == 1 and len(label.cut(text)) > 1 and is_known_label(label.cut(text)):
            labels.append((label.span, line.end))  # nobody has filled it in
            break
        elif joined := _split_joined(text, line, inside[index]):
            labels.append((joined.label, joined.value.start))
            index += 1
        else:
            index += 1
    found: list[Entry] = []
    for number, (label_span, begin) in enumerate(labels):
        end = labels[number + 1][0].start if number + 1 < len(labels) else line.end
        value = trim(text, begin, end)
        found.append(make_entry(text, line, label_span, value, is_sure=True, is_spaced=True, is_marked=False))
    return found


def _drop_bracketed(text: str, start: int, pieces: Sequence[DrawnPiece]) -> list[DrawnPiece]:
    """Return the pieces that do not stand inside brackets opened after `start`."""
    kept: list[DrawnPiece] = []
    depth = 0
    for piece in pieces:
        between = text[start : piece.start]
        depth += between.count("（") + between.count("(") - between.count("）") - between.count(")")
        start = piece.start
        if depth <= 0:
            kept.append(piece)
    return kept


def _split_at_slashes(text: str, pieces: Sequence[DrawnPiece]) -> list[DrawnPiece]:
    """Part pieces before a known label that a slash divides from what stands before it (TEL … / FAX …)."""
    parts: list[DrawnPiece] = []
    for piece in pieces:
        start = piece.start
        for slash in _SLASH.finditer(text, piece.start, piece.end):
            word = text[slash.end() : min(piece.end, slash.end() + 20)].split(" ")[0]
            if is_known_label(word) and not is_in_address(text, slash.start(), Span(piece.start, piece.end)):
                parts.append(cut_piece(text, piece, start, slash.start()))
                start = slash.end()
        parts.append(cut_piece(text, piece, start, piece.end))
    return parts


def _split_joined(text: str, line: DrawnLine, piece: DrawnPiece) -> Entry | None:
    """Read a piece whose first word is a known label and whose rest begins as a number or address does (TEL 03-…)."""
    at = text.find(" ", piece.start, piece.end)
    while 0 <= at <= piece.start + 20:
        name = text[piece.start : at]
        if is_known_label(name) and len(name) > 1 and _NUMBER_OR_ADDRESS.match(text, at + 1, piece.end):
            rest = Span(at + 1, piece.end)
            slashes = (slash.start() for slash in _SLASH.finditer(text, *rest))
            end = next((slash for slash in slashes if not is_in_address(text, slash, rest)), piece.end)
            label, value = Span(piece.start, at), trim(text, at + 1, end)
            return make_entry(text, line, label, value, is_sure=True, is_spaced=True, is_marked=False)
        at = text.find(" ", at + 1, piece.end)
    return None


def count_label_pieces(text: str, pieces: Sequence[DrawnPiece]) -> int:
    """Return of how many pieces the label at the start consists: its letters may be spaced out (氏　名); 0 if none."""
    letters = _count_letters(text, pieces)
    if letters == len(pieces) > 1:
        return letters if is_known_label(text[pieces[0].start : pieces[-1].end]) else 0
    for size in range(letters, 1, -1):
        if is_known_label(text[pieces[0].start : pieces[size - 1].end]):
            return size
    if letters > 1 and letters < len(pieces):
        name = text[pieces[0].start : pieces[letters - 1].end]
        if is_label_like(name):
            return letters
    if pieces and not letters and is_label_like(pieces[0].cut(text)) and not NOT_LABEL.search(text, *pieces[0].span):
        return 1
    return 0


def _count_letters(text: str, pieces: Sequence[DrawnPiece]) -> int:
    """Count the pieces at the start that are single letters, the same blank between them."""
    count = 0
    while count < min(len(pieces), 10) and is_letter(text, pieces[count]):
        if count > 1 and _gap(pieces, count) != _gap(pieces, 1):
            break
        count += 1
    return count


def _gap(pieces: Sequence[DrawnPiece], index: int) -> int:
    return pieces[index].left - pieces[index - 1].right


def _is_before_label(text: str, piece: DrawnPiece) -> bool:
    """Say whether a piece may stand before a label: a party of a contract, or a short name of a group."""
    word = piece.cut(text)
    return word in _parties() or (len(word) <= 6 and not is_sentence(word) and kind_of_cell(word) == "text")


def _could_be_label(text: str, piece: DrawnPiece) -> bool:
    word = piece.cut(text)
    return (
        2 <= len(word) <= 12
        and is_label_word(text, piece.span)
        and kind_of_cell(word) == "text"
        and not is_sentence(word)
        and not word.isascii()
    )


@cache
def _honorifics() -> frozenset[str]:
    return word_set("layout/sides", "addressee")


@cache
def _parties() -> frozenset[str]:
    return word_set("layout/sides", "party")
