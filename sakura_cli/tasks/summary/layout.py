"""How much of a summary a document is worth, by style: lines, characters, marks."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from sakura_cli.characters.width import LATIN_WORTH, weigh_characters
from sakura_cli.options.summary import Language, SummaryStyle
from sakura_cli.tasks.framework.passages import count_sections

_MOST_POINTS = 5
_MOST_SECTIONS = 6
# A paragraph of a fifth of the text, within bounds, is what people write.
_PARAGRAPH_SHARE = 0.2
_LEAST_PARAGRAPH, _MOST_PARAGRAPH = 80, 400
_PARAGRAPH_PASSAGE = 100
_LEAST_SENTENCE = 55
_MINUTES_PASSAGE = 200
_MOST_MINUTES_PASSAGES = 12


@dataclass(frozen=True)
class Layout:
    """How the lines of a style become its text; characters are those of Japanese."""

    mark: str
    separator: str
    line_characters: int
    least_line_characters: int
    max_line_tokens: int


_LAYOUTS: dict[SummaryStyle, Layout] = {
    "bullets": Layout("・", "\n", 70, 35, 120),
    "paragraph": Layout("", "", 100, 60, 160),
    "headline": Layout("", "", 30, 10, 48),
    "minutes": Layout("", "\n", 30, 30, 240),
}


def layout_for(style: SummaryStyle, language: Language) -> Layout:
    """Return the layout of a style; English has spaces, hyphens and longer lines."""
    layout = _LAYOUTS[style]
    if language == "ja":
        return layout
    return Layout(
        "- " if layout.mark else "",
        layout.separator or " ",
        int(layout.line_characters / LATIN_WORTH),
        int(layout.least_line_characters / LATIN_WORTH),
        layout.max_line_tokens,
    )


def paragraph_length(characters: int, passages: int = 1) -> int:
    """Return how many characters a paragraph about so many, told in so many passages, should have."""
    length = max(_LEAST_PARAGRAPH, min(_MOST_PARAGRAPH, round(_PARAGRAPH_SHARE * characters)))
    return max(length, _LEAST_SENTENCE * passages)


def count_points(text: str, style: SummaryStyle, layout: Layout, points: int | None, max_chars: int | None) -> int:
    """Return into how many lines or sentences a document goes when nothing else is asked for."""
    size = weigh_characters(text)
    if style == "headline":
        return 1
    if points is None:
        if style == "bullets":
            sections = count_sections(text)
            by_size = min(max(1, round(sqrt(size) / 7)), _MOST_POINTS)
            points = min(sections, _MOST_SECTIONS) if sections > 2 else by_size
        elif style == "paragraph":
            points = min(count_sections(text), _MOST_SECTIONS)
            points = points if points > 2 else max(1, round(paragraph_length(size) / _PARAGRAPH_PASSAGE))
        else:
            points = min(max(1, round(size / _MINUTES_PASSAGE)), _MOST_MINUTES_PASSAGES)
    if max_chars is not None:
        points = min(points, max(1, max_chars // layout.least_line_characters))
    return points
