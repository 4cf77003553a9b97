"""Results as HTML for notebooks: the text with what was found in it marked, and a table where there is one.

Everything is escaped and isolated from the direction of the page around it; there is no script and no outside resource.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from sakura_cli.localization import gettext as _
from sakura_cli.tasks.framework.result import Finding

if TYPE_CHECKING:
    from sakura_cli.api.results import Result

_TEXT = '<bdi><div style="white-space:pre-wrap;text-align:left">{}</div></bdi>'


def show_result(result: Result) -> str:
    """Return a result as an HTML fragment."""
    from sakura_cli.api.results import Extraction, KeigoCheck, KeigoRewrite

    parts: list[str] = []
    match result:
        case Extraction():
            parts.append(_TEXT.format(escape(result.text)))
            rows = [(each.path, each.raw, each.value, f"{each.start}-{each.end}") for each in result.spans]
            parts.append(_table((_("field"), _("written"), _("value"), _("where")), rows))
        case KeigoCheck():
            found = [
                (f"{each.line}:{each.column}", each.severity.value, each.rule, each.message, each.suggestion)
                for each in result.problems
            ]
            heads = (_("where"), _("severity"), _("rule"), _("problem"), _("suggestion"))
            parts.append(_table(heads, found))
        case KeigoRewrite():
            parts.append(_TEXT.format(_mark(result.text, result.findings)))
            changes = [(each.before, each.after, each.honorific_class.value, each.reason) for each in result.changes]
            parts.append(_table((_("before"), _("after"), _("class"), _("reason")), changes))
        case _:
            parts.append(_TEXT.format(_mark(result.text, result.findings)))
    parts += _list(result.findings)
    return "\n".join(filter(None, parts))


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


def _list(findings: Sequence[Finding]) -> list[str]:
    if not findings:
        return []
    return ["<ul>", *(f"<li><b>{escape(each.kind)}</b>: {escape(each.message)}</li>" for each in findings), "</ul>"]


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = ["".join(f"<td><bdi>{_show(cell)}</bdi></td>" for cell in row) for row in rows]
    if not lines:
        return ""
    head = "".join(f"<th>{escape(each)}</th>" for each in heads)
    return "\n".join(["<table>", f"<tr>{head}</tr>", *(f"<tr>{line}</tr>" for line in lines), "</table>"])


def _show(cell: object) -> str:
    return "" if cell is None else escape(str(cell))
