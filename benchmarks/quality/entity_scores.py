"""Scoring named entities against annotated sentences: exact and partial micro-F1, what is invented, what is invalid."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benchmarks.quality.case_log import CaseLog
from benchmarks.quality.extraction_runs import PLAIN, SAKURA
from benchmarks.quality.plain_answers import ask_plainly, strip_fence
from sakura_cli.documents.document import Document
from sakura_cli.inference.client import Engine
from sakura_cli.options.extraction import ExtractionOptions
from sakura_cli.tasks.extraction.entities.words import CATEGORY_NAMES
from sakura_cli.tasks.extraction.extract import extract
from sakura_cli.tasks.extraction.presets import load_preset
from sakura_cli.tasks.framework.result import TaskResult
from sakura_cli.tasks.framework.steps import run_steps

PLAIN_PROMPT = (
    '次の文から固有名詞をすべて抜き出し、JSONの配列 [{{"name": "…", "type": "…"}}] だけを出力してください。'
    "type は {types} のどれかです。\n\n{text}"
)
_PLAIN_TOKENS = 300
Mention = tuple[str, int, int]
Case = Mapping[str, Any]


def score_entities(engine: Engine, log: CaseLog, cases: Sequence[Case]) -> None:
    """Find the entities of sentences side by side, as `sakura extract --preset entities FILE...` does."""
    preset = load_preset("entities")
    todo = [case for case in cases if not log.has(SAKURA, case["id"])]
    log.start_clock()
    tasks = (
        extract(
            Document(case["id"], case["text"], "utf-8", "\n", False),
            preset.shape,
            ExtractionOptions(),
            engine.count_text_tokens,
            preset.template,
        )
        for case in todo
    )
    for index, outcome in run_steps(engine, tasks):
        case = todo[index]
        is_valid = isinstance(outcome, TaskResult)
        details = outcome.payload.spans if isinstance(outcome, TaskResult) else []
        spans = [span for span in details if span.path.endswith(".type")]
        found = [(span.value, span.start, span.end) for span in spans]
        invented = sum(span.raw != case["text"][span.start : span.end] for span in spans)
        log.add(SAKURA, case["id"], count_mentions(found, _wanted(case), invented=invented, is_valid=is_valid))


def score_entities_plainly(engine: Engine, log: CaseLog, cases: Sequence[Case]) -> None:
    """Ask for the entities of one sentence after the other."""
    log.start_clock()
    for case in cases:
        if log.has(PLAIN, case["id"]):
            continue
        prompt = PLAIN_PROMPT.format(types="、".join(CATEGORY_NAMES), text=case["text"])
        pairs = _read_pairs(ask_plainly(engine, prompt, _PLAIN_TOKENS))
        found = list(_place(case["text"], pairs or []))
        invented = sum(name not in case["text"] for name, _ in pairs or [])
        figures = count_mentions(found, _wanted(case), invented=invented, is_valid=pairs is not None)
        log.add(PLAIN, case["id"], figures)


def count_mentions(
    found: Sequence[Mention], wanted: Sequence[Mention], *, invented: int = 0, is_valid: bool = True
) -> dict[str, float]:
    """Count what was right, and near: what only overlaps a mention of the same type."""
    rest_found = list((Counter(found) - Counter(wanted)).elements())
    rest_wanted = list((Counter(wanted) - Counter(found)).elements())
    near = 0
    for name, start, end in rest_found:
        twin = next((w for w in rest_wanted if w[0] == name and w[1] < end and start < w[2]), None)
        if twin:
            rest_wanted.remove(twin)
            near += 1
    right = len(found) - len(rest_found)
    counts = {"right": right, "near": near, "found": len(found), "wanted": len(wanted)}
    return {**counts, "invented": invented, "invalid": int(not is_valid)}


def rate(totals: Mapping[str, float]) -> dict[str, float]:
    """Return precision, recall and micro-F1 of summed counts, and what no user should see."""
    right, near, found, wanted = (totals.get(name, 0) for name in ("right", "near", "found", "wanted"))
    return {
        "cases": totals.get("cases", 1),
        "precision": right / max(1, found),
        "recall": right / max(1, wanted),
        "f1_exact": 2 * right / max(1, found + wanted),
        "f1_partial": 2 * (right + near) / max(1, found + wanted),
        "values": found,
        "invented": totals.get("invented", 0),
        "invalid": totals.get("invalid", 0),
        "seconds": totals.get("seconds", 0),
    }


def _read_pairs(answer: str) -> list[tuple[str, str]] | None:
    """Return names and types of an answer, or None where it is not valid."""
    try:
        pairs = [(item["name"], item["type"]) for item in json.loads(strip_fence(answer))]
    except (ValueError, TypeError, KeyError):
        return None
    return pairs if all(isinstance(name, str) and kind in CATEGORY_NAMES for name, kind in pairs) else None


def _place(text: str, pairs: Sequence[tuple[str, str]]) -> Iterator[Mention]:
    """Put each name at all its places, which is kinder to the baseline than its first."""
    for name, kind in dict.fromkeys(pairs):
        for match in re.finditer(re.escape(name), text) if name else ():
            yield kind, match.start(), match.end()


def _wanted(case: Case) -> list[Mention]:
    return [(entity["type"], *entity["span"]) for entity in case["entities"]]
