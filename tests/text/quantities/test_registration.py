"""Registration numbers of invoices: found however they are parted, checked by their first digit, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.characters.fold import fold
from sakura_cli.text.facts import find_values, read_value
from sakura_cli.text.quantities import Unread
from sakura_cli.text.quantities.registration import (
    compute_check_digit,
    find_registration_numbers,
    normalize_registration_number,
)


@pytest.mark.parametrize(
    "raw",
    [
        "T4999900001234",
        "Ｔ４９９９９００００１２３４",
        "T4-9999-0000-1234",
        "T-4999900001234",
        "T 4999900001234",
        "T4 9999 0000 1234",
        "Ｔ　４９９９９００００１２３４",
        "登録番号：T4999900001234（適格請求書発行事業者）",
        "登録番号T4999900001234",
        "t4999900001234",
    ],
)
def test_a_registration_number_however_it_is_written(raw: str) -> None:
    normalized = normalize_registration_number(raw)
    assert (normalized.value, normalized.reason) == ("T4999900001234", None)
    assert len(find_registration_numbers(fold(raw))) == 1


@pytest.mark.parametrize("raw", ["T5999900001234", "T4999900001243", "T1234567890123", "T0999900001234"])
def test_a_wrong_check_digit_is_said(raw: str) -> None:
    normalized = normalize_registration_number(raw)
    assert (normalized.value, normalized.reason) == (raw, Unread.WRONG_CHECK_DIGIT)


@pytest.mark.parametrize(
    "raw", ["T49999000012345", "T499990000123", "AT4999900001234", "4999900001234", "T49999-00", "TEL 03-1234-5678", ""]
)
def test_what_is_no_registration_number(raw: str) -> None:
    assert normalize_registration_number(raw).reason is Unread.NO_REGISTRATION_NUMBER
    assert find_registration_numbers(fold(raw)) == []


@pytest.mark.parametrize("raw", ["T4999900001234", "T4-0312-3456-7890", "T4 0312 3456 7890", "T 4031234567890"])
@pytest.mark.parametrize("value_type", ["phone", "postal-code", "number", "integer", "quantity", "amount", "date"])
def test_it_is_nothing_else(raw: str, value_type: str) -> None:
    assert find_values(f"登録番号：{raw}", value_type) == []


def test_the_example_of_the_regulation() -> None:
    # 7123456789012, in the explanation of the ministry.
    assert compute_check_digit("123456789012") == "7"


def test_it_is_found_and_read_as_a_type() -> None:
    text = "登録番号 Ｔ５９９９９００００１２３４ 口座番号 1234567"
    [span] = find_values(text, "registration-number")
    reading = read_value(text, span, "registration-number")
    assert (reading.value, reading.reason) == ("T5999900001234", Unread.WRONG_CHECK_DIGIT)


@given(st.from_regex(r"[0-9]{12}", fullmatch=True), st.integers(0, 11), st.integers(1, 8))
def test_one_wrong_digit_is_noticed(base: str, place: int, step: int) -> None:
    wrong = base[:place] + str((int(base[place]) + step) % 10) + base[place + 1 :]
    is_nine_for_zero = {base[place], wrong[place]} == {"0", "9"}
    assert (compute_check_digit(wrong) == compute_check_digit(base)) == is_nine_for_zero
