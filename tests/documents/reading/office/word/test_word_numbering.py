"""The numbers of paragraphs are those that Word shows."""

from __future__ import annotations

import pytest

from tests.documents.reading.office.packages import paragraph, read_word


def level(number: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def lists(*levels: str, more: str = "", after: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/>{more}</w:num>{after}'
    )


def item(text: str, depth: int = 0, name: str = "1") -> str:
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{name}"/></w:numPr>')


ARTICLES = lists(
    level(0, "decimal", "第%1条"), level(1, "japaneseCounting", "%2"), level(2, "aiueoFullWidth", "（%3）")
)


def lines(body: str, numbering: str, styles: str = "") -> list[str]:
    parts = {"numbering": numbering, **({"styles": styles} if styles else {})}
    return read_word(body, **parts).text.splitlines()


def test_levels_count_on_and_start_anew_below_a_higher_one():
    body = item("甲") + item("乙", 1) + item("丙", 1) + item("丁", 2) + item("戊") + item("己", 1)
    assert lines(body, ARTICLES) == ["第1条 甲", "一 乙", "二 丙", "（ア） 丁", "第2条 戊", "一 己"]


def test_a_number_shows_those_above_it():
    scheme = lists(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "%1.%2.%3)"))
    body = item("a") + item("b", 1) + item("c", 2) + item("d", 2) + item("e", 1) + item("f") + item("g", 2)
    assert lines(body, scheme) == ["1. a", "1.1 b", "1.1.a) c", "1.1.b) d", "1.2 e", "2. f", "2.1.a) g"]


def test_numbers_of_law_are_decimal_whatever_the_levels_above_are_written_in():
    scheme = lists(level(0, "japaneseCounting", "第%1章"), level(1, "decimal", "%1-%2", "<w:isLgl/>"))
    assert lines(item("甲") + item("乙", 1), scheme) == ["第一章 甲", "1-1 乙"]


def test_a_level_may_be_restarted_by_one_above_only_or_never():
    never = lists(level(0, "decimal", "%1章"), level(1, "decimal", "第%2条", '<w:lvlRestart w:val="0"/>'))
    body = item("総則") + item("甲", 1) + item("雑則") + item("乙", 1)
    assert lines(body, never) == ["1章 総則", "第1条 甲", "2章 雑則", "第2条 乙"]
    above = lists(
        level(0, "decimal", "%1編"),
        level(1, "decimal", "%2章"),
        level(2, "decimal", "%3条", '<w:lvlRestart w:val="1"/>'),
    )
    body = item("甲") + item("乙", 1) + item("丙", 2) + item("丁", 1) + item("戊", 2) + item("己") + item("庚", 2)
    assert lines(body, above) == ["1編 甲", "1章 乙", "1条 丙", "2章 丁", "2条 戊", "2編 己", "1条 庚"]


def test_lists_of_one_scheme_go_on_unless_they_say_where_they_start():
    second = '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
    third = (
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    scheme = lists(level(0, "decimal", "%1."), after=second + third)
    body = item("a") + item("b", 0, "2") + item("c", 0, "3") + item("d", 0, "3") + item("e")
    assert lines(body, scheme) == ["1. a", "2. b", "1. c", "2. d", "3. e"]


def test_a_list_may_have_levels_of_its_own():
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "decimalEnclosedCircle", "%1")}</w:lvlOverride>'
    assert lines(item("a") + item("b"), lists(level(0, "decimal", "%1."), more=own)) == ["① a", "② b"]


def test_paragraphs_without_words_count():
    body = item("a") + paragraph(properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>') + item("c")
    assert [line for line in lines(body, lists(level(0, "decimal", "%1."))) if line] == ["1. a", "3. c"]


def test_the_list_of_a_style_has_the_level_that_belongs_to_the_style():
    scheme = lists(
        level(0, "decimal", "第%1章", '<w:pStyle w:val="a1"/>'), level(1, "decimal", "第%2条", '<w:pStyle w:val="a2"/>')
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="a1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="a2"><w:basedOn w:val="a1"/></w:style>'
    )
    body = paragraph("総則", properties='<w:pStyle w:val="a1"/>') + paragraph(
        "目的", properties='<w:pStyle w:val="a2"/>'
    )
    off = paragraph("なし", properties='<w:pStyle w:val="a1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines(body + off, scheme, styles) == ["第1章 総則", "第1条 目的", "なし"]


def test_a_list_that_is_the_name_of_a_style_takes_its_list():
    scheme = (
        lists(level(0, "decimal", "(%1)"), after="")
        + '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="並び"/></w:abstractNum>'
        '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="並び"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    assert lines(item("a", 0, "2"), scheme, styles) == ["(1) a"]


@pytest.mark.parametrize(
    ("text", "font", "shown"),
    [
        ("\uf06c", "Wingdings", "●"),
        ("\uf0b7", "Symbol", "•"),
        ("\uf099", "Wingdings", "・"),
        ("※", "", "※"),
        ("", "", "・"),
    ],
)
def test_bullets_are_shown_as_the_font_shows_them(text, font, shown):
    properties = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>'
    assert lines(item("a"), lists(level(0, "bullet", text, properties))) == [f"{shown} a"]


def test_what_stands_behind_a_number_may_be_nothing():
    nothing = lists(level(0, "decimal", "(%1)", '<w:suff w:val="nothing"/>'))
    assert lines(item("a"), nothing) == ["(1)a"]
    # Two words are not one.
    assert lines(item("a"), lists(level(0, "decimal", "第%1条", '<w:suff w:val="nothing"/>'))) == ["第1条 a"]
