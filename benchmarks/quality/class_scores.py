"""Scoring lists of names by classes that a schema makes up: a pair of class and name is right where the gold has it.

The gold of a text is a list of names by class, or annotated mentions (name, type), as for entities.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benchmarks.quality.case_log import CaseLog
from sakura_cli.documents.document import Document
from sakura_cli.inference.client import Engine
from sakura_cli.options.extraction import ExtractionOptions
from sakura_cli.tasks.extraction.extract import extract
from sakura_cli.tasks.extraction.fields import Shape, read_schema
from sakura_cli.tasks.framework.result import TaskResult
from sakura_cli.tasks.framework.steps import run_steps

SCHEMA = "schema"
Case = Mapping[str, Any]
Pair = tuple[str, str]


def make_shape(cases: Sequence[Case]) -> Shape:
    """Return the shape whose classes are those of the gold, with their keys only."""
    names = dict.fromkeys(name for case in cases for name, _ in _wanted(case))
    return read_schema({"type": "object", "properties": {name: {"type": "array"} for name in names}})


def score_classes(engine: Engine, log: CaseLog, cases: Sequence[Case], shape: Shape) -> None:
    """Find the names of the classes of a shape in texts side by side."""
    todo = [case for case in cases if not log.has(SCHEMA, case["id"])]
    log.start_clock()
    tasks = (
        extract(
            Document(case["id"], case["text"], "utf-8", "\n", False),
            shape,
            ExtractionOptions(),
            engine.count_text_tokens,
        )
        for case in todo
    )
    for index, outcome in run_steps(engine, tasks):
        case = todo[index]
        data = outcome.payload.data if isinstance(outcome, TaskResult) else {}
        found = [(name, value) for name, values in data.items() for value in values or () if isinstance(value, str)]
        wanted = list(_wanted(case))
        right = Counter(found) & Counter(wanted)
        figures: dict[str, float] = {
            "right": right.total(),
            "near": sum(_is_near(pair, wanted) for pair in (Counter(found) - right).elements()),
            "found": len(found),
            "wanted": len(wanted),
            "invented": sum(value not in case["text"] for _, value in found),
            "invalid": int(not isinstance(outcome, TaskResult)),
        }
        missed = [":".join(pair) for pair in (Counter(wanted) - right).elements()]
        log.add(
            SCHEMA, case["id"], figures, wrong=[":".join(p) for p in (Counter(found) - right).elements()], missed=missed
        )


def _wanted(case: Case) -> Iterator[Pair]:
    gold = case["entities"]
    if isinstance(gold, Mapping):
        yield from ((name, value) for name, values in gold.items() for value in values)
    else:
        yield from ((entity["type"], entity["name"]) for entity in gold)


def _is_near(pair: Pair, wanted: Sequence[Pair]) -> bool:
    name, value = pair
    return any(other == name and (value in gold or gold in value) for other, gold in wanted)
