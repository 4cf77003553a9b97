"""Which party of a contract has which role, by what it says they do: 甲は、乙に対し、…を委託し、乙はこれを受託する。

By `labels/contract_acts`. Left out: roles that stand beside the names (`defined_terms`).
"""

from __future__ import annotations

import re
from collections.abc import Collection

from sakura_cli.lexicon import read_table, words

# A sentence of an article may be a list long.
_MOST_BETWEEN = 200
# A full stop within brackets ends no sentence: （以下「本業務」という。）.
_END = re.compile(r"。(?![）)」])")


def find_contract_roles(text: str, terms: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Return the roles of each term; none where two terms would have the same."""
    if len(set(terms)) < 2:
        return {}
    # Who is no term, for his definition was not read, does what he does all the same.
    known = {*terms, *words("layout/sides", "party")}
    listed = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    subject = re.compile(rf"(?<![一-龠々])(?P<term>{listed})[はが]")
    doers: dict[str, set[str]] = {}
    for row in read_table("labels/contract_acts"):
        for act in re.finditer(rf"{re.escape(row['word'])}(?=[しすりるせうけいっ、。])", text):
            before = act.start() - _MOST_BETWEEN
            ends = [stop.end() for stop in _END.finditer(text, max(0, before), act.start())]
            start = max(0, before, *ends)
            subjects = [*subject.finditer(text, start, act.start())]
            if subjects:
                doers.setdefault(row["role"], set()).add(subjects[-1]["term"])
    roles: dict[str, tuple[str, ...]] = {}
    for role, named in doers.items():
        if len(named) == 1 and named <= set(terms):
            [term] = named
            roles[term] = (*roles.get(term, ()), role)
    return roles
