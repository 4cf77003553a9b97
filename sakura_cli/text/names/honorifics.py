"""Honorifics after names (様, さん, 殿, 御中): where a name ends and its honorific begins.

Left out: titles (部長, 先生 as a profession), which are roles of the named rather than marks of respect alone.
"""

from __future__ import annotations

import re

from sakura_cli.lexicon import alternation, words
from sakura_cli.spans import Span

# After anything that can be addressed.
_PLAIN = alternation(words("names/honorifics", "organisation", "household", "formal", "anybody"))
# Only after what is known to be a person's name.
_AFTER_NAMES = alternation(
    words("names/honorifics", "organisation", "household", "formal", "anybody", "person", "rare")
)
_ENDING = re.compile(rf"(?P<honorific>{_PLAIN})$")
_NAME_ENDING = re.compile(rf"(?P<honorific>{_AFTER_NAMES})$")
_FOLLOWING = re.compile(rf"[ 　]*(?P<honorific>{_AFTER_NAMES})(?![一-龠々])")
# Words that only look as if they ended in an honorific.
_ORDINARY = re.compile(rf"{alternation(words('names/lookalikes', 'word'))}$")


def is_honorific(words: str) -> bool:
    """Say whether words are nothing but an honorific."""
    return bool(_FOLLOWING.fullmatch(words))


def strip_honorific(text: str, span: Span, *, is_name: bool) -> Span:
    """Return the span of a name without the honorific at its end; more count where it is known to be a name."""
    match = (_NAME_ENDING if is_name else _ENDING).search(text, span.start, span.end)
    name = text[span.start : match.start()].rstrip(" 　") if match else ""
    return Span(span.start, span.start + len(name)) if name and not _ORDINARY.search(span.cut(text)) else span


def find_honorific(text: str, span: Span) -> Span | None:
    """Return the honorific at the end of a span or right after it."""
    if _ORDINARY.search(span.cut(text)):
        return None
    if match := _NAME_ENDING.search(text, span.start, span.end):
        return Span(*match.span("honorific"))
    if match := _FOLLOWING.match(text, span.end):
        return None if _ORDINARY.search(text[span.start : match.end()]) else Span(*match.span("honorific"))
    return None
