"""What passages state, one by one: their sentences and rows, those that say most of what was asked chosen to be shown.

A statement is shown in one line and knows where every character of it stands. Left out: asking about them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sakura_cli.documents.blocks import Cell
from sakura_cli.japanese.morphology import analyse_morphemes
from sakura_cli.japanese.sentences import split_sentences
from sakura_cli.search.index import Hit
from sakura_cli.search.passages import SourcePassage
from sakura_cli.search.tokens import list_pairs, list_words
from sakura_cli.spans import Excerpt, Span
from sakura_cli.tasks.answer.amounts.ranges import is_of
from sakura_cli.tasks.answer.amounts.values import list_values
from sakura_cli.tasks.answer.question import AskedQuestion

# What a sentence is numbered with, which is no part of what it says.
_NUMERALS = "0-9０-９一二三四五六七八九十百〇"
_NUMBER = re.compile(
    rf"(?:第[{_NUMERALS}]+条(?:の[{_NUMERALS}]+)?[\s　]*(?:[（(][^（）()\n]{{1,30}}[）)])?"
    r"|[0-9０-９]{1,2}(?=[\s　])|[（(][0-9０-９]{1,2}[）)]|[・•●○■□])[\s　]*(?=\S)"
)
_NUMBERED_LINE = re.compile(r"\n[ \t　]*(?:[0-9０-９]{1,2}[ 　]+(?=[^\W\d])|[（(][0-9０-９]{1,2}[）)][ 　]*)")
_BOLD = "**"
_SET_IN = re.compile(r"(?<=\n)　(?!　)")
# Part of a name is no answer.
_NAME = re.compile(r"(?<![ァ-ヺーA-Za-z.])[ァ-ヺーA-Za-z.]+(?:[・＝][ァ-ヺーA-Za-z.]+)+")
# How much a statement gains by its passage, and by what the statements beside it say.
_PASSAGE_SHARE = 1.0
_NEIGHBOUR_SHARE = 0.3
# What a value of the kind that is asked for counts, and one where little is said of the question.
_VALUE_BONUS, _STRAY_VALUE_BONUS = 0.7, 0.5
# A passage that says so much of a question is about it.
_MOST = 0.5
# What a row counts that is for a number in the question, and is taken off of one that is for others.
_RANGE_BONUS = 1.0
_MOST_HEADING_CHARACTERS = 60
# What says less than this share of what the best says is not shown.
_LEAST_SHARE = 0.55


@dataclass(frozen=True)
class Statement:
    """A sentence or row: the passage it is of and its place there, and the texts that may be quoted from it.

    `score` is higher the more of what was asked it says.
    """

    passage: SourcePassage
    number: int
    quotable: tuple[Excerpt, ...]
    shown: str
    score: float = 0.0

    @property
    def span(self) -> Span:
        """The stretch of the document from the first quotable text to the last."""
        spans = [each.to_source(Span(0, len(each.text))) for each in self.quotable]
        return Span(min(span.start for span in spans), max(span.end for span in spans))


def list_statements(passage: SourcePassage) -> list[Statement]:
    """Return the statements of a passage, in order; a row is one."""
    if passage.cells:
        cells = [_excerpt(passage, cell.pieces) for cell in passage.cells if cell.value and not cell.is_inherited]
        return [Statement(passage, 0, tuple(cells), passage.shown)]
    found: list[Statement] = []
    for part in passage.parts:
        # A passage is a paragraph already: a line that is set in begins none.
        for sentence in split_sentences(_SET_IN.sub(" ", passage.cut(part))):
            for span in _split_numbered(passage, sentence.shift(part.start)):
                if pieces := list(_list_pieces(passage, span)):
                    excerpt = _excerpt(passage, pieces)
                    found.append(Statement(passage, len(found), (excerpt,), excerpt.text))
    return found


def _split_numbered(passage: SourcePassage, span: Span) -> Iterator[Span]:
    """Yield a sentence without its number: an item that no sign ends is over where a number begins."""
    text = passage.cut(span)
    number = _NUMBER.match(text)
    start = number.end() if number else 0
    for line in _NUMBERED_LINE.finditer(text, start) if number else ():
        yield Span(span.start + start, span.start + line.start())
        start = line.end()
    yield Span(span.start + start, span.end)


def choose_statements(
    hits: Sequence[Hit], weights: Mapping[str, float], question: AskedQuestion, most_characters: int
) -> list[Statement]:
    """Return statements of passages that say most of what was asked, those of one passage in order.

    `weights` are those of the words of the question; the first is taken whatever its length.
    """
    pairs, asked = set(list_pairs(question.text)), question.units | question.hinted
    best = max((hit.score for hit in hits), default=1.0) or 1.0
    scored: list[tuple[float, int, Statement]] = []
    for rank, hit in enumerate(hits):
        statements = list_statements(hit.passage)
        own = [_score(statement.shown, weights, pairs) for statement in statements]
        for place, statement in enumerate(statements):
            beside = max([*own[max(place - 1, 0) : place], *own[place + 1 : place + 2]], default=0.0)
            score = own[place] + _PASSAGE_SHARE * hit.score / best + _NEIGHBOUR_SHARE * beside
            units = asked if hit.coverage >= _MOST else question.units
            if units and list_values(statement.shown, units):
                score += _VALUE_BONUS if hit.coverage >= _MOST else _STRAY_VALUE_BONUS
            if question.quantities:
                ranges = [is_of(cell.value, question.quantities) for cell in statement.passage.cells]
                score += _RANGE_BONUS * ((True in ranges) - (False in ranges))
            scored.append((score, rank, replace(statement, score=score)))
    scored.sort(key=lambda each: -each[0])
    chosen: list[tuple[int, int, Statement]] = []
    size = 0
    least = _LEAST_SHARE * scored[0][0] if scored else 0.0
    for score, rank, statement in scored:
        if score < least:
            break
        if not chosen or size + len(statement.shown) <= most_characters:
            chosen.append((rank, statement.number, statement))
            size += len(statement.shown)
    return [statement for _, _, statement in sorted(chosen, key=lambda each: each[:2])]


def show_statements(statements: Sequence[Statement]) -> str:
    """Return statements as a prompt shows them: each passage under what it stands under."""
    lines: list[str] = []
    last: SourcePassage | None = None
    for statement in statements:
        if statement.passage is not last:
            last = statement.passage
            heading = "　".join(last.headings[:1] + last.headings[1:][-1:])[:_MOST_HEADING_CHARACTERS]
            lines.append(f"【{heading}】")
        lines.append(statement.shown)
    return "\n".join(lines)


def split_words(text: str) -> tuple[str, ...]:
    """Return a text as its words, with the blanks between them; the parts of a name (マイケル・コクラン) are one."""
    found: list[str] = []
    position = 0
    whole = iter(_NAME.finditer(text))
    name = next(whole, None)
    for morpheme in analyse_morphemes(text):
        while name is not None and name.end() <= morpheme.start:
            name = next(whole, None)
        if morpheme.start > position:
            found.append(text[position : morpheme.start])
        if found and name is not None and name.start() < morpheme.start == position and morpheme.end <= name.end():
            found[-1] += morpheme.surface
        else:
            found.append(morpheme.surface)
        position = morpheme.end
    return (*found, *filter(None, [text[position:]]))


def _score(text: str, weights: Mapping[str, float], pairs: set[str]) -> float:
    """Return how much of a question a text says: its words by what they tell, and its pairs of characters."""
    held = set(list_words(text))
    whole = sum(weights.values()) or 1.0
    words = sum(weight for word, weight in weights.items() if word in held) / whole
    return words + (len(pairs & set(list_pairs(text))) / len(pairs) if pairs else 0.0)


def _list_pieces(passage: SourcePassage, span: Span) -> Iterator[Span]:
    """Yield the lines of a stretch, each without the blanks around it and the marks that set it in bold."""
    position = span.start
    for line in passage.cut(span).split("\n"):
        for piece in line.split(_BOLD):
            if inner := piece.strip():
                start = position + piece.index(inner)
                yield Span(start, start + len(inner))
            position += len(piece) + len(_BOLD)
        position += 1 - len(_BOLD)


def _excerpt(passage: SourcePassage, pieces: Sequence[Span]) -> Excerpt:
    """Return the words of pieces of a passage, lines joined, with their places in the document."""
    # A cell joins lines as everything that is wrapped; it counts in the text it is given.
    offset = passage.span.start
    joined = Cell(tuple(piece.shift(-offset) for piece in pieces)).excerpt(passage.text)
    return joined.shift(offset)
