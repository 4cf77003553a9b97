"""What a document knows of its original beside its text: where each stretch stands there, and what was not read.

Left out: blocks, which every document has (`blocks`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from sakura_cli.documents.blocks import Block
from sakura_cli.localization import gettext as _
from sakura_cli.localization import gettext_noop as noop
from sakura_cli.spans import Span

# Left out of JSON where it is None.
_OPTIONAL = {"optional": True}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something stands in the original, from 1: a line of a text, else what its format counts.

    `heading` is the number of the article or section (第3条) it belongs to. Its fields are those of JSON results, those
    that are None left out.
    """

    line: int | None = field(default=None, metadata=_OPTIONAL)
    page: int | None = field(default=None, metadata=_OPTIONAL)
    slide: int | None = field(default=None, metadata=_OPTIONAL)
    sheet: str | None = field(default=None, metadata=_OPTIONAL)
    cell: str | None = field(default=None, metadata=_OPTIONAL)
    heading: str | None = field(default=None, metadata=_OPTIONAL)
    paragraph: int | None = field(default=None, metadata=_OPTIONAL)

    @property
    def place(self) -> str:
        """Where it stands, in words: line 12, p. 3, Sheet1!C7, 第3条:12."""
        return _("line {line}").format(line=self.line) if self.line is not None and not self.heading else str(self)

    def __str__(self) -> str:
        """Where it stands, behind the name of a file and a colon: 12, p. 3, Sheet1!C7, 第3条:12."""
        if self.page is not None:
            return f"p. {self.page}"
        if self.slide is not None:
            return _("slide {number}").format(number=self.slide)
        if self.sheet is not None or self.cell is not None:
            return "!".join(part for part in (self.sheet, self.cell) if part)
        place = str(self.line if self.line is not None else self.paragraph or 1)
        return f"{self.heading}:{place}" if self.heading else place


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph in one format; `mark` says which, empty for what the paragraph is written in.

    Marks are the same where the formats are: they say that two runs look alike, nothing else. `is_fixed` runs (fields,
    images) stay as they are when words change.
    """

    span: Span
    mark: str
    is_fixed: bool = False


class LeftOutKind(Enum):
    """What a reader may leave out: its name in JSON, and what is said of so many."""

    COMMENTS = "comments", noop("comments: {count}")
    HEADERS = "headers", noop("headers and footers: {count}")
    DELETIONS = "deletions", noop("deleted by a revision: {count}")
    HIDDEN_TEXT = "hidden-text", noop("hidden text: {count}")
    HIDDEN_SHEETS = "hidden-sheets", noop("hidden sheets: {count}")
    HIDDEN_ROWS = "hidden-rows", noop("hidden rows and columns: {count}")
    HIDDEN_SLIDES = "hidden-slides", noop("hidden slides: {count}")
    NOTES = "notes", noop("speaker notes: {count}")
    PICTURE_PAGES = "picture-pages", noop("pages that are pictures: {count}")
    PICTURES = "pictures", noop("pictures: {count}")
    NAVIGATION = "navigation", noop("menus for navigation: {count}")
    CHARTS = "charts", noop("charts: {count}")
    PLACEHOLDERS = "placeholders", noop("fields not filled in: {count}")
    FORMULAS = "formulas", noop("formulas without a value: {count}")
    ATTACHMENTS = "attachments", noop("attachments: {count}")

    def __init__(self, label: str, message: str):
        self.label = label
        self.message = message


@dataclass(frozen=True, slots=True)
class LeftOutPart:
    """So many of something that was not read."""

    kind: LeftOutKind
    count: int

    def __str__(self) -> str:
        """What is said of it."""
        return _(self.kind.message).format(count=self.count)


@dataclass(frozen=True)
class Structure:
    """What a format's reader found: the blocks, in order, and where each stretch of the text stands.

    `origins` are pairs of a position and what holds from there on, ascending. `runs` are those of paragraphs written in
    more than one format.
    """

    blocks: Sequence[Block] = ()
    origins: Sequence[tuple[int, Origin]] = ()
    runs: Sequence[Run] = ()
    starts: Sequence[int] = field(init=False, repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "starts", tuple(start for start, _ in self.origins))

    def origin(self, position: int) -> Origin:
        """Return where a position of the text stands."""
        index = bisect_right(self.starts, position) - 1
        return self.origins[max(index, 0)][1] if self.origins else Origin()
