"""Values that a sentence labels: 委託料は月額金330,000円, 基準日（令和8年6月1日）, 7月10日頃に送付します.

By the words of a field's name and of its concept, and what stands between them and a value. Left out: free text, whose
ends no rule knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sakura_cli.documents.layout import is_sentence
from sakura_cli.lexicon import alternation, read_rows, read_table, words
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.fields import CHOICE, Field
from sakura_cli.tasks.extraction.labelled.absent import is_absent
from sakura_cli.tasks.extraction.outlining.inline import cut_before_label
from sakura_cli.tasks.extraction.outlining.naming import OTHERS, bare, concept_of, is_a, names_of
from sakura_cli.tasks.extraction.outlining.outline import DocumentOutline
from sakura_cli.tasks.extraction.range_ends import find_end, strip_end
from sakura_cli.tasks.extraction.relations.told import find_told
from sakura_cli.tasks.extraction.source import IndexedDocument
from sakura_cli.text.facts import NUMERIC_TYPES

OWN, NAMED, MEANT_IN_PROSE, PART, ACT, COUNTED = 90, 74, 70, 66, 64, 62
_MOST_BETWEEN = 24
_MOST_BEFORE = 30
_TOPIC = re.compile(r"[^、。\s]{2,}?(?:は|が)")
_ACT = re.compile(rf"$|[\n）)」]|{alternation(words('labels/acts', 'follow'))}")
_KANJI = re.compile(r"[一-龠々ァ-ヶー]")
_KANJI_PAIR = re.compile(r"([一-龠])(?=[一-龠])")
# What goes on with the word before it: 貸借の期間は.
_SPAN_TOPIC = re.compile(
    rf"^の?(?:有効)?{alternation(word for row in read_rows('labels/parts', 'span') for word in [row['word']])}は"
)
_LIMIT = re.compile(alternation(words("labels/acts", "limit")))
_MARK = r"[ 　\t]*(?:[・■□◆●○*※-]|[(（]?[0-9０-９]{1,2}[.．)）、 　]|[①-⑳])?[ 　\t]*"
_NUMERALS = ("一二三四五六七八九", "123456789", "１２３４５６７８９")
_ORDINAL = re.compile(rf"(?P<before>第(?:\[ 　\]\*)?)(?P<number>[{''.join(_NUMERALS)}])(?![{''.join(_NUMERALS)}])")
_COPULA = alternation(words("labels/acts", "copula"))
_PREDICATE = re.compile(rf"{alternation(words('labels/acts', 'said'))}$|[ぁ-ん]{{3,}}$|[にを][一-龠]{{2}}$")
_PART_OF = re.compile(r"(?P<label>[^\s:：]{1,8})[ 　\t]*[:：](?!//)")
_WIDE = re.compile(r"(?<=\S)(?: {4,}|\t|　{3,})")
_LONGEST_SENTENCE = 160
_OTHER_LABEL = re.compile(r"(?: {4,}|　{2,}|\t)[ 　\t]*[^ 　\t]+[ 　\t]+$")
_DENIED = re.compile(rf"[^、。\n]{{0,16}}{alternation(words('labels/acts', 'denied'))}")
_WORD = re.compile(r"[ぁ-んァ-ヶー一-龠々]{2,}")
_NAMED_SO = re.compile(r"「(?P<name>[^「」]+)」")
_STOP = re.compile(r"[。\n]")
_LINK = re.compile(r"[のをへ]")
_UNTIL = re.compile(r"[ 　]*(?:[0-9０-９正]{1,2}[時午][^\s、。]{0,4})?[ 　]*まで")
_CLAUSE = re.compile(r"[、。]")


def find_in_prose(
    source: IndexedDocument, outline: DocumentOutline, field: Field, owners: tuple[str, ...] = ()
) -> Iterator[tuple[int, Span]]:
    """Yield where a sentence says the value of a typed field, with how surely: the words of its name stand by it."""
    yield from ((OWN, span) for span in find_own_labels(source, outline, field))
    if field.type == "string":
        yield from _find_tail_nouns(source, outline, field)
        yield from _find_said(source, outline, field)
    yield from find_told(source, outline, field)
    if field.is_free or field.type in (CHOICE, "honorific"):
        return
    text = source.text
    for name in names_of(field):
        key = bare("".join((*owners, name)))
        for word, score in _words_for(key, name, field):
            for match in re.finditer(re.escape(word), text, re.IGNORECASE):
                at = Span(*match.span())
                if outline.is_quoted(at) or outline.is_in_table(at):
                    continue
                after = _after(source, field, at)
                if after is not None:
                    yield score, after
        yield from _find_acts(source, outline, field, key)
        yield from _find_parts(source, outline, field, key)
        yield from _find_behind(source, outline, field, key)
        yield from _find_deadlines(source, outline, field, key)
    yield from _find_counted(source, outline, field)


def find_own_labels(source: IndexedDocument, outline: DocumentOutline, field: Field) -> Iterator[Span]:
    """Yield what follows the very name of a field where a line begins with it, though no form would know the label."""
    for name in names_of(field):
        if len(key := "".join(name.split())) < 2:
            continue
        letters = _ORDINAL.sub(_any_numeral, "[ 　]*".join(map(re.escape, key)))
        for match in re.finditer(
            rf"(?m)^{_MARK}{letters}(?:[ 　\t]*[:：｜|][ 　\t]*|[ 　\t]+(?![｜|]))(?P<value>[^\n]*\S)", source.text
        ):
            span = Span(*match.span("value"))
            if (part := _PART_OF.match(source.text, *span)) is not None and is_a(concept_of(part["label"]), "part"):
                continue  # what the rows under the name say: 契約者  氏名 : …
            if (gap := _WIDE.search(source.text, *span)) is not None:
                span = Span(span.start, gap.start())
            if field.is_free and (cut := cut_before_label(source.text, span)) is not None:
                span = cut
            if not outline.is_quoted(span) and (not field.is_free or not is_sentence(span.cut(source.text))):
                yield span


def _any_numeral(match: re.Match[str]) -> str:
    """Return what matches the number of 第一 in whatever numerals."""
    at = max(row.find(match["number"]) for row in _NUMERALS)
    return match["before"] + "[" + "".join(row[at] for row in _NUMERALS) + "]"


def _find_said(source: IndexedDocument, outline: DocumentOutline, field: Field) -> Iterator[tuple[int, Span]]:
    """Yield what a sentence says something is: 住所は千葉県柏市…、."""
    for name in names_of(field):
        if len(key := bare(name)) < 2:
            continue
        for match in re.finditer(
            rf"(?<![一-龠々ァ-ヶー]){re.escape(key)}は、?(?P<value>[^、。\n]{{2,60}}?)(?:{_COPULA})?[、。]", source.text
        ):
            span = Span(*match.span("value"))
            if (named := _NAMED_SO.fullmatch(source.text, *span)) is not None:
                span = Span(*named.span("name"))
            if (
                not outline.is_quoted(span)
                and not is_sentence(span.cut(source.text))
                and not _PREDICATE.search(span.cut(source.text))
            ):
                yield MEANT_IN_PROSE, span


def _find_tail_nouns(source: IndexedDocument, outline: DocumentOutline, field: Field) -> Iterator[tuple[int, Span]]:
    """Yield the name that ends as a field's does, in a sentence about the rest: 横浜地方裁判所 for 管轄裁判所."""
    key = bare(field.name)
    for cut in range(2, len(key) - 1):
        about, noun = key[:cut], key[cut:]
        if len(noun) < 2 or concept_of(noun) is not None:
            continue
        name = (
            rf"(?:(?<=[、。「（ 　])[ぁ-ん]{{2,8}})?[一-龠々ァ-ヶーA-Za-z0-9０-９]+{re.escape(noun)}[一-龠々ァ-ヶー]*"
        )
        found = {
            match.group(): Span(*match.span())
            for match in re.finditer(name, source.text)
            if about not in match.group() and about in outline.around(Span(*match.span()))
        }
        if len(found) == 1:
            yield PART, next(iter(found.values()))
            return


