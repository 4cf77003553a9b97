"""How an answer to a case is scored: the share of what the case asks for, from 0 to 1.

summarize       each fact kept; nothing reported as invented or turned round; the language and the lines asked for
translate       half for each fact kept, half for the overlap with a reference in runs of three characters
extract         each value right
keigo-rewrite   each fact kept; changed; nothing that the check of keigo reports
ask             what the document says, or that it says nothing
reply           each fact told; no language but Japanese

An answer of nothing scores 0. Facts are compared without blanks, commas and width.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sakura_cli.api.quality.cases import QualityCase, Wordings
from sakura_cli.options.keigo import CheckOptions
from sakura_cli.tasks.framework.result import TaskResult
from sakura_cli.tasks.keigo.check import find_problems

# What is reported of a summary says that it is not what its document says, but for what is wrong with its form.
_OF_FORM = frozenset(("shortened", "broken-off", "empty", "wrong-language"))
# So much of a good translation's runs of characters stands in another good one.
_FULL_OVERLAP = 0.5
_RUN = 3
_SIGNS = str.maketrans("", "", " ,、「」『』()\n\t")


def score_result(case: QualityCase, result: TaskResult[Any]) -> float:
    """Return the score of a task's result."""
    text = result.text
    match case.task:
        case "extract":
            return _share([_is_value(result.payload.data, name, value) for name, value in case.expected.items()])
        case "ask":
            answer = result.payload.answer
            return float((answer is None) if not case.facts else answer is not None and _keeps(answer, case.facts[0]))
    if not text.strip():
        return 0.0
    kept = [_keeps(text, fact) for fact in case.facts]
    match case.task:
        case "summarize":
            invents = any(finding.kind not in _OF_FORM for finding in result.findings)
            is_formed = len(text.splitlines()) <= case.points and _is_in(text, case.language)
            return _share([*kept, not invents and any(kept), is_formed and any(kept)])
        case "translate":
            return (_share(kept) + min(1.0, overlap(text, case.reference) / _FULL_OVERLAP)) / 2
        case "keigo-rewrite":
            is_changed = _plain(text) != _plain(case.text)
            is_correct = is_changed and any(kept) and not find_problems(text, CheckOptions())
            return _share([*kept, is_changed and all(kept), is_correct])
        case _:
            return _share([*kept, _is_in(text, "ja") and any(kept)])


def overlap(text: str, reference: str) -> float:
    """Return the harmonic mean of how much of each text's runs of characters stands in the other."""
    one, other = (_runs(each) for each in (text, reference))
    shared = sum((one & other).values())
    return 2 * shared / (sum(one.values()) + sum(other.values())) if shared else 0.0


def _runs(text: str) -> Counter[str]:
    plain = _plain(text).casefold()
    return Counter(plain[place : place + _RUN] for place in range(len(plain) - _RUN + 1))


def _share(checks: Sequence[bool]) -> float:
    return sum(checks) / len(checks)


def _keeps(text: str, fact: Wordings) -> bool:
    return any(_plain(wording) in _plain(text) for wording in fact)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_SIGNS)


def _is_in(text: str, language: str) -> bool:
    has_kana = any("ぁ" <= char <= "ヺ" for char in text)
    return has_kana == (language == "ja")


def _is_value(data: Any, name: str, value: Any) -> bool:
    found = data.get(name) if isinstance(data, Mapping) else None
    if isinstance(found, str) and isinstance(value, str):
        return _plain(value) in _plain(found) and len(_plain(found)) <= 2 * len(_plain(value)) + 2
    return bool(found == value)
