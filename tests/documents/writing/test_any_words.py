"""Whatever is written into whatever paragraphs: what is read back is what was written, and nothing else is lost."""

from __future__ import annotations

import re
from collections import Counter
from html import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from sakura_cli.documents.document import Document
from sakura_cli.documents.editing import WordEdit
from sakura_cli.documents.reading.office.archive import Archive
from sakura_cli.documents.reading.office.word.reader import read
from sakura_cli.documents.reading.office.xml import parse_xml
from sakura_cli.documents.reading.web.html import read as read_page
from sakura_cli.documents.writing.assembling import assemble
from sakura_cli.documents.writing.html import write as write_page
from sakura_cli.documents.writing.word import write
from sakura_cli.spans import Piece, Span
from tests.fakes.office_archives import body_of, make_word, paragraph, read_part, run

_WORDS = st.text("花鳥風月&<> 一", min_size=1, max_size=4).filter(lambda words: words.strip() == words)
_RUN = st.builds(
    run,
    _WORDS.map(lambda words: words.replace("&", "&amp;").replace("<", "&lt;")),
    st.sampled_from(["", "<w:b/>", "<w:i/>"]),
)
_FIXED = st.sampled_from(
    [
        "<w:r><w:tab/></w:r>",
        "<w:r><w:br/></w:r>",
        '<w:bookmarkStart w:id="1" w:name="a"/>',
        '<w:bookmarkEnd w:id="1"/>',
        '<w:r><w:drawing/></w:r>',
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("7")}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        '<w:del w:id="9" w:author="a"><w:r><w:delText>消</w:delText></w:r></w:del>',
    ]
)  # fmt: skip
_LINKED = st.lists(_RUN, min_size=1, max_size=2).map(
    lambda runs: f'<w:hyperlink w:anchor="x">{"".join(runs)}</w:hyperlink>'
)
_INSERTED = st.lists(_RUN, min_size=1, max_size=2).map(
    lambda runs: f'<w:ins w:id="8" w:author="a">{"".join(runs)}</w:ins>'
)
_CONTENT = st.lists(st.one_of(_RUN, _RUN, _FIXED, _LINKED, _INSERTED), min_size=1, max_size=7).map("".join)


_TAGS = (
    "<b> </b> <i> </i> <a/href=x> </a> <p> </p> <br> <li> <ul> </ul> <div> </div> <td> <tr> <table> </table> <!--x-->"
)
_PAGE = st.lists(
    st.one_of(st.sampled_from([*_TAGS.split(), "&amp;", "&#x82b1;"]), _WORDS.map(escape)), max_size=12
).map("".join)


@settings(max_examples=150, deadline=None)
@given(_PAGE, st.data())
def test_what_is_read_back_of_a_page_is_what_was_written(page, data):
    original = f"始<b>終</b>{page}".encode()
    document = read_page(original, source="a.html")
    edits = draw_edits(document, data)
    written = write_page(original, edits, source="a.html", encoding="utf-8")
    expected = assemble(document.text, [(edit.span, edit.text) for edit in edits])[0]
    # Several blanks are one on a page.
    assert re.sub(" +", " ", read_page(written, source="a.html").text) == re.sub(" +", " ", expected)
    tags, kept = (Counter(re.findall(r"<[^>]*>", each.decode())) for each in (original, written))
    assert tags - kept == Counter()


@settings(max_examples=150, deadline=None)
@given(st.lists(_CONTENT, min_size=1, max_size=3), st.data())
def test_what_is_read_back_is_what_was_written(contents, data):
    original = make_word(paragraph(run("始")), *(paragraph(content) for content in contents))
    document = read(Archive(original, source="a.docx"), original, source="a.docx")
    edits = draw_edits(document, data)
    written = write(original, edits, source="a.docx")
    expected = assemble(document.text, [(edit.span, edit.text) for edit in edits])[0]
    assert read(Archive(written, source="a.docx"), written, source="a.docx").text == expected
    parse_xml(read_part(written).encode(), source="part")
    body = body_of(written)
    for tag in (
        "<w:tab/>",
        "<w:br/>",
        "<w:bookmarkStart ",
        "<w:bookmarkEnd ",
        "<w:drawing/>",
        "<w:instrText>",
        "<w:delText>",
    ):
        assert body.count(tag) == body_of(original).count(tag), tag
    if not edits:
        assert written == original


def draw_edits(document: Document, data: st.DataObject) -> list[WordEdit]:
    """Return edits of words that may change, none in two lines, with pieces in any order."""
    fixed = [each.span for each in document.structure.runs if each.is_fixed] if document.structure else []
    # So are labels, which nobody typed.
    fixed += [
        Span(block.span.start, block.pieces[0].start)
        for block in document.blocks
        if block.kind == "item" and block.pieces
    ]
    free = [
        n for n in range(len(document.text)) if document.text[n] not in "\n\t" and not any(a <= n < b for a, b in fixed)
    ]
    edits: list[WordEdit] = []
    position = 0
    for _ in range(data.draw(st.integers(0, 3))):
        left = [n for n in free if n >= position]
        if not left:
            break
        start = data.draw(st.sampled_from(left))
        end = start + 1
        while end in free and data.draw(st.booleans()):
            end += 1
        sources = st.integers(start, end - 1).flatmap(lambda a, e=end: st.integers(a + 1, e).map(lambda b: Span(a, b)))
        pieces = data.draw(st.lists(st.builds(Piece, _WORDS, sources), min_size=1, max_size=4))
        edits.append(WordEdit(Span(start, end), pieces))
        position = end
    return edits
