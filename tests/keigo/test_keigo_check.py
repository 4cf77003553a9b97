"""The checker: what must pass, options and ignore comments. Each rule's own sentences are in `checking/`."""

from __future__ import annotations

import pytest

from sakura_cli.keigo import check
from tests.keigo.fixture_lines import read_lines


@pytest.mark.parametrize("right", read_lines("check_right.txt"))
def test_right_keigo_passes(right: str) -> None:
    assert check(right) == []


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
