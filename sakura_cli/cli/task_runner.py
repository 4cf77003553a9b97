"""Running a task over the inputs of a command: read, load, work, report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path

from sakura_cli.cli import boundary, console
from sakura_cli.cli.batch import OutputFolder
from sakura_cli.cli.inputs import Input, list_sources, read_input
from sakura_cli.cli.options import TaskOptions
from sakura_cli.cli.output_options import check_options, plan_folder
from sakura_cli.cli.recipe import hash_recipe
from sakura_cli.cli.report import Report, ShowResult
from sakura_cli.cli.watch import watch_task
from sakura_cli.errors import SakuraError
from sakura_cli.inference.calibration import calibration_file, calibration_key, load_calibration
from sakura_cli.inference.client import Engine, WorkerEngine
from sakura_cli.inference.prompt import EngineOptions, GenerationEvent, GenerationRequest
from sakura_cli.models.first_use import ensure_model
from sakura_cli.models.reference import ResolvedModel, resolve
from sakura_cli.paths import cache_dir
from sakura_cli.settings import Settings
from sakura_cli.tasks.result import TaskResult
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
    extension: str | None = None,
) -> int:
    """Run a task over all inputs of the command and return its exit status.

    `prompt_heavy` says that the task reads more tokens than it writes, which decides how the weights are loaded.
    `on_demand` says that the task may get by without a model: none is looked for before the first request, and no
    process is started. `show` writes results in the task's own way. `extension` is that of the files of --out-dir
    where they are not of their input's kind (".csv").
    """
    settings = options.settings()
    sources = list_sources(options.files, options.files_from, only_null=options.null)
    check_options(options, sources)
    folder = plan_folder(options, sources, extension)
    report = Report(name, options, len(sources), folder, show)
    with ExitStack() as stack:
        worker = stack.enter_context(WorkerEngine(deadline_seconds=settings.timeout, on_note=console.note))
        if not on_demand and not options.resume:
            # Starting a process takes as long as reading the input: both at once.
            worker.start()
        model = _Model(settings, options, is_needed=not on_demand)

        def load() -> WorkerEngine:
            report.model = model.resolve()
            worker.load(
                report.model.path,
                model_key(report.model),
                _engine_options(model_key(report.model), settings, options, prompt_heavy),
                cache_folder=cache_dir() / "prompts",
            )
            return worker

        engine = _OnDemandEngine(load)
        intake = _Intake(sources, options, report, folder, lambda: hash_recipe(name, options, settings, model.key()))

        def begin_tasks() -> Iterator[Steps]:
            for document in intake.read():
                if not on_demand:
                    engine.ready()
                yield make_steps(document, engine, settings)

        tasks = begin_tasks()
        if options.dry_run:
            return _show_prompts(engine, tasks, intake)
        # The first task is begun, and its model found or fetched, before anything is drawn.
        first = list(islice(tasks, 1))
        if first:
            watch = stack.enter_context(watch_task(len(sources), options))
            try:
                for index, outcome in run_steps(engine, chain(first, tasks), watch):
                    intake.settle(index, outcome)
                    watch.on_inputs_done(report.done)
            except (KeyboardInterrupt, boundary.TerminatedError):
                stack.close()
                if folder is not None:
                    console.note(f"interrupted: {report.done} of {len(sources)} inputs are done; --resume goes on")
                raise
        stack.close()
        return report.finish()


class _Intake:
    """Reads the inputs of a command one by one, and remembers which document each task is for."""

    def __init__(
        self,
        sources: Sequence[Path],
        options: TaskOptions,
        report: Report,
        folder: OutputFolder | None,
        hash_settings: Callable[[], str],
    ):
        self._sources = sources
        self._options = options
        self.report = report
        self._folder = folder
        self._hash_settings = hash_settings
        self._open: dict[int, tuple[int, Input]] = {}

    def read(self) -> Iterator[Document]:
        """Yield the documents to work on; inputs that are bad or done already are told of at once."""
        tasks = 0
        for place, source in enumerate(self._sources):
            each = read_input(source, encoding=self._options.encoding)
            if each.document is None:
                self.report.add(place, each, each.error)
            elif not self._is_done(place, each):
                self._open[tasks] = (place, each)
                tasks += 1
                yield each.document

    def settle(self, task: int, outcome: TaskResult | SakuraError | None) -> str:
        """Report the outcome of a task, None for nothing to be told; return the name of its input."""
        place, each = self._open.pop(task)
        self.report.add(place, each, outcome)
        return each.name

    def _is_done(self, place: int, each: Input) -> bool:
        if self._folder is None:
            return False
        # The weights are part of it: they are looked for when there is something to do with them.
        self.report.recipe_sha256 = self.report.recipe_sha256 or self._hash_settings()
        if not self._options.resume:
            return False
        done = self._folder.find_done(place, each.sha256, self.report.recipe_sha256)
        if done is not None:
            self.report.add(place, Input(each.name), done)
        return done is not None


class _Model:
    """The weights of a command, looked for once."""

    def __init__(self, settings: Settings, options: TaskOptions, *, is_needed: bool):
        self._settings = settings
        self._is_needed = is_needed
        self._resolved: ResolvedModel | None = None

    def resolve(self) -> ResolvedModel:
        """Return the weights, fetched on a terminal if need be. Raises what `ensure_model` raises."""
        if self._resolved is None:
            self._resolved = ensure_model(
                self._settings.model,
                offline=self._settings.offline,
                interactive=console.is_message_terminal(),
                announce=console.note,
                progress=console.progress,
            )
            console.detail(f"model {self._resolved.name} ({self._resolved.quantization})")
        return self._resolved

    def key(self) -> str:
        """Return what identifies the weights; nothing for a task that may do without, where there are none."""
        if self._is_needed:
            return model_key(self.resolve())
        try:
            return model_key(resolve(self._settings.model))
        except SakuraError:
            return ""


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


def _show_prompts(engine: _OnDemandEngine, tasks: Iterator[Steps], intake: _Intake) -> int:
    """Print what the first requests of each input would be."""
    for task, steps in enumerate(tasks):
        name = intake.settle(task, None)
        requests = next(steps, ())
        if not requests:
            console.note(f"{name}: no request is needed")
            continue
        for number, prompt in enumerate(engine.ready().render([request.prompt for request in requests]), start=1):
            console.note(
                f"{name}: request {number} of {len(requests)}: {prompt.total_tokens} tokens, "
                f"{prompt.prefix_tokens} of them in the static prefix"
            )
            console.write_result(prompt.text)
    return intake.report.finish()
