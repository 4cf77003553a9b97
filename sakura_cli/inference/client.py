"""The command's handle on its worker process.

The worker is started early, in the background of whatever the command does next, and is replaced when it dies: a crash
of native code is an error of one request, never of the command.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Protocol

from sakura_cli.errors import BadInputError, EngineError, SakuraError, UsageError
from sakura_cli.inference.calibration import LayoutSpeed, speed_from_json
from sakura_cli.inference.holding import hold, release
from sakura_cli.inference.links import LOST, Link, Sharing
from sakura_cli.inference.options import EngineOptions
from sakura_cli.inference.patience import ended_after
from sakura_cli.inference.process import ProcessLink
from sakura_cli.inference.requests import (
    Finished,
    GenerationEvent,
    GenerationRequest,
    PrefillProgress,
    Prompt,
    RenderedPrompt,
    TextDelta,
    completion_from_wire,
    to_wire,
)
from sakura_cli.inference.resuming import ToldEvents, split_undone
from sakura_cli.inference.weights import access_for
from sakura_cli.isolation.access import Access
from sakura_cli.isolation.failures import error_from_wire
from sakura_cli.isolation.wire import JsonObject
from sakura_cli.localization import gettext as _

# Without any sign of life for so long the worker hangs: the longest step is one batch of prompt tokens.
DEFAULT_DEADLINE_SECONDS = 300.0


class Engine(Protocol):
    """What tasks need: completions and token counts."""

    def generate(self, requests: Sequence[GenerationRequest]) -> Iterator[GenerationEvent]:
        """Run requests side by side and yield their events as they come.

        What the caller adds to `requests` before the last event joins those that run. Anything else may be asked of the
        engine meanwhile.
        """
        ...

    def count_text_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the token counts of texts that stand alone."""
        ...

    @property
    def context_limit_tokens(self) -> int:
        """The largest number of tokens a prompt and its completion may have together."""
        ...

    def is_strong_at(self, task: str) -> bool:
        """Tell whether the weights were measured to do a task well, a whole document in one request."""
        ...


