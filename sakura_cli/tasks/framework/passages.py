"""A document as a given number of passages: neighbouring blocks put together, each passage about as long as the others.

A heading stays with what it heads. Summaries are made passage by passage: a small model that is shown a page copies its
headings, but shown one passage at a time it says what each is about. Left out: limits in tokens (`text.chunks`).
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from sakura_cli.documents.blocks import Block
from sakura_cli.documents.reading.lines import is_form_entry
from sakura_cli.documents.reading.plain import read_stretches
from sakura_cli.japanese.sentences import split_sentences
from sakura_cli.spans import Span
from sakura_cli.text.evidence import is_courtesy

# A passage shorter than this says too little to be summarised on its own.
_MIN_CHARACTERS = 40


def split_passages(text: str, count: int) -> list[Span]:
    """Return at most `count` spans that together hold everything in `text` but the white space between them."""
    units = _attach_headings(text, read_stretches(text))
    return _split_longest(text, _merge_smallest(units, count), count)


def count_sections(text: str) -> int:
    """Return the number of parts a text is laid out in under headings of their own; 0 for running prose."""
    blocks = read_stretches(text)
    headed = sum(
        block.kind == "heading" or _is_numbered_heading(text, block, following)
        for block, following in zip(blocks, [*blocks[1:], None], strict=False)
    )
    units = [unit for unit in _attach_headings(text, blocks) if _size(unit) >= _MIN_CHARACTERS]
    return len(units) if headed > 1 else 0


def skip_form(text: str) -> str:
    """Return a passage without the form at its top (日時：, 出席：) and what stands before that."""
    blocks = read_stretches(text)
    body = 0
    for index, (block, following) in enumerate(zip(blocks, [*blocks[1:], None], strict=False)):
        if _is_form(text, block):
            body = index + 1
        elif block.kind != "heading" and not _is_numbered_heading(text, block, following):
            break
    return text[blocks[body].span.start :] if 0 < body < len(blocks) else text


def _attach_headings(text: str, blocks: Sequence[Block]) -> list[Span]:
    """Return the blocks' spans, headings merged into what follows, list items and table rows into what precedes."""
    units: list[Span] = []
    heading_start: int | None = None
    previous: str = ""
    for block, following in zip(blocks, [*blocks[1:], None], strict=False):
        if block.kind == "rule":
            continue
        # The form at the top of a record (日時：, 出席：) heads what follows like a title.
        is_form = not units and following is not None and _is_form(text, block)
        if block.kind == "heading" or is_form or _is_numbered_heading(text, block, following):
            heading_start = block.span.start if heading_start is None else heading_start
            continue
        if is_courtesy(block.span.cut(text)):
            if units and heading_start is None:
                units[-1] = Span(units[-1].start, block.span.end)
            elif heading_start is None:
                heading_start = block.span.start
            continue
        start = block.span.start if heading_start is None else heading_start
        # What a drawn form says of one thing (場所　会議室) belongs together: half of it is read as something else.
        is_drawn = block.kind == "pair" and not is_form_entry(block.span.cut(text))
        is_whole = is_drawn or block.kind in {"table", "code"}
        continues = heading_start is None and is_whole and previous == block.kind
        if continues and units:
            units[-1] = Span(units[-1].start, block.span.end)
        else:
            units.append(Span(start, block.span.end))
        heading_start, previous = None, block.kind
    if heading_start is not None:
        end = blocks[-1].span.end
        if units:
            units[-1] = Span(units[-1].start, end)
        else:
            units.append(Span(heading_start, end))
    return units


def _is_numbered_heading(text: str, block: Block, following: Block | None) -> bool:
    """Tell whether a list item is the title of the paragraph on the next line ("2. 販売価格")."""
    line = block.span.cut(text)
    is_title = block.kind == "item" and len(line) <= _MIN_CHARACTERS and not line.endswith(("。", "、", "."))
    return is_title and following is not None and following.kind in ("paragraph", "pair", "quote")


def _is_form(text: str, block: Block) -> bool:
    """Say whether a block is an entry of a form with a colon, in one line that is no sentence."""
    line = block.span.cut(text)
    is_entry = block.kind == "pair" and "\n" not in line and is_form_entry(line)
    return is_entry and not line.endswith(("。", ".", "！", "？"))


def _split_longest(text: str, units: list[Span], count: int) -> list[Span]:
    """Split units at sentence ends, the longest first, until there are `count` or nothing is left to split."""
    whole: set[Span] = set()
    while len(units) < count:
        candidates = [unit for unit in units if unit not in whole and _size(unit) >= 2 * _MIN_CHARACTERS]
        if not candidates:
            break
        unit = max(candidates, key=_size)
        sentences = [span.shift(unit.start) for span in split_sentences(unit.cut(text))]
        middle = (unit.start + unit.end) / 2
        cuts = [span.start for span in sentences[1:]]
        if not cuts:
            whole.add(unit)
            continue
        cut = min(cuts, key=lambda position: abs(position - middle))
        index = units.index(unit)
        before = text[unit.start : cut].rstrip()
        units[index : index + 1] = [Span(unit.start, unit.start + len(before)), Span(cut, unit.end)]
    return units


def _merge_smallest(units: Sequence[Span], count: int) -> list[Span]:
    """Merge the shortest unit with the shorter of its neighbours until there are `count`, and none is too short."""
    left = dict(enumerate(units))
    before, after = list(range(-1, len(units) - 1)), list(range(1, len(units) + 1))
    waiting = [(_size(unit), index) for index, unit in left.items()]
    heapify(waiting)
    while len(left) > 1 and (len(left) > count or waiting[0][0] < _MIN_CHARACTERS):
        size, index = heappop(waiting)
        if index not in left or _size(left[index]) != size:
            continue  # a unit that has been merged since
        neighbours = [(_size(left[i]), i) for i in (before[index], after[index]) if i in left]
        first, second = sorted((index, min(neighbours)[1]))
        left[first] = Span(left[first].start, left.pop(second).end)
        after[first] = after[second]
        if after[first] in left:
            before[after[first]] = first
        heappush(waiting, (_size(left[first]), first))
    return list(left.values())


def _size(span: Span) -> int:
    return span.end - span.start


def overlap(text: str, query: str) -> float:
    """Return the share of the character pairs of a query that a text holds: 0 nothing, 1 all."""
    pairs = {query[index : index + 2] for index in range(len(query) - 1)} or {query}
    return sum(pair in text for pair in pairs) / len(pairs)
