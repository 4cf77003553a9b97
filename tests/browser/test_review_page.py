"""The review page as a reader gets it: read by a parser everywhere, and by Chromium where it is installed."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from sakura_cli.cli.views.review_page import make_review_page
from sakura_cli.documents.document import Document
from sakura_cli.options.extraction import ExtractionOptions
from sakura_cli.tasks.extraction.extract import extract
from sakura_cli.tasks.extraction.fields import Shape, parse_fields
from sakura_cli.tasks.extraction.result import ExtractionPayload, ValueSpan
from sakura_cli.tasks.framework.result import TaskResult
from sakura_cli.tasks.framework.steps import complete
from tests.browser.chromium import dump_page, find_chromium, photograph_page
from tests.fakes.engine import ScriptedEngine

Page = tuple[Document, TaskResult]
Read = Callable[[str], str]

MAIL = "\n\n件名：出展料のご請求\n氏名：河野　恵子　様\n合計：１９８，０００円（税込）\n期日：2026年6月31日\n\t品名\n"
SPEC = "氏名:name, 敬称, 合計:amount, 期日:date, 電話:phone, 明細[]:{品名, 数量:number, 単価:amount}"
TABLE = "| 品名 | 数量 | 単価 |\n|---|---|---|\n| 小間料 | 1 | 150,000円 |\n| 電源 & 照明 | 2 | 15,000円 |\n"
HOSTILE = (
    "氏名：<script>document.title='gotcha'</script></pre></style>\n"
    "期日：<img src='{address}/stolen' onerror='document.title=1'>2026年3月1日\n"
    "電話：</a></mark><iframe src={address}/frame></iframe>03-1234-5678&amp;&#x3c;b&#x3e;\n"
    "<!-- <base href={address}/> <link rel=stylesheet href={address}/a.css> "
    "<meta http-equiv=refresh content=0;url=/b>\n"
    "\u200f\u05e9\u05dc\u05d5\u05dd\u200e ]]> {{7*7}} \u2028\u0085\x0b\x1b[31m 終わり\n"
)
MARK_COLOUR = bytes((0xFF, 0xE9, 0xA8))
TARGET_COLOUR = bytes((0xB0, 0x30, 0x70))


def pages(*texts: str, spec: str = SPEC, answer: str = "{}", source: str = "mail.txt") -> list[Page]:
    found: list[Page] = []
    for text in texts:
        engine = ScriptedEngine(lambda request: answer)
        document = Document(source, text, "utf-8", "\n", False)
        steps = extract(document, Shape(parse_fields(spec)), ExtractionOptions(), engine.count_text_tokens)
        found.append((document, complete(engine, steps)))
    return found


class Reader(HTMLParser):
    """What is on a page: its texts, marks, links and whatever could load or run something."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.marked: list[tuple[str, str]] = []
        self.listed: dict[str, str] = {}
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.said = ""
        self._open: list[str] = []
        self._mark = self._row = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self.attributes |= said.keys()
        if tag not in ("meta", "link", "img", "base", "br"):
            self._open.append(tag)
        if "id" in said:
            self.ids.append(said["id"])
        if tag == "pre":
            self.texts.append("")
        if tag == "mark":
            self._mark = said.get("class", "value")
            self.marked.append(("", self._mark))
        if tag == "a":
            self.links.append(said["href"])
            self._row = said.get("id", "")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.said += data
        if "pre" in self._open:
            # The line break after the tag is not part of the text; a browser has dropped it already.
            self.texts[-1] += data
        if "mark" in self._open:
            self.marked[-1] = (self.marked[-1][0] + data, self._mark)
        if "aside" in self._open and self._open[-1] == "bdi" and self._row:
            self.listed[self._row] = data
            self._row = ""


def parse(page: str) -> str:
    return page.replace("<pre>\n", "<pre>")


def browse(page: str) -> str:
    program = find_chromium()
    assert program is not None
    dump, asked = dump_page(program, page)
    assert set(asked) <= {"/page.html", "/favicon.ico"}
    return dump


READERS: list[Read] = [parse, browse] if find_chromium() else [parse]


def test_what_could_not_be_tried_here_is_told() -> None:
    assert READERS[0] is parse
    if browse not in READERS:
        warnings.warn("the review page was not tried in a browser: Chromium is not installed", stacklevel=1)


@pytest.mark.parametrize("read", READERS)
def test_a_page_shows_the_text_and_marks_its_values(read: Read) -> None:
    page = Reader(read(make_review_page(pages(MAIL))))
    assert page.texts == [MAIL]
    assert page.marked == [
        ("河野　恵子", "value"),
        ("様", "value"),
        ("１９８，０００円", "value"),
        ("2026年6月31日", "empty"),
    ]
    assert page.listed == {"r0-0": "河野　恵子", "r0-1": "様", "r0-2": "198000", "r0-3": "—"}
    assert "not found" in page.said and "tax included" in page.said and "To check" in page.said


