"""Records that lines without a header or label are: each has a value for every field, typed ones and words beside them.

13:15 基調講演 is a time and what there is then, 接客態度　5　④　3　2　1 a question and its answer. Left out: lists
below their heading (`listing`), and lines that reckon.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sakura_cli.documents.layout import is_sentence
from sakura_cli.tasks.extraction.fields import CHOICE, Field
from sakura_cli.tasks.extraction.labelled.likely import find_scales
from sakura_cli.tasks.extraction.lists.listing import read_record
from sakura_cli.tasks.extraction.outlining.inline import drop_marker
from sakura_cli.tasks.extraction.outlining.outline import DocumentOutline
from sakura_cli.tasks.extraction.outlining.page_line import PageLine
from sakura_cli.tasks.extraction.outlining.sums import is_row_of_sums
from sakura_cli.tasks.extraction.source import IndexedDocument, Leaf, Node
from sakura_cli.text.facts import is_amount

_MOMENTS = ("date", "time")
_LEAST_SCALES = 2


def extract_scales(source: IndexedDocument, outline: DocumentOutline, wanted: Field) -> list[Node] | None:
    """Return what scales of numbers ask with what was chosen, for a list of words with a number each."""
    words = [field for field in wanted.fields if field.type == "string"]
    numbers = [field for field in wanted.fields if field.type in ("integer", "number")]
    if len(words) != 1 or len(numbers) != 1 or len(wanted.fields) != len(words) + len(numbers):
        return None
    scales = [
        scale
        for unit in outline.units
        if not outline.is_quoted(unit.span)
        for scale in find_scales(source.text, unit.span)
    ]
    if len(scales) < _LEAST_SCALES:
        return None
    [asked, chosen] = words[0], numbers[0]
    return [
        {asked.name: _found(source.cell(asked, label)), chosen.name: _found(source.cell(chosen, value))}
        for label, value in dict(scales).items()
    ]


def extract_typed_lines(source: IndexedDocument, outline: DocumentOutline, wanted: Field) -> list[Node] | None:
    """Return the records of the longest run of lines that all have a value for every field; None if there is none."""
    members = [field for field in wanted.fields if field.type != "honorific"]
    typed = [field for field in members if not field.is_free and not field.is_list]
    free = [field for field in members if field.is_free and not field.is_list]
    words = [field for field in free if field.type == "string"]
    is_plain = not any(field.is_group or field.is_list or field.type == CHOICE for field in members)
    if (
        not typed
        or len(words) > 1
        or not 0 < len(free) <= len(words) + 1
        or not is_plain
        or len(typed) + len(free) < len(members)
    ):
        return None
    if not any(field.type in (*_MOMENTS, "amount") for field in typed):
        return None
    runs = [*_find_runs(source, outline, members)]
    longest = max(map(len, runs), default=0)
    best = [run for run in runs if len(run) == longest > 1]
    return [*best[0]] if len(best) == 1 else None


def _find_runs(
    source: IndexedDocument, outline: DocumentOutline, fields: Sequence[Field]
) -> Iterator[list[dict[str, Node]]]:
    run: list[dict[str, Node]] = []
    last: PageLine | None = None
    for unit in outline.units:
        record = None
        words = unit.span.cut(source.text)
        is_line = unit.kind in ("line", "pair") and "\n" not in words and not is_sentence(words)
        if is_line and not outline.is_quoted(unit.span) and not outline.is_header(unit.span) and not _is_sum(words):
            record = read_record(source, drop_marker(source.text, unit.span), fields)
        is_whole = record is not None and all(_is_told(record[field.name], field) for field in fields)
        if run and (not is_whole or last is None or unit.row - last.row != 1 or unit.column != last.column):
            yield run
            run = []
        if is_whole and record is not None:
            run.append(record)
        last = unit
    if run:
        yield run


def _is_told(node: Node, field: Field) -> bool:
    """Say whether a field has a value; a sum has its currency, for nothing else says what the number is."""
    return isinstance(node, Leaf) and node.value is not None and (field.type != "amount" or is_amount(node.raw))


def _is_sum(words: str) -> bool:
    return is_row_of_sums(words.split()[0]) if words.split() else False


def _found(leaf: Leaf | None) -> Leaf | None:
    return replace(leaf, found="label") if leaf is not None else None
