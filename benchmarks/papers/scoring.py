"""Scoring data against gold, leaf by leaf: right, wrong, missing, a null that was filled, an item that was added.

Items of a list are held against those of gold in order, so that one that is left out spoils no other. Words agree
whatever their width and white space, and with or without a full stop.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

ANY = "any"


class Verdict(Enum):
    """What is said of a leaf."""

    RIGHT = "right"
    WRONG = "wrong"
    MISSING = "missing"
    # Null, and rightly so.
    EMPTY = "empty"
    # A value where gold has null.
    FILLED = "filled"
    # A value of an item that gold does not have.
    ADDED = "added"

    @property
    def is_fault(self) -> bool:
        """Whether the paper is not completely right."""
        return self not in (Verdict.RIGHT, Verdict.EMPTY)


@dataclass(frozen=True)
class LeafScore:
    """A leaf with its path, its verdict, what gold has and what was found."""

    path: str
    verdict: Verdict
    wanted: Any
    found: Any


def score(found: Any, gold: Any, path: str = "") -> list[LeafScore]:
    """Return the verdict of every leaf of gold, and of every value that gold does not have."""
    if isinstance(gold, Mapping) and ANY not in gold:
        members = found if isinstance(found, Mapping) else {}
        scores = [each for name in gold for each in score(members.get(name), gold[name], _join(path, name))]
        return scores + [each for name in members if name not in gold for each in _added(members[name], path)]
    if isinstance(gold, Sequence) and not isinstance(gold, str):
        return _score_list(found if isinstance(found, list) else [], gold, path)
    if isinstance(found, Mapping) or (isinstance(found, Sequence) and not isinstance(found, str)):
        # Of another shape than was asked for.
        return [LeafScore(path, _judge("", gold), gold, found)]
    return [LeafScore(path, _judge(found, gold), gold, found)]


def count_verdicts(scores: Sequence[LeafScore]) -> dict[str, float]:
    """Return how many leaves have which verdict, and whether the paper is completely right."""
    counts: dict[str, float] = {each.value: 0 for each in Verdict}
    for leaf in scores:
        counts[leaf.verdict.value] += 1
    return {**counts, "complete": int(not any(leaf.verdict.is_fault for leaf in scores))}


def rate(totals: Mapping[str, float]) -> dict[str, float]:
    """Return the report of summed counts: `values` and `nulls` are those of gold, F1 that of the values."""
    right, wrong, missing, filled, added = (totals.get(name, 0) for name in _FAULTS)
    values, nulls = right + wrong + missing, filled + totals.get("empty", 0)
    found = right + wrong + filled + added
    return {
        "papers": totals.get("cases", 1),
        "complete": totals.get("complete", 0),
        "values": values,
        "right": right,
        "wrong": wrong,
        "missing": missing,
        "nulls": nulls,
        "filled": filled,
        "added": added,
        "share_right": right / max(1, values),
        "share_filled": filled / max(1, nulls),
        "f1": 2 * right / max(1, values + found),
        "failed": totals.get("failed", 0),
        "requests": totals.get("requests", 0),
        "unasked": totals.get("unasked", 0),
        "seconds": totals.get("seconds", 0),
    }


_FAULTS = ("right", "wrong", "missing", "filled", "added")


def _score_list(found: Sequence[Any], gold: Sequence[Any], path: str) -> list[LeafScore]:
    """Pair the items so that most leaves are right; what is left over of gold is missing, of the answer added."""
    scores: list[LeafScore] = []
    for item, wanted in _pair(found, gold, path):
        place = f"{path}[{item if wanted is None else wanted}]"
        if wanted is None:
            scores += _added(found[item or 0], place)
        else:
            scores += score(None if item is None else found[item], gold[wanted], place)
    return scores


def _pair(found: Sequence[Any], gold: Sequence[Any], path: str) -> list[tuple[int | None, int | None]]:
    @cache
    def gain(item: int, wanted: int) -> tuple[int, int]:
        verdicts = [leaf.verdict for leaf in score(found[item], gold[wanted], path)]
        return verdicts.count(Verdict.RIGHT), -sum(verdict.is_fault for verdict in verdicts)

    # The best way to pair what comes from an item and a wanted one on: leaves right, faults, and the pairs.
    best: dict[tuple[int, int], tuple[int, int, tuple[tuple[int | None, int | None], ...]]] = {}
    for item in range(len(found), -1, -1):
        for wanted in range(len(gold), -1, -1):
            ways: list[tuple[int, int, tuple[tuple[int | None, int | None], ...]]] = []
            if item < len(found):
                right, faults, pairs = best[item + 1, wanted]
                ways.append((right, faults - len(_added(found[item], "")), ((item, None), *pairs)))
            if wanted < len(gold):
                right, faults, pairs = best[item, wanted + 1]
                lost = sum(leaf.verdict.is_fault for leaf in score(None, gold[wanted], ""))
                ways.append((right, faults - lost, ((None, wanted), *pairs)))
            if item < len(found) and wanted < len(gold):
                right, faults, pairs = best[item + 1, wanted + 1]
                gained = gain(item, wanted)
                ways.append((right + gained[0], faults + gained[1], ((item, wanted), *pairs)))
            best[item, wanted] = max(ways, key=lambda way: way[:2]) if ways else (0, 0, ())
    return list(best[0, 0][2])


def _added(found: Any, path: str) -> list[LeafScore]:
    return [LeafScore(path, Verdict.ADDED, None, value) for value in _values(found)]


def _values(data: Any) -> Iterator[Any]:
    if isinstance(data, Mapping):
        for member in data.values():
            yield from _values(member)
    elif isinstance(data, list):
        for item in data:
            yield from _values(item)
    elif data is not None:
        yield data


def _judge(found: Any, gold: Any) -> Verdict:
    readings = gold[ANY] if isinstance(gold, Mapping) else [gold]
    if found is None:
        if readings == [None]:
            return Verdict.EMPTY
        return Verdict.RIGHT if None in readings else Verdict.MISSING
    if any(agree(found, reading) for reading in readings):
        return Verdict.RIGHT
    return Verdict.FILLED if readings == [None] else Verdict.WRONG


def agree(found: Any, wanted: Any) -> bool:
    """Return whether a value is the wanted one; a number may be written as words, with separators."""
    if wanted is None or isinstance(found, bool):
        return False
    if isinstance(wanted, int | float):
        try:
            number = float(str(found).replace(",", ""))
        except ValueError:
            return False
        return abs(number - wanted) < 1e-6 * max(1.0, abs(wanted))
    return _bare(found) == _bare(wanted)


def _bare(words: Any) -> str:
    return "".join(unicodedata.normalize("NFKC", str(words)).split()).rstrip("。")


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