def _find_parts(
    source: IndexedDocument, outline: DocumentOutline, field: Field, key: str
) -> Iterator[tuple[int, Span]]:
    """Yield a value after the end of a field's name, where what it begins with stands above: 収入 below 夏祭り."""
    for cut in range(2, len(key) - 1):
        owner, core = key[:cut], key[cut:]
        for match in re.finditer(re.escape(core), source.text):
            at = Span(*match.span())
            if (
                outline.is_quoted(at)
                or outline.is_in_table(at)
                or _KANJI.match(source.text[max(0, at.start - 1) : at.start])
            ):
                continue
            after = _after(source, field, at)
            if after is not None and owner in outline.around(at):
                yield PART, after
    for stem in _stems(key, field.type):
        for match in re.finditer(rf"(?<![{OTHERS}]){re.escape(stem)}[ 　:：は]{{0,3}}", source.text):
            found = [
                span
                for span in source.candidates(field, Span(match.end(), len(source.text)))
                if span.start == match.end()
            ]
            if found and not outline.is_quoted(found[0]):
                yield NAMED, found[0]


def _words_for(key: str, name: str, field: Field) -> list[tuple[str, int]]:
    found = [(key, NAMED)] if len(key) > 1 else []
    vague = next((word for word in words("labels/vagueness") if key.endswith(word)), "")
    found += [(key[: -len(vague)], MEANT_IN_PROSE)] if vague and len(key) > len(vague) + 1 else []
    concept = concept_of(name)
    if concept is not None and not is_a(concept, "generic") and not is_a(concept, "part"):
        found += [(word, MEANT_IN_PROSE) for word in spellings_of(concept) if len(word) > 1 and word != key]
        stems = {stem for word in spellings_of(concept) for stem in _stems(bare(word), field.type)}
        found += [(stem, ACT) for stem in sorted(stems) if concept_of(stem) in (None, concept)]
    if find_end(field) is not None:
        stem = strip_end(field.name)
        found += [(stem, MEANT_IN_PROSE)] if len(stem) > 1 else []
        found += [(word, MEANT_IN_PROSE) for word in _periods() if not stem or word.startswith(stem)]
    return found


