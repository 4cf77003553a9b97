"""The checker's rules on sentences written for them: what is wrong, what must pass, options and ignore comments."""

from __future__ import annotations

import pytest

from sakura_cli.keigo import check
from sakura_cli.keigo.checking.checker import rule_names
from tests.keigo.fixture_lines import read_lines

WRONG = [tuple(line.replace(" → ", ": ").split(": ")) for line in read_lines("check_wrong.txt")]


@pytest.mark.parametrize(("rule", "wrong", "expected"), WRONG)
def test_wrong_keigo_is_found_and_mended(rule: str, wrong: str, expected: str) -> None:
    problems = check(wrong)
    assert rule in [problem.rule for problem in problems]
    text = wrong
    for problem in reversed(problems):
        if problem.suggestion:
            text = text[: problem.start] + problem.suggestion + text[problem.end :]
    assert text == expected


@pytest.mark.parametrize("right", read_lines("check_right.txt"))
def test_right_keigo_passes(right: str) -> None:
    assert check(right) == []


def test_every_rule_has_a_wrong_example_or_its_own_test() -> None:
    tested_here = {
        "register-mixing",
        "gozaru-person",
        "wording",
        "family-term",
        "own-volition",
        "own-favour",
        "humble-title",
    }
    tested_here |= {
        "company-sama",
        "sasete-itadaku",
        "respect-oru",
        "humble-advice",
        "humble-for-other",
        "humble-subject",
    }
    assert set(rule_names()) == {rule for rule, *_ in WRONG} | tested_here


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("gozaru-person", "山田様でございますか。"),
        ("wording", "お体をご自愛ください。"),
        ("wording", "すいませんでした。"),
        ("family-term", "私のお父さんは元気です。"),
        ("own-volition", "私がお選びなさいましょうか。"),
        ("own-favour", "来週中にお願いなさいます。"),
        ("humble-title", "田中課長はただいま外出しております。"),
        ("sasete-itadaku", "発表させていただき、説明させていただきます。"),
        ("respect-oru", "資料はもうご覧になっております。"),
        ("humble-advice", "先生、傘はお持ちしましたか。"),
        ("company-sama", "御社様のご意見を伺います。"),
        ("humble-advice", "少しは耳をお貸ししたら？"),
        ("humble-for-other", "お客様がお届けする予定です。"),
        ("humble-subject", "お客様が参りました。"),
    ],
)
def test_rule(rule: str, text: str) -> None:
    assert rule in [problem.rule for problem in check(text)]


def test_audience_decides_who_is_own() -> None:
    text = "弊社の佐藤部長がご説明いたします。"
    assert [p.rule for p in check(text, audience="external")] == ["own-title"]
    assert check(text, audience="internal") == []
    assert [p.rule for p in check("了解しました。", audience="superior")] == ["ryokai"]
    assert check("了解しました。", audience="internal") == []


def test_mixed_registers_are_found_in_a_text_of_one_register() -> None:
    text = "資料を送ります。確認してください。会議は三時だ。よろしくお願いします。"
    assert [text[p.start : p.end] for p in check(text, enabled=["register-mixing"])] == ["会議は三時だ"]
    assert check("資料を送る。会議は三時だ。以上だ。", enabled=["register-mixing"]) == []


def test_rules_can_be_chosen() -> None:
    text = "お読みになられましたか。見れます。"
    assert [p.rule for p in check(text)] == ["double-respect", "ra-nuki"]
    assert [p.rule for p in check(text, enabled=["ra-nuki"])] == ["ra-nuki"]
    assert [p.rule for p in check(text, disabled=["ra-nuki"])] == ["double-respect"]
    with pytest.raises(ValueError, match="unknown keigo rule"):
        check(text, enabled=["no-such-rule"])


def test_ignore_comments() -> None:
    assert check("見れます。 <!-- sakura:ignore -->") == []
    assert check("見れます。 <!-- sakura:ignore ra-nuki, ryokai -->") == []
    assert [p.rule for p in check("見れます。 <!-- sakura:ignore ryokai -->")] == ["ra-nuki"]
    assert check("<!-- sakura:ignore-next -->\n見れます。") == []
    assert len(check("<!-- sakura:ignore-next -->\n見れます。\n見れます。")) == 1
    assert len(check("sakura:ignore-start\n見れます。\nsakura:ignore-end\n見れます。")) == 1


def test_quotations_and_code_are_not_checked() -> None:
    assert check("「お読みになられる」は誤りです。`見れる` も同じです。") == []


def test_problems_say_where_and_why() -> None:
    (problem,) = check("本日、お読みになられましたか。")
    assert (problem.start, problem.end) == (3, 10)
    assert problem.severity == "error"
    assert "p.30" in problem.source
    assert problem.message
