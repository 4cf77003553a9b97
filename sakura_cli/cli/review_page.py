"""The review page of an extraction: the source with the values marked, beside the list of them.

One self-contained page without scripts: nothing in it loads anything, and the user's text is escaped everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import Any

from sakura_cli.tasks.result import TaskResult
from sakura_cli.text.document import Document

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
body{font-family:system-ui,sans-serif;line-height:1.8;margin:0;color:#222;background:#fff}
main{display:grid;grid-template-columns:minmax(0,3fr) minmax(18rem,2fr);gap:1.5rem;padding:1rem 1.5rem}
h1{font-size:1.1rem;margin:0;padding:.6rem 1.5rem;background:#f3f0f5;border-bottom:1px solid #ddd}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;margin:0}
mark{background:#ffe9a8;border-bottom:2px solid #d9a400;border-radius:2px}
mark.near{background:#ffd9c8;border-color:#d06030}
mark.empty{background:#e4e4e4;border-color:#888}
mark:target{outline:3px solid #b03070}
table{border-collapse:collapse;width:100%;font-size:.92rem;align-self:start}
th,td{text-align:left;vertical-align:top;padding:.25rem .5rem;border-bottom:1px solid #e5e5e5;overflow-wrap:anywhere}
.note{color:#666;font-size:.85rem}
@media(max-width:50rem){main{grid-template-columns:1fr}}
"""


def make_review_page(pages: Sequence[tuple[Document, TaskResult]]) -> str:
    """Return the HTML of a page that shows what was extracted from each document."""
    sections = "".join(_section(number, document, result) for number, (document, result) in enumerate(pages))
    return (
        '<!DOCTYPE html>\n<html lang="ja">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>sakura extract</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{sections}</body>\n</html>\n"
    )


def _section(number: int, document: Document, result: TaskResult) -> str:
    spans: Sequence[Mapping[str, Any]] = result.details["spans"]
    rows = "".join(_row(number, index, span) for index, span in enumerate(spans))
    findings = "".join(
        f'<p class="note">{escape(finding.kind)}: {escape(finding.message)}</p>' for finding in result.findings
    )
    return (
        f"<h1>{escape(document.source)}</h1>\n<main>\n<pre>{_mark_up(number, document.text, spans)}</pre>\n<div>"
        f"<table><thead><tr><th>項目</th><th>値</th><th>原文</th></tr></thead><tbody>{rows}</tbody></table>"
        f"{findings}</div>\n</main>\n"
    )


def _row(number: int, index: int, span: Mapping[str, Any]) -> str:
    value = "—" if span["value"] is None else str(span["value"])
    raw = "" if span["raw"] == value else span["raw"]
    return (
        f'<tr><td>{escape(span["path"])}</td><td><a href="#v{number}-{index}">{escape(value)}</a></td>'
        f"<td>{escape(raw)}</td></tr>"
    )


def _mark_up(number: int, text: str, spans: Sequence[Mapping[str, Any]]) -> str:
    """Return the text with its values in marks; where values overlap each piece carries all their names."""
    edges = sorted({0, len(text), *(span["start"] for span in spans), *(span["end"] for span in spans)})
    starting: dict[int, list[int]] = {}
    for index, span in enumerate(spans):
        starting.setdefault(span["start"], []).append(index)
    open_spans: list[int] = []
    parts: list[str] = []
    for start, end in pairwise(edges):
        open_spans = [index for index in open_spans if spans[index]["end"] > start] + starting.get(start, [])
        piece = escape(text[start:end])
        if not open_spans:
            parts.append(piece)
            continue
        anchors = "".join(f'<span id="v{number}-{index}"></span>' for index in starting.get(start, [])[1:])
        first = starting.get(start, [])[:1]
        identity = f' id="v{number}-{first[0]}"' if first else ""
        title = escape(" · ".join(_describe(spans[index]) for index in open_spans))
        kind = _class([spans[index] for index in open_spans])
        parts.append(f'{anchors}<mark{identity}{kind} title="{title}">{piece}</mark>')
    return "".join(parts)


def _describe(span: Mapping[str, Any]) -> str:
    return f"{span['path']} = {'—' if span['value'] is None else span['value']} ({span['alignment']})"


def _class(spans: Sequence[Mapping[str, Any]]) -> str:
    if any(span["value"] is None for span in spans):
        return ' class="empty"'
    return ' class="near"' if any(span["alignment"] == "FUZZY" for span in spans) else ""