def _after(source: IndexedDocument, field: Field, at: Span) -> Span | None:
    """Return the first value of the type after a word in its sentence, where nothing else is told of between."""
    text = source.text
    end = min(_sentence_end(text, at.end), at.end + _MOST_BETWEEN + 40)
    if field.type == "amount" and (free := source.find_free(at.end)) is not None:
        return free
    spans = [span for span in source.candidates(field, Span(at.end, max(at.end, end))) if span.start >= at.end]
    if not spans or spans[0].start - at.end > _MOST_BETWEEN:
        return None
    between = text[at.end : spans[0].start]
    if field.type == "amount" and _LIMIT.match(text, spans[0].end) and not _LIMIT.search(field.name):
        return None  # what it depends on
    if _OTHER_LABEL.match(between) or any(is_absent(each) for each in _WORD.findall(between)):
        return None  # 脈拍　　　　SpO2　98%, （自宅）なし　（携帯）090-…
    if between[:1] and re.match(r"[一-龠々ァ-ヶーA-Za-z・/／＝=]", between):
        return None  # part of a longer word
    if _DENIED.match(text, spans[0].end, max(spans[0].end, end)):
        return None  # 5月3日は清掃の日ではありません
    topics = _TOPIC.findall(_SPAN_TOPIC.sub("", between))
    return spans[0] if not topics and len(_CLAUSE.findall(between)) <= 1 else None


def _find_acts(source: IndexedDocument, outline: DocumentOutline, field: Field, key: str) -> Iterator[tuple[int, Span]]:
    """Yield the only value of a clause that says what a field's name is about: 7月10日頃に送付します for 送付日."""
    concept = concept_of(key)
    spelled = [key, *(map(bare, spellings_of(concept)) if concept is not None else ())]
    stems = [stem for each in spelled for stem in _stems(each, field.type)]
    stems += [
        row["word"] for row in read_table("labels/witnesses") if row["concept"] == concept and len(row["word"]) > 3
    ]
    for stem in dict.fromkeys(stems):
        for match in re.finditer(_KANJI_PAIR.sub(r"\1[ぁ-ん]?", re.escape(stem)), source.text):
            is_part = _KANJI.match(source.text[max(0, match.start() - 1) : match.start()]) is not None
            if is_part or outline.is_quoted(Span(*match.span())) or not _ACT.match(source.text, match.end()):
                continue
            start = _sentence_start(source.text, match.start())
            before = [
                span for span in source.candidates(field, Span(start, match.start())) if span.end <= match.start()
            ]
            if len(before) >= 1 and match.start() - before[-1].end <= _MOST_BEFORE:
                between = source.text[before[-1].end : match.start()]
                if _DENIED.match(source.text, match.end()):
                    continue
                if not re.search(r"[。\n]", between) and not _TOPIC.search(between):
                    yield ACT, before[-1]


