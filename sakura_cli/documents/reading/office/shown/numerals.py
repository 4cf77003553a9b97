"""Numbers as numbered lists write them: 1, １, ①, (イ), 十二, 壱, iv, by the names that Office Open XML has for them.

Left out: what stands around them.
"""

from __future__ import annotations

from collections.abc import Callable

KANJI_DIGITS = "〇一二三四五六七八九"
_UNITS = "十百千"
_GROUPS = ("", "万", "億")
_LEGAL_DIGITS = "〇壱弐参四伍六七八九"
_LEGAL_UNITS = "拾百阡"
_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_HALF_AIUEO = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
_HALF_IROHA = "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = zip(
    (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
    ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
    strict=True,
)
_ROMAN_VALUES = tuple(_ROMAN)
_FULL_WIDTH = {ord("0") + k: ord("０") + k for k in range(10)}
# The first of so many characters in a row, where numbers begin with 1.
_CIRCLED = ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1))


def write_number(value: int, form: str) -> str:
    """Return a number in a form of `w:numFmt`; in ASCII digits for a form that is not known."""
    write = _FORMS.get(form)
    return write(value) if write else str(value)


def circle(value: int) -> str:
    """Return a number in a circle (①), without one where no such character is."""
    return _from_row(*_CIRCLED)(value)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    written = ""
    for each, letters in _ROMAN_VALUES:
        count, value = divmod(value, each)
        written += letters * count
    return written


def _letters(value: int) -> str:
    """After z comes aa, after zz aaa, each letter as often."""
    times, index = divmod(max(value, 1) - 1, 26)
    return chr(ord("a") + index) * min(times + 1, 32)


def _in_turn(characters: str) -> Callable[[int], str]:
    return lambda value: characters[(value - 1) % len(characters)] if value > 0 else str(value)


def _from_row(*rows: tuple[int, int, int]) -> Callable[[int], str]:
    def write(value: int) -> str:
        for first, last, code in rows:
            if first <= value <= last:
                return chr(code + value - first)
        return str(value)

    return write


def _counting(digits: str, units: str, *, omits_one: bool) -> Callable[[int], str]:
    def write(value: int) -> str:
        if not 0 < value < 10**12:
            return digits[0] if value == 0 else str(value)
        written = ""
        for power, group in reversed(list(enumerate(_GROUPS))):
            part = value // 10000**power % 10000
            if part:
                written += _write_thousands(part, digits, units, omits_one=omits_one) + group
        return written

    return write


def _write_thousands(value: int, digits: str, units: str, *, omits_one: bool) -> str:
    written = ""
    for power in (3, 2, 1, 0):
        digit = value // 10**power % 10
        if digit:
            written += ("" if omits_one and digit == 1 and power else digits[digit]) + (
                units[power - 1] if power else ""
            )
    return written


def _one_by_one(value: int) -> str:
    return "".join(KANJI_DIGITS[int(digit)] if digit.isdecimal() else digit for digit in str(value))


def _ordinal(value: int) -> str:
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def _full_width(value: int) -> str:
    return str(value).translate(_FULL_WIDTH)


_kanji = _counting(KANJI_DIGITS, _UNITS, omits_one=True)
_legal = _counting(_LEGAL_DIGITS, _LEGAL_UNITS, omits_one=False)
_bracketed_kanji = _from_row((1, 10, 0x3220))
_FORMS: dict[str, Callable[[int], str]] = {
    "none": lambda value: "",
    "bullet": lambda value: "",
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerLetter": _letters,
    "ordinal": _ordinal,
    "hex": lambda value: f"{value:X}",
    "numberInDash": lambda value: f"- {value} -",
    "aiueo": _in_turn(_HALF_AIUEO),
    "aiueoFullWidth": _in_turn(_AIUEO),
    "iroha": _in_turn(_HALF_IROHA),
    "irohaFullWidth": _in_turn(_IROHA),
    "decimalEnclosedCircle": circle,
    "decimalEnclosedCircleChinese": circle,
    "decimalEnclosedFullstop": _from_row((1, 20, 0x2488)),
    "decimalEnclosedParen": _from_row((1, 20, 0x2474)),
    "ideographEnclosedCircle": _from_row((1, 10, 0x3280)),
    "ideographDigital": _one_by_one,
    "japaneseDigitalTenThousand": _one_by_one,
    "japaneseCounting": _kanji,
    "chineseCounting": _kanji,
    "chineseCountingThousand": _kanji,
    "taiwaneseCounting": _kanji,
    "taiwaneseCountingThousand": _kanji,
    "japaneseLegal": _legal,
    "ideographTraditional": _in_turn(_STEMS),
    "ideographZodiac": _in_turn(_BRANCHES),
    "ideographParenthesized": _bracketed_kanji,
}
