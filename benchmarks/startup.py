"""How long the command takes to say something, as ratios of one run: `python -m benchmarks.startup`.

`sakura --help` against `python -c "import typer"` (at most 2), and the names of the models at the tab key, in seconds
(at most 0.3). The programs take turns, and the fastest run of each counts: whatever else the machine does only adds.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

SAKURA = str(Path(sys.executable).with_name("sakura"))
PROGRAMS = {
    "python": [sys.executable, "-c", "pass"],
    "typer": [sys.executable, "-c", "import typer"],
    "help": [SAKURA, "--help"],
    "version": [SAKURA, "--version"],
    "task-help": [SAKURA, "summarize", "--help"],
    "model-names": [SAKURA, "__complete", "models"],
}


def measure(rounds: int) -> dict[str, float]:
    """Return the seconds of the fastest run of each program."""
    fastest = dict.fromkeys(PROGRAMS, float("inf"))
    for _ in range(rounds):
        for name, command in PROGRAMS.items():
            started = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
            fastest[name] = min(fastest[name], time.perf_counter() - started)
    return fastest


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=10)
    seconds = measure(parser.parse_args().rounds)
    report = {
        "seconds": {name: round(value, 3) for name, value in seconds.items()},
        "help_over_typer": round(seconds["help"] / seconds["typer"], 2),
        "model_names_seconds": round(seconds["model-names"], 3),
    }
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
