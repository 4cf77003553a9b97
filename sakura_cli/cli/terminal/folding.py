"""Helps on a terminal whose lines end where Japanese may end them. Imported only where rich draws a help.

Rich breaks lines at spaces, of which Japanese has none, and typer's tables cut off what has nowhere to break.
"""

from __future__ import annotations

import re
from typing import Any

from rich.console import Console
from rich.containers import Lines
from rich.text import Text
from typer import rich_utils

from sakura_cli.characters.width import count_columns

# A word of ASCII, or one character, with the brackets it opens and the signs that begin no line.
_OPENING, _CLOSING = "（「『【〔", "、。，．・：；）」』】〕！？:;)ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
_UNIT = re.compile(rf"\s+|[{_OPENING}]*(?:[!-~]+|.)[{_CLOSING}]*", re.DOTALL)


def find_line_starts(text: str, width: int) -> list[int]:
    """Return where the lines after the first begin, in a text that is to fill columns of a width."""
    starts: list[int] = []
    column = 0
    for unit in _UNIT.finditer(text):
        columns = count_columns(unit[0])
        if column and column + columns > width and not unit[0].isspace():
            starts.append(unit.start())
            column = 0
        if columns > width and not unit[0].isspace():
            # Longer than any line: broken anywhere.
            for place, character in enumerate(unit[0], start=unit.start()):
                if column + count_columns(character) > width:
                    starts.append(place)
                    column = 0
                column += count_columns(character)
        else:
            column += columns
    return starts


class FoldedText(Text):
    """A text whose lines are ended by `find_line_starts`."""

    def wrap(self, console: Console, width: int, **options: Any) -> Lines:
        """Return the lines, each a text."""
        lines = Lines()
        for paragraph in self.split("\n", allow_blank=True):
            lines.extend(paragraph.divide(find_line_starts(paragraph.plain, width)))
        for line in lines:
            line.rstrip()
        return lines


class FoldingHighlighter(rich_utils.OptionHighlighter):
    """Colours a text as typer does, and lets it fold."""

    def __call__(self, text: str | Text) -> Text:
        """Return the text, coloured, as one that folds."""
        found = super().__call__(text)
        return FoldedText(found.plain, style=found.style, justify=found.justify, end=found.end, spans=found.spans)


def fold_helps() -> None:
    """Let typer's helps fold."""
    rich_utils.highlighter = FoldingHighlighter()
