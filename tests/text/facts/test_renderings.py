"""Numbers, dates and times as another language writes them: what is written is read back as the same."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.text.dates import WEEKDAYS
from sakura_cli.text.facts.foreign_numerals import to_checkable
from sakura_cli.text.facts.renderings import list_renderings, render_facts, render_number
from sakura_cli.text.facts.support import find_unsupported, missing_facts
from sakura_cli.text.languages import LanguageCode
from sakura_cli.text.quantities.finding import find_quantities


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        ("48万円", "en", "480,000 yen"),
        ("3億2,000万円", "en", "320 million yen"),
        ("約9万人", "en", "about 90,000 people"),
        ("2026年10月14日（水）", "en", "Wednesday, October 14, 2026"),
        ("令和8年3月", "en", "March 2026"),
        ("22日", "en", "the 22nd"),
        ("午後3時半", "en", "3:30 p.m."),
        ("10〜20万円", "en", "100,000–200,000 yen"),
        ("3割", "en", "30%"),
        ("$3.5 million", "ja", "350万ドル"),
        ("£4.2bn", "ja", "42億ポンド"),
        ("1.2 billion", "ja", "12億"),
        ("October 14, 2026", "ja", "2026年10月14日"),
        ("3:30 p.m.", "ja", "午後3時30分"),
        ("48万円", "zh", "48万日元"),
        ("1,250,000円", "ko", "125만 엔"),
        ("10月2日（金）", "zh", "10月2日（星期五）"),
        ("10月2日（金）", "ko", "10월 2일(금요일)"),
        ("10月2日（金）", "de", "Freitag, 2. Oktober"),
        ("2026年10月2日", "de", "2. Oktober 2026"),
        ("10月2日（金）", "fr", "vendredi 2 octobre"),
        ("2026年10月2日", "es", "2 de octubre de 2026"),
    ],
)
def test_a_fact_is_written_as_the_target_writes_it(text: str, target: LanguageCode, expected: str) -> None:
    [rendering] = render_facts(text, target)
    assert rendering.span.cut(text) == text and rendering.text == expected


@pytest.mark.parametrize("text", ["数百人", "一部", "十分な", "三分の一", "v1.2.3", "第3回", "1人"])
def test_what_has_no_certain_form_is_left_to_the_translator(text: str) -> None:
    assert list(list_renderings(text, "en")) == []


@given(st.integers(1, 10**13), st.sampled_from(["en", "ja"]))
def test_a_number_is_read_back_as_the_same(value: int, target: LanguageCode) -> None:
    [quantity] = find_quantities(render_number(Decimal(value), target))
    assert quantity.value == value


@given(st.integers(1, 10**12), st.sampled_from(["en", "zh", "ko", "de", "fr", "es"]))
def test_an_amount_in_yen_is_found_in_every_language(value: int, target: LanguageCode) -> None:
    source = f"費用は{value}円です。"
    [rendering] = render_facts(source, target)
    readable = to_checkable(f"x {rendering.text} x", target)
    assert not missing_facts(source, readable) and not find_unsupported(readable, source)


@given(st.dates(min_value=date(1868, 1, 1)))
def test_a_date_is_found_in_its_rendering(day: date) -> None:
    source = f"{day:%Y年%m月%d日}に行う。"
    [rendering] = render_facts(source, "en")
    assert not missing_facts(source, f"on {rendering.text}, done")


@given(st.dates(min_value=date(1900, 1, 1)), st.sampled_from(["en", "ja", "zh", "ko", "de", "fr", "es"]))
def test_a_date_with_its_weekday_is_found_in_every_language(day: date, target: LanguageCode) -> None:
    source = f"{day:%Y年%m月%d日}（{WEEKDAYS[day.weekday()]}）に行う。"
    [rendering] = render_facts(source, target)
    readable = to_checkable(f"x {rendering.text} x", target)
    assert len(readable) == len(rendering.text) + 4
    assert not missing_facts(source, readable)
    other = source.replace(f"（{WEEKDAYS[day.weekday()]}）", f"（{WEEKDAYS[day.weekday() - 1]}）")
    assert missing_facts(other, readable)


@pytest.mark.parametrize(
    ("text", "language", "source"),
    [
        (
            "Am 14. Oktober 2026 kostete es 1.200,50 Euro und 3,5 Millionen Yen.",
            "de",
            "2026年10月14日、1200.5ユーロ、350万円",
        ),
        ("Le 14 octobre 2026, 1 200,5 euros, 3 millions de personnes", "fr", "2026年10月14日、1200.5ユーロ、300万人"),
        ("El 14 de octubre de 2026, 480.000 yenes y 3 mil millones", "es", "2026年10月14日、48万円、30億"),
        ("2026年10月14日下午3点，3亿5000万日元", "zh", "2026年10月14日15時、3億5000万円"),
        ("合计1万亿2000亿日元", "zh", "合計1兆2000億円"),
        ("2026년 10월 14일 48만 엔", "ko", "2026年10月14日、48万円"),
        ("周五 10月2日（星期五）", "zh", "10月2日（金）"),
        ("10월 2일 (금)", "ko", "10月2日（金）"),
        ("Am Freitag, dem 2. Oktober", "de", "10月2日（金）"),
    ],
)
def test_numerals_of_other_languages_are_readable(text: str, language: LanguageCode, source: str) -> None:
    readable = to_checkable(text, language)
    assert len(readable) == len(text)
    assert missing_facts(source, readable) == []


def test_weeks_that_are_counted_are_no_weekdays() -> None:
    assert to_checkable("一周五天，两周三次", "zh") == "一周五天，两周三次"
    assert to_checkable("每周五，周日", "zh") == "每金曜，日曜"
