"""バイト敬語 (マニュアル敬語): set patterns of shop talk, outside 敬語の指針, reported as shifting usage."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from sakura_cli.keigo.checking.rules.base import USAGE, Finding, Passage, Rule
from sakura_cli.keigo.types import Severity
from sakura_cli.localization import gettext as _

_THING: Final = (
    r"(?:[おご][一-龥ァ-ヶー]{1,5}[りいえみ]?|お(?:かばん|つり|はし|さら|しぼり|すすめ)"
    r"|資料|書類|メニュー|カード|商品|コーヒー|デザート|メール|請求書|見積書|契約書|サイン|ドリンク"
    r"|ライス|レシート|領収書|サイズ|データ|ファイル|日程|金額)"
)
_PATTERNS: Final[tuple[tuple[str, str, str | Callable[[re.Match[str]], str]], ...]] = (
    (
        r"よろしかった(?=でしょうか|ですか|ですね|です)",
        _("one does not ask for confirmation in the past tense"),
        "よろしい",
    ),
    (r"で(?:良|よ)かった(?=でしょうか|ですか)", _("one does not ask for confirmation in the past tense"), "でよろしい"),
    (
        r"(?:(?<=^)|(?<=[。、！？\s]))(?P<a>こちら|これ|そちら|以上)(?P<p>が|は、?|、)(?P<b>[^。、！？にとがはを]{1,24})になり(?=ます|ました)",
        _("になります of something that does not change"),
        lambda m: f"{m['a']}{m['p']}{m['b']}でござい",
    ),
    (
        r"(?P<a>お会計|お釣り|おつり|お返し|お待たせ(?:いた)?しました[。、！])(?P<p>は|が|、)?(?P<b>[^。、！？にはをが]{1,20})になり(?=ます)",
        _("になります of something that does not change"),
        lambda m: f"{m['a']}{m['p'] or ''}{m['b']}でござい",
    ),
    (
        r"(?P<a>[0-9０-９,，一二三四五六七八九十百千万]+円?(?:札)?(?:ちょうど)?)から(?=お預かり|頂戴|いただ)",
        _("から is not needed"),
        lambda m: f"{m['a']}を" if "ちょうど" not in m["a"] else m["a"],
    ),
    (
        rf"(?P<a>{_THING})の(?:ほう|方)(?P<p>を|、|に(?!は)|で|から|は|が|も|(?=お|ご))",
        _("のほう without a comparison or a direction is not needed"),
        lambda m: f"{m['a']}{m['p']}",
    ),
    (
        r"て(?:もら|貰)って(?:も)?(?:いい|よろしい|良い)(?:です|でしょう)か",
        _("a request is put as ～ていただけますか"),
        "ていただけますか",
    ),
    (
        r"(?P<a>お名前|お電話番号|ご住所|お会社|ご担当)様(?=[をはがのでに、])",
        _("様 is not for things"),
        lambda m: str(m["a"]),
    ),
    (
        r"(?:お名前|ご住所|ご連絡先|お電話番号)を(?:頂戴|ちょうだい)(?=でき|して|し)",
        _("a name or an address is asked for (伺う), not received (頂戴)"),
        "",
    ),
    (
        r"(?P<a>させていただく|する|という)(?:という)?(?:形|かたち)(?=になります|となります|になっております)",
        _("the roundabout 形になります is not needed"),
        "",
    ),
    (r"なるほど(?:です)ね", _("not said to superiors in agreement"), "おっしゃるとおりですね"),
    (r"(?:全然|ぜんぜん)(?=大丈夫|いい|平気|問題ない(?:です)?|OK)", _("全然 without a negation"), ""),
    (r"(?<=[一-龥ぁ-んァ-ヶ])っす(?=か|よ|ね|。|$)", _("casual wording"), "です"),
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
