"""Words of a result that one passage of its document brings up and nothing else of that passage is said of.

An order that no rule knows shows in what comes of it: a word alone, or put into what another passage says. Where the
passage has nothing of an order only the word alone counts. A result that says nothing but what answers a question which
the passage asks is an echo of it, too. Left out: sentences that tell of an order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from sakura_cli.japanese.sentences import split_sentences
from sakura_cli.lexicon import alternation, words
from sakura_cli.spans import Span
from sakura_cli.text.evidence.instructions import (
    MOST_BESIDE,
    Instruction,
    hints_at_order,
    list_words,
    says_much_of,
)

_INTERROGATIVE = re.compile(alternation(words("search/question_words", "open")))
# How a question ends, and what may stand behind that.
_ASKING, _MARKS = ("か", "?"), ' 。」』）)"\n'
# A result of more sentences is no echo of a word.
_MOST_SENTENCES = 40
# Nor is what stands so many sentences apart one order.
_LONGEST_PASSAGE = 20


def find_echoed(text: str, result: str) -> list[Instruction]:
    """Return the passages of a text whose words alone a result says, in order: neighbours that say them are one.

    A word that also stands elsewhere in the text is a word of the document.
    """
    said = list(_list_said(result))
    if not said:
        return []
    is_one = len(split_sentences(result)) == 1
    spans = split_sentences(text)
    sentences = [_fold(span.cut(text)) for span in spans]
    found: dict[Span, Instruction] = {}
    for word, beside in said:
        holders = [place for place, sentence in enumerate(sentences) if _fold(word) in sentence]
        if not holders or len(holders) == len(spans) or not _is_one_passage(holders, sentences):
            continue
        first, last = holders[0], holders[-1]
        passage = Span(spans[first].start, spans[last].end)
        around = sentences[max(0, first - 1) : last + 2]
        is_answer = len(said) == 1 and is_one and any(map(_asks, around))
        if (
            beside
            and not is_answer
            and (
                not any(map(hints_at_order, around))
                or (len(beside) > MOST_BESIDE and says_much_of(beside, passage.cut(text)))
            )
        ):
            continue
        own = found[passage].words if passage in found else frozenset()
        found[passage] = Instruction(
            passage, passage.cut(text), own | {word}, is_about_task=False, is_order=False, is_echoed=True
        )
    return sorted(found.values(), key=lambda each: each.span)


def _asks(sentence: str) -> bool:
    """Say whether a sentence asks for something by an interrogative: 合言葉は何ですか。"""
    return sentence.rstrip(_MARKS).endswith(_ASKING) and bool(_INTERROGATIVE.search(sentence))


def _is_one_passage(holders: Sequence[int], sentences: Sequence[str]) -> bool:
    """Say whether nothing but what may be of an order stands between the sentences that hold a word."""
    if holders[-1] - holders[0] > _LONGEST_PASSAGE:
        return False
    between = set(range(holders[0], holders[-1])) - set(holders)
    return all(hints_at_order(sentences[place]) for place in between)


def _list_said(result: str) -> Iterator[tuple[str, str]]:
    """Yield the words of each sentence that may be said on order, and the letters beside each."""
    for span in split_sentences(result)[:_MOST_SENTENCES]:
        sentence = span.cut(result)
        for word in dict.fromkeys(list_words(sentence)):
            yield word, "".join(filter(str.isalnum, sentence.replace(word, "")))


def _fold(text: str) -> str:
    """Return a text with one width and one case."""
    return unicodedata.normalize("NFKC", text).lower()
