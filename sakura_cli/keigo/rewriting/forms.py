"""Derive 尊敬語 and 謙譲語 from plain verbs, and the stems that go before ください and いただく.

What has no established honorific form gets none (None): です・ます then serves. After 敬語の指針 (2007) pp.24-28.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from sakura_cli.japanese import conjugation as c
from sakura_cli.japanese.conjugation import Word
from sakura_cli.keigo.lexicon import sahen, verbs
from sakura_cli.keigo.types import HonorificClass
from sakura_cli.lexicon.wordlist import word_set


class Honorific(NamedTuple):
    word: Word
    honorific_class: HonorificClass


_POTENTIAL_ROW: Final = dict(zip("けげせてねべめれえ", "くぐすつぬぶむるう", strict=True))
_ROW_CLASS: Final = {end: cls for cls, end in c.GODAN_ENDINGS.items()}
_SURU_NORMS: Final = frozenset(("為る", "出来る"))


def base_of_potential(head: Word, norm: str) -> Word | None:
    """Return the verb whose potential `head` is (使える -> 使う, 確認できる -> 確認する); None where it is none."""
    if norm == "出来る":
        return Word(head.text[: -len("できる")] + "する", "suru") if head.text.endswith("できる") else None
    if head.cls != "1" or len(head.text) < 2 or head.text[-2] not in _POTENTIAL_ROW or head.text == norm:
        return None
    ending = _POTENTIAL_ROW[head.text[-2]]
    if norm.endswith(ending) and not norm.endswith(head.text[-2:]):
        text = head.text[:-2] + ending
        return Word(text, "5iku" if text.endswith("行く") or text == "いく" else _ROW_CLASS[ending])
    return None


def respect(head: Word, norm: str, noun: str = "", *, is_explicit: bool = False) -> Honorific | None:
    """Return the 尊敬語 of a verb; with `is_explicit` an unlisted verb takes れる/られる."""
    raised = HonorificClass.RESPECT
    if noun:
        if noun in sahen.IMPERSONAL or norm not in ("為る", "出来る"):
            return None
        if noun in sahen.RESPECT_BY_GO:
            return Honorific(Word(sahen.honorific_prefix(noun) + noun + "になる", "5r"), raised)
        prefix = "お" if noun in sahen.TAKES_O else ""
        return Honorific(Word(prefix + noun + "なさる", "5ra"), raised)
    special = verbs.SPECIAL_VERBS.get(norm)
    if special and special.respect:
        return Honorific(special.respect, raised)
    if norm in verbs.RESPECT_BY_O:
        return Honorific(Word("お" + c.stem_polite(head) + "になる", "5r"), raised)
    if norm in verbs.RESPECT_BY_RERU or (is_explicit and norm not in verbs.INVOLUNTARY):
        return Honorific(c.passive(head), raised)
    return None


def humble(head: Word, norm: str, noun: str = "", *, objects: str = "", is_visit: bool = False) -> Honorific | None:
    """Return the 謙譲語 of one's own act.

    `objects` is the text of the object, which decides whether 拝見 or 拝読 fits; `is_visit` says the goal is the
    other side's.
    """
    if noun:
        return _humble_sahen(noun, norm)
    if norm == "上げる":
        is_giving = head.text.startswith("あ")
        return Honorific(Word("差し上げる", "1"), HonorificClass.HUMBLE) if is_giving else None
    if norm in ("見る", "読む", "聴く") and not any(name in objects for name in OTHERS_WORKS):
        return None
    if norm == "聞く" and any(name in objects for name in ("音楽", "曲", "ラジオ", "歌", "音")):
        return None
    special = verbs.SPECIAL_VERBS.get(norm)
    if special is not None:
        if norm in ("行く", "来る") and not is_visit:
            return Honorific(special.courteous or head, HonorificClass.COURTEOUS)
        if special.humble and norm not in ("言う",):
            word = special.humble
            if word.cls == "suru":
                word = Word(word.text[:-2] + "いたす", "5s")
            return Honorific(word, HonorificClass.HUMBLE)
        if special.courteous:
            return Honorific(special.courteous, HonorificClass.COURTEOUS)
    if norm in verbs.HUMBLE_BY_O:
        return Honorific(Word("お" + c.stem_polite(head) + "いたす", "5s"), HonorificClass.HUMBLE)
    return None


def _humble_sahen(noun: str, norm: str) -> Honorific | None:
    if norm not in _SURU_NORMS or noun in sahen.IMPERSONAL:
        return None
    if noun == "訪問":
        return Honorific(Word("お伺いする", "suru"), HonorificClass.HUMBLE)
    if noun in sahen.HUMBLE_PREFERRED:
        return Honorific(Word(sahen.honorific_prefix(noun) + noun + "いたす", "5s"), HonorificClass.HUMBLE)
    return Honorific(Word(noun + "いたす", "5s"), HonorificClass.COURTEOUS)


OTHERS_WORKS: Final = word_set(
    """資料 メール サイト ページ ホームページ 企画書 提案書 見積 図面 ファイル 写真 返信 返事 作品 手紙 記事 論文
    原稿 書類 報告書 動画 ブログ 案内 カタログ 広告 著書 履歴書 議事録 データ サンプル 投稿 演奏 講演 展示 個展
    発表 メッセージ 添付 仕様書 契約書 パンフレット 申込書 レポート スライド 文書 書面 手帳 名刺 お便り 動静 案
    DM チャット"""
)
"""What the other side has made or sent: one looks at it with 拝見 and reads it with 拝読."""


def request_stem(head: Word, norm: str, noun: str = "") -> str:
    """Return what stands before ください or いただく (お待ち, ご確認, お越し); "" where no such form is established."""
    if noun:
        if norm == "為る" and sahen.takes_request_by_go(noun):
            return sahen.honorific_prefix(noun) + noun
        return ""
    if norm in verbs.REQUEST_STEMS:
        return verbs.REQUEST_STEMS[norm]
    if norm == "行う" or norm not in verbs.RESPECT_BY_O:
        return ""
    return "お" + c.stem_polite(head)
