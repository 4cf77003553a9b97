"""The registration number of who issues qualified invoices: T and thirteen digits, the first of which checks the rest.

Those of corporations are their corporate number (法人番号). Left out: whether somebody has the number, which a register
knows and no rule.
"""

from __future__ import annotations

import re

from sakura_cli.characters.fold import fold
from sakura_cli.spans import Span
from sakura_cli.text.quantities.normalize import Normalized
from sakura_cli.text.quantities.readings import Unread

_NUMBER = re.compile(r"(?<![A-Za-z0-9])[Tt][ ]?-?[ ]?(?:\d[ -]?){12}\d(?![ ]?-?\d|[A-Za-z])")
_MODULUS = 9


def find_registration_numbers(folded: str) -> list[Span]:
    """Find the registration numbers of a folded text, whatever parts their digits."""
    return [Span(*match.span()) for match in _NUMBER.finditer(folded)]


def normalize_registration_number(raw: str) -> Normalized:
    """Read a registration number as T and its digits; one with a wrong check digit has its reason beside the value."""
    match = _NUMBER.search(fold(raw))
    if match is None:
        return Normalized(None, reason=Unread.NO_REGISTRATION_NUMBER)
    digits = re.sub(r"\D", "", match.group())
    is_right = compute_check_digit(digits[1:]) == digits[0]
    return Normalized(f"T{digits}", reason=None if is_right else Unread.WRONG_CHECK_DIGIT)


def compute_check_digit(base: str) -> str:
    """Return the check digit that stands before the twelve digits of a corporate number.

    After 法人番号の指定等に関する省令 第2条: from the last digit on they count once and twice in turn.
    """
    total = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(base)))
    return str(_MODULUS - total % _MODULUS)
