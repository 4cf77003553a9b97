"""Running a job over the inputs of a command: read, load, work, report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any

from sakura_cli.api.engine import OnDemandEngine, model_key
from sakura_cli.api.jobs import Job, P
from sakura_cli.api.saving import choose_form
from sakura_cli.bounds import unexpected_error
from sakura_cli.cli.options import TaskOptions
from sakura_cli.cli.running.batch import Extension, OutputFolder
from sakura_cli.cli.running.inputs import Input, list_sources, read_input, source_name
from sakura_cli.cli.running.output_options import check_options, plan_folder
from sakura_cli.cli.running.recipe import hash_recipe
from sakura_cli.cli.running.report import Report, ShowResult
from sakura_cli.cli.running.watch import TextStream, may_stream, watch_task
from sakura_cli.cli.terminal import console
from sakura_cli.cli.terminal.failures import TerminatedError
from sakura_cli.documents.document import Document
from sakura_cli.errors import SakuraError
from sakura_cli.localization import gettext as _
from sakura_cli.models.first_use import ensure_model
from sakura_cli.models.reference import ResolvedModel, resolve
from sakura_cli.settings import Settings
from sakura_cli.tasks.framework.result import TaskResult
from sakura_cli.tasks.framework.steps import Steps, run_steps

# Takes a result before anything is done with it, and returns what is.
FinishResult = Callable[[TaskResult[P], Document], TaskResult[P]]


def run_task(
    name: str,
    options: TaskOptions,
    job: Job[P, Any],
    *,
    finish: FinishResult[P] | None = None,
    show: ShowResult[P] | None = None,
    extension: Extension = None,
    settle: Callable[[str], str] | None = None,
    given: Sequence[Input] | None = None,
) -> int:
    """Run a job over all inputs of the command, or those that are given, and return its exit status.

    For a job that may get by without a model none is looked for before the first request, and no process is started.
    `finish` has each result first; `show` writes results in the task's own way. `extension` is that of the files of
    --out-dir where they are not of their input's kind (".csv"). `settle` is for a job that verifies nothing: its answer
    goes to stdout as it is written, as far as `settle` says.
    """
    settings = options.settings()
    if given is None:
        sources = list_sources(options.files, options.files_from, only_null=options.null)
    else:
        sources = [Path(each.name) for each in given]
    check_options(options, sources)
    folder = plan_folder(options, sources, extension, edits_documents=job.edits_documents)
    weights = _Weights(settings, is_needed=job.needs_model)
    engine = OnDemandEngine(
        settings, options.adapters, console.note, find_weights=weights.find, vocabulary_only=options.dry_run
    )
    engine.prompt_heavy = job.prompt_heavy
    stream = TextStream(settle) if settle is not None and may_stream(len(sources), options) else None
    report = Report(name, options, len(sources), engine, folder, stream.finish if stream else show)
    make_recipe = partial(_make_recipe, name, options, settings, weights)
    inputs = iter(given) if given is not None else map(partial(_read, options, settings), sources)
    intake = _Intake(inputs, options, report, folder, make_recipe, job)

    def begin_tasks() -> Iterator[Steps[P]]:
        for document in intake.read():
            if job.needs_model:
                engine.ready()
            steps = job.begin(document, engine, settings.sampling)
            yield steps if finish is None else _finish(steps, document, finish)

    with ExitStack() as stack:
        stack.callback(engine.close)
        if job.needs_model and not options.resume:
            # Starting a process takes as long as reading the input: both at once.
            engine.start()
        tasks = begin_tasks()
        if options.dry_run:
            return _show_prompts(engine, tasks, intake)
        try:
            # The first task is begun, and its model found or fetched, before anything is drawn.
            first = list(islice(tasks, 1))
            if first:
                watch = stream or stack.enter_context(watch_task(len(sources), options))
                for index, outcome in run_steps(engine, chain(first, tasks), watch):
                    intake.settle(index, outcome)
                    watch.on_inputs_done(report.done)
        except (KeyboardInterrupt, TerminatedError):
            stack.close()
            if folder is not None:
                console.note(
                    _("interrupted: {done} of {all} inputs are done; --resume goes on").format(
                        done=report.done, all=len(sources)
                    )
                )
            raise
        except SakuraError as error:
            stack.close()
            report.abandon([source_name(source) for source in sources], error)
            raise
        stack.close()
        return report.finish()


def _make_recipe(name: str, options: TaskOptions, settings: Settings, weights: _Weights) -> str:
    # The weights are part of it: they are looked for when there is something to do with them.
    return hash_recipe(name, options, settings, weights.key())


def _read(options: TaskOptions, settings: Settings, source: Path) -> Input:
    return read_input(
        source, encoding=options.encoding, stdin_name=options.stdin_filename, most_bytes=settings.max_input
    )


def _finish(steps: Steps[P], document: Document, finish: FinishResult[P]) -> Steps[P]:
    result = yield from steps
    return finish(result, document)


class _Intake:
    """Reads the inputs of a command one by one, and remembers which document each task is for."""

    def __init__(
        self,
        inputs: Iterator[Input],
        options: TaskOptions,
        report: Report,
        folder: OutputFolder | None,
        hash_settings: Callable[[], str],
        job: Job[Any, Any],
    ):
        self._inputs = inputs
        self._options = options
        self.report = report
        self._folder = folder
        self._hash_settings = hash_settings
        self._job = job
        self._open: dict[int, tuple[int, Input]] = {}

    def read(self) -> Iterator[Document]:
        """Yield the documents to work on; inputs that are bad or done already are told of at once."""
        tasks = 0
        for place, each in enumerate(self._inputs):
            if each.document is None:
                self.report.add(place, each, each.error)
            elif refusal := self._refuse(place, each.document):
                self.report.add(place, each, refusal)
            elif not self._is_done(place, each):
                self._open[tasks] = (place, each)
                tasks += 1
                yield each.document

    def settle(self, task: int, outcome: TaskResult[Any] | SakuraError | None) -> str:
        """Report the outcome of a task, None for nothing to be told; return the name of its input."""
        place, each = self._open.pop(task)
        self.report.add(place, each, outcome)
        return each.name

    def _refuse(self, place: int, document: Document) -> SakuraError | None:
        """Return why the result of a document cannot be written where it is to go: known before any work is done."""
        options = self._options
        target = options.output if self._folder is None else self._folder.path(place)
        if target is None or options.json:
            return None
        try:
            choose_form(
                document,
                target,
                has_edits=self._job.edits_documents,
                has_table=self._job.makes_tables,
                has_mail=self._job.makes_mails,
                encoding=options.output_encoding,
            )
        except SakuraError as error:
            return error
        except Exception as error:  # a bug ends the input that finds it, and no other
            return unexpected_error(error)
        return None

    def _is_done(self, place: int, each: Input) -> bool:
        if self._folder is None:
            return False
        self.report.recipe_sha256 = self.report.recipe_sha256 or self._hash_settings()
        if not self._options.resume:
            return False
        done = self._folder.find_done(place, each.sha256, self.report.recipe_sha256)
        if done is not None:
            self.report.add(place, Input(each.name), done)
        return done is not None


class _Weights:
    """The weights of a command: looked for once, and fetched on a terminal; a failure is remembered."""

    def __init__(self, settings: Settings, *, is_needed: bool):
        self._settings = settings
        self._is_needed = is_needed
        self._outcome: ResolvedModel | SakuraError | None = None

    def find(self, reference: str | None) -> ResolvedModel:
        """Return the weights, fetched on a terminal if need be. Raises what `ensure_model` raises."""
        if self._outcome is None:
            try:
                self._outcome = ensure_model(
                    reference,
                    offline=self._settings.offline,
                    interactive=console.is_message_terminal(),
                    announce=console.note,
                    progress=console.progress,
                )
                console.detail(
                    _("model {name} ({quantization})").format(
                        name=self._outcome.name, quantization=self._outcome.quantization
                    )
                )
            except SakuraError as error:
                # The other inputs of the command need not look again.
                self._outcome = error
        if isinstance(self._outcome, SakuraError):
            raise self._outcome
        return self._outcome

    def key(self) -> str:
        """Return what identifies the weights; nothing for a task that may do without, where there are none.

        Of a server only its address is known, and the name of the model that was asked for.
        """
        if self._settings.engine is not None:
            return f"{self._settings.engine}|{self._settings.model}"
        if self._is_needed:
            return model_key(self.find(self._settings.model))
        try:
            return model_key(resolve(self._settings.model))
        except SakuraError:
            return ""


def _show_prompts(engine: OnDemandEngine, tasks: Iterator[Steps[Any]], intake: _Intake) -> int:
    """Print what the first requests of each input would be."""
    for task, steps in enumerate(tasks):
        try:
            requests = next(steps, ())
        except SakuraError as error:
            intake.settle(task, error)
            continue
        name = intake.settle(task, None)
        if not requests:
            console.note(_("{name}: no request is needed").format(name=name))
            continue
        for number, prompt in enumerate(engine.render([request.prompt for request in requests]), start=1):
            console.note(
                _(
                    "{name}: request {number} of {requests}: {total_tokens} tokens, {prefix_tokens} of them "
                    "in the static prefix"
                ).format(
                    name=name,
                    number=number,
                    requests=len(requests),
                    total_tokens=prompt.total_tokens,
                    prefix_tokens=prompt.prefix_tokens,
                )
            )
            console.write_result(prompt.text)
    return intake.report.finish()