class WorkerEngine:
    """An engine in a process of its own. Use as a context manager, or close it."""

    def __init__(
        self,
        *,
        deadline_seconds: float = DEFAULT_DEADLINE_SECONDS,
        command: Sequence[str] | None = None,
        on_note: Callable[[str], None] = lambda _: None,
        sharing: Sharing | None = None,
    ):
        """Prepare; `on_note` is told what the user should know, `command` replaces the worker's command line.

        With `sharing` a worker that serves others, too, is looked for first. Raises UsageError for a bad deadline.
        """
        if not 0 < deadline_seconds <= threading.TIMEOUT_MAX:
            raise UsageError(_("a timeout is a number of seconds above 0"))
        self._on_note = on_note
        self._deadline_seconds = deadline_seconds
        self._command = command
        self._sharing = sharing
        self._load_message: JsonObject | None = None
        # What the worker that runs may open; None before it was told.
        self._access: Access | None = None
        # The lock that keeps the weights from being deleted.
        self._holding: int | None = None
        self._link: Link | None = None
        # Answers that came while somebody waited for another, by the number of their question.
        self._answers: dict[int, deque[JsonObject]] = {}
        self._questions = 0
        self._inbox: queue.SimpleQueue[JsonObject | None] = queue.SimpleQueue()
        self._context_limit: int | None = None

    def start(self) -> None:
        """Start the worker without waiting for it; with a model known it begins to load."""
        if self._link is not None:
            return
        if self._sharing is not None:
            if self._load_message is None:
                return  # which one it is depends on the model
            self._link = self._sharing.connect(self._load_message)
        self._link = self._link or ProcessLink(self._command)
        self._inbox = queue.SimpleQueue()
        self._access = None
        threading.Thread(target=_read, args=(self._link, self._inbox), daemon=True).start()
        if self._load_message and not self._link.is_loaded:
            self._send_load(self._load_message)

    def load(self, model: Path, model_key: str, options: EngineOptions, cache_folder: Path | None) -> None:
        """Name the weights to load, without waiting for them. `model_key` identifies their exact bytes."""
        self._load_message = {
            "op": "load",
            "model": str(model),
            "model_key": model_key,
            "options": asdict(options),
            "cache_folder": str(cache_folder) if cache_folder else None,
        }
        if self._access is not None or (self._link is not None and self._link.is_loaded):
            # It has given up opening anything but what it was told first.
            self.close()
        if self._link is None:
            self.start()
        else:
            self._send_load(self._load_message)

    def generate(self, requests: Sequence[GenerationRequest]) -> Iterator[GenerationEvent]:
        """Run requests side by side and yield their events as they come. Raises what the worker raised.

        `requests` may grow while the events are taken: what is added runs beside the others. What a worker that serves
        others, too, has not done when it dies is done by one of this command's own.
        """
        if not requests:
            return
        told = ToldEvents()
        self.start()
        if self._link is not None and self._link.is_loaded:
            try:
                for event in self._run(requests, frozenset()):
                    told.note(event)
                    yield event
                return
            except EngineError as error:
                if not _is_lost(error):
                    raise
        yield from told.leave_out(self._run(requests, frozenset(told.finished)))

    def _run(self, requests: Sequence[GenerationRequest], done: frozenset[int]) -> Iterator[GenerationEvent]:
        """Run those of the requests that are not done."""
        self.start()
        link, question = self._link, self._open_question()
        sent = finished = heard = 0
        try:
            while finished < len(requests) - len(done):
                if link is not self._link:
                    raise EngineError(_("the inference worker ended unexpectedly"), kind="crash")
                if sent < len(requests):
                    for first, added in split_undone(requests, sent, done):
                        wire = [to_wire(request) for request in added]
                        self._send({"op": "generate", "id": question, "first": first, "requests": wire})
                    sent = len(requests)
                if finished > heard:
                    # What comes after a request that ended is with the worker: it may begin more.
                    self._send({"op": "go-on", "id": question})
                    heard = finished
                message = self._receive(question)
                match message["event"]:
                    case "text":
                        yield TextDelta(message["index"], message["text"])
                    case "prefill":
                        yield PrefillProgress(message["done"], message["total"])
                    case "finished":
                        finished += 1
                        yield Finished(message["index"], completion_from_wire(message["completion"]))
        finally:
            del self._answers[question]
            if finished < sent - len(done) and link is self._link:
                with contextlib.suppress(EngineError):
                    self._send({"op": "drop", "caller": question})

    def render(self, prompts: Sequence[Prompt]) -> list[RenderedPrompt]:
        """Return prompts as the model would see them, with their token counts."""
        answer = self._ask({"op": "render", "prompts": [asdict(prompt) for prompt in prompts]})
        return [RenderedPrompt(**prompt) for prompt in answer["prompts"]]

    def count_text_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the token counts of texts that stand alone."""
        counts: list[int] = self._ask({"op": "count-texts", "texts": list(texts)})["counts"]
        return counts

    @property
    def context_limit_tokens(self) -> int:
        """The largest number of tokens a prompt and its completion may have together."""
        if self._context_limit is None:
            self._context_limit = int(self.info()["context_limit_tokens"])
        return self._context_limit

    def is_strong_at(self, task: str) -> bool:
        """Tell that nothing is known: who finds the weights knows what was measured of them."""
        return False

    def info(self) -> JsonObject:
        """Return what the worker knows of itself now: guard, library, devices, threads, timings, memory."""
        return self._ask({"op": "info"})

    def measure(self, model: Path, options: EngineOptions, sequences: Sequence[int]) -> tuple[LayoutSpeed, int]:
        """Load weights and measure them; return the speeds and the worker's peak memory in bytes."""
        question = {"op": "measure", "model": str(model), "options": asdict(options), "sequences": list(sequences)}
        self.start()
        self._confine(access_for(question))
        answer = self._ask(question)
        return speed_from_json(answer["speed"]), int(answer["peak_bytes"])

    def prove(self) -> dict[str, str]:
        """Let the worker try to break out; return, for each attempt, what refused it: empty where nothing did."""
        from sakura_cli.isolation.probes import prepared

        with prepared() as targets:
            refused: dict[str, str] = self._ask({"op": "prove", "targets": targets})["refused"]
        return refused

    @property
    def process_id(self) -> int | None:
        """The worker's process, if one is running."""
        return self._link.process_id if self._link else None

    def close(self) -> None:
        """Leave the worker; one of this command's own ends."""
        link, self._link = self._link, None
        holding, self._holding = self._holding, None
        if link is not None:
            link.close()
        release(holding)

    def __enter__(self) -> WorkerEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _hold(self, model: Path) -> None:
        held, self._holding = self._holding, hold(model)
        release(held)

    def _send_load(self, message: JsonObject) -> None:
        self._hold(Path(message["model"]))
        self._confine(access_for(message))
        self._send(message)

    def _confine(self, access: Access) -> None:
        """Say once, before anything else, what the worker will have to open; one that others use knows it."""
        if self._access is None and self._link is not None and not self._link.is_loaded:
            self._access = access
            wire = {name: [str(path) for path in paths] for name, paths in vars(access).items()}
            self._send({"op": "confine", **wire})

    def _ask(self, message: JsonObject) -> JsonObject:
        """Return the one answer to a question. Raises what the worker raised."""
        try:
            return self._ask_once(message)
        except EngineError as error:
            if not _is_lost(error):
                raise
        return self._ask_once(message)

    def _ask_once(self, message: JsonObject) -> JsonObject:
        self.start()
        self._confine(Access())
        question = self._open_question()
        try:
            self._send({**message, "id": question})
            return self._receive(question)
        finally:
            del self._answers[question]

    def _open_question(self) -> int:
        self._questions += 1
        self._answers[self._questions] = deque()
        return self._questions

    def _send(self, message: JsonObject) -> None:
        if self._link is None:
            raise EngineError(_("the inference worker is not running"))
        try:
            with ended_after(self._deadline_seconds, self._link.give_up) as is_over:
                self._link.send(message)
        except OSError:
            if is_over.is_set():
                raise self._give_up() from None
            raise self._bury() from None

    def _receive(self, question: int) -> JsonObject:
        """Return the next answer to a question; answers to others are kept for those who wait for them."""
        answers = self._answers[question]
        while not answers:
            message = self._take()
            if message["event"] == "note":
                self._on_note(message["text"])
            elif message["event"] == "alive":
                continue  # others are served first
            elif message["id"] in self._answers:
                self._answers[message["id"]].append(message)
        answer = answers.popleft()
        if answer["event"] == "error":
            raise _rebuild(answer)
        return answer

    def _take(self) -> JsonObject:
        try:
            message = self._inbox.get(timeout=self._deadline_seconds)
        except queue.Empty:
            raise self._give_up() from None
        if message is None:
            raise self._bury()
        return message

    def _give_up(self) -> EngineError:
        """Leave a worker that neither reads nor answers; the next request starts a new one, of this command's own."""
        link, self._link, self._sharing = self._link, None, None
        if link:
            link.give_up()
            if link.is_loaded:
                return link.explain()
        return EngineError(
            _("the inference worker gave no sign of life for {seconds:.0f} seconds").format(
                seconds=self._deadline_seconds
            ),
            kind="hang",
        )

    def _bury(self) -> EngineError:
        """Leave a worker that died; the next request starts a new one, of this command's own."""
        link, self._link, self._sharing = self._link, None, None
        return link.explain() if link else EngineError(_("the inference worker is not running"))


def _read(link: Link, inbox: queue.SimpleQueue[JsonObject | None]) -> None:
    # What is no message ends the conversation as the end of the stream does.
    with contextlib.suppress(OSError, ValueError):
        while (message := link.receive()) is not None:
            inbox.put(message)
    inbox.put(None)


def _is_lost(error: EngineError) -> bool:
    """Tell whether the worker that is gone was one that serves others, too: it may have died of their requests."""
    return error.kind == LOST


def _rebuild(message: JsonObject) -> SakuraError:
    # Errors with a class of their own inside the worker arrive as the class they refine.
    return error_from_wire(message, BadInputError if message["kind"] == "bad-chat-template" else EngineError)
