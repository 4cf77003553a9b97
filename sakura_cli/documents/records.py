"""Records that a text lays out as such: tables, sections of labelled lines, and single labelled lines.

A table is in Markdown or divided by tabs. A section is a heading with `- label: value` items below it, under a heading
of the first level that names what the headings are. Left out: tables drawn with lines or spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sakura_cli.characters.fold import fold, fold_for_lookup
from sakura_cli.spans import Span

_LINE = re.compile(r"[^\n]*")
_RULE_ROW = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$")
_CELL = re.compile(r"(?:\\.|[^|\\])*")
_HEADING = re.compile(r"(?P<marks>#{1,6})[ \t　]+(?P<title>.*?)[ \t　]*#*[ \t　]*$")
# A label with a value: 氏名：山田, - https://schema.org/name: 山田, ■日時　3月5日 needs its colon.
_LABELLED = re.compile(
    r"[ \t　]*(?:[-*+・•■□●○◆◇▼※][ \t　]*|[（(]?[0-9０-９]{1,2}[.．)）][ \t　]*|[|｜][ \t　]*)?[【\[〔]?"
    r"(?P<label>(?:https?://\S+?|[A-Za-z][\w-]*:[A-Za-z]\w*|[^\s:：、。「」【】\[\]〔〕][^:：、。「」【】\[\]〔〕\n]{0,29}?))"
    r"(?:[】\]〕][ \t　]*[:：]?|[ \t　]*(?:：|:(?!//)(?![0-9]{2}(?![0-9]))))[ \t　]*(?P<value>.*?)[ \t　]*$"
)
_NEXT_LABEL = re.compile(r"[ \t　／/|｜]+(?P<label>[^\s:：、。0-9０-９（）()／/|｜]{1,12})[ 　]?(?:：|:(?!//))[ \t　]*")
_NOTE = re.compile(r"[（(][^（）()]*[)）]$")


@dataclass(frozen=True)
class Record:
    """The cells of one row or section, by label, in order; an empty cell has an empty span."""

    cells: Mapping[str, Span]


@dataclass(frozen=True)
class Layout:
    """Neighbouring records with the same labels, and where they stand."""

    labels: tuple[str, ...]
    records: tuple[Record, ...]
    span: Span


def match_label(label: str, name: str) -> bool:
    """Say whether a label of a text names a field; spelling, width, a note in brackets, お or ご and 者 aside."""
    return _bare(name) in (_bare(label), _bare(_NOTE.sub("", fold(label))))


def _bare(label: str) -> str:
    """Return a label without what forms add for politeness (ご担当, お支払期限) and for persons (出席者)."""
    folded = fold_for_lookup(label)
    if len(folded) > 2 and folded[0] in "ごお御":
        folded = folded[1:]
    return folded[:-1] if len(folded) > 2 and folded.endswith("者") else folded


def find_tables(text: str) -> list[Layout]:
    """Find the tables of a text, each with a row of labels first."""
    tables: list[Layout] = []
    lines = [Span(*match.span()) for match in _LINE.finditer(text) if match.group()]
    index = 0
    while index < len(lines):
        header, start = lines[index], index
        index += 1
        if index < len(lines) and _is_row(header.cut(text)) and _RULE_ROW.match(lines[index].cut(text)):
            split, index = _split_pipes, index + 1
        elif _count_tabs(header.cut(text)):
            split = _split_tabs
        else:
            continue
        labels = tuple(span.cut(text) for span in split(text, header))
        rows: list[Record] = []
        while index < len(lines) and lines[index].start <= lines[index - 1].end + 1:
            if split is _split_pipes and not _is_row(lines[index].cut(text)):
                break
            cells = split(text, lines[index])
            if split is _split_tabs and len(cells) != len(labels):
                break
            empty = Span(lines[index].end, lines[index].end)
            cells += [empty] * (len(labels) - len(cells))
            rows.append(Record(dict(zip(labels, cells, strict=False))))
            index += 1
        if rows and len(set(labels)) == len(labels):
            tables.append(Layout(labels, tuple(rows), Span(header.start, lines[index - 1].end)))
        else:
            index = max(index, start + 1)
    return tables


def find_sections(text: str) -> list[Layout]:
    """Find sections of labelled lines: `# 氏名`, then `## 山田 太郎` with `- 肩書: 部長` below, and so on."""
    name: str | None = None
    layouts: list[Layout] = []
    records: list[Record] = []
    cells: dict[str, Span] = {}
    begin = end = 0

    def close() -> None:
        nonlocal records, cells
        if records:
            labels = tuple(dict.fromkeys(label for record in records for label in record.cells))
            layouts.append(Layout(labels, tuple(records), Span(begin, end)))
        records = []

    for line in (Span(*match.span()) for match in _LINE.finditer(text)):
        content = line.cut(text)
        if heading := _HEADING.match(content):
            title = Span(line.start + heading.start("title"), line.start + heading.end("title"))
            if len(heading["marks"]) == 1:
                close()
                name, begin = title.cut(text), line.start
            elif len(heading["marks"]) == 2 and name is not None:
                cells = {name: title}
                records.append(Record(cells))
                end = line.end
        elif records and content.lstrip().startswith(("- ", "* ")) and (pair := _LABELLED.match(content)):
            value = Span(line.start + pair.start("value"), line.start + pair.end("value"))
            cells.setdefault(pair["label"], value)
            end = line.end
    close()
    return layouts


def find_labelled(text: str) -> list[tuple[str, Span]]:
    """Find lines that give a label a value; a label alone on its line has the next line for its value."""
    found: list[tuple[str, Span]] = []
    pending: str | None = None
    for line in (Span(*match.span()) for match in _LINE.finditer(text)):
        content = line.cut(text)
        if not content.strip():
            continue
        pair = None if _RULE_ROW.match(content) else _LABELLED.match(content)
        if pair is None:
            start = line.start + len(content) - len(content.lstrip(" \t　-・"))
            end = line.start + len(content.rstrip())
            if pending is not None and start < end:
                found.append((pending, Span(start, end)))
            pending = None
            continue
        value = Span(line.start + pair.start("value"), line.start + pair.end("value"))
        pending = None if pair["value"] else pair["label"]
        if pair["value"]:
            found += _split_labels(text, pair["label"].strip(), value)
    return found


def _split_labels(text: str, label: str, value: Span) -> list[tuple[str, Span]]:
    """Part a line that has several labels: 番号：31　発行日：3月5日."""
    found: list[tuple[str, Span]] = []
    start = value.start
    for following in _NEXT_LABEL.finditer(text, value.start, value.end):
        found.append((label, Span(start, following.start())))
        label, start = following["label"], following.end()
    found.append((label, Span(start, value.end)))
    return [(name, span) for name, span in found if span.end > span.start]


def _is_row(line: str) -> bool:
    return line.count("|") >= 1 and line.strip() != "|"


def _count_tabs(line: str) -> int:
    return line.count("\t")


def _split_tabs(text: str, line: Span) -> list[Span]:
    return list(_trimmed(text, line, re.compile(r"[^\t]*")))


def _split_pipes(text: str, line: Span) -> list[Span]:
    start, end = line
    content = line.cut(text)
    start += len(content) - len(content.lstrip(" \t"))
    end -= len(content) - len(content.rstrip(" \t"))
    start += text[start] == "|"
    end -= end > start and text[end - 1] == "|" and text[end - 2] != "\\"
    return list(_trimmed(text, Span(start, end), _CELL))


def _trimmed(text: str, line: Span, cell: re.Pattern[str]) -> Iterator[Span]:
    position = line.start
    while position <= line.end:
        match = cell.match(text, position, line.end)
        end = match.end() if match else position
        content = text[position:end]
        left = len(content) - len(content.lstrip(" 　\t"))
        yield Span(position + left, max(position + left, position + len(content.rstrip(" 　\t"))))
        position = end + 1
