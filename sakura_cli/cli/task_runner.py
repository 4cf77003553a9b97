"""Running a task over the inputs of a command: read, load, work, report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from sakura_cli.cli import console
from sakura_cli.cli.inputs import Input, list_sources, read_input
from sakura_cli.cli.options import TaskOptions
from sakura_cli.cli.outputs import check_encoding, check_output
from sakura_cli.cli.report import SOME_FAILED, Report, ShowResult
from sakura_cli.cli.watch import watch_steps
from sakura_cli.errors import SakuraError, UsageError
from sakura_cli.inference.calibration import calibration_file, calibration_key, load_calibration
from sakura_cli.inference.client import Engine, WorkerEngine
from sakura_cli.inference.prompt import EngineOptions, GenerationEvent, GenerationRequest
from sakura_cli.models.first_use import ensure_model
from sakura_cli.models.reference import ResolvedModel
from sakura_cli.paths import cache_dir
from sakura_cli.settings import Settings
from sakura_cli.tasks.steps import Steps, run_steps
from sakura_cli.text.document import Document

# Makes the steps of a task for a document.
MakeSteps = Callable[[Document, Engine, Settings], Steps]


class _OnDemandEngine:
    """An engine whose weights are loaded when it is first asked for something; a failure to load them is remembered."""

    def __init__(self, load: Callable[[], WorkerEngine]):
        self._load = load
        self._outcome: WorkerEngine | SakuraError | None = None

    def ready(self) -> WorkerEngine:
        """Return the engine, its weights named. Raises what kept them from being loaded."""
        if self._outcome is None:
            try:
                self._outcome = self._load()
            except SakuraError as error:
                self._outcome = error
        if isinstance(self._outcome, SakuraError):
            raise self._outcome
        return self._outcome

    def generate(self, requests: Sequence[GenerationRequest]) -> Iterator[GenerationEvent]:
        """Run requests side by side and yield their events as they come."""
        return self.ready().generate(requests)

    def count_text_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the token counts of texts that stand alone."""
        return self.ready().count_text_tokens(texts)

    @property
    def context_limit_tokens(self) -> int:
        """The largest number of tokens a prompt and its completion may have together."""
        return self.ready().context_limit_tokens


def run_task(
    name: str,
    options: TaskOptions,
    make_steps: MakeSteps,
    *,
    prompt_heavy: bool,
    on_demand: bool = False,
    show: ShowResult | None = None,
) -> int:
    """Run a task over all inputs of the command and return its exit status.

    `prompt_heavy` says that the task reads more tokens than it writes, which decides how the weights are loaded.
    `on_demand` says that the task may get by without a model: none is looked for before the first request, and no
    process is started. `show` writes results in the task's own way.
    """
    settings = options.settings()
    sources = list_sources(options.files)
    _check_options(options, sources)
    with ExitStack() as stack:
        worker = stack.enter_context(WorkerEngine(deadline_seconds=settings.timeout, on_note=console.note))
        if not on_demand:
            # Starting a process takes as long as reading the input: both at once.
            worker.start()
        inputs = [read_input(source, encoding=options.encoding) for source in sources]
        documents = [each.document for each in inputs if each.document is not None]
        report = Report(name, options, inputs, show=show)
        if not documents:
            return report.finish()

        def load() -> WorkerEngine:
            report.model = _load_model(worker, settings, options, prompt_heavy)
            return worker

        engine = _OnDemandEngine(load)
        if not on_demand:
            engine.ready()
        if options.dry_run:
            return _show_prompts(engine, inputs, settings, make_steps)
        observer = stack.enter_context(watch_steps(documents, options))
        for outcome in run_steps(engine, [make_steps(document, engine, settings) for document in documents], observer):
            report.add(*outcome)
        stack.close()
        return report.finish()


def _load_model(worker: WorkerEngine, settings: Settings, options: TaskOptions, prompt_heavy: bool) -> ResolvedModel:
    model = ensure_model(
        settings.model,
        offline=settings.offline,
        interactive=console.is_message_terminal(),
        announce=console.note,
        progress=console.progress,
    )
    console.detail(f"model {model.name} ({model.quantization})")
    key = model_key(model)
    worker.load(
        model.path, key, _engine_options(key, settings, options, prompt_heavy), cache_folder=cache_dir() / "prompts"
    )
    return model


def model_key(model: ResolvedModel) -> str:
    """Return what identifies the exact weights: their hash, or for a file given by path its size and time."""
    if model.sha256:
        return model.sha256
    status = model.path.stat()
    return f"{model.path.resolve()}|{status.st_size}|{status.st_mtime_ns}"


def _engine_options(key: str, settings: Settings, options: TaskOptions, prompt_heavy: bool) -> EngineOptions:
    calibration = load_calibration(calibration_file(), calibration_key(key))
    return EngineOptions(
        context_tokens=settings.context,
        threads=settings.threads,
        gpu_layers=settings.gpu_layers,
        parallel=settings.parallel,
        adapters=options.adapters,
        use_repacking=calibration.prefers_repacking(prompt_heavy=prompt_heavy),
        calibration=calibration,
        vocabulary_only=options.dry_run,
    )


def _check_options(options: TaskOptions, sources: list[Path]) -> None:
    if options.output is not None:
        if len(sources) > 1:
            raise UsageError("-o takes one result, and there are several inputs", hint="run sakura once for each file")
        check_output(options.output, sources, may_replace_input=options.in_place)
        if options.output_encoding is not None:
            check_encoding(options.output_encoding)
    elif options.output_encoding is not None:
        raise UsageError("--output-encoding is for files; stdout is UTF-8", hint="add -o FILE, or use iconv")
    elif options.in_place:
        raise UsageError(
            "--in-place allows -o to replace the input; it needs -o", hint="sakura … --in-place -o FILE FILE"
        )


def _show_prompts(engine: _OnDemandEngine, inputs: Sequence[Input], settings: Settings, make_steps: MakeSteps) -> int:
    """Print what the first requests of each input would be."""
    for each in inputs:
        if each.document is None:
            continue
        requests = next(make_steps(each.document, engine, settings), ())
        if not requests:
            console.note(f"{each.name}: no request is needed")
            continue
        for number, prompt in enumerate(engine.ready().render([request.prompt for request in requests]), start=1):
            console.note(
                f"{each.name}: request {number} of {len(requests)}: {prompt.total_tokens} tokens, "
                f"{prompt.prefix_tokens} of them in the static prefix"
            )
            console.write_result(prompt.text)
    status = Report("", TaskOptions(), [each for each in inputs if each.document is None]).finish()
    return SOME_FAILED if status and len(inputs) > 1 else status
