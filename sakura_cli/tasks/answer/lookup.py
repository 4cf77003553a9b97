"""Answers that need no model: the one value of what is asked for, in a row or article that says all of the question.

A row is found by what its cells, labels and headings say, or by the range it is for; its column by its label, the range
in it, or what is asked for: a kind of value, or what such columns are called (いつまで: 締め切り). Where two places
answer differently, or anything of the question is said nowhere, a model is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from sakura_cli.characters.fold import fold
from sakura_cli.documents.reading.lines import ends_sentence
from sakura_cli.search.synonyms import find_alternatives, is_said
from sakura_cli.search.tokens import list_words
from sakura_cli.spans import Excerpt, Span
from sakura_cli.tasks.answer.amounts.ranges import is_of
from sakura_cli.tasks.answer.amounts.values import list_values
from sakura_cli.tasks.answer.clauses import keep_asked
from sakura_cli.tasks.answer.conditions import is_proviso
from sakura_cli.tasks.answer.question import AskedQuestion
from sakura_cli.tasks.answer.quoting import Quotation
from sakura_cli.tasks.answer.statements import Statement

# So much of a question has to be said: rounding, not room.
_ALL = 0.99
_MOST_CELL_CHARACTERS = 24
# What a column counts that is called by what is asked for; one that the question names counts 1.
_ASKED_FOR = 0.6


def look_up(question: AskedQuestion, statements: Sequence[Statement], weights: Mapping[str, float]) -> Quotation | None:
    """Return the only value of what is asked for in the statements that say all of a question, if there is one."""
    if question.wants_sentence:
        return None
    complete = [each for each in statements if not is_proviso(each.shown) and _says_all(question, each, weights)]
    found = [each for statement in complete if (each := _find_value(question, statement, weights)) is not None]
    if len(found) != len(complete) or len({each.text for each in found}) != 1:
        return None
    return found[0]


def share_said(
    question: AskedQuestion, statement: Statement, weights: Mapping[str, float], *, answer: str | None = None
) -> float:
    """Return how much of a question a statement says with what it stands under, from 0 to 1; 0 where it is of others.

    The number that a range of a row or column holds is said, and so is what a column is called that holds the `answer`
    and is one of those asked for (携帯, where 電話番号 was).
    """
    passage, asked = statement.passage, question.quantities
    ranges = [is_of(cell.value, asked) for cell in passage.cells] if asked else []
    columns = [is_of(cell.label, asked) for cell in passage.cells] if asked else []
    if not weights or False in ranges or (False in columns and True not in columns):
        return 0.0
    held = list_words(" ".join((PurePath(passage.source).stem, statement.shown, *passage.above)))
    if True in ranges or True in columns:
        held += [word for quantity in asked for word in list_words(quantity.span.cut(fold(question.text)))]
    if answer and any(answer in each.value and is_asked_for(question, each.label) for each in passage.cells):
        held += [word for label in question.labels for word in list_words(label)]
    alternatives = find_alternatives(list_words(question.text))
    said = sum(weight for word, weight in weights.items() if is_said(word, held, alternatives))
    return said / sum(weights.values())


def is_asked_for(question: AskedQuestion, label: str) -> bool:
    """Say whether a column is called as those are that hold what a question asks for."""
    return bool(question.labels) and label.endswith(tuple(question.labels))


def _says_all(question: AskedQuestion, statement: Statement, weights: Mapping[str, float]) -> bool:
    """Say whether a statement that is found by its headings or labels says all of a question."""
    passage = statement.passage
    is_found_so = passage.cells or passage.article or len(passage.headings) > 1
    return bool(is_found_so) and share_said(question, statement, weights) >= _ALL


def _find_value(question: AskedQuestion, statement: Statement, weights: Mapping[str, float]) -> Quotation | None:
    """Return the only value of a statement that may be what is asked for."""
    if statement.passage.cells:
        cells = _find_cells(question, statement)
        # A cell that is a sentence says more than a value.
        is_value = len(cells) == 1 and not ends_sentence(cells[0].text) and len(cells[0].text) <= _MOST_CELL_CHARACTERS
        return _quote(statement, cells[0], Span(0, len(cells[0].text))) if is_value else None
    if not question.units:
        return None
    values = [
        (excerpt, span)
        for excerpt in statement.quotable
        for span in keep_asked(excerpt.text, list_values(excerpt.text, question.units), question, weights)
    ]
    return _quote(statement, *values[0]) if len(values) == 1 else None


def _find_cells(question: AskedQuestion, statement: Statement) -> list[Excerpt]:
    """Return the cells of a row in the column that a question names best, or with the kind of value it asks for."""
    asked = list_words(question.text)
    labels = [cell.label for cell in statement.passage.cells if cell.value and not cell.is_inherited]
    columns = [is_of(label, question.quantities) for label in labels]
    named: list[tuple[float, Excerpt]] = []
    for label, is_for, excerpt in zip(labels, columns, statement.quotable, strict=True):
        if True in columns and not is_for:
            continue
        words, own = list_words(label), list_words(excerpt.text)
        if own and all(is_said(word, asked, {}) for word in own):
            continue  # what the row was found by
        if question.units and not list_values(excerpt.text, question.units, with_plain=True):
            continue
        share = 1.0 if is_for else sum(is_said(word, asked, {}) for word in words) / max(1, len(words))
        if is_asked_for(question, label):
            share += _ASKED_FOR
        named.append((share, excerpt))
    best = max((share for share, _ in named), default=0.0)
    return [excerpt for share, excerpt in named if share == best and (best > 0 or question.units)]


def _quote(statement: Statement, excerpt: Excerpt, span: Span) -> Quotation:
    return Quotation(statement, excerpt.to_source(span), span.cut(excerpt.text))
