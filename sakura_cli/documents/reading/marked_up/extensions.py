"""Footnotes and admonitions of Markdown, in the form of what CommonMark has, line for line.

A footnote's definition is an item of a list here, the lines that open and close an admonition (`:::`, `!!!`, `[!NOTE]`)
are blank, or headings where they have a title, and what is indented below `!!!` or a tab (`===`) is not. Words stay
where they are in their line. Left out: anything inside code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\]\s]+\]:[ \t]*(?=\S)")
_CONTAINER = re.compile(
    r" {0,3}:{3,}(?!:)[ \t]*(?:\{[^}\n]*\}|[\w-]*)(?:\[(?P<label>[^\]\n]+)\]|[ \t]+(?P<title>[^\s{:][^\n]*?))?[ \t:]*$"
)
_INDENTED_ADMONITION = re.compile(
    r"(?:(?:!!!|\?\?\?\+?)[ \t]+[\w-]+(?:[ \t]+[\w-]+)*|===[!+]?)(?:[ \t]+\"(?P<title>[^\"\n]*)\")?[ \t]*$"
)
_ALERT = re.compile(r"(?P<quotes>(?: {0,3}>)+)[ \t]*\[![A-Za-z]+\][+-]?(?:[ \t]+(?P<title>\S[^\n]*?))?[ \t]*$")
# Not so deep that a text has headings like it.
_TITLE = "###### "
_INDENT = 4


def show_extensions(text: str) -> str:
    """Return a text with as many lines, in which footnotes and admonitions are what CommonMark knows."""
    return "\n".join(_show_lines(text.split("\n")))


def _show_lines(lines: list[str]) -> Iterator[str]:
    fence, is_indented = "", False
    for line in lines:
        opening = _FENCE.match(line)
        if fence:
            fence = "" if opening and opening[1].startswith(fence) else fence
            yield line
            continue
        if is_indented and line.startswith(" " * _INDENT):
            line = line[_INDENT:]
            opening = _FENCE.match(line)
        elif line.strip():
            is_indented = False
        if opening:
            fence = opening[1]
            yield line
        elif (admonition := _INDENTED_ADMONITION.match(line)) and line.strip("="):
            is_indented = True
            yield _show_title(admonition["title"])
        elif container := _CONTAINER.match(line):
            yield _show_title(container["label"] or container["title"])
        elif alert := _ALERT.match(line):
            yield alert["quotes"] + (f" {_show_title(alert['title'])}" if alert["title"] else "")
        else:
            yield _FOOTNOTE.sub("- ", line)


def _show_title(title: str | None) -> str:
    return f"{_TITLE}{title}" if title and title.strip() else ""
