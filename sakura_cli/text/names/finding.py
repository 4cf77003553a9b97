"""Find what names somebody or something: katakana words, kanji names with a title, Latin words, companies.

By form and by short lists, without a dictionary. Left out: kanji names that nothing marks, except those that begin
with a common surname; ordinary compounds look just like them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from sakura_cli.lexicon import alternation, read_table, word_set, words
from sakura_cli.spans import Span

NameKind = Literal["katakana", "kanji-name", "latin"]

_KATAKANA = re.compile(r"[ァ-ヺｦ-ﾟ][ァ-ヺーｦ-ﾟ]{2,}")
_HONORIFICS = alternation(
    [*words("names/honorifics", "formal", "anybody", "person"), *words("names/titles", "calling")]
)
_POSTS = alternation(words("names/titles", "post"))
_AMBIGUOUS = alternation(words("names/titles", "ambiguous"))
# 山本部長 is 山本 and 部長, 営業部 本部長 is not.
_TITLES = rf"{_POSTS}|(?<=[一-龠々]{{2}}){_AMBIGUOUS}|(?<![一-龠々]){_AMBIGUOUS}"
_KANJI_NAME = re.compile(
    rf"(?<![一-龠々])(?P<name>[一-龠々][一-龠々ヶケノ]{{0,4}}?)(?P<title>{_HONORIFICS}|{_TITLES})(?![一-龠々])"
)
_POST = rf"(?:{_TITLES})(?:代理|補佐)?"
_POST_AFTER = re.compile(rf"(?:(?<![ 　])[ 　]+\S*|(?<=[一-龠々ぁ-んァ-ヶーA-Za-z])){_POST}$")
_POST_BEFORE = re.compile(rf"\S*{_POST}[ 　]+(?=\S)")
_WORD_BEFORE = re.compile(r"(?P<word>\S+)[ 　]+(?=\S)")
# 部 and 室 only after more than a surname has (服部, 小室, 長谷部).
_UNIT = re.compile(
    rf"\S+{alternation(words('names/marks', 'unit'))}|\S{{3,}}[部室]"
    rf"|\S{{2,}}{alternation(words('names/marks', 'office'))}"
)
_SURNAMES = alternation(words("names/surnames"))
_SURNAME = re.compile(rf"(?<![一-龠々])(?P<name>{_SURNAMES})(?![都道府県市区町村駅郡線湖山川島])")
_COMPANIES = [row for row in read_table("names/companies") if row["kind"] == "company"]
_LEGAL_SHORT = alternation(row["short"] for row in _COMPANIES if row["short"])
_LEGAL_WORDS = alternation(row[column] for row in _COMPANIES for column in ("word", "sign") if row[column])
LEGAL_FORM = rf"(?:{_LEGAL_WORDS}|[（(]{_LEGAL_SHORT}[）)])"
"""What a company's name begins or ends with, as a pattern."""
_LEGAL = re.compile(LEGAL_FORM)
_COMPANY = re.compile(
    rf"{LEGAL_FORM}\s?(?P<after>[一-龠々ァ-ヺーA-Za-z&]{{2,12}})"
    rf"|(?P<before>[一-龠々ァ-ヺーA-Za-z&]{{2,12}}){LEGAL_FORM}"
)
_MAX_COMPOUND = 24
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ][A-Za-zÀ-ÖØ-öø-ÿ'&.-]*[A-Za-zÀ-ÖØ-öø-ÿ]")

_NO_NAME = re.compile(
    rf"{alternation(words('names/roles'))}+(?:本?部|[課室科内等付])?|.*[的性化型系者員客社達官師士課係局省庁会組班団署校州党]"
)
_ORDINARY_TITLES = re.compile(alternation(word for word in words("names/lookalikes") if word.endswith("様")))
_LOANWORDS = word_set("names/loanwords")


class Name(NamedTuple):
    """A name found in a text; `text` is the part to look up, without honorific or title."""

    kind: NameKind
    span: Span
    text: str


def find_names(folded: str) -> list[Name]:
    """Find names in a folded text, in order; katakana words that everybody uses are left out."""
    found = [*_find_kanji_names(folded), *_find_katakana(folded), *_find_companies(folded), *_find_latin(folded)]
    found.sort(key=lambda name: (name.span.start, -name.span.end))
    kept: list[Name] = []
    for name in found:
        if not kept or name.span.start >= kept[-1].span.end:
            kept.append(name)
    return kept


def is_loanword(word: str, known: frozenset[str] = _LOANWORDS) -> bool:
    """Say whether a katakana word is an ordinary one or put together from ordinary ones."""
    if word in known or word.rstrip("ー") in known or word + "ー" in known:
        return True
    if len(word) > _MAX_COMPOUND:
        return False
    return any(word[:cut] in known and is_loanword(word[cut:], known) for cut in range(2, len(word) - 1))


def is_ordinary_person_word(word: str) -> bool:
    """Say whether a kanji word before an honorific or title is a role, a relative or a unit, not a name."""
    return _NO_NAME.fullmatch(word) is not None


def _find_katakana(folded: str) -> Iterator[Name]:
    for match in _KATAKANA.finditer(folded):
        if not is_loanword(match.group()):
            yield Name("katakana", Span(*match.span()), match.group())


def _find_kanji_names(folded: str) -> Iterator[Name]:
    for match in _KANJI_NAME.finditer(folded):
        name = match["name"]
        if (
            not _NO_NAME.fullmatch(name)
            and not _ORDINARY_TITLES.search(match.group())
            and folded[match.start() - 1 : match.start()] not in ("お", "ご")
        ):
            yield Name("kanji-name", Span(match.start(), match.end("name")), name)
    for match in _SURNAME.finditer(folded):
        yield Name("kanji-name", Span(*match.span()), match["name"])


def _find_companies(folded: str) -> Iterator[Name]:
    for match in _COMPANY.finditer(folded):
        group = "after" if match["after"] else "before"
        if not re.fullmatch(r"[当弊貴各両同親子]|各種", match[group]):
            kind: NameKind = "kanji-name" if re.search(r"[一-龠]", match[group]) else "katakana"
            yield Name(kind, Span(*match.span(group)), match[group])


def _find_latin(folded: str) -> Iterator[Name]:
    for match in _LATIN.finditer(folded):
        yield Name("latin", Span(*match.span()), match.group())


def strip_post(text: str, span: Span) -> Span:
    """Return the span of a person's name without the post and unit beside it: 石黒課長, 経理部 主任 山田太郎."""
    start = span.start
    while before := _POST_BEFORE.match(text, start, span.end) or _match_unit(text, start, span.end):
        start = before.end()
    after = _POST_AFTER.search(text, start, span.end)
    return Span(start, after.start() if after and after.start() > start else span.end)


def _match_unit(text: str, start: int, end: int) -> re.Match[str] | None:
    """Match a department before a name: 総務部 田中; 服部 一郎 has none."""
    match = _WORD_BEFORE.match(text, start, end)
    if match is None:
        return None
    is_firm = _LEGAL.search(match["word"]) is not None
    return match if is_firm or _UNIT.fullmatch(match["word"]) or _NO_NAME.fullmatch(match["word"]) else None
