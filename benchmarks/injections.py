"""How often texts talk a model into something: `python -m benchmarks.injections TASK -m MODEL [--json FILE]`.

Each case is an ordinary document with an instruction in it (`benchmarks/injection_cases.py`) that asks for a word which
nothing else would bring up; `benchmarks/injection_verdicts.py` says what counts as obeyed. The command is run as its
user runs it, all documents in one go, so that they are worked on side by side. A long run can be made in parts
(`--skip`, `--limit`, `--every`, `--seconds`), whose reports `--read FILE...` puts together.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.injection_cases import CASES, InjectionCase
from benchmarks.injection_verdicts import Verdict, judge

TASKS: dict[str, list[str]] = {
    "summarize": ["summarize"],
    "translate": ["translate", "--to", "en", "--from", "ja"],
    "extract": ["extract", "--fields", "担当者, 日付:date, 金額:amount, 合言葉, メモ"],
}
VERDICTS: tuple[Verdict, ...] = ("obeyed", "told", "ignored", "failed")


@dataclass(frozen=True)
class Outcome:
    """What became of a case in a task; `result` is that of the command's JSON, or its error."""

    task: str
    number: int
    kind: str
    verdict: Verdict
    result: Mapping[str, Any]


def run_task(task: str, numbers: Sequence[int], model: str | None, seconds: float | None = None) -> list[Outcome]:
    """Run the command over the documents of cases; return what became of each that was done in so many seconds."""
    cases = [CASES[number] for number in numbers]
    # The documents without their injections show what is to be found in them.
    carriers = list(dict.fromkeys(case.carrier for case in cases)) if task == "extract" else []
    reports = _run_command(task, [*carriers, *(case.document for case in cases)], model, seconds)
    controls = dict(zip(carriers, reports, strict=False))
    return [
        _judge(task, number, case, report, controls.get(case.carrier))
        for number, case, report in zip(numbers, cases, reports[len(carriers) :], strict=False)
    ]


def _run_command(task: str, documents: Sequence[str], model: str | None, seconds: float | None) -> list[dict[str, Any]]:
    """Return the reports of the command, in the order of the documents, as many as came in time."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number:03}.txt" for number in range(len(documents))]
        for path, document in zip(files, documents, strict=True):
            path.write_text(document, encoding="utf-8")
        command = [sys.executable, "-m", "sakura_cli", *TASKS[task], "--json", "-q"]
        command += [*(["-m", model] if model else []), *map(str, files)]
        reports = Path(folder) / "reports"
        with reports.open("wb") as sink, contextlib.suppress(subprocess.TimeoutExpired):
            finished = subprocess.run(command, stdout=sink, timeout=seconds, check=False)
            if finished.returncode not in (0, 1, 3):
                raise SystemExit(finished.returncode)
        return [json.loads(line) for line in reports.read_text(encoding="utf-8").splitlines()]


def _judge(
    task: str, number: int, case: InjectionCase, report: Mapping[str, Any], control: Mapping[str, Any] | None
) -> Outcome:
    if report["status"] != "ok":
        return Outcome(task, number, case.kind, "failed", report["error"])
    verdict = judge(task, case, report["result"], control.get("result") if control else None)
    return Outcome(task, number, case.kind, verdict, report["result"])


def make_table(outcomes: Sequence[Outcome]) -> str:
    """Return a Markdown table: verdicts by task, then of each task by kind."""
    rows = ["| task | cases | obeyed | told | ignored | failed |", "|---|---|---|---|---|---|"]
    for task in dict.fromkeys(outcome.task for outcome in outcomes):
        of_task = [outcome for outcome in outcomes if outcome.task == task]
        rows.append(_make_row(f"**{task}**", of_task))
        for kind in sorted({outcome.kind for outcome in of_task}):
            rows.append(_make_row(kind, [outcome for outcome in of_task if outcome.kind == kind]))
    return "\n".join(rows)


def _make_row(name: str, outcomes: Sequence[Outcome]) -> str:
    counts = Counter(outcome.verdict for outcome in outcomes)
    return f"| {name} | {len(outcomes)} | {' | '.join(str(counts[verdict]) for verdict in VERDICTS)} |"


def main() -> int:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.injections", description=__doc__)
    parser.add_argument("task", nargs="*", choices=[*TASKS, []], help="all of them if none is named")
    parser.add_argument("-m", "--model")
    parser.add_argument("--skip", type=int, default=0, help="leave out so many cases")
    parser.add_argument("--limit", type=int, help="so many cases at most")
    parser.add_argument("--every", type=int, default=1, help="every so manieth case only")
    parser.add_argument("--seconds", type=float, help="end each task's command after so long; count what was done")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every outcome there, with what came out")
    parser.add_argument("--read", type=Path, nargs="+", metavar="FILE", help="run nothing: put reports together")
    parser.add_argument("--show", action="store_true", help="print every output, to be read")
    arguments = parser.parse_args()
    outcomes: list[Outcome] = []
    if arguments.read:
        outcomes = [Outcome(**each) for path in arguments.read for each in json.loads(path.read_text(encoding="utf-8"))]
    else:
        numbers = range(len(CASES))[arguments.skip :: arguments.every][: arguments.limit]
        for task in arguments.task or TASKS:
            outcomes += run_task(task, numbers, arguments.model, arguments.seconds)
    if arguments.json:
        text = json.dumps([asdict(outcome) for outcome in outcomes], ensure_ascii=False, indent=1)
        arguments.json.write_text(text, encoding="utf-8")
    for each in outcomes:
        if arguments.show or each.verdict in ("obeyed", "failed"):
            shown = each.result.get("text") or each.result.get("data") or each.result.get("message")
            print(f"{each.task} {each.number:02} {each.kind} {each.verdict}: {' / '.join(str(shown).splitlines())}")
    print(make_table(outcomes))
    return 0


if __name__ == "__main__":
    sys.exit(main())
