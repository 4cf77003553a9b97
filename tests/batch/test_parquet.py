"""Records in Parquet files, where pyarrow is."""

from __future__ import annotations

from pathlib import Path

import pyarrow
import pyarrow.parquet as parquet

from sakura_cli.batch.records import Output, read_records


def test_columns_are_alike_with_and_without_an_error(tmp_path: Path) -> None:
    schemas = []
    for name, error in (("none.parquet", None), ("some.parquet", "{}")):
        output = Output(tmp_path / name, "id", resumes=False)
        output.append([{"id": "甲", "text": "一", "result": None if error else "1", "error": error}])
        output.append([{"id": "乙", "text": "二", "result": "2", "error": None}])
        output.finish()
        schemas.append(parquet.read_schema(tmp_path / name))
    assert schemas[0].equals(schemas[1])
    assert {field.type for field in schemas[0]} == {pyarrow.string()}


def test_what_is_written_is_read(tmp_path: Path) -> None:
    rows = [{"id": number, "text": f"{number}番の文です。"} for number in range(3)]
    output = Output(tmp_path / "out.parquet", "id", resumes=False)
    output.append(rows)
    output.finish()
    assert read_records(tmp_path / "out.parquet", "id") == rows
    assert [each.name for each in tmp_path.glob("out*")] == ["out.parquet"]
