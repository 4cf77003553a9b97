"""Which paragraphs are headings and items: by size, weight and font, by numbers, and by what follows.

Left out: articles whose text stands on the line of their number, which are paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from sakura_cli.documents.reading.pdf.geometry.glyphs import Face
from sakura_cli.documents.reading.pdf.geometry.marks import (
    LEVELS,
    ends_sentence,
    find_level,
    find_mark,
    is_contents_entry,
)
from sakura_cli.documents.reading.pdf.geometry.paragraphs import TextPassage
from sakura_cli.documents.reading.pdf.pages import FlowEntry
from sakura_cli.lexicon import alternation, words

_LARGER, _SAME, _SMALLER = 1.05, 0.97, 0.85
_LONGEST, _LONGEST_PLAIN = 80, 40
_MOST_LINES = 3
_IN_TABLES = 4
_CAPTION = re.compile(r"[（(〔【][^（）()]{1,40}[)）〕】]")
_STANDING_ALONE = re.compile(
    rf"{alternation(words('documents/closing_parts'))}(?:第?[0-9０-９一二三四五六七八九十]+(?:号)?(?:の[0-9０-９一二三四五六七八九十]+)?)?"
    r"(?:[（(][^（）()]{1,40}[)）])?"
)
_ARTICLE_TITLE = re.compile(r"[（(〔【][^（）()]{1,40}[)）〕】]|[^。、]{1,25}")
_OPEN_ENDS = ("、", "，", "：", ":", "；")
_KANA_OR_HAN = re.compile(r"[ぁ-ヿ一-鿿々〇]")
_ITEMS = frozenset({"bracket", "number", "kanji", "letter", "circled", "bullet"})
_FORM_ENTRY = re.compile(r"[ 　]*[^ 　、。]{1,12}[ 　]+[^ 　]")
_ITEM_INDENT = 1.5


class PassageRole(NamedTuple):
    """What a paragraph is; `level` is that of a heading or an item."""

    kind: str
    level: int = 0


class BodyStyle(NamedTuple):
    """How most of a document is set."""

    size: float
    face: int
    is_bold: bool


def find_body(entries: Sequence[FlowEntry], size: float) -> BodyStyle:
    """Return how most letters are set; `size` is that of most letters, tables included."""
    counts: Counter[tuple[float, int, bool]] = Counter()
    for entry in entries:
        if isinstance(entry, TextPassage):
            for line in entry.lines:
                counts[round(line.size, 1), line.face, line.is_bold] += len(line.text)
    if not counts:
        return BodyStyle(size, 0, False)
    style = BodyStyle(*counts.most_common(1)[0][0])
    # A few titles among tables are no body.
    in_tables = sum(
        len(cell.text) for entry in entries if not isinstance(entry, TextPassage) for row in entry.rows for cell in row
    )
    return style if _IN_TABLES * sum(counts.values()) > in_tables else style._replace(size=min(size, style.size))


def find_roles(entries: Sequence[FlowEntry], faces: Sequence[Face], size: float) -> list[PassageRole]:
    """Return what each entry is, that of a table says nothing; `size` is that of most letters."""
    body = find_body(entries, size)
    styled = [_is_styled(entry, body, faces) for entry in entries]
    sizes = sorted(
        {
            round(entry.first.size * 2) / 2
            for entry, is_styled in zip(entries, styled, strict=True)
            if is_styled and isinstance(entry, TextPassage) and entry.first.size >= _LARGER * body.size
        },
        reverse=True,
    )
    roles: list[PassageRole] = []
    for index, entry in enumerate(entries):
        following = entries[index + 1] if index + 1 < len(entries) else None
        if not isinstance(entry, TextPassage):
            roles.append(PassageRole("table"))
        elif styled[index]:
            size = round(entry.first.size * 2) / 2
            roles.append(PassageRole("heading", min(6, 1 + sizes.index(size) if size in sizes else 1 + len(sizes))))
        elif level := _numbered_level(entry, following):
            roles.append(PassageRole("heading", level))
        else:
            roles.append(_plain_role(entry))
    return roles


def _is_styled(entry: FlowEntry, body: BodyStyle, faces: Sequence[Face]) -> bool:
    """Say whether a paragraph looks like a heading."""
    if not isinstance(entry, TextPassage) or not _may_head(entry, _LONGEST):
        return False
    first = entry.first
    if first.size >= _LARGER * body.size:
        return True
    if first.size < _SMALLER * body.size:
        return False
    mark = find_mark(entry.text)
    if mark and mark[0] == "bullet" and mark[1] < 2:
        return False
    if all(line.is_bold for line in entry.lines) and not body.is_bold:
        return True
    # The same size in another font, Gothic among Mincho.
    return (
        len(entry.lines) == 1
        and first.size >= _SAME * body.size
        and len(entry.text) <= _LONGEST_PLAIN
        and first.face != body.face
        and bool(faces and faces[first.face].name and faces[body.face].name)
        and _KANA_OR_HAN.search(entry.text) is not None
    )


def _may_head(entry: TextPassage, longest: int) -> bool:
    text = entry.text
    return (
        len(text) <= longest
        and len(entry.lines) <= _MOST_LINES
        and not entry.is_note
        and not ends_sentence(text)
        and not text.endswith(_OPEN_ENDS)
        and not is_contents_entry(text)
    )


def _numbered_level(entry: TextPassage, following: FlowEntry | None) -> int | None:
    """Return the level of a heading that only its words show; None for any other paragraph."""
    if not _may_head(entry, _LONGEST_PLAIN):
        return None
    text = entry.text
    level = find_level(text)
    if level is not None:
        mark = find_mark(text)
        rest = text[mark[1] :].strip(" 　") if mark else ""
        is_title = level < LEVELS["条"] or not rest or _ARTICLE_TITLE.fullmatch(rest) is not None
        return level if is_title else None
    if _CAPTION.fullmatch(text) and isinstance(following, TextPassage) and find_level(following.text):
        return LEVELS["条"]
    if _STANDING_ALONE.fullmatch(re.sub(r"[ 　]", "", text)):
        return LEVELS["章"]
    mark = find_mark(text)
    if mark and mark[0] == "section" and following is not None:
        other = find_mark(following.text) if isinstance(following, TextPassage) else None
        if other is None or other[0] != "section" or len(other) != len(mark):
            return 1 + len(re.findall(r"[0-9０-９]+", text[: mark[1]]))
    return None


def _plain_role(entry: TextPassage) -> PassageRole:
    mark = find_mark(entry.text)
    is_item = mark is not None and mark[0] in _ITEMS and not entry.is_note
    # Entries of a form may be numbered, too: those are read as forms are.
    if mark is not None and _FORM_ENTRY.match(entry.text, mark[1]):
        is_item = False
    if is_item or is_contents_entry(entry.text):
        indent = max(0.0, entry.first.left - entry.left) / entry.first.size
        return PassageRole("item", 1 + int(indent / _ITEM_INDENT))
    return PassageRole("paragraph")
