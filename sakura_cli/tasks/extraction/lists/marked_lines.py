"""Lists whose items a word in brackets marks, wherever they stand: 【決定】開催日は10月25日とする。

Left out: items below one heading (`listing`).
"""

from __future__ import annotations

import re

from sakura_cli.characters.width import count_columns
from sakura_cli.documents.blocks import Cell
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.fields import Field, one_of
from sakura_cli.tasks.extraction.outlining.naming import bare, names_of
from sakura_cli.tasks.extraction.outlining.outline import DocumentOutline
from sakura_cli.tasks.extraction.source import IndexedDocument, Node, place_of

_LINE = re.compile(r"(?m)^(?P<indent>[ 　\t]*)(?P<said>[^ 　\t\n][^\n]*)$")
_MARKED = re.compile(
    r"[・■□●○◆◇*-]?[ 　]?[【\[［〔<＜](?P<mark>[^【】\[\]［］〔〕<>＜＞\n]{2,8})[】\]］〕>＞][ 　:：]*(?P<item>\S.*)"
)
_STEM = 2


def extract_marked(source: IndexedDocument, outline: DocumentOutline, wanted: Field) -> list[Node] | None:
    """Return the items that the word a list is named after marks; None where no line has it."""
    text, item = source.text, one_of(wanted)
    if item.type != "string" or item.is_group:
        return None
    found: list[list[Span]] = []
    pieces: list[Span] = []
    column = last = 0
    for line in _LINE.finditer(text):
        marked = _MARKED.fullmatch(text, *line.span("said"))
        goes_on = bool(pieces) and line.start() == last + 1 and count_columns(line["indent"]) > column
        if marked is None and goes_on:
            pieces.append(Span(*line.span("said")))
        else:
            found += [pieces] if pieces else []
            pieces = []
            if (
                marked is not None
                and _is_named_after(wanted, marked["mark"])
                and not outline.is_quoted(Span(*line.span()))
            ):
                pieces, column = [Span(*marked.span("item"))], count_columns(line["indent"])
        last = line.end()
    found += [pieces] if pieces else []
    places = [place for each in found if (place := place_of(text, Cell(tuple(each)))) is not None]
    if len(places) == 1:
        return [*source.cells(wanted, places[0])] or None
    return [leaf for place in places if (leaf := source.cell(item, place)) is not None] or None


def _is_named_after(wanted: Field, mark: str) -> bool:
    return any(len(bare(mark)) >= _STEM and bare(name).startswith(bare(mark)) for name in names_of(wanted))
