"""What a cell shows of its value under a format code: ¥1,234, △5, 12.5%, 令和7年4月1日, 24:30; and the value itself.

Left out: where codes come from, and what is too narrow to be shown (####).
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from sakura_cli.documents.reading.office.sheets.showing.codes import FormatSection, FormatToken, parse_format
from sakura_cli.documents.reading.office.sheets.showing.dates import date_value, is_in_calendar, show_date
from sakura_cli.documents.reading.office.shown.numerals import KANJI_DIGITS

ValueKind = Literal["text", "number", "date"]

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_IN_KANJI = str.maketrans("0123456789", KANJI_DIGITS)
_GENERAL = "General"
# Numbers have 15 digits in a workbook; what is beyond them is noise of binary fractions.
_DIGITS = 15


class ShownValue(NamedTuple):
    """What a cell shows, what it holds where that says more (1234.5, 2025-04-01, 24:30:00), and of which kind it is."""

    text: str
    value: str = ""
    kind: ValueKind = "text"


def show_number(value: float, code: str, *, is_1904: bool = False) -> ShownValue:
    """Return what a number shows under a format code; dates are counted from 1904 where the workbook says so."""
    if not math.isfinite(value):
        return ShownValue(str(value))
    plain = show_general(value)
    if code == _GENERAL:
        exact = plain if value == int(value) else f"{_exact(value):f}"
        return ShownValue(plain, "" if plain == exact else exact, "number")
    section, is_negative = _choose_section(value, parse_format(code))
    if section is None:
        return ShownValue(plain, "", "number")
    if section.is_date:
        if not is_in_calendar(value, is_1904=is_1904):
            return ShownValue(plain, "", "number")
        text = show_date(value, section, is_1904=is_1904)
        return ShownValue(text.strip(), date_value(value, section, is_1904=is_1904), "date")
    if section.is_text or not section.tokens:
        return ShownValue(plain if section.is_text else "", "" if section.is_text else plain, "number")
    text = _show_section(abs(value) if is_negative else value, section).strip()
    exact = f"{_exact(value):f}"
    return ShownValue(text, "" if text == exact else exact, "number")


def show_text(text: str, code: str) -> ShownValue:
    """Return what words show under a format code (@"様"), which may be nothing (;;;)."""
    sections = parse_format(code)
    section = sections[3] if len(sections) == 4 else next((each for each in sections if each.is_text), None)
    if section is None or [token.kind for token in section.tokens] == ["text"]:
        return ShownValue(text)
    shown = "".join(text if token.kind == "text" else token.text for token in section.tokens)
    return ShownValue(shown.strip(), text)


def show_general(value: float) -> str:
    """Return a number as it is shown without a format: no noise of binary fractions, at most nine decimals."""
    if value == int(value) and abs(value) < 10**_DIGITS:
        return str(int(value))
    size = abs(value)
    if 1e-9 <= size < 1e11:
        decimals = 9 if size < 10 else max(0, 10 - len(str(int(size))))
        shown = f"{_round(_exact(value), decimals):f}".rstrip("0").rstrip(".")
        if shown.strip("-0."):
            return shown
    mantissa, _, exponent = f"{value:.5E}".partition("E")
    return f"{mantissa.rstrip('0').rstrip('.')}E{exponent}"


def _choose_section(value: float, sections: tuple[FormatSection, ...]) -> tuple[FormatSection | None, bool]:
    """Return the section for a number, and whether it stands for negative ones, which then lose their sign."""
    numeric = [section for number, section in enumerate(sections) if number < 3 and not _is_only_text(section)]
    if not numeric:
        return (None, False) if len(sections) < 4 else (sections[0], False)
    if any(section.condition for section in numeric):
        section = next((each for each in numeric if each.holds(value)), None)
        is_negative = section is not None and section.condition is not None and section.condition[0][0] == "<"
        return section, bool(is_negative and value < 0)
    if value < 0 and len(numeric) > 1:
        return numeric[1], True
    if len(numeric) > 2 and value == 0:
        return numeric[2], False
    return numeric[0], False


def _is_only_text(section: FormatSection) -> bool:
    return section.is_text and not any(token.kind in ("digit", "general") for token in section.tokens)


def _show_section(value: float, section: FormatSection) -> str:
    tokens = section.tokens
    if any(token.kind == "general" for token in tokens):
        shown = "".join(show_general(abs(value)) if token.kind == "general" else token.text for token in tokens)
        return _in_numerals(("-" if value < 0 else "") + shown, section)
    if not any(token.kind == "digit" for token in tokens):
        return ("-" if value < 0 and any(token.text.strip() for token in tokens) else "") + "".join(
            token.text for token in tokens
        )
    number = abs(_exact(value)) * 100 ** sum(token.kind == "percent" for token in tokens)
    slash = next((k for k, token in enumerate(tokens) if token == ("literal", "/")), None)
    exponent = next((k for k, token in enumerate(tokens) if token.kind == "exponent"), None)
    if slash is not None and any(token.kind == "digit" or token.text.isdecimal() for token in tokens[slash:]):
        shown = _show_fraction(number, tokens, slash)
    elif exponent is not None:
        shown = _show_scientific(number, tokens, exponent)
    else:
        shown = _show_decimal(number, tokens)
    has_digit = any(char in "123456789" for char in shown) or value == 0
    return _in_numerals(("-" if value < 0 and has_digit else "") + shown, section)


def _show_decimal(number: Decimal, tokens: tuple[FormatToken, ...]) -> str:
    point = next((k for k, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    last = max((k for k, token in enumerate(tokens) if token.kind == "digit"), default=0)
    first = min((k for k, token in enumerate(tokens) if token.kind == "digit"), default=0)
    last_whole = max((k for k in range(point) if tokens[k].kind == "digit"), default=first)
    scale = 0
    for k in (last, last_whole) if last != last_whole else (last,):
        while k + 1 < len(tokens) and tokens[k + 1].kind == "comma":
            scale, k = scale + 1, k + 1
    is_grouped = any(tokens[k].kind == "comma" for k in range(first, last_whole))
    decimals = sum(token.kind == "digit" for token in tokens[point:])
    whole, _, fraction = f"{_round(number / Decimal(1000) ** scale, decimals):f}".partition(".")
    return _fill_whole(whole, tokens[:point], is_grouped=is_grouped) + _fill_decimals(fraction, tokens[point:])


def _fill_whole(whole: str, tokens: tuple[FormatToken, ...], *, is_grouped: bool) -> str:
    """Put the digits of a whole number into their places, from the right; the first place takes all that are left."""
    digits = list(whole.lstrip("0"))
    places = [k for k, token in enumerate(tokens) if token.kind == "digit"]
    shown: list[str] = []
    count = 0

    def put(digit: str) -> None:
        nonlocal count
        if is_grouped and count and count % 3 == 0 and digit.strip():
            shown.append(",")
        shown.append(digit)
        count += 1

    for k in range(len(tokens) - 1, -1, -1):
        token = tokens[k]
        if token.kind == "digit":
            if digits:
                put(digits.pop())
            elif token.text != "#":
                put("0" if token.text == "0" else " ")
            while k == places[0] and digits:
                put(digits.pop())
        elif token.kind != "comma":
            shown.append(token.text[::-1])
    if not places and digits:
        shown.append(whole[::-1])
    return "".join(shown)[::-1]


def _fill_decimals(fraction: str, tokens: tuple[FormatToken, ...]) -> str:
    """Put the digits after the point into their places; # drops a nought at the end."""
    places = [token.text for token in tokens if token.kind == "digit"]
    kept = len(places)
    while kept and places[kept - 1] != "0" and fraction[kept - 1 : kept] in ("0", ""):
        kept -= 1
    shown: list[str] = []
    place = 0
    for token in tokens:
        if token.kind == "digit":
            if place < kept:
                shown.append(fraction[place : place + 1] or "0")
            elif token.text == "?":
                shown.append(" ")
            place += 1
        elif token.kind != "comma":
            shown.append(token.text)
    return "".join(shown)


