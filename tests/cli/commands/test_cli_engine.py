"""`--engine`: a server is asked, this machine's without more, another's only when the user says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import TEXT, Run
from tests.fakes.chat_server import ChatServer

ANSWER = "・会議を開き、来月の予定を確認した"


@pytest.mark.contract("engine")
def test_a_server_answers_in_place_of_weights(sakura: Run) -> None:
    with ChatServer(lambda body: ANSWER, honours=["grammar"]) as server:
        result = sakura("summarize", "--json", "--engine", server.url, stdin=TEXT.encode())
        assert result.returncode == 0, result.stderr.decode()
        told = json.loads(result.stdout)
        assert "来月の予定を確認した" in told["result"]["text"]
        assert told["model"] == {"name": "small", "sha256": None, "quantization": ""}
        assert told["engine"] == {"url": server.url, "remote": False}
        by_environment = sakura("summarize", stdin=TEXT.encode(), env={"SAKURA_ENGINE": f"{server.url}/v1"})
        assert by_environment.returncode == 0 and by_environment.stderr == b""
        assert server.chats and all(TEXT.strip() in body["messages"][-1]["content"] for body in server.chats)


def test_another_machine_is_not_asked_unless_the_user_says_so(sakura: Run) -> None:
    remote = "http://192.0.2.1:9"  # reserved for documentation: nobody is there
    result = sakura("summarize", "--engine", remote, stdin=TEXT.encode())
    assert result.returncode == 2
    message = result.stderr.decode()
    assert "is not on this machine: your texts would leave it" in message and "--allow-remote" in message
    sakura("config", "set", "engine", remote)
    assert sakura("summarize", stdin=TEXT.encode()).returncode == 2
    report = sakura("doctor").stdout.decode()
    assert "not on this machine" in report


def test_where_texts_go_is_said(sakura: Run) -> None:
    # A name that is not localhost's may be any machine's; this one is taken to be another, and is not there.
    result = sakura("summarize", "--engine", "http://sakura.invalid", "--allow-remote", stdin=TEXT.encode())
    assert result.returncode == 69
    assert "your texts are sent to http://sakura.invalid:80, which is not this machine" in result.stderr.decode()


def test_doctor_tells_what_a_server_honours(sakura: Run) -> None:
    with ChatServer(honours=["grammar"]) as server:
        report = json.loads(sakura("doctor", "--json", env={"SAKURA_ENGINE": server.url}).stdout)
        shown = sakura("doctor", env={"SAKURA_ENGINE": server.url}).stdout.decode()
    assert report["server"] == {
        "url": server.url,
        "remote": False,
        "model": "small",
        "honours": {"grammar": "grammar", "json_schema": None},
        "context_limit_tokens": 2048,
    }
    assert "held by it" in shown and "grammar" in shown and "that process of this machine" in shown
    assert "engine" not in report and "model" not in report


def test_a_batch_loses_nothing_to_a_server_that_fails_now_and_then(sakura: Run, tmp_path: Path) -> None:
    faults = [None, "drop", 500, None, "bad-utf8", 429, None, "no-end"]
    names = [f"{number}.txt" for number in range(8)]
    for name in names:
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    with ChatServer(lambda body: ANSWER, honours=["grammar"], faults=faults) as server:
        result = sakura("summarize", "--json", "-q", "--engine", server.url, *names)
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["source"] for line in lines] == names
    assert {line["status"] for line in lines} == {"ok"} and result.returncode == 0


def test_one_input_that_a_server_refuses_fails_alone(sakura: Run, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(f"{TEXT}{name}の記録です。\n", encoding="utf-8")

    def reply(body: dict[str, object]) -> str:
        return "开会" if "b.txt" in str(body["messages"]) else ANSWER

    with ChatServer(reply) as server:
        result = sakura("summarize", "--json", "-q", "--engine", server.url, "a.txt", "b.txt", "c.txt")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["status"] for line in lines] == ["ok", "error", "ok"] and result.returncode == 3
    assert lines[1]["error"]["kind"] == "wrong-script"


@pytest.mark.parametrize("url", ["127.0.0.1:8080", "http://user:secret@127.0.0.1", "ftp://127.0.0.1"])
def test_what_is_no_url_is_told(sakura: Run, url: str) -> None:
    result = sakura("summarize", "--engine", url, stdin=TEXT.encode())
    assert result.returncode == 2 and "--engine wants a URL" in result.stderr.decode()
    assert "secret" not in result.stderr.decode()
