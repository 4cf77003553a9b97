"""Scoring extraction: entities against annotated sentences, records against CSV, and promises held in many runs.

DATA is a JSONL file (id, text, entities: name, span, type) or a folder of Markdown pages, each with a CSV of its name
as gold; with --runs any folder of texts. The plain prompt asks for the same JSON without examples, grammar or
grounding, one text after the other.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.quality.case_log import CaseLog
from benchmarks.quality.class_scores import make_shape, score_classes
from benchmarks.quality.entity_scores import count_mentions, rate, score_entities, score_entities_plainly
from benchmarks.quality.extraction_runs import run_jobs, run_jobs_plainly
from sakura_cli.documents.reading.decoding import decode_document
from sakura_cli.inference.client import WorkerEngine
from sakura_cli.inference.options import EngineOptions
from sakura_cli.models.reference import resolve
from sakura_cli.options.extraction import ExtractionOptions
from sakura_cli.paths import cache_dir
from sakura_cli.tasks.extraction.extract import extract
from sakura_cli.tasks.extraction.fields import Field, Shape, parse_schema


def add_extract_parser(tasks: Any) -> None:
    """Add the subcommand."""
    parser = tasks.add_parser("extract", help="micro-F1 exact and partial, invented values, invalid outputs")
    parser.add_argument("data", type=Path)
    parser.add_argument(
        "--schema", help="classes of names to find: a schema of lists of strings, or `keys` for those of the gold"
    )
    parser.add_argument("--runs", type=int, metavar="N", help="N extractions of drawn fields, schemas and presets")
    parser.add_argument("--seed", type=int, default=0, help="draws the runs")
    parser.add_argument("--max-characters", type=int, default=300, help="of the passages of the runs")
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--log", type=Path, help="JSONL of the cases; those it has are counted, not run again")
    parser.add_argument("--model")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--no-sakura", action="store_true")
    parser.add_argument("--no-plain-prompt", action="store_true")
    parser.add_argument("--json", action="store_true")


def report_extractions(arguments: argparse.Namespace) -> int:
    """Score the data and print the report."""
    if arguments.data.is_dir() and arguments.runs is None:
        report = {file.name: _score_page(file, gold) for file, gold in _pages(arguments.data)}
    else:
        report = _score_with_model(arguments)
    if arguments.json:
        print(json.dumps(report, ensure_ascii=False))
        return 0
    for system, figures in report.items():
        print(system, " ".join(f"{name} {value:.3f}" for name, value in figures.items()), sep="  ")
    return 0


def _score_with_model(arguments: argparse.Namespace) -> dict[str, dict[str, float]]:
    log = CaseLog(arguments.log)
    model = resolve(arguments.model)
    with WorkerEngine(deadline_seconds=1200.0) as engine:
        key = model.sha256 or str(model.path.resolve())
        engine.load(model.path, key, EngineOptions(threads=arguments.threads), cache_dir() / "prompts")
        engine.info()  # waits for the weights: reading them is no part of either system's time
        if arguments.runs is None:
            lines = arguments.data.read_text(encoding="utf-8").splitlines()
            cases = _slice([json.loads(line) for line in lines if line.strip()], arguments)
            if arguments.schema:
                is_file = arguments.schema != "keys"
                shape = parse_schema(Path(arguments.schema).read_text("utf-8")) if is_file else make_shape(cases)
                score_classes(engine, log, cases, shape)
                return {system: rate(totals) for system, totals in log.totals().items()}
            if not arguments.no_sakura:
                score_entities(engine, log, cases)
            if not arguments.no_plain_prompt:
                score_entities_plainly(engine, log, cases)
            return {system: rate(totals) for system, totals in log.totals().items()}
        numbers = _slice(range(arguments.runs), arguments)
        drawn = {"seed": arguments.seed, "size": arguments.max_characters}
        if not arguments.no_sakura:
            run_jobs(engine, log, arguments.data, numbers, **drawn)
        if not arguments.no_plain_prompt:
            run_jobs_plainly(engine, log, arguments.data, numbers, **drawn)
    return log.totals()


def _slice(items: Any, arguments: argparse.Namespace) -> Any:
    end = None if arguments.limit is None else arguments.skip + arguments.limit
    return items[arguments.skip : end]


def _pages(folder: Path) -> Iterator[tuple[Path, Path]]:
    for file in sorted(folder.glob("*.md")):
        if (gold := file.with_suffix(".csv")).is_file():
            yield file, gold


def _score_page(file: Path, gold: Path) -> dict[str, float]:
    """Compare the cells of the records of a page with its CSV; rules read such pages, so no model is loaded."""
    rows = list(csv.DictReader(gold.read_text(encoding="utf-8-sig").splitlines()))
    shape = Shape(tuple(Field(name) for name in rows[0]), is_many=True)
    document = decode_document(file.read_bytes(), source=file.name)
    started = time.perf_counter()
    try:
        next(
            steps := extract(document, shape, ExtractionOptions(normalize=False), lambda texts: [len(t) for t in texts])
        )
        steps.close()
        data: list[dict[str, Any]] = []  # a model would be needed
    except StopIteration as stop:
        data = stop.value.payload.data
    seconds = time.perf_counter() - started
    found = [(f"{name}={value}", 0, 1) for record in data for name, value in record.items() if value]
    wanted = [(f"{name}={value}", 0, 1) for row in rows for name, value in row.items() if value]
    invented = sum(mention[0].split("=", 1)[1] not in document.text for mention in found)
    return rate({**count_mentions(found, wanted, invented=invented), "seconds": seconds})
