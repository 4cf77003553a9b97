"""The parts of a result as HTML for notebooks: its text with what was found in it marked, tables, the findings.

Everything is escaped and isolated from the direction of the page around it; there is no script and no outside resource.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from sakura_cli.localization import gettext as _
from sakura_cli.tasks.framework.result import Finding

if TYPE_CHECKING:
    from sakura_cli.keigo import Change
    from sakura_cli.tasks.extraction.result import ValueSpan
    from sakura_cli.tasks.keigo.result import KeigoProblem

_TEXT = '<bdi><div style="white-space:pre-wrap;text-align:left">{}</div></bdi>'


def show_text(text: str) -> str:
    """Return a text as it stands."""
    return _TEXT.format(escape(text))


def show_marked(text: str, findings: Sequence[Finding]) -> str:
    """Return a text with the spans of its findings marked."""
    return _TEXT.format(_mark(text, findings))


def show_findings(findings: Sequence[Finding]) -> str:
    """Return findings as a list; nothing where there are none."""
    if not findings:
        return ""
    items = (f"<li><b>{escape(each.kind)}</b>: {escape(each.message)}</li>" for each in findings)
    return "\n".join(("<ul>", *items, "</ul>"))


def show_values(spans: Sequence[ValueSpan]) -> str:
    """Return the values of an extraction as a table."""
    rows = [(each.path, each.raw, each.value, f"{each.start}-{each.end}") for each in spans]
    return _table((_("field"), _("written"), _("value"), _("where")), rows)


def show_problems(problems: Sequence[KeigoProblem]) -> str:
    """Return keigo problems as a table."""
    rows = [
        (f"{each.line}:{each.column}", each.severity.value, each.rule, each.message, each.suggestion)
        for each in problems
    ]
    return _table((_("where"), _("severity"), _("rule"), _("problem"), _("suggestion")), rows)


def show_changes(changes: Sequence[Change]) -> str:
    """Return the changes of a rewriting as a table."""
    rows = [(each.before, each.after, each.honorific_class.value, each.reason) for each in changes]
    return _table((_("before"), _("after"), _("class"), _("reason")), rows)


def _mark(text: str, findings: Sequence[Finding]) -> str:
    """Return text with the spans of findings marked; of two that overlap the first."""
    parts: list[str] = []
    position = 0
    for finding in sorted(findings, key=lambda each: each.start):
        if finding.start < position or finding.end <= finding.start:
            continue
        title = escape(f"{finding.kind}: {finding.message}")
        marked = escape(text[finding.start : finding.end])
        parts += (escape(text[position : finding.start]), f'<mark title="{title}">{marked}</mark>')
        position = finding.end
    return "".join((*parts, escape(text[position:])))


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = ["".join(f"<td><bdi>{_show(cell)}</bdi></td>" for cell in row) for row in rows]
    if not lines:
        return ""
    head = "".join(f"<th>{escape(each)}</th>" for each in heads)
    return "\n".join(["<table>", f"<tr>{head}</tr>", *(f"<tr>{line}</tr>" for line in lines), "</table>"])


def _show(cell: object) -> str:
    return "" if cell is None else escape(str(cell))
