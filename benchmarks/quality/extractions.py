"""Scoring extraction: entities against annotated sentences, records against CSV, beside the plain prompt.

DATA is a JSONL file (id, text, entities: name, span, type) or a folder of Markdown pages, each with a CSV of its name
as gold. The plain prompt asks for the same JSON without examples, grammar or grounding, one text after the other.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sakura_cli.inference.client import Engine, WorkerEngine
from sakura_cli.inference.prompt import EngineOptions, Finished, GenerationRequest, Message, Prompt, Segment
from sakura_cli.models.reference import resolve
from sakura_cli.paths import cache_dir
from sakura_cli.tasks.extract import ExtractOptions, extract
from sakura_cli.tasks.extraction.entity_words import CATEGORIES
from sakura_cli.tasks.extraction.fields import Field, Shape
from sakura_cli.tasks.extraction.presets import load_preset
from sakura_cli.tasks.result import TaskResult
from sakura_cli.tasks.steps import run_steps
from sakura_cli.text.document import Document, decode_document

PLAIN_PROMPT = (
    '次の文から固有名詞をすべて抜き出し、JSONの配列 [{{"name": "…", "type": "…"}}] だけを出力してください。'
    "type は {types} のどれかです。\n\n{text}"
)
_PLAIN_TOKENS = 300
_FENCE = re.compile(r"^```(?:json)?\s*|\s*```$")
Mention = tuple[str, int, int]


@dataclass
class Tally:
    """What was right, wrong, missed; `near` counts mentions that only overlap one of the same type."""

    right: int = 0
    near: int = 0
    found: int = 0
    wanted: int = 0
    invented: int = 0
    invalid: int = 0
    seconds: float = 0.0
    examples: list[str] = field(default_factory=list)

    def add(self, found: Sequence[Mention], wanted: Sequence[Mention]) -> None:
        """Count one text."""
        shared = sum((Counter(found) & Counter(wanted)).values())
        rest_found = list((Counter(found) - Counter(wanted)).elements())
        rest_wanted = list((Counter(wanted) - Counter(found)).elements())
        for name, start, end in rest_found:
            twin = next((w for w in rest_wanted if w[0] == name and w[1] < end and start < w[2]), None)
            if twin:
                rest_wanted.remove(twin)
                self.near += 1
        self.right += shared
        self.found += len(found)
        self.wanted += len(wanted)

    def figures(self) -> dict[str, float]:
        """Return precision, recall and micro-F1, and what no user should see."""
        return {
            "precision": self.right / max(1, self.found),
            "recall": self.right / max(1, self.wanted),
            "f1_exact": 2 * self.right / max(1, self.found + self.wanted),
            "f1_partial": 2 * (self.right + self.near) / max(1, self.found + self.wanted),
            "values": self.found,
            "invented": self.invented,
            "invalid": self.invalid,
            "seconds": self.seconds,
        }


def add_extract_parser(tasks: Any) -> None:
    """Add the subcommand."""
    parser = tasks.add_parser("extract", help="micro-F1 exact and partial, invented values, invalid outputs")
    parser.add_argument("data", type=Path)
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--model")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--no-plain-prompt", action="store_true")
    parser.add_argument("--json", action="store_true")


def report_extractions(arguments: argparse.Namespace) -> int:
    """Score the data and print the report."""
    if arguments.data.is_dir():
        report = {file.name: _score_page(file, gold).figures() for file, gold in _pages(arguments.data)}
    else:
        report = _score_entities(arguments)
    if arguments.json:
        print(json.dumps(report, ensure_ascii=False))
        return 0
    for system, figures in report.items():
        print(system, " ".join(f"{name} {value:.3f}" for name, value in figures.items()), sep="  ")
    return 0


def _score_entities(arguments: argparse.Namespace) -> dict[str, dict[str, float]]:
    lines = arguments.data.read_text(encoding="utf-8").splitlines()
    end = None if arguments.limit is None else arguments.skip + arguments.limit
    cases = [json.loads(line) for line in lines if line.strip()][arguments.skip : end]
    model = resolve(arguments.model)
    with WorkerEngine(deadline_seconds=1200.0) as engine:
        key = model.sha256 or str(model.path.resolve())
        engine.load(model.path, key, EngineOptions(threads=arguments.threads), cache_dir() / "prompts")
        report = {"sakura": _run_sakura(engine, cases).figures()}
        if not arguments.no_plain_prompt:
            report["plain prompt"] = _run_plain(engine, cases).figures()
    return report


def _run_sakura(engine: Engine, cases: Sequence[dict[str, Any]]) -> Tally:
    preset = load_preset("entities")
    tally = Tally()
    started = time.perf_counter()
    tasks = [
        extract(_document(case["text"]), preset.shape, ExtractOptions(), engine.count_text_tokens, preset.template)
        for case in cases
    ]
    for index, outcome in run_steps(engine, tasks):
        case = cases[index]
        if not isinstance(outcome, TaskResult):
            tally.invalid += 1
            continue
        spans = [span for span in outcome.details["spans"] if span["path"].endswith(".type")]
        tally.invented += sum(span["raw"] != case["text"][span["start"] : span["end"]] for span in spans)
        tally.add([(span["value"], span["start"], span["end"]) for span in spans], _wanted(case))
    tally.seconds = time.perf_counter() - started
    return tally


def _run_plain(engine: Engine, cases: Sequence[dict[str, Any]]) -> Tally:
    tally = Tally()
    started = time.perf_counter()
    for case in cases:
        prompt = PLAIN_PROMPT.format(types="、".join(CATEGORIES), text=case["text"])
        request = GenerationRequest(Prompt((Message("user", (Segment(prompt),)),)), _PLAIN_TOKENS)
        [answer] = [event.completion.text for event in engine.generate([request]) if isinstance(event, Finished)]
        pairs = _read_pairs(answer)
        if pairs is None:
            tally.invalid += 1
            tally.add([], _wanted(case))
            continue
        tally.invented += sum(name not in case["text"] for name, _ in pairs)
        tally.add(list(_place(case["text"], pairs)), _wanted(case))
    tally.seconds = time.perf_counter() - started
    return tally


def _read_pairs(answer: str) -> list[tuple[str, str]] | None:
    """Return names and types of an answer, or None where it is not valid."""
    try:
        items = json.loads(_FENCE.sub("", answer.strip()))
        pairs = [(item["name"], item["type"]) for item in items]
    except (ValueError, TypeError, KeyError):
        return None
    return pairs if all(isinstance(name, str) and kind in CATEGORIES for name, kind in pairs) else None


def _place(text: str, pairs: Sequence[tuple[str, str]]) -> Iterator[Mention]:
    """Put each name at all its places, which is kinder to the baseline than its first."""
    for name, kind in dict.fromkeys(pairs):
        for match in re.finditer(re.escape(name), text) if name else ():
            yield kind, match.start(), match.end()


def _wanted(case: dict[str, Any]) -> list[Mention]:
    return [(entity["type"], *entity["span"]) for entity in case["entities"]]


def _pages(folder: Path) -> Iterator[tuple[Path, Path]]:
    for file in sorted(folder.glob("*.md")):
        if (gold := file.with_suffix(".csv")).is_file():
            yield file, gold


def _score_page(file: Path, gold: Path) -> Tally:
    """Compare the cells of the records of a page with its CSV; rules read such pages, so no model is loaded."""
    rows = list(csv.DictReader(gold.read_text(encoding="utf-8-sig").splitlines()))
    shape = Shape(tuple(Field(name) for name in rows[0]), is_many=True)
    document = decode_document(file.read_bytes(), source=file.name)
    tally = Tally()
    started = time.perf_counter()
    try:
        next(steps := extract(document, shape, ExtractOptions(normalizes=False), lambda texts: [len(t) for t in texts]))
        steps.close()
        data: list[dict[str, Any]] = []  # a model would be needed
    except StopIteration as stop:
        data = stop.value.details["data"]
    tally.seconds = time.perf_counter() - started
    found = [(f"{name}={value}", 0, 1) for record in data for name, value in record.items() if value]
    tally.add(found, [(f"{name}={value}", 0, 1) for row in rows for name, value in row.items() if value])
    tally.invented = sum(mention[0].split("=", 1)[1] not in document.text for mention in found)
    return tally


def _document(text: str) -> Document:
    return Document("sentence", text, "utf-8", "\n", False)
