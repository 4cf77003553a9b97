"""The problems of a check as other programs read them: SARIF 2.1.0, GitHub's annotations, Checkstyle's XML.

Lines and columns count from 1, columns in UTF-16 units for SARIF, in characters for the others. Left out: JSON, which
`--json` writes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

import sakura_cli
from sakura_cli.keigo import RuleDescription, Severity, describe_rules
from sakura_cli.tasks.keigo.result import KeigoProblem

_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_RULES = "docs/keigo-rules.md"
_LEVELS = {"error": "error", "shifting": "warning", "style": "note"}
_ANNOTATIONS = {"error": "error", "shifting": "warning", "style": "notice"}
_SEVERITIES = {"error": "error", "shifting": "warning", "style": "info"}
# What ends a property or a message of an annotation (GitHub's workflow commands).
_ESCAPES = {"%": "%25", "\r": "%0D", "\n": "%0A"}


@dataclass(frozen=True)
class CheckedText:
    """A text that was checked: its name, what it says and what is wrong with it."""

    name: str
    text: str
    problems: Sequence[KeigoProblem]


def write_github(texts: Sequence[CheckedText]) -> str:
    """Return an annotation a line, for a workflow's log."""
    return "".join(
        f"::{_ANNOTATIONS[each.severity.value]} file={_escape(text.name, is_property=True)},line={each.line},"
        f"col={each.column},title={each.rule}::{_escape(_say(each))}\n"
        for text in texts
        for each in text.problems
    )


def write_checkstyle(texts: Sequence[CheckedText]) -> str:
    """Return the XML of Checkstyle."""
    return "\n".join(
        ['<?xml version="1.0" encoding="UTF-8"?>', '<checkstyle version="4.3">', *_files(texts), "</checkstyle>", ""]
    )


def write_sarif(texts: Sequence[CheckedText]) -> str:
    """Return a SARIF log with one run."""
    severities = {each.rule: each.severity for text in texts for each in text.problems}
    descriptions = describe_rules() if severities else {}
    rules = [_describe(name, descriptions[name], severity) for name, severity in severities.items()]
    driver = {"name": "sakura", "version": sakura_cli.__version__, "rules": rules}
    names = list(severities)
    results = [_result(text, each, names.index(each.rule)) for text in texts for each in text.problems]
    run = {"tool": {"driver": driver}, "columnKind": "utf16CodeUnits", "results": results}
    return json.dumps({"$schema": _SARIF, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[CheckedText]], str]] = {
    "github": write_github,
    "checkstyle": write_checkstyle,
    "sarif": write_sarif,
}


def _files(texts: Sequence[CheckedText]) -> Iterator[str]:
    for text in texts:
        yield f"  <file name={quoteattr(text.name)}>"
        for each in text.problems:
            yield (
                f'    <error line="{each.line}" column="{each.column}" severity="{_SEVERITIES[each.severity.value]}"'
                f" message={quoteattr(_say(each))} source={quoteattr(f'sakura.{each.rule}')}/>"
            )
        yield "  </file>"


def _describe(name: str, rule: RuleDescription, severity: Severity) -> dict[str, Any]:
    """Return a rule with the texts that code scanning asks for."""
    return {
        "id": name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": f"{rule.summary} ({rule.source})"},
        "help": {"text": f"{rule.summary}\n{rule.source}\n{_RULES}#{name}"},
        "defaultConfiguration": {"level": _LEVELS[severity.value]},
    }


def _result(text: CheckedText, problem: KeigoProblem, rule: int) -> dict[str, Any]:
    region = _region(text.text, problem)
    uri = quote(PurePath(text.name).as_posix())
    place = {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}
    result: dict[str, Any] = {
        "ruleId": problem.rule,
        "ruleIndex": rule,
        "level": _LEVELS[problem.severity.value],
        "message": {"text": _say(problem)},
        "locations": [place],
        "partialFingerprints": {"keigo/v1": _fingerprint(text.text, problem)},
    }
    if problem.suggestion:
        change = {"deletedRegion": region, "insertedContent": {"text": problem.suggestion}}
        fix = {"artifactChanges": [{"artifactLocation": {"uri": uri}, "replacements": [change]}]}
        result["fixes"] = [fix]
    return result


def _fingerprint(text: str, problem: KeigoProblem) -> str:
    """Return what stays the same of a problem when lines are put before it: a hash of its rule and its line."""
    first = text.rfind("\n", 0, problem.start) + 1
    last = text.find("\n", problem.end)
    line = text[first : last if last >= 0 else len(text)].strip()
    column = problem.start - first
    return hashlib.sha256(f"{problem.rule}\n{column}\n{line}".encode("utf-8", "replace")).hexdigest()[:16]


def _region(text: str, problem: KeigoProblem) -> dict[str, int]:
    first = text.rfind("\n", 0, problem.start) + 1
    last = text.rfind("\n", 0, problem.end) + 1
    return {
        "startLine": problem.line,
        "startColumn": _units(text[first : problem.start]) + 1,
        "endLine": problem.line + text.count("\n", problem.start, problem.end),
        "endColumn": _units(text[last : problem.end]) + 1,
    }


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _say(problem: KeigoProblem) -> str:
    return f"{problem.message} → {problem.suggestion}" if problem.suggestion else problem.message


def _escape(text: str, *, is_property: bool = False) -> str:
    escapes = {**_ESCAPES, ":": "%3A", ",": "%2C"} if is_property else _ESCAPES
    return "".join(escapes.get(char, char) for char in text)
