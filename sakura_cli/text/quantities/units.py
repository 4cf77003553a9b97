"""The units and counters numbers come with, Japanese and English, each with the unit it is counted in and a factor.

Left out: conversion between systems (miles to metres): a text that converts says something new.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple


class Unit(NamedTuple):
    """A canonical unit and how many of it one of the surface unit is."""

    name: str
    factor: Decimal


def _spell(name: str, surfaces: str, factor: str = "1") -> dict[str, Unit]:
    return {surface.replace("_", " "): Unit(name, Decimal(factor)) for surface in surfaces.split()}


CURRENCIES: dict[str, Unit] = {
    **_spell("JPY", "円 圓 yen Yen JPY"),
    **_spell("JPY", "銭", "0.01"),
    **_spell("USD", "ドル 米ドル 米弗 dollars dollar USD"),
    **_spell("EUR", "ユーロ euros euro EUR"),
    **_spell("GBP", "英ポンド pounds_sterling GBP"),
    **_spell("CNY", "人民元 yuan CNY RMB"),
    **_spell("KRW", "ウォン won KRW"),
    **_spell("TWD", "台湾ドル 台湾元 TWD"),
    **_spell("HKD", "香港ドル HKD"),
    **_spell("SGD", "シンガポールドル SGD"),
    **_spell("CAD", "カナダドル CAD"),
    **_spell("CHF", "スイスフラン CHF"),
    **_spell("THB", "バーツ THB"),
    **_spell("VND", "ベトナムドン VND"),
    **_spell("AUD", "豪ドル オーストラリアドル AUD"),
}
CURRENCY_SIGNS = {"¥": "JPY", "$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "₩": "KRW", "A$": "AUD", "NT$": "TWD"}

_MEASURES: dict[str, Unit] = {
    **_spell("%", "% パーセント percent per_cent ㌫"),
    **_spell("%", "割", "10"),
    **_spell("‰", "‰ パーミル"),
    **_spell("point", "ポイント pt points percentage_points"),
    **_spell("second", "秒 秒間 seconds second sec s"),
    **_spell("second", "分 分間 minutes minute min mins", "60"),
    **_spell("second", "時間 hours hour hrs hr h", "3600"),
    **_spell("day", "日 日間 days day"),
    **_spell("day", "週間 週 weeks week", "7"),
    **_spell("month", "か月 カ月 ヶ月 ケ月 ヵ月 箇月 ヶ月間 か月間 カ月間 months month"),
    **_spell("month", "年 年間 か年 カ年 ヶ年 years year", "12"),
    **_spell("decade", "年代"),
    **_spell("century", "世紀 century centuries"),
    **_spell("age", "歳 才 years_old year-old years-old year-olds year_olds"),
    **_spell("generation", "代 歳代"),
    **_spell("grade", "年生 年次"),
    **_spell("business-day", "営業日 business_days business_day working_days"),
    **_spell("night", "泊 nights night"),
    **_spell("g", "g グラム ㌘ grams gram"),
    **_spell("g", "kg キログラム キロ ㎏ ㌔ kilograms kilogram kilos", "1000"),
    **_spell("g", "mg ミリグラム ㎎", "0.001"),
    **_spell("g", "t トン ㌧ tons tonnes ton tonne", "1000000"),
    **_spell("m", "m メートル ㍍ metres meters metre meter"),
    **_spell("m", "km キロメートル ㎞ kilometres kilometers kilometre kilometer", "1000"),
    **_spell("m", "cm センチメートル センチ ㎝ ㌢ centimetres centimeters", "0.01"),
    **_spell("m", "mm ミリメートル ミリ ㎜ ㍉ millimetres millimeters", "0.001"),
    **_spell("inch", "インチ inches inch"),
    **_spell("foot", "フィート feet foot ft"),
    **_spell("mile", "マイル miles mile"),
    **_spell("m2", "m2 m² ㎡ 平米 平方メートル square_meters square_metres"),
    **_spell("m2", "km2 km² 平方キロメートル 平方キロ square_kilometers square_kilometres", "1000000"),
    **_spell("m2", "ha ヘクタール hectares", "10000"),
    **_spell("tsubo", "坪"),
    **_spell("l", "l L リットル ㍑ ℓ litres liters litre liter"),
    **_spell("l", "ml mL ミリリットル cc", "0.001"),
    **_spell("m3", "m3 m³ ㎥ 立方メートル"),
    **_spell("B", "B バイト bytes byte"),
    **_spell("B", "KB kB キロバイト", "1000"),
    **_spell("B", "MB メガバイト megabytes", "1000000"),
    **_spell("B", "GB ギガバイト ギガ gigabytes", "1000000000"),
    **_spell("B", "TB テラバイト terabytes", "1000000000000"),
    **_spell("Hz", "Hz ヘルツ"),
    **_spell("Hz", "kHz キロヘルツ", "1000"),
    **_spell("Hz", "MHz メガヘルツ", "1000000"),
    **_spell("Hz", "GHz ギガヘルツ", "1000000000"),
    **_spell("W", "W ワット watts"),
    **_spell("W", "kW キロワット kilowatts", "1000"),
    **_spell("W", "MW メガワット megawatts", "1000000"),
    **_spell("Wh", "kWh キロワット時 キロワットアワー", "1000"),
    **_spell("V", "V ボルト volts"),
    **_spell("mmHg", "mmHg"),
    **_spell("bps", "bps"),
    **_spell("bps", "kbps Kbps", "1000"),
    **_spell("bps", "Mbps", "1000000"),
    **_spell("bps", "Gbps", "1000000000"),
    **_spell("g", "μg µg mcg マイクログラム", "0.000001"),
    **_spell("l", "dL dl デシリットル", "0.1"),
    **_spell("kcal", "kcal キロカロリー カロリー"),
    **_spell("px", "px ピクセル pixels"),
    **_spell("degree", "度 °C ℃ degrees 度C"),
    **_spell("x", "倍 times_as x"),
}
_COUNTERS: dict[str, Unit] = {
    **_spell("person-month", "人月"),
    **_spell("person-day", "人日"),
    **_spell("tablet", "錠 カプセル tablets capsules"),
    **_spell("dozen", "ダース"),
    **_spell("person", "人 名 名様 人前 people persons person members 人分 方"),
    **_spell("household", "世帯 households"),
    **_spell("company", "社 companies company firms"),
    **_spell("time", "回 回目 度目 times"),
    **_spell("item", "件 個 つ 点 ヶ所 か所 カ所 ヵ所 箇所 ケ所 項目 種類 種 品 品目 ポイント目 cases items pieces"),
    **_spell("item", "組 セット 対 pairs sets"),
    **_spell("sheet", "枚 sheets 通"),
    **_spell("page", "ページ 頁 pages page"),
    **_spell("volume", "冊 巻 部 copies volumes"),
    **_spell("long", "本"),
    **_spell("machine", "台 基 機 units"),
    **_spell("animal", "匹 頭 羽 尾"),
    **_spell("building", "棟 軒 戸 室 店舗 店 階 階建て floors floor 階建"),
    **_spell("place", "位 番目 番 等 級 号 号室 号館 番地 丁目 番線"),
    **_spell("character", "文字 字 語 characters words"),
    **_spell("line", "行 列 lines"),
    **_spell("table", "卓 席 座席 seats"),
    **_spell("place-name", "校 園 か国 カ国 ヶ国 カ国語 か国語 国 都市 県 市 町 村 区 地区 countries cities"),
    **_spell("vote", "票 votes"),
    **_spell("share", "株 口 shares"),
    **_spell("step", "歩 段 段階 steps stages"),
    **_spell("issue", "条 章 節 項 話 幕 曲 篇 編 期 課 問 周年 回戦 試合 勝 敗 得点"),
    **_spell("box", "箱 袋 缶 瓶 杯 皿 束 俵 合 升 里 尺 寸 間 畳 丈 斤 両 boxes"),
    **_spell("load", "便 隻 両目 車線"),
}
UNITS: dict[str, Unit] = {**_COUNTERS, **_MEASURES, **CURRENCIES}

# What a kanji numeral may stand before and still be taken for a number in running text.
KANJI_COUNTERS = tuple(surface for surface in UNITS if not surface.isascii())

# Units that readers use for one another.
_COMPATIBLE_GROUPS = (
    {"degree", "time", "x"},
    {"item", "sheet", "volume", "machine", "box", "long"},
    {"item", "step", "issue"},
    {"day", "night"},
    {"g", "m"},  # キロ
)


def are_compatible(one: str, other: str) -> bool:
    """Say whether a number counted in one unit may be meant by the same number counted in the other."""
    return one == other or any(one in group and other in group for group in _COMPATIBLE_GROUPS)


# Counters that begin words of their own: 4.0 国際, 3部門, 12 本社.
_NOT_BEFORE = {
    "国": "際内民立家産籍",
    "対": "0123456789",
    "部": "品門下屋署長員分",
    "分": "野析類割担",
    "人": "間材事口件工気類格",
    "錠": "剤",
    "名": "前称簿刺義古作",
    "本": "社人部日来格書件当店",
    "社": "員長会内外",
    "回": "答復収線避",
    "件": "名",
    "個": "人別",
    "点": "検数灯",
    "台": "風湾本",
    "通": "常知信話貨勤",
    "機": "能会器構関密種",
    "期": "間待限",
    "級": "友",
    "口": "座頭",
    "等": "の",
    "代": "表理",
    "方": "法向針面",
    "度": "合",
    "課": "題長税",
    "語": "学",
    "字": "幕",
}


def _alternate(surfaces: list[str]) -> str:
    ordered = sorted(surfaces, key=len, reverse=True)
    return "|".join(re.escape(surface) + _guard(surface) for surface in ordered)


def _guard(surface: str) -> str:
    if surface[-1].isascii() and surface[-1].isalpha():
        return "(?![A-Za-z])"
    return f"(?![{_NOT_BEFORE[surface]}])" if surface in _NOT_BEFORE else ""


UNIT_PATTERN = _alternate(list(UNITS))
