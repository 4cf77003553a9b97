"""`sakura doctor`: what this installation is made of, what it will do, and whether its promises hold here."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer

import sakura_cli
from sakura_cli.api.engine import model_key
from sakura_cli.cli.terminal import console
from sakura_cli.cli.views.columns import pad
from sakura_cli.errors import SakuraError
from sakura_cli.inference.calibration import calibration_file, calibration_key, load_calibration
from sakura_cli.inference.client import WorkerEngine
from sakura_cli.inference.hardware import available_memory_bytes, processor_name, usable_cores
from sakura_cli.inference.options import EngineOptions
from sakura_cli.inference.requests import GenerationRequest, Message, MessagePart, Prompt
from sakura_cli.localization import gettext as _
from sakura_cli.models.fetch import format_size
from sakura_cli.models.reference import ResolvedModel, resolve
from sakura_cli.paths import cache_dir, config_file, models_dir
from sakura_cli.settings import Settings

_REPORT_VERSION = 1
_LABEL_COLUMNS = 16
_FAST_X86 = ("AVX2 = 1", "FMA = 1")


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help=_("Print one JSON object."))] = False,
    prove_offline: Annotated[
        bool, typer.Option("--prove-offline", help=_("Run a request and try to reach the network from the engine."))
    ] = False,
    model: Annotated[
        str | None, typer.Option("--model", "-m", metavar="NAME|PATH", help=_("Weights to look at."))
    ] = None,
) -> int:
    """Check the installation: versions, processor, accelerator, weights, guards and caches."""
    settings = Settings.resolve({"model": model}, config_file=config_file())
    report: dict[str, Any] = {"version": _REPORT_VERSION, **_describe_installation()}
    warnings: list[str] = []
    try:
        weights = resolve(settings.model)
        report["model"] = _describe_model(weights)
        with WorkerEngine(on_note=console.note) as engine:
            engine.load(weights.path, model_key(weights), _options(weights, settings), cache_dir() / "prompts")
            report["engine"] = engine.info()
            warnings += _warn_of_slow_build(report["engine"]["system"])
            if prove_offline:
                report["offline"] = _prove_offline(engine)
    except SakuraError as error:
        told = _("{message}; {hint}").format(message=error.message, hint=error.hint)
        warnings.append(told if error.hint else error.message)
    report["warnings"] = warnings
    if as_json:
        console.write_json(report)
    else:
        for line in _lines(report):
            console.write_result(line)
    is_leaking = any(not refusal for refusal in report.get("offline", {}).get("refused", {}).values())
    return 1 if is_leaking or (prove_offline and "offline" not in report) else 0


def _describe_installation() -> dict[str, Any]:
    return {
        "sakura": sakura_cli.__version__,
        "python": platform.python_version(),
        "llama_cpp_python": version("llama-cpp-python"),
        "platform": f"{sys.platform} {platform.machine()}",
        "processor": processor_name(),
        "cores": usable_cores(),
        "free_memory_bytes": available_memory_bytes(),
        "paths": {"models": str(models_dir()), "cache": str(cache_dir()), "config": str(config_file())},
        "prompt_cache_bytes": _folder_bytes(cache_dir() / "prompts"),
    }


def _describe_model(weights: ResolvedModel) -> dict[str, Any]:
    calibration = load_calibration(calibration_file(), calibration_key(model_key(weights)))
    return {
        "name": weights.name,
        "path": str(weights.path),
        "sha256": weights.sha256,
        "quantization": weights.quantization,
        "license": weights.license,
        "catalogued": weights.catalogued,
        "calibrated": calibration.plain is not None,
    }


def _options(weights: ResolvedModel, settings: Settings) -> EngineOptions:
    calibration = load_calibration(calibration_file(), calibration_key(model_key(weights)))
    return EngineOptions(
        threads=settings.threads,
        gpu_layers=settings.gpu_layers,
        use_repacking=calibration.prefers_repacking(prompt_heavy=True),
        calibration=calibration,
    )


def _prove_offline(engine: WorkerEngine) -> dict[str, Any]:
    """Generate something, then let the same process try to get out."""
    prompt = Prompt((Message("user", (MessagePart("「はい」と答えてください。", is_static=True),)),))
    for _event in engine.generate([GenerationRequest(prompt, 8, language="ja")]):
        pass
    return {"refused": engine.prove_offline()}


def _warn_of_slow_build(system: str) -> list[str]:
    if platform.machine().lower() not in {"x86_64", "amd64"} or all(feature in system for feature in _FAST_X86):
        return []
    return [
        _("llama.cpp was built without AVX2 or FMA and is several times slower than it could be; {command}").format(
            command="pip install --force-reinstall --no-cache-dir --no-binary llama-cpp-python 'llama-cpp-python<0.4'"
        )
    ]


def _folder_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("*")) if folder.is_dir() else 0


def _lines(report: dict[str, Any]) -> list[str]:
    memory = report["free_memory_bytes"]
    lines = [
        _line("sakura", _("{sakura} on Python {python}, {platform}").format(**report)),
        _line("llama-cpp-python", report["llama_cpp_python"]),
        _line(_("processor"), _("{processor}, {cores} cores used").format(**report)),
        _line(_("memory"), _("unknown") if memory is None else _("{size} free").format(size=format_size(memory))),
    ]
    if model := report.get("model"):
        tuned = _("measured") if model["calibrated"] else _("defaults; sakura bench --tune measures")
        lines += [
            _line(_("model"), f"{model['name']} {model['quantization']}"),
            _line("  " + _("file"), model["path"]),
            _line("  sha256", model["sha256"] or _("not known: a file given by path")),
            _line("  " + _("settings"), tuned),
        ]
    if engine := report.get("engine"):
        layers = engine["layers"] if engine["gpu_layers"] < 0 else engine["gpu_layers"]
        library = engine["library"]
        build = f" {library['build']}" if library["build"] else ""
        lines += [_line("llama.cpp", f"{library['name']}{build}: {library['reason']}")]
        lines += [_line(_("engine"), engine["system"].strip(" |")), _line(_("network guard"), engine["network_guard"])]
        for device in engine["devices"]:
            text = f"{device['name']}: {device['description']}"
            if device["free_bytes"]:
                text += ", " + _("{size} free").format(size=format_size(device["free_bytes"]))
            lines.append(_line(_("device"), text))
        lines.append(_line(_("offloaded"), _("{layers} of {all} layers").format(layers=layers, all=engine["layers"])))
    lines += [
        _line(_("models"), report["paths"]["models"]),
        _line(
            _("prompt cache"),
            _("{size} in {folder}").format(
                size=format_size(report["prompt_cache_bytes"]), folder=report["paths"]["cache"]
            ),
        ),
        _line(_("configuration"), report["paths"]["config"]),
    ]
    for name, refusal in report.get("offline", {}).get("refused", {}).items():
        outcome = _("refused: {reason}").format(reason=refusal) if refusal else _("NOT REFUSED")
        lines.append(_line(_("offline {name}").format(name=name), outcome))
    return lines + [_("warning: {message}").format(message=warning) for warning in report["warnings"]]


def _line(label: str, value: str) -> str:
    return f"{pad(label, _LABEL_COLUMNS)} {value}"