def _show_scientific(number: Decimal, tokens: tuple[FormatToken, ...], at: int) -> str:
    mantissa, following = tokens[:at], tokens[at + 1 :]
    point = next((k for k, token in enumerate(mantissa) if token.kind == "point"), len(mantissa))
    width = max(1, sum(token.kind == "digit" for token in mantissa[:point]))
    decimals = sum(token.kind == "digit" for token in mantissa[point:])
    exponent = number.adjusted() // width * width if number else 0
    scaled = _round(number.scaleb(-exponent), decimals)
    if len(str(int(scaled))) > width:
        exponent += width
        scaled = _round(number.scaleb(-exponent), decimals)
    places = sum(token.kind == "digit" for token in following)
    after = "".join(token.text for token in following if token.kind not in ("digit", "comma"))
    sign = "-" if exponent < 0 else "+" if tokens[at].text[1] == "+" else ""
    return f"{_show_decimal(scaled, mantissa)}E{sign}{abs(exponent):0{places}d}{after}"


def _show_fraction(number: Decimal, tokens: tuple[FormatToken, ...], slash: int) -> str:
    """Show a number with a fraction (# ?/?); a denominator may be given (?/8)."""
    below = "".join(token.text for token in tokens[slash + 1 :] if token.kind == "digit" or token.text.isdecimal())
    before = tokens[:slash]
    has_whole = any(
        token.kind == "literal"
        and any(later.kind == "digit" for later in before[k:])
        and any(earlier.kind == "digit" for earlier in before[:k])
        for k, token in enumerate(before)
    )
    whole = int(number) if has_whole else 0
    rest = Fraction(number - whole)
    fixed = below.strip("#?")
    if fixed.strip("0"):
        denominator = int(fixed)
        numerator = round(rest * denominator)
    else:
        near = rest.limit_denominator(10 ** len(below) - 1)
        numerator, denominator = near.numerator, near.denominator
    if has_whole and numerator == denominator:
        whole, numerator = whole + 1, 0
    parts = [str(whole)] if has_whole and (whole or not numerator) else []
    if numerator or not has_whole:
        parts.append(f"{numerator}/{denominator}")
    return " ".join(parts)


def _in_numerals(shown: str, section: FormatSection) -> str:
    if section.numerals == 3:
        return shown.translate(_FULL_WIDTH)
    return shown.translate(_IN_KANJI) if section.numerals else shown


def _exact(value: float) -> Decimal:
    return Decimal(f"{value:.{_DIGITS}g}")


def _round(number: Decimal, decimals: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
