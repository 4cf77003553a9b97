"""An engine that is started when it is first asked for something, with the weights and settings of one `Sakura`.

Nothing is fetched here: who may fetch (the command, on a terminal) hands over another way to find the weights.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from sakura_cli.errors import InputNotFoundError, SakuraError
from sakura_cli.inference.calibration import calibration_file, calibration_key, load_calibration
from sakura_cli.inference.client import WorkerEngine
from sakura_cli.inference.options import EngineOptions
from sakura_cli.inference.requests import GenerationEvent, GenerationRequest, Prompt, RenderedPrompt
from sakura_cli.inference.server.address import Address
from sakura_cli.inference.server.engine import ServedModel, ServerEngine
from sakura_cli.inference.server.opening import ServerOptions, open_server
from sakura_cli.inference.strength.figures import Strength, load_strength, strength_file
from sakura_cli.inference.warm.sharing import find_sharing
from sakura_cli.localization import gettext as _
from sakura_cli.models.gguf import read_header
from sakura_cli.models.reference import ResolvedModel, resolve
from sakura_cli.paths import cache_dir
from sakura_cli.platforms import unlimited_memory
from sakura_cli.settings import Settings

_Answer = TypeVar("_Answer")


# LoRA files and their scales.
Adapters = tuple[tuple[str, float], ...]
FindWeights = Callable[[str | None], ResolvedModel]


def find_installed(reference: str | None) -> ResolvedModel:
    """Return weights that are on this machine. Raises what `models.reference.resolve` raises."""
    return resolve(reference)


class OnDemandEngine:
    """Implements `sakura_cli.inference.client.Engine`; may be shared by threads, which then take turns."""

    def __init__(
        self,
        settings: Settings,
        adapters: Adapters,
        on_note: Callable[[str], None],
        *,
        find_weights: FindWeights = find_installed,
        vocabulary_only: bool = False,
    ):
        """Prepare; no process is started and no weights are looked for. `vocabulary_only` renders and counts only."""
        self._settings = settings
        self._adapters = adapters
        self._find_weights = find_weights
        self._vocabulary_only = vocabulary_only
        self._server = None if settings.engine is None else ask_server(settings, on_note)
        keeps_none = vocabulary_only or self._server is not None
        sharing = None if keeps_none else find_sharing(settings.keep_alive_seconds, on_note)
        self._is_shared = sharing is not None
        self._worker = WorkerEngine(deadline_seconds=settings.timeout, on_note=on_note, sharing=sharing)
        self._lock = threading.Lock()
        self._context_limit: int | None = None
        self._strength: Strength | None = None
        # Whether the task at hand reads more tokens than it writes: the first one decides how the weights are loaded.
        self.prompt_heavy = False
        self.model: ResolvedModel | ServedModel | None = None

    @property
    def server(self) -> Address | None:
        """The server that is asked instead of a process of this machine's own."""
        return None if self._server is None else self._server.address

    def start(self) -> None:
        """Start the process without weights, so that it is there when they are named."""
        if self._server is None:
            self._worker.start()

    def ready(self) -> None:
        """Find the weights and begin to load them. Raises what keeps them from being used."""
        with self._lock:
            self._load()

    def generate(self, requests: Sequence[GenerationRequest]) -> Iterator[GenerationEvent]:
        """Run requests side by side and yield their events as they come; between two events others may ask, too."""
        with self._lock:
            events = self._load().generate(requests)
        while True:
            with self._lock:
                event = self._ask(lambda worker: next(events, None))
            if event is None:
                return
            yield event

    def count_text_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the token counts of texts that stand alone."""
        with self._lock:
            return self._ask(lambda worker: worker.count_text_tokens(texts))

    def render(self, prompts: Sequence[Prompt]) -> list[RenderedPrompt]:
        """Return prompts as the model would see them, with their token counts."""
        with self._lock:
            return self._ask(lambda worker: worker.render(prompts))

    @property
    def context_limit_tokens(self) -> int:
        """The largest number of tokens a prompt and its completion may have together."""
        with self._lock:
            if self._context_limit is None:
                self._context_limit = self._ask(lambda worker: worker.context_limit_tokens)
            return self._context_limit

    def is_strong_at(self, task: str) -> bool:
        """Tell whether the weights were measured to do a task well, a whole document in one request."""
        with self._lock:
            self._load()
            if self._strength is None:
                self._strength = (
                    load_strength(strength_file(), model_key(self.model))
                    if isinstance(self.model, ResolvedModel)
                    else Strength()
                )
            return self._strength.verdict(task) == "strong"

    def close(self) -> None:
        """End the process, if there is one; the next request starts another."""
        self._worker.close()

    def _ask(self, question: Callable[[WorkerEngine | ServerEngine], _Answer]) -> _Answer:
        # What limits the work on one text is not for the process that holds the weights.
        with unlimited_memory():
            worker = self._load()
            try:
                return question(worker)
            except SakuraError:
                raise
            except BaseException:
                # Interrupted (Ctrl-C in a notebook), perhaps in the middle of a message: no more can be said to it.
                worker.close()
                raise

    def _load(self) -> WorkerEngine | ServerEngine:
        if self._server is not None:
            self.model = self._server.connect()
            return self._server
        if self.model is None:
            # A failure is not remembered: the user may install what is missing and ask again.
            model = self._find_weights(self._settings.model)
            key = model_key(model)
            options = engine_options(
                key,
                self._settings,
                self._adapters,
                # A worker that several tasks share is loaded in one way for all of them.
                prompt_heavy=self.prompt_heavy or self._is_shared,
                vocabulary_only=self._vocabulary_only,
            )
            self._worker.load(model.path.absolute(), key, options, cache_folder=cache_dir() / "prompts")
            self.model = model
        return self._worker


def ask_server(settings: Settings, on_note: Callable[[str], None]) -> ServerEngine:
    """Return the engine of a server that the settings name. Raises what `open_server` raises."""
    options = ServerOptions(
        settings.allow_remote, settings.model, settings.context, settings.parallel, settings.timeout
    )
    return open_server(str(settings.engine), options, on_note)


def model_key(model: ResolvedModel) -> str:
    """Return what identifies the exact weights: their hash, or for a file given by path its size and time."""
    if model.sha256:
        return model.sha256
    status = model.path.stat()
    return f"{model.path.resolve()}|{status.st_size}|{status.st_mtime_ns}"


def find_adapter(file: str | Path, scale: float) -> tuple[str, float]:
    """Return a LoRA file by its full path, with its scale. Raises InputNotFoundError, BadInputError."""
    if not Path(file).is_file():
        raise InputNotFoundError(_("there is no LoRA file {name}").format(name=file), hint=_("check the name: ls"))
    read_header(Path(file))  # native code opens it as it opens weights
    return str(Path(file).resolve()), float(scale)


def engine_options(
    key: str,
    settings: Settings,
    adapters: Adapters,
    *,
    prompt_heavy: bool,
    vocabulary_only: bool = False,
) -> EngineOptions:
    """Return how weights of this key are loaded: the settings, and what was measured of them on this machine."""
    calibration = load_calibration(calibration_file(), calibration_key(key))
    return EngineOptions(
        context_tokens=settings.context,
        threads=settings.threads,
        gpu_layers=settings.gpu_layers,
        parallel=settings.parallel,
        adapters=adapters,
        use_repacking=calibration.prefers_repacking(prompt_heavy=prompt_heavy),
        calibration=calibration,
        vocabulary_only=vocabulary_only,
    )
