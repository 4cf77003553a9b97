"""Two or more llama.cpp libraries on the same weights: prefill and decode, run in turn, as ratios to the first.

    python -m benchmarks.libraries FOLDER FOLDER … [--model MODEL] [--rounds N] [--json]

FOLDER is what LLAMA_CPP_LIB_PATH would name. A compiled library lies in `site-packages/llama_cpp/lib`; for the prebuilt
one `python -m tests.inference.libraries FOLDER` makes a folder. Every figure is the better of both weight layouts, each
measured by a worker of its own; every round begins with another library. Speeds in tokens a second mean something only
beside one another, and on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
from pathlib import Path

from sakura_cli.inference.client import WorkerEngine
from sakura_cli.inference.library import find_library
from sakura_cli.inference.options import EngineOptions
from sakura_cli.models.reference import resolve

FIGURES = ("prefill", "decode")
Speeds = dict[str, float]


def measure_library(folder: Path, weights: Path) -> Speeds:
    """Return the speeds of a library in tokens a second, of the better layout each."""
    os.environ["LLAMA_CPP_LIB_PATH"] = str(folder)
    best = dict.fromkeys(FIGURES, 0.0)
    for use_repacking in (False, True):
        find_library.cache_clear()
        if use_repacking and not find_library().can_repack:
            continue
        with WorkerEngine() as engine:
            speed, _ = engine.measure(weights, EngineOptions(use_repacking=use_repacking), (1,))
        for figure, value in (("prefill", speed.prefill), ("decode", speed.decode[1])):
            best[figure] = max(best[figure], value)
    return best


def measure_in_turn(folders: list[Path], weights: Path, rounds: int) -> list[list[Speeds]]:
    """Return a list a round, of the speeds of every library in the order of `folders`."""
    measured = []
    for number in range(rounds):
        first = number % len(folders)
        speeds = {folder: measure_library(folder, weights) for folder in folders[first:] + folders[:first]}
        measured.append([speeds[folder] for folder in folders])
        print(f"round {number + 1}: {json.dumps(measured[-1])}", file=sys.stderr)
    return measured


def compare(measured: list[list[Speeds]]) -> list[dict[str, dict[str, float]]]:
    """Return, for every library but the first, the median, least and largest ratio of each figure to the first's."""
    compared = []
    for place in range(1, len(measured[0])):
        ratios = {figure: [speeds[place][figure] / speeds[0][figure] for speeds in measured] for figure in FIGURES}
        compared.append(
            {
                figure: {"median": statistics.median(values), "least": min(values), "largest": max(values)}
                for figure, values in ratios.items()
            }
        )
    return compared


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--model", default="qwen2.5-coder-1.5b")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if len(options.folders) < 2:
        parser.error("nothing to compare: name two folders")
    folders = [folder.resolve() for folder in options.folders]
    compared = compare(measure_in_turn(folders, resolve(options.model).path, options.rounds))
    if options.json:
        print(json.dumps(dict(zip(map(str, folders[1:]), compared, strict=True))))
        return
    print(f"{options.model}, {options.rounds} rounds, over {folders[0]}")
    for folder, figures in zip(folders[1:], compared, strict=True):
        for figure, ratio in figures.items():
            print(f"{figure:8} {ratio['median']:.2f} ({ratio['least']:.2f} to {ratio['largest']:.2f})  {folder}")


if __name__ == "__main__":
    main()
