"""Extractions nobody chose: passages of whatever lies in a folder, with fields, schemas and presets drawn by a seed.

The same seed draws the same jobs from the same data.
"""

from __future__ import annotations

import datetime
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.registry import read_document
from sakura_cli.errors import SakuraError
from sakura_cli.options.extraction import ExtractionOptions
from sakura_cli.options.sampling import Sampling
from sakura_cli.tasks.extraction.fields import Field, Shape, parse_fields, read_schema, to_schema
from sakura_cli.tasks.extraction.presets import load_preset, preset_names
from sakura_cli.tasks.framework.prompt_template import PromptTemplate

_SUFFIXES = (".txt", ".md", ".csv", ".eml", ".jsonl")
_KANA = re.compile(r"[ぁ-んァ-ヶ]")
_PRESETS = tuple(preset_names())
_FIELDS = (
    "氏名:name",
    "担当者:name",
    "敬称",
    "会社名",
    "組織",
    "場所",
    "件名",
    '要点 "何について書かれているか"',
    "役職",
    "理由",
    "日付:date",
    "期限:date",
    "時刻:time",
    "金額:amount",
    "数量:quantity",
    "人数:integer",
    "割合:number",
    "電話:phone",
    "郵便番号:postal-code",
    "メール:email",
    "URL:url",
    "種別:案内|依頼|報告|契約",
    "人物[]:name",
    "地名[]",
    "部品[]",
    "登録番号:registration-number",
    "日程[]:date",
    "金額一覧[]:amount",
    "連絡先:{氏名:name, 敬称, 電話:phone, メール:email}",
    "明細[]:{品名, 数量:number, 単価:amount}",
    "出来事[]:{内容, 日付:date}",
    "関係者[]:{名前:name, 役割:主催|参加|その他}",
)
_REFERENCE = datetime.date(2026, 4, 1)
_FEW_TOKENS = 12


@dataclass(frozen=True)
class Job:
    """One extraction: `schema` is what its result has to fit, `quoted` the paths whose values are words of the text."""

    name: str
    document: Document
    shape: Shape
    schema: dict[str, Any]
    options: ExtractionOptions
    sampling: Sampling
    template: PromptTemplate | None = None

    @property
    def quoted(self) -> frozenset[str]:
        """The paths whose values are words of the text and nothing else."""
        return frozenset(_quoted(self.shape.fields, "", is_raw=not self.options.normalize))


def draw_jobs(data: Path, numbers: Sequence[int], *, seed: int, max_characters: int) -> Iterator[Job]:
    """Yield the jobs of these numbers over the documents of a folder."""
    folders = _read_folders(data)
    if not folders:
        raise FileNotFoundError(f"{data} has no Japanese text")
    for number in numbers:
        yield _draw(random.Random(f"{seed}-{number}"), number, folders, max_characters)  # noqa: S311


def _draw(chance: random.Random, number: int, folders: Sequence[Sequence[Sequence[Document]]], size: int) -> Job:
    # First a folder, then a file of it: else the file with most lines would be all there is.
    document = _cut(chance, chance.choice(chance.choice(chance.choice(folders))), size)
    options = ExtractionOptions(
        reference_date=chance.choice((None, _REFERENCE)),
        normalize=chance.random() >= 0.1,
    )
    # One answer in ten is cut off.
    sampling = Sampling(max_tokens=_FEW_TOKENS if chance.random() < 0.1 else None)
    kind = chance.choice(("fields", "fields", "schema", "preset"))
    template = None
    if kind == "preset":
        name = chance.choice(_PRESETS)
        preset = load_preset(name)
        shape, template = (
            Shape(preset.shape.fields, is_many=name == "contact" and chance.random() < 0.5),
            preset.template,
        )
    else:
        name = ", ".join(chance.sample(_FIELDS, chance.randint(1, 6)))
        shape = Shape(parse_fields(name), is_many=chance.random() < 0.3)
    schema = to_schema(shape)
    if kind == "schema":
        schema = _loosen(chance, schema)
        shape = read_schema(_with_formats(schema, shape))
    if not options.normalize:
        schema = _as_written(schema)
    name = f"{number} {document.source} {kind} {name}{' --many' if shape.is_many else ''}"
    return Job(name, document, shape, schema, options, sampling, template)


