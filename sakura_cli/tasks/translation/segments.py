"""Segments of a translation: a document's prose cut into what is asked for in one request, and put together again.

A segment is a sentence, or several short ones, and never cuts a link or an emphasised phrase in two. Left out: what is
written about them; that is `drafts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sakura_cli.characters.width import weigh_characters
from sakura_cli.japanese.sentences import split_sentences
from sakura_cli.spans import Span
from sakura_cli.tasks.translation.units import ProseUnit, has_words
from sakura_cli.text.languages import UNSPACED_LANGUAGES, LanguageCode

# Sentences are put together up to this many Japanese characters: a small model does best with one at a time.
_SEGMENT_CHARACTERS = 40
# A strong one is shown a paragraph, as far as its translation has room.
_PARAGRAPH_CHARACTERS = 220
# Emphasis over more than this is cut; a link's label never is.
_LONGEST_PAIR = 200
_LONGEST_SENTENCE = 400
_CLAUSES = re.compile(rf"[\s\S]{{1,{_LONGEST_SENTENCE - 1}}}(?:[、，；;]|,?\s|$)|[\s\S]{{1,{_LONGEST_SENTENCE}}}")
_JAPANESE = re.compile(r"[ぁ-ヺ一-龠々]")
_HANGUL = re.compile(r"[가-힣]")
# A word of ordinary prose: not an acronym, a version or a unit.
_LATIN_WORD = re.compile(r"(?<![A-Za-z0-9_.-])(?:[A-Za-zÀ-ÿ]?[a-zà-ÿœß]{2,}|[aIà]|[A-ZÀ-Þ]{6,})(?![A-Za-z0-9_])")
_CLOSING = "。！？"
# A sentence of Latin letters with so many words beside a Japanese one, up to what ends it: a comment, a brace, a stop.
_LATIN_RUN = re.compile(r"[ -~‘’“”–—…ァ-ヺー]+")
_LATIN_ENDS, _HIRAGANA = ']!.?>})”’"', re.compile(r"[ぁ-ん]")
_LEAST_LATIN_WORDS = 4
_JAPANESE_WORD, _NOT_KATAKANA = re.compile(r"[ァ-ヺー]+"), re.compile(r"[ぁ-ん一-龠々]")
# A remark in brackets before a sentence says something of its own: （編集注：…）.
_REMARK = re.compile(r"[（(][^（）()\n]{12,}[）)](?=[^\sぁ-ん、。（(]|$)")


@dataclass(frozen=True)
class Segment:
    """A piece of prose to be translated: `span` in the document, `text` with its `protected` spans, its unit's number.

    `space` is what stood between it and the segment before it in the same unit. `tags` are the names of those that its
    text has in pairs, none in another (see `marking`).
    """

    unit: int
    span: Span
    text: str
    protected: tuple[Span, ...] = ()
    space: str = ""
    tags: tuple[str, ...] = ()

    def pieces(self) -> Iterator[tuple[str, bool]]:
        """Yield the text in stretches, each with whether it is protected."""
        position = 0
        for span in self.protected:
            if span.start > position:
                yield self.text[position : span.start], False
            yield span.cut(self.text), True
            position = span.end
        if position < len(self.text):
            yield self.text[position:], False

    def is_free(self, span: Span) -> bool:
        """Say whether nothing in a span of the text is protected."""
        return all(span.end <= each.start or each.end <= span.start for each in self.protected)

    @property
    def words(self) -> str:
        """The text without what is protected."""
        return "".join(piece for piece, is_protected in self.pieces() if not is_protected)


def cut_segments(document: str, units: Sequence[ProseUnit], *, by_paragraph: bool = False) -> list[Segment]:
    """Cut units into segments, in order: a sentence or some short ones each, or as much of a paragraph as can be."""
    most = _PARAGRAPH_CHARACTERS if by_paragraph else _SEGMENT_CHARACTERS
    return [segment for number, unit in enumerate(units) for segment in _cut_unit(document, number, unit, most)]


def join_segments(segments: Sequence[Segment], translations: Sequence[str], target: LanguageCode) -> str:
    """Join the translations of a unit's segments as the target language joins sentences."""
    joined = ""
    for segment, translation in zip(segments, translations, strict=True):
        joined += f"{find_gap(segment, joined, target)}{translation}"
    return joined


def find_gap(segment: Segment, before: str, target: LanguageCode) -> str:
    """Return what goes between the translation of a segment and what stands before it in its unit."""
    if not before:
        return ""
    if target not in UNSPACED_LANGUAGES:
        return segment.space or " "
    return "" if before.endswith(tuple(_CLOSING)) else segment.space


