"""Words that make up a sentence of a result and that one passage of its document brings up, which may be an order.

An order that no rule knows shows in what comes of it: a result that says a word and nothing of it. Where the passage
has anything of an order some letters may stand beside the word, else none. Left out: words said beside others.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from sakura_cli.japanese.sentences import split_sentences
from sakura_cli.spans import Span
from sakura_cli.text.evidence.instructions import Instruction, hints_at_order, list_words, says_hardly_more

# A result of more sentences is no echo of a word.
_MOST_SENTENCES = 40
# Nor is what stands so many sentences apart one order.
_LONGEST_PASSAGE = 20


def find_echoed(text: str, result: str) -> list[Instruction]:
    """Return the passages of a text whose words a result says bare, in order: neighbours that say them are one passage.

    A word that also stands elsewhere in the text is a word of the document.
    """
    words = dict(_list_bare(result))
    if not words:
        return []
    spans = split_sentences(text)
    sentences = [_fold(span.cut(text)) for span in spans]
    found: dict[Span, Instruction] = {}
    for word, is_alone in words.items():
        holders = [place for place, sentence in enumerate(sentences) if _fold(word) in sentence]
        if not holders or len(holders) == len(spans) or not _is_one_passage(holders, sentences):
            continue
        first, last = holders[0], holders[-1]
        if is_alone or any(map(hints_at_order, sentences[max(0, first - 1) : last + 2])):
            passage = Span(spans[first].start, spans[last].end)
            own = found[passage].words if passage in found else frozenset()
            found[passage] = Instruction(
                passage, passage.cut(text), own | {word}, is_about_task=False, is_order=False, is_echoed=True
            )
    return sorted(found.values(), key=lambda each: each.span)


def _is_one_passage(holders: Sequence[int], sentences: Sequence[str]) -> bool:
    """Say whether nothing but what may be of an order stands between the sentences that hold a word."""
    if holders[-1] - holders[0] > _LONGEST_PASSAGE:
        return False
    between = set(range(holders[0], holders[-1])) - set(holders)
    return all(hints_at_order(sentences[place]) for place in between)


def _list_bare(result: str) -> Iterator[tuple[str, bool]]:
    """Yield the words that a sentence says and hardly more, and whether it says nothing else."""
    for span in split_sentences(result)[:_MOST_SENTENCES]:
        sentence = span.cut(result)
        for word in list_words(sentence):
            if says_hardly_more(sentence, word):
                yield word, says_hardly_more(sentence, word, 0)


def _fold(text: str) -> str:
    """Return a text with one width and one case."""
    return unicodedata.normalize("NFKC", text).lower()
