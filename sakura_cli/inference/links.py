"""What the command and a worker speak over: a process on pipes (`process`), or a socket of a kept one (`warm.link`)."""

from __future__ import annotations

from typing import Protocol

from sakura_cli.errors import EngineError
from sakura_cli.isolation.wire import JsonObject

# The kind of the error of a shared worker that is gone: what it has not done is done elsewhere.
LOST = "worker-lost"


class Link(Protocol):
    """One worker, as one command sees it."""

    @property
    def process_id(self) -> int | None:
        """The worker's process, where it is the command's own."""
        ...

    @property
    def is_loaded(self) -> bool:
        """Whether the worker has the command's model already."""
        ...

    def send(self, message: JsonObject) -> None:
        """Tell the worker something. Raises OSError."""
        ...

    def receive(self) -> JsonObject | None:
        """Return what the worker says next; None when it is gone. Raises OSError and ValueError."""
        ...

    def close(self) -> None:
        """Leave the worker in order."""
        ...

    def give_up(self) -> None:
        """Leave a worker that hangs."""
        ...

    def explain(self) -> EngineError:
        """Return what a worker that is gone ended of."""
        ...


class Sharing(Protocol):
    """A way to a worker that serves several commands."""

    def connect(self, load_message: JsonObject) -> Link | None:
        """Return a link to a worker with exactly this model and these options; None where the command needs its own."""
        ...
