"""The conditions under which a sentence holds, as it writes them. Left out: whether they are met."""

from __future__ import annotations

from sakura_cli.text.meaning.clauses import read_clauses


def find_condition(sentence: str) -> str:
    """Return what a sentence says up to where its last condition ends (台風により休むときは); empty without one."""
    limits = (limit for clause in read_clauses(sentence, 0) for limit in clause.own_limits)
    return sentence[: max((limit.span.end for limit in limits if limit.kind == "condition"), default=0)]
