"""What a worker does for those who ask it: one command over pipes, or several over a socket (`keeping`).

A thread reads what each of them says, so that a cancellation reaches a decode that is under way; whatever else is asked
meanwhile is answered between two steps, and more requests join those that run. Every question has a number, which its
answers repeat.
"""

from __future__ import annotations

import contextlib
import importlib
import itertools
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from sakura_cli.errors import SakuraError
from sakura_cli.inference.options import options_from_wire
from sakura_cli.inference.requests import (
    Finished,
    GenerationEvent,
    PrefillProgress,
    TextDelta,
    prompt_from_wire,
    request_from_wire,
)
from sakura_cli.isolation import sandbox
from sakura_cli.isolation.access import Access
from sakura_cli.isolation.failures import error_to_wire
from sakura_cli.isolation.wire import JsonObject, read_message, write_message
from sakura_cli.localization import gettext as _

if TYPE_CHECKING:
    from sakura_cli.inference.worker.runtime import Runtime

# So long the word of a caller whose request ended is waited for before the next step; it comes in a millisecond.
_PATIENCE_SECONDS = 0.02


class Peer:
    """Somebody who asks: what it says comes in, its answers go out."""

    def __init__(self, source: IO[bytes], sink: IO[bytes]):
        self._source = source
        self._sink = sink
        # The thread that loads the weights may have something to say, too.
        self._lock = threading.Lock()

    def read(self) -> JsonObject | None:
        """Return what it says next; None when it is gone, or says something that is no message."""
        try:
            return read_message(self._source)
        except (OSError, ValueError):
            return None

    def tell(self, message: JsonObject) -> None:
        """Tell it something. That it is gone shows where it is read."""
        with contextlib.suppress(OSError, ValueError), self._lock:
            write_message(self._sink, message)


# What a peer says; None where it says no more.
_Item = tuple[Peer, JsonObject | None]


class AllGoneError(Exception):
    """Nobody is left to work for."""


