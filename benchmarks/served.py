"""Every task through a real llama-server on this machine beside the built-in engine, the same weights and inputs.

    python -m benchmarks.served [MODEL] [--inputs N] [--task NAME]...

Needs `pip install xllamacpp`. Counted are results that are none (invalid), values and quotations that do not stand in
the source (ungrounded), and texts with characters of another language (foreign): each must be 0 with either engine.
`same` is how many results are word for word those of the built-in engine. Seconds are of this run and this machine.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sakura_cli import Sakura
from sakura_cli.characters.script import find_foreign, repertoire
from sakura_cli.errors import SakuraError
from sakura_cli.inference.hardware import usable_cores
from sakura_cli.models.reference import resolve

_INPUTS = Path(__file__).with_name("served_inputs.txt")
_FIELDS = "日付:date, 金額:amount, 担当者"
_SERVER = """
import sys, time
import xllamacpp
params = xllamacpp.CommonParams()
params.model.path, params.hostname, params.port = sys.argv[1], "127.0.0.1", int(sys.argv[2])
params.n_ctx, params.n_parallel = 8192, 4
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = int(sys.argv[3])
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
sys.stdin.read()
"""


def summarize(sakura: Sakura, text: str) -> str:
    """Return a headline."""
    return sakura.summarize(text, style="headline").text


def translate(sakura: Sakura, text: str) -> str:
    """Return a translation into English."""
    return sakura.translate(text, "en").text


def extract(sakura: Sakura, text: str) -> str:
    """Return what is extracted, as JSON; raises ValueError for a value that does not stand in the text."""
    found = sakura.extract(text, _FIELDS)
    for span in found.spans:
        if text[span.start : span.end] != span.raw:
            raise ValueError("a value without its place")
    return json.dumps(found.data, ensure_ascii=False, sort_keys=True, default=str)


def rewrite(sakura: Sakura, text: str) -> str:
    """Return a text in keigo."""
    return sakura.rewrite_keigo(text).text


def ask(sakura: Sakura, text: str) -> str:
    """Return an answer about a text; raises ValueError for one that does not stand in it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "memo.txt"
        path.write_text(text, encoding="utf-8")
        found = sakura.ask("担当者は誰ですか", path)
    for citation in found.citations:
        if citation.quote not in text:
            raise ValueError("a quotation that is none")
    return found.answer or ""


TASKS: dict[str, tuple[Callable[[Sakura, str], str], str]] = {
    "summarize": (summarize, "ja"),
    "translate": (translate, "en"),
    "extract": (extract, ""),
    "keigo-rewrite": (rewrite, "ja"),
    "ask": (ask, "ja"),
}


def measure(sakura: Sakura, task: str, texts: list[str]) -> dict[str, Any]:
    """Run a task on every text; return the counts and the results."""
    run, language = TASKS[task]
    counts = {"invalid": 0, "ungrounded": 0, "foreign": 0}
    results: list[str] = []
    started = time.perf_counter()
    for text in texts:
        try:
            result = run(sakura, text)
        except SakuraError as error:
            print(f"{task}: {error.kind}: {error.message}", file=sys.stderr)
            counts["invalid"] += 1
            result = ""
        except ValueError:
            counts["ungrounded"] += 1
            result = ""
        allowed = repertoire(language, text) if language else None
        counts["foreign"] += bool(allowed is not None and find_foreign(result, allowed))
        results.append(result)
    return {**counts, "seconds": round(time.perf_counter() - started, 1), "results": results}


@contextlib.contextmanager
def serve(model: Path) -> Iterator[str]:
    """Run a llama-server with weights; yield its URL."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", _SERVER, str(model), str(port), str(usable_cores())]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            if process.stdout is None or not process.stdout.readline():
                raise RuntimeError("the server did not start")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


def main() -> None:
    """Run the benchmark and print a line of JSON for every task."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", nargs="?", help="name or path; else the default model")
    parser.add_argument("--inputs", type=int, default=20)
    parser.add_argument("--task", action="append", choices=[*TASKS], help="else all of them")
    arguments = parser.parse_args()
    texts = _INPUTS.read_text(encoding="utf-8").splitlines()[: arguments.inputs]
    path = resolve(arguments.model).path
    os.environ.pop("SAKURA_ENGINE", None)
    with serve(path) as url, Sakura(path) as own, Sakura(engine=url) as served:
        for task in arguments.task or TASKS:
            rows = {name: measure(sakura, task, texts) for name, sakura in (("built-in", own), ("server", served))}
            same = sum(
                a == b for a, b in zip(rows["built-in"].pop("results"), rows["server"].pop("results"), strict=True)
            )
            print(json.dumps({"task": task, "inputs": len(texts), **rows, "same": same}), flush=True)


if __name__ == "__main__":
    main()