def _loosen(chance: random.Random, schema: dict[str, Any]) -> dict[str, Any]:
    """Let members be left out instead of null, and give lists a limit, here and there."""
    loose: dict[str, Any] = json.loads(json.dumps(schema))
    record = loose.get("items", loose)
    for name, member in record["properties"].items():
        if isinstance(member.get("type"), list) and chance.random() < 0.5:
            member["type"] = next(kind for kind in member["type"] if kind != "null")
            record["required"].remove(name)
        elif member.get("type") == "array" and chance.random() < 0.5:
            member["maxItems"] = chance.randint(1, 4)
    return loose


def _with_formats(schema: dict[str, Any], shape: Shape) -> dict[str, Any]:
    """Return the schema with the types that only `format` says, as a user would write it."""
    written: dict[str, Any] = json.loads(json.dumps(schema))

    def add(record: dict[str, Any], fields: Sequence[Field]) -> None:
        for field in fields:
            member = record["properties"][field.name]
            member = member["items"] if field.is_list else member
            if field.is_group:
                add(member, field.fields)
            elif "enum" not in member and field.type not in ("string", "number", "integer"):
                member["format"] = field.type

    add(written.get("items", written), shape.fields)
    return written


def _as_written(schema: Any) -> Any:
    """Return the schema of values that stay as they are written: all are strings."""
    if isinstance(schema, list):
        return [_as_written(each) for each in schema]
    if not isinstance(schema, dict):
        return "string" if schema in ("number", "integer") else schema
    return {
        key: value
        if key in ("enum", "required")
        else {name: _as_written(each) for name, each in value.items()}
        if key == "properties"
        else _as_written(value)
        for key, value in schema.items()
    }


def _quoted(fields: Sequence[Field], prefix: str, *, is_raw: bool) -> Iterator[str]:
    for field in fields:
        if field.is_group:
            yield from _quoted(field.fields, f"{prefix}{field.name}.", is_raw=is_raw)
        elif field.is_free or field.type == "honorific" or (is_raw and not field.choices):
            yield f"{prefix}{field.name}"


def _read_folders(data: Path) -> list[list[list[Document]]]:
    """Return the documents by topmost folder and file."""
    folders: dict[str, list[list[Document]]] = {}
    has_folders = data.is_dir() and any(each.is_dir() for each in data.iterdir())
    for file in sorted(data.rglob("*") if data.is_dir() else [data]):
        # What lies beside the folders says what they are: it is no data.
        is_data = file.parent != data or not has_folders
        if is_data and file.suffix in _SUFFIXES and (documents := _read(file)):
            folders.setdefault(file.relative_to(data).parts[0] if file != data else "", []).append(documents)
    return list(folders.values())


def _read(file: Path) -> list[Document]:
    content = file.read_bytes()
    try:
        if file.suffix == ".jsonl":
            documents = [Document(name, text, "utf-8", "\n", False) for name, text in _read_lines(file.name, content)]
        else:
            documents = [read_document(content, source=file.name)]
    except SakuraError:
        return []
    return [document for document in documents if _KANA.search(document.text)]


def _read_lines(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Yield each line's longest Japanese words."""
    for number, line in enumerate(content.decode("utf-8").splitlines(), start=1):
        texts = [value for value in json.loads(line).values() if isinstance(value, str) and _KANA.search(value)]
        if texts:
            yield f"{name}:{number}", max(texts, key=len)


def _cut(chance: random.Random, document: Document, size: int) -> Document:
    """Return a passage of a document, of whole lines where they are not longer than it may be."""
    text = document.text
    if len(text) <= size:
        return document
    start = text.rfind("\n", 0, chance.randrange(len(text) - size)) + 1
    end = text.rfind("\n", start, start + size) + 1
    passage = text[start : end if end > start else start + size]
    if not _KANA.search(passage):
        passage = text[:size]
    return Document(f"{document.source}@{start}", passage, document.encoding, document.newline, False)
