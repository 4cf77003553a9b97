"""Find numbers with their units, counters and currencies in folded text.

A kanji numeral counts only where a counter or its own length shows that a number is meant: 三名 does, 一部 and 十分な
do not. Left out: dates and clock times (see `dates`), which callers mask before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from sakura_cli.spans import Span
from sakura_cli.text.quantities.numerals import (
    ARABIC_NUMERAL,
    ENGLISH_NUMERAL,
    KANJI_NUMERAL,
    parse_alternatives,
    parse_english,
)
from sakura_cli.text.quantities.units import CURRENCIES, CURRENCY_SIGNS, UNIT_PATTERN, UNITS

_ABOUT_BEFORE = re.compile(
    r"(?:約|およそ|おおよそ|凡そ|ほぼ|ざっと|about|around|approximately|nearly|almost|over|more than|some|roughly|up to"
    r"|at least|less than|under)\s*[¥$€£]?$",
    re.IGNORECASE,
)
_ABOUT_AFTER = re.compile(
    r"\s*(?:余り?|あまり|超|強|弱|程度|前後|ほど|近く|以上|以下|未満|台|ぐらい|くらい|or so|or more)"
)
# A triangle is a minus wherever it stands (営業利益▲1,200千円), a hyphen after a word is not.
_SIGN = r"(?:(?P<sign>[▲△]|(?<![\w)])[-+±])(?=[\d¥$]|(?<=[▲△])[ ][\d¥$])[ ]?)?"
_CURRENCY_SIGN = r"(?P<before>US\$|NT\$|A\$|[¥$€£₩])"
_NUMBER = re.compile(
    rf"{_SIGN}(?:{_CURRENCY_SIGN}\s?)?"
    rf"(?:(?P<english>{ENGLISH_NUMERAL})|(?P<arabic>{ARABIC_NUMERAL})|(?P<kanji>{KANJI_NUMERAL}))",
    re.IGNORECASE,
)
_UNIT = re.compile(rf"[ -]?(?P<unit>{UNIT_PATTERN})")
_FRACTION = re.compile(rf"(?P<under>{ARABIC_NUMERAL}|{KANJI_NUMERAL})分の(?P<over>{ARABIC_NUMERAL}|{KANJI_NUMERAL})")
_ENGLISH_FRACTION = re.compile(
    r"\b(?:(?P<over>one|two|three|four|a)[ -])?(?P<under>half|third|quarter|fifth|tenth)s?\b"
    r"(?=[ -]of|[ ]the|[ ]a\b|,|\.|\s)"
)
_FRACTION_WORDS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_HALF = re.compile(r"半(?![分数径端導角面])")
_BU = re.compile(r"(?P<bu>\d|[一二三四五六七八九])分(?!の)")
_RANGE = re.compile(r"\s*(?:~|-|から|ないし|乃至|・|、|,|または|か|to|or|and|と)\s*")
_VAGUE_BEFORE = re.compile(r"(?:数|何|幾)\s?$")
_VAGUE_AFTER = re.compile(r"数(?=[人名件社個回日年月週時分百千万億冊枚本台匹頭%カか])")
# Words that begin with a kanji numeral and its counter and yet count nothing.
_IDIOMS = re.compile(
    r"一(?:部|方|緒|般|定|層|切|斉|気|致|応|環|体|員|覧|括|連|律|貫|面|同|言|見|種|時(?!間)|度|番|次|人ひとり|人一人|人前|人称|人暮らし|目|本化|本道|品|生|家|歩|列"
    r"|節|句|角|周|巡|段(?!階)|枚岩|行|語|通り|対一|等|位|戸建|国|曲|杯|点張|口|回り|匹狼|日中|服|考|任|躍|概|掃|新|瞬|際|元|因|帯|途|両日|喜一憂|石二鳥)"
    r"|十分(?!間|前|後|ほど|以内|程度|おき|ごと|遅れ|経|待|くらい|ぐらい)|十字|四方|四角|三角|五輪|二重|三重|百姓|万年|不十分|二度と|二の次|二次|三次元|四六時中|五分五分|十人十色|十中八九|百人一首|千差万別|千客万来|八方|七転八起"
    r"|三位一体|二人三脚|三日坊主|三日月|四日市|十日町|二日酔い|二人称|三人称|万が一|万一|七夕|八百長|八百屋|五十音|一日も早|一日千秋|三者|二者|四者|一両|六法|四季|五感|四国|九州|千葉|三重県|百貨|千代田|二世|三世"
    r"|一二を争"
)
_ORDINAL_IDIOMS = re.compile(
    r"[一三](?:者|人者|線|歩|印象|声|国|義)|六感|二の|[一二三四五六七八九](?:に|、|点|の(?:理由|点|課題|問題|ポイント))"
)
_PRECEDED = re.compile(r"(?:統|同|唯|均|随|単|専|画|逐|万|不|真|ナンバー)$")
_COUNTED_ONES = frozenset(
    ("名", "件", "社", "週間", "時間", "か月", "カ月", "ヶ月", "ヵ月", "円", "割", "年間", "泊", "億", "兆", "営業日")
)


@dataclass(frozen=True)
class Quantity:
    """A number found in a text.

    `values` holds the readings in canonical units, the likeliest first. `unit` is a canonical unit, a currency code,
    or "" where none was recognised; `surface_unit` is as written. `is_plain_kanji` marks kanji numerals that nothing
    shows to be numbers or that are vague (数百人). `count` is the number as written, before a unit of 60 seconds or 7
    days applies.
    """

    span: Span
    values: tuple[Decimal, ...]
    unit: str
    surface_unit: str
    is_approximate: bool
    is_kanji: bool
    is_plain_kanji: bool = False
    is_ordinal: bool = False
    is_negative: bool = False
    numeral: str = ""
    count: Decimal = Decimal(0)

    @property
    def value(self) -> Decimal:
        """Return the likeliest reading."""
        return self.values[0]

    @property
    def is_amount(self) -> bool:
        """Say whether the number is an amount of money."""
        return self.unit in _CURRENCY_CODES


_CURRENCY_CODES = frozenset(unit.name for unit in CURRENCIES.values())


def find_quantities(folded: str) -> list[Quantity]:
    """Find the quantities of a folded text, in order; spans are those of the source."""
    found = list(_find_fractions(folded))
    taken = {position for quantity in found for position in range(*quantity.span)}
    position = 0
    while match := _NUMBER.search(folded, position):
        if match.start() in taken:
            position = max(match.start() + 1, match.end() if match.end() - 1 in taken else match.start() + 1)
            continue
        quantity = _read(folded, match)
        position = match.end()
        if quantity is not None:
            found.append(quantity)
            position = max(position, quantity.span.end)
    found.sort(key=lambda quantity: quantity.span)
    return _spread_units(folded, found)


def _find_fractions(folded: str) -> Iterator[Quantity]:
    for match in _FRACTION.finditer(folded):
        under, over = parse_alternatives(match["under"]), parse_alternatives(match["over"])
        if under and over and under[0]:
            yield Quantity(Span(*match.span()), (over[0] / under[0],), "fraction", "", False, False)
    for match in _ENGLISH_FRACTION.finditer(folded):
        under_value = _FRACTION_WORDS[match["under"]]
        over_value = parse_english(match["over"]) if match["over"] else Decimal(1)
        if match["over"] or match["under"] == "half":
            yield Quantity(
                Span(*match.span()), ((over_value or Decimal(1)) / under_value,), "fraction", "", False, False
            )


def _read(folded: str, match: re.Match[str]) -> Quantity | None:
    before = folded[max(0, match.start() - 24) : match.start()]
    kanji, english, arabic = match["kanji"], match["english"], match["arabic"]
    numeral = kanji or english or arabic
    start, end = match.start(), match.end()
    if english:
        if before[-1:].isalpha() and before[-1:].isascii():
            return None
        value = parse_english(english)
        values: tuple[Decimal, ...] = () if value is None else (value,)
    else:
        if arabic and re.search(r"[A-Za-z_]$", before):
            return None
        values = parse_alternatives(numeral)
    if not values:
        return None
    count = values[0]
    unit_name, surface = "", ""
    if match["before"]:
        unit_name, surface = CURRENCY_SIGNS[match["before"].upper()], match["before"]
        trailing = _UNIT.match(folded, end)
        if trailing and trailing["unit"] in CURRENCIES:
            end = trailing.end()
    elif unit := _UNIT.match(folded, end):
        entry = UNITS[unit["unit"]]
        is_word = bool(english) and english[0].isalpha() and unit["unit"].isascii() and len(unit["unit"]) <= 2
        is_separate = folded[end] in " -" and not unit["unit"].isascii()
        if folded[unit.end() : unit.end() + 1] == "目" and entry.factor != 1:
            end = unit.end() + 1  # 65分目 is the 65th, not a length of time
        elif not (is_separate and kanji) and not is_word:
            unit_name, surface = entry.name, unit["unit"]
            values = tuple(value * entry.factor for value in values)
            end = unit.end()
            values, end = _read_tail(folded, values, surface, unit_name, end)
    is_vague = bool(_VAGUE_BEFORE.search(before) or _VAGUE_AFTER.match(folded, match.end()))
    is_plain = is_vague or (bool(kanji) and _is_plain_kanji(folded, start, kanji, surface, before))
    return Quantity(
        span=Span(start, end),
        values=values,
        unit=unit_name,
        surface_unit=surface,
        is_approximate=len(values) > 1 or bool(_ABOUT_BEFORE.search(before)) or bool(_ABOUT_AFTER.match(folded, end)),
        is_kanji=bool(kanji),
        is_plain_kanji=is_plain,
        is_ordinal=before.endswith("第"),
        is_negative=match["sign"] in ("-", "▲", "△"),
        numeral=numeral,
        count=count,
    )


def _read_tail(
    folded: str, values: tuple[Decimal, ...], surface: str, unit: str, end: int
) -> tuple[tuple[Decimal, ...], int]:
    """Add what follows a unit and belongs to it: 1時間半, 1時間30分, 3割5分, 2年3か月."""
    if _HALF.match(folded, end) and (surface.endswith("間") or surface in ("年", "日", "倍", "割", "週", "世紀")):
        half = UNITS[surface].factor / 2
        return tuple(value + half for value in values), end + 1
    if surface == "割" and (bu := _BU.match(folded, end)):
        points = parse_alternatives(bu["bu"])[0]
        return tuple(value + points for value in values), bu.end()
    smaller = {
        "時間": ("分", "分間"),
        "分": ("秒", "秒間"),
        "年": ("か月", "カ月", "ヶ月", "ヵ月"),
        "hours": ("minutes",),
        "hour": ("minutes",),
    }
    if surface in smaller:
        more = re.compile(
            rf"(?:\s|と|and)*(?P<number>{ARABIC_NUMERAL}|{KANJI_NUMERAL})[ ]?(?P<unit>{'|'.join(smaller[surface])})"
        ).match(folded, end)
        if more and len(extra := parse_alternatives(more["number"])) == 1:
            added = extra[0] * UNITS[more["unit"]].factor
            return tuple(value + added for value in values), more.end()
    return values, end


def _is_plain_kanji(folded: str, start: int, kanji: str, surface: str, before: str) -> bool:
    if before.endswith("第"):
        return bool(_ORDINAL_IDIOMS.match(folded, start))
    if _IDIOMS.match(folded, start) or _PRECEDED.search(before):
        return True
    if surface:
        return kanji == "一" and surface not in _COUNTED_ONES
    # Without a counter: a numeral with a magnitude and a digit before it, or positional with a 〇.
    return not (len(kanji) >= 3 and (re.search(r"[十百千][万億]|[一二三四五六七八九][十百千]", kanji) or "〇" in kanji))


def _spread_units(folded: str, found: list[Quantity]) -> list[Quantity]:
    """Give the first number of a range the unit of the second (10〜20%, 100〜200万円, 3、4名)."""
    spread: list[Quantity] = []
    for index, quantity in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        if (
            following
            and not quantity.unit
            and following.unit
            and not quantity.is_plain_kanji
            and _RANGE.fullmatch(folded, quantity.span.end, following.span.start)
        ):
            factor = UNITS[following.surface_unit].factor if following.surface_unit in UNITS else Decimal(1)
            scale = _find_scale(following.numeral) if quantity.value < 10_000 else Decimal(1)
            values = tuple(dict.fromkeys((quantity.value * factor * scale, quantity.value * factor)))
            quantity = replace(quantity, values=values, unit=following.unit, surface_unit=following.surface_unit)
        spread.append(quantity)
    return spread


def _find_scale(numeral: str) -> Decimal:
    """Return the magnitude a numeral ends in: 10000 for 200万."""
    tail = re.search(r"(?<=\d)[百千]?[万億兆]$|(?<=\d)[百千]$", numeral)
    return (parse_alternatives("1" + tail.group()) or (Decimal(1),))[0] if tail else Decimal(1)
