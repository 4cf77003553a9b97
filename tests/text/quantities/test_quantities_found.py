"""Finding quantities: what ends, what a sign before a numeral makes of it."""

from __future__ import annotations

import pytest

from sakura_cli.text.quantities import find_quantities, format_number


@pytest.mark.parametrize(
    ("unit", "numbers"),
    [("1万", 60), ("千万", 0), ("百万千", 0), ("10万5千", 60), ("1 万 5 千 ", 180)],
)
def test_a_chain_of_numerals_is_read_however_long_it_is(unit: str, numbers: int) -> None:
    # The axis of a chart (0万10万20万): in twenty parts it took seconds, in forty for ever.
    assert len(find_quantities("1" + unit * 60)) == numbers


def test_a_currency_before_a_kanji_one_is_read() -> None:
    [quantity] = find_quantities("$一")
    assert (quantity.unit, quantity.values) == ("USD", (1,))


@pytest.mark.parametrize(
    "numeral",
    [
        "三十二十",
        "二十三十",
        "十百",
        "百二百",
        "三十五十二",
        "四十十",
        "千三千",
        "二万三万",
        "二百三百五",
        "五十六七十",
        "二五十",
    ],
)
def test_a_numeral_whose_parts_do_not_grow_less_is_none(numeral: str) -> None:
    assert find_quantities(f"{numeral}円") == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("三十二円", ["32"]),
        ("二三十円", ["20"]),
        ("千五百円", ["1500"]),
        ("百二十三万四千五百六十七円", ["1234567"]),
        ("五〇〇千円", ["500000"]),
        ("3万2,000億円", ["3200000000000"]),
        ("0万円", ["0"]),
        ("0万10万20万", ["0", "100000", "200000"]),
        ("10万 20万 30万", ["100000", "200000", "300000"]),
    ],
)
def test_the_parts_of_a_numeral_grow_less(text: str, values: list[str]) -> None:
    assert [format_number(quantity.value) for quantity in find_quantities(text)] == values


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("half a million yen", "500000", "JPY"),
        ("half a billion dollars", "500000000", "USD"),
        ("a quarter of a million people", "250000", "person"),
        ("three quarters of a million", "750000", ""),
        ("half-million", "500000", ""),
        ("two and a half million users", "2500000", ""),
        ("one and a half billion", "1500000000", ""),
        ("a fifth of a billion", "200000000", ""),
        ("a tenth of a trillion yen", "100000000000", "JPY"),
        ("half of the staff", "0.5", "fraction"),
        ("one third of the total", "0.3333333333333333333333333333", "fraction"),
    ],
)
def test_a_share_of_a_magnitude_is_one_number(text: str, value: str, unit: str) -> None:
    [quantity] = find_quantities(text)
    assert (format_number(quantity.value), quantity.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("5m", "5", "m"),
        ("5mの縄", "5", "m"),
        ("2.5m", "2.5", "m"),
        ("5m2", "5", "m2"),
        ("5m²", "5", "m2"),
        ("5m3", "5", "m3"),
        ("20cm3", "0.00002", "m3"),
        ("3b", "3", ""),
        ("$3.5m", "3500000", "USD"),
        ("£3m", "3000000", "GBP"),
        ("1.5m yen", "1500000", "JPY"),
        ("5M users", "5000000", ""),
        ("5mm", "0.005", "m"),
    ],
)
def test_a_small_m_is_a_million_of_money_only(text: str, value: str, unit: str) -> None:
    [quantity] = find_quantities(text)
    assert (format_number(quantity.value), quantity.unit) == (value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "八十二銀行に勤める",
        "七十七銀行の口座",
        "百十四銀行",
        "六本木で会う",
        "三重県の三重大学",
        "千代田区に住む",
        "一ノ瀬さんが来た",
        "三国ヶ丘の駅",
        "一の坂町",
        "五反田と八王子",
        "九十九里の浜",
        "四万十市の川",
        "二本松市",
        "三軒茶屋の店",
        "四条烏丸で降りる",
        "五十嵐さんと三島さん",
        "百合の花",
        "七里ヶ浜の道",
    ],
)
def test_a_numeral_in_a_name_counts_nothing(text: str) -> None:
    assert all(quantity.is_plain_kanji for quantity in find_quantities(text))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("六本の木", "6", "long"),
        ("三社が合併", "3", "company"),
        ("三軒の家", "3", "building"),
        ("二十人の社員", "20", "person"),
        ("四谷の三丁目", "3", "place"),
        ("六本木で三名と会う", "3", "person"),
        ("三千円を八十二銀行へ", "3000", "JPY"),
        ("十一番町の二丁目", "2", "place"),
    ],
)
def test_a_numeral_beside_a_name_counts(text: str, value: str, unit: str) -> None:
    [quantity] = [each for each in find_quantities(text) if not each.is_plain_kanji]
    assert (format_number(quantity.value), quantity.unit) == (value, unit)
