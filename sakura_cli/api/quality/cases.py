"""The cases of `sakura bench --quality`: what goes in, and what has to be in what comes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

# A fact by its wordings, any of which will do.
Wordings = tuple[str, ...]


@dataclass(frozen=True)
class QualityCase:
    """One piece of work: `asked` is what goes with a document, `expected` are its values.

    A question without `facts` has no answer in its document.
    """

    task: str
    text: str
    facts: tuple[Wordings, ...] = ()
    asked: str = ""
    language: str = "ja"
    points: int = 0
    reference: str = ""
    expected: Mapping[str, Any] = field(default_factory=dict)


@cache
def load_cases() -> Sequence[QualityCase]:
    """Return the cases that are shipped, by task."""
    import yaml

    file = resources.files("sakura_cli.api.quality") / "cases.yaml"
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    return tuple(case for task, items in data.items() for item in items for case in _read(task, item))


def _read(task: str, item: Mapping[str, Any]) -> Sequence[QualityCase]:
    facts = tuple(map(tuple, item.get("facts", ())))
    match task:
        case "ask":
            return [
                QualityCase(task, item["document"], (tuple(each["right"]),) if each["right"] else (), each["ask"])
                for each in item["questions"]
            ]
        case "reply":
            return [QualityCase(task, item["document"], facts, item["mail"])]
        case "extract":
            return [QualityCase(task, item["text"], asked=item["fields"], expected=item["expected"])]
        case "translate":
            return [QualityCase(task, item["text"], facts, language=item["to"], reference=item["reference"])]
        case _:
            return [
                QualityCase(task, item["text"], facts, language=item.get("lang", "ja"), points=item.get("points", 0))
            ]
