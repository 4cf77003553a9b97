"""Lines of a column as paragraphs, laid out in every way that shows where one ends."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakura_cli.documents.reading.pdf.geometry.lines import find_stretches
from sakura_cli.documents.reading.pdf.geometry.paragraphs import (
    TextLine,
    find_edge,
    find_passages,
    join_words,
)
from sakura_cli.documents.reading.pdf.geometry.rows import gather_rows
from tests.fakes.typesetting import set_paragraph, set_words

WORDS = st.text(alphabet="市長は申請者に対し書類の提出を求めることができる場合", min_size=3, max_size=120)


def read_passages(glyphs, margin=0):
    """Return the paragraphs of a column that ends at `margin`, or where its longest line does."""
    lines = [TextLine(row) for row in gather_rows(find_stretches(glyphs))]
    left = min(line.left for line in lines)
    return [passage.text for passage in find_passages(lines, left, max(find_edge(lines)[0], margin))]


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=2, max_size=6), st.integers(12, 40), st.booleans())
def test_paragraphs_are_those_that_were_set(texts, letters, has_gaps):
    """Indented ones, and flush ones with a gap between them; each ends in a full stop."""
    # A line of the full width shows where the column ends.
    texts = ["あ" * letters + "い。", *(f"{text}。" for text in texts)]
    glyphs, y = [], 100.0
    for text in texts:
        found, y = set_paragraph(text, 60, y, letters, indent=0 if has_gaps else 1)
        glyphs += found
        y += 8 if has_gaps else 0
    assert read_passages(glyphs) == texts


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=2, max_size=9), st.integers(14, 40))
def test_items_that_hang_are_one_paragraph_each(texts, letters):
    glyphs, y = [], 100.0
    texts = [f"（{number}）　{text}とき。" for number, text in enumerate(texts, 1)]
    texts.append(f"（9）　{'あ' * letters}とき。")
    for text in texts:
        first, rest = text[: letters + 3], text[letters + 3 :]
        while rest and rest[0] == "。":
            first, rest = first[:-1], first[-1] + rest
        glyphs += set_words(first, 60, y)
        y += 17
        while rest:
            size = letters if rest[letters : letters + 1] != "。" else letters - 1
            glyphs += set_words(rest[:size], 90, y)
            rest = rest[size:]
            y += 17
    assert read_passages(glyphs) == texts


def test_a_line_that_stops_short_ends_its_paragraph():
    lines = ["発行日　令和八年四月一日", "発行者　桜丘市", "編集　企画部広報課の担当者一同である", "印刷　桜印刷所"]
    glyphs = [glyph for k, line in enumerate(lines) for glyph in set_words(line, 60, 100 + 17 * k)]
    assert read_passages(glyphs, 535) == lines


def test_a_number_that_a_line_wraps_to_is_no_item():
    glyphs = set_words("　申請者は、次条第一項及び", 60, 100) + set_words("第9条第2項に定める書類を、", 60, 117)
    glyphs += set_words("提出しなければならない。", 60, 134)
    assert read_passages(glyphs) == ["申請者は、次条第一項及び第9条第2項に定める書類を、提出しなければならない。"]


def test_a_caption_begins_a_paragraph_after_a_full_line():
    glyphs = set_words("2　前項の規定は、準用する。", 60, 100) + set_words("（手数料）", 60, 117)
    glyphs += set_words("第3条　手数料は、別に定める。", 60, 134)
    assert read_passages(glyphs) == ["2　前項の規定は、準用する。", "（手数料）", "第3条　手数料は、別に定める。"]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("日本語の", "文章", "日本語の文章"),
        ("in the", "city", "in the city"),
        ("photo-", "voltaic", "photovoltaic"),
        ("UTF-", "8とする", "UTF-8とする"),
        ("https://example.jp/", "help", "https://example.jp/help"),
        ("上限は2", "0文字", "上限は20文字"),
        ("ABC", "の", "ABCの"),
        ("43,500,", "000円", "43,500,000円"),
        ("59,700", ",000", "59,700,000"),
        ("in 2020,", "30 people", "in 2020, 30 people"),
    ],
)
def test_lines_are_joined_as_their_script_wants(before, after, joined):
    assert join_words(before, after) + after == joined


def test_entries_of_a_table_of_contents_stay_apart_though_each_fills_its_line():
    entries = [
        f"{title}{'…' * (24 - len(title))}{page}" for page, title in enumerate(("総則", "届出の手続き", "雑則"), 3)
    ]
    glyphs = [glyph for row, entry in enumerate(entries) for glyph in set_words(entry, 60, 100 + 17 * row)]
    assert len(read_passages(glyphs)) == len(entries)
