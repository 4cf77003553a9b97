"""The words of a block of a page in their formats, each with where in the source it stands.

White space is another there than on the page: what is no white space is the same, character for character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from sakura_cli.documents.reading.building import StyledWords

# Elements that say how words look, and those whose words are no prose.
_LOOKS = "a b big cite del dfn em font i ins mark s small span strike strong sub sup tt u"
LOOKS = frozenset(_LOOKS.split())
_VERBATIM = frozenset(["code", "kbd", "samp", "var"])
_BREAK = re.compile(r"(\n)")
# No page shows words in more looks at once than these; what is nested deeper was never closed.
_MOST_LOOKS = 16


class PageNode(NamedTuple):
    """A text between tags: where it begins in the source."""

    offset: int


def name_look(tag: str, attributes: Mapping[str, str], outer: str) -> str:
    """Return the name of how words in an element look, the same where they look alike."""
    if tag not in LOOKS:
        return outer
    said = " ".join(f"{name}={attributes[name]}" for name in ("style", "class", "color") if attributes.get(name))
    if tag == "span" and not said:
        return outer
    link = f" link={attributes.get('href', '')}" if tag == "a" else ""
    look, looks = f"{tag}{link} {said}".strip(), outer.split("\n") if outer else []
    return outer if look in looks else "\n".join([*looks, look][-_MOST_LOOKS:])


def is_verbatim(tag: str, attributes: Mapping[str, str]) -> bool:
    """Say whether the words of an element stay as they are in another language."""
    is_marked = attributes.get("translate", "").lower() == "no" or "notranslate" in attributes.get("class", "").split()
    return tag in _VERBATIM or is_marked


def cut_words(text: str, said: Sequence[StyledWords], blanks: str) -> list[StyledWords]:
    """Return the words of a block as the page shows them; `said` are those of the source, `blanks` count as white."""
    words: list[StyledWords] = []
    at = 0
    for each in said:
        wanted = sum(not (char.isspace() or char in blanks) for char in each.text)
        if not wanted:
            continue
        end = at
        while wanted and end < len(text):
            wanted -= not text[end].isspace()
            end += 1
        while end < len(text) and text[end].isspace() and text[end] != "\n":
            end += 1
        words.append(replace(each, text=text[at:end]))
        at = end
        while at < len(text) and text[at].isspace():
            at += 1
        if at > end:
            words.append(StyledWords(text[end:at], is_fixed=True))
    return words


def split_lines(words: Sequence[StyledWords]) -> Iterator[list[StyledWords]]:
    """Yield the lines of a block."""
    line: list[StyledWords] = []
    for each in words:
        for part in _BREAK.split(each.text):
            if part == "\n":
                yield line
                line = []
            elif part:
                line.append(replace(each, text=part))
    yield line
