"""Words that may label what stands behind them though nobody knows them as labels, and what forms let one fill in.

作業員 3名, 所属（　営業部　）, 満足度　5　④　3　2　1. Only what a field is called tells whether they do. Left out:
labels that forms use (`outlining.inline`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sakura_cli.documents.layout import is_sentence
from sakura_cli.spans import Span

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_OPENED, _CLOSED = "(（[［【〔", ")）]］】〕"
# What a number goes on with behind a blank: 596円 40銭.
_REST = r"(?: (?:[0-9０-９]|[年月日時分秒円銭名人個件][^\s／/])[^\s()（）、→]*)*"
_EDGE = r"\s:：、。,，（()）【】\[\]「」"
# A slash with a label and a number behind it ends a value: 37個／検査数 1,200個.
_INNER_SLASH = r"[／/](?![^\s0-9０-９／/]{2,10}[ 　]?[0-9０-９])"
_BEGUN = rf"[0-9０-９](?:[^\s()（）、→／/]|{_INNER_SLASH})*"
_LIKELY = re.compile(
    rf"(?<![^{_EDGE}/／|｜])(?P<label>[^0-9０-９￥¥{_EDGE}]{{1,14}})(?:[ \t　]*[/／|｜┃│][ \t　]*|[ \t　]+)"
    rf"(?P<value>[△▲+＋−-]?[ 　]?[¥￥]?[ 　]?{_BEGUN}{_REST}(?:[ 　]?[～〜~][ 　]?[^\s()（）、→]+)?)"
)
_GOES_ON = re.compile(r"(?:[（(][^（）()]{1,3}[)）])?[ 　]?(?:から|より|[～〜~])")
# A blank on the paper between brackets, filled in.
_FILLED = re.compile(
    r"(?P<label>[^\s0-9０-９:：、。（）()]{2,10})[ 　]?[（(](?P<value>[ 　][^（）()\n]{0,40}[ 　])[)）]"
)
_STEP = rf"(?:[0-9０-９{_CIRCLED}]|[{re.escape(_OPENED)}][0-9０-９][{re.escape(_CLOSED)}])"
_SCALE = re.compile(
    r"(?:[^\s0-9０-９]?[0-9０-９]{1,2}[.．:：)）]?[ 　\t]+)?"
    rf"(?P<label>[^\s0-9０-９{_CIRCLED}][^\n{_CIRCLED}]{{1,30}}?)[ 　\t]{{1,40}}"
    rf"(?P<steps>{_STEP}(?:[ 　\t・]{{1,8}}{_STEP}){{2,10}})(?![0-9０-９.,円])"
)
_CHOSEN = re.compile(rf"[{re.escape(_OPENED)}](?P<bracketed>[0-9０-９])|(?P<circled>[{_CIRCLED}])")
_SPACED = re.compile(
    rf"(?P<label>[^0-9０-９￥¥{_EDGE}]{{2,12}})(?: {{2,}}|[ ]?　[ 　]*|\t[ 　\t]*)"
    r"(?P<value>[^\s/／|｜┃│]\S*(?:[ 　]\S+)*)"
)


def find_spaced(text: str, span: Span) -> tuple[Span, Span] | None:
    """Return what a line begins with and what a wide gap parts from it."""
    match = _SPACED.fullmatch(text, *span)
    return (Span(*match.span("label")), Span(*match.span("value"))) if match is not None else None


def find_filled(text: str, span: Span) -> Iterator[tuple[Span, Span]]:
    """Yield labels with the blank in brackets behind them that somebody filled in, without what is empty."""
    for match in _FILLED.finditer(text, *span):
        words = match["value"]
        start = match.start("value") + len(words) - len(words.lstrip(" 　"))
        value = Span(start, max(start, match.end("value") - len(words) + len(words.rstrip(" 　"))))
        if value.start < value.end:
            yield Span(*match.span("label")), value


def find_scales(text: str, span: Span) -> Iterator[tuple[Span, Span]]:
    """Yield what a scale of numbers asks with the only number of it that is circled or in brackets."""
    for match in _SCALE.finditer(text, *span):
        chosen = list(_CHOSEN.finditer(text, *match.span("steps")))
        if len(chosen) == 1:
            yield Span(*match.span("label")), Span(*chosen[0].span(chosen[0].lastgroup or 0))


def find_likely(text: str, span: Span) -> Iterator[tuple[Span, Span]]:
    """Yield the words that may be labels in a line that is no sentence, each with the value after it."""
    if is_sentence(span.cut(text)):
        return
    for match in _LIKELY.finditer(text, *span):
        if _GOES_ON.match(text, match.end(), span.end):
            continue  # the beginning of a range
        yield Span(*match.span("label")), Span(*match.span("value"))
