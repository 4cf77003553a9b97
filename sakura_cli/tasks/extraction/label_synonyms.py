"""Labels that forms use for one another: a field 日付 may be labelled 日時, 請求先 is whom a letter addresses.

Left out: spelling, which `records.match_label` sees through, and labels that only sometimes mean the same (担当, 部署).
"""

from __future__ import annotations

from collections.abc import Mapping

from sakura_cli.lexicon import read_table, words
from sakura_cli.tasks.extraction.letter_parts import ADDRESSEE, SENDER, TOTAL
from sakura_cli.tasks.extraction.source import Leaf, Node

_SYNONYMS = read_table("labels/synonyms")
_ADDRESSEES, _SENDERS = ([row["field"] for row in _SYNONYMS if row["label"] == part] for part in (ADDRESSEE, SENDER))


def labels_of(name: str) -> tuple[str, ...]:
    """Return the labels that may stand for a field of this name, where none has its own."""
    labels = tuple(row["label"] for row in _SYNONYMS if row["field"] == name)
    return (*labels, TOTAL) if name in words("labels/sums", "total", "sum") else labels


def find_false_senders(found: Mapping[str, Node], settled: Mapping[str, Node]) -> list[str]:
    """Return the fields for the sender that have been given the addressee, who is settled."""
    addressees = {leaf.span for name in _ADDRESSEES if isinstance(leaf := settled.get(name), Leaf)}
    return [name for name in _SENDERS if isinstance(leaf := found.get(name), Leaf) and leaf.span in addressees]
