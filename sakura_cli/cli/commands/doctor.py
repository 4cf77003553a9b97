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
from sakura_cli.cli.commands.engine.server_report import describe_server, tell_server
from sakura_cli.cli.terminal import console
from sakura_cli.cli.views.columns import pad
from sakura_cli.errors import SakuraError
from sakura_cli.inference.calibration import calibration_file, calibration_key, load_calibration
from sakura_cli.inference.client import WorkerEngine
from sakura_cli.inference.hardware import available_memory_bytes, processor_name, usable_cores
from sakura_cli.inference.options import EngineOptions
from sakura_cli.inference.requests import GenerationRequest, Message, MessagePart, Prompt
from sakura_cli.inference.warm.control import ask_status
from sakura_cli.localization import gettext as _
from sakura_cli.models.fetch import format_size
from sakura_cli.models.reference import ResolvedModel, resolve
from sakura_cli.paths import cache_dir, config_file, models_dir
from sakura_cli.settings import Settings

_REPORT_VERSION = 1
_LABEL_COLUMNS = 16
_ATTEMPT_COLUMNS = 34
# What the layers of the sandbox are called (`isolation.sandbox`), and what is tried to break out of it.
_LAYERS = {
    "network-namespace": _("a network of its own, empty"),
    "no-new-privileges": _("no new privileges"),
    "capabilities": _("no capabilities"),
    "seccomp": _("system calls filtered (seccomp)"),
    "landlock": _("files closed (Landlock)"),
    "no-core-dumps": _("no core dumps"),
    "sandbox-profile": _("sandbox profile"),
    "audit-hook": _("Python's own calls refused"),
}
_ATTEMPTS = {
    "ipv4": _("reach the network (IPv4)"),
    "ipv6": _("reach the network (IPv6)"),
    "dns": _("ask for a name"),
    "own-machine": _("reach a service of this machine"),
    "unix-socket": _("reach a Unix socket"),
    "abstract-unix-socket": _("reach an abstract Unix socket"),
    "netlink": _("ask the kernel (netlink)"),
    "vsock": _("reach the host (vsock)"),
    "socket-pair": _("make a pair of sockets"),
    "read-file": _("read another file"),
    "list-folder": _("list another folder"),
    "list-home": _("list the home folder"),
    "write-file": _("write another file"),
    "make-file": _("make a file"),
    "delete-file": _("delete another file"),
    "change-mode": _("change a file's mode"),
    "start-program": _("start a program"),
    "become-program": _("become a program"),
    "signal-process": _("signal another process"),
    "trace-process": _("trace another process"),
    "process-memory": _("read another process's memory"),
    "process-environment": _("read another process's environment"),
    "process-command-line": _("read another process's arguments"),
    "file-in-memory": _("make a file in memory"),
    "namespace": _("mount (in a namespace of its own)"),
    "io-uring": _("pass the filter by (io_uring)"),
    "interfaces": _("list network interfaces"),
    "capabilities": _("use a capability"),
    "core-dump": _("leave a core dump"),
}
_FAST_X86 = ("AVX2 = 1", "FMA = 1")


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help=_("Print one JSON object."))] = False,
    prove: Annotated[
        bool, typer.Option("--prove", help=_("Run a request, then try to break out of the engine in every way."))
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
        if settings.engine is not None:
            # There are no weights to look at; of what a process of others does with a text nothing can be proved.
            report["server"] = describe_server(settings)
        else:
            weights = resolve(settings.model)
            report["model"] = _describe_model(weights)
            with WorkerEngine(on_note=console.note) as engine:
                engine.load(weights.path, model_key(weights), _options(weights, settings), cache_dir() / "prompts")
                report["engine"] = engine.info()
                warnings += _warn_of_slow_build(report["engine"]["system"])
                if prove:
                    report["proof"] = _prove(engine)
    except SakuraError as error:
        told = _("{message}; {hint}").format(message=error.message, hint=error.hint)
        warnings.append(told if error.hint else error.message)
    report["warnings"] = warnings
    if as_json:
        console.write_json(report)
    else:
        for line in _lines(report):
            console.write_result(line)
    is_leaking = any(not refusal for refusal in report.get("proof", {}).get("refused", {}).values())
    return 1 if is_leaking or (prove and "proof" not in report) else 0


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
        "kept_worker": _describe_kept(),
    }


def _describe_kept() -> dict[str, Any] | None:
    """Return what the kept worker says of itself, or why it cannot be asked; None where there is none."""
    try:
        found = ask_status()
    except SakuraError as error:
        return {"error": error.message}
    return None if found is None else {name: value for name, value in found.items() if name != "event"}


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


def _prove(engine: WorkerEngine) -> dict[str, Any]:
    """Generate something, then let the same process try to break out."""
    prompt = Prompt((Message("user", (MessagePart("「はい」と答えてください。", is_static=True),)),))
    for _event in engine.generate([GenerationRequest(prompt, 8, language="ja")]):
        pass
    return {"refused": engine.prove()}


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
    lines += [_line(*row) for row in tell_server(report["server"])] if "server" in report else []
    if engine := report.get("engine"):
        layers = engine["layers"] if engine["gpu_layers"] < 0 else engine["gpu_layers"]
        library = engine["library"]
        build = f" {library['build']}" if library["build"] else ""
        lines += [_line("llama.cpp", f"{library['name']}{build}: {library['reason']}")]
        held = [_LAYERS.get(name, name) for name, how in engine["sandbox"].items() if how]
        missing = [_LAYERS.get(name, name) for name, how in engine["sandbox"].items() if not how]
        lines += [_line(_("engine"), engine["system"].strip(" |")), _line(_("network guard"), engine["network_guard"])]
        lines.append(_line(_("sandbox"), ", ".join(held)))
        if missing:
            lines.append(_line("  " + _("not here"), ", ".join(missing)))
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
        _line(_("kept engine"), _tell_kept(report["kept_worker"])),
    ]
    for name, refusal in report.get("proof", {}).get("refused", {}).items():
        outcome = _("refused: {reason}").format(reason=refusal) if refusal else _("NOT REFUSED")
        lines.append(f"{pad(_ATTEMPTS.get(name, name), _ATTEMPT_COLUMNS)} {outcome}")
    return lines + [_("warning: {message}").format(message=warning) for warning in report["warnings"]]


def _tell_kept(kept: dict[str, Any] | None) -> str:
    if kept is None:
        return _("none; --keep-alive keeps one")
    if "error" in kept:
        return str(kept["error"])
    text = _("process {process}, {size}, network guard: {guard}; sakura worker stop ends it")
    return text.format(process=kept["process"], size=format_size(kept["memory_bytes"]), guard=kept["network_guard"])


def _line(label: str, value: str) -> str:
    return f"{pad(label, _LABEL_COLUMNS)} {value}"
