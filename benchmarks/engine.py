"""The engine against a bare llama.cpp loop and against llama-cpp-python's own chat API, on the same weights.

    python -m benchmarks.engine [MODEL] [--pairs N] [--json]

Figures are ratios of runs made in turn; nothing else means much on a shared machine:

    prefill, decode    sakura's worker over a bare loop of the low-level bindings with the same settings (>= 0.97)
    prefill            sakura's worker over that loop with the settings of llama-bench: repacked, 512 at once (>= 1.2)
    first text         sakura over create_chat_completion in fresh processes, prefix in sakura's cache (<= 0.35)
    batch              16 requests side by side over one after the other, model load not counted (>= 1.4)
    memory             peak of the worker, against the size of the weights

With `llama-bench` on PATH its prefill and decode at their defaults are shown too.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.engine_loops import READ_TOKENS, WRITE_TOKENS
from benchmarks.first_text import DOCUMENT, FIRST_OURS, FIRST_THEIRS, seconds_to_first_line, show_ratio
from sakura_cli.models.reference import resolve

_BATCH = """
import json, sys, time
from pathlib import Path
from sakura_cli.inference.client import WorkerEngine
from sakura_cli.inference.options import EngineOptions
from sakura_cli.inference.requests import GenerationRequest, Finished
from sakura_cli.tasks.framework.prompts import load_prompt
engine = WorkerEngine()
engine.load(Path(sys.argv[1]), "benchmark", EngineOptions(), Path(sys.argv[3]))
template = load_prompt("summarize-bullets")
def request(number):
    document = f"{number}号機の点検を{number}日に行い、部品{number + 3}個を交換した。費用は{number + 20}万円である。"
    values = {name: "" for name in template.variables} | {"document": document}
    return GenerationRequest(template.render(values), 24, language="ja", is_single_line=True)
requests = [request(number) for number in range(1, 17)]
list(engine.generate([request(40)]))  # loads the weights and the prefix
started = time.perf_counter()
written = 0
for part in ([requests] if sys.argv[2] == "together" else [[one] for one in requests]):
    for event in engine.generate(part):
        written += event.completion.completion_tokens if isinstance(event, Finished) else 0
print(json.dumps([time.perf_counter() - started, written, engine.info()["peak_bytes"]]))
engine.close()
"""


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("model", nargs="?", help="name or path; else the default model")
    parser.add_argument("--pairs", type=int, default=3, help="runs of each kind, in turn")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    path = resolve(arguments.model).path
    with tempfile.TemporaryDirectory() as cache:
        figures = _measure(path, arguments.pairs, cache)
    if arguments.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:<40} {value}")


def _measure(path: Path, pairs: int, cache: str) -> dict[str, Any]:
    from sakura_cli.inference.hardware import usable_cores

    threads = usable_cores()
    rounds = _run_loops(path, 2 * pairs)
    _run(FIRST_OURS, path, DOCUMENT, cache, parse=False)  # fills the cache
    first, theirs = _in_turn(
        pairs,
        lambda: [seconds_to_first_line(FIRST_OURS, path, DOCUMENT, cache)],
        lambda: [seconds_to_first_line(FIRST_THEIRS, path, DOCUMENT, str(threads))],
    )
    together, apart = _in_turn(
        pairs, lambda: _run(_BATCH, path, "together", cache), lambda: _run(_BATCH, path, "apart", cache)
    )
    weights = path.stat().st_size
    figures: dict[str, Any] = {
        "prefill: sakura / bare loop": _ratio_of_loops(rounds, "sakura", "bare", 0),
        "decode: sakura / bare loop": _ratio_of_loops(rounds, "sakura", "bare", 1),
        "prefill: sakura / llama-bench defaults": _ratio_of_loops(rounds, "sakura", "defaults", 0),
        "prefill tokens/s": round(statistics.median(each["sakura"][0] for each in rounds), 1),
        "decode tokens/s": round(statistics.median(each["sakura"][1] for each in rounds), 1),
        "first text: sakura / llama-cpp-python": show_ratio(first, theirs, 0),
        "first text seconds": [round(statistics.median(run[0] for run in runs), 2) for runs in (first, theirs)],
        "batch of 16: apart / together": show_ratio(apart, together, 0),
        "batch tokens written": [together[0][1], apart[0][1]],
        "peak memory / weights": round(max(run[2] for run in together) / weights, 2),
        "peak memory - weights (MB)": round((max(run[2] for run in together) - weights) / 1e6),
    }
    if shutil.which("llama-bench"):
        command = ["llama-bench", "-m", str(path), "-p", str(READ_TOKENS), "-n", str(WRITE_TOKENS), "-o", "json"]
        rows = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        figures["llama-bench tokens/s"] = [round(row["avg_ts"], 1) for row in rows]
    return figures


def _run_loops(path: Path, rounds: int) -> list[dict[str, list[float]]]:
    command = [sys.executable, "-m", "benchmarks.engine_loops", str(path), str(rounds)]
    output = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    return [json.loads(line) for line in output.splitlines()]


def _ratio_of_loops(rounds: list[dict[str, list[float]]], one: str, other: str, index: int) -> str:
    return show_ratio([each[one] for each in rounds], [each[other] for each in rounds], index)


def _in_turn(
    pairs: int, first: Callable[[], list[float]], second: Callable[[], list[float]]
) -> tuple[list[list[float]], list[list[float]]]:
    runs = [(first(), second()) for _ in range(pairs)]
    return [one for one, _ in runs], [other for _, other in runs]


def _run(script: str, path: Path, *arguments: str, parse: bool = True) -> list[float]:
    command = [sys.executable, "-c", script, str(path), *arguments]
    output = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    return [float(value) for value in json.loads(output)] if parse else []


if __name__ == "__main__":
    main()
