"""What RTF shows, in order: paragraphs with their level, tables by their cells, and what of it is not shown.

Left out: formats of characters, pictures, and laying out tables (`document`).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from sakura_cli.documents.reading.rtf.tokens import RichToken, charset_codec, code_page, cut_tokens
from sakura_cli.documents.structure import LeftOutKind

_DEEPEST = 2000
# Groups that hold no text of the page; those begun by \* and not known here hold none either.
_SKIPPED = frozenset(
    {
        *("fonttbl", "colortbl", "stylesheet", "info", "pict", "nonshppict", "fldinst", "nonesttables", "upr"),
        *("xe", "tc", "rxe", "txe", "atnid", "atnauthor"),
    }
)
_HEADINGS = frozenset({"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"})
# Text that stands in a group which is passed over for another reason than this is not shown.
_SHOWN = {"shptxt": "shpinst", "ud": "upr"}
_KINDS = frozenset({"fldrslt", "listtext", "pntext", "footnote"})
_CHARACTERS = {
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "・",
    "tab": "\t",
    "line": "\n",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "~": "\u00a0",
    "_": "-",
    "{": "{",
    "}": "}",
    "\\": "\\",
}
_PARAGRAPH_ENDS = frozenset({"par", "sect", "page", "\n", "\r"})
# A field that draws a reading above a word: EQ \o(\s\up 9(reading),word).
_RUBY = re.compile(r"\s*EQ\b.*\\s\\up\s*-?[0-9.]+\((?:[^()]|\([^()]*\))*\)\s*[,;]\s*(?P<base>.*)\)\s*\Z", re.DOTALL)


@dataclass
class RichParagraph:
    """A paragraph; `level` is that of a heading, 0 for none; `label` the number of an item, `depth` its level."""

    text: str
    level: int = 0
    label: str = ""
    depth: int = 1


@dataclass
class RichCell:
    """A cell of a row: its paragraphs, its right edge, and whether it goes on from the left or from above."""

    paragraphs: list[str] = field(default_factory=list)
    edge: int = 0
    is_from_left: bool = False
    is_from_above: bool = False


@dataclass
class RichRow:
    """A row of a table."""

    cells: list[RichCell]


@dataclass
class ParsedRichText:
    """What RTF shows, in order, and what it does not."""

    items: list[RichParagraph | RichRow] = field(default_factory=list)
    left_out: Counter[LeftOutKind] = field(default_factory=Counter)


@dataclass(slots=True)
class _Group:
    """What holds inside a group."""

    codec: str = "cp932"
    skip: int = 1  # characters that stand in for one of Unicode
    skipped_by: str = ""  # the word for which it is passed over
    is_hidden: bool = False
    is_deleted: bool = False
    kind: str = ""


def parse_rich_text(data: bytes) -> ParsedRichText:
    """Return what RTF shows; malformed groups are read as far as they go."""
    parser = _Parser()
    for token in cut_tokens(data):
        parser.take(token)
    return parser.finish()


class _Parser:
    """Takes tokens in order."""

    def __init__(self) -> None:
        self._parsed = ParsedRichText()
        self._groups = [_Group()]
        self._default = "cp932"
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._levels: dict[int, int] = {}
        self._style: int | None = None
        self._level = 0
        self._depth = 1
        self._bytes = bytearray()
        self._pending = 0  # stand-ins still to be passed over
        self._text: list[str] = []
        self._label: list[str] = []
        self._notes: list[str] = []
        self._field: list[str] = []
        self._is_starred = False
        self._in_table = False
        self._cells: list[list[str]] = []
        self._cell: list[str] = []
        self._definitions: list[RichCell] = []
        self._definition = RichCell()

    def take(self, token: RichToken) -> None:
        """Take a token."""
        if token.data:
            self._take_bytes(token.data)
            return
        self._decode()
        if token.brace == "{":
            self._groups.append(
                replace(self._groups[-1], kind="") if len(self._groups) < _DEEPEST else self._groups[-1]
            )
            self._pending = 0
        elif token.brace == "}":
            self._close_group()
        elif token.word == "*":
            self._is_starred = True
            return
        else:
            self._take_word(token.word, token.number)
        self._is_starred = False

    def finish(self) -> ParsedRichText:
        """Return what was read."""
        self._decode()
        self._end_paragraph()
        self._end_row()
        return self._parsed

    def _take_bytes(self, data: bytes) -> None:
        if self._pending:
            passed = min(self._pending, len(data))
            self._pending -= passed
            data = data[passed:]
        self._bytes += data

    def _decode(self) -> None:
        if not self._bytes:
            return
        text = bytes(self._bytes).decode(self._groups[-1].codec, errors="replace")
        self._bytes.clear()
        self._write(text)

    def _write(self, text: str) -> None:
        group = self._groups[-1]
        if group.kind == "fonttbl":
            return
        if group.kind == "fldinst":
            self._field.append(text)
        elif group.skipped_by:
            return
        elif group.is_deleted or group.is_hidden:
            if text.strip():
                kind = LeftOutKind.DELETIONS if group.is_deleted else LeftOutKind.HIDDEN_TEXT
                self._parsed.left_out[kind] += group.kind != "counted"
                group.kind = "counted"
        elif group.kind in ("listtext", "pntext"):
            self._label.append(text)
        elif group.kind == "footnote":
            self._notes.append(text)
        else:
            self._text.append(text)

    def _take_word(self, word: str, number: int | None) -> None:
        group = self._groups[-1]
        if word == "u" and number is not None:
            self._write_unit(number % 0x10000)
            self._pending = group.skip
        elif word == "uc":
            group.skip = max(0, number or 0)
        elif word == "ansicpg":
            self._default = group.codec = code_page(number)
        elif word == "f":
            self._font = number or 0
            group.codec = self._fonts.get(self._font, self._default)
        elif word == "fcharset":
            self._fonts[self._font] = charset_codec(number, self._default)
            group.codec = self._fonts[self._font]
        elif word == "plain":
            group.is_hidden = group.is_deleted = False
            group.codec = self._default
        elif word in ("v", "deleted"):
            is_on = number != 0
            group.is_hidden, group.is_deleted = (is_on, group.is_deleted) if word == "v" else (group.is_hidden, is_on)
        elif word in _CHARACTERS:
            self._write(_CHARACTERS[word])
        elif not self._open_destination(word, group):
            self._take_layout(word, number, group)

    def _open_destination(self, word: str, group: _Group) -> bool:
        """Say whether a word says what its group is for; groups that are not shown are passed over."""
        if word in _SHOWN:
            if group.skipped_by == _SHOWN[word]:
                group.skipped_by = ""
        elif word in _KINDS:
            group.kind = word
        elif word in _HEADINGS or word == "annotation":
            kind = LeftOutKind.COMMENTS if word == "annotation" else LeftOutKind.HEADERS
            self._parsed.left_out[kind] += not group.skipped_by
            group.skipped_by = word
        elif word == "field":
            self._field.clear()
        elif word in _SKIPPED or (self._is_starred and word != "shppict"):
            if word == "pict":
                self._parsed.left_out[LeftOutKind.PICTURES] += not group.skipped_by
            group.kind, group.skipped_by = word, group.skipped_by or word
        else:
            return False
        return True

    def _take_layout(self, word: str, number: int | None, group: _Group) -> None:
        if word in ("s", "outlinelevel"):
            self._take_style(word, number or 0)
        elif group.skipped_by:
            return
        elif word in _PARAGRAPH_ENDS:
            if group.kind == "footnote":
                self._notes.append("\n")
            else:
                self._end_paragraph()
        elif word == "pard":
            self._level, self._depth, self._in_table = 0, 1, False
        elif word == "ilvl":
            self._depth = 1 + min(max(number or 0, 0), 8)
        elif word == "intbl":
            self._in_table = True
        elif word in ("cell", "nestcell"):
            self._end_paragraph(is_cell=True)
            if word == "cell":
                self._cells.append(self._cell)
                self._cell = []
        elif word == "row":
            self._end_row()
        elif word == "trowd":
            self._definitions, self._definition = [], RichCell()
        elif word in ("clmrg", "clvmrg"):
            self._definition = replace(
                self._definition,
                is_from_left=self._definition.is_from_left or word == "clmrg",
                is_from_above=self._definition.is_from_above or word == "clvmrg",
            )
        elif word == "cellx":
            self._definitions.append(replace(self._definition, edge=number or 0))
            self._definition = RichCell()

    def _take_style(self, word: str, number: int) -> None:
        """Take the number of a style or the level of an outline, of a paragraph or in the list of styles."""
        is_listed = any(each.kind == "stylesheet" for each in self._groups[-4:])
        if word == "s":
            self._style = number
            self._level = self._level if is_listed else self._levels.get(number, 0)
        elif number < 9 and is_listed:
            if self._style is not None:
                self._levels[self._style] = number + 1
        elif number < 9 and not self._groups[-1].skipped_by:
            self._level = number + 1

    def _write_unit(self, unit: int) -> None:
        """Write a unit of UTF-16; the halves of a pair come one after the other."""
        text = chr(unit)
        target = self._text
        if 0xDC00 <= unit < 0xE000 and target and "\ud800" <= target[-1][-1:] < "\udc00":
            text = (target[-1][-1] + text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            target[-1] = target[-1][:-1]
        self._write(text)

    def _close_group(self) -> None:
        if len(self._groups) < 2:
            return
        closed = self._groups.pop()
        self._pending = 0
        if closed.kind == "stylesheet":
            self._style = None
        if closed.kind == "fldrslt" or (closed.kind == "fldinst" and "EQ" in "".join(self._field)):
            ruby = _RUBY.match("".join(self._field))
            self._field.clear()
            if ruby is not None:
                self._write(ruby["base"])

    def _end_paragraph(self, *, is_cell: bool = False) -> None:
        text = "".join(self._text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        self._text.clear()
        label = "".join(self._label).replace("\t", " ").lstrip()
        self._label.clear()
        if is_cell or self._in_table:
            self._cell += [label + text] if text.strip() or not is_cell else []
        else:
            self._end_row()
            self._parsed.items.append(RichParagraph(text, self._level, label, self._depth))
        if self._notes and not self._in_table:
            notes, self._notes = "".join(self._notes).strip(), []
            self._parsed.items.append(RichParagraph(notes))

    def _end_row(self) -> None:
        if not self._cells:
            return
        definitions = [*self._definitions, *[RichCell() for _ in self._cells]]
        cells: list[RichCell] = []
        for words, definition in zip(self._cells, definitions, strict=False):
            edge = definition.edge or (cells[-1].edge if cells else 0) + 1
            cells.append(replace(definition, paragraphs=words, edge=edge))
        self._parsed.items.append(RichRow(cells))
        self._cells, self._cell = [], []
