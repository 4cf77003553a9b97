"""What is drawn on a terminal while work goes on: progress bars and the preview of a result. Knows rich."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from rich.console import Console
from rich.live import Live
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.text import Text


class _Bar:
    def __init__(self, progress: Progress, task: TaskID):
        self._progress, self._task = progress, task

    def update(self, done: int) -> None:
        """Move the bar."""
        self._progress.update(self._task, completed=done)

    def hide(self) -> None:
        """Take the bar off the terminal."""
        self._progress.stop()

    def show(self) -> None:
        """Draw the bar again."""
        self._progress.start()


@contextmanager
def draw_progress(description: str, total: int, unit: Literal["bytes", "chunks", "tokens", "files"]) -> Iterator[_Bar]:
    """Draw a bar on stderr that vanishes when the work is done."""
    figures: list[ProgressColumn] = [MofNCompleteColumn()]
    if unit == "bytes":
        figures = [DownloadColumn(binary_units=False), TransferSpeedColumn()]
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), *figures, TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield _Bar(progress, progress.add_task(description, total=total))


class Preview:
    """The growing text of a result on the terminal, replaced by the verified result at the end."""

    def __init__(self) -> None:
        self._text = ""
        self._live = Live(
            console=Console(highlight=False), transient=True, auto_refresh=False, vertical_overflow="crop"
        )

    def show(self, text: str) -> None:
        """Show the text so far; an empty text clears the preview."""
        self._text = text
        self._live.update(Text(text), refresh=True)

    def __enter__(self) -> Preview:
        self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.update(Text(""), refresh=True)
        self._live.stop()
