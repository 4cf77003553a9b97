"""What a record costs on a cluster of Ray over what it costs here, with one engine: `python -m benchmarks.on_ray`.

    python -m benchmarks.on_ray [--records N] [--rounds N]

Needs `pip install 'sakura-cli[ray]'`. Rules alone check each record, which takes milliseconds: with a model, a record
takes seconds, and what Ray adds to it stays the same. Counted is the time from the first results to the last, not the
start of the cluster and of its engine. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable, Iterator

from sakura_cli.batch.records import Record
from sakura_cli.batch.running import run_local, run_on_ray

os.environ["RAY_USAGE_STATS_ENABLED"] = "0"

_TASK, _KEYWORDS = "keigo-check", {"column": "text", "options": {}, "engine": {}}
_TEXT = (
    "{number}番の件、社長がおっしゃられたとおりです。資料をご覧になられましたか。"
    "明日までに{number}部お送りいたしますので、よろしくお願い申し上げます。"
)


def make_records(count: int) -> list[Record]:
    """Return records with a key and a short text each."""
    return [{"id": number, "text": _TEXT.format(number=number)} for number in range(count)]


def time_run(run: Callable[[list[Record]], Iterator[list[Record]]], count: int) -> float:
    """Return the seconds that a record takes after the first results."""
    parts = run(make_records(count))
    found = first = len(next(parts))
    started = time.perf_counter()
    found += sum(len(part) for part in parts)
    seconds = time.perf_counter() - started
    if found != count:
        raise RuntimeError(f"{found} records of {count}")
    return seconds / (count - first)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()

    def here(records: list[Record]) -> Iterator[list[Record]]:
        return run_local(records, _TASK, _KEYWORDS)

    def there(records: list[Record]) -> Iterator[list[Record]]:
        return run_on_ray(records, _TASK, _KEYWORDS, address=None, actors=1)

    import ray

    ray.init(num_cpus=1, log_to_driver=False)
    seconds: dict[str, list[float]] = {"here": [], "on Ray": []}
    for _ in range(arguments.rounds):
        for name, run in (("here", here), ("on Ray", there)):
            seconds[name].append(time_run(run, arguments.records))
    ratios = sorted(on_ray / own for own, on_ray in zip(seconds["here"], seconds["on Ray"], strict=True))
    milliseconds = {name: round(1000 * statistics.median(each), 2) for name, each in seconds.items()}
    added = round(milliseconds["on Ray"] - milliseconds["here"], 2)
    print(json.dumps({"ratio": [round(each, 2) for each in ratios], "ms": milliseconds, "added_ms": added}))


if __name__ == "__main__":
    main()
