"""`python -m benchmarks.papers`: extraction from business papers, leaf by leaf, beside a plain prompt.

    python -m benchmarks.papers [--half dev|sealed] [--rules-only] [--plain-prompt] [--model NAME] [--log FILE]

`--rules-only` loads no model: whatever is asked is answered with null. `--plain-prompt` asks a model for JSON of the
same schema, without rules, grammar and grounding. `--show` prints every leaf that is not right; the sealed half is
for figures alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.papers.paper import FOLDER, HALVES, Paper, read_papers
from benchmarks.papers.runs import ask_for_data, find_data, run_papers
from benchmarks.papers.scoring import LeafScore, rate
from benchmarks.quality.case_log import CaseLog
from benchmarks.quality.extraction_runs import PLAIN, SAKURA
from sakura_cli.inference.client import WorkerEngine
from sakura_cli.inference.options import EngineOptions
from sakura_cli.models.reference import resolve
from sakura_cli.paths import cache_dir
from tests.fakes.engine import ScriptedEngine

RULES = "rules only"


def main(words: Sequence[str] | None = None) -> int:
    """Run what the command line asks for and print a line a system."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.papers", description=__doc__)
    parser.add_argument("names", nargs="*", help="papers to run; all where none is named")
    parser.add_argument("--half", choices=HALVES, default="dev")
    parser.add_argument("--folder", type=Path, help="papers of one's own instead")
    parser.add_argument("--rules-only", action="store_true")
    parser.add_argument("--plain-prompt", action="store_true")
    parser.add_argument("--model")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--log", type=Path, help="JSONL of the papers; those it has are counted, not run again")
    parser.add_argument("--show", action="store_true", help="print the leaves that are not right")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args(words)
    if arguments.show and arguments.folder is None and arguments.half == "sealed":
        parser.error("--show is for the dev half")
    papers = read_papers(arguments.folder or FOLDER / arguments.half, arguments.names)
    end = None if arguments.limit is None else arguments.skip + arguments.limit
    report = _run(papers[arguments.skip : end], arguments)
    if arguments.json:
        print(json.dumps(report, ensure_ascii=False))
        return 0
    for system, figures in report.items():
        print(system, " ".join(f"{name} {round(value, 3):g}" for name, value in figures.items()), sep="  ")
    return 0


def _run(papers: Sequence[Paper], arguments: argparse.Namespace) -> dict[str, dict[str, float]]:
    log = CaseLog(arguments.log)
    show = _show if arguments.show else lambda name, scores: None
    if arguments.rules_only:
        run_papers(RULES, find_data, ScriptedEngine(lambda request: "null"), log, papers, show)
    else:
        model = resolve(arguments.model)
        with WorkerEngine(deadline_seconds=1200.0) as engine:
            key = model.sha256 or str(model.path.resolve())
            engine.load(model.path, key, EngineOptions(threads=arguments.threads), cache_dir() / "prompts")
            engine.info()  # waits for the weights: reading them is no part of either system's time
            system, answer = (PLAIN, ask_for_data) if arguments.plain_prompt else (SAKURA, find_data)
            run_papers(system, answer, engine, log, papers, show)
    return {system: rate(totals) for system, totals in log.totals().items()}


def _show(name: str, scores: Sequence[LeafScore]) -> None:
    faults = [leaf for leaf in scores if leaf.verdict.is_fault]
    print(f"--- {name}: {len(faults)} of {len(scores)} leaves not right")
    for leaf in faults:
        print(f"  {leaf.verdict.value:8}{leaf.path}: {_write(leaf.found)}  (gold: {_write(leaf.wanted)})")
    sys.stdout.flush()


def _write(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main())
