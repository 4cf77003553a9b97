"""Extraction with a scripted engine, each result held to what is promised of all: what the tests of it share."""

from __future__ import annotations

import json
from typing import Any

from benchmarks.quality.extraction_validity import find_mismatch
from sakura_cli.documents.document import Document
from sakura_cli.options.extraction import ExtractionOptions
from sakura_cli.tasks.extraction.extract import extract
from sakura_cli.tasks.extraction.fields import Shape, parse_fields, to_schema
from sakura_cli.tasks.framework.result import TaskResult
from sakura_cli.tasks.framework.steps import complete
from tests.fakes.engine import Script, ScriptedEngine

TABLE = "# 貸出表\n\n| 備品 | 冊数 | 返却日 |\n|---|---|---|\n| 図鑑 | 2 | 令和7年4月1日 |\n| 地図 | 十二 | 未定 |\n"
# The schemas whose results are checked by hand: no validator is needed for so small a language.
Checked = dict[str, Any]


def run(
    text: str, shape: Shape, script: Script, options: ExtractionOptions | None = None
) -> tuple[TaskResult, ScriptedEngine]:
    engine = ScriptedEngine(script)
    document = Document("memo.txt", text, "utf-8", "\n", False)
    result = complete(engine, extract(document, shape, options or ExtractionOptions(), engine.count_text_tokens))
    check(result, text, shape)
    return result, engine


def check(result: TaskResult, text: str, shape: Shape) -> None:
    """Hold a result to what is promised of every one: it fits its schema, and each value stands in the source."""
    assert find_mismatch(result.payload.data, to_schema(shape)) is None
    spans = {span.path: span for span in result.payload.spans}
    assert len(spans) == len(result.payload.spans)
    for span in spans.values():
        assert span.raw == text[span.start : span.end] != ""
        assert span.alignment in ("EXACT", "NORMALIZED", "FUZZY")
    values = dict(leaves(result.payload.data))
    assert {path: value for path, value in values.items() if value is not None} == {
        path: span.value for path, span in spans.items() if span.value is not None
    }


def leaves(data: Any, path: str = "") -> list[tuple[str, Any]]:
    if isinstance(data, dict):
        return [leaf for name, member in data.items() for leaf in leaves(member, f"{path}.{name}" if path else name)]
    if isinstance(data, list):
        return [leaf for index, item in enumerate(data) for leaf in leaves(item, f"{path}[{index}]")]
    return [(path, data)]


def answer(value: Any) -> Script:
    return lambda request: json.dumps(value, ensure_ascii=False)


def shape(spec: str, *, is_many: bool = False) -> Shape:
    return Shape(parse_fields(spec), is_many)
