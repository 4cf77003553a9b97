"""The worker process: the only one that loads native code and sees a model.

It speaks `protocol` on its standard streams and ends when its input does. A thread reads the input, so that a
cancellation reaches a decode that is under way; whatever else is asked meanwhile is answered between two steps, and
more requests join those that run. Every question has a number, which its answers repeat.
"""

from __future__ import annotations

import importlib
import os
import queue
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from sakura_cli.errors import SakuraError
from sakura_cli.inference import guard
from sakura_cli.inference.options import options_from_wire
from sakura_cli.inference.requests import (
    Finished,
    GenerationEvent,
    PrefillProgress,
    TextDelta,
    prompt_from_wire,
    request_from_wire,
)
from sakura_cli.inference.wire import JsonObject, read_message, write_message
from sakura_cli.localization import gettext as _

if TYPE_CHECKING:
    from sakura_cli.inference.worker.runtime import Runtime

# So long the word of a caller whose request ended is waited for before the next step; it comes in a millisecond.
_PATIENCE_SECONDS = 0.02


class Worker:
    """Obeys the messages of one parent."""

    def __init__(self, source: IO[bytes], sink: IO[bytes], network_guard: str):
        self._source = source
        self._sink = sink
        # The thread that loads the weights may have something to say, too.
        self._sink_lock = threading.Lock()
        self._network_guard = network_guard
        self._runtime: Runtime | None = None
        # Why there is no engine to load weights with: told to whoever asks for one.
        self._missing_engine: SakuraError | None = None
        self._inbox: queue.SimpleQueue[JsonObject | None] = queue.SimpleQueue()

    def serve(self) -> None:
        """Obey until the input ends or the parent cancels."""
        threading.Thread(target=self._read, daemon=True).start()
        # The bindings and numpy take 0.2 s to import: time in which the parent still reads its input.
        try:
            importlib.import_module("sakura_cli.inference.worker.runtime")
        except SakuraError as error:
            self._missing_engine = error
        while (message := self._inbox.get()) is not None:
            self._answer(message)
            if self._runtime:
                self._generate(self._runtime)
        if self._runtime:
            self._runtime.close()

    def _answer(self, message: JsonObject) -> None:
        number = message.get("id", 0)
        try:
            for reply in self._obey(message):
                self._reply({"id": number, **reply})
        except SakuraError as error:
            if self._runtime:
                self._runtime.drop(number)
            self._reply({"id": number, **_error(error)})

    def _answer_what_came(self, runtime: Runtime, *, is_idle: bool) -> None:
        """Obey what has been asked while requests run; wait for it where there is nothing to do otherwise."""
        from sakura_cli.inference.worker.llama.context import DecodeAbortedError

        patience = time.monotonic() + _PATIENCE_SECONDS
        while is_idle or runtime.is_held or not self._inbox.empty():
            try:
                message = self._inbox.get(timeout=None if is_idle else max(0.0, patience - time.monotonic()))
            except queue.Empty:
                return
            if message is None:
                self._inbox.put(None)
                raise DecodeAbortedError
            self._answer(message)
            is_idle = False

    def _generate(self, runtime: Runtime) -> None:
        """Run what waits, and what joins it."""
        from sakura_cli.inference.worker.llama.context import DecodeAbortedError

        try:
            for caller, event in runtime.run(lambda is_idle: self._answer_what_came(runtime, is_idle=is_idle)):
                self._reply({"id": caller, **_event(event)})
        except DecodeAbortedError:
            return  # the command ends, or went away
        except SakuraError as error:
            for caller in runtime.drop_all():
                self._reply({"id": caller, **_error(error)})

    def _reply(self, message: JsonObject) -> None:
        with self._sink_lock:
            write_message(self._sink, message)

    def _read(self) -> None:
        while (message := read_message(self._source)) is not None:
            if message["op"] == "cancel":
                break
            self._inbox.put(message)
        if self._runtime:
            self._runtime.abort.set()
        self._inbox.put(None)

    def _obey(self, message: JsonObject) -> Iterator[JsonObject]:
        match message["op"]:
            case "load":
                self._load(message)
            case "generate":
                requests = [request_from_wire(request) for request in message["requests"]]
                self._loaded().submit(requests, caller=message["id"], first=message["first"])
            case "go-on":
                self._loaded().hear(message["id"])
            case "drop":
                self._loaded().drop(message["caller"])
            case "render":
                prompts = [prompt_from_wire(prompt) for prompt in message["prompts"]]
                yield {"event": "rendered", "prompts": [asdict(prompt) for prompt in self._loaded().render(prompts)]}
            case "count-texts":
                yield {"event": "counts", "counts": self._loaded().count_texts(message["texts"])}
            case "info":
                yield {"event": "info", **self._info()}
            case "measure":
                yield {"event": "measured", **self._measure(message)}
            case "prove-offline":
                yield {"event": "proof", "refused": guard.try_network(), "network_guard": self._network_guard}

    def _load(self, message: JsonObject) -> None:
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
            note=lambda text: self._reply({"event": "note", "text": text}),
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
            "network_guard": self._network_guard,
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


def _error(error: SakuraError) -> JsonObject:
    return {
        "event": "error",
        "type": type(error).__name__,
        "message": error.message,
        "hint": error.hint,
        "kind": error.kind,
        "detail": error.detail,
    }


def main() -> None:
    """Serve the parent on the standard streams."""
    os.umask(0o077)
    network_guard = guard.drop_privileges()
    # Native code may print; the protocol's pipe must be nobody else's standard output.
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    Worker(sys.stdin.buffer, sink, network_guard).serve()


if __name__ == "__main__":
    main()
