"""`sakura bench`: how fast this machine is with these weights, what they can do, and what follows from that."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from sakura_cli.api.engine import OnDemandEngine, model_key
from sakura_cli.cli.terminal import console
from sakura_cli.cli.views.columns import pad
from sakura_cli.errors import StorageError, UsageError
from sakura_cli.inference.calibration import (
    Calibration,
    LayoutSpeed,
    calibration_file,
    calibration_key,
    can_repack,
    save_calibration,
)
from sakura_cli.inference.client import WorkerEngine
from sakura_cli.inference.options import EngineOptions
from sakura_cli.inference.requests import GenerationRequest, Message, MessagePart, Prompt, TextDelta
from sakura_cli.inference.strength.figures import save_strength, strength_file
from sakura_cli.localization import gettext as _
from sakura_cli.models.fetch import format_size
from sakura_cli.models.reference import ResolvedModel, resolve
from sakura_cli.paths import cache_dir, config_file
from sakura_cli.settings import Settings

_REPORT_VERSION = 1
# What the layouts of the report are called to its reader.
_NAMES = {"plain": _("plain"), "repacked": _("repacked")}
_LAYOUTS = {"repacked": _("repacked"), "as in the file": _("as in the file")}
_SEQUENCES = (1, 2, 4, 6, 8, 16)
_PREFIX = (
    "次の文書を読み、要点を一行にまとめます。人名・日付・数字・金額はそのまま写し、書かれていないことは加えません。\n"
)
_TEXT = "会議は十月十四日に開かれ、量産の開始を十二月一日に延期することが決まった。" * 5


def bench(
    as_json: Annotated[bool, typer.Option("--json", help=_("Print one JSON object."))] = False,
    tune: Annotated[
        bool, typer.Option("--tune", help=_("Keep what was measured and choose settings by it from now on."))
    ] = False,
    quality: Annotated[
        bool,
        typer.Option("--quality", help=_("Measure what the weights can do instead, and work by it from now on.")),
    ] = False,
    model: Annotated[
        str | None, typer.Option("--model", "-m", metavar="NAME|PATH", help=_("Weights to measure."))
    ] = None,
) -> int:
    """Measure load, prefill, decode, batches and the prompt cache, in tokens a second; takes about a minute.

    With --quality: small cases of every task, which take some minutes, scored beside other weights.
    """
    if quality and tune:
        raise UsageError(_("--tune and --quality measure different things"), hint="sakura bench --quality")
    settings = Settings.resolve({"model": model}, config_file=config_file())
    weights = resolve(settings.model)
    key = model_key(weights)
    if quality:
        return _bench_quality(weights, key, settings, as_json=as_json)
    names = ("plain", "repacked") if can_repack() else ("plain",)
    figures = {name: _measure(weights, settings, use_repacking=name == "repacked") for name in names}
    if "repacked" not in figures:
        console.note(_("repacked weights are not tried: with AMX, llama.cpp crashes on them"))
    calibration = Calibration(**{name: speed for name, (speed, _peak) in figures.items()})
    report: dict[str, Any] = {
        "version": _REPORT_VERSION,
        "model": weights.name,
        "layouts": {name: _describe(*figure) for name, figure in figures.items()},
        "prompt_cache": _measure_cache(weights, key, settings),
        "choice": {
            "reading": _layout(calibration.prefers_repacking(prompt_heavy=True)),
            "writing": _layout(calibration.prefers_repacking(prompt_heavy=False)),
        },
    }
    if tune:
        with _keeping():
            save_calibration(calibration_file(), calibration_key(key), calibration)
        console.note(_("tasks with this model are now run by what was measured"))
    if as_json:
        console.write_json(report)
    else:
        for line in _lines(report):
            console.write_result(line)
    return 0


@contextlib.contextmanager
def _keeping() -> Iterator[None]:
    """Raise StorageError where what was measured cannot be written."""
    try:
        yield
    except OSError as error:
        raise StorageError(
            _("the measurement cannot be kept"), hint=_("check {folder}").format(folder=cache_dir())
        ) from error


def _bench_quality(weights: ResolvedModel, key: str, settings: Settings, *, as_json: bool) -> int:
    from sakura_cli.api.quality.running import measure_quality
    from sakura_cli.api.quality.shipped import load_shipped
    from sakura_cli.cli.views.quality import describe_strength, list_figures

    def note(task: str) -> None:
        console.note(_("measuring {name}: {task}").format(name=weights.name, task=task))

    # These weights, here: not those of a server.
    settings = replace(settings, engine=None)
    with contextlib.closing(OnDemandEngine(settings, (), console.note, find_weights=lambda _: weights)) as engine:
        strength = measure_quality(engine, note)
    with _keeping():
        save_strength(strength_file(), key, strength)
    beside = {name: figures for name, figures in load_shipped().items() if name != weights.name}
    if as_json:
        others = {name: describe_strength(figures) for name, figures in beside.items()}
        report = {"version": _REPORT_VERSION, "model": weights.name, **describe_strength(strength), "beside": others}
        console.write_json(report)
        return 0
    for line in list_figures(strength, beside):
        console.write_result(line)
    console.note(_("tasks with this model are now run by what was measured"))
    return 0


def _measure(weights: ResolvedModel, settings: Settings, *, use_repacking: bool) -> tuple[LayoutSpeed, int]:
    console.note(
        _("measuring {name}, weights {layout}").format(name=weights.name, layout=_LAYOUTS[_layout(use_repacking)])
    )
    options = EngineOptions(threads=settings.threads, gpu_layers=settings.gpu_layers, use_repacking=use_repacking)
    with WorkerEngine(on_note=console.note) as engine:
        return engine.measure(weights.path, options, _SEQUENCES)


def _measure_cache(weights: ResolvedModel, key: str, settings: Settings) -> dict[str, float]:
    """Time fresh workers to their first text, without and with the prefix in the cache."""
    folder = cache_dir() / "bench"
    seconds = [_first_text(weights, key, settings, folder) for _run in range(2)]
    for path in folder.glob("*"):
        path.unlink(missing_ok=True)
    return {"cold_seconds": round(seconds[0], 2), "warm_seconds": round(seconds[1], 2)}


def _first_text(weights: ResolvedModel, key: str, settings: Settings, folder: Path) -> float:
    static = MessagePart(_PREFIX * 8, is_static=True)
    prompt = Prompt((Message("system", (static,)), Message("user", (MessagePart(_TEXT),))), is_kept=True)
    started = time.perf_counter()
    with WorkerEngine(on_note=console.note) as engine:
        options = EngineOptions(threads=settings.threads, gpu_layers=settings.gpu_layers)
        engine.load(weights.path, key, options, folder)
        for event in engine.generate([GenerationRequest(prompt, 4, language="ja")]):
            if isinstance(event, TextDelta):
                break
        return time.perf_counter() - started


def _layout(use_repacking: bool) -> str:
    return "repacked" if use_repacking else "as in the file"


def _describe(speed: LayoutSpeed, peak_bytes: int) -> dict[str, Any]:
    return {
        "load_seconds": speed.load_seconds,
        "prefill": speed.prefill,
        "decode": {str(count): figure for count, figure in speed.decode.items()},
        "peak_bytes": peak_bytes,
    }


def _lines(report: dict[str, Any]) -> list[str]:
    counts = [str(count) for count in _SEQUENCES]
    header = "  ".join(f"{'x' + count:>6}" for count in counts)
    speeds = pad(_("decode over sequences (tokens/s)"), 46)
    peak_head = pad(_("peak"), 8, to_right=True)
    heads = (pad(_("weights"), 10), pad(_("load s"), 9, to_right=True), pad(_("prefill"), 8, to_right=True))
    lines = [f"{' '.join(heads)}  {speeds}  {peak_head}"]
    lines.append(f"{'':<10} {'':>9} {'':>8}  {header}")
    for name, layout in report["layouts"].items():
        decode = "  ".join(f"{layout['decode'][count]:>6.1f}" for count in counts)
        peak = format_size(layout["peak_bytes"])
        label = pad(_NAMES[name], 10)
        lines.append(f"{label} {layout['load_seconds']:>9.2f} {layout['prefill']:>8.1f}  {decode}  {peak:>8}")
    cache = report["prompt_cache"]
    lines.append(_("first text of a fresh process: {cold_seconds} s, {warm_seconds} s from the cache").format(**cache))
    choice = {name: _LAYOUTS[layout] for name, layout in report["choice"].items()}
    lines.append(_("best to read with: {reading}; best to write: {writing}").format(**choice))
    return lines
