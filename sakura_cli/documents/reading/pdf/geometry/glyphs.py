"""What a page of a PDF holds: characters with their boxes, and ruling lines. Points, from the top left corner, down.

Left out: where they come from (`extraction`), and what they make together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from sakura_cli.characters.width import count_columns


class Glyph(NamedTuple):
    """A character in its em box; `face` is a number of its font, `turn` how far it is turned, in quarters clockwise.

    `order` says when it was drawn, from 1; 0 where that is not known.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    face: int = 0
    turn: int = 0
    order: int = 0

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the box."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


class Ruling(NamedTuple):
    """A straight line of the page, or the edge of a box: horizontal or vertical, without its width."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_level(self) -> bool:
        """Say whether the line is horizontal."""
        return self.right - self.left >= self.bottom - self.top


class Bounds(NamedTuple):
    """A rectangle of the page."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Say whether a point lies inside."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    @property
    def area(self) -> float:
        """The area in square points."""
        return (self.right - self.left) * (self.bottom - self.top)


class Face(NamedTuple):
    """What is known of a font: its name, empty where it has none, and whether it is a bold one."""

    name: str
    is_bold: bool


@dataclass
class PageContent:
    """A page: its size, the characters that a reader sees in the order they were drawn, lines and pictures.

    `fills` are boxes in a colour, `tilted` are characters at an angle (a stamp over the page), `hidden` counts
    stretches that nobody sees, `comments` those of its readers.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    fills: list[Bounds] = field(default_factory=list)
    pictures: list[Bounds] = field(default_factory=list)
    tilted: list[Glyph] = field(default_factory=list)
    hidden: int = 0
    comments: int = 0


@lru_cache(maxsize=8192)
def count_letter_columns(text: str) -> int:
    """Return how many columns a letter takes, 2 for a Japanese one; asked for each letter of a page many times."""
    return count_columns(text)


def hull(boxes: Iterable[Glyph | Ruling | Bounds]) -> Bounds:
    """Return the rectangle around some; there is at least one."""
    listed = list(boxes)
    return Bounds(
        min(each.left for each in listed),
        min(each.top for each in listed),
        max(each.right for each in listed),
        max(each.bottom for each in listed),
    )


def turn_bounds(bounds: Bounds, quarters: int, width: float, height: float) -> Bounds:
    """Return a rectangle of a page of a size after the page is turned clockwise."""
    left, top, right, bottom = bounds
    if quarters == 1:
        return Bounds(height - bottom, left, height - top, right)
    if quarters == 2:
        return Bounds(width - right, height - bottom, width - left, height - top)
    if quarters == 3:
        return Bounds(top, width - right, bottom, width - left)
    return bounds
