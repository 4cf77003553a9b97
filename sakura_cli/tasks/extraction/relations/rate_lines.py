"""The sums of one rate of tax, on the lines that tell them: 8%対象 40,300 消費税 3,224, (10%対象 ¥403 内税 ¥36).

The rate that a line begins with is that of every sum on it. Left out: tables with a column of rates (`items`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sakura_cli.characters.fold import fold
from sakura_cli.lexicon import alternation, words
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.fields import Field
from sakura_cli.tasks.extraction.outlining.naming import MEANT, bare, concept_of, names_of, rates_of, without_rates
from sakura_cli.tasks.extraction.outlining.outline import DocumentOutline

_NUMBER = re.compile(r"[¥￥\\]?[ ]?(?P<number>[0-9][0-9,]*)(?P<percent>[ ]?(?:%|パーセント))?")
_BASE = re.compile(alternation(words("labels/sums", "rate")))
_EDGES = " 　\t()（）:：・*※＊/／、"
_TAX = "消費税"


def find_in_rates(text: str, outline: DocumentOutline, field: Field) -> Iterator[tuple[int, Span]]:
    """Yield the sum of the rate that the name of a field tells, with how surely: what is taxed, or the tax."""
    if field.type != "amount":
        return
    asked = {(rate, kind) for name in names_of(field) for rate in rates_of(name) if (kind := _kind_of(name))}
    if len(asked) != 1:
        return
    [wanted] = asked
    found = [span for kind, span in _read_lines(text) if kind == wanted and not outline.is_quoted(span)]
    if len(found) == 1:
        yield MEANT, found[0]


def _kind_of(name: str) -> str:
    """Return whether a name or label, with or without a rate, means what is taxed or the tax; nothing where neither."""
    core = without_rates(name).strip(_EDGES)
    if concept_of(core) == _TAX or bare(core) in words("labels/sums", "inner-tax"):
        return "tax"
    return "base" if _BASE.search(bare(core)) else ""


def _read_lines(text: str) -> Iterator[tuple[tuple[str, str], Span]]:
    """Yield the sums of lines that begin with a rate, each with its rate and what it is."""
    start = 0
    for line in fold(text).split("\n"):
        rate, label, end = "", "", 0
        for match in _NUMBER.finditer(line):
            label += line[end : match.start()]
            end = match.end()
            if match["percent"]:
                rate = match["number"]
                continue
            if not rate:
                break
            kind = _kind_of(label) or ("" if label.strip(_EDGES) else "base")
            if kind:
                yield (rate, kind), Span(*match.span()).shift(start)
            label = ""
        start += len(line) + 1
