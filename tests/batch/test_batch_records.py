"""Records in files, and going on with what is there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sakura_cli.batch.records import Output, name_of, read_records
from sakura_cli.errors import BadInputError, InputNotFoundError, OutputRefusedError


def _write(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_records_are_read_line_by_line(tmp_path: Path) -> None:
    path = _write(tmp_path / "in.jsonl", {"id": 1, "text": "一\u2028行"}, {"id": "1", "text": "二"})
    assert [row["text"] for row in read_records(path, "id")] == ["一\u2028行", "二"]
    assert name_of({"id": 1}, "id") != name_of({"id": "1"}, "id")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b'{"id": 1}\n{"id": 1}\n', "double-key"),
        (b'{"text": "a"}\n', "no-key"),
        (b'{"id": 1}\n[1]\n', "bad-json"),
        (b"{not json\n", "bad-json"),
        (b'{"id": "\xff"}\n', "bad-json"),
    ],
)
def test_what_is_no_record_is_told_by_its_place(tmp_path: Path, content: bytes, kind: str) -> None:
    (tmp_path / "in.jsonl").write_bytes(content)
    with pytest.raises(BadInputError) as caught:
        read_records(tmp_path / "in.jsonl", "id")
    assert caught.value.kind == kind and "in.jsonl" in caught.value.message
    with pytest.raises(InputNotFoundError):
        read_records(tmp_path / "missing.jsonl", "id")


def test_a_run_goes_on_with_what_has_a_result(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    first = Output(path, "id", resumes=False)
    first.append([{"id": 1, "result": "甲", "error": None}, {"id": 2, "result": None, "error": "{}"}])
    with path.open("ab") as file:
        file.write(b'{"id": 3, "result": "\xe4')  # killed in the middle of a line
    with pytest.raises(OutputRefusedError):
        Output(path, "id", resumes=False)
    second = Output(path, "id", resumes=True)
    assert second.done == {"1"}
    second.append([{"id": 2, "result": "乙", "error": None}, {"id": 3, "result": "丙", "error": None}])
    second.finish()
    assert [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()] == [1, 2, 3]
