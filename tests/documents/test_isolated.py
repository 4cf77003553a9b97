"""Documents of others are opened in another process, whose end is an error of that input and nothing more."""

from __future__ import annotations

import json
import subprocess
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from sakura_cli.documents import isolated, process
from sakura_cli.documents.isolated import read_isolated
from sakura_cli.documents.reading.building import BuiltCell, DocumentBuilder, StyledWords
from sakura_cli.documents.reading.office import archive
from sakura_cli.documents.reading.office.archive import Archive
from sakura_cli.documents.reading.office.xml import MAX_DEPTH, parse_xml
from sakura_cli.documents.structure import LeftOutKind, Origin
from sakura_cli.documents.transfer import document_from_wire, document_to_wire
from sakura_cli.errors import BadInputError
from sakura_cli.isolation.linux import landlock
from sakura_cli.spans import Span


def build():
    builder = DocumentBuilder()
    builder.add("heading", "第1条　目的", level=1, origin=Origin(paragraph=1, heading="第1条"))
    builder.add(
        "paragraph",
        [StyledWords("これは"), StyledWords("重要", "b"), StyledWords("です。")],
        origin=Origin(paragraph=2),
    )
    builder.add("paragraph", "日時：12月3日 10:00", origin=Origin(paragraph=3))
    builder.add("item", "りんご", label="1. ", level=1)
    rows = [[BuiltCell(["品名"]), BuiltCell(["金額", "(円)"])], [BuiltCell(["合計\n5"], columns=2)]]
    builder.add_table(rows, origin=Origin(sheet="明細", cell="A1"))
    builder.leave_out(LeftOutKind.COMMENTS, 2)
    return builder.finish(source="規程.docx", medium="word", original=b"PK")


def test_what_is_built_is_text_with_blocks_and_origins():
    document = build()
    assert document.text == "第1条　目的\nこれは重要です。\n日時：12月3日 10:00\n1. りんご\n品名\t金額 (円)\n合計 5\n"
    assert [block.kind for block in document.blocks] == ["heading", "paragraph", "pair", "item", "table"]
    assert [str(document.origin(block.span)) for block in document.blocks] == ["第1条:1", "2", "3", "3", "明細!A1"]
    [item] = [block for block in document.blocks if block.kind == "item"]
    assert [piece.cut(document.text) for piece in item.pieces] == ["りんご"]
    table = document.blocks[-1].table
    assert table is not None
    assert [[cell.cut(document.text) for cell in row] for row in table.rows] == [["品名", "金額(円)"], ["合計 5"]]
    assert [(run.span.cut(document.text), run.mark) for run in document.structure.runs] == [
        ("これは", ""),
        ("重要", "b"),
        ("です。", ""),
    ]
    assert str(document.left_out[0]) == "comments: 2"


def test_paragraphs_are_as_they_were_whatever_their_lines_look_like():
    builder = DocumentBuilder()
    lines = [
        "１．申請者は、所定の様式により申請書を作成し、必要な書類を添えて提出するものとする",
        "申請書の様式は別に定めるところによるものとし、変更があったときは速やかに届け出る",
    ]
    for line in lines:
        builder.add("paragraph", line)
    document = builder.finish(source="規程.docx", medium="word")
    assert [block.span.cut(document.text) for block in document.blocks] == lines


@pytest.mark.parametrize(
    "text",
    [
        "・第一\n続きの文です。\n氏名：山田",
        "はじめに\n\n本文です。",
        "本文です。\n1. 一\n2. 二",
        "氏名：山田\n住所：東京都\n以上",
    ],
)
def test_no_line_of_a_paragraph_is_lost(text):
    builder = DocumentBuilder()
    builder.add("paragraph", "前の文です。")
    builder.add("paragraph", text)
    builder.add("paragraph", "後の文です。")
    document = builder.finish(source="規程.docx", medium="word")
    held = "".join(block.span.cut(document.text) for block in document.blocks)
    assert "".join(held.split()) == "".join(document.text.split())


def test_a_document_is_the_same_on_the_other_side():
    document = build()
    message = json.loads(json.dumps(document_to_wire(document)))
    assert document_from_wire(message, b"PK") == document


def test_paragraphs_that_are_empty_make_no_block():
    builder = DocumentBuilder()
    builder.add("paragraph", "")
    builder.add("paragraph", "あ")
    document = builder.finish(source="a", medium="word")
    assert [block.span for block in document.blocks] == [Span(1, 2)]
    with pytest.raises(BadInputError) as caught:
        DocumentBuilder().finish(source="a", medium="word")
    assert caught.value.kind == "empty"


