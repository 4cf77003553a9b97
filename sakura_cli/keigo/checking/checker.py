"""Check keigo: run the rules over the lines of a text, honour ignore comments, and report problems in order.

`sakura:ignore` in a line (in any kind of comment) silences that line, `sakura:ignore ra-nuki, ryokai` only those rules;
`sakura:ignore-next` the following line; `sakura:ignore-start` … `sakura:ignore-end` a block.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache
from typing import Final

from sakura_cli.japanese.morphology import analyse_morphemes
from sakura_cli.keigo.checking.passage import CheckedLine, find_stems
from sakura_cli.keigo.checking.rule import Rule
from sakura_cli.keigo.checking.rule_index import RuleIndex
from sakura_cli.keigo.checking.rule_set import all_rules
from sakura_cli.keigo.layout import find_lines
from sakura_cli.keigo.types import Audience, Problem, RuleDescription

_COMMENT: Final = re.compile(
    r"sakura:ignore(?P<kind>-next|-start|-end)?(?P<rules>[ \t]+[a-z][a-z-]*(?:[ \t]*,[ \t]*[a-z][a-z-]*)*)?"
)


def rule_names() -> list[str]:
    """Return the names of all rules."""
    return [rule.name for rule in all_rules()]


def describe_rules() -> dict[str, RuleDescription]:
    return {rule.name: RuleDescription(rule.summary, rule.source) for rule in all_rules()}


def check_text(
    text: str,
    audience: Audience,
    enabled: Collection[str] | None = None,
    disabled: Collection[str] = (),
    also: Collection[str] = (),
) -> list[Problem]:
    """Return the problems of `text` in order of position; ValueError for an unknown rule name."""
    names = rule_names()
    for name in (*(enabled or ()), *disabled, *also):
        if name not in names:
            raise ValueError(f"unknown keigo rule: {name}")
    wanted = {rule.name for rule in all_rules() if rule.is_default} if enabled is None else set(enabled)
    wanted |= set(also)
    chosen = tuple(name for name in names if name in wanted and name not in disabled)
    of_text = _prepare(chosen)[1]
    problems = [
        replace(problem, start=problem.start + line.start, end=problem.end + line.start)
        for line in find_lines(text)
        for problem in _find_in_line(line.text, audience, chosen)
    ]
    kept = _without_overlaps(problems)
    whole = CheckedLine(text, 0, (), (), audience)
    kept += [problem for rule in of_text for problem in rule.find(whole)]
    return _without_ignored(text, sorted(kept, key=lambda problem: (problem.start, problem.end)))


@lru_cache(maxsize=1024)
def _find_in_line(line: str, audience: Audience, names: tuple[str, ...]) -> tuple[Problem, ...]:
    """Return the problems of one line, which says nothing of the others; their spans count from its start.

    Kept in memory only, for editors: what is typed changes one line of a document.
    """
    tokens = analyse_morphemes(line)
    passage = CheckedLine(line, 0, tokens, find_stems(tokens), audience)
    return tuple(_prepare(names)[0].find(passage))


@lru_cache(maxsize=8)
def _prepare(names: tuple[str, ...]) -> tuple[RuleIndex, list[Rule]]:
    """Return the rules of those names: those that look at lines as an index, and those that look at the text."""
    rules = [rule for rule in all_rules() if rule.name in names]
    return RuleIndex([rule for rule in rules if not rule.is_of_text]), [rule for rule in rules if rule.is_of_text]


def _without_overlaps(problems: list[Problem]) -> list[Problem]:
    """Keep one problem where several rules find the same fault: the graver one, then the longer."""
    rank = {"error": 0, "shifting": 1, "style": 2}
    kept: list[Problem] = []
    for problem in sorted(problems, key=lambda x: (rank[x.severity.value], x.start - x.end, x.start)):
        if not any(problem.start < other.end and other.start < problem.end for other in kept):
            kept.append(problem)
    return kept


def _without_ignored(text: str, problems: list[Problem]) -> list[Problem]:
    if "sakura:ignore" not in text:
        return problems
    starts = [0] + [match.end() for match in re.finditer(r"\r\n|\r|\n", text)]
    silenced: dict[int, set[str] | None] = {}
    block: set[str] | None = set()
    is_in_block = False
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(text)
        match = _COMMENT.search(text, start, end)
        names = {name.strip() for name in match["rules"].split(",")} if match and match["rules"] else None
        if match and match["kind"] == "-start":
            is_in_block, block = True, names
        elif match and match["kind"] == "-end":
            is_in_block = False
        elif match:
            silenced[number + (1 if match["kind"] == "-next" else 0)] = names
        if is_in_block:
            silenced[number] = block
    return [
        problem
        for problem in problems
        if not _is_silenced(problem, silenced.get(bisect_right(starts, problem.start) - 1, set()))
    ]


def _is_silenced(problem: Problem, names: set[str] | None) -> bool:
    return names is None or problem.rule in names
