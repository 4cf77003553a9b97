"""What of a line of Markdown is markup and not words: code, link targets, HTML, emphasis marks.

markdown-it-py decides what is markup; its inline tokens have no positions, so its rules are watched while they run.
Left out: block structure, which `markdown` finds.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline, fragments_join
from markdown_it.token import Token

from sakura_cli.spans import Span

References = Mapping[str, Any]
# What is parsed as ordinary text and still is not to be translated.
_TEXTUAL = re.compile(
    r"\[\^[^\]\s]+\]:?|^\[[ xX]\](?=\s)|^\[![A-Z]+\]|\$[^$\s](?:[^$\n]*[^$\s])?\$(?!\d)|:[a-z0-9_+-]+:(?![a-z0-9/])"
)
_WHOLE_RULES = frozenset(("backticks", "autolink", "html_inline", "entity", "escape"))
_DELIMITER_RULES = frozenset(("emphasis", "strikethrough"))
_DELIMITER_TOKENS = frozenset(f"{name}_{side}" for name in ("em", "strong", "s") for side in ("open", "close"))


@dataclass(frozen=True)
class InlineMarkup:
    """What of a text stays as it is (`protected`), and stretches that hold together (`pairs`: links, emphasis)."""

    protected: tuple[Span, ...] = ()
    pairs: tuple[Span, ...] = ()


@dataclass(frozen=True)
class _Event:
    """A rule of the parser that matched, the stretch it took and the tokens it made."""

    rule: str
    span: Span
    tokens: tuple[Token, ...]
    state: StateInline


def find_inline_markup(text: str, references: References | None = None, verbatim: Sequence[Span] = ()) -> InlineMarkup:
    """Find the markup of a stretch of inline Markdown; `references` are the link definitions of its document.

    `verbatim` are stretches that stay as they are where no markup says so already: addresses, placeholders.
    """
    _, events = _parse(text, references)
    protected: list[Span] = []
    pairs: list[Span] = []
    delimiters: list[tuple[Span, str]] = []
    for event in events:
        if event.rule in _WHOLE_RULES:
            protected.append(event.span)
        elif event.rule in _DELIMITER_RULES:
            delimiters += _find_delimiters(event)
        elif event.rule == "link":
            protected += _find_link_marks(text, event)
            pairs.append(event.span)
        elif event.rule == "image":
            label = Span(event.span.start + 2, event.span.start + 2 + len(event.tokens[-1].content))
            protected += [Span(event.span.start, label.start), Span(label.end, event.span.end)]
            pairs.append(event.span)
    protected += _join_touching([span for span, _ in delimiters])
    pairs += _pair_up(delimiters)
    return InlineMarkup(tuple(_add_textual(text, protected, verbatim)), tuple(sorted(pairs)))


def describe_markup(text: str, references: References | None = None) -> Counter[tuple[str, str]]:
    """Count the markup of a text by kind and content, whatever its order: equal before and after a translation."""
    tokens, _ = _parse(text, references)
    counts: Counter[tuple[str, str]] = Counter()
    for token in tokens:
        if token.type == "link_open":
            counts["link", str(token.attrs.get("href", ""))] += 1
        elif token.type == "image":
            counts["image", str(token.attrs.get("src", ""))] += 1
        elif token.type in ("code_inline", "html_inline"):
            counts[token.type, token.content] += 1
        elif token.type in _DELIMITER_TOKENS or token.type == "hardbreak":
            counts[token.type, ""] += 1
    return counts


def _find_delimiters(event: _Event) -> list[tuple[Span, str]]:
    """Return where the marks of a run became tags, and which; the others are text (2 * 3)."""
    width = 1 if event.rule == "emphasis" else 2
    marks = event.tokens[-((event.span.end - event.span.start) // width) :]
    start = event.span.end - width * len(marks)
    # Of a strong mark the inner one becomes the tag and the outer one is emptied.
    return [
        (Span(start + number * width, start + (number + 1) * width), token.type)
        for number, token in enumerate(marks)
        if token.type in _DELIMITER_TOKENS or not token.content
    ]


def _pair_up(delimiters: list[tuple[Span, str]]) -> list[Span]:
    """Return the stretches from an opening mark to its closing one."""
    pairs: list[Span] = []
    opened: list[Span] = []
    for span, kind in sorted(delimiters):
        if kind.endswith("_open"):
            opened.append(span)
        elif kind.endswith("_close") and opened:
            pairs.append(Span(opened.pop().start, span.end))
    return pairs


def _find_link_marks(text: str, event: _Event) -> list[Span]:
    """Return a link's brackets and target around its label; all of it where the label is the target's name."""
    start, end = event.span
    close = _find_label_end(text, start, end)
    if close is None or text[close + 1 : close + 2] not in ("(", "[") or text[close + 1 : end] == "[]":
        return [event.span]
    return [Span(start, start + 1), Span(close, end)]


def _find_label_end(text: str, start: int, end: int) -> int | None:
    close = parseLinkLabel(StateInline(text, _parser()[0], {}, []), start, True)
    return close if start < close < end else None


def _add_textual(text: str, protected: list[Span], verbatim: Sequence[Span]) -> list[Span]:
    taken = sorted(protected)
    candidates = [*verbatim, *(Span(*match.span()) for match in _TEXTUAL.finditer(text))]
    added: list[Span] = []
    # Where what is protected ends last, before each place in its order.
    reached = [0, *accumulate((span.end for span in taken), max)]
    for span in sorted(candidates):
        is_free = reached[bisect_left(taken, (span.end,))] <= span.start
        if is_free and (not added or added[-1].end <= span.start):
            added.append(span)
    return sorted([*taken, *added])


def _join_touching(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and joined[-1].end == span.start:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def _parse(text: str, references: References | None) -> tuple[list[Token], list[_Event]]:
    parser, events = _parser()
    events.clear()
    state = StateInline(text, parser, {"references": references or {}}, [])
    parser.inline.tokenize(state)
    for rule in parser.inline.ruler2.getRules(""):
        # Joining texts would fill the marks that were emptied.
        if rule is not fragments_join:
            rule(state)
    # The label of an image is parsed as a text of its own, whose positions mean nothing here.
    return list(state.tokens), [event for event in events if event.state is state]


@lru_cache(maxsize=1)
def _parser() -> tuple[MarkdownIt, list[_Event]]:
    """Return a parser whose rules record what they match, and the record."""
    parser = MarkdownIt("commonmark").enable("strikethrough")
    events: list[_Event] = []
    functions = {rule.name: rule.fn for rule in parser.inline.ruler.__rules__}
    for name in _WHOLE_RULES | _DELIMITER_RULES | {"link", "image"}:
        parser.inline.ruler.at(name, _watch(name, functions[name], events))
    return parser, events


def _watch(
    name: str, rule: Callable[[StateInline, bool], bool], events: list[_Event]
) -> Callable[[StateInline, bool], bool]:
    def watched(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        matched = rule(state, silent)
        if matched and not silent:
            events.append(_Event(name, Span(start, state.pos), tuple(state.tokens[count:]), state))
        return matched

    return watched
