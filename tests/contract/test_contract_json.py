"""The contract on JSON: the keys of every task, spans, findings, errors."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

import sakura_cli
from tests.cli.conftest import TEXT, Run
from tests.contract.conftest import ANSWER

# A character outside the basic plane: a span in UTF-16 units would be off by one after it.
NOTE = "😀 お知らせ。\n件名：棚卸し\n日付：令和7年4月1日\n金額：１，２８０円（税込）\n"
WRONG = "😀 資料はお読みになられましたか。\n来週なら見れます。\n"


def read(result: subprocess.CompletedProcess[bytes]) -> dict[str, Any]:
    """Return the one object of a report."""
    [line] = result.stdout.decode().splitlines()
    value: dict[str, Any] = json.loads(line)
    return value


@pytest.mark.contract("json", "json-summarize")
def test_json_is_one_object_a_line_with_its_keys(shell: Run, model: Path, memo: Path) -> None:
    line = f"scripted {ANSWER} summarize -q -m {model} --json memo.txt memo.txt"
    result = shell(f"{line} | jq -c '[keys_unsorted, .version, .task, .source, .status, .sakura]'")
    keys = ["version", "task", "source", "status", "result", "findings", "usage", "model", "sakura"]
    assert result.stderr == b""
    assert [json.loads(each) for each in result.stdout.splitlines()] == [
        [keys, 1, "summarize", "memo.txt", "ok", sakura_cli.__version__]
    ] * 2
    [first, _] = map(json.loads, shell(line).stdout.splitlines())
    assert list(first["usage"]) == ["prompt_tokens", "cached_tokens", "completion_tokens", "chunks", "seconds"]
    assert list(first["model"]) == ["name", "sha256", "quantization"]
    assert first["result"] == {"text": f"・{ANSWER}", "coverage": {"chunks": 1, "of": 1}}


@pytest.mark.contract("json-translate", "spans")
def test_json_of_a_translation(shell: Run, model: Path, tmp_path: Path) -> None:
    source = "😀 倉庫の棚卸しを終えた。\n検収は来週です。\n"
    (tmp_path / "in.txt").write_bytes(source.replace("\n", "\r\n").encode("utf-16"))
    report = read(shell(f"scripted 'It is over.' translate --to en -q -m {model} --json in.txt"))
    assert list(report["result"])[:2] == ["text", "segments"]
    segments = report["result"]["segments"]
    assert len(segments) == 2 and all(list(each) == ["source", "target", "start", "end", "origin"] for each in segments)
    # However the file writes them, the newlines of the decoded text are one character each.
    assert [source[each["start"] : each["end"]] for each in segments] == [each["source"] for each in segments]
    assert [each["target"] for each in segments] == ["It is over."] * 2
    assert [each["origin"] for each in segments] == [{"line": 1}, {"line": 2}]


@pytest.mark.contract("json-ask")
def test_json_of_an_answer(shell: Run, model: Path, tmp_path: Path) -> None:
    text = "😀 規則\n\n第1条　住宅手当は、月額18,000円とする。ただし、社宅に入居している者を除く。\n"
    (tmp_path / "規則.txt").write_text(text, encoding="utf-8")
    result = read(shell(f"scripted '18,000円' ask 住宅手当はいくらですか 規則.txt -q -m {model} --json"))["result"]
    assert list(result) == ["answer", "citations"]
    for citation in result["citations"]:
        assert list(citation) == ["file", "start", "end", "origin", "quote"]
        assert text[citation["start"] : citation["end"]] == citation["quote"]
    assert result["citations"][0]["quote"] == "18,000円" and result["citations"][0]["origin"]["heading"] == "第1条"
    none = shell(f"scripted なし ask 住宅手当の様式 規則.txt -q -m {model} --json")
    assert none.returncode == 1 and list(read(none)["result"]) == ["answer", "citations", "nearest"]


@pytest.mark.contract("json-reply")
def test_json_of_a_reply(shell: Run, model: Path, tmp_path: Path) -> None:
    (tmp_path / "規程.txt").write_text("送料は900円です。\n", encoding="utf-8")
    (tmp_path / "mail.txt").write_text("送料はいくらですか。\n車検はありますか。\n", encoding="utf-8")
    line = f"scripted '900円' reply mail.txt --sources 規程.txt -q -m {model} --json"
    result = read(shell(line))["result"]
    assert list(result) == ["text", "questions", "addressee", "is_complaint"]
    answered, open_point = result["questions"]
    assert list(answered) == ["text", "kind", "answer", "citations", "is_open"]
    assert (answered["is_open"], answered["citations"][0]["quote"]) == (False, "送料は900円です。")
    assert (open_point["is_open"], open_point["answer"], open_point["citations"]) == (True, None, [])


@pytest.mark.contract("json-search")
def test_json_of_a_search(sakura: Run) -> None:
    text = "| 型番 | 価格 |\n| --- | --- |\n| MK-200 | 48,000円 |\n"
    result = read(sakura("search", "MK-200の価格", "--json", stdin=text.encode()))["result"]
    [passage] = result["passages"]
    assert list(passage) == ["file", "start", "end", "origin", "score", "text"]
    assert passage["text"] == "型番: MK-200 / 価格: 48,000円"
    assert text[passage["start"] : passage["end"]].startswith("MK-200")


@pytest.mark.contract("json-read", "spans")
def test_json_of_reading(sakura: Run) -> None:
    text = "## 議事\n\n- 検収\n\n| 品名 | 数量 |\n| --- | --- |\n| 棚 | 3 |\n"
    result = read(sakura("read", "--json", stdin=text.encode()))["result"]
    assert list(result) == ["text", "medium", "blocks", "left_out"]
    assert (result["text"], result["medium"], result["left_out"]) == (text, "markdown", [])
    heading, item, table = result["blocks"]
    assert heading == {"kind": "heading", "level": 2, "start": 0, "end": 5, "origin": {"line": 1}}
    assert text[item["start"] : item["end"]] == "- 検収"
    assert [[cell["text"] for cell in row] for row in table["cells"]] == [["品名", "数量"], ["棚", "3"]]
    assert [cell["origin"] for cell in table["cells"][1]] == [{"line": 7}] * 2


@pytest.mark.contract("json-keigo", "json-keigo-check", "spans", "exit-1")
def test_json_of_keigo(sakura: Run, tmp_path: Path) -> None:
    text = "😀 資料を送る。\n"
    report = read(sakura("keigo", "--rules-only", "--json", stdin=text.encode()))
    assert list(report["result"]) == ["text", "changes"] and report["model"] is None
    for change in report["result"]["changes"]:
        assert list(change) == ["start", "end", "before", "after", "class", "reason", "origin"]
        assert text[change["start"] : change["end"]] == change["before"]
    assert [change["after"] for change in report["result"]["changes"]] == ["お送りいたします"]
    checked = sakura("keigo-rewrite", "--check", "--json", stdin=WRONG.encode())
    problems = read(checked)["result"]["problems"]
    assert checked.returncode == 1
    for problem in problems:
        keys = ["start", "end", "line", "column", "rule", "severity", "message", "suggestion", "origin"]
        assert list(problem) == keys
        assert problem["origin"] == {"line": problem["line"]}
    wrong = [WRONG[problem["start"] : problem["end"]] for problem in problems]
    assert [(problem["line"], problem["column"]) for problem in problems] == [(1, 6), (2, 5)]
    assert "お読みになられ" in wrong[0] and "見れ" in wrong[1]


@pytest.mark.contract("json-extract", "spans")
def test_json_of_an_extraction(sakura: Run, tmp_path: Path) -> None:
    (tmp_path / "schema.json").write_text(
        json.dumps(
            {
                "type": "object",
                "properties": {
                    "件名": {"type": "string"},
                    "日付": {"type": "string", "format": "date"},
                    "金額": {"type": "integer", "format": "amount"},
                },
            }
        ),
        encoding="utf-8",
    )
    shapes = (["--fields", "件名, 日付:date, 金額:amount"], ["--schema", "schema.json"])
    for shape in shapes:
        result = read(sakura("extract", *shape, "--json", stdin=NOTE.encode()))["result"]
        assert result["data"] == {"件名": "棚卸し", "日付": "2025-04-01", "金額": 1280}
        assert {span["path"].lstrip("$./") for span in result["spans"]} == set(result["data"])
        for span in result["spans"]:
            assert list(span) == ["path", "raw", "value", "start", "end", "alignment", "found", "origin"]
            assert NOTE[span["start"] : span["end"]] == span["raw"]
            assert span["value"] in result["data"].values()
    raw = read(sakura("extract", *shapes[0], "--no-normalize", "--json", stdin=NOTE.encode()))["result"]["data"]
    assert raw == {"件名": "棚卸し", "日付": "令和7年4月1日", "金額": "１，２８０円"}


@pytest.mark.contract("json-error", "exit-3")
def test_an_input_that_fails_is_an_error_in_its_place(sakura: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\0")
    result = sakura("keigo", "--rules-only", "--json", "b.txt", "none.txt", "a.txt")
    assert result.returncode == 3
    binary, missing, good = map(json.loads, result.stdout.decode().splitlines())
    assert list(binary) == ["version", "task", "source", "status", "error", "sakura"]
    assert list(binary["error"]) == ["code", "kind", "message", "hint"]
    assert [each["status"] for each in (binary, missing, good)] == ["error", "error", "ok"]
    assert [each["error"]["code"] for each in (binary, missing)] == [65, 66]
    assert good["source"] == "a.txt"
    # Alone, it is the status of the command.
    assert sakura("keigo", "--rules-only", "--json", "none.txt").returncode == 66


@pytest.mark.contract("findings", "exit-1", "spans")
def test_findings_are_lines_on_stderr_and_objects_and_fail_a_strict_run(shell: Run, model: Path, memo: Path) -> None:
    line = f"scripted 売上高は987億ドル。 summarize -q -m {model} memo.txt"
    result = shell(f"{line} --json")
    assert result.returncode == 0
    report = read(result)
    [finding] = report["findings"]
    assert list(finding) == ["kind", "message", "start", "end", "excerpt"]
    assert report["result"]["text"][finding["start"] : finding["end"]] == finding["excerpt"] == "987億ドル"
    assert len(result.stderr.decode().splitlines()) == 1
    strict = shell(f"{line} --strict")
    assert (strict.returncode, strict.stdout.decode()) == (1, "・売上高は987億ドル。\n")
