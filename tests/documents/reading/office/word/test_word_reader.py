"""Writers are told which bytes of which part hold which words; traps of archives are refused by their kind."""

from __future__ import annotations

import io
import zipfile

import pytest

from sakura_cli.documents.reading.office import archive as archives
from sakura_cli.documents.reading.office import package
from sakura_cli.documents.reading.office.archive import Archive
from sakura_cli.documents.reading.office.word.reader import read_with_nodes
from sakura_cli.documents.reading.registry import read_document
from sakura_cli.errors import BadInputError
from sakura_cli.spans import drop_spans
from tests.documents.fixtures.office.sources import FOLDER
from tests.documents.reading.office.packages import make_archive, make_relations, make_word, paragraph, read_word, run

_BODY = paragraph("本文 &amp; ", run("重要"), "<w:r><w:tab/></w:r>", run("です")) + paragraph(
    '<w:r><w:footnoteReference w:id="2"/></w:r>', run("次")
)
_NOTE = f'<w:footnote w:id="2">{paragraph("注&lt;1&gt;")}</w:footnote>'


def find_nodes(data: bytes) -> list[tuple[str, str, str]]:
    """Return for each node its part, its bytes there as text, and the words of the document that it makes."""
    opened = Archive(data, source="文書.docx")
    document, nodes = read_with_nodes(opened, data, source="文書.docx")
    return [
        (node.part, opened.read(node.part)[node.place.content : node.place.end].decode(), span.cut(document.text))
        for node, span in nodes
    ]


def test_each_node_has_its_bytes_and_its_words():
    assert find_nodes(make_word(_BODY, footnotes=_NOTE)) == [
        ("word/document.xml", "本文 &amp; ", "本文 & "),
        ("word/document.xml", "重要", "重要"),
        ("word/document.xml", "です", "です"),
        ("word/document.xml", "次", "次"),
        ("word/footnotes.xml", "注&lt;1&gt;", "注<1>"),
    ]


def test_the_place_of_a_node_begins_with_its_tag():
    data = make_word(_BODY)
    opened = Archive(data, source="文書.docx")
    _, nodes = read_with_nodes(opened, data, source="文書.docx")
    for node, _ in nodes:
        part = opened.read(node.part)
        assert part[node.place.start :].startswith(b'<w:t xml:space="preserve">')
        assert part[node.place.end :].startswith(b"</w:t>")


def test_what_is_computed_has_no_node():
    field = '<w:fldSimple w:instr="PAGE"><w:r><w:t>3</w:t></w:r></w:fldSimple>'
    assert [words for _, _, words in find_nodes(make_word(paragraph("頁", field)))] == ["頁"]


@pytest.mark.parametrize("name", ["rules", "minutes", "notice"])
def test_the_nodes_of_a_document_are_in_the_order_of_its_text(name):
    data = (FOLDER / f"{name}.docx").read_bytes()
    document, nodes = read_with_nodes(Archive(data, source=name), data, source=name)
    spans = [span for _, span in nodes]
    assert spans == sorted(spans)
    rest = drop_spans(document.text, spans).text
    # Numbers, bullets and marks of notes.
    assert max(len(line) for line in rest.split()) <= 6


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_parts_may_be_written_in_other_encodings(encoding):
    data = make_word(_BODY)
    opened = Archive(data, source="文書.docx")
    text = opened.read("word/document.xml").decode()
    head = (
        ""
        if encoding == "utf-8-sig"
        else "\ufeff" * (encoding == "utf-16-be") + '<?xml version="1.0" encoding="UTF-16"?>'
    )
    parts = {name: opened.read(name) for name in opened.names} | {"word/document.xml": (head + text).encode(encoding)}
    made = make_archive(parts)
    document, nodes = read_with_nodes(Archive(made, source="文書.docx"), made, source="文書.docx")
    assert document.text == "本文 & 重要\tです\n[1]次\n"
    part = parts["word/document.xml"]
    used = "utf-8" if encoding == "utf-8-sig" else "utf-16-be" if part.startswith(b"\xfe\xff") else "utf-16-le"
    assert [part[node.place.content : node.place.end].decode(used) for node, _ in nodes][1:] == ["重要", "です", "次"]


def test_the_strict_standard_is_read_as_the_other():
    data = make_word(_BODY)
    opened = Archive(data, source="文書.docx")
    parts: dict[str, bytes] = {}
    for name in opened.names:
        strict = opened.read(name).replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", _STRICT)
        parts[name] = strict.replace(b"http://schemas.openxmlformats.org/officeDocument/2006/", _STRICT_DOCUMENT)
    assert package.read(make_archive(parts), source="文書.docx").text == "本文 & 重要\tです\n[1]次\n"


_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_STRICT_DOCUMENT = b"http://purl.oclc.org/ooxml/officeDocument/"


