"""Whether words are said of something else than what was asked about: 秋のフェア, where 春のフェア was meant.

A row of a table is of what one of its other cells says; where a question names none of them and there are other rows,
the row is not the one that was asked about. Words of one set (国内, 海外), and years, stand for different things. Left
out: names, of which the words that a passage does not say tell (`judging`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from sakura_cli.characters.fold import fold
from sakura_cli.lexicon import alternation, word_map
from sakura_cli.search.index import Hit
from sakura_cli.search.passages import SourcePassage
from sakura_cli.search.synonyms import find_alternatives, is_said
from sakura_cli.search.tokens import list_asked_words, list_words
from sakura_cli.tasks.answer.amounts.ranges import is_of
from sakura_cli.tasks.answer.question import AskedQuestion, find_codes, find_years
from sakura_cli.tasks.answer.statements import Statement

# Words of sets, by the set.
Members = Mapping[str, set[str]]

_SETS = word_map("search/contrasts", "set")
_SHORT = {word for word in _SETS if len(word) == 1}
_LONG = re.compile(alternation(_SETS.keys() - _SHORT))


def leave_out_others(question: AskedQuestion, statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements without those that say one word of a set, where the question says another."""
    asked = _find_members(question.text)
    return [each for each in statements if not asked or not _is_in_contrast(asked, each)]


def is_of_other_year(question: AskedQuestion, hit: Hit) -> bool:
    """Say whether a passage and its document name years, but none of those that a question names."""
    if not question.years:
        return False
    passage = hit.passage
    said = find_years("\n".join((passage.source, *passage.above, passage.text, hit.dated)))
    return bool(said) and not said & question.years


def is_other_row(question: AskedQuestion, passage: SourcePassage, answer: str, hits: Sequence[Hit]) -> bool:
    """Say whether a passage in which an answer stands is a row that a question does not name, beside others."""
    return _has_other_rows(passage, hits) and not _is_named(question, passage, answer)


def _has_other_rows(passage: SourcePassage, hits: Sequence[Hit]) -> bool:
    """Say whether a passage is a row beside others of its table that were found."""
    labels = [cell.label for cell in passage.cells]
    return bool(labels) and any(
        hit.passage.source == passage.source
        and hit.passage.span != passage.span
        and [cell.label for cell in hit.passage.cells] == labels
        for hit in hits
    )


def _is_named(question: AskedQuestion, passage: SourcePassage, answer: str) -> bool:
    """Say whether a question names a row by any of its cells but the one that answers, or by a code or number in it."""
    asked = list_asked_words(question.text)
    alternatives = find_alternatives(list_words(question.text))
    for cell in passage.cells:
        if answer in cell.value:
            continue
        if is_of(cell.value, question.quantities) or question.codes & find_codes(cell.value):
            return True
        held = list_words(cell.value)
        if held and any(is_said(word, held, alternatives) for word in asked):
            return True
    return False


def _is_in_contrast(asked: Members, statement: Statement) -> bool:
    """Say whether a statement says another word of a set than was asked about, which its passage does not say."""
    passage = statement.passage
    above = " ".join((PurePath(passage.source).stem, *passage.above))
    near = _find_members(f"{above} {statement.shown}")
    # The labels of a row's columns stand in what is shown of it only.
    held = _find_members(f"{above} {passage.text} {passage.shown}")
    return any(near.get(name) and not words & held[name] for name, words in asked.items())


def _find_members(text: str) -> Members:
    """Return the words of a text that are of a set, by the set; one character has to be a word of its own."""
    found: dict[str, set[str]] = defaultdict(set)
    for word in (*_LONG.findall(fold(text)), *(_SHORT & set(list_words(text)))):
        found[_SETS[word]].add(word)
    return found
