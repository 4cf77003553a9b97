"""Other words in Word documents: in their runs, moved with them where they move, and nothing else is changed."""

from __future__ import annotations

import pytest

from sakura_cli.documents.document import Document
from sakura_cli.documents.editing import WordEdit
from sakura_cli.documents.reading.office.archive import Archive
from sakura_cli.documents.reading.office.word.reader import read
from sakura_cli.documents.writing.word import write
from sakura_cli.spans import Piece, Span
from tests.fakes.office_archives import body_of, make_word, paragraph, read_part, run

BOLD = "<w:b/>"
LINK = '<w:hyperlink w:anchor="x">{}</w:hyperlink>'
END = '<w:bookmarkEnd w:id="1"/>'
START = '<w:bookmarkStart w:id="1" w:name="x"/>'


def open_word(data: bytes) -> Document:
    return read(Archive(data, source="a.docx"), data, source="a.docx")


def edit(data: bytes, *changes: tuple[str, list[tuple[str, str]]]) -> bytes:
    """Replace words by pieces, each with words whose format it takes."""
    text = open_word(data).text
    edits = []
    for old, pieces in changes:
        start = text.index(old)

        def find(words: str, start: int = start, old: str = old) -> Span:
            at = text.index(words, start)
            assert at < start + len(old)
            return Span(at, at + len(words))

        edits.append(WordEdit(Span(start, start + len(old)), [Piece(new, find(source)) for new, source in pieces]))
    written = write(data, edits, source="a.docx")
    expected = text
    for each in reversed(edits):
        expected = expected[: each.span.start] + each.text + expected[each.span.end :]
    assert open_word(written).text == expected
    return written


def test_words_change_between_their_tags_and_nothing_else():
    data = make_word(
        paragraph('<w:pPr><w:pStyle w:val="a"/></w:pPr>', run("これは"), run("重要", BOLD), run("です。")),
        paragraph(run("残る")),
    )
    written = edit(data, ("これは重要です。", [("This is ", "これは"), ("vital & <so>", "重要"), (".", "です。")]))
    expected = body_of(data).replace("これは", "This is ").replace("重要", "vital &amp; &lt;so&gt;")
    assert body_of(written) == expected.replace("です。", ".")


@pytest.mark.parametrize(
    ("content", "pieces", "expected"),
    [
        # The run of the words moves.
        (
            [run("これは"), run("重要", BOLD), run("です")],
            [("Vital", "重要"), (" is this", "これは")],
            [run("Vital", BOLD), run(""), run(" is this")],
        ),
        # So does a link, and a range with it.
        (
            [run("詳細は"), START, LINK.format(run("ここ")), END, run("を見る")],
            [("Here", "ここ"), (" are ", "詳細は"), ("details", "を見る")],
            [START, LINK.format(run("Here")), END, run(" are "), run("details")],
        ),
        # Words of one run that are needed in two places.
        (
            [run("赤"), run("い花が", BOLD), run("咲く")],
            [("A ", "い花が"), ("red", "赤"), (" flower", "い花が"), (" blooms", "咲く")],
            [run("A ", BOLD), run("red"), run(" flower", BOLD), run(" blooms")],
        ),
        # Nothing is lost of what no word needs any more.
        ([run("花"), "<w:x/>", run("鳥", BOLD)], [("birds", "鳥")], [run(""), "<w:x/>", run("birds", BOLD)]),
    ],
)  # fmt: skip
def test_runs_move_with_their_words(content, pieces, expected):
    data = make_word(paragraph(*content))
    old = open_word(data).text.strip("\n")
    assert body_of(edit(data, (old, pieces))) == paragraph(*expected)


def test_no_range_ends_before_it_begins():
    data = make_word(paragraph(run("一"), START, run("二", BOLD), run("三", "<w:i/>"), END, run("四")))
    written = edit(data, ("一二三四", [("3", "三"), ("1", "一"), ("2", "二"), ("4", "四")]))
    assert body_of(written).index("bookmarkStart") < body_of(written).index("bookmarkEnd")


def test_the_words_of_a_split_run_go_into_one_of_its_parts():
    data = make_word(paragraph(run("社"), run("長が"), run("来た")))
    assert body_of(edit(data, ("社長が来た", [("She came", "社長が来た")]))).count("<w:t") == 3


def test_a_blank_at_an_end_is_said_to_count():
    data = make_word(paragraph("<w:r><w:t>花</w:t></w:r>", run("鳥", BOLD)))
    written = body_of(edit(data, ("花鳥", [("Flowers ", "花"), ("birds", "鳥")])))
    assert '<w:t xml:space="preserve">Flowers </w:t>' in written


def test_only_the_words_of_an_edit_change_in_a_run():
    data = make_word(paragraph(run("明日&lt;まで&gt;に見て&#x304F;ださい"), run("。お願いする", BOLD)))
    written = edit(data, ("見て", [("ご覧", "見て")]), ("する", [("いたします", "する")]))
    assert body_of(written) == paragraph(run("明日&lt;まで&gt;にご覧ください"), run("。お願いいたします", BOLD))


