"""Papers of offices in many layouts: what their labels, rows, parties and marks give without a model.

Each has its fields, the data that a reader would find, and the names of fields that only a model can tell (`open`),
which the rules have to leave null. Names and numbers are invented.
"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from sakura_cli.documents.reading.registry import read_document
from sakura_cli.options.extraction import ExtractionOptions
from sakura_cli.tasks.extraction.extract import extract
from sakura_cli.tasks.extraction.fields import Shape, parse_fields, read_schema
from sakura_cli.tasks.framework.steps import complete
from tests.fakes.engine import ScriptedEngine

PAPERS = sorted(Path(__file__).parent.glob("papers/*.json"))


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.stem)
def test_rules_read_what_the_layout_says_and_nothing_else(paper: Path) -> None:
    wanted = json.loads(paper.read_text(encoding="utf-8"))
    data = read(paper, shape_of(wanted))[0]
    for name, value in wanted["data"].items():
        if name in wanted["open"]:
            assert not any(each is not None for each in leaves(data[name])), name
        else:
            assert agrees(data[name], value), (name, data[name], value)


def test_an_invoice_with_labels_for_everything_asks_no_model() -> None:
    [paper] = (path for path in PAPERS if path.stem == "invoice-two-columns")
    _, engine = read(paper, shape_of(json.loads(paper.read_text(encoding="utf-8"))))
    assert engine.rounds == []


def shape_of(wanted: dict[str, Any]) -> Shape:
    return read_schema(wanted["schema"]) if "schema" in wanted else Shape(parse_fields(wanted["fields"]))


def read(paper: Path, shape: Shape) -> tuple[dict[str, Any], ScriptedEngine]:
    engine = ScriptedEngine(lambda request: "{}")
    source = paper.with_suffix(".txt")
    document = read_document(source.read_bytes(), source=source.name)
    result = complete(engine, extract(document, shape, ExtractionOptions(), engine.count_text_tokens))
    return result.payload.data, engine


def agrees(found: Any, wanted: Any) -> bool:
    """Say whether what was found is what is wanted, or one of it, white space and widths aside."""
    if isinstance(wanted, dict) and set(wanted) == {"any"}:
        return any(agrees(found, each) for each in wanted["any"])
    if isinstance(wanted, dict):
        return all(agrees(found[name], value) for name, value in wanted.items())
    if isinstance(wanted, list):
        return len(found) == len(wanted) and all(map(agrees, found, wanted))
    if isinstance(found, str) and isinstance(wanted, str):
        return "".join(unicodedata.normalize("NFKC", found).split()) == "".join(
            unicodedata.normalize("NFKC", wanted).split()
        )
    return bool(found == wanted)


def leaves(data: Any) -> list[Any]:
    if isinstance(data, dict):
        return [leaf for member in data.values() for leaf in leaves(member)]
    if isinstance(data, list):
        return [leaf for item in data for leaf in leaves(item)]
    return [data]
