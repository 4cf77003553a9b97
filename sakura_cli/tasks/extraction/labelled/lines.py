"""What a line of a letterhead, an address or a signature says without a label: postal code, address, company, person.

Left out: whose they are (`parties`), and lines with labels (`inline`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from sakura_cli.characters.fold import fold
from sakura_cli.documents.layout import is_sentence
from sakura_cli.japanese.morphology import analyse_morphemes
from sakura_cli.lexicon import alternation, word_set, words
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.labelled.accounts import is_account
from sakura_cli.text.facts import find_values
from sakura_cli.text.names import LEGAL_FORM

PartKind = Literal[
    "postal-code",
    "address",
    "building",
    "organisation",
    "department",
    "head",
    "person",
    "phone",
    "email",
    "url",
    "registration",
]

_WORDS = "labels/addresses"
_POSTAL = re.compile(r"(?:〒[ ]?)?[0-9]{3}-[0-9]{4}(?![0-9-])|〒[ ]?[0-9]{7}")
_AREA = rf"[^\s0-9、。:：()]{{1,6}}{alternation(words(_WORDS, 'area'))}"
_PLOT = rf"[0-9〇一二三四五六七八九十]+(?:{alternation(words(_WORDS, 'number'))}|[-の])"
_ADDRESS = re.compile(rf"{_AREA}[^。、:：]{{0,40}}?(?:{_PLOT}|[0-9])[^。、:：]*$")
_AREA_ALONE = re.compile(rf"{_AREA}[^\s。、:：0-9]{{0,16}}$")
_BUILDING = re.compile(
    rf"[^。、:：]{{0,24}}{alternation(words(_WORDS, 'building'))}[^。、:：]{{0,10}}$|[^。、:：]{{1,20}}[0-9]+F$"
)
_ORGANISATION = re.compile(rf"{alternation(words(_WORDS, 'organisation', 'bank'))}$")
_LEGAL = re.compile(LEGAL_FORM)
_CORPORATION = re.compile(alternation(words("names/companies", "corporation")))
# Such a form stands before the name: what ends in one has lost it.
_FORM_LAST = re.compile(rf"(?:^|[ ])\S{{0,4}}{_CORPORATION.pattern}$")
_DEPARTMENT = re.compile(rf"[^\s、。]{{1,16}}{alternation(words(_WORDS, 'department'))}")
_DEPARTMENTS = re.compile(rf"{_DEPARTMENT.pattern}(?=[ ]|$)")
_POST_ALONE = re.compile(rf"(?P<post>[一-龠々ァ-ヶー]{{0,8}}{alternation(words(_WORDS, 'post'))})(?=[ ]{{2,}}|$)")
_HEAD = re.compile(
    rf"(?P<post>{alternation([*words(_WORDS, 'head'), *words('names/titles', 'post')])})[ ]+(?P<who>\S.*)$"
)
_AREA_HEAD = re.compile(rf"(?P<post>\S{{1,8}}{alternation(words(_WORDS, 'head', 'post'))})[ ]+(?P<who>\S.*)$")
_BRACKET = re.compile(r"[ ]*[(][^()]*[)][ ]*$")
_MAY_BE_NAME = re.compile(r"[^()0-9、。:]{1,20}(?:[(][ぁ-んァ-ヶー ]{2,16}[)])?")
_PAPER = re.compile(rf"[^ ]{{0,12}}{alternation(words('labels/papers', 'sheet', 'paper'))}(?:[(][^()]*[)])?(?:[ ].*)?")
# What no department begins with: a name in kana.
_OWN_NAME = re.compile(rf"[ぁ-んァ-ヶー]{{2,}}\S*{alternation(words(_WORDS, 'house-end'))}$")
_SEAL = re.compile(rf"(?<![ ])[ ]*[\[［(（【〔]?{alternation(words(_WORDS, 'seal'))}[\]］)）】〕]?[ ]*$")
_NAME = re.compile(r"[一-龠々ぁ-んァ-ヶー]{1,6}[ ]{1,4}[一-龠々ぁ-んァ-ヶー]{1,6}")
_TRADE = re.compile(rf"(?P<trade>{alternation(word for word in word_set('names/roles') if len(word) > 1)})[ ]+")
_SPACED_NAME = re.compile(r"(?:[一-龠々][ ]{1,4}){2,5}[一-龠々]")
_REGISTRATION = re.compile(r"(?<![A-Za-z0-9])T[0-9]{13}(?![0-9])")
_BAR = re.compile(r"(?<! )[ ]+[/|][ ]+")
_LONGEST_ORGANISATION = 40
_PERSONAL = word_set("names/honorifics", "formal")


class LinePart(NamedTuple):
    """What a stretch of a line is."""

    kind: PartKind
    span: Span


def read_line(text: str, line: Span) -> list[LinePart]:
    """Return the parts of a line, in order; nothing of a sentence."""
    words_ = line.cut(text)
    if is_sentence(words_) and not _LEGAL.search(words_[:12]):
        return []
    if is_account(words_):
        return []
    folded = fold(text)
    return [part for piece in _split_at_bars(folded, strip_seal(text, line)) for part in _read(text, folded, piece)]


def _split_at_bars(folded: str, line: Span) -> list[Span]:
    """Part a line at the slashes and bars between blanks: みのわ運送(有)　／　埼玉県八潮市…."""
    edges = [line.start, *(edge for bar in _BAR.finditer(folded, *line) for edge in bar.span()), line.end]
    return [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]


def is_no_person(words_: str) -> bool:
    """Say whether words name an organisation or a department."""
    return is_organisation(words_) or bool(_DEPARTMENT.fullmatch(words_))


def find_registrations(text: str) -> list[Span]:
    """Return where registration numbers of issuers of invoices stand, wherever it is: T and 13 digits."""
    return [Span(*match.span()) for match in _REGISTRATION.finditer(fold(text))]


def strip_postal(text: str, line: Span) -> Span:
    """Return an address without the postal code before it."""
    code = _POSTAL.match(fold(line.cut(text)))
    rest = line.cut(text)[code.end() :] if code else ""
    return Span(line.end - len(rest.lstrip(" 　:：\n")), line.end) if rest.strip() else line


def has_seal(text: str, line: Span) -> bool:
    """Say whether a seal is set at the end of a line."""
    return bool(_SEAL.search(fold(line.cut(text))))


def is_organisation(words_: str) -> bool:
    """Say whether words name an organisation: by a legal form, or by how they end."""
    return bool(
        _LEGAL.search(words_)
        or _CORPORATION.search(words_)
        or _ORGANISATION.search(words_.split(" ")[0])
        or _ORGANISATION.search(words_)
    )


def _read(text: str, folded: str, line: Span) -> Iterator[LinePart]:
    for value_type in ("email", "url"):
        for span in find_values(line.cut(text), value_type):
            yield LinePart("email" if value_type == "email" else "url", span.shift(line.start))
    for match in _REGISTRATION.finditer(folded, *line):
        yield LinePart("registration", Span(*match.span()))
    start = line.start
    if postal := _POSTAL.match(folded, start, line.end):
        yield LinePart("postal-code", Span(*postal.span()))
        start = postal.end()
        while start < line.end and folded[start] in " :":
            start += 1
    rest = Span(start, line.end)
    said = rest.cut(folded)
    if not said.strip():
        return
    if find_values(said, "phone") == [Span(0, len(said))]:
        yield LinePart("phone", rest)
    elif (_ADDRESS.match(said) and not _LEGAL.search(said[:8])) or (postal and _AREA_ALONE.match(said)):
        yield LinePart("address", rest)
    elif (head := _HEAD.match(said) or _AREA_HEAD.match(said)) and _MAY_BE_NAME.fullmatch(head["who"]):
        yield LinePart("head", Span(*head.span("post")).shift(start))
        yield LinePart("person", Span(*head.span("who")).shift(start))
    elif is_organisation(said) and len(said) <= _LONGEST_ORGANISATION and not _FORM_LAST.search(said):
        yield from _read_organisation(said, start)
    elif _BUILDING.match(said):
        yield LinePart("building", rest)
    elif _NAME.fullmatch(said) and _is_one_word(said.split(" ")[0]):
        yield LinePart("person", rest)  # 綾部 道夫
    elif department := _DEPARTMENTS.match(said):
        yield from _read_department(said, start, department.end())
    elif post := _POST_ALONE.match(said):
        yield LinePart("head", Span(*post.span("post")).shift(start))
    elif (trade := _TRADE.match(said)) is not None and _NAME.fullmatch(said, trade.end()):
        yield LinePart("department", Span(*trade.span("trade")).shift(start))
        yield LinePart("person", Span(start + trade.end(), rest.end))
    elif _NAME.fullmatch(said) or _SPACED_NAME.fullmatch(said):
        yield LinePart("person", rest)


@lru_cache(maxsize=4096)
def _is_one_word(words_: str) -> bool:
    """Say whether words are one to a dictionary, as surnames are and departments are not: 日下部, but 総務 and 部."""
    return len(words_) > 1 and len(analyse_morphemes(words_)) == 1


def _read_organisation(said: str, start: int) -> Iterator[LinePart]:
    """Yield an organisation, with a department or person that blanks part from it."""
    end = len(said)
    gap = re.search(r" {1,}", said)
    while gap:
        head, tail = said[: gap.start()], said[gap.end() :]
        if is_organisation(head) and not is_organisation(tail) and (not _LEGAL.fullmatch(head)):
            post = _HEAD.match(tail)
            if post:
                end = gap.start()
                yield LinePart("organisation", Span(start, start + end))
                yield LinePart("head", Span(*post.span("post")).shift(start + gap.end()))
                yield LinePart("person", Span(*post.span("who")).shift(start + gap.end()))
                return
            if (department := _DEPARTMENT.match(tail)) and not _heads_institution(head, department.group()):
                yield LinePart("organisation", Span(start, start + gap.start()))
                yield from _read_department(tail, start + gap.end(), department.end())
                return
            if _PAPER.fullmatch(tail.strip()) or (len(gap.group()) > 1 and not _LEGAL.search(tail)):
                end = gap.start()  # what follows is something else
                break
        gap = re.compile(r" {1,}").search(said, gap.end())
    yield LinePart("organisation", Span(start, start + end))


def _heads_institution(head: str, words_: str) -> bool:
    """Say whether a corporation names the house that it runs, which ends as a department does: えびす整形外科."""
    return _CORPORATION.match(head) is not None and _OWN_NAME.match(words_) is not None


def _read_department(said: str, start: int, end: int) -> Iterator[LinePart]:
    """Yield departments, one in another, and the person after them."""
    following = re.compile(r"[ ]+" + _DEPARTMENT.pattern + r"(?=[ ]|$)")
    while more := following.match(said, end):
        end = more.end()
    rest = _BRACKET.sub("", said[end:]).strip()
    if rest not in _PERSONAL:
        yield LinePart("department", Span(start, start + end))
    if not rest:
        return
    at = start + said.index(rest, end)
    if rest in _PERSONAL:
        yield LinePart("person", Span(start, start + end))  # 山科 様
    elif (post := _POST_ALONE.match(rest)) is not None and post.end() == len(rest):
        yield LinePart("head", Span(at, at + len(rest)))
    elif head := _HEAD.match(rest):
        yield LinePart("head", Span(*head.span("post")).shift(at))
        yield LinePart("person", Span(*head.span("who")).shift(at))
    elif len(rest) <= 12 and not re.search(r"[0-9:]", rest):
        yield LinePart("person", Span(at, at + len(rest)))


def strip_seal(text: str, line: Span) -> Span:
    """Return a line without the seal at its end and the blanks before it."""
    seal = _SEAL.search(fold(line.cut(text)))
    end = line.start + seal.start() if seal and seal.start() > 0 else line.end
    words_ = text[line.start : end]
    return Span(line.start, line.start + len(words_.rstrip(" 　\t")))
