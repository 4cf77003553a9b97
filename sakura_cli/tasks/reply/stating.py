"""What of the sources is stated to a question: the sentence that answers with those around it, a row with its labels.

An answer of a FAQ is stated whole, a short paragraph too, and a list with the sentence that announces it: a value alone
is no answer to a customer. Left out: putting it into keigo (`wording`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sakura_cli.lexicon import alternation, words
from sakura_cli.spans import Span
from sakura_cli.tasks.answer.conditions import find_conditions
from sakura_cli.tasks.answer.statements import Statement, list_statements
from sakura_cli.tasks.reply.columns import choose_cells

_MOST_PARAGRAPH_CHARACTERS = 160
_MOST_ROW_CELLS = 8
_MOST_CAPTION_CHARACTERS = 30
_QUESTION = re.compile(r"[\s*]*[QＱ問][0-9０-９]*[ \t　]*[.．:：、)）\s　]")
_ANSWER = re.compile(r"[\s*]*[AＡ答][0-9０-９]*[ \t　]*[.．:：、)）\s　][ \t　]*(?=\S)")
_ANNOUNCING = re.compile(alternation(words("reply/wording", "announcing")))
# 出荷後：100％ belongs to the lines of its kind beside it.
_PAIR = re.compile(r"[^：:。]{2,30}[：:]\s*\S")
_ENDED = re.compile(r"[。．！？!?][」』）)]*$")


@dataclass(frozen=True)
class StatedLine:
    """A line that is stated: words of a source, or the label and value of a cell; `statement` is where they stand."""

    words: str
    statement: Statement
    label: str = ""
    is_item: bool = False
    cell_span: Span | None = None


@dataclass(frozen=True)
class Stated:
    """What is stated to a question, the lines in order."""

    lines: Sequence[StatedLine] = field(default=())

    @property
    def key(self) -> frozenset[tuple[str, int, str]]:
        """What tells it from what is stated to another question."""
        return frozenset((each.statement.passage.source, each.statement.span.start, each.words) for each in self.lines)


def state(statements: Sequence[Statement], asked: str = "", told: str = "") -> Stated:
    """Return what is stated of an answer; its first statement is the one that answers.

    Of a row that is what stands in the column which what is `asked`, or what the mail has `told`, is of.
    """
    first = statements[0]
    if first.passage.cells:
        return Stated(tuple(_list_cells(first, asked, told)))
    around = list_statements(first.passage)
    chosen = _choose(first, around)
    for limit in find_conditions(first):
        if limit.number not in {each.number for each in chosen}:
            chosen.append(limit)
    chosen.sort(key=lambda each: each.number)
    return Stated(tuple(_make_line(each) for each in chosen))


def state_rows(rows: Sequence[Statement], asked: str = "", told: str = "") -> Stated:
    """Return what is stated of a whole table: a line for each row, what stands first in it before the rest."""
    lines: list[StatedLine] = []
    for row in rows:
        first, *rest = choose_cells([cell for cell in row.passage.cells if cell.value], asked, told)
        values = [f"{cell.label} {cell.value}" if len(rest) > 1 and cell.label else cell.value for cell in rest]
        pieces = [piece for cell in (first, *rest) for piece in cell.pieces]
        span = Span(min(piece.start for piece in pieces), max(piece.end for piece in pieces)) if pieces else None
        words = " ".join("、".join(values).split()) if values else first.value
        lines.append(StatedLine(words, row, " ".join(first.value.split()) if values else "", cell_span=span))
    return Stated(tuple(lines))


def find_caption(statement: Statement, around: Sequence[Statement]) -> str:
    """Return what a statement stands under in its passage: the question of its FAQ, or a line that is no sentence."""
    before = around[: statement.number + 1]
    asked = [each.shown for each in before if _QUESTION.match(each.shown)]
    lines = [each.shown for each in before if not _ENDED.search(each.shown)]
    captions = asked or [line for line in lines if len(line) <= _MOST_CAPTION_CHARACTERS]
    return captions[-1] if captions and not statement.passage.cells else ""


def _list_cells(row: Statement, asked: str, told: str) -> Iterator[StatedLine]:
    cells = choose_cells([cell for cell in row.passage.cells if cell.value], asked, told)
    for cell in cells[:_MOST_ROW_CELLS]:
        label = cell.label if cell.label != cell.value else ""
        # What a cell inherits stands in another row.
        span = Span(cell.pieces[0].start, cell.pieces[-1].end) if cell.pieces and not cell.is_inherited else None
        yield StatedLine(" ".join(cell.value.split()), row, " ".join(label.split()), cell_span=span)


def _choose(first: Statement, around: Sequence[Statement]) -> list[Statement]:
    """Return the statements of a passage that are read together with one of them."""
    if any(_QUESTION.match(each.shown) for each in around):
        return _choose_answer(first, around)
    lead = find_lead(first, around)
    if lead is not None:
        return [lead, *_list_items(lead, around)]
    if _ANNOUNCING.search(first.shown) and (items := _list_items(first, around)):
        return [first, *items]
    paragraph = [
        each for each in around if _is_beside(first, each) and (_ENDED.search(each.shown) or _PAIR.match(each.shown))
    ]
    size = sum(len(each.shown) for each in paragraph)
    is_in = any(each.number == first.number for each in paragraph)
    return paragraph if is_in and size <= _MOST_PARAGRAPH_CHARACTERS else [first]


def _choose_answer(first: Statement, around: Sequence[Statement]) -> list[Statement]:
    """Return the answer that a FAQ gives to the question a statement is of, or is."""
    start = next((k for k in range(first.number, -1, -1) if _QUESTION.match(around[k].shown)), first.number)
    found = []
    for each in around[start + 1 :]:
        if _QUESTION.match(each.shown):
            break
        found.append(each)
    return found or [first]


def find_lead(first: Statement, around: Sequence[Statement]) -> Statement | None:
    """Return the sentence that announces the list which a statement is an item of."""
    if _ENDED.search(first.shown):
        return None
    before = [each for each in around[: first.number] if _ENDED.search(each.shown)]
    return before[-1] if before and _ANNOUNCING.search(before[-1].shown) else None


def _list_items(lead: Statement, around: Sequence[Statement]) -> list[Statement]:
    items = []
    for each in around[lead.number + 1 :]:
        if _ENDED.search(each.shown):
            break
        items.append(each)
    return items


def _is_beside(first: Statement, other: Statement) -> bool:
    """Say whether two statements are of one paragraph: no blank line and no number between them."""
    low, high = sorted((first, other), key=lambda each: each.number)
    inside = list_statements(first.passage)[low.number : high.number + 1]
    gaps = [first.passage.cut(Span(one.span.end, two.span.start)) for one, two in pairwise(inside)]
    return not any(gap.strip() or "\n\n" in gap for gap in gaps)


def _make_line(statement: Statement) -> StatedLine:
    words = statement.shown
    if answer := _ANSWER.match(words):
        words = words[answer.end() :]
    return StatedLine(words, statement, is_item=not _ENDED.search(words))
