"""The plain kind of YAML that rule files are."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sakura_cli.keigo.checking.rule_files import parse_rules

WORD = st.from_regex(r"[a-zぁ-ん][a-zぁ-ん,。=]{0,8}", fullmatch=True)
QUOTED = st.text(st.sampled_from("ab:#'{}[]!@|> -"), max_size=12)
SCALAR = st.one_of(WORD, QUOTED.map(lambda text: "'" + text.replace("'", "''") + "'"))


ITEMS = st.lists(SCALAR, min_size=1, max_size=3)
RULES = st.lists(st.dictionaries(st.sampled_from(["name", "if", "right"]), ITEMS, min_size=1), max_size=3)


@settings(max_examples=40, deadline=None)
@given(RULES)
def test_what_is_read_is_what_pyyaml_reads(rules: list[dict[str, list[str]]]) -> None:
    lines = []
    for rule in rules:
        for number, (key, items) in enumerate(rule.items()):
            lines.append(f"{'  ' if number else '- '}{key}:")
            lines += [f"  - {item}" for item in items]
    source = "\n".join(lines)
    assert parse_rules(source) == (yaml.load(source, Loader=yaml.BaseLoader) or [])  # noqa: S506


def test_comments_nesting_and_quotes() -> None:
    source = (
        "# what\n- name: a-b\n  patterns:\n  - match: '{ に }'\n    if:\n      subject が: own\n"
        "    suggest: 'it''s'\n\n- name: c\n"
    )
    assert parse_rules(source) == [
        {"name": "a-b", "patterns": [{"match": "{ に }", "if": {"subject が": "own"}, "suggest": "it's"}]},
        {"name": "c"},
    ]


@pytest.mark.parametrize("source", ["- name: 'open\n", "- name: a\n  no key\n", "name: a\n"])
def test_what_is_not_of_the_plain_kind_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="rule file"):
        parse_rules(source)
