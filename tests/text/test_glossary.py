"""Glossaries: read from CSV, TSV and prh YAML; terms found and missed."""

from __future__ import annotations

import pytest

from sakura_cli.errors import BadInputError
from sakura_cli.text import glossary
from sakura_cli.text.glossary import Term, find_missed, find_terms, parse_glossary

CSV = "source,target,note\n取締役会,Board of Directors\n# 註\n\n検収,acceptance inspection,契約\n"
TSV = "検収\tacceptance, final\n"
PRH = """\
version: 1
rules:
  - expected: server
    patterns: [サーバー, /サーバ(?!ー)/]
  - expected: user
    pattern: 利用者
"""


def test_csv_has_terms_notes_comments_and_a_header() -> None:
    assert parse_glossary(CSV, name="terms.csv") == [
        Term("取締役会", "Board of Directors"),
        Term("検収", "acceptance inspection", "契約"),
    ]


def test_tsv_keeps_commas() -> None:
    assert parse_glossary(TSV, name="terms.tsv") == [Term("検収", "acceptance, final")]


def test_prh_patterns_are_sources() -> None:
    terms = parse_glossary(PRH, name="prh.yml")
    found = find_terms("サーバとサーバーの利用者", terms)
    assert [(mention.span.start, mention.term.target) for mention in found] == [
        (0, "server"),
        (4, "server"),
        (9, "user"),
    ]


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("検収\n", "a.csv", "line 1"),
        ("source,target\n検収,\n", "a.csv", "line 2"),
        ("# 何もない\n", "a.csv", "no terms"),
        ('検収,"acceptance\n', "a.csv", "cannot be read"),
        ("rules: [", "a.yml", "YAML"),
        ("a: 1", "a.yml", "rules"),
        ("rules: [{pattern: x}]", "a.yml", "rule 1"),
        ("rules: [{pattern: /(/, expected: x}]", "a.yml", "rule 1"),
    ],
)
def test_what_is_wrong_is_said_without_the_text(text: str, name: str, said: str) -> None:
    with pytest.raises(BadInputError) as caught:
        parse_glossary(text, name=name)
    assert said in caught.value.message and "検収" not in caught.value.message
    assert caught.value.exit_status == 65


def test_the_longest_term_counts() -> None:
    terms = [Term("契約", "contract"), Term("契約書", "agreement")]
    assert [mention.term.target for mention in find_terms("契約書の契約", terms)] == ["agreement", "contract"]


def test_latin_terms_are_whole_words_in_any_case_and_number() -> None:
    terms = [Term("server", "サーバー")]
    assert len(find_terms("Servers observe the server.", terms)) == 2


@pytest.mark.parametrize("target", ["the Board  of directors met", "BOARD OF DIRECTORS", "of the Board-of-Directors"])
def test_a_translation_may_inflect_a_term(target: str) -> None:
    assert find_missed("取締役会を開く", target, [Term("取締役会", "Board of Directors")]) == []


def test_a_missed_term_is_told_once_with_its_place() -> None:
    terms = [Term("取締役会", "Board of Directors"), Term("監査役", "auditor")]
    [missed] = find_missed("取締役会と監査役と取締役会", "the board and an auditor", terms)
    assert missed.term.source == "取締役会" and missed.span == (0, 4)


def test_full_width_and_half_width_are_one() -> None:
    assert find_missed("ＡＩ倫理", "AI ethics", [Term("AI倫理", "AI ethics")]) == []
    assert find_missed("AI倫理", "人工知能", [Term("ＡＩ倫理", "ＡＩ")]) != []


def test_a_pattern_that_goes_back_and_forth_for_ever_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glossary, "_MOST_SECONDS", 0.2)
    terms = parse_glossary("rules:\n  - expected: x\n    pattern: /(あ+)+$/\n", name="g.yaml")
    with pytest.raises(BadInputError, match="pattern of the glossary") as caught:
        find_terms("あ" * 40 + "い", terms)
    assert caught.value.kind == "bad-glossary"


def test_of_many_terms_that_overlap_the_longest_counts() -> None:
    terms = [Term("会議", "meeting"), Term("会議室", "meeting room"), Term("議", "debate")]
    found = find_terms("会議室の会議と議", terms)
    assert [mention.term.source for mention in found] == ["会議室", "会議", "議"]
