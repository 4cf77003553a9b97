"""Numbers with their units, amounts and clock times: found, read, normalised."""

from __future__ import annotations

from sakura_cli.text.quantities.finding import Quantity, find_quantities
from sakura_cli.text.quantities.normalize import (
    RANGE,
    Amount,
    Measure,
    Normalized,
    normalize_amount,
    normalize_phone,
    normalize_postal_code,
    normalize_quantity,
    normalize_time,
    normalize_width,
)
from sakura_cli.text.quantities.numerals import (
    GROUPED_KANJI,
    WHOLE_NUMERAL,
    format_number,
    parse_numeral,
)
from sakura_cli.text.quantities.readings import Unread
from sakura_cli.text.quantities.registration import (
    compute_check_digit,
    find_registration_numbers,
    normalize_registration_number,
)
from sakura_cli.text.quantities.times import TimeMention, find_times, format_time
from sakura_cli.text.quantities.units import CURRENCIES, UNITS, are_compatible
from sakura_cli.text.quantities.wordnumbers import find_word_measures, find_word_numbers

__all__ = [
    "CURRENCIES",
    "GROUPED_KANJI",
    "RANGE",
    "UNITS",
    "WHOLE_NUMERAL",
    "Amount",
    "Measure",
    "Normalized",
    "Quantity",
    "TimeMention",
    "Unread",
    "are_compatible",
    "compute_check_digit",
    "find_quantities",
    "find_registration_numbers",
    "find_times",
    "find_word_measures",
    "find_word_numbers",
    "format_number",
    "format_time",
    "normalize_amount",
    "normalize_phone",
    "normalize_postal_code",
    "normalize_quantity",
    "normalize_registration_number",
    "normalize_time",
    "normalize_width",
    "parse_numeral",
]
