"""Things raised as if they were people: ご注文の品はおそろいになりましたか (敬語の指針 p.14)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sakura_cli.keigo.checking.rules.base import SHISHIN, Finding, Passage, Rule
from sakura_cli.keigo.types import Severity
from sakura_cli.lexicon.wordlist import word_set
from sakura_cli.localization import gettext as _

_THINGS: Final = word_set(
    """品 商品 料理 荷物 書類 飲み物 食べ物 電車 バス タクシー 電話 席 会議 資料 メール 部屋 雨 雪 風 天気 薬 ドリンク
    コーヒー デザート 準備 用意 在庫 チケット 郵便 宅配便 サイズ 色 値段 価格 エレベーター トイレ 駐車場 製品 機械
    パソコン ファイル データ 花 木 道 道路 建物 お料理 お荷物 注文 予約 お席 お部屋 お電話 手紙 写真 店 本 便 飛行機
    新幹線"""
)
_HAPPENINGS: Final = word_set(
    """揃う 届く 空く 売り切れる 終わる 始まる 冷める 鳴る 壊れる 出る 付く 着く 決まる 変わる 成る 降る 咲く 止む 来る
    入る 混む 込む 遅れる 開く 閉まる 並ぶ 溜まる 余る 残る 溶ける 切れる 居る"""
)


def find_raised_thing(p: Passage) -> Iterator[Finding]:
    """ご注文の品はおそろいになりましたか, お席が空いていらっしゃいます."""
    for stem in p.stems:
        becomes = p.at(stem.last).surface == "に" and p.at(stem.last + 1).norm == "成る"
        is_state = stem.norm == "揃う" and (p.at(stem.last).lemma in ("です", "だ"))
        if not (becomes or is_state) or (
            stem.norm not in _HAPPENINGS and stem.bare not in ("そろい", "揃い", "届き", "決まり", "着き")
        ):
            continue
        if stem.norm in ("決まる", "出る", "来る", "入る", "成る") or stem.bare == "決まり":
            continue
        if _has_thing_subject(p, stem.first):
            start, end = p.span(stem.first, stem.last + (2 if becomes else 0))
            after = ""
            if becomes and stem.bare in ("そろい", "揃い", "届き", "着き"):
                after = stem.bare if p.at(stem.last + 1).surface == "なり" else ""
            yield Finding(start, end, _("尊敬語 for a thing, which is no person"), after)
    for k, t in enumerate(p.tokens):
        if t.norm != "いらっしゃる" or p.at(k - 1).surface not in ("て", "で"):
            continue
        verb = p.at(k - 2)
        if verb.is_verb and verb.norm in _HAPPENINGS and _has_thing_subject(p, k - 2):
            start, end = p.span(k, k + 1)
            after = {"いらっしゃい": "おり", "いらっしゃる": "いる", "いらっしゃっ": "い"}.get(t.surface, "")
            yield Finding(start, end, _("尊敬語 for a thing, which is no person"), after)


def _has_thing_subject(p: Passage, k: int) -> bool:
    j = k - 1
    while j >= 0 and (
        p.at(j).pos == "副詞"
        or p.at(j).surface
        in ("で", "以上", "全て", "すべて", "全部", "もう", "みな", "、", "満", "まだ", "大変", "本日")
    ):
        j -= 1
    if p.at(j).surface not in ("は", "が", "も"):
        return False
    noun = p.at(j - 1)
    return noun.surface in _THINGS or noun.norm in _THINGS


RULES: Final = (
    Rule(
        "raised-thing",
        Severity.ERROR,
        f"{SHISHIN} p.14",
        "「ご注文の品はおそろいになりましたか」など",
        find_raised_thing,
    ),
)
