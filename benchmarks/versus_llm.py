"""The whole command beside `llm` with the plugin llm-gguf: same weights, same memo, same machine, in turn.

Prints, for each, the median wall time, the largest process's peak memory, and the characters of the last output that
everyday Japanese does not use; then the ratio of the times. Left out: the quality of the summaries.

Prepare llm once, in an environment of its own, with the weights that `sakura models path MODEL` names:

    pip install llm llm-gguf && llm gguf register-model PATH --alias q15

    python benchmarks/versus_llm.py examples/memo.txt --llm PATH/TO/llm --llm-model q15
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from sakura_cli.characters.script import find_foreign, repertoire

_REQUEST = "次の議事メモを、日本語の箇条書き5点以内で要約してください。"


@dataclass
class Runs:
    """What the runs of one command took and what the last one wrote."""

    seconds: list[float] = field(default_factory=list)
    peak_bytes: int = 0
    output: str = ""


def main() -> int:
    """Run both commands in turn and print how they compare."""
    options = _read_options()
    memo = options.memo.read_bytes()
    commands = {
        "sakura": [options.sakura, "summarize", "-q", "-m", options.model],
        # Streamed, because llm-gguf opens a debugger with --no-stream; -n keeps the text out of llm's log.
        "llm": [options.llm, "prompt", "-n", "-m", options.llm_model, _REQUEST],
    }
    runs = {name: Runs() for name in commands}
    for number in range(options.times):
        for name, command in commands.items():
            _run(command, memo, runs[name])
            print(f"run {number + 1} {name}: {runs[name].seconds[-1]:.1f} s", file=sys.stderr)
    for name, each in runs.items():
        print(
            f"{name:7} median {statistics.median(each.seconds):6.1f} s   "
            f"(from {min(each.seconds):.1f} to {max(each.seconds):.1f})   "
            f"peak {each.peak_bytes / 1e6:5.0f} MB   {len(each.output)} characters, "
            f"not Japanese: {_find_foreign(each.output, memo.decode('utf-8')) or 'none'}"
        )
    ratio = statistics.median(runs["sakura"].seconds) / statistics.median(runs["llm"].seconds)
    print(f"sakura takes {ratio:.2f} of the time of llm (medians of {options.times}, the first runs included)")
    if options.show:
        for name, each in runs.items():
            print(f"\n--- {name}\n{each.output}")
    return 0


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("memo", type=Path, help="a text of about a page, in UTF-8")
    parser.add_argument("--times", type=int, default=5, metavar="N")
    parser.add_argument("--sakura", default=str(Path(sys.executable).with_name("sakura")))
    parser.add_argument("--model", default="qwen2.5-coder-1.5b", help="the weights, as sakura names them")
    parser.add_argument("--llm", default=shutil.which("llm"), help="the llm command (default: the one on PATH)")
    parser.add_argument("--llm-model", required=True, help="the same weights, as llm names them")
    parser.add_argument("--show", action="store_true", help="print the last outputs")
    options = parser.parse_args()
    if not options.llm:
        parser.error("there is no llm on PATH: give it with --llm")
    return options


def _run(command: list[str], memo: bytes, runs: Runs) -> None:
    """Run one command on the memo. Raises RuntimeError when it fails."""
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as sink, tempfile.TemporaryFile() as log:
        source.write(memo)
        source.seek(0)
        started = time.perf_counter()
        process = subprocess.Popen(command, stdin=source, stdout=sink, stderr=log)
        # wait4 also tells the peak memory, of the process or of the largest it has waited for: the worker.
        _, status, usage = os.wait4(process.pid, 0)
        runs.seconds.append(time.perf_counter() - started)
        process.returncode = os.waitstatus_to_exitcode(status)
        sink.seek(0)
        log.seek(0)
        if process.returncode:
            raise RuntimeError(f"{command[0]} ended with {process.returncode}: {log.read().decode()[-500:]}")
        runs.output = sink.read().decode("utf-8")
        runs.peak_bytes = max(runs.peak_bytes, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))


def _find_foreign(text: str, source: str) -> str:
    allowed = repertoire("ja", source)
    return "" if allowed is None else "".join(text[start:end] for start, end in find_foreign(text, allowed))


if __name__ == "__main__":
    sys.exit(main())
