"""Who called and for whom, as notes of telephone calls say it: 能勢部長　あて, 丸北化成の　ハッサン様（購買）より.

By the words of `labels/letters` behind names. Left out: letters and mails (`parties`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sakura_cli.lexicon import alternation, words
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.labelled.lines import is_no_person
from sakura_cli.tasks.extraction.labelled.parties.places import part_labels
from sakura_cli.tasks.extraction.labelled.place import LabelledPlace
from sakura_cli.tasks.extraction.outlining.outline import DocumentOutline

_LETTERS = "labels/letters"
_GAP = re.compile(r"[ \t]{3,}|[ 　]*　[ 　]*　[ 　]*")
_HONORIFIC = alternation(words("names/honorifics", "formal"))
_POST = alternation([*words("labels/addresses", "head", "post"), *words("names/titles", "post")])
_FOR = re.compile(
    rf"(?P<who>[^\s、。（）()0-9]{{1,8}}?)[ 　]?(?:(?P<post>{_POST})|{_HONORIFIC})[ 　]*"
    rf"{alternation(words(_LETTERS, 'for'))}"
)
_FROM = re.compile(
    rf"(?P<shop>[^\s、。]{{2,20}}?)[ 　]*の[ 　]*(?P<who>[^\s、。（）()]{{1,10}})[ 　]*{_HONORIFIC}[ 　]*"
    rf"(?:[（(](?P<department>[^（）()]{{1,10}})[)）])?[ 　]*{alternation(words(_LETTERS, 'caller'))}"
)


def read_phone_memos(outline: DocumentOutline) -> Iterator[LabelledPlace]:
    """Yield the names of who is called and who called, where a stretch of a line says no more than that."""
    for unit in outline.units:
        if unit.kind not in ("line", "heading"):
            continue
        for piece in _pieces(outline.text, unit.span):
            if (called := _FOR.fullmatch(outline.text, *piece)) is not None and not is_no_person(called["who"]):
                [role] = words(_LETTERS, "called-role")
                yield LabelledPlace(role, Span(*called.span("who")), "letter", unit=unit.index)
                if called["post"]:
                    yield LabelledPlace(part_labels()["head"], Span(*called.span("post")), "letter", (role,))
            elif (caller := _FROM.fullmatch(outline.text, *piece)) is not None:
                shop, role = words(_LETTERS, "caller-role")
                who = Span(*caller.span("who"))
                yield LabelledPlace(shop, Span(*caller.span("shop")), "letter", unit=unit.index)
                yield LabelledPlace(role, who, "letter", unit=unit.index)
                yield LabelledPlace(part_labels()["person"], who, "letter", (role,))
                if caller["department"]:
                    department = Span(*caller.span("department"))
                    yield LabelledPlace(part_labels()["department"], department, "letter", (role,))


def _pieces(text: str, span: Span) -> list[Span]:
    edges = [span.start, *(edge for gap in _GAP.finditer(text, *span) for edge in gap.span()), span.end]
    return [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]
