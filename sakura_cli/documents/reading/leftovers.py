"""What drawn blocks leave of their lines: numbers and brackets go with them, words make blocks of their own.

Left out: lines that draw nothing, which `plain` puts together.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sakura_cli.documents.blocks import Block, BlockKind
from sakura_cli.documents.reading.lines import Line, find_level
from sakura_cli.spans import Span

_LETTER = re.compile(r"[^\W\d_]")


def complete_lines(text: str, lines: Sequence[Line], drawn: Sequence[Block]) -> list[Block]:
    """Return drawn blocks, in order, so that they hold all words of the lines they stand on.

    The pairs of a line that has nothing else are one block; an item or a heading stays one. `lines` are those of the
    text.
    """
    completed: list[Block] = []
    # Where what is held so far ends, and the block that ends there.
    reached, last = 0, -1
    for block in _join_pairs(text, lines, sorted(drawn, key=lambda block: block.span)):
        if block.span.start < reached:
            completed.append(block)
        else:
            line_start = text.rfind("\n", 0, block.span.start) + 1
            if line_start > reached:
                _close_line(text, completed, last, reached)
            if gap := _trim(text, Span(max(reached, line_start), block.span.start)):
                if _LETTER.search(gap.cut(text)):
                    completed.append(Block("paragraph", gap))
                else:
                    block = replace(block, span=Span(gap.start, block.span.end))
            completed.append(block)
        if block.span.end > reached:
            reached, last = block.span.end, len(completed) - 1
    _close_line(text, completed, last, reached)
    return sorted(completed, key=lambda block: block.span)


def _join_pairs(text: str, lines: Sequence[Line], blocks: Sequence[Block]) -> list[Block]:
    """Put the pairs of a line together, where no other block and no words stand on it."""
    starts = [line.start for line in lines]
    on_line: dict[int, list[Block]] = defaultdict(list)
    for block in blocks:
        first, last = (bisect_right(starts, position) - 1 for position in (block.span.start, block.span.end - 1))
        for index in range(first, last + 1):
            on_line[index].append(block)
    joined: dict[Span, Block | None] = {}
    for index, [first_block, *others] in on_line.items():
        line, together = lines[index].span, [first_block, *others]
        is_whole = all(each.pair is not None and "\n" not in each.span.cut(text) for each in together)
        if not is_whole or any(_LETTER.search(words) for words in _outside(text, line, together)):
            continue
        kind: BlockKind = "item" if lines[index].kind == "item" else "pair"
        kind = "heading" if lines[index].kind == "heading" else kind
        pairs = [pair for each in together if each.pair is not None for pair in (each.pair, *each.more_pairs)]
        joined |= dict.fromkeys((other.span for other in others), None)
        joined[first_block.span] = Block(
            kind, line, find_level(lines[index]), pair=pairs[0], more_pairs=tuple(pairs[1:])
        )
    return [each for block in blocks if (each := joined.get(block.span, block)) is not None]


def _outside(text: str, line: Span, blocks: Sequence[Block]) -> Iterator[str]:
    position = line.start
    for block in blocks:
        yield text[position : block.span.start]
        position = block.span.end
    yield text[position : line.end]


def _close_line(text: str, completed: list[Block], last: int, reached: int) -> None:
    """Add what stands between the last block and the end of its line."""
    if last < 0:
        return
    end = text.find("\n", reached)
    if gap := _trim(text, Span(reached, end if end >= 0 else len(text))):
        if _LETTER.search(gap.cut(text)):
            completed.append(Block("paragraph", gap))
        else:
            completed[last] = replace(completed[last], span=Span(completed[last].span.start, gap.end))


def _trim(text: str, span: Span) -> Span | None:
    content = span.cut(text)
    if not content.strip():
        return None
    return Span(span.start + len(content) - len(content.lstrip()), span.start + len(content.rstrip()))
