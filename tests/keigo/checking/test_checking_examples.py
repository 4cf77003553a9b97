"""Every rule finds its wrong sentences, where and as its file says, and leaves the right ones alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from sakura_cli.keigo import check
from sakura_cli.keigo.checking.checker import rule_names
from sakura_cli.keigo.checking.rule_files import leave_out_examples, parse_rules
from sakura_cli.keigo.checking.rule_set import FOLDER, GROUPS, all_rules

RULES = all_rules(with_examples=True)
MARKED = re.compile(r"〔(?P<wrong>[^→〕]*)(?P<arrow>→)?(?P<after>[^〕]*)〕")
AUDIENCE = re.compile(r"\((?P<audience>internal|superior)\) ")
FILES = sorted(Path(FOLDER).glob("*.yaml"))


def _read(example: str) -> tuple[str, str]:
    """Return the audience of an example, and its sentence."""
    found = AUDIENCE.match(example)
    return (found["audience"], example[found.end() :]) if found else ("external", example)


@pytest.mark.parametrize(("rule", "example"), [(rule.name, wrong) for rule in RULES for wrong in rule.wrong])
def test_what_is_wrong_is_found_in_its_place_with_what_is_suggested(rule: str, example: str) -> None:
    audience, marked = _read(example)
    text = MARKED.sub(lambda found: found["wrong"], marked)
    expected, removed = [], 0
    for found in MARKED.finditer(marked):
        start = found.start() - removed
        removed += len(found[0]) - len(found["wrong"])
        expected.append((start, start + len(found["wrong"]), found["after"]))
    assert expected, "nothing is marked"
    problems = [problem for problem in check(text, audience=audience, also=[rule]) if problem.rule == rule]
    assert [(problem.start, problem.end, problem.suggestion) for problem in problems] == expected
    assert all(problem.message for problem in problems)


@pytest.mark.parametrize(("rule", "example"), [(rule.name, right) for rule in RULES for right in rule.right])
def test_what_is_right_is_left_alone(rule: str, example: str) -> None:
    audience, text = _read(example)
    assert [problem.rule for problem in check(text, audience=audience, also=[rule])] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_has_a_source_a_summary_and_three_sentences_of_each_kind(rule) -> None:  # type: ignore[no-untyped-def]
    assert rule.source and rule.summary
    assert len(set(rule.right)) == len(rule.right) >= 3
    assert len(set(rule.wrong)) == len(rule.wrong) >= 3
    assert rule.patterns and all(pattern.message for pattern in rule.patterns)


def test_every_file_of_rules_is_read() -> None:
    assert {path.stem for path in FILES} == set(GROUPS)
    assert [rule.name for rule in RULES] == rule_names()
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_every_finder_is_named_by_a_rule() -> None:
    named = {pattern.source for rule in RULES for pattern in rule.patterns if pattern.kind == "find"}
    defined = {
        f"{path.stem}:{name}"
        for path in (FOLDER.parent / "finders").glob("*.py")
        for name in re.findall(r"^def (find_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert defined == named


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_of_rules_is_yaml_and_read_as_such(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    as_yaml = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506
    assert parse_rules(text) == as_yaml
    without = [{key: value for key, value in rule.items() if key not in ("right", "wrong")} for rule in as_yaml]
    assert parse_rules(leave_out_examples(text)) == without
