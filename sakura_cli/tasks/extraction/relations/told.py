"""What sentences tell that forms would label: who did what, numbers of things, times behind days, and where.

司会は長内、記録は久慈が務めた; 受付番号 TR-88105 です; 次回は4月22日(水)10時; 会議室において開催した. Left out: values
that stand right by the name of a field (`prose`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sakura_cli.japanese.morphology import analyse_morphemes
from sakura_cli.lexicon import alternation, word_set, words
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.fields import Field
from sakura_cli.tasks.extraction.outlining.naming import bare, concept_of, names_of
from sakura_cli.tasks.extraction.outlining.outline import DocumentOutline
from sakura_cli.tasks.extraction.source import IndexedDocument
from sakura_cli.text.names import is_ordinary_person_word

TOLD = 70
_ROW = "labels/told"
_NAME = r"[一-龠々]{1,5}(?:[ 　][一-龠々ぁ-んァ-ヶー]{1,5})?|[ァ-ヶー・]{2,12}"
_HONORIFIC = rf"(?:[ 　]?(?P<honorific>{alternation(words('names/honorifics', 'formal', 'anybody', 'person'))}))?"
# What stands before a name in a sentence: 総務の, 課長の, 営業部.
_BEFORE = r"(?:[^、。はがを\s]{1,12}(?:の|[部課係室][ 　]?))?"
_DID = alternation(words(_ROW, "did"))
_CODE = r"(?P<code>[A-Za-z0-9Ａ-Ｚａ-ｚ０-９][A-Za-z0-9Ａ-Ｚａ-ｚ０-９-]*[-0-9０-９][A-Za-z0-9Ａ-Ｚａ-ｚ０-９-]*)"
_IS = alternation(words(_ROW, "is"))
_PLACE = r"(?P<place>[^、。，\s（）()]{2,24}(?:[（(][^（）()\n]{1,16}[)）])?)"
_WHERE = re.compile(rf"(?:^|[、。，]|に[、 　]?|[)）]|分){_PLACE}{alternation(words(_ROW, 'where'))}", re.MULTILINE)
_PROPER = word_set(_ROW, "proper")
_WEEKDAY = re.compile(r"[ 　]?(?:[（(][^（）()]{1,3}[)）])?[ 　の、]{0,2}")


def find_told(source: IndexedDocument, outline: DocumentOutline, field: Field) -> Iterator[tuple[int, Span]]:
    """Yield where a sentence tells the value of a field, with how surely."""
    if field.type == "name":
        found = _find_who(source.text, field)
    elif field.type == "time":
        found = _find_times(source, field)
    elif field.type == "string" and any(_asks_for_code(name) for name in names_of(field)):
        found = _find_codes(source.text, field)
    elif field.type == "string" and any(concept_of(name) in word_set(_ROW, "held") for name in names_of(field)):
        found = (Span(*match.span("place")) for match in _WHERE.finditer(source.text))
    else:
        return
    spans = list(dict.fromkeys(span for span in found if not outline.is_quoted(span) and not outline.is_in_table(span)))
    if len({span.cut(source.text) for span in spans}) == 1:
        yield TOLD, spans[0]


def _find_who(text: str, field: Field) -> Iterator[Span]:
    for key in _keys(field):
        doer = rf"{_BEFORE}(?P<who>{_NAME}){_HONORIFIC}(?:{_DID}|{_IS}|[、。])"
        for match in re.finditer(rf"(?<![一-龠々ァ-ヶー]){re.escape(key)}は[、 　]?{doer}", text):
            if match["honorific"] or _is_name(match["who"]):
                yield Span(*match.span("who"))


def _is_name(words_: str) -> bool:
    """Say whether words are the name of a person to a dictionary, and no role."""
    if is_ordinary_person_word(words_) or concept_of(words_) is not None:
        return False
    told = [morpheme for morpheme in analyse_morphemes(words_) if morpheme.surface.strip()]
    return bool(told) and any(_PROPER & {morpheme.sub, morpheme.sub2, morpheme.sub3} for morpheme in told)


def _find_codes(text: str, field: Field) -> Iterator[Span]:
    for key in _keys(field):
        for match in re.finditer(
            rf"(?<![一-龠々ァ-ヶー]){re.escape(key)}(?:は[、 　]?|[ 　])[ 　]?{_CODE}[ 　]?{_IS}", text
        ):
            yield Span(*match.span("code"))


def _find_times(source: IndexedDocument, field: Field) -> Iterator[Span]:
    """Yield the time behind the day that a sentence says of what a field names: 次回は4月22日(水)10時."""
    nouns = words(_ROW, "time")
    days = source.occurrences("date")
    times = {span.start: span for span in source.occurrences("time")}
    for name in map(bare, names_of(field)):
        stem = next((name[: -len(noun)] for noun in nouns if name.endswith(noun)), "")
        if len(stem) < 2:
            continue
        for match in re.finditer(rf"(?<![一-龠々ァ-ヶー]){re.escape(stem)}[はも 　:：]{{1,2}}", source.text):
            day = next((span for span in days if span.start == match.end()), None)
            gap = _WEEKDAY.match(source.text, day.end) if day is not None else None
            if gap is not None and gap.end() in times:
                yield times[gap.end()]


def _keys(field: Field) -> list[str]:
    return [key for name in names_of(field) if len(key := bare(name)) > 1]


def _asks_for_code(name: str) -> bool:
    return bare(name).endswith(words(_ROW, "code"))
