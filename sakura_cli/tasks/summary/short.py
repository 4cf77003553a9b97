"""Summaries of a few sentences: each that the lines do not tell in full is told in its own words, in the text's order.

A small model keeps one sentence of a note and leaves out the next; of so little a reader wants all. Left out: texts of
any length, where to leave things out is what a summary is for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sakura_cli.characters.width import weigh_characters
from sakura_cli.japanese.sentences import split_sentences
from sakura_cli.tasks.framework.wording import settle_wording
from sakura_cli.text.evidence import find_instructions, is_courtesy, share
from sakura_cli.text.facts import missing_facts
from sakura_cli.text.languages import detect_language

_MOST_CHARACTERS = 260
_MOST_SENTENCES = 6
# A sentence of which the lines hold less is not told.
_LEAST_TOLD = 0.7
_LONGEST_TITLE = 20
_ENDS = "。．！？!?"


def tell_all(lines: Sequence[str], text: str, language: str) -> list[str]:
    """Return lines in a language that tell every sentence of a short text in it; those of another text as they are."""
    if weigh_characters(text) > _MOST_CHARACTERS or not lines:
        return list(lines)
    sentences = _list_sentences(text)
    if not 1 < len(sentences) <= _MOST_SENTENCES or detect_language(text) != language:
        return list(lines)
    said = "\n".join(lines)
    untold = {place for place, sentence in enumerate(sentences) if not _is_told(sentence, said)}
    # Of lines in quite other words it is not known what they tell.
    if not untold or not any(share(line, sentences) for line in lines):
        return list(lines)
    placed = [(place, settle_wording(sentences[place])) for place in untold]
    for place, units in _place_units(lines, sentences).items():
        # What tells a part of a sentence gives way to the whole, and what repeats it to what tells it.
        whole = [unit for unit in units if _is_told(sentences[place], unit)][:1]
        placed += [(place, unit) for unit in whole or units if place not in untold]
    told = [words for _, words in sorted(placed, key=lambda each: each[0])]
    is_stopped = any(line.endswith(tuple(_ENDS)) for line in lines)
    return [words if is_stopped else words.rstrip("。") for words in told]


def _place_units(lines: Sequence[str], sentences: Sequence[str]) -> dict[int, list[str]]:
    """Return the sentences of lines by the number of the sentence that each tells most of."""
    units: dict[int, list[str]] = defaultdict(list)
    for line in lines:
        for span in split_sentences(line):
            shares = [share(span.cut(line), [sentence]) for sentence in sentences]
            units[shares.index(max(shares))].append(span.cut(line))
    return units


def _list_sentences(text: str) -> list[str]:
    """Return the sentences that say something: no title, greeting or order to whoever sums it up."""
    orders = [each.span for each in find_instructions(text) if each.is_about_task]
    spans = [
        span
        for span in split_sentences(text)
        if all(each.end <= span.start or span.end <= each.start for each in orders)
    ]
    sentences = [" ".join(span.cut(text).split()) for span in spans]
    return [
        sentence
        for place, sentence in enumerate(sentences)
        if not is_courtesy(sentence) and not (place in (0, len(sentences) - 1) and _is_name(sentence))
    ]


def _is_name(sentence: str) -> bool:
    """Say whether the first or last line only names the note or who wrote it; 持ち物：弁当 says something."""
    has_value = any(map(str.isdigit, sentence)) or any(map(sentence.__contains__, "：:"))
    return not sentence.endswith(tuple(_ENDS)) and len(sentence) <= _LONGEST_TITLE and not has_value


def _is_told(sentence: str, said: str) -> bool:
    return share(sentence, [said]) >= _LEAST_TOLD and not missing_facts(sentence, said)