@pytest.mark.parametrize("name", ["a.docx", "見積.xlsx"])
def test_a_malformed_archive_is_an_error_of_the_input(name):
    with pytest.raises(BadInputError) as caught:
        read_isolated(b"PK\x03\x04 and nothing else", module="office.package", source=name)
    assert caught.value.kind == "malformed"
    assert name in caught.value.message


def answer_with(monkeypatch, code):
    monkeypatch.setattr(isolated, "command_for", lambda module: ["python3", "-c", code])
    with pytest.raises(BadInputError) as caught:
        read_isolated(b"x", module="office.package", source="a.docx")
    return caught.value


def test_a_process_that_dies_is_an_error_of_the_input(monkeypatch):
    assert answer_with(monkeypatch, "import os; os.abort()").kind == "malformed"
    assert answer_with(monkeypatch, "import os; os.kill(os.getpid(), 9)").kind == "too-large"
    assert answer_with(monkeypatch, "print('no message')").kind == "malformed"
    assert answer_with(monkeypatch, "import os, signal; os.kill(os.getpid(), signal.SIGXCPU)").kind == "too-slow"


@pytest.mark.fault("V1")
def test_the_process_that_opens_documents_is_confined(monkeypatch):
    """The process that opens documents of others: the worker's sandbox, and none of the user's variables."""
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    started = []

    class Watched(subprocess.Popen):
        def communicate(self, input=None, timeout=None):
            assert input is not None
            self.stdin.write(input[:1])  # it is confined before it reads anything
            self.stdin.flush()
            end = time.monotonic() + 60
            while "Seccomp:\t2" not in (told := Path(f"/proc/{self.pid}/status").read_text()):
                assert time.monotonic() < end
            started.append((told, Path(f"/proc/{self.pid}/environ").read_bytes()))
            return super().communicate(input[1:], timeout)

    if landlock.version() == 0:
        return  # nothing to look at from outside: what holds is told by `sakura doctor`
    monkeypatch.setattr(isolated.subprocess, "Popen", Watched)
    with pytest.raises(BadInputError):
        read_isolated(b"PK", module="office.package", source="a.docx")
    [(status, environment)] = started
    assert "NoNewPrivs:\t1" in status and "CapEff:\t0000000000000000" in status
    assert b"HF_TOKEN" not in environment


def test_a_process_that_does_not_end_is_ended(monkeypatch):
    monkeypatch.setattr(isolated, "WALL_SECONDS", 0.5)
    assert answer_with(monkeypatch, "import time; time.sleep(60)").kind == "too-slow"


def test_a_reader_that_fails_is_an_error_of_the_input(monkeypatch):
    def fail(error):
        def read(message, data):
            raise error

        monkeypatch.setattr(process, "_read", read)
        return process._answer({"op": "read", "source": "a.pdf", "data": ""})

    assert fail(ValueError("x"))["kind"] == "malformed"
    assert fail(MemoryError())["kind"] == "too-large"
    told = fail(ImportError("no", name="pypdfium2"))
    assert (told["kind"], told["hint"]) == ("missing-extra", "pipx install 'sakura-cli[office]'")
    assert "pypdfium2" in told["message"]


def zipped(**parts: bytes) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return data.getvalue()


def test_an_archive_has_limits(monkeypatch):
    with pytest.raises(BadInputError) as caught:
        Archive(zipped(a=b"\0" * (16 << 20)), source="bomb.docx")
    assert caught.value.kind == "too-large"
    monkeypatch.setattr(archive, "MAX_ENTRIES", 1)
    with pytest.raises(BadInputError) as caught:
        Archive(zipped(a=b"", b=b""), source="many.docx")
    assert caught.value.kind == "too-large"


def test_parts_of_an_archive_are_read():
    made = Archive(zipped(a=b"x", b=b"y"), source="a.docx")
    assert (made.names, "a" in made, made.read("b")) == (["a", "b"], True, b"y")
    with pytest.raises(BadInputError):
        made.read("c")


def test_xml_is_read_without_declarations_and_to_a_depth():
    root = parse_xml('<a xmlns="n" xmlns:b="m" b:c="1"><b:d>あ</b:d></a>'.encode(), source="x")
    assert (root.tag, root.attrib, root[0].tag, root[0].text) == ("{n}a", {"{m}c": "1"}, "{m}d", "あ")
    laughs = b'<!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    for data in (laughs, b"<a>" * (MAX_DEPTH + 1), b"<a><b></a>", b""):
        with pytest.raises(BadInputError) as caught:
            parse_xml(data, source="x")
        assert caught.value.kind == "malformed"
