"""Where versions of one document disagree: the newer one counts and comes first; what the older one says is named."""

from __future__ import annotations

from collections.abc import Sequence

from sakura_cli.search.index import Hit
from sakura_cli.search.tokens import list_pairs
from sakura_cli.tasks.answer.result import Citation, cite
from sakura_cli.tasks.answer.statements import Statement, list_statements

# So alike are passages of which one is the other's later wording.
_LIKENESS = 0.4


def leave_out_older(hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits without those that a later version among them replaces."""
    return [hit for hit in hits if not any(_replaces(other, hit) for other in hits)]


def put_newer_first(hits: Sequence[Hit]) -> list[Hit]:
    """Return hits with a later version of a passage before the earlier one, which may have been found better."""
    found: list[Hit] = []
    for hit in hits:
        newer = [other for other in hits if other not in found and _replaces(other, hit)]
        found += [*sorted(newer, key=lambda each: each.dated, reverse=True), *([] if hit in found else [hit])]
    return found


def find_older(statement: Statement, answer: str, hits: Sequence[Hit]) -> list[Citation]:
    """Return what earlier versions say in the place of a statement that answers, where they say something else."""
    mine = next((hit for hit in hits if hit.passage == statement.passage), None)
    if mine is None:
        return []
    found: list[Citation] = []
    for hit in hits:
        if _replaces(mine, hit) and answer not in hit.passage.text:
            nearest = max(list_statements(hit.passage), key=lambda each: _likeness(each.shown, statement.shown))
            found.append(cite(hit.passage, nearest.span))
    return found


def find_newer(statement: Statement, hits: Sequence[Hit]) -> str | None:
    """Return the latest document that is seen to be a later version of a statement's, if there is one."""
    mine = statement.passage.source
    found = [
        (newer.dated, newer.passage.source)
        for older in hits
        if older.passage.source == mine
        for newer in hits
        if _replaces(newer, older)
    ]
    return max(found)[1] if found else None


def _replaces(newer: Hit, older: Hit) -> bool:
    """Say whether a hit is of a later version of another's document, in the same place of it."""
    if not newer.dated or not older.dated or newer.dated <= older.dated:
        return False
    if newer.series.isdisjoint(older.series):
        return False
    is_same_article = bool(newer.passage.article) and newer.passage.article == older.passage.article
    return is_same_article or _likeness(newer.passage.shown, older.passage.shown) >= _LIKENESS


def _likeness(one: str, other: str) -> float:
    """Return the share of pairs of characters that two texts have in common, from 0 to 1."""
    mine, theirs = set(list_pairs(one)), set(list_pairs(other))
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))
