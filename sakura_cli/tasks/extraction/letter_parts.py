"""What letters and invoices label by their layout alone: addressee and sender, sums at line ends, TEL and FAX.

The labels in angle brackets stand in no text; `label_synonyms` says which fields they are for. Left out: tables drawn
with blanks, whose lines have several values, and senders that are persons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from sakura_cli.characters.fold import fold
from sakura_cli.lexicon import alternation, word_set, words
from sakura_cli.spans import Span
from sakura_cli.text.facts import find_values, read_value
from sakura_cli.text.names import LEGAL_FORM

ADDRESSEE, SENDER, TOTAL = "<addressee>", "<sender>", "<total>"

_FIRST_LINES = 12
_LINE = re.compile(r"[^\n]+")
# A wrapped line of prose has particles, too: 本日お越しくださった田中様.
_HONORIFIC = alternation(words("names/honorifics", "organisation", "formal"))
_ADDRESSED = re.compile(rf"[ 　\t]*(?P<who>\S[^\n。、:：はをが]{{0,60}}?)[ 　]*{_HONORIFIC}[ 　\t]*$")
_NOBODY = re.compile(alternation(words("labels/letters", "nobody")))
_ORGANISATION = re.compile(rf"{LEGAL_FORM}|{alternation(words('labels/letters', 'organisation'))}|[省庁]$")
_COMPANY_LINE = re.compile(r"[ 　\t]*(?P<who>[^\n:：。、0-9０-９]{2,40}?)[ 　\t]*")
_COMPANY = re.compile(rf"{LEGAL_FORM}|{alternation(words('names/companies', 'corporation'))}")
_BANK = re.compile(alternation(words("labels/letters", "bank")))
_FAX = word_set("labels/letters", "fax")
_TELEPHONE = re.compile(
    rf"(?P<label>{alternation(words('labels/letters', 'telephone', 'fax'))})[.．]?[ 　\t:：]*(?=[\d(+])", re.IGNORECASE
)
# A label, blanks and a sum that ends the line.
_SUM = re.compile(
    r"[ 　\t■□●○◆・]*(?P<label>[^\s\d:：¥￥#|]{2,12}(?:[（(][^（）()\n]{1,10}[）)])?)(?:[ 　\t]*[:：][ 　\t]*|[ 　\t]+)"
    r"(?:金[ 　]*)?(?=[¥￥\d一二三四五六七八九十百千万壱弐参])"
)
_FACE = re.compile(r"[ 　\t]*(?:金[ 　]*(?=[\d壱弐参一二三四五六七八九十])|(?=[¥￥]))")
_SUM_END = re.compile(r"[ 　]*(?:也|[-－])?[ 　]*(?:[（(][^（）()\n]*[）)])?[ 　\t]*$")
_TOTAL = re.compile(rf"[ごお御]?{alternation(words('labels/sums', 'total', 'sum'))}(?:[（(].*)?")


def find_letter_parts(text: str) -> Iterator[tuple[str, Span]]:
    """Yield labels with the spans of what the layout of a letter gives them."""
    if (who := _find_addressee(text)) is not None:
        yield ADDRESSEE, who
        if (sender := _find_sender(text, who)) is not None:
            yield SENDER, sender
    yield from _find_telephones(text)
    sums = list(_find_sums(text))
    yield from sums
    totals = [span for label, span in sums if _TOTAL.fullmatch(label)] or _find_faces(text)
    if totals and len({read_value(text, span, "amount").value for span in totals}) == 1:
        yield TOTAL, totals[0]


def _find_addressee(text: str) -> Span | None:
    """Return who stands alone in one of the first lines with 御中 or 様; None where several lines name them."""
    lines = list(islice(_LINE.finditer(text), _FIRST_LINES))
    addressed = [(index, match) for index, line in enumerate(lines) if (match := _ADDRESSED.fullmatch(line.group()))]
    if len(addressed) != 1:
        return None
    [(index, match)] = addressed
    above = _COMPANY_LINE.fullmatch(lines[index - 1].group()) if index else None
    if above and _ORGANISATION.search(above["who"]) and not _ORGANISATION.search(match["who"]):
        # The company of a person who stands below it.
        index, match = index - 1, above
    elif _NOBODY.search(match["who"]):
        return None
    return Span(*match.span("who")).shift(lines[index].start())


def _find_sender(text: str, addressee: Span) -> Span | None:
    """Return the only other company that has a line of its own."""
    found: dict[str, Span] = {}
    for line in _LINE.finditer(text):
        match = _COMPANY_LINE.fullmatch(line.group())
        if match is None or _ADDRESSED.fullmatch(line.group()) or match["who"] in addressee.cut(text):
            continue
        if _COMPANY.search(match["who"]) and not _BANK.search(match["who"]):
            found.setdefault(match["who"], Span(*match.span("who")).shift(line.start()))
    return next(iter(found.values())) if len(found) == 1 else None


def _find_telephones(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the number after TEL and the one after FAX, where there is one of each."""
    numbers: dict[str, list[Span]] = {"電話": [], "FAX": []}
    labels = list(_TELEPHONE.finditer(fold(text)))
    spans = {span.start: span for span in find_values(text, "phone")} if labels else {}
    for match in labels:
        if span := spans.get(match.end()):
            numbers["FAX" if match["label"].upper() in _FAX else "電話"].append(span)
    for label, found in numbers.items():
        if len(found) == 1:
            yield label, found[0]


def _find_faces(text: str) -> list[Span]:
    """Return the sums that have a line of their own, as the face of a receipt has: ￥54,780－."""
    lines = [line for line in _LINE.finditer(text) if _FACE.match(line.group())]
    found = [(line, find_values(line.group(), "amount")) for line in lines]
    return [
        spans[0].shift(line.start())
        for line, spans in found
        if len(spans) == 1 and _SUM_END.match(line.group(), spans[0].end)
    ]


def _find_sums(text: str) -> Iterator[tuple[str, Span]]:
    for line in _LINE.finditer(text):
        if (label := _SUM.match(line.group())) is None:
            continue
        found = find_values(line.group(), "amount")
        if len(found) != 1 or fold(line.group())[label.end() : found[0].start].strip():
            continue
        if _SUM_END.match(line.group(), found[0].end):
            yield label["label"], found[0].shift(line.start())