def _find_deadlines(
    source: IndexedDocument, outline: DocumentOutline, field: Field, key: str
) -> Iterator[tuple[int, Span]]:
    """Yield the day up to which something is to be done: 委任状を6月15日までにお出しください for 委任状の提出期限."""
    noun = next((row["word"] for row in read_rows("labels/fields", "deadline") if key.endswith(row["word"])), "")
    parts = [part for part in _LINK.split(key[: -len(noun)]) if len(part) > 1] if noun else []
    if field.type != "date" or not parts:
        return
    found: set[Span] = set()
    for span in source.candidates(field):
        if outline.is_quoted(span) or outline.is_in_table(span) or not _UNTIL.match(source.text, span.end):
            continue
        before = source.text[max(0, span.start - _LONGEST_SENTENCE) : span.start]
        after = source.text[span.end : span.end + _LONGEST_SENTENCE]
        sentence = _STOP.split(before)[-1] + _STOP.split(after)[0]
        if any(part in sentence for part in parts):
            found.add(span)
    if len(found) == 1:
        yield ACT, found.pop()


def _find_behind(
    source: IndexedDocument, outline: DocumentOutline, field: Field, key: str
) -> Iterator[tuple[int, Span]]:
    """Yield the time right before the word for what begins or ends then: 午後一時三十分開会, 18:30開場."""
    if field.type != "time":
        return
    concept = concept_of(key)
    spelled = [key, *(map(bare, spellings_of(concept)) if concept is not None else ()), *_stems(key, field.type)]
    spans = source.candidates(field)
    # Where a time stands right behind the word, that is the one: 受付13:00 開演13:30. One in brackets is another.
    begins = {span.start for span in spans if source.text[span.start - 1 : span.start] not in ("（", "(")}
    found = {
        span
        for span in spans
        for word in spelled
        if len(word) > 1
        and (said := re.match(rf"[ 　]?[にのよりから]{{0,2}}{re.escape(word)}", source.text[span.end : span.end + 16]))
        and not {span.end + said.end(), span.end + said.end() + 1} & begins
    }
    if len(found) == 1 and not outline.is_quoted(next(iter(found))):
        yield NAMED + 1, found.pop()


def _find_counted(source: IndexedDocument, outline: DocumentOutline, field: Field) -> Iterator[tuple[int, Span]]:
    """Yield the only number whose counter is the name of a field: 16台 for 台数."""
    key = bare(field.name)
    if field.type not in NUMERIC_TYPES or field.type == "amount":
        return
    counters = {row["counter"] for row in read_table("labels/counters") if row["word"] == key}
    counters |= {key[:-1]} if key.endswith("数") and 2 <= len(key) <= 3 else set()
    if not counters:
        return
    found = [
        span
        for span in source.occurrences(field.type)
        if not outline.is_quoted(span)
        and not _LIMIT.match(source.text, span.end)
        and any(
            source.text.startswith(counter, span.end - len(counter))
            or (source.text.startswith(counter, span.end) and not _LIMIT.match(source.text, span.end + len(counter)))
            for counter in counters
        )
    ]
    if len(found) == 1:
        yield COUNTED, found[0]


def _stems(key: str, value_type: str) -> Iterator[str]:
    """Yield what is left of a name without what says its type: 送付 of 送付予定日."""
    for row in read_table("labels/type_nouns"):
        if row["type"] == value_type and key.endswith(row["word"]):
            stem = key[: -len(row["word"])].rstrip("の")
            if len(stem) > 1:
                yield stem


@cache
def _periods() -> tuple[str, ...]:
    return tuple(word for row in read_rows("labels/parts", "period") for word in spellings_of(row["word"]))


@cache
def spellings_of(concept: str) -> tuple[str, ...]:
    """Return the words of a concept."""
    return tuple(row["word"] for row in read_table("labels/concepts") if row["concept"] == concept)


def _sentence_end(text: str, at: int) -> int:
    stops = [place for mark in ("。", "\n") if (place := text.find(mark, at)) >= 0]
    return min(stops, default=len(text))


def _sentence_start(text: str, at: int) -> int:
    return max(text.rfind("。", 0, at), text.rfind("\n", 0, at)) + 1
