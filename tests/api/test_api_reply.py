"""`Sakura.reply`: drafts from Python, with what they know."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path

import pytest

from sakura_cli import Sakura
from sakura_cli.api import engine as api_engine
from sakura_cli.errors import UsageError
from tests.fakes.engine import ScriptedWorker
from tests.tasks.reply.mails import RULES


@pytest.fixture
def rules(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(api_engine, "WorkerEngine", ScriptedWorker(lambda request: "なし"))
    monkeypatch.setenv("SAKURA_MODEL", str(model))
    path = tmp_path / "規程.txt"
    path.write_text(RULES, encoding="utf-8")
    return path


def test_a_draft_knows_its_questions_and_whom_it_is_for(rules: Path, tmp_path: Path) -> None:
    mail = "件名：点検\n\n森と申します。\n点検の料金はいくらですか。\n車検はありますか。\n"
    with Sakura() as sakura:
        draft = sakura.reply(mail, rules, from_name="林", signature="林輪店", tone="簡潔")
    assert "点検の料金は2,200円です。" in draft.text
    assert draft.text.endswith("\n\n林輪店")
    assert draft.addressee.name == "森"
    assert [question.is_open for question in draft.questions] == [False, True]
    assert [question.text for question in draft.open_points] == ["車検はありますか。"]
    assert not draft.is_complaint
    draft.save(tmp_path / "reply.eml")
    message = email.message_from_bytes((tmp_path / "reply.eml").read_bytes(), policy=email.policy.default)
    assert message["Subject"] == "Re: 点検"


def test_drafts_come_in_the_order_of_their_mails(rules: Path) -> None:
    with Sakura() as sakura:
        drafts = list(sakura.reply_many(["点検の料金はいくらですか。", "ありがとうございました。"], rules))
    assert [len(draft.questions) for draft in drafts] == [1, 0]


def test_a_tone_is_one_of_three(rules: Path) -> None:
    with Sakura() as sakura, pytest.raises(UsageError, match="tone"):
        sakura.reply("試乗は？", rules, tone="丁重")  # type: ignore[arg-type]