def needs_translation(segment: Segment, source: LanguageCode) -> bool:
    """Say whether a segment has words of the source language: names of licences, versions and sizes have none."""
    if source in ("ja", "zh"):
        return bool(_JAPANESE.search(segment.words)) and not _is_latin(segment.words)
    if source == "ko":
        return bool(_HANGUL.search(segment.words))
    return has_words(segment.words) and bool(_LATIN_WORD.search(segment.words))


def _cut_unit(document: str, number: int, unit: ProseUnit, most: int) -> Iterator[Segment]:
    positions = _align(document, unit)
    previous_end = 0
    for span in _group_sentences(unit, most):
        protected = tuple(each.shift(-span.start) for each in unit.protected if span.start <= each.start < span.end)
        place = Span(positions[span.start], positions[span.end - 1] + 1)
        yield Segment(number, place, span.cut(unit.text), protected, unit.text[previous_end : span.start])
        previous_end = span.end


def _group_sentences(unit: ProseUnit, most: int) -> list[Span]:
    """Return the spans of a unit's text that go into one request each."""
    whole = [*unit.protected, *(pair for pair in unit.pairs if pair.end - pair.start <= _LONGEST_PAIR)]
    groups: list[Span] = []
    for sentence in (part for each in split_statements(unit.text) for part in _cut_sentence(unit.text, each)):
        if groups:
            last, joined = groups[-1], Span(groups[-1].start, sentence.end)
            is_inside = any(span.start < cut < span.end for span in whole for cut in (last.end, sentence.start))
            # One sentence at a time keeps its formats best.
            is_short = not unit.is_formatted and weigh_characters(joined.cut(unit.text)) <= most
            is_short = is_short and not _is_apart(last.cut(unit.text), sentence.cut(unit.text))
            if is_inside or is_short:
                groups[-1] = joined
                continue
        groups.append(sentence)
    if not groups:
        return [Span(0, len(unit.text))]
    # What no sentence holds, marks at the ends, goes with its neighbour.
    groups[0] = Span(0, groups[0].end)
    groups[-1] = Span(groups[-1].start, len(unit.text))
    return [
        Span(group.start, _reach(group.end, following.start if following else group.end, unit))
        for group, following in zip(groups, [*groups[1:], None], strict=False)
    ]


def split_statements(text: str) -> Iterator[Span]:
    """Yield the sentences of a text, cut where they go over from Latin letters to Japanese, or behind a remark."""
    for sentence in split_sentences(text):
        words = sentence.cut(text)
        cuts = {0, len(words)}
        for run in _LATIN_RUN.finditer(words):
            end = max(words.rfind(sign, run.start(), run.end()) for sign in _LATIN_ENDS) + 1
            begins = run.start() == 0 or words[run.start()] == " " or words[run.start() - 1] in f"{_CLOSING}\n"
            if begins and end and _is_latin(words[run.start() : end]) and not _HIRAGANA.match(words, end):
                cuts |= {run.start(), end}
        if remark := _REMARK.match(words):
            cuts.add(remark.end())
        for start, end in pairwise(sorted(cuts)):
            if piece := words[start:end].strip():
                begin = sentence.start + words.index(piece, start)
                yield Span(begin, begin + len(piece))


def _is_apart(before: str, after: str) -> bool:
    """Say whether two sentences are of different scripts, or the first is a remark: a model would drop one of them."""
    return _is_latin(before) != _is_latin(after) or _REMARK.fullmatch(before) is not None


def _is_latin(text: str) -> bool:
    """Say whether a text is a sentence of Latin letters, without Japanese but for a word that it tells of."""
    return len(_JAPANESE_WORD.findall(text)) <= 1 and (
        not _NOT_KATAKANA.search(text) and len(_LATIN_WORD.findall(text)) >= _LEAST_LATIN_WORDS
    )


def _cut_sentence(text: str, sentence: Span) -> Iterator[Span]:
    """Cut a sentence that is longer than any should be, where it has a comma or a blank, else anywhere."""
    if sentence.end - sentence.start <= _LONGEST_SENTENCE:
        yield sentence
        return
    for match in _CLAUSES.finditer(text, sentence.start, sentence.end):
        words = match.group()
        yield Span(match.start() + len(words) - len(words.lstrip()), match.start() + len(words.rstrip()))


def _reach(end: int, following: int, unit: ProseUnit) -> int:
    """Move the end of a segment over protected marks that follow it before the next begins."""
    return max([end, *(span.end for span in unit.protected if end <= span.start and span.end <= following)])


def _align(document: str, unit: ProseUnit) -> list[int]:
    """Return the position in the document of each character of a unit's text, whose lines were joined."""
    positions: list[int] = []
    position = unit.span.start
    for char in unit.text:
        at = document.find(char, position, unit.span.end)
        if char == " " and (at < 0 or document[position : position + 1] != " "):
            positions.append(max(position - 1, unit.span.start))
            continue
        positions.append(at if at >= 0 else position)
        position = positions[-1] + 1
    return positions
