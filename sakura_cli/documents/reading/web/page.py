"""Parse HTML, however malformed, into what a page shows, in order: blocks with their lines, tables with their cells.

One pass over the tags with a list of those that are open, so that depth costs nothing but memory. Left out: what is
made of it (`html` a document, `as_text` the body of a mail), and which tables only place things (`cells`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sakura_cli.documents.blocks import BlockKind
from sakura_cli.documents.reading.building import StyledWords
from sakura_cli.documents.reading.web.elements import (
    BLOCKS,
    DROPPED,
    HEADINGS,
    HIDDEN,
    LISTS,
    SCOPES,
    SPACED,
    VOID,
    find_ended,
)
from sakura_cli.documents.reading.web.items import PageBlock, PageCell, PageTable, ParsedPage
from sakura_cli.documents.reading.web.numbering import ListNumbers, open_list
from sakura_cli.documents.reading.web.stylesheet import PageStyles
from sakura_cli.documents.reading.web.tags import TagParser
from sakura_cli.documents.reading.web.visibility import Paint, is_hidden, is_invisible, paint_of
from sakura_cli.documents.reading.web.words import PageNode, cut_words, is_verbatim, name_look
from sakura_cli.documents.structure import LeftOutKind
from sakura_cli.documents.wrapping import unwrap

# Tables inside tables inside tables are made by programs; deeper ones are read as lines.
_MOST_TABLES = 20
_LONGEST_LOOK = 200
# A line end of the source, and blanks of preformatted text, until a line is done.
_SOFT, _KEPT = "\x1f", "\x1e"
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_WHITE = re.compile(rf"[ \t\f{_SOFT}]+")
_AROUND_BREAK = re.compile(r" *\n *")
_WIDE = "\x7f"


@dataclass(slots=True)
class _Open:
    """An element that is open, with what holds for the text in it."""

    tag: str
    kind: BlockKind = "paragraph"
    level: int = 0
    quotes: int = 0
    is_preformatted: bool = False
    paint: Paint = field(default_factory=Paint)
    numbers: ListNumbers | None = None
    label: str = ""
    part: str = ""
    has_hidden_text: bool = False
    look: str = ""
    is_verbatim: bool = False
    # Why what is in it is left out: a kind, or "" for what is no text at all.
    dropped: LeftOutKind | str | None = None


def parse_page(html: str) -> ParsedPage:
    """Return what a page shows; never fails, whatever the tags."""
    parser = _PageParser(html)
    parser.take(html)
    return parser.finish()


class _PageParser(TagParser):
    """Takes tags and text in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self._lines = [0, *(match.end() for match in re.finditer("\n", html))]
        self._page = ParsedPage()
        self._open: list[_Open] = [_Open("")]
        self._counts: Counter[str] = Counter()
        self._containers: list[list[PageBlock | PageTable]] = [self._page.items]
        self._tables: list[PageTable] = []
        self._buffer: list[str] = []
        self._said: list[StyledWords] = []
        self._line = 1
        self._is_spaced = False
        self._sheet = PageStyles()
        self._dropped_at = 0
        self._dropped_text = False
        self._select: list[tuple[bool, list[str]]] | None = None
        self._is_drop_down = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, after those that it ends."""
        attributes = {name: value or "" for name, value in reversed(attrs)}
        self._end_implied(tag)
        if tag == "link":
            self._sheet.has_others |= "stylesheet" in attributes.get("rel", "").lower()
        if self._dropped_at:
            if tag not in VOID:
                self._push(_Open(tag))
            return
        if tag in BLOCKS and tag != "br":
            self._flush()
            self._is_spaced |= tag in SPACED
        if tag in VOID:
            self._show_void(tag, attributes)
            return
        self._push(self._enter(tag, attributes))

    def handle_endtag(self, tag: str) -> None:
        """Close an element with all that is open in it; an end without a beginning ends nothing."""
        if tag == "p" and not self._counts["p"] and not self._dropped_at:
            self._flush()
        if tag in VOID or not self._counts[tag]:
            return
        for index in range(len(self._open) - 1, 0, -1):
            opened = self._open[index].tag
            if opened == tag:
                while len(self._open) > index:
                    self._pop()
                return
            if opened in SCOPES and tag not in ("table", "tr", "td", "th", "thead", "tbody", "tfoot", "body", "html"):
                return

    def handle_data(self, data: str) -> None:
        """Take text."""
        if self._open[-1].tag == "style":
            self._sheet.add(data)
        if self._dropped_at:
            self._dropped_text = self._dropped_text or not data.isspace()
            return
        data = _CONTROLS.sub("", data)
        element = self._open[-1]
        if is_invisible(element.paint) and not data.isspace():
            self._page.left_out[LeftOutKind.HIDDEN_TEXT] += not element.has_hidden_text
            element.has_hidden_text = True
            return
        if self._select is not None:
            if self._select and element.tag != "select":
                self._select[-1][1].append(" ".join(data.split()))
            return
        line, column = self.getpos()
        node = None if element.is_verbatim else PageNode(self._lines[line - 1] + column)
        self._said.append(StyledWords(data, element.look, element.is_verbatim, node))
        self._write(data, is_preformatted=element.is_preformatted)

    def handle_comment(self, data: str) -> None:
        """Count a comment that says something; conditions for old browsers do not."""
        has_words = any(char.isalpha() for char in data) and not data.lstrip().startswith(("[if", "<![", "["))
        self._page.left_out[LeftOutKind.COMMENTS] += has_words

    def finish(self) -> ParsedPage:
        """Return the page."""
        while len(self._open) > 1:
            self._pop()
        self._flush()
        return self._page

    def _enter(self, tag: str, attributes: Mapping[str, str]) -> _Open:
        outer = self._open[-1]
        style = self._sheet.style_of(tag, attributes)
        paint = outer.paint
        if attributes or style:
            paint = paint_of(attributes, style, outer.paint, has_others=self._sheet.has_others)
        part = outer.part if outer.part in ("term", "definition") else ""
        element = replace(outer, tag=tag, paint=paint, numbers=None, label="", part=part, has_hidden_text=False)
        element.dropped = _find_dropped(tag, attributes, style)
        element.look = "" if tag in BLOCKS else name_look(tag, attributes, outer.look)
        element.is_verbatim = outer.is_verbatim or is_verbatim(tag, attributes)
        if element.dropped is not None:
            return element
        if tag in HEADINGS:
            element.kind, element.level = "heading", HEADINGS[tag]
        elif tag == "blockquote":
            element.kind, element.quotes = "quote", outer.quotes + 1
        elif tag in LISTS:
            element.numbers = open_list(tag, attributes, style)
            element.level = 1 + sum(1 for each in self._open[-_LONGEST_LOOK:] if each.numbers is not None)
        elif tag == "li":
            self._enter_item(element, attributes, style)
        elif tag in ("pre", "textarea", "xmp", "listing", "plaintext"):
            element.is_preformatted = True
        elif tag == "code" and outer.tag == "pre" and not "".join(self._buffer).strip():
            self._open[-1].kind = element.kind = "code"
        elif tag in ("dt", "dd"):
            element.part = "term" if tag == "dt" else "definition"
        elif tag == "select":
            # A list that shows several has no first one chosen.
            self._select = []
            self._is_drop_down = "multiple" not in attributes and _as_count(attributes.get("size")) == 1
        elif tag == "option" and self._select is not None:
            self._select.append(("selected" in attributes, []))
        elif tag == "q":
            self._add("「")
        else:
            self._enter_table(tag, attributes, element)
        if "white-space" in style:
            element.is_preformatted = style["white-space"].startswith(("pre", "break-spaces"))
        return element

    def _enter_item(self, element: _Open, attributes: Mapping[str, str], style: Mapping[str, str]) -> None:
        around = next((each for each in reversed(self._open[-_LONGEST_LOOK:]) if each.numbers is not None), None)
        numbers = around.numbers if around is not None else None
        element.kind = "item"
        element.level = around.level if around is not None else 1
        # The mark says that an item without a label has not begun yet.
        element.label = "\0" + (numbers or ListNumbers("disc")).next_label(attributes, style)

    def _enter_table(self, tag: str, attributes: Mapping[str, str], element: _Open) -> None:
        if tag == "table" and len(self._tables) < _MOST_TABLES:
            is_layout = attributes.get("role", "").lower() in ("presentation", "none")
            table = PageTable(self.getpos()[0], is_layout, self._is_spaced)
            self._is_spaced = False
            self._containers[-1].append(table)
            self._tables.append(table)
            element.part = "table"
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
        elif tag in ("td", "th") and self._tables:
            table = self._tables[-1]
            if not table.rows:
                table.rows.append([])
            cell = PageCell(
                columns=_as_count(attributes.get("colspan")),
                rows=_as_count(attributes.get("rowspan"), least=0),
                is_header=tag == "th",
            )
            table.rows[-1].append(cell)
            self._containers.append(cell.items)
            element.kind, element.level, element.part = "paragraph", 0, "cell"

    def _show_void(self, tag: str, attributes: Mapping[str, str]) -> None:
        if is_hidden(attributes, self._sheet.style_of(tag, attributes)):
            return
        if tag == "br":
            self._add("\n", is_preformatted=True)
        elif tag == "img":
            if "alt" not in attributes and _as_count(attributes.get("width"), least=0) > 2:
                self._page.left_out[LeftOutKind.PICTURES] += 1
            self._add(attributes.get("alt", ""))
        elif tag == "input":
            kind = attributes.get("type", "text").lower()
            if kind in ("checkbox", "radio"):
                self._add("☑" if "checked" in attributes else "☐")
            elif kind not in ("hidden", "password", "image", "file", "color", "range"):
                self._add(attributes.get("value", ""))

    def _end_implied(self, tag: str) -> None:
        ended = find_ended(tag)
        if ended is None:
            return
        tags, bounds = ended
        if not any(self._counts[each] for each in tags):
            return
        reached = 0
        for index in range(len(self._open) - 1, max(0, len(self._open) - _LONGEST_LOOK), -1):
            if self._open[index].tag in bounds:
                break
            if self._open[index].tag in tags:
                reached = index
        while reached and len(self._open) > reached:
            self._pop()

    def _push(self, element: _Open) -> None:
        if element.dropped is not None and not self._dropped_at:
            self._dropped_at = len(self._open)
            self._dropped_text = False
        self._open.append(element)
        self._counts[element.tag] += 1

    def _pop(self) -> None:
        element = self._open[-1]
        if self._dropped_at:
            self._open.pop()
            self._counts[element.tag] -= 1
            if len(self._open) == self._dropped_at:
                self._dropped_at = 0
                if isinstance(element.dropped, LeftOutKind):
                    self._page.left_out[element.dropped] += self._dropped_text
            return
        if element.tag == "q":
            self._add("」")
        if element.tag == "select" and self._select is not None:
            options, self._select = self._select, None
            chosen = [words for is_selected, words in options if is_selected]
            chosen = chosen or [words for _, words in options[: int(self._is_drop_down)]]
            self._add("、".join("".join(words) for words in chosen))
        if element.tag in BLOCKS:
            self._flush()
        if element.part == "cell" and element.tag in ("td", "th"):
            self._containers.pop()
            self._is_spaced = False
        elif element.part == "table" and element.tag == "table":
            self._tables.pop()
        self._open.pop()
        self._counts[element.tag] -= 1

    def _add(self, text: str, *, is_preformatted: bool = False) -> None:
        """Add what stands in no text of the page: it stays."""
        self._said.append(StyledWords(text, self._open[-1].look, is_fixed=True))
        self._write(text, is_preformatted=is_preformatted)

    def _write(self, text: str, *, is_preformatted: bool) -> None:
        if not text:
            return
        if not self._buffer:
            self._line = self.getpos()[0]
        if is_preformatted:
            self._buffer.append(text.replace("\r\n", "\n").replace("\r", "\n").replace(" ", _KEPT))
        else:
            self._buffer.append(text.replace("\r", "").replace("\n", _SOFT))

    def _flush(self) -> None:
        """End the line that is being read."""
        if not self._buffer:
            return
        said, self._said = self._said, []
        text = _AROUND_BREAK.sub("\n", _WHITE.sub(_collapse, "".join(self._buffer)))
        text = text.replace(_KEPT, " ").strip("\n").rstrip()
        self._buffer = []
        element = self._open[-1]
        if not element.is_preformatted:
            text = text.strip(" ")
        if not text.strip():
            return
        holder = next((each for each in reversed(self._open[-_LONGEST_LOOK:]) if each.label), None)
        label = ""
        if holder is not None:
            label, holder.label = holder.label.lstrip("\0"), ""
        kind = "paragraph" if element.kind == "item" and holder is None else element.kind
        level = element.level if kind in ("heading", "item") else 0
        block = PageBlock(kind, text, level, label, self._line, element.quotes, self._is_spaced, element.part)
        if kind == "heading":
            block.text = unwrap(text)
        block.words = cut_words(block.text, said, _SOFT + _KEPT)
        container = self._containers[-1]
        # What stands in a table and in no cell of it is shown before it: its title.
        is_title = bool(self._tables) and bool(container) and container[-1] is self._tables[-1]
        container.insert(len(container) - is_title, block)
        self._is_spaced = False


def _find_dropped(tag: str, attributes: Mapping[str, str], style: Mapping[str, str]) -> LeftOutKind | str | None:
    """Return why an element is left out: a kind that is said, "" for what is no text of the page; None if it is not."""
    if tag in DROPPED:
        return ""
    if tag == "nav" or attributes.get("role", "").lower() == "navigation":
        return LeftOutKind.NAVIGATION
    is_closed = tag == "dialog" and "open" not in attributes
    return LeftOutKind.HIDDEN_TEXT if tag in HIDDEN or is_closed or is_hidden(attributes, style) else None


def _collapse(match: re.Match[str]) -> str:
    """Return what white space in the source is on the page: a line end between wide characters is nothing."""
    text, (start, end) = match.string, match.span()
    if _SOFT in match.group() and text[start - 1 : start] > _WIDE and text[end : end + 1] > _WIDE:
        return ""
    return " "


def _as_count(text: str | None, *, least: int = 1) -> int:
    digits = re.match(r"\s*(\d{1,4})", text or "")
    return min(1000, max(least, int(digits[1]))) if digits else 1
