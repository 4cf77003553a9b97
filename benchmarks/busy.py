"""Decoding beside another process that spins: `python -m benchmarks.busy [MODEL] [--rounds N] [--tokens N]`.

    busy: chosen / best fixed    tokens a second with the number of threads that sakura chooses as it runs, over the
                                 best of all fixed numbers (`--threads`), while another process spins (>= .8)
    idle: chosen / best fixed    the same while nothing else runs (>= .97)
    after: chosen / best fixed   the same of the first tokens after the spinning process has ended

Each round runs every number once, in turn, with the spinning process, after it and without, and the ratios are those of
one round. Wants a machine that does nothing else: `noise` is the largest over the smallest idle speed of one number.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from sakura_cli.inference.client import WorkerEngine
from sakura_cli.inference.hardware import usable_cores
from sakura_cli.inference.options import EngineOptions
from sakura_cli.inference.requests import GenerationRequest, Message, MessagePart, Prompt
from sakura_cli.models.reference import resolve

_PROMPT = "一から順に漢数字で数え続けてください。"
CHOSEN = 0
STATES = ("busy", "after", "idle")


@contextlib.contextmanager
def spinning(is_wanted: bool) -> Iterator[None]:
    """Let another process use one core as hard as it can."""
    if not is_wanted:
        yield
        return
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as process:
        try:
            yield
        finally:
            process.kill()


def measure(engine: WorkerEngine, tokens: int) -> float:
    """Return the tokens a second of one answer, its prompt not counted."""
    prompt = Prompt((Message("user", (MessagePart(_PROMPT, is_static=True),)),))
    before = engine.info()["timings"]
    for _ in engine.generate([GenerationRequest(prompt, tokens, temperature=1.0, seed=time.time_ns() % 1000)]):
        pass
    after = engine.info()["timings"]
    written = after["decode_tokens"] - before["decode_tokens"]
    seconds = after["decode_seconds"] - before["decode_seconds"]
    return float(written / seconds)


def run(path: Path, rounds: int, tokens: int) -> dict[str, object]:
    """Run the rounds; return the ratios."""
    numbers = [CHOSEN, *range(1, usable_cores() + 1)]
    engines = {number: WorkerEngine() for number in numbers}
    try:
        for number, engine in engines.items():
            engine.load(path, "busy", EngineOptions(threads=number or None), None)
            measure(engine, 4)
        speeds: dict[tuple[str, int], list[float]] = {}
        for turn in range(rounds):
            order = [*numbers[turn % len(numbers) :], *numbers[: turn % len(numbers)]]
            for state in STATES:
                for number in order:
                    with spinning(state == "busy"):
                        speeds.setdefault((state, number), []).append(measure(engines[number], tokens))
    finally:
        for engine in engines.values():
            engine.close()
    return {
        **{f"{state}: chosen / best fixed": _compare(speeds, state, numbers[1:], rounds) for state in STATES},
        "noise": round(max(speeds["idle", numbers[-1]]) / min(speeds["idle", numbers[-1]]), 2),
        "tokens a second": {
            f"{state}, {number or 'chosen'}": round(statistics.median(each), 1)
            for (state, number), each in speeds.items()
        },
    }


def _compare(speeds: dict[tuple[str, int], list[float]], state: str, fixed: list[int], rounds: int) -> str:
    best = max(fixed, key=lambda number: statistics.median(speeds[state, number]))
    ratios = sorted(speeds[state, CHOSEN][turn] / speeds[state, best][turn] for turn in range(rounds))
    return f"{statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f}), {best} threads"


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", nargs="?", help="name or path; else the default model")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tokens", type=int, default=64)
    arguments = parser.parse_args()
    print(json.dumps(run(resolve(arguments.model).path, arguments.rounds, arguments.tokens), indent=1))


if __name__ == "__main__":
    main()
