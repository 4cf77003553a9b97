"""Numbers and dates of sheets as their format codes show them."""

from __future__ import annotations

import pytest

from sakura_cli.documents.reading.office.sheets.showing.values import show_number, show_text

ERA = '[$-411]ggge"年"m"月"d"日"'


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1234, '"¥"#,##0;"¥"\\-#,##0', "¥1,234"),
        (1234.5, "#,##0", "1,235"),
        (2.5, "0", "3"),
        (-1234, '#,##0;"△"#,##0', "△1,234"),
        (-1234, "#,##0_);(#,##0)", "(1,234)"),
        (-1234, "#,##0;[Red]▲#,##0", "▲1,234"),
        (0, '#,##0;-#,##0;"-"', "-"),
        (0, "#,##0;-#,##0;", ""),
        (0.125, "0.0%", "12.5%"),
        (-0.004, "0%", "0%"),
        (1234567, '#,##0,"千円"', "1,235千円"),
        (1234567, '#,##0.0,,"百万円"', "1.2百万円"),
        (1500001, "000\\-0000", "150-0001"),
        (312345678, "[<=99999999]####\\-####;\\(00\\)\\ ####\\-####", "(03) 1234-5678"),
        (7, '000"番"', "007番"),
        (0.75, "# ?/?", "3/4"),
        (2.5, "# ?/?", "2 1/2"),
        (2.3, "# ?/8", "2 2/8"),
        (123456, "0.00E+00", "1.23E+05"),
        (12345, "##0.0E+0", "12.3E+3"),
        (1 / 3, "General", "0.333333333"),
        (0.1 + 0.2, "General", "0.3"),
        (4901234567894, "General", "4901234567894"),
        (1e20, "General", "1E+20"),
        (-5, 'General"個"', "-5個"),
        (1234, "[DBNum3]#,##0", "１,２３４"),
        (5, "@", "5"),
        (100, "_-[$¥-411]* #,##0_-", "¥100"),
        (12, "General;General;;@", "12"),
        (1.5, '#,##0.00 "kg"', "1.50 kg"),
        (1, '"第"0"回"', "第1回"),
    ],
)
def test_numbers_are_shown_by_their_code(value: float, code: str, text: str) -> None:
    assert show_number(value, code).text == text


@pytest.mark.parametrize(
    ("value", "code", "text", "known"),
    [
        (45748, ERA, "令和7年4月1日", "2025-04-01"),
        (43586, '[$-ja-JP-x-gannen]ggge"年"m"月"d"日";@', "令和元年5月1日", "2019-05-01"),
        (43585, "[$-411]ge.m.d;@", "H31.4.30", "2019-04-30"),
        (45721, 'm"月"d"日("aaa")"', "3月5日(水)", "2025-03-05"),
        (45721, "[$-411]dddd", "水曜日", "2025-03-05"),
        (45721, "d-mmm-yy", "5-Mar-25", "2025-03-05"),
        (24.5 / 24, "[h]:mm", "24:30", "24:30:00"),
        (0.5, "h:mm AM/PM", "12:00 PM", "12:00:00"),
        (0.5625, "[$-411]AM/PM h:mm", "午後 1:30", "13:30:00"),
        (45748.75, "yyyy/m/d h:mm", "2025/4/1 18:00", "2025-04-01T18:00:00"),
        (45748, '[DBNum1][$-411]ggge"年"m"月"d"日"', "令和七年四月一日", "2025-04-01"),
        (0.000011574074 * 75.25, "mm:ss.00", "01:15.25", "00:01:15"),
        (60, "yyyy/m/d", "1900/2/29", "1900-02-29"),
        (1, "yyyy/m/d", "1900/1/1", "1900-01-01"),
        (1, "h:mm", "0:00", "1900-01-01"),
    ],
)
def test_dates_are_shown_by_their_code_and_known_as_values(value: float, code: str, text: str, known: str) -> None:
    shown = show_number(value, code)
    assert (shown.text, shown.value, shown.kind) == (text, known, "date")


def test_dates_of_1904_are_four_years_later() -> None:
    assert show_number(44286, "yyyy/m/d", is_1904=True).text == "2025/4/1"
    assert show_number(0, "yyyy/m/d", is_1904=True).value == "00:00:00"


def test_a_number_that_is_no_date_is_shown_as_a_number() -> None:
    for value in (-1, 3_000_000, 1e300):
        assert show_number(value, "yyyy/m/d").kind == "number"
    assert show_number(float("nan"), "0").text == "nan"


def test_what_is_shown_is_kept_beside_what_it_is() -> None:
    assert show_number(1234.56, "#,##0").value == "1234.56"
    assert show_number(3, "0").value == ""
    assert show_number(0.5, "General").value == ""
    assert show_number(1 / 3, "General").value == "0.333333333333333"
    assert show_text("田中", '@"　様"') == ("田中　様", "田中", "text")
    assert show_text("秘密", ";;;") == ("", "秘密", "text")
    assert show_text("語", "#,##0").text == "語"
