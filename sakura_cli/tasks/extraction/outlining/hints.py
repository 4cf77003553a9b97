"""The labels that the description of a field in a schema tells: 申請した日 tells 申請日, 氏名（フルネーム） tells 氏名.

Left out: how well a label names a field (`naming`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from sakura_cli.lexicon import alternation, words

_TABLE = "labels/hints"
_CLAUSE = re.compile(r"[^、。,，.；;：:（(\[【／/\n]+")
_LEAD = re.compile(alternation(words(_TABLE, "lead")))
_VERB = re.compile(rf"(?P<act>[一-龠々ァ-ヶー]{{2,6}}){alternation(words(_TABLE, 'verb'))}(?P<what>[^\s]{{1,6}})")
_AGENT = "者"
_SENTENCE = re.compile(r"[はをが]")
_LONGEST = 14


@lru_cache(maxsize=2048)
def read_hint(hint: str) -> tuple[str, ...]:
    """Return the labels that a description tells, the nearest to its words first; none of a sentence."""
    clause = _CLAUSE.match(hint.strip())
    if clause is None:
        return ()
    said = clause.group().strip()
    if lead := _LEAD.match(said):
        said = said[lead.end() :]
    found: list[str] = []
    if act := _VERB.fullmatch(said):
        found.append(act["act"] + act["what"])
        if act["what"] in words(_TABLE, "agent"):
            found.append(act["act"] + _AGENT)
    elif 0 < len(said) <= _LONGEST and not _SENTENCE.search(said):
        found.append(said)
    return tuple(found)
