"""How long jobs report their progress, without knowing how it is drawn."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Literal, Protocol


class ProgressBar(Protocol):
    """Something that shows how far a job is."""

    def update(self, done: int) -> None:
        """Show that `done` units are done in total."""
        ...


class ProgressFactory(Protocol):
    """Opens a progress bar; `sakura_cli.cli.terminal.console.progress` is one."""

    def __call__(
        self, description: str, total: int, unit: Literal["bytes", "chunks"]
    ) -> AbstractContextManager[ProgressBar]:
        """Return a bar for `total` units."""
        ...


class _NoBar:
    def update(self, done: int) -> None:
        """Show nothing."""


def no_progress(description: str, total: int, unit: Literal["bytes", "chunks"]) -> AbstractContextManager[ProgressBar]:
    """Return a bar that shows nothing."""
    return nullcontext(_NoBar())
