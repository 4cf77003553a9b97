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
from sakura_cli.localization import gettext as _
from sakura_cli.models.reference import ResolvedModel, resolve
from sakura_cli.paths import cache_dir
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
        self._worker = WorkerEngine(deadline_seconds=settings.timeout, on_note=on_note)
        self._lock = threading.Lock()
        self._context_limit: int | None = None
        # Whether the task at hand reads more tokens than it writes: the first one decides how the weights are loaded.
        self.prompt_heavy = False
        self.model: ResolvedModel | None = None

    def start(self) -> None:
        """Start the process without weights, so that it is there when they are named."""
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

    def close(self) -> None:
        """End the process, if there is one; the next request starts another."""
        self._worker.close()

    def _ask(self, question: Callable[[WorkerEngine], _Answer]) -> _Answer:
        worker = self._load()
        try:
            return question(worker)
        except SakuraError:
            raise
        except BaseException:
            # Interrupted (Ctrl-C in a notebook), perhaps in the middle of a message: nothing more can be said to it.
            worker.close()
            raise

    def _load(self) -> WorkerEngine:
        if self.model is None:
            # A failure is not remembered: the user may install what is missing and ask again.
            model = self._find_weights(self._settings.model)
            key = model_key(model)
            options = engine_options(
                key,
                self._settings,
                self._adapters,
                prompt_heavy=self.prompt_heavy,
                vocabulary_only=self._vocabulary_only,
            )
            self._worker.load(model.path, key, options, cache_folder=cache_dir() / "prompts")
            self.model = model
        return self._worker


def model_key(model: ResolvedModel) -> str:
    """Return what identifies the exact weights: their hash, or for a file given by path its size and time."""
    if model.sha256:
        return model.sha256
    status = model.path.stat()
    return f"{model.path.resolve()}|{status.st_size}|{status.st_mtime_ns}"


def find_adapter(file: str | Path, scale: float) -> tuple[str, float]:
    """Return a LoRA file by its full path, with its scale. Raises InputNotFoundError."""
    if not Path(file).is_file():
        raise InputNotFoundError(_("there is no LoRA file {name}").format(name=file), hint=_("check the name: ls"))
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