class Worker:
    """Obeys the messages of its peers. What happens when one leaves is for the kinds of workers to say."""

    # How many requests there may be at once beside those that are known.
    expected_requests = 1

    def __init__(self, layers: sandbox.Layers):
        self._layers = layers
        self._runtime: Runtime | None = None
        # Why there is no engine to load weights with: told to whoever asks for one.
        self._missing_engine: SakuraError | None = None
        self._inbox: queue.SimpleQueue[_Item] = queue.SimpleQueue()
        # Who asked, and under which number, by the number that the engine knows the question by.
        self._callers: dict[int, tuple[Peer, int]] = {}
        self._numbers: dict[tuple[Peer, int], int] = {}
        self._count = itertools.count()

    def serve(self) -> None:
        """Obey until nobody is left to work for."""
        # The bindings and numpy take 0.2 s to import: time in which the parent still reads its input.
        try:
            importlib.import_module("sakura_cli.inference.worker.runtime")
        except SakuraError as error:
            self._missing_engine = error
        with contextlib.suppress(AllGoneError):
            self._begin()
            while not self._is_over():
                with contextlib.suppress(queue.Empty):
                    self._take(self._inbox.get(timeout=self._patience_seconds()))
                if self._runtime:
                    self._generate(self._runtime)
        if self._runtime:
            self._runtime.close()

    def listen_to(self, peer: Peer) -> None:
        """Take what a peer says until it is gone or says no more. Runs in a thread of its own."""
        while (message := peer.read()) is not None and message["op"] != "cancel":
            self._inbox.put((peer, message))
        self._on_silence()
        self._inbox.put((peer, None))

    def _begin(self) -> None:
        """Prepare for the first message; no thread runs yet. Raises AllGoneError."""

    def _confine(self, readable: Sequence[str], writable: Sequence[str]) -> None:
        """Keep nothing open but the named weights and the cache. No thread runs yet: none would be bound by it."""
        for folder in map(Path, writable):
            # Without the folder there is nothing to allow, and without the cache a task takes longer. Its mode is the
            # umask's doing: a process that has left changes none.
            with contextlib.suppress(OSError):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        access = Access(tuple(map(Path, readable)), tuple(map(Path, writable)))
        self._layers = sandbox.close_files(access, self._layers)

    def _is_over(self) -> bool:
        """Tell whether the worker is to end now."""
        return False

    def _patience_seconds(self) -> float | None:
        """Return how long to wait for the next message before asking again whether it is over."""
        return None

    def _on_silence(self) -> None:
        """Note, in the thread that reads a peer, that it says no more."""

    def _leave(self, peer: Peer) -> None:
        """Forget a peer that says no more. Raises AllGoneError where nobody is left to work for."""
        raise AllGoneError

    def _between_steps(self) -> None:
        """Is called between two steps of requests that run."""

    def _take(self, item: _Item) -> None:
        peer, message = item
        if message is None:
            self._leave(peer)
        else:
            self._answer(peer, message)

    def _answer(self, peer: Peer, message: JsonObject) -> None:
        number = message.get("id", 0)
        try:
            for reply in self._obey(peer, message):
                peer.tell({"id": number, **reply})
        except SakuraError as error:
            if self._runtime:
                self._runtime.drop(self._caller(peer, number))
            peer.tell({"id": number, **error_to_wire(error)})

    def _caller(self, peer: Peer, number: int) -> int:
        """Return the number by which the engine knows a question of a peer."""
        if (peer, number) not in self._numbers:
            caller = self._numbers[peer, number] = next(self._count)
            self._callers[caller] = (peer, number)
        return self._numbers[peer, number]

    def _forget_callers(self, peer: Peer) -> set[int]:
        """Forget the questions of a peer; return the numbers by which the engine knew them."""
        callers = {caller for caller, (asker, _) in self._callers.items() if asker is peer}
        for caller in callers:
            del self._numbers[self._callers.pop(caller)]
        return callers

    def _answer_what_came(self, runtime: Runtime, *, is_idle: bool) -> None:
        """Obey what has been asked while requests run; wait for it where there is nothing to do otherwise."""
        self._between_steps()
        patience = time.monotonic() + _PATIENCE_SECONDS
        while is_idle or runtime.is_held or not self._inbox.empty():
            try:
                item = self._inbox.get(timeout=None if is_idle else max(0.0, patience - time.monotonic()))
            except queue.Empty:
                return
            self._take(item)
            is_idle = False

    def _generate(self, runtime: Runtime) -> None:
        """Run what waits, and what joins it."""
        from sakura_cli.inference.worker.llama.context import DecodeAbortedError

        try:
            for caller, event in runtime.run(lambda is_idle: self._answer_what_came(runtime, is_idle=is_idle)):
                peer, number = self._callers[caller]
                peer.tell({"id": number, **_event(event)})
        except DecodeAbortedError:
            raise AllGoneError from None  # the command ends, or went away
        except SakuraError as error:
            for caller in runtime.drop_all():
                peer, number = self._callers[caller]
                peer.tell({"id": number, **error_to_wire(error)})

    def _obey(self, peer: Peer, message: JsonObject) -> Iterator[JsonObject]:
        match message["op"]:
            case "load":
                self._load(message, peer.tell)
            case "generate":
                requests = [request_from_wire(request) for request in message["requests"]]
                self._loaded().submit(requests, caller=self._caller(peer, message["id"]), first=message["first"])
            case "go-on":
                self._loaded().hear(self._caller(peer, message["id"]))
            case "drop":
                self._loaded().drop(self._caller(peer, message["caller"]))
            case "render":
                prompts = [prompt_from_wire(prompt) for prompt in message["prompts"]]
                yield {"event": "rendered", "prompts": [asdict(prompt) for prompt in self._loaded().render(prompts)]}
            case "count-texts":
                yield {"event": "counts", "counts": self._loaded().count_texts(message["texts"])}
            case "info":
                yield {"event": "info", **self._info()}
            case "measure":
                yield {"event": "measured", **self._measure(message)}
            case "prove":
                from sakura_cli.isolation.probes import attempt_all

                yield {"event": "proof", "refused": attempt_all(message["targets"])}

    def _load(self, message: JsonObject, note: Callable[[JsonObject], None]) -> None:
        if self._missing_engine is not None:
            # Nobody waits for an answer to this; the next question gets it.
            return
        from sakura_cli.inference.worker.runtime import Runtime

        folder = message["cache_folder"]
        self._runtime = Runtime(
            Path(message["model"]),
            message["model_key"],
            options_from_wire(message["options"]),
            Path(folder) if folder else None,
            note=lambda text: note({"event": "note", "text": text}),
            expected_requests=self.expected_requests,
        )

    def _loaded(self) -> Runtime:
        if self._missing_engine is not None:
            raise self._missing_engine
        if self._runtime is None:
            raise SakuraError(_("the worker was asked to work before it was given a model"))
        return self._runtime

    def _measure(self, message: JsonObject) -> JsonObject:
        if self._missing_engine is not None:
            raise self._missing_engine
        from sakura_cli.inference.worker.measuring import measure

        options = options_from_wire(message["options"])
        return asdict(measure(Path(message["model"]), options, message["sequences"]))

    def _info(self) -> dict[str, Any]:
        from sakura_cli.inference.worker.llama import bindings, devices
        from sakura_cli.platforms import peak_memory_bytes

        runtime = self._loaded()
        return {
            "network_guard": sandbox.network_guard(self._layers),
            "sandbox": self._layers,
            "library": {
                "key": bindings.library.key,
                "kind": bindings.library.kind,
                "name": bindings.library.name,
                "reason": bindings.library.reason,
                "build": bindings.library_build(),
            },
            "system": bindings.system_info(),
            "gpu_offload": bindings.supports_gpu_offload(),
            "gpu_layers": runtime.model.gpu_layers,
            "threads": runtime.threads,
            "layers": runtime.model.layer_count,
            "devices": [asdict(device) for device in devices.list_devices()],
            "timings": asdict(runtime.timings),
            "peak_bytes": peak_memory_bytes(),
            "context_limit_tokens": runtime.context_limit_tokens,
        }


def _event(event: GenerationEvent) -> JsonObject:
    match event:
        case TextDelta(index, text):
            return {"event": "text", "index": index, "text": text}
        case PrefillProgress(done, total):
            return {"event": "prefill", "done": done, "total": total}
        case Finished(index, completion):
            return {"event": "finished", "index": index, "completion": asdict(completion)}
