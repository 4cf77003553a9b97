"""What the head of a list or report says besides what paper it is: whose it is, of which year or month, as of when.

介護ホーム 菜の花　勤務割当（2026年9月）, 社員名簿（令和8年4月1日現在）. By `labels/papers`. Left out: letters, whose
senders are parties, and titles (`titles`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sakura_cli.characters.fold import fold
from sakura_cli.documents.layout import is_sentence
from sakura_cli.lexicon import alternation, words
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.labelled.lines import is_organisation, read_line
from sakura_cli.tasks.extraction.outlining.inline import is_label, read_inline
from sakura_cli.tasks.extraction.outlining.outline import DocumentOutline
from sakura_cli.tasks.extraction.outlining.page_line import PageLine
from sakura_cli.text.facts import find_values
from sakura_cli.text.names import LEGAL_FORM

_TABLE = "labels/papers"
_FIRST_ROWS = 6
_LONGEST_OWNER, _LONGEST_HEAD = 24, 200
_ERA = rf"(?:{alternation(words('dates/eras', 'name'))}[ ]?[0-9元]{{1,2}}|(?<![0-9])20[0-9]{{2}})[ ]?年"
_PERIODS = (
    ("year", re.compile(rf"{_ERA}度")),
    ("month", re.compile(rf"{_ERA}[ ]?[0-9]{{1,2}}[ ]?月[分度]?(?![ ]?[0-9末上中下まかよ])")),
)
_AS_OF = re.compile(alternation(words(_TABLE, "as-of-mark")))
# Words of one name have a half-width blank between them at most; a period or note before the paper parts, too.
_PIECE = re.compile(r"[^ \t　（()）【】\[\]]+(?: [^ \t　（()）【】\[\]]+)*")
_FORM = re.compile(rf"(?:{LEGAL_FORM}|[一-龠A-Z]{{0,8}}{alternation(words('names/companies', 'corporation'))})")
_FORM_BEFORE = re.compile(rf"(?<![^\s])(?P<form>{_FORM.pattern})[ 　]+$")
_SHEET = re.compile(rf"{alternation(words(_TABLE, 'sheet', 'paper', 'record'))}$")


class Said(NamedTuple):
    """What a head says: the kind of label in `labels/papers`, and where."""

    kind: str
    span: Span


def read_sheet_heads(outline: DocumentOutline) -> Iterator[tuple[str, Span]]:
    """Yield the labels that fields may have for what the head of a paper says, with where it stands."""
    heads = [unit for unit in outline.units if unit.kind in ("line", "heading") and unit.row <= _FIRST_ROWS]
    told: dict[str, list[Span]] = {}
    for said in (each for unit in heads for each in _read(outline, unit)):
        told.setdefault(said.kind, []).append(said.span)
    for kind, spans in told.items():
        if len(spans) == 1:
            yield from ((label, spans[0]) for label in words(_TABLE, kind))


def _read(outline: DocumentOutline, unit: PageLine) -> Iterator[Said]:
    text = outline.text
    words_ = unit.span.cut(text)
    if len(words_) > _LONGEST_HEAD or is_sentence(words_):
        return
    for day in find_values(words_, "date"):
        if _AS_OF.match(words_[day.end : day.end + 12].lstrip(" 　")):
            yield Said("as-of", day.shift(unit.span.start))
    folded = fold(words_)
    periods = [(kind, Span(*match.span())) for kind, pattern in _PERIODS for match in pattern.finditer(folded)]
    pieces = _join_forms(words_, [Span(*match.span()) for match in _PIECE.finditer(words_)])
    title = next((piece for piece in pieces if _SHEET.search(fold(piece.cut(words_)).replace(" ", ""))), None)
    is_alone = any(not words_.replace(span.cut(words_), "").strip(" 　■◆●") for _, span in periods)
    if title is None and not is_alone:
        return
    yield from (Said(kind, span.shift(unit.span.start)) for kind, span in periods)
    if title is None:
        return
    if (above := _line_above(outline, unit)) is not None and is_organisation(above.cut(text)):
        yield Said("owner", above)
        return
    first = pieces[1] if pieces[0] == title and words_.startswith("【") and len(pieces) > 1 else pieces[0]
    if first != title and any(first.start < span.end and span.start < first.end for _, span in periods):
        first = pieces[1]
    if first != title and _may_own(words_, first, periods) and not read_inline(text, unit.span):
        yield _name_owner(text, first.shift(unit.span.start))


def _join_forms(line: str, pieces: list[Span]) -> list[Span]:
    """Join a legal form with the name behind it: 一般社団法人　みちのく観光推進協会."""
    joined: list[Span] = []
    for piece in pieces:
        if joined and _FORM.fullmatch(joined[-1].cut(line)) and not line[joined[-1].end : piece.start].strip(" 　"):
            joined[-1] = Span(joined[-1].start, piece.end)
        else:
            joined.append(piece)
    return joined


def _may_own(line: str, piece: Span, periods: list[tuple[str, Span]]) -> bool:
    said = piece.cut(line)
    if not 2 < len(said) <= _LONGEST_OWNER or is_label(said) or find_values(said, "date") or _SHEET.search(said):
        return False
    has_period = any(piece.start < span.end and span.start < piece.end for _, span in periods)
    is_noted = line[: piece.start].rstrip().endswith(("（", "("))
    return not has_period and not is_noted and re.search(r"[0-9０-９:：]{2}|[:：／/]", said) is None


def _name_owner(text: str, span: Span) -> Said:
    """Return whose a paper is: a department's, or somebody else's."""
    if (form := _FORM_BEFORE.search(text, max(0, span.start - _LONGEST_OWNER), span.start)) is not None:
        span = Span(form.start("form"), span.end)
    parts = read_line(text, span)
    is_department = bool(parts) and all(part.kind == "department" for part in parts)
    return Said("department" if is_department else "owner", span)


def _line_above(outline: DocumentOutline, unit: PageLine) -> Span | None:
    above = outline.units[unit.index - 1] if unit.index else None
    return above.span if above is not None and above.kind == "line" and unit.row - above.row <= 2 else None
