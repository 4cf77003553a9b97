"""Blocks of any document as Markdown: headings, items, tables and pairs in the marks of GitHub's flavour.

Words are escaped where they would begin another block. Left out: emphasis and links, which blocks do not hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sakura_cli.documents.blocks import Block, Table
from sakura_cli.documents.writing.markdown import escape_cell, escape_start

_DEEPEST = 6
_BULLETS = "・•-*+●○■□◆◇"


def to_markdown(text: str, blocks: Sequence[Block]) -> str:
    """Return the blocks of a text as Markdown, a blank line between them, none between the items of a list."""
    parts: list[str] = []
    previous: Block | None = None
    for block in blocks:
        shown = "\n".join(_render(text, block))
        if not shown:
            continue
        is_list = previous is not None and previous.kind == block.kind and block.kind in ("item", "pair")
        parts += ["\n" if is_list else "\n\n"] if parts else []
        parts.append(shown)
        previous = block
    return "".join((*parts, "\n"))


def _render(text: str, block: Block) -> Iterator[str]:
    words = block.span.cut(text).strip()
    match block.kind:
        case "heading":
            yield f"{'#' * min(max(block.level, 1), _DEEPEST)} {' '.join(words.lstrip('#').split())}"
        case "table" if block.table is not None:
            yield from _render_table(text, block.table)
        case "pair" if block.pair is not None and "\t" in words:
            # A line of a form in a sheet: its cells have nothing between them that Markdown would show.
            pairs = ((pair.label.cut(text), pair.value.cut(text)) for pair in (block.pair, *block.more_pairs))
            yield "  \n".join(f"{label}：{value}" for label, value in pairs)
        case "item":
            yield from _render_item(words, block.level)
        case "code":
            yield from ("```", words.strip("`\n"), "```")
        case "quote":
            yield from (f"> {line.lstrip('>＞ ')}" for line in words.split("\n"))
        case "rule":
            yield "---"
        case _:
            yield "  \n".join(escape_start(line.strip(), "") for line in words.split("\n"))


def _render_item(words: str, level: int) -> Iterator[str]:
    indent = "  " * max(level - 1, 0)
    first, *others = words.split("\n")
    yield f"{indent}- {first.lstrip(_BULLETS).lstrip() if first[:1] in _BULLETS else first}"
    yield from (f"{indent}  {line.strip()}" for line in others)


def _render_table(text: str, table: Table) -> Iterator[str]:
    """Yield the rows of a table; what a merged cell covers is empty, and so is the head of a table without one."""
    width = max(sum(cell.columns for cell in row) for row in table.rows)
    covered: dict[int, int] = {}
    lines: list[list[str]] = []
    for row in table.rows:
        line: list[str] = []
        cells = iter(row)
        while len(line) < width:
            column = len(line)
            if covered.get(column, 0):
                covered[column] -= 1
                line.append("")
                continue
            cell = next(cells, None)
            line.append(escape_cell(" ".join(cell.cut(text).split())) if cell else "")
            if cell:
                covered.update({column + place: cell.rows - 1 for place in range(cell.columns)})
                line += [""] * (cell.columns - 1)
        lines.append(line[:width])
    head = lines[: 1 if table.header_rows else 0] or [[""] * width]
    for line in (*head, ["---"] * width, *lines[1 if table.header_rows else 0 :]):
        yield f"| {' | '.join(line)} |"