@pytest.mark.parametrize("read", READERS)
def test_values_lead_to_their_marks_and_marks_to_their_values(read: Read) -> None:
    page = Reader(read(make_review_page(pages(MAIL, TABLE, "何もない。"))))
    assert page.texts == [MAIL, TABLE, "何もない。"]
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert {f"v1-{index}" for index in range(6)} | {f"r1-{index}" for index in range(6)} <= set(page.ids)
    assert [text for text, _ in page.marked[4:]] == ["小間料", "1", "150,000円", "電源 & 照明", "2", "15,000円"]
    assert "品名" in page.said and "明細" in page.said


@pytest.mark.parametrize("read", READERS)
def test_hostile_text_is_shown_and_neither_obeyed_nor_loaded(read: Read) -> None:
    found = pages(HOSTILE, spec=f"{SPEC}, <b>太字</b>", source="\u202e<script>txt.exe")
    text = read(make_review_page(found))
    page = Reader(text)
    # Escape and the like stay what they are; only the address is put in by the test's own server.
    assert [shown.replace("\r", "") for shown in page.texts] == [_served(HOSTILE, text)]
    assert not page.tags & {"script", "img", "iframe", "base", "link", "b", "object", "form", "input"}
    assert not any(name.startswith("on") or name in ("src", "srcset", "action") for name in page.attributes)
    assert all(link.startswith("#") for link in page.links)
    assert "gotcha" not in text.partition("</title>")[0]
    assert "\\u202e<script>txt.exe" in page.said and "<b>太字</b>" in page.said
    assert ("03-1234-5678", "value") in page.marked


def _served(text: str, page: str) -> str:
    if "{address}" in page:
        return text
    address = page[page.index("http://127.0.0.1:") :].split("/stolen")[0]
    return text.replace("{address}", address)


@pytest.mark.parametrize("read", READERS)
def test_a_long_text_is_shown_whole(read: Read) -> None:
    text = "".join(f"{number}番の<b>会員</b>は&amp;{number % 28 + 1}日に入会した。\n" for number in range(120_000))
    assert len(text.encode()) > 5_000_000
    document = Document("long.txt", text, "utf-8", "\n", False)
    places = [text.index(f"\n{number}番の") + 1 for number in range(50, 120_000, 400)]
    spans = [
        ValueSpan(f"番[{index}]", text[p : p + 2], text[p : p + 2], p, p + 2, "EXACT") for index, p in enumerate(places)
    ]
    result = TaskResult("", ExtractionPayload({"番": [span.value for span in spans]}, spans))
    page = Reader(read(make_review_page([(document, result)])))
    is_whole = page.texts == [text]
    assert is_whole  # said so that a difference is not drawn line by line
    assert [marked for marked, _ in page.marked] == [span.raw for span in spans]
    assert len(page.listed) == len(spans)


@pytest.mark.parametrize("read", READERS)
def test_values_that_overlap_are_all_marked(read: Read) -> None:
    text = "東京都庁舎"
    spans = [
        ValueSpan(path, text[start:end], text[start:end], start, end, how)
        for path, start, end, how in [("地", 0, 3, "EXACT"), ("施設", 0, 5, "FUZZY"), ("庁", 2, 4, "EXACT")]
    ]
    result = TaskResult("", ExtractionPayload({span.path: span.value for span in spans}, spans))
    page = Reader(read(make_review_page([(Document("x", text, "utf-8", "\n", False), result)])))
    assert page.texts == [text] and [piece for piece, _ in page.marked] == ["東京", "都", "庁", "舎"]
    assert {kind for _, kind in page.marked} == {"near"} and "written differently" in page.said
    assert {"v0-0", "v0-1", "v0-2"} <= set(page.ids)


def test_the_page_forbids_loading_whatever_it_holds() -> None:
    """The policy is the second lock: an image that slipped in is not asked for; without the policy it is."""
    program = find_chromium()
    page = make_review_page(pages(MAIL))
    assert "default-src &#x27;none&#x27;" in page and "unsafe-inline&#x27;; base-uri" in page
    if program is not None:
        slipped = page.replace("<pre>", '<img src="{address}/slipped"><pre>')
        _, asked = dump_page(program, slipped)
        assert "/slipped" not in asked
        _, asked = dump_page(program, slipped.replace("Content-Security-Policy", "X-None"))
        assert "/slipped" in asked


def test_marks_are_seen_and_the_one_asked_for_stands_out() -> None:
    """In the picture: the policy lets the page's own style be, and a link to a value shows which it is."""
    program = find_chromium()
    page = make_review_page(pages(MAIL))
    assert f"mark{{background:#{MARK_COLOUR.hex()}" in page
    if program is not None:
        picture = photograph_page(program, page)
        assert _pixels(picture, MARK_COLOUR) > 500 and _pixels(picture, TARGET_COLOUR) == 0
        assert _pixels(photograph_page(program, page, "#v0-2"), TARGET_COLOUR) > 50


def _pixels(rows: list[bytes], colour: bytes) -> int:
    return sum(row[place : place + 3] == colour for row in rows for place in range(0, len(row), 3))
