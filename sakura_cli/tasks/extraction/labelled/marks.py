"""Names and numbers that a word beside them labels: 0263-…(直), 平良（記）, 会計 谷川, 柴田会長.

By the tables `labels/marks` and `labels/addresses`. Left out: labels that stand before a gap or a colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sakura_cli.characters.fold import fold
from sakura_cli.lexicon import alternation, word_map, word_set, words
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.outlining.inline import is_label

_POST_AND_NAME = re.compile(
    r"(?:^|[、,，] ?|(?<! )[ ]{2,})(?P<post>[^\s、,，()0-9]{2,6}) "
    r"(?P<who>[^\s、,，()0-9]{1,8}(?: [^\s、,，()0-9]{1,4})?)"
    r"(?=[ ]?[、,，(（]|$)"
)
_NAME_AND_POST = re.compile(
    r"(?:^|[、,，] ?|(?<! )[ ]{2,})(?P<who>[一-龠々ァ-ヶー]{1,5}?)"
    rf"(?P<post>(?:(?<=[一-龠ー])副)?{alternation(words('labels/addresses', 'head'))})(?=[ ]?[、,，]|$)"
)
_SIGNER = re.compile(r"(?P<did>[一-龠々]{2,4}) (?P<who>[一-龠々ぁ-んァ-ヶー﨑]{1,6}(?:[(][^()]{1,3}[)])?)")
_LEAST_SIGNERS = 2
_NAME_MARK = re.compile(r"(?P<who>[^\s、,，()・/]{1,12}(?:・[^\s、,，()・/]{1,8})?)[ ]?[(](?P<mark>[^()]{1,3})[)]")
_PHONE_MARK = re.compile(r"(?P<number>[0-9(][0-9()-]{8,14}[0-9])[ ]?[(](?P<mark>[^()]{1,3})[)]")


def find_marked_values(text: str, span: Span) -> Iterator[tuple[str, Span]]:
    """Yield the labels with the places of the numbers and names that they stand right beside."""
    folded = fold(span.cut(text))
    labels = word_map("labels/marks", "label")
    for pattern, group in ((_PHONE_MARK, "number"), (_NAME_MARK, "who")):
        for match in pattern.finditer(folded):
            if (label := labels.get(match["mark"])) is not None:
                yield label, Span(*match.span(group)).shift(span.start)
    for match in _POST_AND_NAME.finditer(folded):
        if match["post"] in _posts():
            yield match["post"], Span(*match.span("who")).shift(span.start)
    yield from ((label, place.shift(span.start)) for label, place in _find_signers(folded))
    for match in _NAME_AND_POST.finditer(folded):
        yield match["post"], Span(*match.span("who")).shift(span.start)


def _find_signers(folded: str) -> Iterator[tuple[str, Span]]:
    """Yield who did what, where a line says nothing else, with gaps between: 承認 蒲池    検査 宮﨑(香)."""
    pieces = list(re.finditer(r"[^ ]+(?: [^ ]+)*", folded))
    signed = [_SIGNER.fullmatch(piece.group()) for piece in pieces]
    if len(pieces) < _LEAST_SIGNERS or None in signed or not any(each and is_label(each["did"]) for each in signed):
        return
    for piece, each in zip(pieces, signed, strict=True):
        if each is not None:
            yield each["did"], Span(*each.span("who")).shift(piece.start())


def _posts() -> frozenset[str]:
    """Return the words that stand before the name of who is present: posts, parts of a meeting."""
    return word_set("labels/addresses", "head", "member", "post") | word_set("labels/marks", column="label")
