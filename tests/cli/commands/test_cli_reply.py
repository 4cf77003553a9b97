"""`sakura reply`: where drafts go, what is told, batches and statuses; with a scripted engine."""

from __future__ import annotations

import email
import email.policy
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sakura_cli.api import engine as api_engine
from tests.cli.conftest import Result, in_process
from tests.fakes.engine import ScriptedWorker
from tests.tasks.reply.mails import FAQ, PRICES, RULES

Command = Callable[..., Result]
MAIL = (
    "From: mori@mail.example\nTo: info@rin.example\nMessage-ID: <1@mail.example>\nSubject: Inspection\n"
    "Content-Type: text/plain; charset=utf-8\n\n{}\n"
)
ANSWER = "点検の料金は2,200円です。"


@pytest.fixture
def sakura_command(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Command:
    """Run a command in this process, in a folder with mails and sources."""
    for name, text in (("規程.txt", RULES), ("質問.txt", FAQ), ("価格.md", PRICES)):
        (tmp_path / "規程").mkdir(exist_ok=True)
        (tmp_path / "規程" / name).write_text(text, encoding="utf-8")
    mails = tmp_path / "mails"
    mails.mkdir()
    for number, body in enumerate(("点検の料金はいくらですか。", "車検はありますか。", "ありがとうございました。"), 1):
        (mails / f"{number}.eml").write_text(MAIL.format(body), encoding="utf-8")
    (mails / "絵.png").write_bytes(b"\x89PNG\0\0")
    (tmp_path / "署名.txt").write_text("--\n林輪店\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAKURA_MODEL", str(model))

    def run(*arguments: str | Path) -> Result:
        monkeypatch.setattr(api_engine, "WorkerEngine", ScriptedWorker(lambda request: "なし"))
        return in_process("reply", *arguments, capture=capsysbinary)

    return run


def test_a_draft_is_on_stdout_and_its_places_on_stderr(sakura_command: Command) -> None:
    result = sakura_command(
        "mails/1.eml", "--sources", "規程", "--from-name", "林", "--from-company", "林輪店", "--signature", "署名.txt"
    )
    assert result.status == 0
    assert result.text.startswith("お客様\n\nいつもお世話になっております。\n林輪店の林でございます。\n")
    assert ANSWER in result.text
    assert result.text.endswith("\n\n--\n林輪店\n")
    assert "1. 点検の料金はいくらですか。" in result.stderr
    assert "規程/規程.txt:4" in result.stderr


def test_an_open_point_is_told_and_strict_makes_it_a_status(sakura_command: Command) -> None:
    result = sakura_command("mails/2.eml", "--sources", "規程")
    assert (result.status, "open-point" in result.stderr) == (0, True)
    assert sakura_command("mails/2.eml", "--sources", "規程", "--strict").status == 1


def test_json_tells_questions_answers_and_citations(sakura_command: Command) -> None:
    told = json.loads(sakura_command("mails/1.eml", "--sources", "規程", "--json").text)
    assert ANSWER in told["result"]["text"]
    [question] = told["result"]["questions"]
    assert set(question) == {"text", "kind", "answer", "citations", "is_open"}
    assert set(question["citations"][0]) == {"file", "start", "end", "origin", "quote"}
    assert told["result"]["addressee"] == {"company": "", "unit": "", "post": "", "name": ""}
    assert told["result"]["is_complaint"] is False


def test_a_name_in_eml_holds_a_mail(sakura_command: Command) -> None:
    assert sakura_command("mails/1.eml", "--sources", "規程", "-o", "reply.eml").status == 0
    message = email.message_from_bytes(Path("reply.eml").read_bytes(), policy=email.policy.default)
    assert (message["Subject"], message["In-Reply-To"]) == ("Re: Inspection", "<1@mail.example>")
    content = message.get_content()  # type: ignore[attr-defined]
    assert ANSWER in content
    assert "> 点検の料金はいくらですか。" in content
    assert sakura_command("mails/1.eml", "--sources", "規程", "-o", "reply.txt").status == 0
    assert "> " not in Path("reply.txt").read_text(encoding="utf-8")


def test_a_folder_of_mails_is_a_batch_that_goes_on(sakura_command: Command) -> None:
    first = sakura_command("mails", "--sources", "規程", "--out-dir", "drafts")
    assert first.status == 0
    assert sorted(path.name for path in Path("drafts").glob("[0-9]*")) == ["1.eml", "2.eml", "3.eml"]
    again = sakura_command("mails", "--sources", "規程", "--out-dir", "drafts", "--resume")
    assert "3 of 3 inputs were done already" in again.stderr
    # Other sources give other answers.
    Path("規程/規程.txt").write_text(RULES.replace("2,200", "2,500"), encoding="utf-8")
    changed = sakura_command("mails", "--sources", "規程", "--out-dir", "drafts", "--resume")
    assert "were done already" not in changed.stderr
    message = email.message_from_bytes(Path("drafts/1.eml").read_bytes(), policy=email.policy.default)
    assert "2,500円" in message.get_content()  # type: ignore[attr-defined]


def test_sources_are_wanted_and_a_folder_has_mails(sakura_command: Command) -> None:
    result = sakura_command("mails/1.eml")
    assert result.status == 2
    assert "sakura reply MAIL.eml --sources FOLDER" in result.stderr
    Path("empty").mkdir()
    assert sakura_command("empty", "--sources", "規程").status == 2


def test_a_mail_without_text_is_refused(sakura_command: Command) -> None:
    Path("empty.eml").write_text(MAIL.format(""), encoding="utf-8")
    assert sakura_command("empty.eml", "--sources", "規程").status == 65
