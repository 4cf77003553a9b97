"""Documents of every format that is no text, each of a thing said n times: how their readers are called.

What is repeated is what a reader looks for: parts, marks, cells, properties, words at places. Left out: more words
anywhere on one page of a PDF than anybody prints, where the reading process's limit of time holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from sakura_cli.documents.reading.mails import eml
from sakura_cli.documents.reading.office import package
from sakura_cli.documents.reading.office.sheets import spreadsheet_xml
from sakura_cli.documents.reading.pdf import opening
from sakura_cli.documents.reading.rtf import document as rtf
from sakura_cli.documents.reading.web import html
from tests.documents.fixtures.office.flat_words import NAMESPACES
from tests.documents.reading.office.packages import make_archive, make_slides, make_word, paragraph, run
from tests.documents.reading.office.sheets.workbooks import make_workbook
from tests.fakes.hand_made_pdf import HandMadePage, make_pdf
from tests.linear.calls import TextCall

# Returns a file that says something so many times.
Make = Callable[[int], bytes]
Read = Callable[..., Any]

# In the body of a page; before and behind a bar: what stands around what is repeated.
_PAGES = (
    *(
        "<p>あ</p>",
        "<p>あ",
        "<div>",
        "<div>あ</div>",
        "</div>",
        "<b>",
        "<b>あ</b>",
        "<a>",
        "<a href=a>あ</a>",
        "<br>",
        "あ<br>",
    ),
    *(
        "<ul><li>あ",
        "<li>あ</li>",
        "<ol start=5><li>あ</ol>",
        "<dl><dt>あ<dd>い",
        "<h1>あ</h1>",
        "<ruby>漢<rt>かん</ruby>",
    ),
    *(
        "<pre>",
        "<!--",
        "<!",
        "&amp;",
        "&#",
        "<",
        "<a ",
        "<script>",
        "<style>a{}",
        "<p class=a>あ</p>",
        "<p hidden>あ</p>",
    ),
    *(
        "<span style='display:none'>あ</span>",
        "<table><tr><td>あ",
        "<td>あ</td>",
        "<select><option>あ",
        "<textarea>",
        "<svg>",
    ),
    *("<details><summary>あ", "<template>", "<noscript>", "<input value=あ>", "<img alt=あ>"),
)
_PAGES_AROUND = (
    "<table>|<tr><td>あ</td><td>1</td></tr>|</table>",
    "<table><tr>|<td>あ</td>|</tr></table>",
    "<table>|<tr><td rowspan=3>あ<td>い</tr>|</table>",
    "<style>|.a{display:none}|</style><p class=a>あ</p>",
    "<style>|.a,|{}</style><p class=a>あ</p>",
    "<style>|/*|</style>",
    "<style>|@media x{|</style>",
    "<p class='|a |'>あ</p>",
    "<p style='|color:red;|'>あ</p>",
    "<p |a=b |>あ</p>",
)
_MAIL_HEADERS = (
    "To: |a@b.jp, |",
    "To: |(|",
    "To: |<|",
    'To: |"|',
    "Subject: |=?utf-8?B?44GC?= |",
    "Subject: |あ\n |",
    "|Received: a\n|X: b",
    "Content-Type: text/plain; |a=b; |",
)
_MAIL_BODIES = (
    "あ\n",
    "> あ\n",
    "> ",
    "-- \n",
    "From: a\n\n",
    "On Monday a wrote:\n",
    "-----Original Message-----\n",
    "From a@b.jp Mon Jan  1 00:00:00 2024\nSubject: a\n\nあ\n\n",
)
_MAIL_PARTS = (
    "--x\nContent-Type: text/plain\n\nあ\n",
    "--x\nContent-Type: text/html\n\n<p>あ\n",
    "--x\nContent-Type: text/csv\nContent-Disposition: attachment; filename=a.csv\n\nあ\n",
    "--x\nContent-Type: message/rfc822\n\nSubject: a\n\nあ\n",
)
_RICH_TEXTS = (
    "あ",
    "{",
    "}",
    "{\\b a}",
    "\\par ",
    "a\\par ",
    "\\'82\\'a0",
    "\\u12354?",
    "\\tab ",
    "\\b ",
    "{\\*\\a ",
    "{\\pict 00}",
    "\\bin1 a",
    "\\trowd\\cellx100 a\\cell\\row ",
    "a\\cell ",
    "{\\field{\\*\\fldinst HYPERLINK a}{\\fldrslt a}}",
    "{\\footnote a}",
    "{\\listtext 1.}a\\par ",
    "{\\fonttbl{\\f1 a;}}",
)
_FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
_CELL = "<w:tc><w:tcPr>{}</w:tcPr><w:p><w:r><w:t>あ</w:t></w:r></w:p></w:tc>"
_NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
_HEADING = '<w:outlineLvl w:val="0"/>'
_ITEM = '<a:p><a:pPr><a:buAutoNum type="arabicPeriod"/></a:pPr><a:r><a:t>あ</a:t></a:r></a:p>'
_RUN = "<a:p>|<a:r><a:t>あ</a:t></a:r>|</a:p>"
_WORDS = (
    f"|{paragraph('あ')}|",
    f"<w:p>|{run('あ')}|</w:p>",
    f"<w:p>|{run('あ', '<w:b/>')}{run('い')}|</w:p>",
    f"<w:tbl>|<w:tr>{_CELL.format('') * 2}</w:tr>|</w:tbl>",
    f"<w:tbl><w:tr>|{_CELL.format('')}|</w:tr></w:tbl>",
    f"<w:tbl>|<w:tr>{_CELL.format('<w:vMerge/>')}</w:tr>|</w:tbl>",
    f"|<w:tbl><w:tr>{_CELL.format('')}</w:tr></w:tbl>|",
    f"|{paragraph('あ', properties=_NUMBERED)}|",
    f"|{paragraph('あ', properties=_HEADING)}|",
    "<w:p>|<w:r><w:footnoteReference w:id='1'/></w:r>|</w:p>",
    f"<w:p>|{_FIELD.format('begin')}|</w:p>",
    f"<w:p>|{_FIELD.format('begin')}{run('a')}{_FIELD.format('end')}|</w:p>",
    f"<w:p>|<w:hyperlink r:id='link'>{run('あ')}</w:hyperlink>|</w:p>",
    f"<w:p>|<w:ins>{run('あ')}</w:ins><w:del><w:r><w:delText>い</w:delText></w:r></w:del>|</w:p>",
    f"|<w:sdt><w:sdtContent>{paragraph('あ')}</w:sdtContent></w:sdt>|",
    "<w:p><w:r>|<w:tab/>|</w:r></w:p>",
    "<w:p>|<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>|</w:p>",
    "<w:p>|<w:bookmarkStart w:id='1' w:name='a'/><w:bookmarkEnd w:id='1'/>|</w:p>",
)
_SHAPE = (
    '<p:sp><p:nvSpPr><p:cNvPr id="1" name="a"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="1" y="1"/>'
    '<a:ext cx="9" cy="9"/></a:xfrm></p:spPr><p:txBody>{}</p:txBody></p:sp>'
)
_LINE = "<a:p><a:r><a:t>あ</a:t></a:r></a:p>"
_SLIDES = (
    f"|{_SHAPE.format(_LINE)}|",
    _SHAPE.format(f"|{_LINE}|"),
    _SHAPE.format(_RUN),
    _SHAPE.format(f"|{_ITEM}|"),
    f"|<p:grpSp><p:grpSpPr/>{_SHAPE.format(_LINE)}</p:grpSp>|",
)
_OPEN_TEXTS = (
    "|<text:p>あ</text:p>|",
    "|<text:h text:outline-level='1'>あ</text:h>|",
    "<text:p>|<text:span>あ</text:span>|</text:p>",
    "<text:p>|<text:s text:c='2'/>|</text:p>",
    "<text:list>|<text:list-item><text:p>あ</text:p></text:list-item>|</text:list>",
    "|<text:list><text:list-item><text:p>あ</text:p></text:list-item></text:list>|",
    "<table:table>|<table:table-row><table:table-cell><text:p>あ</text:p></table:table-cell></table:table-row>|</table:table>",
    "<text:p>|<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>あ</text:p></text:note-body>"
    "</text:note>|</text:p>",
)


def find_readers() -> Iterator[TextCall]:
    """Yield a call for each thing that is repeated: as often as its text is long."""
    for name, read, source, make in _list_makes():
        yield TextCall(name, partial(_read, read, source, make))


def _read(read: Read, source: str, make: Make, text: str) -> Any:
    return read(make(len(text)), source=source)


def _list_makes() -> Iterator[tuple[str, Read, str, Make]]:
    for unit in (*(f"|{unit}|" for unit in _PAGES), *_PAGES_AROUND):
        yield f"html {unit}", html.read, "a.html", _text(f"<!DOCTYPE html><html><body>あ{unit}")
    for unit in _MAIL_HEADERS:
        yield f"mail {unit!r}", eml.read, "a.eml", _text(f"From: a@b.jp\n{unit}\nMIME-Version: 1.0\n\nあ\n")
    for unit in _MAIL_BODIES:
        yield f"mail body {unit!r}", eml.read, "a.eml", _text(f"From: a@b.jp\nSubject: a\n\n|{unit}|")
    for unit in _MAIL_PARTS:
        head = "From: a@b.jp\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
        yield f"mail part {unit!r}", eml.read, "a.eml", _text(f"{head}--x\n\nあ\n|{unit}|--x--\n")
    for unit in _RICH_TEXTS:
        yield f"rtf {unit}", rtf.read, "a.rtf", _text(f"{{\\rtf1\\ansi\\ansicpg932 a|{unit}|}}")
    for unit in _WORDS:
        yield (
            f"docx {unit}",
            package.read,
            "a.docx",
            _shell(unit, lambda body: make_word(f"{paragraph('あ')}{body}", footnotes=_NOTES)),
        )
    for unit in _SLIDES:
        yield f"pptx {unit}", package.read, "a.pptx", _shell(unit, make_slides)
    yield (
        "pptx slides",
        package.read,
        "a.pptx",
        lambda count: make_slides(*[_SHAPE.format(_LINE)] * max(1, count // 20)),
    )
    for unit in _OPEN_TEXTS:
        yield f"odt {unit}", package.read, "a.odt", _shell(unit, _make_open_document)
    for name, make in _SHEETS.items():
        yield f"xlsx {name}", package.read, "a.xlsx", make
    for name, make in _FLAT_PDFS.items():
        yield f"pdf {name}", opening.read, "a.pdf", make
    unit = "<Row><Cell><Data ss:Type='String'>あ</Data></Cell></Row>"
    yield "xml workbook", spreadsheet_xml.read, "a.xml", _text(_XML_WORKBOOK.format(f"|{unit}|"))


_NOTES = "<w:footnote w:id='1'><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote>"
_XML_WORKBOOK = (
    "<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'"
    " xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'><Worksheet ss:Name='a'><Table>{}</Table></Worksheet></Workbook>"
)


def _text(around: str) -> Make:
    return _shell(around, str.encode)


def _shell(around: str, make: Callable[[str], bytes]) -> Make:
    before, unit, after = around.split("|")
    return lambda count: make(f"{before}{unit * count}{after}")


def _make_open_document(body: str) -> bytes:
    content = (
        f"<office:document-content {NAMESPACES}><office:automatic-styles/><office:body><office:text><text:p>あ</text:p>{body}</office:text>"
        "</office:body></office:document-content>"
    )
    return make_archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def _rows(cell: Callable[[int, str], str], columns: str = "A") -> Callable[[int], str]:
    def make(count: int) -> str:
        numbers = range(1, count + 1)
        rows = "".join(f'<row r="{n}">{"".join(cell(n, column) for column in columns)}</row>' for n in numbers)
        return f"<sheetData>{rows}</sheetData>"

    return make


def _said(number: int, column: str) -> str:
    return f'<c r="{column}{number}" t="inlineStr"><is><t>あ{number}</t></is></c>'


def _number(number: int, column: str) -> str:
    return f'<c r="{column}{number}" s="1"><v>{number}</v></c>'


def _merge(count: int) -> str:
    areas = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, count + 1))
    return f"{_rows(_said)(count)}<mergeCells>{areas}</mergeCells>"


_SHEETS: dict[str, Make] = {
    "rows of words": lambda count: make_workbook(_rows(_said, "ABC")(count // 3 + 1)),
    "rows of numbers": lambda count: make_workbook(_rows(_number, "ABC")(count // 3 + 1)),
    "merged rows": lambda count: make_workbook(_merge(count)),
    "every other row": lambda count: make_workbook(_rows(lambda n, c: _said(n, c) if n % 2 else "")(count)),
    "a diagonal": lambda count: make_workbook(_rows(lambda n, c: _said(n, "ABCDEFGHIJ"[n % 10]))(count)),
    "shared strings": lambda count: make_workbook(
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>', strings="<si><t>あ</t></si>" * count
    ),
    "sheets": lambda count: make_workbook(*[_rows(_said)(1)] * max(1, count // 20)),
}


def _make_pages(draw: Callable[[HandMadePage, int], object], on_one: int) -> Make:
    """Return what makes a PDF: so many things on each page, drawn at their numbers."""

    def make(count: int) -> bytes:
        pages = []
        for first in range(0, max(1, count // 4), on_one):
            page = HandMadePage().write(60, 30, "会議")
            for number in range(min(on_one, count // 4 - first)):
                draw(page, number)
            pages.append(page)
        return make_pdf(pages)

    return make


_FLAT_PDFS: dict[str, Make] = {
    "lines on pages": _make_pages(lambda page, n: page.write(60, 60 + 15 * n, "会議は十月に開く。"), 45),
    "lines on a page": _make_pages(lambda page, n: page.write(60, 60 + n, "会議"), 100_000),
    "words in a line": _make_pages(lambda page, n: page.write(60 + 12 * n, 60, "会", 10), 100_000),
    "words at one place": _make_pages(lambda page, n: page.write(60, 60, "会"), 100_000),
    "words anywhere": _make_pages(lambda page, n: page.write(40 + n * 37 % 500, 40 + n * 61 % 760, "会"), 25),
    "columns": _make_pages(lambda page, n: page.write(60 + 60 * (n % 8), 60 + 14 * (n // 8), "会議"), 80),
    "rules": _make_pages(lambda page, n: page.line(40, 40 + n, 500, 40 + n), 100_000),
    "a grid": _make_pages(
        lambda page, n: page.line(40, 40 + n, 500, 40 + n).line(40 + n, 40, 40 + n, 800).write(50, 50 + n, "会"),
        100_000,
    ),
    "boxes": _make_pages(lambda page, n: page.fill(40 + n, 40 + n, 60 + n, 60 + n, "0.9 0.9 0.9"), 100_000),
    "bullets": _make_pages(lambda page, n: page.dot(50, 50 + 14 * n).write(60, 54 + 14 * n, "会議"), 50),
    "comments": _make_pages(lambda page, n: page.comment("会議"), 100_000),
}
