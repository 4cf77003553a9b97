"""What sentences of contracts say in words: who bears a cost, how long something lasts, by when it is due.

By `labels/contract_clauses`: the name of a field says what is asked (運搬費の負担, 更新期間, 保証金の返還期限), and the
sentence that tells it has the words of its beginning. Left out: days, sums and numbers (`prose`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sakura_cli.lexicon import alternation, read_table, words
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.fields import CHOICE, Field
from sakura_cli.tasks.extraction.outlining.naming import bare, concept_of, names_of
from sakura_cli.tasks.extraction.outlining.outline import DocumentOutline

SAID = 70
_TABLE = "labels/contract_clauses"
_ARTICLE = re.compile(
    r"(?m)^[ 　]*(?:第[0-9０-９一二三四五六七八九十百]+条|[（(【][^（）()【】\n]{1,20}[）)】][ 　]*$)|^[ 　\t]*$"
)
# A full stop within brackets ends no sentence.
_SENTENCE = re.compile(r"[^。]+(?:。(?=[）)」])[^。]*)*。?")
_NUMBER = r"[0-9０-９一二三四五六七八九十百]{1,4}"
_UNIT = alternation(words(_TABLE, "unit"))
_LASTS = alternation(words(_TABLE, "lasts"))
_UNTIL = alternation(words(_TABLE, "until"))
_LENGTH = re.compile(
    rf"(?<![第年月0-9０-９一-龠])(?<![和成正治][ 　]){_NUMBER}{_UNIT}間?(?={_LASTS}|[、。])|{_NUMBER}{_UNIT}間"
)
_DEADLINE = re.compile(
    rf"{_NUMBER}{_UNIT}(?:{alternation(words(_TABLE, 'within'))}|{alternation(words(_TABLE, 'before'))})(?:{_UNTIL})?"
    rf"|{alternation(words(_TABLE, 'recurring'))}[ 　]?(?:末日?|{_NUMBER}日)(?:{_UNTIL})?"
    rf"|(?<=月の)(?:末日?|{_NUMBER}日)(?:{_UNTIL})"
)
_COUNTED_FROM = re.compile(rf"(?<=[、。はが\n 　)）])[^、。はが\n 　）)]{{2,20}}{alternation(words(_TABLE, 'from'))}$")
_PARTY = alternation([*words("names/contracts", "role"), *words("layout/sides", "party"), *words(_TABLE, "bearer")])
_WHO = re.compile(rf"(?<![一-龠])(?P<who>{_PARTY})(?=[^一-龠]|負担|側)")
_BORNE = re.compile(rf"(?<![一-龠])(?P<who>{_PARTY}){alternation(words(_TABLE, 'borne'))}")
_BEARS = re.compile(
    rf"(?<![一-龠])(?P<who>{_PARTY})[がは][^。はが]{{0,24}}を(?:ご|御)?{alternation(words(_TABLE, 'burden'))}"
)
_LINKS = re.compile(r"[のを・]")
_TIME = "時"
_LEAST_SHARE = 0.6
_SHORTEST = 2
_LONGEST_ARTICLE = 400
# A word says a little more than its pieces: 運搬費 and 運搬の費用.
_WHOLE = 1.1


class _Sentence(NamedTuple):
    span: Span
    # With the heading and the sentences of its article before it.
    article: Span


def find_in_clauses(text: str, outline: DocumentOutline, field: Field) -> Iterator[tuple[int, Span]]:
    """Yield where a sentence says what a field of words asks for in its name, with how surely."""
    if field.type not in ("string", CHOICE) or field.is_list:
        return
    for name in map(bare, names_of(field)):
        for kind, find in (("burden", _find_bearer), ("deadline", _find_deadline), ("length", _find_length)):
            ends = [end for end in words(_TABLE, kind) if name.endswith(end) and len(name) > len(end) + 1]
            if not ends:
                continue
            parts = _part(name[: -len(max(ends, key=len))])
            sentences = _read_sentences(text)
            others = [[row["word"]] for row in read_table("labels/witnesses") if row["concept"] == concept_of(name)]
            found = next((each for said in (parts, *others) if (each := find(text, sentences, said)) is not None), None)
            if found is not None and not outline.is_quoted(found) and not outline.is_in_table(found):
                yield SAID, found
            break


def _read_sentences(text: str) -> list[_Sentence]:
    starts = [match.start() for match in _ARTICLE.finditer(text)] or [0]
    found: list[_Sentence] = []
    for match in _SENTENCE.finditer(text):
        at = bisect_right(starts, match.end() - 1) - 1
        begin = starts[at] if at >= 0 else 0
        # A heading in brackets and the number of the article below it begin one article.
        before = starts[at - 1] if at > 0 else begin
        begin = before if text[before:begin].count("\n") == 1 and text[before:begin].strip() else begin
        span = Span(max(match.start(), begin), match.end())
        found.append(_Sentence(span, Span(max(begin, span.start - _LONGEST_ARTICLE), span.end)))
    return found


def _part(stem: str) -> list[str]:
    """Return the words of the beginning of a name: 期間満了時の撤去費用."""
    parts = (part.removesuffix(_TIME) if len(part) > _SHORTEST + 1 else part for part in _LINKS.split(stem))
    return [part for part in parts if len(part) >= _SHORTEST]


def _find_bearer(text: str, sentences: Sequence[_Sentence], parts: Sequence[str]) -> Span | None:
    """Return who bears what is named: 振込手数料は甲の負担とする, 乙がその修繕費用を負担する."""
    telling = [each for each in sentences if _BORNE.search(text, *each.span) or _BEARS.search(text, *each.span)]
    best = _best(text, telling, parts)
    if best is None:
        return None
    at = _last_place(text, best.span, parts)
    borne = list(_BORNE.finditer(text, *best.span))
    bears = [match for match in _BEARS.finditer(text, *best.span) if match.start() <= at <= match.end()]
    if bears:
        return Span(*bears[-1].span("who"))
    behind = _WHO.search(text, at, best.span.end)
    # 運搬費は乙、点検費は甲の負担: whoever stands first behind what is borne, up to the last who is said to bear.
    if behind is not None and borne and behind.start() <= borne[-1].start():
        return Span(*behind.span("who"))
    said = {match["who"] for match in borne}
    return Span(*borne[-1].span("who")) if len(said) == 1 else None


def _find_deadline(text: str, sentences: Sequence[_Sentence], parts: Sequence[str]) -> Span | None:
    """Return by when something is due: 返還を受けた日から30日以内, 毎月末日まで, 3か月前まで."""
    telling = [each for each in sentences if _DEADLINE.search(text, *each.span)]
    best = _best(text, telling, parts)
    found = _nearest(text, _DEADLINE, best, parts) if best is not None else None
    if found is None or best is None:
        return None
    counted = _COUNTED_FROM.search(text, max(best.span.start, found.start - 32), found.start)
    return Span(counted.start(), found.end) if counted is not None else found


def _find_length(text: str, sentences: Sequence[_Sentence], parts: Sequence[str]) -> Span | None:
    """Return how long something lasts: 1年間更新する, 終了後3年間存続する."""
    telling = [each for each in sentences if _LENGTH.search(text, *each.span)]
    best = _best(text, telling, parts)
    return _nearest(text, _LENGTH, best, parts) if best is not None else None


def _nearest(text: str, pattern: re.Pattern[str], sentence: _Sentence, parts: Sequence[str]) -> Span | None:
    """Return the value before the last word of what is asked, else the first behind it."""
    found = [Span(*match.span()) for match in pattern.finditer(text, *sentence.span)]
    at = _last_place(text, sentence.span, parts)
    before = [span for span in found if span.end <= at]
    return before[-1] if before else found[0] if found else None


def _best(text: str, sentences: Sequence[_Sentence], parts: Sequence[str]) -> _Sentence | None:
    """Return the sentence that has most of the words, its article counted; None where two have as many."""
    if not parts:
        return None
    scored = sorted(
        (
            (_share(text, each.article, parts) + _share(text, each.span, parts), number)
            for number, each in enumerate(sentences)
        ),
        reverse=True,
    )
    if not scored or scored[0][0] < 2 * _LEAST_SHARE - _LEAST_SHARE / 2:
        return None
    if len(scored) > 1 and scored[1][0] == scored[0][0]:
        return None
    return sentences[scored[0][1]]


def _share(text: str, span: Span, parts: Sequence[str]) -> float:
    said = span.cut(text)
    found = (_WHOLE if part in said else sum(map(len, _pieces_in(part, said))) / len(part) for part in parts)
    return sum(share * len(part) for share, part in zip(found, parts, strict=True)) / sum(map(len, parts))


def _last_place(text: str, span: Span, parts: Sequence[str]) -> int:
    """Return where the last of the words ends in a sentence; its beginning where none stands there."""
    said = span.cut(text)
    ends = [said.rfind(piece) + len(piece) for part in parts for piece in _pieces_in(part, said)]
    return span.start + max(ends, default=0)


def _pieces_in(part: str, said: str) -> list[str]:
    """Return the pieces of a word that stand in a sentence: 撤去 and 費用 of 撤去費用 in 撤去及び運搬の費用."""
    if part in said:
        return [part]
    for cut in range(len(part) - 1, 0, -1):
        if part[:cut] in said and part[cut:] in said and cut >= _SHORTEST:
            return [part[:cut], part[cut:]]
    halves = [part[:cut] for cut in range(len(part) - 1, _SHORTEST - 1, -1) if part[:cut] in said]
    ends = [part[cut:] for cut in range(1, len(part) - _SHORTEST + 1) if part[cut:] in said]
    return max([halves[:1], ends[:1]], key=lambda each: sum(map(len, each)))
