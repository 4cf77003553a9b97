"""Results of documents: written back in their format where the name says so, as text elsewhere, and refused in time."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sakura_cli.api import engine as api_engine
from sakura_cli.api.sakura import Sakura
from sakura_cli.errors import OutputRefusedError
from tests.cli.conftest import Result, in_process
from tests.fakes.engine import ScriptedWorker
from tests.fakes.office_archives import body_of, make_word, paragraph, run

WORD = make_word(paragraph(run("資料を送る。")), parts={"word/media/a.bin": b"\0\1"})
POLITE = "資料を送ります。"


@pytest.fixture
def sakura(
    model: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Callable[..., Result]:
    """Run a command line in this process, with an engine that answers one translation."""

    def call(*arguments: str | Path, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(api_engine, "WorkerEngine", ScriptedWorker(lambda request: "Send the documents."))
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        return in_process(*arguments, capture=capsysbinary)

    monkeypatch.setenv("SAKURA_MODEL", str(model))
    monkeypatch.setenv("HOME", str(home))
    return call


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "報告.docx"
    path.write_bytes(WORD)
    return path


KEIGO = ("keigo", "--rules-only", "--level", "polite")


def test_a_document_is_written_back_as_what_it_was(sakura, report):
    out = report.with_name("out.DOCX")
    result = sakura("translate", "--to", "en", report, "-o", out)
    assert (result.status, result.stdout) == (0, b"")
    assert body_of(out.read_bytes()) == paragraph(run("Send the documents."))
    assert zipfile.ZipFile(out).read("word/media/a.bin") == b"\0\1"
    assert report.read_bytes() == WORD


def test_a_text_is_what_stdout_and_a_text_file_get(sakura, report):
    assert sakura(*KEIGO, report).text == f"{POLITE}\n"
    out = report.with_name("out.txt")
    assert sakura(*KEIGO, report, "-o", out).status == 0
    assert out.read_text(encoding="utf-8") == f"{POLITE}\n"


def test_a_document_from_standard_input_is_written_under_a_name_of_its_kind(sakura, report):
    out = report.with_name("out.docx")
    assert sakura(*KEIGO, "-o", out, stdin=WORD).status == 0
    assert body_of(out.read_bytes()) == paragraph(run(POLITE))


def test_a_document_is_replaced_in_place_and_in_a_folder(sakura, report, tmp_path):
    assert sakura(*KEIGO, report, "--out-dir", tmp_path / "out").status == 0
    assert body_of((tmp_path / "out" / report.name).read_bytes()) == paragraph(run(POLITE))
    assert sakura("keigo", "--fix", report, "--in-place", "-o", report).status == 0
    assert report.read_bytes() == WORD
    assert sakura(*KEIGO, report, "--in-place", "-o", report).status == 0
    assert body_of(report.read_bytes()) == paragraph(run(POLITE))


def test_a_document_keeps_a_name_that_says_something_else(sakura, tmp_path):
    page = tmp_path / "page.doc"
    page.write_text("<html><body><p>資料を<b>送る</b>。</p></body></html>", encoding="utf-8")
    assert sakura(*KEIGO, page, "-o", tmp_path / "out.doc").status == 0
    assert "<p>資料を<b>送ります</b>。</p>" in (tmp_path / "out.doc").read_text(encoding="utf-8")
    assert sakura(*KEIGO, page, "-o", tmp_path / "out.html").status == 0
    assert sakura(*KEIGO, page, "-o", tmp_path / "out.txt").status == 0
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == f"{POLITE}\n"


@pytest.mark.parametrize("name", ["out.pdf", "out.xlsx", "out.docm", "out.odt", "out.doc"])
def test_another_kind_of_document_is_refused_before_any_work(sakura, report, name):
    result = sakura(*KEIGO, report, "-o", report.with_name(name))
    assert result.status == 73
    assert "would hold a text" in result.stderr and "out.txt" in result.stderr
    assert not report.with_name(name).exists()


@pytest.mark.parametrize(
    "arguments",
    [("summarize",), ("translate", "--to", "en", "--bilingual"), ("keigo", "--check")],
)
def test_a_result_that_is_another_text_is_no_document(sakura, report, arguments):
    out = report.with_name("out.docx" if "--bilingual" not in arguments else "out.pptx")
    result = sakura(*arguments, report, "-o", out)
    assert (result.status, out.exists()) == (73, False)
    folder = report.with_name("folder")
    assert sakura(*arguments, report, "--out-dir", folder).status in (0, 1)
    assert [path.suffix for path in folder.iterdir() if path.stem == "報告"] in ([".txt"], [".tsv"])


def test_two_texts_side_by_side_are_a_table_of_word(sakura, report, tmp_path):
    memo = tmp_path / "memo.txt"
    memo.write_text("資料を\n送る。\n", encoding="utf-8")
    for source in (report, memo):
        out = tmp_path / f"{source.stem}-2.docx"
        assert sakura("translate", "--to", "en", "--bilingual", source, "-o", out).status == 0
        rows = [line for line in sakura("read", out).text.splitlines() if line]
        assert rows[0] == "source\ttranslation"
        assert rows[-1].endswith("\tSend the documents.")


def test_a_text_becomes_no_document(sakura, tmp_path):
    memo = tmp_path / "memo.txt"
    memo.write_text("資料を送る。\n", encoding="utf-8")
    assert sakura(*KEIGO, memo, "-o", tmp_path / "out.docx").status == 73


def test_json_is_json_whatever_the_file_is_called(sakura, report):
    out = report.with_name("out.docx")
    assert sakura(*KEIGO, report, "--json", "-o", out).status == 0
    assert json.loads(out.read_bytes())["result"]["text"] == f"{POLITE}\n"


def test_the_encoding_of_a_document_is_its_own(sakura, report):
    result = sakura(*KEIGO, report, "--output-encoding", "cp932", "-o", report.with_name("out.docx"))
    assert result.status == 73
    assert "--output-encoding" in result.stderr


def test_results_of_the_api_are_saved_alike(report):
    with Sakura() as sakura:
        result = sakura.rewrite_keigo(report, level="polite", rules_only=True)
        result.save(report.with_name("out.docx"))
        result.save(report.with_name("out.txt"))
        with pytest.raises(OutputRefusedError):
            result.save(report.with_name("out.pdf"))
        with pytest.raises(OutputRefusedError):
            sakura.check_keigo(report).save(report.with_name("out.docx"))
    assert body_of(report.with_name("out.docx").read_bytes()) == paragraph(run(POLITE))
    assert report.with_name("out.txt").read_text(encoding="utf-8") == f"{POLITE}\n"
