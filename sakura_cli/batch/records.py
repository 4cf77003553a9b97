"""Records in files: JSON Lines, or Parquet with pyarrow; each has a key of its own, by which a run goes on.

What is done is appended to the output a batch at a time. A line that was cut off counts for nothing, and a record that
failed is tried again by the next run. A Parquet file is made of those lines when all of them are there.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sakura_cli.api.saving import write_file
from sakura_cli.errors import BadInputError, InputNotFoundError, OutputRefusedError, StorageError, write_command
from sakura_cli.localization import describe_os_error
from sakura_cli.localization import gettext as _

Record = dict[str, Any]

_PARQUET = ".parquet"
_EXTRA_HINT = "pip install 'sakura-cli[ray]'"


def read_records(path: Path, key: str) -> list[Record]:
    """Return the records of a file. Raises BadInputError for what is no record, or has a key twice or not at all."""
    try:
        rows = list(_read_parquet(path) if path.suffix == _PARQUET else _read_lines(path))
    except OSError as error:
        raise InputNotFoundError(
            _("{path} cannot be read: {reason}").format(path=path, reason=describe_os_error(error))
        ) from error
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        if key not in row:
            message = _("record {number} of {path} has no {key}").format(number=number, path=path, key=key)
            raise BadInputError(message, hint=_("--key NAME names the column that tells records apart"), kind="no-key")
        if (name := name_of(row, key)) in seen:
            message = _("record {number} of {path} has the {key} of one before it")
            raise BadInputError(message.format(number=number, path=path, key=key), kind="double-key")
        seen.add(name)
    return rows


def name_of(record: Mapping[str, Any], key: str) -> str:
    """Return the key of a record as text; a number is not the text of its digits."""
    return json.dumps(record[key], ensure_ascii=False, sort_keys=True, default=str)


class Output:
    """The file that results are appended to."""

    def __init__(self, path: Path, key: str, *, resumes: bool):
        """Find what is done already. Raises OutputRefusedError for a file that is there, unless the run `resumes`."""
        self._path = path
        self._key = key
        self._lines = path.with_name(f"{path.name}.part.jsonl") if path.suffix == _PARQUET else path
        self.done: set[str] = set()
        existing = [each for each in (path, self._lines) if each.exists()]
        if existing and not resumes:
            message = _("{path} is there already").format(path=existing[0])
            hint = _("--resume goes on with it; or {command}").format(command=write_command("rm", existing[0]))
            raise OutputRefusedError(message, hint=hint)
        self._keep_done()

    def append(self, records: Iterable[Mapping[str, Any]]) -> None:
        """Write records to the end, and to the disk. Raises StorageError."""
        text = "".join(json.dumps(record, ensure_ascii=False, default=str) + "\n" for record in records)
        try:
            with self._lines.open("ab") as file:
                file.write(text.encode("utf-8", errors="surrogatepass"))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise StorageError(_("{path} cannot be written").format(path=self._lines), hint="df -h .") from error

    def finish(self) -> None:
        """Make the file that was asked for, where that is not the lines themselves."""
        if self._lines == self._path:
            return
        arrow, parquet = _import_arrow()
        rows = [json.loads(line) for line in self._lines.read_text(encoding="utf-8").splitlines()]
        table = arrow.Table.from_pylist(rows)
        # What no record has, an error for one, is text like what others have: the columns of two runs are alike.
        types = [
            arrow.field(each.name, arrow.string()) if arrow.types.is_null(each.type) else each for each in table.schema
        ]
        parquet.write_table(table.cast(arrow.schema(types)), self._path)
        self._lines.unlink()

    def _keep_done(self) -> None:
        """Keep the lines of records that have a result, the last of each; drop the others."""
        if not self._lines.exists() and self._path.exists():
            rows: list[Record] = list(_read_parquet(self._path))
        elif self._lines.exists():
            rows = list(_read_lines(self._lines, is_ours=True))
        else:
            return
        kept = {name_of(row, self._key): row for row in rows if self._key in row and not row.get("error")}
        self.done = set(kept)
        text = "".join(json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in kept.values())
        write_file(self._lines, text.encode("utf-8", errors="surrogatepass"))


def _read_lines(path: Path, *, is_ours: bool = False) -> Iterator[Record]:
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode("utf-8", errors="strict"))
        except ValueError:
            row = None
        if isinstance(row, dict):
            yield row
        elif not is_ours:
            message = _("line {number} of {path} is no JSON object").format(number=number, path=path)
            raise BadInputError(message, kind="bad-json")


def _read_parquet(path: Path) -> list[Record]:
    _arrow, parquet = _import_arrow()
    rows: list[Record] = parquet.read_table(path).to_pylist()
    return rows


def _import_arrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise BadInputError(_("Parquet files need pyarrow"), hint=_EXTRA_HINT, kind="missing-extra") from None
    return pyarrow, pyarrow.parquet