def test_tabs_breaks_and_fields_stay_between_the_words_they_stood_between():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("第3章")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    tab = "<w:r><w:tab/></w:r>"
    data = make_word(paragraph(run("赤"), run("青", BOLD), tab, run("詳細は"), field, run("に"), run("ある", BOLD)))
    written = edit(
        data,
        ("赤青", [("Blue", "青"), ("red", "赤")]),
        ("詳細は第3章にある", [("It is", "ある"), (" in ", "に"), ("第3章", "第3章"), (" now", "詳細は")]),
    )
    assert body_of(written) == paragraph(
        run("Blue", BOLD), run("red"), tab, run("It is", BOLD), run(" in "), field, run(" now")
    )


def test_ruby_goes_where_its_base_changes_and_stays_where_it_does_not():
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('さくら')}</w:rt><w:rubyBase>{run('桜')}</w:rubyBase></w:ruby></w:r>"
    data = make_word(paragraph(run("この"), ruby, run("を見る")))
    assert body_of(edit(data, ("見る", [("ご覧になる", "見る")]))) == paragraph(run("この"), ruby, run("をご覧になる"))
    written = body_of(edit(data, ("この桜を見る", [("See this cherry", "この桜を見る")])))
    assert "ruby" not in written and "さくら" not in written


def test_inserted_words_change_in_place_and_deleted_ones_stay():
    deleted = '<w:del w:id="2" w:author="a"><w:r><w:delText>消した</w:delText></w:r></w:del>'
    inserted = '<w:ins w:id="3" w:author="a">{}</w:ins>'
    data = make_word(paragraph(run("花"), deleted, inserted.format(run("と鳥", BOLD))))
    written = edit(data, ("花と鳥", [("Flowers", "花"), (" and birds", "と鳥")]))
    assert body_of(written) == paragraph(run("Flowers"), deleted, inserted.format(run(" and birds", BOLD)))


def test_text_boxes_say_the_same_in_both_of_their_forms():
    def box(words: str) -> str:
        content = f"<w:txbxContent>{paragraph(words)}</w:txbxContent>"
        return (
            '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>'
            f"{content}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict>"
            "</mc:Fallback></mc:AlternateContent></w:r>"
        )

    data = make_word(paragraph(run("前"), box(run("箱の中") + run("の字", BOLD)), run("後")))
    written = edit(
        data,
        ("前後", [("Before ", "前"), ("after", "後")]),
        ("箱の中の字", [("Letters", "の字"), (" inside", "箱の中")]),
    )
    inside = run("Letters", BOLD) + run(" inside")
    assert body_of(written) == paragraph(run("Before "), box(inside), run("after"))


def test_cells_nested_tables_and_notes_have_words_of_their_own():
    def table(*cells: str) -> str:
        return f"<w:tbl><w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr></w:tbl>"

    inner = table(paragraph(run("内側")), paragraph(run("右")))
    notes = '<w:footnote w:id="4">' + paragraph(run("注の文")) + "</w:footnote>"
    relation = (
        '<Relationship Id="n" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"'
        ' Target="footnotes.xml"/>'
    )
    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    mark = '<w:r><w:footnoteReference w:id="4"/></w:r>'
    data = make_word(
        table(paragraph(run("品名"), mark), inner + paragraph()),
        table(paragraph(run("甲")), paragraph(run("乙"))),
        relations=relation,
        parts={"word/footnotes.xml": f"<w:footnotes {namespace}>{notes}</w:footnotes>"},
    )
    written = edit(
        data, ("品名", [("Item", "品名")]), ("内側", [("Inside", "内側")]), ("注の文", [("A note", "注の文")])
    )
    assert body_of(written) == body_of(data).replace("品名", "Item").replace("内側", "Inside")
    assert read_part(written, "word/footnotes.xml") == read_part(data, "word/footnotes.xml").replace("注の文", "A note")


def test_words_in_cdata_and_in_another_encoding_are_found():
    data = make_word(paragraph("<w:r><w:t><![CDATA[花 & 鳥]]></w:t></w:r>", run("残る")))
    part = read_part(data).replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    data = make_word(parts={"word/document.xml": part})
    written = write(data, [WordEdit(Span(0, 5), [Piece("Flowers & birds", Span(0, 5))])], source="a.docx")
    assert open_word(written).text == "Flowers & birds残る\n"


def test_an_edit_of_two_paragraphs_that_a_revision_joined_is_written_once():
    joined = '<w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>'
    data = make_word(paragraph(joined, run("前半と")), paragraph(run("後半")))
    written = edit(data, ("前半と後半", [("Both halves", "前半と後半")]))
    assert body_of(written).count("Both halves") == 1 and "後半" not in body_of(written)
