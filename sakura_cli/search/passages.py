"""The passages of a document: what a person would look up. An article with its caption, a row with its header.

A passage is a stretch of the document under its headings; long ones are divided at paragraphs, then at sentences. It
holds all that an answer needs, so that an index need not keep documents. Left out: which words it is found by
(`tokens`), and the grids of tables (`rows`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from sakura_cli.documents.blocks import Block
from sakura_cli.documents.document import Document
from sakura_cli.documents.structure import Origin
from sakura_cli.japanese.sentences import split_sentences
from sakura_cli.search.rows import RowCell, read_rows
from sakura_cli.spans import Span

# A passage is closed before it becomes longer than this.
_MOST_CHARACTERS = 500
_MOST_LEAD_CHARACTERS = 120
_ARTICLE = re.compile(r"(?m)^[ \t　]*(第[0-9０-９一二三四五六七八九十百〇]+条(?:の[0-9０-９一二三四五六七八九十]+)?)")
_CAPTION = re.compile(r"[（(][^（）()。\n]{1,30}[）)]")
# What a heading is numbered and bracketed with.
_NUMERALS = "0-9０-９一二三四五六七八九十百〇"
_FRAME = re.compile(
    rf"^[\s　]*(?:第[{_NUMERALS}]+[条章節編部](?:の[{_NUMERALS}]+)?|[0-9０-９.．]+[.．、\s　])?[\s　]*[（(【]?"
    r"|[）)】][\s　]*$"
)
_NUMBERED = re.compile(r"\s*[(（]?(?:第\s*)?[0-9０-９一二三四五六七八九十]+[)）\s.．、章節編部条]")
_QUESTION = re.compile(r"[\s*]*[QＱ問][0-9０-９]*[ \t　]*[.．:：、\s　]")


@dataclass(frozen=True, slots=True)
class SourcePassage:
    """A passage: where it stands, its own words, and what it stands under, the highest first.

    `text` is the stretch `span` of the document; `parts` are the stretches of it that count, in the document's
    positions, and `cells` those of a row, where there are labels to read them by; `lead` is the sentence before its
    table. `origins` say from which position on which place of the original holds; `article` is a number such as 第5条.
    """

    source: str
    span: Span
    text: str
    headings: tuple[str, ...] = ()
    article: str = ""
    parts: tuple[Span, ...] = ()
    cells: tuple[RowCell, ...] = ()
    lead: str = ""
    origins: tuple[tuple[int, Origin], ...] = ()

    def cut(self, span: Span) -> str:
        """Return what stands at a span of the document, which must be one of the passage."""
        return span.shift(-self.span.start).cut(self.text)

    def origin(self, position: int) -> Origin:
        """Return where a position of the passage stands in the original, its article named where nothing else does."""
        index = bisect_right([start for start, _ in self.origins], position) - 1
        origin = self.origins[max(index, 0)][1] if self.origins else Origin()
        is_named = origin.heading or origin.page or origin.slide or origin.cell
        return replace(origin, heading=self.article) if self.article and not is_named else origin

    @property
    def above(self) -> tuple[str, ...]:
        """What the passage stands under: headings, and the sentence before its table."""
        return (*self.headings, *filter(None, [self.lead]))

    @property
    def topic(self) -> str:
        """What the passage is about, by the last heading: its words without number and brackets."""
        return _FRAME.sub("", self.headings[-1]).strip() if self.headings else ""

    @property
    def shown(self) -> str:
        """The words of the passage in one line: of a row its cells, each behind its label."""
        if self.cells:
            return " / ".join(cell.shown for cell in self.cells if cell.value)
        return " ".join(" ".join(self.cut(part).split()) for part in self.parts)


@dataclass
class _Collector:
    """Puts stretches together into passages, under the headings that hold where they stand."""

    document: Document
    headings: list[tuple[int, str]] = field(default_factory=list)
    passages: list[SourcePassage] = field(default_factory=list)
    caption: str = ""
    article: str = ""
    article_title: str = ""
    title: str = ""
    _open: list[Span] = field(default_factory=list)

    def enter(self, level: int, heading: str) -> None:
        """Begin what stands under a heading."""
        self.close()
        self.article = self.article_title = self.caption = ""
        self.title = self.title or heading
        self.headings = [each for each in self.headings if each[0] < level]
        if match := _ARTICLE.match(heading):
            self.article = match[1]
        self.headings.append((level, heading))

    def begin_article(self, number: str) -> None:
        """Begin an article, whose caption has been read."""
        self.close()
        self.article, self.article_title, self.caption = number, number + self.caption, ""

    def add(self, span: Span) -> None:
        """Add a stretch to the passage under way, or to the next one where that would become too long."""
        length = span.end - span.start
        if self._open and sum(each.end - each.start for each in self._open) + length > _MOST_CHARACTERS:
            self.close()
        if length <= _MOST_CHARACTERS:
            self._open.append(span)
            return
        text = span.cut(self.document.text)
        for sentence in split_sentences(text):
            size = sum(each.end - each.start for each in self._open)
            if self._open and size + sentence.end - sentence.start > _MOST_CHARACTERS:
                self.close()
            self._open.append(sentence.shift(span.start))
        self.close()

    def add_rows(self, block: Block) -> None:
        """Make a passage of every row of a table."""
        lead = self._read_lead()
        self.close()
        for cells in read_rows(self.document.text, block.table) if block.table else ():
            pieces = [piece for cell in cells if not cell.is_inherited for piece in cell.pieces]
            if pieces:
                span = Span(min(piece.start for piece in pieces), max(piece.end for piece in pieces))
                self._keep(span, tuple(pieces), tuple(cells), lead)

    def close(self) -> None:
        """End the passage under way."""
        if self._open:
            self._keep(Span(self._open[0].start, self._open[-1].end), tuple(self._open), ())
            self._open = []

    def _read_lead(self) -> str:
        """Return the sentence that stands before what comes now."""
        text = self._open[-1].cut(self.document.text) if self._open else ""
        sentences = split_sentences(text)
        return " ".join(sentences[-1].cut(text).split())[:_MOST_LEAD_CHARACTERS] if sentences else ""

    def _keep(self, span: Span, parts: tuple[Span, ...], cells: tuple[RowCell, ...], lead: str = "") -> None:
        document = self.document
        above = dict.fromkeys([self.title, *(heading for _, heading in self.headings), self.article_title])
        self.passages.append(
            SourcePassage(
                document.source,
                span,
                span.cut(document.text),
                tuple(each for each in above if each),
                self.article,
                parts,
                cells,
                lead,
                tuple(_list_origins(document, span, parts)),
            )
        )


def find_passages(document: Document) -> list[SourcePassage]:
    """Return the passages of a document, in order."""
    collector = _Collector(document)
    for block in document.blocks:
        if block.kind == "heading":
            collector.enter(block.level or 1, _cut_block(document, block).strip())
        elif block.kind == "table" and block.table is not None:
            collector.add_rows(block)
        elif block.kind != "rule":
            _add_stretch(collector, _find_stretch(block))
    collector.close()
    return collector.passages


def name_document(source: str, passages: Sequence[SourcePassage]) -> str:
    """Return how a document calls itself: its first heading, else the name of its file without the ending.

    A chapter is called as those of other documents are: 第1章 総則.
    """
    first = next((each.headings[0] for each in passages if each.headings), "")
    return first if first and not _NUMBERED.match(first) else PurePath(source).stem


def _find_stretch(block: Block) -> Span:
    """Return the stretch of a block without the marks before and after its words."""
    return Span(block.pieces[0].start, block.pieces[-1].end) if block.pieces else block.span


def _cut_block(document: Document, block: Block) -> str:
    return " ".join(_find_stretch(block).cut(document.text).split())


def _add_stretch(collector: _Collector, span: Span) -> None:
    """Add a stretch, divided where articles begin in it."""
    text = span.cut(collector.document.text)
    if _CAPTION.fullmatch(text.strip()):
        collector.close()
        collector.caption = text.strip()
        return
    if _QUESTION.match(text):
        collector.close()
    start = 0
    for match in _ARTICLE.finditer(text):
        if text[start : match.start()].strip():
            rest = text[start : match.start()]
            caption = rest.strip().rpartition("\n")[2].strip()
            if _CAPTION.fullmatch(caption):
                collector.caption = caption
                rest = rest[: rest.rindex(caption)]
            if rest.strip():
                collector.add(Span(span.start + start, span.start + start + len(rest.rstrip())))
        after = _CAPTION.match(text, match.end())
        if after and not collector.caption:
            collector.caption = after.group()
        collector.begin_article(match[1])
        start = match.start()
    if text[start:].strip():
        collector.add(Span(span.start + start, span.end))


def _list_origins(document: Document, span: Span, parts: Sequence[Span]) -> Iterator[tuple[int, Origin]]:
    """Yield the positions of a stretch from which another place of the original holds, with that place."""
    starts = {span.start, *(part.start for part in parts)}
    starts.update(match.end() + span.start for match in re.finditer("\n", span.cut(document.text)))
    last: Origin | None = None
    for start in sorted(starts):
        origin = document.origin(Span(start, start))
        if origin != last:
            yield start, origin
            last = origin
