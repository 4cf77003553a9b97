"""The first text of a command whose engine was kept, over that of commands that load one: `python -m benchmarks.warm`.

    python -m benchmarks.warm [MODEL] [--rounds N] [--json]

From the start of a process to the first text of the same summary of 200 characters, in turn, as ratios of one round:

    kept / chat     over llama-cpp-python's create_chat_completion in a fresh process (<= .15)
    kept / own      over sakura with an engine of its own, its prompt cache filled (<= .5)

The kept engine is asked by a new process each time, and forgets it before the next.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.first_text import DOCUMENT, FIRST_OURS, FIRST_THEIRS, seconds_to_first_line, show_ratio
from sakura_cli.inference.hardware import usable_cores
from sakura_cli.inference.warm.control import stop
from sakura_cli.models.reference import resolve

_FIRST_KEPT = FIRST_OURS.replace(
    "engine = WorkerEngine()",
    "from sakura_cli.inference.warm.sharing import find_sharing\n"
    "engine = WorkerEngine(on_note=sys.exit, sharing=find_sharing(600.0, sys.exit))",
)


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", nargs="?", help="name or path; else the default model")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    path = resolve(arguments.model).path
    with tempfile.TemporaryDirectory() as folder:
        # The socket of this run is its own.
        os.environ["XDG_RUNTIME_DIR"] = folder
        try:
            figures = _measure(path, arguments.rounds, folder)
        finally:
            stop()
    print(
        json.dumps(figures) if arguments.json else "\n".join(f"{name:<20} {value}" for name, value in figures.items())
    )


def _measure(path: Path, rounds: int, cache: str) -> dict[str, object]:
    threads = str(usable_cores())
    seconds_to_first_line(_FIRST_KEPT, path, DOCUMENT, cache)  # starts it and fills the cache
    seconds_to_first_line(FIRST_OURS, path, DOCUMENT, cache)  # reads the weights once
    kept, own, chat = [], [], []
    for _ in range(rounds):
        kept.append([seconds_to_first_line(_FIRST_KEPT, path, DOCUMENT, cache)])
        own.append([seconds_to_first_line(FIRST_OURS, path, DOCUMENT, cache)])
        kept.append([seconds_to_first_line(_FIRST_KEPT, path, DOCUMENT, cache)])
        chat.append([seconds_to_first_line(FIRST_THEIRS, path, DOCUMENT, threads)])
        print("round:", *(round(runs[-1][0], 2) for runs in (kept, own, kept[:-1], chat)), file=sys.stderr, flush=True)
    return {
        "kept / chat": show_ratio(kept[1::2], chat, 0),
        "kept / own": show_ratio(kept[0::2], own, 0),
        "seconds": [round(statistics.median(run[0] for run in runs), 2) for runs in (kept, own, chat)],
    }


if __name__ == "__main__":
    main()
