"""`sakura batch`: records in, records out, and going on where a run ended."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import TEXT, Run

TEXTS = {1: "社長がおっしゃられた。", 2: "", 3: "本日は晴れである。"}


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """Return a file of three records, of which one has no text."""
    path = tmp_path / "in.jsonl"
    rows = [{"id": number, "text": text, "note": "そのまま"} for number, text in TEXTS.items()]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def _read(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.contract("batch")
def test_each_record_gets_a_result_or_its_error(sakura: Run, records: Path, tmp_path: Path) -> None:
    done = sakura("batch", "keigo-check", "in.jsonl", "out.jsonl")
    assert done.returncode == 3, done.stderr.decode()
    assert "3 records done, 1 of them failed, 0 were done already" in done.stderr.decode()
    rows = _read(tmp_path / "out.jsonl")
    assert [(row["id"], row["text"], row["note"]) for row in rows] == [(n, t, "そのまま") for n, t in TEXTS.items()]
    assert [bool(row["error"]) for row in rows] == [False, True, False]
    problems = json.loads(str(rows[0]["details"]))["problems"]
    assert [problem["rule"] for problem in problems] and json.loads(str(rows[1]["error"]))["code"] == 65
    # A second run refuses what is there, or goes on with what has no result.
    assert sakura("batch", "keigo-check", "in.jsonl", "out.jsonl").returncode == 73
    text = (tmp_path / "in.jsonl").read_text(encoding="utf-8")
    (tmp_path / "in.jsonl").write_text(text.replace('"text": ""', '"text": "了解した。"'), encoding="utf-8")
    again = sakura("batch", "keigo-check", "in.jsonl", "out.jsonl", "--resume")
    assert again.returncode == 0 and "1 records done, 0 of them failed, 2 were done already" in again.stderr.decode()
    assert sorted(int(str(row["id"])) for row in _read(tmp_path / "out.jsonl")) == [1, 2, 3]


def test_options_and_columns_are_named(sakura: Run, tmp_path: Path) -> None:
    (tmp_path / "記録.jsonl").write_text(json.dumps({"番号": 7, "本文": TEXT}) + "\n", encoding="utf-8")
    arguments = ("--key", "番号", "--column", "本文", "-p", "rules_only=true")
    assert (
        sakura("batch", "keigo-rewrite", "記録.jsonl", "out.jsonl", *arguments).returncode == 69
    )  # it may want a model
    done = sakura("batch", "keigo-fix", "記録.jsonl", "out.jsonl", *arguments[:4])
    assert done.returncode == 0, done.stderr.decode()
    assert _read(tmp_path / "out.jsonl")[0]["番号"] == 7


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("sumarize", "in.jsonl", "o.jsonl"), 2, "there is no task named sumarize"),
        (("summarize", "in.jsonl", "o.jsonl"), 69, "no model is installed"),
        (("keigo-check", "missing.jsonl", "o.jsonl"), 66, "missing.jsonl"),
        (("keigo-check", "in.jsonl", "o.jsonl", "--key", "nr"), 65, "has no nr"),
        (("keigo-check", "in.jsonl", "o.jsonl", "-p", "x"), 2, "KEY=VALUE"),
        (("keigo-check", "in.jsonl", "o.jsonl", "--on", "spark"), 2, "--on wants local, ray or ray://HOST:PORT"),
    ],
)
def test_what_cannot_be_done_is_told_before_anything_is_written(
    sakura: Run, records: Path, tmp_path: Path, arguments: tuple[str, ...], status: int, words: str
) -> None:
    result = sakura("batch", *arguments)
    assert result.returncode == status, result.stderr.decode()
    assert words in result.stderr.decode() and not (tmp_path / "o.jsonl").exists()
