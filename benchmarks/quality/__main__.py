"""`python -m benchmarks.quality summarize|translate|extract DATA`: score a task on data, beside the baselines.

DATA is a JSONL file (id, text, reference; for translations id, ja, en) or a folder of text files; `glossary` has its
own. Nothing is written but the report on stdout.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.quality.bootstrap import compare
from benchmarks.quality.cases import Case, read_cases
from benchmarks.quality.extractions import add_extract_parser, report_extractions
from benchmarks.quality.glossaries import add_glossary_parser, report_glossaries
from benchmarks.quality.rouge import find_tokenizer
from benchmarks.quality.summaries import (
    Answer,
    average,
    score,
    take_first,
    take_last,
    write_with_few_shots,
    write_with_plain_prompt,
    write_with_sakura,
)
from benchmarks.quality.translations import add_translate_parser, report_translations
from sakura_cli.inference.client import WorkerEngine
from sakura_cli.inference.options import EngineOptions
from sakura_cli.models.reference import resolve
from sakura_cli.options.summary import SummaryOptions
from sakura_cli.paths import cache_dir

# Without references the sentence baselines are as long as an ordinary summary.
_BASELINE_CHARACTERS = 120


def main() -> int:
    """Run the benchmark the command line asks for and print its table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    tasks = parser.add_subparsers(dest="task", required=True)
    summaries = tasks.add_parser("summarize", help="length, ROUGE, unsupported numbers, foreign script, reversals")
    summaries.add_argument("data", type=Path)
    summaries.add_argument("--limit", type=int)
    summaries.add_argument("--model")
    summaries.add_argument("--threads", type=int)
    summaries.add_argument("--style", default="paragraph", choices=("bullets", "paragraph", "headline", "minutes"))
    summaries.add_argument("--max-chars", type=int)
    summaries.add_argument("--no-plain-prompt", action="store_true", help="leave out the baselines that need the model")
    summaries.add_argument("--show", action="store_true", help="print every answer, to be read")
    summaries.add_argument("--json", action="store_true")
    add_translate_parser(tasks)
    add_glossary_parser(tasks)
    add_extract_parser(tasks)
    arguments = parser.parse_args()
    if arguments.task == "translate":
        return report_translations(arguments)
    if arguments.task == "glossary":
        return report_glossaries(arguments)
    if arguments.task == "extract":
        return report_extractions(arguments)
    return _score_summaries(arguments)


def _score_summaries(arguments: argparse.Namespace) -> int:
    cases = read_cases(arguments.data, arguments.limit)
    options = SummaryOptions(style=arguments.style, max_chars=arguments.max_chars)
    model = resolve(arguments.model)
    lengths = [len(case.reference) for case in cases if case.reference]
    baseline_characters = round(sum(lengths) / len(lengths)) if lengths else _BASELINE_CHARACTERS
    with WorkerEngine(deadline_seconds=1200.0) as engine:
        key = model.sha256 or str(model.path.resolve())
        engine.load(model.path, key, EngineOptions(threads=arguments.threads), cache_dir() / "prompts")
        systems: dict[str, Callable[[Case], Answer]] = {
            "sakura": lambda case: write_with_sakura(engine, case, options),
            "plain prompt": lambda case: write_with_plain_prompt(engine, case, options),
            "few shots": lambda case: write_with_few_shots(engine, case, options),
            "first sentences": lambda case: take_first(case, baseline_characters),
            "last sentences": lambda case: take_last(case, baseline_characters),
        }
        if arguments.no_plain_prompt:
            del systems["plain prompt"], systems["few shots"]
        scores = {name: [_run(name, case, write, arguments) for case in cases] for name, write in systems.items()}
    report = {name: average(each) for name, each in scores.items()}
    head = {"model": model.name, "cases": len(cases), "style": arguments.style, "tokenizer": find_tokenizer()[0]}
    if arguments.json:
        print(json.dumps(head | {"systems": report}, ensure_ascii=False))
    else:
        print(" · ".join(f"{name}: {value}" for name, value in head.items()))
        _print_table(report)
        _print_differences(scores)
    return 0


def _print_differences(scores: Mapping[str, Sequence[Mapping[str, float]]]) -> None:
    """Print what sakura is above each other system, with its interval, for every figure that both have of all cases."""
    ours = scores["sakura"]
    for name, theirs in scores.items():
        for figure in ours[0] if ours and name != "sakura" else ():
            pairs = [(own[figure], other[figure]) for own, other in zip(ours, theirs, strict=True) if figure in other]
            if len(pairs) == len(ours) and figure != "seconds":
                print(f"sakura's {figure}, less that of {name}: {compare(*zip(*pairs, strict=True))}")


def _run(name: str, case: Case, write: Callable[[Case], Answer], arguments: argparse.Namespace) -> dict[str, float]:
    answer = write(case)
    if arguments.show:
        print(
            f"--- {case.name} · {name} · {len(answer.text)} characters · {answer.seconds:.1f} s", answer.text, sep="\n"
        )
        sys.stdout.flush()
    return score(case, answer, SummaryOptions(max_chars=arguments.max_chars))


def _print_table(report: dict[str, dict[str, float]]) -> None:
    names = list(dict.fromkeys(name for scores in report.values() for name in scores))
    width = max(map(len, names))
    print(" " * width, *(f"{system:>16}" for system in report))
    for name in names:
        cells = (f"{scores[name]:16.3f}" if name in scores else " " * 16 for scores in report.values())
        print(f"{name:<{width}}", *cells)


if __name__ == "__main__":
    sys.exit(main())
