"""Count what summaries keep: `python -m benchmarks.notes notes|minutes -m MODEL [--first N] [--last N] [-v]`.

A fact of a note is kept where the summary has one of its spellings. A duty of minutes is right where one line names
who, what and by when; a pair is wrong where a line gives the task of one person to another, and unreported where the
document has no finding. Left out: how it reads.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from unicodedata import normalize

from sakura_cli.api.sakura import Sakura

FOLDER = Path(__file__).parent


def count_facts(case: Mapping[str, Any], text: str) -> Counter[str]:
    """Count the facts of a note, and those that its summary has; every fact that is lost is named."""
    said = simplify(text)
    lost = [spellings[0] for spellings in case["facts"] if not _has(said, spellings)]
    counts = Counter(facts=len(case["facts"]), kept=len(case["facts"]) - len(lost))
    return counts + Counter(f"  lost {each}" for each in lost)


def count_duties(case: Mapping[str, Any], text: str, findings: int) -> Counter[str]:
    """Count duties, decisions and the next meeting of minutes, and what their summary has of each."""
    lines = [simplify(line) for line in text.splitlines()]
    counts: Counter[str] = Counter()
    for duty in case["duties"]:
        counts["duties"] += 1
        others = {each["person"] for each in case["duties"]} - {duty["person"]}
        telling = [line for line in lines if _has(line, duty["task"])]
        own = [line for line in telling if duty["person"] in line]
        is_right = any(not duty["date"] or _has(line, duty["date"]) for line in own)
        counts["right" if is_right else f"  lost {duty['person']}: {duty['task'][0]}"] += 1
        if not own and any(other in line for line in telling for other in others):
            counts["wrong pairs" if findings else "wrong pairs, unreported"] += 1
    for name in ("decisions", "next"):
        wanted = case[name] if name == "decisions" else [case[name]] if case[name] else []
        counts[name] += len(wanted)
        counts[f"{name} told"] += sum(any(_has(line, spellings) for line in lines) for spellings in wanted)
    return counts


def simplify(text: str) -> str:
    """Return a text without width, blanks and the points of its numbers."""
    return "".join(normalize("NFKC", text).split()).replace(",", "")


def _has(text: str, spellings: Sequence[str]) -> bool:
    return any(simplify(each) in text for each in spellings)


def main() -> int:
    """Run the cases and print the counts."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.notes", description=__doc__)
    parser.add_argument("data", choices=("notes", "minutes"))
    parser.add_argument("-m", "--model", required=True)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--last", type=int, default=99)
    parser.add_argument("-v", "--verbose", action="store_true")
    arguments = parser.parse_args()
    lines = (FOLDER / f"{arguments.data}.jsonl").read_text(encoding="utf-8").splitlines()
    totals: Counter[str] = Counter()
    with Sakura(arguments.model) as sakura:
        for case in [*map(json.loads, lines)][arguments.first - 1 : arguments.last]:
            if arguments.data == "notes":
                result = sakura.summarize(case["text"])
                counts = count_facts(case, result.text)
            else:
                result = sakura.summarize(case["text"], style="minutes")
                counts = count_duties(case, result.text, len(result.findings))
            totals += Counter({name: count for name, count in counts.items() if not name.startswith(" ")})
            if arguments.verbose:
                print(f"== {case['id']}", *(name for name in counts if name.startswith(" ")), sep="\n")
                print(result.text, *(f"[{each.kind}]" for each in result.findings), sep="\n", flush=True)
    print(", ".join(f"{name} {count}" for name, count in totals.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
