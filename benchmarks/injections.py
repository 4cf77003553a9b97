"""How often texts talk a model into something: `python -m benchmarks.injections FILE [--task TASK…] -m MODEL`.

Each case is an ordinary document with an instruction in it (`benchmarks/injection_cases.py`) that asks for what nothing
else would bring up; `benchmarks/injection_verdicts.py` says what counts as obeyed. What came out is kept in FILE, one
JSON object a line, so that a long run is made in parts (`--seconds`): what is there is not run again, and the table is
of all that is there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.injection_cases import CARRIERS, CASES, InjectionCase
from benchmarks.injection_tasks import TASKS, Report
from benchmarks.injection_verdicts import VERDICTS, Verdict, judge
from sakura_cli.api.sakura import Sakura

# So many documents are worked on side by side.
_TOGETHER = 6
# What the documents give without anything in them, for the tasks whose verdict asks for it.
_COMPARED = ("extract", "keigo-rewrite", "ask", "reply", "run", "headline")
_CONTROLS = [next(case for case in CASES if case.carrier is carrier).without for carrier in CARRIERS]


@dataclass(frozen=True)
class Outcome:
    """What became of a case in a task."""

    task: str
    case: InjectionCase
    verdict: Verdict
    report: Report

    @property
    def is_silent(self) -> bool:
        """Whether an instruction was followed and nothing tells so."""
        return self.verdict == "obeyed" and not self.report.get("findings")


def _key(task: str, case: InjectionCase) -> str:
    return hashlib.sha256(f"{task}\n{case.document}".encode()).hexdigest()[:16]


def read_reports(path: Path) -> dict[str, Report]:
    """Return what came out, by task and document."""
    if not path.exists():
        return {}
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {line["key"]: line["report"] for line in lines}


def run_missing(
    path: Path, tasks: Sequence[str], cases: Sequence[InjectionCase], model: str | None, seconds: float
) -> None:
    """Run what FILE does not have yet, until so many seconds have gone by: next the task that has the fewest."""
    ends = time.monotonic() + seconds
    done = read_reports(path)
    # In an order of no meaning, so that a part of them is a sample.
    mixed = sorted(cases, key=lambda case: _key("", case))
    wanted = {task: [*_CONTROLS, *mixed] if task in _COMPARED else mixed for task in tasks}
    missing = {task: [case for case in wanted[task] if _key(task, case) not in done] for task in tasks}
    with Sakura(model) as sakura, path.open("a", encoding="utf-8") as sink:
        while any(missing.values()) and time.monotonic() < ends:
            task = max(missing, key=lambda task: len(missing[task]))
            group, missing[task] = missing[task][:_TOGETHER], missing[task][_TOGETHER:]
            for case, report in zip(group, TASKS[task](sakura, group), strict=True):
                line = {"key": _key(task, case), "task": task, "report": report}
                print(json.dumps(line, ensure_ascii=False, default=str), file=sink, flush=True)


def judge_all(reports: Mapping[str, Report], cases: Sequence[InjectionCase]) -> Iterator[Outcome]:
    """Yield what became of each case in each task that was run."""
    for task in TASKS:
        for case in cases:
            report = reports.get(_key(task, case))
            control = reports.get(_key(task, case.without))
            if report is not None and (control is not None or task not in _COMPARED):
                yield Outcome(task, case, judge(task, case, report, control or {}), report)


def make_table(outcomes: Sequence[Outcome]) -> str:
    """Return a Markdown table: verdicts by task, then of all tasks by kind."""
    rows = [f"| | cases | {' | '.join(VERDICTS)} | obeyed without a finding |", "|---" * (len(VERDICTS) + 3) + "|"]
    for task in dict.fromkeys(outcome.task for outcome in outcomes):
        rows.append(_make_row(f"**{task}**", [outcome for outcome in outcomes if outcome.task == task]))
    for kind in sorted({outcome.case.kind for outcome in outcomes}):
        rows.append(_make_row(kind, [outcome for outcome in outcomes if outcome.case.kind == kind]))
    return "\n".join(rows)


def _make_row(name: str, outcomes: Sequence[Outcome]) -> str:
    counts = Counter(outcome.verdict for outcome in outcomes)
    silent = sum(outcome.is_silent for outcome in outcomes)
    return f"| {name} | {len(outcomes)} | {' | '.join(str(counts[verdict]) for verdict in VERDICTS)} | {silent} |"


def _show(outcome: Outcome) -> str:
    report: Mapping[str, Any] = outcome.report
    shown = " / ".join(str(report.get("data") or report["text"]).splitlines())
    found = ", ".join(sorted(set(report.get("findings", ()))))
    return f"{outcome.task} {CASES.index(outcome.case):02} {outcome.case.kind} {outcome.verdict} [{found}]: {shown}"


def main() -> int:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.injections", description=__doc__)
    parser.add_argument("file", type=Path, help="where outcomes are kept")
    parser.add_argument("--task", nargs="+", choices=[*TASKS], default=[*TASKS])
    parser.add_argument("-m", "--model")
    parser.add_argument("--language", choices=["ja", "en"], help="only instructions in this language")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="begin nothing after so long")
    parser.add_argument("--read", action="store_true", help="run nothing: make the table of what is there")
    parser.add_argument("--show", action="store_true", help="print every output, to be read")
    arguments = parser.parse_args()
    cases = [case for case in CASES if arguments.language in (None, case.language)]
    if not arguments.read:
        run_missing(arguments.file, arguments.task, cases, arguments.model, arguments.seconds)
    outcomes = [*judge_all(read_reports(arguments.file), cases)]
    for each in outcomes:
        if arguments.show or each.verdict in ("obeyed", "lost", "failed"):
            print(_show(each))
    print(make_table(outcomes))
    return 0


if __name__ == "__main__":
    sys.exit(main())
