"""An engine that is started when it is first asked for something, with the weights and settings of one `Sakura`.

Nothing is fetched here: weights that are not installed are an error that names the command to type.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from sakura_cli.errors import SakuraError
from sakura_cli.inference.calibration import calibration_file, calibration_key, load_calibration
from sakura_cli.inference.client import WorkerEngine
from sakura_cli.inference.prompt import EngineOptions, GenerationEvent, GenerationRequest
from sakura_cli.models.reference import ResolvedModel, resolve
from sakura_cli.paths import cache_dir
from sakura_cli.settings import Settings

_Answer = TypeVar("_Answer")


class OnDemandEngine:
    """Implements `sakura_cli.inference.client.Engine`; may be shared by threads, which then take turns."""

    def __init__(self, settings: Settings, adapters: tuple[tuple[str, float], ...], on_note: Callable[[str], None]):
        """Prepare; no process is started and no weights are looked for."""
        self._settings = settings
        self._adapters = adapters
        self._worker = WorkerEngine(deadline_seconds=settings.timeout, on_note=on_note)
        self._lock = threading.Lock()
        self._context_limit: int | None = None
        # Whether the task at hand reads more tokens than it writes: the first one decides how the weights are loaded.
        self.prompt_heavy = False
        self.model: ResolvedModel | None = None

    def ready(self) -> None:
        """Find the weights and begin to load them. Raises what keeps them from being used."""
        with self._lock:
            self._load()

    def generate(self, requests: Sequence[GenerationRequest]) -> Iterator[GenerationEvent]:
        """Run requests side by side and yield their events as they come."""
        with self._lock:
            worker = self._load()
            try:
                yield from worker.generate(requests)
            except SakuraError:
                raise
            except BaseException:
                # Interrupted (Ctrl-C in a notebook): answers still under way must not meet the next question.
                worker.close()
                raise

    def count_text_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the token counts of texts that stand alone."""
        with self._lock:
            return self._ask(lambda worker: worker.count_text_tokens(texts))

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
            worker.close()
            raise

    def _load(self) -> WorkerEngine:
        if self.model is None:
            # A failure is not remembered: the user may install what is missing and ask again.
            model = resolve(self._settings.model)
            key = model_key(model)
            options = engine_options(key, self._settings, self._adapters, prompt_heavy=self.prompt_heavy)
            self._worker.load(model.path, key, options, cache_folder=cache_dir() / "prompts")
            self.model = model
        return self._worker


def model_key(model: ResolvedModel) -> str:
    """Return what identifies the exact weights: their hash, or for a file given by path its size and time."""
    if model.sha256:
        return model.sha256
    status = model.path.stat()
    return f"{model.path.resolve()}|{status.st_size}|{status.st_mtime_ns}"


def engine_options(
    key: str,
    settings: Settings,
    adapters: tuple[tuple[str, float], ...],
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
