"""What is shown of a task while it runs: a preview of the result, or a progress bar. Nothing where nobody looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from sakura_cli.cli import console
from sakura_cli.cli.options import TaskOptions
from sakura_cli.tasks.steps import StepObserver
from sakura_cli.text.document import Document

if TYPE_CHECKING:
    from sakura_cli.cli.bars import Preview


@contextmanager
def watch_steps(documents: Sequence[Document], options: TaskOptions) -> Iterator[StepObserver]:
    """Return an observer that draws on the terminal while the context lasts, if there is one to draw on."""
    is_preview = console.is_output_terminal() and len(documents) == 1 and not options.json and options.output is None
    if is_preview and not options.quiet:
        with ExitStack() as stack:
            yield _PreviewObserver(stack)
    elif console.is_message_terminal() and not options.quiet:
        with ExitStack() as stack:
            yield _BarObserver(stack)
    else:
        yield StepObserver()


class _PreviewObserver(StepObserver):
    """Shows the texts of the running round as they grow."""

    def __init__(self, stack: ExitStack):
        self._stack = stack
        self._preview: Preview | None = None
        self._texts: list[str] = []

    def on_round(self, requests: int) -> None:
        """Begin with nothing; a task that makes no request never draws."""
        if self._preview is None:
            from sakura_cli.cli.bars import Preview

            self._preview = self._stack.enter_context(Preview())
        self._texts = [""] * requests

    def on_text(self, task: int, request: int, text: str) -> None:
        """Show what has been written so far."""
        self._texts[request] += text
        if self._preview is not None:
            self._preview.show(console.escape("\n".join(text for text in self._texts if text)))


class _BarObserver(StepObserver):
    """Draws a bar for each round of requests."""

    def __init__(self, stack: ExitStack):
        self._stack = stack
        self._bar: console.Progress | None = None

    def on_round(self, requests: int) -> None:
        """Begin a new bar."""
        self._stack.close()
        self._bar = self._stack.enter_context(console.progress("working", requests, "chunks"))

    def on_completed(self, completed: int, total: int) -> None:
        """Move the bar."""
        if self._bar is not None:
            self._bar.update(completed)