def test_the_main_part_may_have_another_name():
    data = make_word(paragraph("本文"))
    opened = Archive(data, source="文書.docx")
    parts: dict[str, str | bytes] = {name: opened.read(name) for name in opened.names}
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    parts["_rels/.rels"] = make_relations({"rId1": ("officeDocument", "word/document2.xml")})
    assert package.read(make_archive(parts), source="文書.docx").text == "本文\n"


def test_parts_that_are_missing_are_done_without():
    data = make_word(paragraph("本文", '<w:r><w:footnoteReference w:id="2"/></w:r>'), styles="", footnotes=_NOTE)
    opened = Archive(data, source="文書.docx")
    parts = {name: opened.read(name) for name in opened.names if name not in ("word/styles.xml", "word/footnotes.xml")}
    assert package.read(make_archive(parts), source="文書.docx").text == "本文[1]\n"


def test_blanks_count_where_the_document_says_so():
    data = make_word("<w:p><w:r><w:t>A </w:t></w:r><w:r><w:t>B</w:t></w:r></w:p>")
    opened = Archive(data, source="文書.docx")
    parts = {name: opened.read(name) for name in opened.names}
    assert package.read(make_archive(parts), source="文書.docx").text == "AB\n"
    told = parts["word/document.xml"].replace(b"<w:document ", b'<w:document xml:space="preserve" ')
    assert package.read(make_archive({**parts, "word/document.xml": told}), source="文書.docx").text == "A B\n"


def test_names_that_lead_out_of_the_archive_lead_nowhere():
    more = {"../../../../tmp/sakura-trap": "x", "/etc/sakura-trap": "x", "word\\..\\..\\trap": "x"}
    assert read_word(paragraph("本文"), more).text == "本文\n"


def test_what_is_outside_of_the_archive_is_never_fetched(monkeypatch):
    import socket

    def refuse(*_: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr(socket, "socket", refuse)
    relations = make_relations(
        {"a": ("styles", "https://example.jp/styles.xml"), "b": ("attachedTemplate", "file:///etc/passwd")}
    )
    data = make_word(paragraph("本文"), {"word/_rels/document.xml.rels": relations})
    assert package.read(data, source="文書.docx").text == "本文\n"


def test_macros_are_not_looked_at():
    assert read_word(paragraph("本文"), {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}).text == "本文\n"


def refuse(data: bytes) -> str:
    with pytest.raises(BadInputError) as error:
        package.read(data, source="文書.docx")
    assert error.value.exit_status == 65
    return error.value.kind


_LAUGHS = (
    '<!DOCTYPE d [<!ENTITY a "笑"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
)


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({"word/document.xml": _LAUGHS}, "malformed"),
        ({"word/document.xml": "<w:document"}, "malformed"),
        ({"word/document.xml": "<d>" * 1000}, "malformed"),
        ({"word/styles.xml": _LAUGHS}, "malformed"),
        ({"word/document.xml": b""}, "malformed"),
        ({"word/document.xml": '<?xml version="1.0" encoding="unheard-of"?><d/>'}, "malformed"),
        ({"word/document.xml": '<?xml version="1.0" encoding="Shift_JIS"?><d/>'}, "malformed"),
        ({"word/document.xml": f"<document>{' ' * (40 << 20)}</document>"}, "too-large"),
        ({"word/document.xml": "<document/>"}, "empty"),
    ],
)
def test_traps_of_xml_are_refused_by_their_kind(more, kind):
    assert refuse(make_word(paragraph("本文"), more, styles="")) == kind


def test_an_archive_without_its_document_is_refused():
    parts = {"_rels/.rels": make_relations({"a": ("officeDocument", "word/document.xml")})}
    assert refuse(make_archive(parts)) == "binary"


def test_an_encrypted_part_is_refused():
    data = bytearray(make_word(paragraph("本文")))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    assert refuse(bytes(data)) == "encrypted"


def test_too_many_parts_are_refused(monkeypatch):
    monkeypatch.setattr(archives, "MAX_ENTRIES", 2)
    assert refuse(make_word(paragraph("本文"))) == "too-large"


def test_an_archive_cut_short_is_refused():
    data = make_word(paragraph("本文"))
    assert refuse(data[: len(data) // 2]) == "malformed"


@pytest.mark.parametrize("content", ["<html><body><p>本文です。</p></body></html>", "本文です。\n"])
def test_a_word_document_by_name_only_is_read_as_what_it_is(content):
    assert "本文です。" in read_document(content.encode(), source="文書.docx").text


def test_a_word_document_is_found_whatever_its_name_and_read_in_a_process_of_its_own():
    document = read_document(make_word(_BODY, footnotes=_NOTE), source="添付.bin")
    assert document.medium == "word"
    assert document.text == "本文 & 重要\tです\n[1]次\n[1] 注<1>\n"


def test_a_zip_archive_is_no_document():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("readme.txt", "本文")
    assert refuse(buffer.getvalue()) == "binary"
