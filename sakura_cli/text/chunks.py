"""Split a text into contiguous chunks of at most so many tokens, at paragraph ends, then sentence ends, then anywhere.

Joined, the chunks are the source. They come out about equal in size, so that work done side by side ends together.
Left out: overlap between chunks (a task that needs it widens the spans) and headings repeated into each chunk.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sakura_cli.documents.reading.plain import read_stretches
from sakura_cli.japanese.sentences import split_sentences
from sakura_cli.spans import Span

CountTokens = Callable[[Sequence[str]], Sequence[int]]

_PARAGRAPH_PENALTY, _SENTENCE_PENALTY, _FORCED_PENALTY, _ORPHANED_HEADING_PENALTY = 0.0, 0.1, 0.3, 0.5
# Sentences are put together until about this many fill a chunk, which keeps the search for good cuts linear.
_ATOMS_PER_CHUNK = 48
_LINE_START = re.compile(r"\n\s*")
_CLAUSE_END = re.compile(r"[、，,;；:：\n\t 　）」』]")


@dataclass(frozen=True)
class Chunk:
    """A slice of the source with its exact token count."""

    span: Span
    text: str
    tokens: int


class _Atom(NamedTuple):
    """A slice that is only cut when it has to be; the penalty is what cutting before it costs."""

    span: Span
    tokens: float
    penalty: float


def split_chunks(text: str, *, max_tokens: int, count_tokens: CountTokens) -> list[Chunk]:
    """Split `text` into chunks of at most `max_tokens`, as few and as equal as paragraphs and sentences allow.

    `count_tokens` counts many texts at once; it is called a few times, whatever the length. A chunk exceeds
    `max_tokens` only where a single character does.
    """
    if max_tokens < 1:
        raise ValueError("max_tokens must be positive")
    if not text:
        return []
    pending = [_make_atoms(text, max_tokens, count_tokens)]
    done: list[Chunk] = []
    while pending:
        groups = [group for atoms in pending for group in _partition(atoms, max_tokens)]
        spans = [Span(group[0].span.start, group[-1].span.end) for group in groups]
        counts = count_tokens([span.cut(text) for span in spans])
        pending = []
        for group, span, tokens in zip(groups, spans, counts, strict=True):
            if tokens <= max_tokens or span.end - span.start == 1:
                done.append(Chunk(span, span.cut(text), tokens))
            else:
                pending.append(_tighten(text, group, tokens, max_tokens))
    return sorted(done, key=lambda chunk: chunk.span)


def _make_atoms(text: str, max_tokens: int, count_tokens: CountTokens) -> list[_Atom]:
    units = _cut_at_sentences(text)
    counts = count_tokens([span.cut(text) for span, _ in units])
    atoms = [_Atom(span, tokens, penalty) for (span, penalty), tokens in zip(units, counts, strict=True)]
    while True:
        parts = [_halve(text, atom) if atom.tokens > max_tokens else [(atom.span, atom.penalty)] for atom in atoms]
        halves = [half for part in parts if len(part) > 1 for half in part]
        if not halves:
            return _merge_small(atoms, max_tokens / _ATOMS_PER_CHUNK)
        fresh = iter(count_tokens([span.cut(text) for span, _ in halves]))
        atoms = [
            _Atom(span, next(fresh) if len(part) > 1 else atom.tokens, penalty)
            for atom, part in zip(atoms, parts, strict=True)
            for span, penalty in part
        ]


def _cut_at_sentences(text: str) -> list[tuple[Span, float]]:
    """Cut the whole text at sentence starts; white space goes with what precedes it."""
    blocks = read_stretches(text)
    opens_block = {block.span.start for block in blocks}
    # A table is cut between its rows as freely as between paragraphs.
    opens_block |= {start for block in blocks if block.kind == "table" for start in _row_starts(text, block.span)}
    after_heading = {blocks[i + 1].span.start for i, block in enumerate(blocks[:-1]) if block.kind == "heading"}
    starts = [sentence.start for sentence in split_sentences(text)] or [0]
    starts[0] = 0
    units: list[tuple[Span, float]] = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=False):
        penalty = _PARAGRAPH_PENALTY if start in opens_block else _SENTENCE_PENALTY
        units.append((Span(start, end), _ORPHANED_HEADING_PENALTY if start in after_heading else penalty))
    return units


def _row_starts(text: str, table: Span) -> Iterator[int]:
    """Yield where the words of each line of a table begin."""
    return (match.end() for match in _LINE_START.finditer(text, *table))


def _halve(text: str, atom: _Atom) -> list[tuple[Span, float]]:
    """Cut an atom in two near its middle, after a clause if one ends there."""
    start, end = atom.span
    if end - start < 2:
        return [(atom.span, atom.penalty)]
    middle = (start + end) // 2
    reach = max((end - start) // 5, 1)
    ends = [
        match.end() for match in _CLAUSE_END.finditer(text, max(start, middle - reach), min(end - 1, middle + reach))
    ]
    cut = min(ends, key=lambda position: abs(position - middle)) if ends else middle
    return [(Span(start, cut), atom.penalty), (Span(cut, end), _FORCED_PENALTY)]


def _merge_small(atoms: list[_Atom], min_tokens: float) -> list[_Atom]:
    """Put neighbours of one paragraph together until each has at least `min_tokens`, where that is possible."""
    merged: list[_Atom] = []
    for atom in atoms:
        last = merged[-1] if merged else None
        if last and last.tokens + atom.tokens <= min_tokens:
            merged[-1] = _Atom(Span(last.span.start, atom.span.end), last.tokens + atom.tokens, last.penalty)
        else:
            merged.append(atom)
    return merged


def _partition(atoms: list[_Atom], max_tokens: int) -> list[list[_Atom]]:
    """Group neighbouring atoms: few groups, of equal size, cut at cheap places (dynamic programming)."""
    total = sum(atom.tokens for atom in atoms)
    target = total / max(math.ceil(total / max_tokens), 1)
    best = [0.0] + [math.inf] * len(atoms)
    previous = [0] * (len(atoms) + 1)
    for end in range(1, len(atoms) + 1):
        size = 0.0
        for start in range(end - 1, -1, -1):
            size += atoms[start].tokens
            if size > max_tokens and start < end - 1:
                break
            deviation = (size - target) / target if target else 0.0
            cost = best[start] + 1 + 0.5 * deviation * deviation + (atoms[start].penalty if start else 0.0)
            if cost < best[end]:
                best[end], previous[end] = cost, start
    groups: list[list[_Atom]] = []
    end = len(atoms)
    while end:
        groups.append(atoms[previous[end] : end])
        end = previous[end]
    return groups[::-1]


def _tighten(text: str, group: list[_Atom], tokens: int, max_tokens: int) -> list[_Atom]:
    """Prepare a group that came out too long for another round: finer atoms, costs corrected by the count."""
    estimated = sum(atom.tokens for atom in group) or 1.0
    factor = max(tokens / estimated, 1.0)
    fine: list[_Atom] = []
    for atom in group:
        for span, penalty in _halve(text, atom):
            share = (span.end - span.start) / (atom.span.end - atom.span.start)
            # Never free: a share that rounds to nothing would let everything into one group again.
            fine.append(_Atom(span, max(atom.tokens * share * factor, 1e-6), penalty))
    if sum(atom.tokens for atom in fine) <= max_tokens:
        scale = 1.01 * max_tokens / sum(atom.tokens for atom in fine)
        fine = [_Atom(atom.span, atom.tokens * scale, atom.penalty) for atom in fine]
    return fine
