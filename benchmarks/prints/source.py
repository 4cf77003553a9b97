"""The documents laid out here: a small markup, as parts and as what should be read back.

`# ` are headings (as many marks as levels), `* ` items with their number typed (`** ` one deeper), `> ` stands at the
right, `= ` in the middle, `: title @ page` is an entry of a table of contents, `! ` a caption, `[^1]: ` a footnote,
`|` rows of a table in which `<` belongs to the cell on its left, `^` to the one above, and `⏎` ends a line. `%table`
says how the next table looks (`borders=rows widths=20,50,30 align=l,l,r head=1`), `%box` … `%end` draw a frame,
`%columns 2` … `%end` set columns, `%page` begins a page. The lines before `---` are the layout. Left out: ruby.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

TEXTS = Path(__file__).parent / "texts"
MARK = re.compile(r"\[\^(\d+)\]")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_PREFIXES = {">": "right", "=": "centre", "!": "caption"}


@dataclass
class Part:
    """A part of a document; `kind` is heading, item, paragraph, right, centre, caption, entry, note, table or a mark.

    `look` is how a table looks: borders, widths, align, head.
    """

    kind: str
    text: str = ""
    level: int = 0
    rows: list[list[str]] = field(default_factory=list)
    look: dict[str, str] = field(default_factory=dict)

    @property
    def plain(self) -> str:
        """The words as they should be read."""
        words = MARK.sub(lambda match: match[1].translate(_RAISED), self.text)
        return words.replace("@", "…") if self.kind == "entry" else words


def read_source(name: str) -> tuple[dict[str, str], list[Part]]:
    """Return the layout and the parts of a text of the folder."""
    head, body = (TEXTS / f"{name}.txt").read_text(encoding="utf-8").split("---\n", 1)
    return read_look(head.split()), list(read_parts(body))


def read_look(words: list[str]) -> dict[str, str]:
    """Return `key=value` words as a dictionary; `_` in values stands for a blank."""
    return {key: value.replace("_", "　") for key, value in (word.split("=", 1) for word in words)}


def read_parts(body: str) -> list[Part]:
    """Return the parts of a text."""
    parts: list[Part] = []
    look: dict[str, str] = {}
    is_in_table = False
    for line in body.splitlines():
        if line.startswith("|"):
            if not is_in_table:
                parts.append(Part("table", look=look))
                look = {}
            parts[-1].rows.append([cell.strip() for cell in line[1:].rstrip().removesuffix("|").split("|")])
            is_in_table = True
            continue
        is_in_table = False
        if line.startswith("%table"):
            look = read_look(line.split()[1:])
        elif line.startswith("%"):
            kind, _, value = line[1:].partition(" ")
            parts.append(Part(f"%{kind}", value))
        elif match := re.match(r"([#*]+) (.*)", line):
            parts.append(Part("heading" if line[0] == "#" else "item", match[2], len(match[1])))
        elif match := re.match(r"\[\^(\d+)\]: (.*)", line):
            parts.append(Part("note", match[2], int(match[1])))
        elif line.startswith(": "):
            parts.append(Part("entry", line[2:].replace(" @ ", "@")))
        elif line[:2] in ("> ", "= ", "! "):
            parts.append(Part(_PREFIXES[line[0]], line[2:]))
        elif line:
            parts.append(Part("paragraph", line))
    return parts


def find_spans(rows: list[list[str]]) -> list[list[tuple[int, str, int, int]]]:
    """Return the cells of each row: column, words, and how many columns and rows each covers."""
    found: list[list[tuple[int, str, int, int]]] = []
    for number, row in enumerate(rows):
        cells: list[tuple[int, str, int, int]] = []
        for column, words in enumerate(row):
            if words in ("<", "^"):
                continue
            across = down = 1
            while column + across < len(row) and row[column + across] == "<":
                across += 1
            while number + down < len(rows) and rows[number + down][column] == "^":
                down += 1
            cells.append((column, words, across, down))
        found.append(cells)
    return found
