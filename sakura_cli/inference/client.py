"""The command's handle on its worker process.

The worker is started early, in the background of whatever the command does next, and is replaced when it dies: a crash
of native code is an error of one request, never of the command.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Protocol

from sakura_cli import errors
from sakura_cli.errors import EngineError, SakuraError
from sakura_cli.inference.calibration import LayoutSpeed, speed_from_json
from sakura_cli.inference.guard import MACOS_SANDBOX_PROFILE
from sakura_cli.inference.holding import hold, release
from sakura_cli.inference.options import EngineOptions
from sakura_cli.inference.requests import (
    Completion,
    Finished,
    GenerationEvent,
    GenerationRequest,
    PrefillProgress,
    Prompt,
    RenderedPrompt,
    TextDelta,
    to_wire,
)
from sakura_cli.inference.wire import JsonObject, read_message, write_message
from sakura_cli.localization import gettext as _
from sakura_cli.platforms import flags_of_own_group

# Without any sign of life for so long the worker hangs: the longest step is one batch of prompt tokens.
DEFAULT_DEADLINE_SECONDS = 300.0
_SHUTDOWN_SECONDS = 5.0
_BARRIER_SPINS = "1000"


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


class WorkerEngine:
    """An engine in a process of its own. Use as a context manager, or close it."""

    def __init__(
        self,
        *,
        deadline_seconds: float = DEFAULT_DEADLINE_SECONDS,
        command: Sequence[str] | None = None,
        on_note: Callable[[str], None] = lambda _: None,
    ):
        """Prepare; `on_note` is told what the user should know, `command` replaces the worker's command line."""
        self._on_note = on_note
        self._deadline_seconds = deadline_seconds
        self._command = list(command) if command else _worker_command()
        self._load_message: JsonObject | None = None
        # The lock that keeps the weights from being deleted.
        self._holding: int | None = None
        self._process: subprocess.Popen[bytes] | None = None
        # Answers that came while somebody waited for another, by the number of their question.
        self._answers: dict[int, deque[JsonObject]] = {}
        self._questions = 0
        self._inbox: queue.SimpleQueue[JsonObject | None] = queue.SimpleQueue()
        self._last_words: deque[str] = deque(maxlen=20)
        self._context_limit: int | None = None

    def start(self) -> None:
        """Start the worker without waiting for it; with a model known it begins to load."""
        if self._process is not None:
            return
        self._inbox = queue.SimpleQueue()
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_worker_environment(),
            # The terminal's Ctrl-C is for the command, which then ends its worker in order.
            start_new_session=True,
            creationflags=flags_of_own_group(),
        )
        threading.Thread(target=self._read, args=(self._process, self._inbox), daemon=True).start()
        threading.Thread(target=self._listen, args=(self._process,), daemon=True).start()
        if self._load_message:
            self._hold(Path(self._load_message["model"]))
            self._send(self._load_message)

    def load(self, model: Path, model_key: str, options: EngineOptions, cache_folder: Path | None) -> None:
        """Name the weights to load, without waiting for them. `model_key` identifies their exact bytes."""
        self._load_message = {
            "op": "load",
            "model": str(model),
            "model_key": model_key,
            "options": asdict(options),
            "cache_folder": str(cache_folder) if cache_folder else None,
        }
        if self._process is None:
            self.start()
        else:
            self._hold(model)
            self._send(self._load_message)

    def generate(self, requests: Sequence[GenerationRequest]) -> Iterator[GenerationEvent]:
        """Run requests side by side and yield their events as they come. Raises what the worker raised.

        `requests` may grow while the events are taken: what is added runs beside the others.
        """
        if not requests:
            return
        self.start()
        process, question = self._process, self._open_question()
        sent = finished = heard = 0
        try:
            while finished < len(requests):
                if process is not self._process:
                    raise EngineError(_("the inference worker ended unexpectedly"), kind="crash")
                if sent < len(requests):
                    added = [to_wire(request) for request in requests[sent:]]
                    self._send({"op": "generate", "id": question, "first": sent, "requests": added})
                    sent += len(added)
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
                        yield Finished(message["index"], Completion(**message["completion"]))
        finally:
            del self._answers[question]
            if finished < sent and process is self._process:
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

    def info(self) -> JsonObject:
        """Return what the worker knows of itself now: guard, library, devices, threads, timings, memory."""
        return self._ask({"op": "info"})

    def measure(self, model: Path, options: EngineOptions, sequences: Sequence[int]) -> tuple[LayoutSpeed, int]:
        """Load weights and measure them; return the speeds and the worker's peak memory in bytes."""
        answer = self._ask(
            {"op": "measure", "model": str(model), "options": asdict(options), "sequences": list(sequences)}
        )
        return speed_from_json(answer["speed"]), int(answer["peak_bytes"])

    def prove_offline(self) -> dict[str, str]:
        """Let the worker try to reach the network; return, for each attempt, what refused it."""
        refused: dict[str, str] = self._ask({"op": "prove-offline"})["refused"]
        return refused

    @property
    def process_id(self) -> int | None:
        """The worker's process, if one is running."""
        return self._process.pid if self._process else None

    def close(self) -> None:
        """End the worker: in order when it listens, else by force."""
        process, self._process = self._process, None
        holding, self._holding = self._holding, None
        if process is not None:
            with contextlib.suppress(OSError, ValueError):
                if process.stdin:
                    write_message(process.stdin, {"op": "cancel"})
                    process.stdin.close()
            _end(process)
        release(holding)

    def __enter__(self) -> WorkerEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _hold(self, model: Path) -> None:
        held, self._holding = self._holding, hold(model)
        release(held)

    def _ask(self, message: JsonObject) -> JsonObject:
        """Return the one answer to a question. Raises what the worker raised."""
        self.start()
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
        if self._process is None or self._process.stdin is None:
            raise EngineError(_("the inference worker is not running"))
        try:
            write_message(self._process.stdin, message)
        except OSError:
            raise self._bury() from None

    def _receive(self, question: int) -> JsonObject:
        """Return the next answer to a question; answers to others are kept for those who wait for them."""
        answers = self._answers[question]
        while not answers:
            message = self._take()
            if message["event"] == "note":
                self._on_note(message["text"])
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
            process, self._process = self._process, None
            if process:
                process.kill()
                process.wait()
            raise EngineError(
                _("the inference worker gave no sign of life for {seconds:.0f} seconds").format(
                    seconds=self._deadline_seconds
                ),
                kind="hang",
            ) from None
        if message is None:
            raise self._bury()
        return message

    def _read(self, process: subprocess.Popen[bytes], inbox: queue.SimpleQueue[JsonObject | None]) -> None:
        if process.stdout:
            with contextlib.suppress(OSError, ValueError, json.JSONDecodeError):
                while (message := read_message(process.stdout)) is not None:
                    inbox.put(message)
        inbox.put(None)

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        if process.stderr:
            with contextlib.suppress(OSError, ValueError):
                for line in process.stderr:
                    self._last_words.append(line.decode("utf-8", errors="replace").rstrip())

    def _bury(self) -> EngineError:
        """Collect a worker that died; the next request starts a new one."""
        process, self._process = self._process, None
        status, was_killed = _end(process) if process else (0, False)
        if was_killed:
            return EngineError(_("the inference worker no longer answers"), kind="crash")
        return EngineError(
            _("the inference worker ended unexpectedly ({status})").format(status=_describe_status(status)),
            hint=_("a smaller --context or model needs less memory; sakura --debug shows what llama.cpp said"),
            kind="out-of-memory" if status == -getattr(signal, "SIGKILL", 9) else "crash",
            detail="\n".join(self._last_words),
        )


