"""What is shown of a task while it runs: a preview of the result, or a progress bar. Nothing where nobody looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from sakura_cli.cli.options import TaskOptions
from sakura_cli.cli.terminal import console
from sakura_cli.localization import gettext as _
from sakura_cli.tasks.framework.steps import StepObserver

if TYPE_CHECKING:
    from sakura_cli.cli.terminal.bars import Preview
    from sakura_cli.documents.document import Document
    from sakura_cli.tasks.framework.result import TaskResult


class TaskWatch(StepObserver):
    """Is told of the steps and of the inputs; this class shows nothing."""

    def on_inputs_done(self, done: int) -> None:
        """So many inputs of the command are done."""


@contextmanager
def watch_task(inputs: int, options: TaskOptions) -> Iterator[TaskWatch]:
    """Return a watch that draws on the terminal while the context lasts, if there is one to draw on."""
    is_to_stdout = options.output is None and options.out_dir is None
    is_preview = console.is_output_terminal() and inputs == 1 and not options.json and is_to_stdout
    with ExitStack() as stack:
        if is_preview and not options.quiet:
            yield _Preview(stack)
        elif inputs == 1:
            yield _RoundBar(stack)
        else:
            yield _FileBar(stack.enter_context(console.progress(_("working"), inputs, "files")))


def may_stream(inputs: int, options: TaskOptions) -> bool:
    """Tell whether a result that needs no verification may go to stdout while it is being written."""
    is_elsewhere = options.output is not None or options.out_dir is not None or options.json or options.dry_run
    return inputs == 1 and not is_elsewhere and not console.is_output_terminal()


class TextStream(TaskWatch):
    """Writes the one answer that is a result to stdout as it comes; `settle` tells how much of it is sure so far."""

    def __init__(self, settle: Callable[[str], str]):
        self._settle = settle
        self._is_single = False
        self._text = self._written = ""

    def on_round(self, requests: int) -> None:
        """Stream a single answer; several are put together first."""
        self._is_single = requests == 1

    def on_text(self, task: int, request: int, text: str) -> None:
        """Write what is sure by now."""
        self._text += text
        if self._is_single:
            self._write(self._settle(self._text))

    def finish(self, result: TaskResult[Any], document: Document, is_to_stdout: bool) -> None:
        """Write what is left of the result."""
        self._write(f"{result.text}\n")

    def _write(self, text: str) -> None:
        more = text.removeprefix(self._written)
        if more:
            console.write_bytes(more.encode("utf-8", errors="surrogatepass"))
            self._written += more


class _Preview(TaskWatch):
    """Shows the texts of the running round as they grow."""

    def __init__(self, stack: ExitStack):
        self._stack = stack
        self._preview: Preview | None = None
        self._texts: list[str] = []

    def on_round(self, requests: int) -> None:
        """Begin with nothing; a task that makes no request never draws."""
        if self._preview is None:
            from sakura_cli.cli.terminal.bars import Preview

            self._preview = self._stack.enter_context(Preview())
        self._texts = [""] * requests

    def on_text(self, task: int, request: int, text: str) -> None:
        """Show what has been written so far."""
        self._texts[request] += text
        if self._preview is not None:
            self._preview.show(console.escape("\n".join(text for text in self._texts if text)))


class _RoundBar(TaskWatch):
    """Draws a bar for each round of requests."""

    def __init__(self, stack: ExitStack):
        self._stack = stack
        self._bar: console.Progress | None = None

    def on_round(self, requests: int) -> None:
        """Begin a new bar."""
        self._stack.close()
        self._bar = self._stack.enter_context(console.progress(_("working"), requests, "chunks"))

    def on_completed(self, completed: int, total: int) -> None:
        """Move the bar."""
        if self._bar is not None:
            self._bar.update(completed)


class _FileBar(TaskWatch):
    """Moves a bar that counts inputs."""

    def __init__(self, bar: console.Progress):
        self._bar = bar

    def on_inputs_done(self, done: int) -> None:
        """Move the bar."""
        self._bar.update(done)
