"""Many small files in one command against one command per file: `python -m benchmarks.batch -m MODEL`.

The same files, options and weights, in turn. Loading the model is not counted. It is what a command takes that has next
to nothing to do (a prompt of two characters, one token) over one that refuses its empty input, and is taken off the
batch once and off the single commands once each: a little more than the loading, so the ratio comes out a little low.
Two more ratios say what a batch is worth with the loading counted, and with not even the start of programs counted. The
fastest of the rounds counts on each side: whatever else the machine does only adds. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

SAKURA = str(Path(sys.executable).with_name("sakura"))
_NOTE = (
    "{month}月{day}日、第{number}倉庫の棚卸しを終えた。在庫は{stock}個で、帳簿より{missing}個少なかった。"
    "差の理由は返品の記録漏れとみられる。{number}班の班長が今週中に調べ、次の会議で報告する。"
    "棚の並べ替えは来月に行い、作業は総務課の{people}名が担当する。通路の照明{lamps}か所は交換を終えた。\n"
)
_REFUSED = 65
_NOTHING = "description: Nothing to do.\nuser: '{{ document }}'\ncheck: false\nmax_tokens: 1\n"


def write_notes(folder: Path, files: int) -> list[Path]:
    """Write small documents that differ in their figures; return their paths."""
    paths = [folder / f"note-{number:03}.txt" for number in range(1, files + 1)]
    for number, path in enumerate(paths, start=1):
        figures = {"month": number % 12 + 1, "day": number % 28 + 1, "stock": 1200 + 7 * number, "missing": 3 + number}
        text = _NOTE.format(number=number, people=4 + number % 5, lamps=2 + number % 7, **figures)
        path.write_text(text, encoding="utf-8")
    return paths


def time_command(arguments: Sequence[str | Path], *, status: int = 0) -> float:
    """Return the seconds that a command takes. Raises RuntimeError when it ends with another status."""
    started = time.perf_counter()
    run = subprocess.run([SAKURA, *arguments], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    seconds = time.perf_counter() - started
    if run.returncode != status:
        raise RuntimeError(f"sakura {arguments[0]} ended with status {run.returncode}")
    return seconds


def measure(task: Sequence[str], model: str, files: int, rounds: int, folder: Path) -> dict[str, float]:
    """Return the seconds of the fastest round of each kind."""
    paths = write_notes(folder, files)
    (folder / "nothing.yaml").write_text(_NOTHING, encoding="utf-8")
    (folder / "dot.txt").write_text("。\n", encoding="utf-8")
    (folder / "empty.txt").touch()
    shared = ["-q", "-m", model]
    nothing: list[str | Path] = ["run", folder / "nothing.yaml", *shared]
    time_command([*task, *shared, paths[0]])  # the static prefix is in the cache from now on, for both sides
    fastest = dict.fromkeys(("start", "start_and_load", "batch", "singles"), float("inf"))
    for number in range(1, rounds + 1):
        taken = {
            "start": min(time_command([*nothing, folder / "empty.txt"], status=_REFUSED) for _ in range(3)),
            "start_and_load": min(time_command([*nothing, folder / "dot.txt"]) for _ in range(3)),
            "batch": time_command([*task, *shared, "--out-dir", folder / f"batch-{number}", *paths]),
            "singles": sum(
                time_command([*task, *shared, "--out-dir", folder / f"singles-{number}", path]) for path in paths
            ),
        }
        print(f"round {number}: {json.dumps({name: round(each, 2) for name, each in taken.items()})}", file=sys.stderr)
        fastest = {name: min(fastest[name], each) for name, each in taken.items()}
    return fastest


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-m", "--model", default="qwen2.5-coder-0.5b")
    parser.add_argument("--files", type=int, default=16)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument(
        "task", nargs="*", default=["summarize", "--style", "headline"], help="the task and its options"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        seconds = measure(options.task, options.model, options.files, options.rounds, Path(folder))
    load = seconds["start_and_load"] - seconds["start"]

    def ratio(overhead: float) -> float:
        """Return singles over batch, with so many seconds taken off each command."""
        return round((seconds["singles"] - options.files * overhead) / (seconds["batch"] - overhead), 2)

    report = {
        "files": options.files,
        "seconds": {name: round(value, 2) for name, value in seconds.items()},
        "ratio": ratio(load),
        "ratio_with_load": ratio(0),
        "ratio_without_start": ratio(seconds["start_and_load"]),
    }
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