def _end(process: subprocess.Popen[bytes]) -> tuple[int, bool]:
    """Wait for a worker that is about to end; return its status, and whether it had to be killed."""
    try:
        return process.wait(timeout=_SHUTDOWN_SECONDS), False
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait(), True


def _worker_command() -> list[str]:
    """Return the command line of the worker: this interpreter, with this process's own import path.

    `-I` and the explicit path keep the current folder out of it: a `llama_cpp.py` lying there must not be run.
    """
    path = [entry for entry in sys.path if entry and Path(entry).is_absolute()]
    code = f"import sys; sys.path[:] = {path!r}; from sakura_cli.inference.worker.__main__ import main; main()"
    command = [sys.executable, "-I", "-c", code]
    if sys.platform == "darwin" and Path("/usr/bin/sandbox-exec").exists():
        return ["/usr/bin/sandbox-exec", "-p", MACOS_SANDBOX_PROFILE, "/usr/bin/env", "SAKURA_SANDBOX=macos", *command]
    return command


def _worker_environment() -> dict[str, str]:
    """Return this process's environment, with short waits at OpenMP's barriers unless the user chose otherwise.

    GNU OpenMP spins for about a millisecond by default. On a machine that does anything else besides, a thread then
    spins while the one it waits for has no processor: decoding was five times slower under one other busy process.
    """
    environment = dict(os.environ)
    if "OMP_WAIT_POLICY" not in environment:
        environment.setdefault("GOMP_SPINCOUNT", _BARRIER_SPINS)
    return environment


def _describe_status(status: int) -> str:
    if status >= 0:
        return _("status {number}").format(number=status)
    with contextlib.suppress(ValueError):
        return signal.Signals(-status).name
    return _("signal {number}").format(number=-status)


def _rebuild(message: JsonObject) -> SakuraError:
    kind = getattr(errors, message["type"], None)
    if not (isinstance(kind, type) and issubclass(kind, SakuraError)):
        # Errors with a class of their own inside the worker arrive as the class they refine.
        kind = errors.BadInputError if message["kind"] == "bad-chat-template" else EngineError
    return kind(message["message"], hint=message["hint"], kind=message["kind"], detail=message["detail"])
