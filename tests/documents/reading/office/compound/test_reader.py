"""Compound files: by what they hold, and what is refused with what to do."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sakura_cli.documents import process
from sakura_cli.documents.reading.office.compound import reader
from sakura_cli.documents.reading.registry import read_document
from sakura_cli.errors import BadInputError
from tests.documents.reading.office.compound.compound_files import make_compound


@pytest.mark.parametrize(
    ("stream", "kind", "hint"),
    [
        ("EncryptedPackage", "encrypted", "without a password"),
        ("WordDocument", "unsupported", "soffice --headless --convert-to docx FILE"),
        ("PowerPoint Document", "unsupported", "soffice --headless --convert-to pptx FILE"),
        ("Other", "binary", "give a document"),
        ("Workbook", "malformed", "save it again"),
    ],
)
def test_what_is_not_read_is_refused_with_what_to_do(stream: str, kind: str, hint: str) -> None:
    with pytest.raises(BadInputError) as caught:
        read_document(make_compound({stream: b"x" * 5000}), source="a.doc")
    assert caught.value.kind == kind
    assert hint in str(caught.value.hint)


def test_an_old_workbook_with_a_password_is_refused() -> None:
    globals_ = b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\0" * 12 + b"\x2f\x00\x36\x00" + b"\0" * 54 + b"\x0a\0\0\0"
    with pytest.raises(BadInputError) as caught:
        read_document(make_compound({"Workbook": globals_}), source="a.xls")
    assert caught.value.kind == "encrypted"


def test_what_is_no_compound_file_is_an_error_of_the_input() -> None:
    with pytest.raises(BadInputError) as caught:
        read_document(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and nothing else", source="a.xls")
    assert caught.value.kind == "malformed"


def test_a_library_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "olefile", None)
    with pytest.raises(ImportError) as caught:
        reader.read(make_compound({"Workbook": b""}), source="a.xls")
    assert process._missing_extra("a.xls", caught.value).kind == "missing-extra"


@pytest.mark.parametrize("cut", [600, 3000, 8000])
def test_an_old_workbook_that_is_cut_off_is_an_error_of_the_input(cut: int) -> None:
    """The library ends its process at some of these, which is no more than an error of that input."""
    data = (Path(__file__).parents[4] / "documents" / "fixtures" / "sheets" / "estimate.xls").read_bytes()
    with pytest.raises(BadInputError) as caught:
        read_document(data[:cut], source="a.xls")
    assert caught.value.kind == "malformed"
