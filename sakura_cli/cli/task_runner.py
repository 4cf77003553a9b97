"""Running a task over the inputs of a command: read, load, work, report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from sakura_cli.cli import console
from sakura_cli.cli.inputs import Input, list_sources, read_input
from sakura_cli.cli.options import TaskOptions
from sakura_cli.cli.outputs import check_output
from sakura_cli.cli.report import Report
from sakura_cli.cli.watch import watch_steps
from sakura_cli.errors import UsageError
from sakura_cli.inference.client import Engine, WorkerEngine
from sakura_cli.inference.prompt import EngineOptions
from sakura_cli.models.first_use import ensure_model
from sakura_cli.models.reference import ResolvedModel
from sakura_cli.paths import cache_dir
from sakura_cli.settings import Settings
from sakura_cli.tasks.steps import Steps, run_steps
from sakura_cli.text.document import Document

# Makes the steps of a task for a document.
MakeSteps = Callable[[Document, Engine, Settings], Steps]


def run_task(name: str, options: TaskOptions, make_steps: MakeSteps) -> int:
    """Run a task over all inputs of the command and return its exit status."""
    settings = options.settings()
    sources = list_sources(options.files)
    _check_options(options, sources)
    with ExitStack() as stack:
        engine = stack.enter_context(WorkerEngine(deadline_seconds=settings.timeout))
        # Starting a process takes as long as reading the input: both at once.
        engine.start()
        inputs = [read_input(source, encoding=options.encoding) for source in sources]
        documents = [each.document for each in inputs if each.document is not None]
        if not documents:
            return Report(name, options, inputs).finish()
        model = ensure_model(
            settings.model,
            offline=settings.offline,
            interactive=console.is_message_terminal(),
            announce=console.note,
            progress=console.progress,
        )
        console.detail(f"model {model.name} ({model.quantization})")
        engine.load(
            model.path, model_key(model), _engine_options(settings, options), cache_folder=cache_dir() / "prompts"
        )
        if options.dry_run:
            return _show_prompts(engine, inputs, settings, make_steps)
        report = Report(name, options, inputs, model)
        observer = stack.enter_context(watch_steps(documents, options))
        for outcome in run_steps(engine, [make_steps(document, engine, settings) for document in documents], observer):
            report.add(*outcome)
        stack.close()
        return report.finish()


def model_key(model: ResolvedModel) -> str:
    """Return what identifies the exact weights: their hash, or for a file given by path its size and time."""
    if model.sha256:
        return model.sha256
    status = model.path.stat()
    return f"{model.path.resolve()}|{status.st_size}|{status.st_mtime_ns}"


def _engine_options(settings: Settings, options: TaskOptions) -> EngineOptions:
    return EngineOptions(
        context_tokens=settings.context,
        threads=settings.threads,
        gpu_layers=settings.gpu_layers,
        vocabulary_only=options.dry_run,
    )


def _check_options(options: TaskOptions, sources: list[Path]) -> None:
    if options.output is not None:
        if len(sources) > 1:
            raise UsageError("-o takes one result, and there are several inputs", hint="run sakura once for each file")
        check_output(options.output, sources, may_replace_input=options.in_place)
    elif options.output_encoding is not None:
        raise UsageError("--output-encoding is for files; stdout is UTF-8", hint="add -o FILE, or use iconv")


def _show_prompts(engine: WorkerEngine, inputs: Sequence[Input], settings: Settings, make_steps: MakeSteps) -> int:
    """Print what the first requests of each input would be."""
    for each in inputs:
        if each.document is None:
            continue
        requests = next(make_steps(each.document, engine, settings))
        for number, prompt in enumerate(engine.render([request.prompt for request in requests]), start=1):
            console.note(
                f"{each.name}: request {number} of {len(requests)}: {prompt.total_tokens} tokens, "
                f"{prompt.prefix_tokens} of them in the static prefix"
            )
            console.write_result(prompt.text)
    return Report("", TaskOptions(), [each for each in inputs if each.document is None]).finish()
