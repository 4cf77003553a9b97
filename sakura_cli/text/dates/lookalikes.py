"""Numbers that are written like dates and are none: 1日3回 counts by the day, 3/4以上 is a share.

By the words beside them, in folded text. Left out: numbers with hyphens, whose digits decide; see `dates`.
"""

from __future__ import annotations

import re

_RATE = re.compile(
    r"中(?!に)|一善|も早"
    r"|\s?(?:に|あたり|当たり|につき)?(?:約|およそ|最大|平均)?\s?(?:\d[\d,.]*|[〇一二三四五六七八九十百千]+)"
    r"\s?(?:回|時間|分(?!前)|錠|カプセル|包|滴|単位|食|杯|個|本|件|人|名|台|枚|便|往復|万|億|円|k?g|m?g|m?l|L|kcal|キロ|%|歩|ページ)"
)
_WORDS = re.compile(r"三日坊主|三日天下|二日酔|(?:[二三四五八十]|廿)日市|[三四五六八十]日町|十日戎|三日月")
_SHARE_BEFORE = re.compile(
    r"(?:[比確割効]?率|割合|比|縮尺|視力|約|およそ|残り|全体の|うち|[大小]さじ|カップ|分量)[はがを:のも]?\s?$"
)
_SHARE_AFTER = re.compile(
    r"\s?(?:の?(?:確率|割合|量|長さ|大きさ|サイズ|規模|面積|重さ|人数|時間|費用|コスト|価格|速さ|速度|濃度)"
    r"|に(?:減|縮|短縮|削減|低下|圧縮|希釈|薄め)|以上|以下|未満|程度|ほど|を?占め|を超|ずつ|倍|カップ|点|錠|が[賛反])"
)


def is_rate(folded: str, end: int) -> bool:
    """Say whether 1日, which ends there, is what something is counted by: 1日3回, while 1日10時 is a date."""
    return bool(_RATE.match(folded, end))


def is_share(folded: str, match: re.Match[str]) -> bool:
    """Say whether a match of `month`/`day` is a share: 出席率は3/4, 1/2に短縮."""
    is_less = int(match["month"]) < int(match["day"])
    before = folded[max(0, match.start() - 8) : match.start()]
    return is_less and bool(_SHARE_BEFORE.search(before) or _SHARE_AFTER.match(folded, match.end()))


def is_word(folded: str, start: int) -> bool:
    """Say whether what begins there is a word or a place with a day in it: 二日酔い, 四日市."""
    return bool(_WORDS.match(folded, start))
