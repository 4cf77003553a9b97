"""Which sentences of a passage carry it: decisions, requests, figures and conclusions, not greetings and preambles.

Scores by form, position and the words a sentence shares with the rest of its passage, in Japanese and English. Left
out: what a sentence means; two sentences that say the same both score high.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from sakura_cli.documents.reading.lines import is_form_entry
from sakura_cli.documents.reading.plain import read_stretches
from sakura_cli.japanese.sentences import split_sentences
from sakura_cli.lexicon import alternation, words
from sakura_cli.spans import Span
from sakura_cli.text.evidence.overlap import pairs
from sakura_cli.text.facts import find_facts


def _any(*kinds: str) -> str:
    return alternation(words("evidence/salience", *kinds))


_CONCLUSION = re.compile(
    rf"{_any('conclusion')}|{_any('deed')}(?:{_any('done')}|し(?!た))"
    r"|\b(?:agreed|decided|approved|rejected|will|shall|must|should|deadline|because|results?|conclu\w+|recommend\w*"
    r"|propos\w+|plan(?:s|ned)?)\b",
    re.IGNORECASE,
)
_GREETING = re.compile(
    rf"{_any('greeting')}|^[^、。]{{1,24}}について、?{_any('asked')}[^。]{{0,6}}。?$|^次に、?[^、。]{{0,30}}について(?:で|、?お)"
    r"|\b(?:dear|hello|thank you|best regards|sincerely)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(rf"{_any('other')}の?(?:先進)?{_any('body')}|{_any('elsewhere')}|for example", re.IGNORECASE)
_BACKGROUND = re.compile(
    rf"{_any('background')}|{_any('saying')}(?:\w{{0,4}}な)?声|これまで[^。]{{0,60}}{_any('experience')}"
)
# What speeches and letters end with whatever they are about; with a fact in it a sentence says more than that.
_PLATITUDE = re.compile(_any("platitude"))
_ADDRESSED = alternation(words("names/honorifics", "organisation", "formal", "everybody"))
_COURTESY = re.compile(
    rf"^.{{1,24}}{_ADDRESSED}$|^{alternation(words('names/companies', 'company'))}.{{1,20}}$|{_any('courtesy')}"
    r"|^[^はがもを、。]{1,16}の[^はがもを、。]{1,8}です。$"
    rf"|^{_any('opening')}?(?:よろし|宜し)くお願い{_any('favour')}?[^、]{{0,8}}。?$|^{_any('frame')}|^以上$"
    rf"|^[^。]{{2,30}}{_any('notice')}$"
)
_MIN_CHARACTERS = 8
# A sentence that says less than this beside the most telling one only fills room.
_MIN_SHARE = 0.4
_MOST_FACTS = 3
_CORE_SCORE = 2.0


def is_courtesy(text: str) -> bool:
    """Say whether a piece of text is only the address, greeting or closing of a letter."""
    lines = [line.strip() for line in re.split(r"(?<=[。！\n])", text) if line.strip()]
    return bool(lines) and all(_COURTESY.search(line) for line in lines)


def score_sentences(text: str, spans: Sequence[Span]) -> list[float]:
    """Return how much each of the given sentences of a text says of it; higher is more."""
    found = [pairs(span.cut(text)) for span in spans]
    counts = Counter(pair for sentence in found for pair in sentence)
    facts = find_facts(text)
    starts = [fact.span.start for fact in facts]
    held = [bisect_left(starts, span.end) - bisect_left(starts, span.start) for span in spans]
    is_empty = [
        bool(_GREETING.search(span.cut(text))) or (not count and bool(_PLATITUDE.search(span.cut(text))))
        for span, count in zip(spans, held, strict=True)
    ]
    last = max((index for index, empty in enumerate(is_empty) if not empty), default=0)
    scores: list[float] = []
    for index, (span, sentence) in enumerate(zip(spans, found, strict=True)):
        words = span.cut(text)
        shared = sum(counts[pair] > 1 for pair in sentence)
        score = 1.5 * shared / (len(sentence) + 10)
        score += 1.0 * min(len(_CONCLUSION.findall(words)), 2)
        score += 0.4 * min(held[index], _MOST_FACTS)
        # What a text comes to stands near its end; what it is about, at its beginning.
        score += 1.0 * (index == last) + 0.6 * index / max(1, last) + 0.2 * (index == 0)
        score -= 3.0 * is_empty[index] + 1.0 * bool(_OTHERS.search(words) or _BACKGROUND.search(words))
        score -= 2.0 * (len(words) < _MIN_CHARACTERS) + 1.5 * (is_form_entry(words) and not words.endswith("。"))
        scores.append(score)
    return scores


def find_core(text: str) -> Span | None:
    """Return the sentence that says what a text comes to (a decision, a change), if one stands out."""
    return max(_find_conclusions(text), key=lambda each: each[0], default=(0.0, None))[1]


def find_conclusions(text: str) -> list[Span]:
    """Return the sentences that say what a text comes to (decisions, requests, changes), the most telling first."""
    return [span for _, span in sorted(_find_conclusions(text), key=lambda each: -each[0])]


def _find_conclusions(text: str) -> list[tuple[float, Span]]:
    spans = [span for span in split_sentences(text) if _CONCLUSION.search(span.cut(text))]
    scores = score_sentences(text, spans)
    return [(score, span) for score, span in zip(scores, spans, strict=True) if score >= _CORE_SCORE]


def select_salient(text: str, max_characters: int) -> list[Span]:
    """Return the sentences that carry a text, in order, with their headings: at most `max_characters` or one sentence.

    Headings come on top of that.
    """
    spans = split_sentences(text)
    if sum(span.end - span.start for span in spans) <= max_characters:
        return spans
    headings = {block.span for block in read_stretches(text) if block.kind == "heading"}
    scores = score_sentences(text, spans)
    least = _MIN_SHARE * max(scores)
    chosen: list[Span] = []
    size = 0
    for index in sorted(range(len(spans)), key=lambda index: (-scores[index], index)):
        span = spans[index]
        if span in headings:
            continue
        length = span.end - span.start
        if chosen and (size + length > max_characters or scores[index] < least):
            continue
        chosen.append(span)
        size += length
    chosen.sort()
    following = ((bisect_right(chosen, heading), heading) for heading in sorted(headings))
    # Of several headings before a sentence the last is its own.
    kept = {place: heading for place, heading in following if place < len(chosen)}.values()
    return sorted({*chosen, *kept})
