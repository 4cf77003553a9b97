"""バイト敬語 (マニュアル敬語): set patterns of shop talk, outside 敬語の指針, reported as shifting usage."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from sakura_cli.keigo.rules.base import USAGE, Finding, Passage, Rule
from sakura_cli.keigo.types import Severity

_THING: Final = (
    r"(?:[おご][一-龥ァ-ヶー]{1,5}[りいえみ]?|お(?:かばん|つり|はし|さら|しぼり|すすめ)"
    r"|資料|書類|メニュー|カード|商品|コーヒー|デザート|メール|請求書|見積書|契約書|サイン|ドリンク"
    r"|ライス|レシート|領収書|サイズ|データ|ファイル|日程|金額)"
)
_PATTERNS: Final[tuple[tuple[str, str, str | Callable[[re.Match[str]], str]], ...]] = (
    (r"よろしかった(?=でしょうか|ですか|ですね|です)", "確認には過去形を使いません", "よろしい"),
    (r"で(?:良|よ)かった(?=でしょうか|ですか)", "確認には過去形を使いません", "でよろしい"),
    (
        r"(?:(?<=^)|(?<=[。、！？\s]))(?P<a>こちら|これ|そちら|以上)(?P<p>が|は、?|、)(?P<b>[^。、！？にとがはを]{1,24})になり(?=ます|ました)",
        "変化しないものに「になります」を使っています",
        lambda m: f"{m['a']}{m['p']}{m['b']}でござい",
    ),
    (
        r"(?P<a>お会計|お釣り|おつり|お返し|お待たせ(?:いた)?しました[。、！])(?P<p>は|が|、)?(?P<b>[^。、！？にはをが]{1,20})になり(?=ます)",
        "変化しないものに「になります」を使っています",
        lambda m: f"{m['a']}{m['p'] or ''}{m['b']}でござい",
    ),
    (
        r"(?P<a>[0-9０-９,，一二三四五六七八九十百千万]+円?(?:札)?(?:ちょうど)?)から(?=お預かり|頂戴|いただ)",
        "「から」は不要です",
        lambda m: f"{m['a']}を" if "ちょうど" not in m["a"] else m["a"],
    ),
    (
        rf"(?P<a>{_THING})の(?:ほう|方)(?P<p>を|、|に(?!は)|で|から|は|が|も|(?=お|ご))",
        "対比も方角もない「のほう」は不要です",
        lambda m: f"{m['a']}{m['p']}",
    ),
    (
        r"て(?:もら|貰)って(?:も)?(?:いい|よろしい|良い)(?:です|でしょう)か",
        "依頼は「～ていただけますか」とします",
        "ていただけますか",
    ),
    (
        r"(?P<a>お名前|お電話番号|ご住所|お会社|ご担当)様(?=[をはがのでに、])",
        "物事に「様」は付けません",
        lambda m: str(m["a"]),
    ),
    (r"(?:お名前|ご住所|ご連絡先|お電話番号)を(?:頂戴|ちょうだい)(?=でき|して|し)", "名前や住所は「伺う」ものです", ""),
    (
        r"(?P<a>させていただく|する|という)(?:という)?(?:形|かたち)(?=になります|となります|になっております)",
        "遠回しな「形になります」は不要です",
        "",
    ),
    (r"なるほど(?:です)ね", "目上の人への相づちには使いません", "おっしゃるとおりですね"),
    (r"(?:全然|ぜんぜん)(?=大丈夫|いい|平気|問題ない(?:です)?|OK)", "打ち消しを伴わない「全然」です", ""),
    (r"(?<=[一-龥ぁ-んァ-ヶ])っす(?=か|よ|ね|。|$)", "くだけた言い方です", "です"),
    (r"(?:ご注文|商品)(?:の品)?(?:は|、)?(?:以上で)?(?=よろしかった)", "", ""),
)


def _compile() -> list[tuple[re.Pattern[str], str, str | Callable[[re.Match[str]], str]]]:
    return [(re.compile(pattern), message, after) for pattern, message, after in _PATTERNS if message]


_COMPILED: Final = _compile()


def find_patterns(p: Passage) -> Iterator[Finding]:
    """よろしかったでしょうか, こちらが〜になります, 一万円から, お会計のほう."""
    for pattern, message, after in _COMPILED:
        for match in pattern.finditer(p.text):
            if "ほう" in pattern.pattern and _compares(p.text, match):
                continue
            text = after if isinstance(after, str) else after(match)
            yield Finding(p.start + match.start(), p.start + match.end(), message, text)


def _compares(text: str, match: re.Match[str]) -> bool:
    """Tell whether のほう compares or points (AよりBのほうが, 南の方)."""
    begin = max(text.rfind(mark, 0, match.start()) for mark in "。！？") + 1
    end = min((k for k in (text.find(mark, match.end()) for mark in "。！？") if k >= 0), default=len(text))
    sentence = text[begin:end]
    if "より" in sentence or "どちら" in sentence or "もう一" in sentence:
        return True
    is_kanji = "の方" in match.group()
    if match["p"] == "が" and any(
        word in sentence[match.start() - begin :]
        for word in ("良い", "いい", "よい", "多い", "早い", "安い", "高い", "適", "よろし")
    ):
        return True
    return is_kanji and bool(
        re.search(
            r"(?:客|様|者|員|人|係|担当|先生|家族|主人|子|年寄|婦人|夫婦|両親|友達|知り合い|近所|住まい|勤め|来場|来店|参加|利用|希望|興味|関心|病気|高齢|年配|一人|連れ)の方",
            match.group() + text[match.end() : match.end() + 1],
        )
    )


RULES: Final = (
    Rule(
        "manual-keigo",
        Severity.SHIFTING,
        USAGE,
        "「よろしかったでしょうか」「～になります」「～のほう」などのバイト敬語",
        find_patterns,
    ),
)
