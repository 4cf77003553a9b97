"""The review page of an extraction: the source with the values marked, beside what was extracted.

One self-contained page without scripts: nothing in it loads anything, and the user's text is escaped everywhere. A
value leads to its mark, and a mark to its value. Left out: how values are listed (`review_values`).
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise

from sakura_cli.cli.terminal import console
from sakura_cli.cli.views.review_values import describe, list_values
from sakura_cli.documents.document import Document
from sakura_cli.localization import gettext as _
from sakura_cli.localization import ngettext
from sakura_cli.tasks.extraction.result import ExtractionPayload, ValueSpan
from sakura_cli.tasks.framework.result import Finding, TaskResult

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
:root{color-scheme:light}
body{font-family:"Hiragino Sans","Yu Gothic UI",Meiryo,"Noto Sans CJK JP",system-ui,sans-serif;line-height:1.8;margin:0;
color:#222;background:#fff}
a{color:#7a2351;text-decoration-thickness:1px;text-underline-offset:.2em}
nav,h1{padding:.6rem 1.5rem;background:#f7f1f4;border-bottom:1px solid #e3d5dc}
nav ol{margin:0;padding-left:1.5rem}
h1{font-size:1.1rem;margin:0;overflow-wrap:anywhere}
section{display:grid;grid-template-columns:minmax(0,3fr) minmax(18rem,2fr);gap:2rem;padding:1rem 1.5rem 2rem}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;margin:0;tab-size:8}
aside{position:sticky;top:0;align-self:start;max-height:100vh;overflow:auto;font-size:.93rem;line-height:1.6}
h2{font-size:1em;margin:1rem 0 .2rem}
aside>h2:first-child{margin-top:0}
mark{background:#ffe9a8;color:inherit;border-bottom:2px solid #d9a400;border-radius:2px}
mark.near{background:#ffd9c8;border-color:#d06030}
mark.empty{background:#e4e4e4;border-color:#888;border-bottom-style:dashed}
mark a{color:inherit;text-decoration:none}
mark:target,:target>mark,td:target{outline:3px solid #b03070}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.3rem .5rem;border-bottom:1px solid #e5e5e5;overflow-wrap:anywhere}
th{font-weight:600;word-break:keep-all;min-width:3em}
tbody th{width:30%;color:#444}
small,.none{color:#666}
small{display:block}
ul.findings{background:#fff4e5;border-left:4px solid #d98a00;margin:0 0 1rem;padding:.5rem 1rem .5rem 2rem}
@media(max-width:50rem){section{grid-template-columns:minmax(0,1fr)}aside{position:static;max-height:none}}
@media print{aside{position:static;max-height:none}mark{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""


def make_review_page(pages: Sequence[tuple[Document, TaskResult[ExtractionPayload]]]) -> str:
    """Return the HTML of a page that shows what was extracted from each document."""
    sections = "".join(_section(number, document, result) for number, (document, result) in enumerate(pages))
    return (
        '<!DOCTYPE html>\n<html lang="ja">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>sakura extract</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{_contents(pages)}{sections}"
        "</body>\n</html>\n"
    )


def _contents(pages: Sequence[tuple[Document, TaskResult[ExtractionPayload]]]) -> str:
    """Return the list of the documents, where there are several."""
    if len(pages) < 2:
        return ""
    items = "".join(
        f'<li><a href="#d{number}"><bdi>{_name(document)}</bdi></a> {escape(_count(result))}</li>'
        for number, (document, result) in enumerate(pages)
    )
    return f"<nav><ol>{items}</ol></nav>\n"


def _count(result: TaskResult[ExtractionPayload]) -> str:
    values = sum(span.value is not None for span in result.payload.spans)
    counted = [ngettext("{count} value", "{count} values", values).format(count=values)]
    if findings := len(result.findings):
        counted.append(ngettext("{count} finding", "{count} findings", findings).format(count=findings))
    return " · ".join(counted)


def _name(document: Document) -> str:
    """Return the name of a document; a file's may have characters that would hide or turn around the rest."""
    return escape(console.escape(document.source))


def _section(number: int, document: Document, result: TaskResult[ExtractionPayload]) -> str:
    spans = result.payload.spans
    # A line break at the beginning of an element is not shown: the one written here, never the text's own.
    return (
        f'<h1 id="d{number}"><bdi>{_name(document)}</bdi></h1>\n<section>\n'
        f"<pre>\n{_mark_up(number, document.text, spans)}</pre>\n<aside>"
        f"{_findings(number, result.findings, spans)}{list_values(number, result.payload)}</aside>\n</section>\n"
    )


def _findings(number: int, findings: Sequence[Finding], spans: Sequence[ValueSpan]) -> str:
    places = {(span.start, span.end): index for index, span in reversed(list(enumerate(spans)))}
    items = []
    for finding in findings:
        place = places.get((finding.start, finding.end)) if finding.end else None
        said = escape(finding.message)
        items.append(f"<li>{said}</li>" if place is None else f'<li><a href="#v{number}-{place}">{said}</a></li>')
    if not items:
        return ""
    heading = _("To check")
    return f'<h2>{escape(heading)}</h2>\n<ul class="findings">{"".join(items)}</ul>\n'


def _mark_up(number: int, text: str, spans: Sequence[ValueSpan]) -> str:
    """Return the text with its values in marks; where values overlap each piece carries all their names."""
    edges = sorted({0, len(text), *(span.start for span in spans), *(span.end for span in spans)})
    starting: dict[int, list[int]] = {}
    for index, span in enumerate(spans):
        starting.setdefault(span.start, []).append(index)
    open_spans: list[int] = []
    parts: list[str] = []
    for start, end in pairwise(edges):
        fresh = starting.get(start, [])
        open_spans = [index for index in open_spans if spans[index].end > start] + fresh
        piece = escape(text[start:end])
        if not open_spans:
            parts.append(piece)
            continue
        anchors = "".join(f'<span id="v{number}-{index}"></span>' for index in fresh[1:])
        identity = f' id="v{number}-{fresh[0]}"' if fresh else ""
        title = escape(" · ".join(describe(spans[index]) for index in open_spans))
        kind = _class([spans[index] for index in open_spans])
        link = f'<a href="#r{number}-{open_spans[-1]}">{piece}</a>'
        parts.append(f'{anchors}<mark{identity}{kind} title="{title}">{link}</mark>')
    return "".join(parts)


def _class(spans: Sequence[ValueSpan]) -> str:
    if any(span.value is None for span in spans):
        return ' class="empty"'
    return ' class="near"' if any(span.alignment == "FUZZY" for span in spans) else ""
