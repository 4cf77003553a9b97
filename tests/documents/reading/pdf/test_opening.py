"""PDFs read from their bytes, made by hand: what a reader sees, in order, and the trouble a file may make."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import pytest

from sakura_cli.documents.reading.pdf import opening
from sakura_cli.documents.reading.pdf.opening import read
from sakura_cli.documents.reading.registry import read_document
from sakura_cli.errors import BadInputError
from tests.fakes.hand_made_pdf import HandMadePage as Page
from tests.fakes.hand_made_pdf import make_pdf


def read_text(*pages, **more):
    return read(make_pdf(pages, **more), source="a.pdf").text


def refuse(data):
    with pytest.raises(BadInputError) as caught:
        read(data, source="規約.pdf")
    assert caught.value.exit_status == 65
    assert "規約.pdf" in caught.value.message
    return caught.value


def codes(count, first=1):
    return "".join(f"{code:04X}" for code in range(first, first + count))


def test_a_pdf_is_known_by_its_signature_and_read_in_a_process_of_its_own():
    data = make_pdf([Page().write(72, 100, "本文の文章です。")])
    for begun in (data, b"\r\nX-Junk: 1\r\n\r\n" + data):
        document = read_document(begun, source="文書")
        assert (document.text, document.medium, document.original) == ("本文の文章です。\n", "pdf", b"")


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"about PDF\n%PDF-1.7 begins such a file\n%%EOF ends it\n", "a.txt"), (b"write %PDF-1.7 %%EOF", "note")],
)
def test_a_text_about_pdf_is_a_text(data, name):
    assert read_document(data, source=name).medium == "text"


def test_paragraphs_know_their_pages():
    first, second = Page(), Page()
    first.write(72, 100, f"第1条　{'この規約は市のサービスの利用について定め' * 2}、")
    second.write(72, 100, "利用者の便宜を図ることを目的とする。")
    second.write(72, 130, "第2条　次の条である。")
    document = read(make_pdf([first, second]), source="a.pdf")
    assert document.text.splitlines() == [
        f"第1条　{'この規約は市のサービスの利用について定め' * 2}、利用者の便宜を図ることを目的とする。",
        "第2条　次の条である。",
    ]
    origins = document.structure.origins
    assert [(document.text[start:][:4], origin.page, origin.heading) for start, origin in origins] == [
        ("第1条　", 1, "第1条"),
        ("利用者の", 2, "第1条"),
        ("第2条　", 2, "第2条"),
    ]
    assert str(document.origin(document.blocks[1].span)) == "p. 2"


def test_running_heads_and_feet_are_dropped_and_counted():
    pages = []
    for number in range(1, 4):
        page = Page().write(400, 40, "桜丘市例規集", 9).write(290, 810, f"- {number} -", 9)
        page.write(72, 100, f"{number}枚目の文章は、ここまでで終わるものとします。")
        pages.append(page)
    document = read(make_pdf(pages), source="a.pdf")
    assert document.text.splitlines() == [
        f"{number}枚目の文章は、ここまでで終わるものとします。" for number in (1, 2, 3)
    ]
    assert [str(part) for part in document.left_out] == ["headers and footers: 2"]


def test_forms_that_begin_alike_on_each_page_are_kept():
    pages = [
        Page().write(72, 60, f"様式第{number}号（第{number}条関係）").write(72, 120, "申請者の氏名を記入してください。")
        for number in (1, 2, 3)
    ]
    assert [line for line in read_text(*pages).splitlines() if line.startswith("様式")] == [
        f"様式第{number}号（第{number}条関係）" for number in (1, 2, 3)
    ]


def test_footnotes_stand_after_the_sentence_that_goes_over_the_page():
    line = "この事業は国の補助金を受けて行うものであり" * 2
    first = Page().write(72, 100, line).write(514, 97, "1", 6).write(72, 700, "1　補助率は2分の1である。", 8)
    second = Page().write(72, 100, "来年度も続ける見込みである。")
    assert read_text(first, second).splitlines() == [
        f"{line}[1]来年度も続ける見込みである。",
        "[1] 補助率は2分の1である。",
    ]


@pytest.mark.parametrize(
    ("page", "text", "hidden"),
    [
        (Page().write(72, 100, "白い字", colour="1 1 1").write(72, 130, "本文です。"), "本文です。", 1),
        (Page().write(72, 100, "小さい字", 1).write(72, 130, "本文です。"), "本文です。", 1),
        (Page().write(700, 100, "紙の外").write(72, 130, "本文です。"), "本文です。", 1),
        (Page().write(72, 100, "塗らない字", mode=3).write(72, 130, "本文です。"), "本文です。", 1),
        (Page().fill(60, 80, 300, 110, "0 0.2 0.4").write(72, 100, "白抜きです。", colour="1 1 1"), "白抜きです。", 0),
        (Page().picture(0, 0, 595, 842).write(72, 100, "読み取った字です。", mode=3), "読み取った字です。", 0),
    ],
)
def test_only_what_is_seen_is_read(page, text, hidden):
    document = read(make_pdf([page]), source="a.pdf")
    assert document.text.strip() == text
    assert sum(part.count for part in document.left_out if part.kind.label == "hidden-text") == hidden


def test_what_is_filled_into_a_form_is_read_and_comments_are_counted():
    page = Page().write(72, 100, "氏名").fill_in(150, 100, "山田　太郎").comment("要確認").comment("")
    document = read(make_pdf([page]), source="a.pdf")
    assert document.text == "氏名　山田　太郎\n"
    assert [str(part) for part in document.left_out] == ["comments: 1"]


def test_files_in_a_pdf_are_named():
    pdf = pypdfium2.PdfDocument(make_pdf([Page().write(72, 100, "本文の文章です。")]))
    pdf.new_attachment("別紙.csv").set_data(b"a,b")
    saved = BytesIO()
    pdf.save(saved)
    assert read(saved.getvalue(), source="a.pdf").attachments == ("別紙.csv",)


def test_pages_that_are_pictures_are_counted():
    document = read(
        make_pdf([Page().picture(0, 0, 595, 842), Page().write(72, 100, "文字のある紙です。")]), source="a.pdf"
    )
    assert [str(part) for part in document.left_out] == ["pages that are pictures: 1"]


def test_a_scan_is_refused_with_a_hint():
    error = refuse(make_pdf([Page().picture(0, 0, 595, 842)] * 2))
    assert error.kind == "no-text"
    assert "OCR" in error.hint


def test_radicals_and_ligatures_are_read_as_what_they_look_like():
    names = {
        f"{code:04X}": text for code, text in enumerate(["⽇", "本", "の", "⻑", "い", "⼈", "⽣", "ﬁ", "\uf0b7"], 1)
    }
    assert read_text(Page().write(72, 100, "", font="named", codes=codes(9)), to_unicode=names) == "日本の長い人生fi•\n"


def test_characters_beyond_the_basic_plane_are_whole():
    assert read_text(Page().write(72, 100, "𠮷野家の𠮟る声がする。")) == "𠮷野家の𠮟る声がする。\n"


@pytest.mark.parametrize("wrong", ["䛾䛿䛻䜢", "\ue000\ue001\ue002\ue003"])
def test_characters_that_are_not_what_is_shown_are_refused(wrong):
    names = {f"{code:04X}": text for code, text in enumerate(f"規約{wrong}定める", 1)}
    page = Page().write(72, 100, "", font="named", codes=codes(9))
    error = refuse(make_pdf([Page().write(72, 100, "一枚目は正しい文字です。"), page], to_unicode=names))
    assert error.kind == "illegible"
    assert "p. 2" in error.message


def test_characters_without_names_are_refused():
    page = Page().write(72, 100, "", font="named", codes=codes(20, first=40))
    assert refuse(make_pdf([page], to_unicode={"0001": "あ"})).kind == "illegible"


def test_a_few_rare_characters_are_no_reason_to_refuse():
    names = {"0001": "䛾", "0002": "\ue000"}
    page = Page().write(72, 100, "桜丘市のいろいろな名前を書いた文章です。" * 2)
    assert read_text(page.write(72, 130, "", font="named", codes=codes(2)), to_unicode=names).endswith("䛾\ue000\n")


def test_a_page_on_its_side_is_read():
    turned = Page(rotate=90).write(100, 700, "横の紙に書いた文章です。", matrix="0 1 -1 0")
    sideways = Page().write(100, 700, "横向きに書いた文章です。", matrix="0 1 -1 0")
    assert read_text(turned, sideways).splitlines() == ["横の紙に書いた文章です。", "横向きに書いた文章です。"]


def test_what_stands_at_an_angle_is_no_part_of_a_sentence():
    line = "この規約は市の条例に基づいて定めるものであり" * 2
    page = Page().write(72, 100, line).write(72, 117, "効力は四月一日から生ずる。")
    page.write(150, 140, "見本", 60, matrix="0.7 0.7 -0.7 0.7")
    assert read_text(page).splitlines() == [f"{line}効力は四月一日から生ずる。", "見本"]


def test_vertical_fonts_are_read_from_the_right():
    page = Page()
    lines = ["縦に書いた一行目の文章は、" * 5, "二行目に続いて終わります。"]
    for number, line in enumerate(lines):
        page.write(500 - 20 * number, 100, line, font="vertical")
    assert read_text(page).splitlines() == ["".join(lines)]


def test_tables_go_over_pages_and_their_heads_are_not_repeated():
    pages = []
    for first in (1, 3):
        page = Page()
        for number, row in enumerate([("番号", "品名"), (f"{first}", "机"), (f"{first + 1}", "椅子")]):
            y = 100 + 20 * number
            page.write(76, y + 14, row[0]).write(206, y + 14, row[1]).line(70, y, 400, y)
        pages.append(page.line(70, 160, 400, 160))
        for x in (70, 200, 400):
            page.line(x, 100, x, 160)
    document = read(make_pdf(pages), source="a.pdf")
    assert document.text == "番号\t品名\n1\t机\n2\t椅子\n3\t机\n4\t椅子\n"
    [block] = document.blocks
    assert [document.origin(row[0].span).page for row in block.table.rows] == [1, 1, 1, 2, 2]


def test_a_row_that_a_page_leaves_under_a_repeated_head_is_one_of_the_table():
    rows = [
        ("斎場", "12,007", "済"),
        ("図書館", "8,870", "継続"),
        ("公民館", "690", "未着手"),
        ("道の駅", "5,750", "済"),
    ]
    pages = []
    for top, part in ((700, rows[:1]), (80, rows[1:])):
        page = Page()
        for number, row in enumerate([("施設名", "件数", "状況"), *part]):
            # Titles stand in the middle of their columns, numbers end at one place.
            lefts = (76, 260 - 6 * len(row[1]), 336) if number else (110, 215, 350)
            for x, words in zip(lefts, row, strict=True):
                page.write(x, top + 20 * number, words)
        pages.append(page)
    document = read(make_pdf(pages), source="a.pdf")
    assert document.text == "施設名\t件数\t状況\n" + "".join("\t".join(row) + "\n" for row in rows)


def test_what_stands_in_a_box_under_columns_is_read_together():
    page = Page()
    for x, side in ((72, "左"), (310, "右")):
        for number, numeral in enumerate("一二三四五六七八"):
            page.write(x, 100 + 18 * number, f"{side}の{numeral}行目の文はここまで続いています")
    page.write(80, 300, "問合せ　環境課").write(
        80, 318, "集積所に関することは、お住まいの地区の自治会にお尋ねください。"
    )
    for y in (285, 335):
        page.line(66, y, 530, y)
    for x in (66, 530):
        page.line(x, 285, x, 335)
    text = read_text(page).replace("\n", "")
    assert text.index("右の八行目") < text.index("問合せ") < text.index("集積所")
    assert text.index("左の八行目") < text.index("右の一行目")


def test_a_document_has_a_limit_of_pages(monkeypatch):
    monkeypatch.setattr(opening, "MAX_PAGES", 1)
    error = refuse(make_pdf([Page(), Page()]))
    assert error.kind == "too-large"
    assert "1" in error.message


@pytest.mark.parametrize("cut", [9, 300, 900, 2000])
def test_a_damaged_file_is_refused_or_read(cut):
    data = make_pdf([Page().write(72, 100, "本文の文章です。")])
    try:
        assert read(data[:-cut], source="規約.pdf").text == "本文の文章です。\n"
    except BadInputError as error:
        assert error.kind in ("malformed", "empty")


def test_a_password_is_said(monkeypatch):
    data = make_pdf([Page().write(72, 100, "本文")])
    # A security handler that needs a password nobody gave.
    encrypted = data.replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
        b"/O <" + b"11" * 32 + b"> /U <" + b"22" * 32 + b"> >>",
    )
    error = refuse(encrypted)
    assert (error.kind, bool(error.hint)) == ("encrypted", True)
