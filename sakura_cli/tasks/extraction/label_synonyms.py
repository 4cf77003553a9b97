"""Labels that forms use for one another: a field 日付 may be labelled 日時, 請求先 is whom a letter addresses.

Left out: spelling, which `records.match_label` sees through, and labels that only sometimes mean the same (担当, 部署).
"""

from __future__ import annotations

from collections.abc import Mapping

from sakura_cli.tasks.extraction.letter_parts import ADDRESSEE, SENDER, TOTAL
from sakura_cli.tasks.extraction.source import Leaf, Node

_ADDRESSEES = ("宛先", "宛名", "あて先", "請求先", "送付先")
_SENDERS = ("請求元", "発行元", "発行者", "差出人", "差出元")
_TOTALS = (
    *("領収金額", "金額", "請求金額", "請求額", "支払金額", "支払額", "見積金額", "見積額"),
    *("合計金額", "合計", "総合計", "総額", "総計"),
)
_SYNONYMS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_ADDRESSEES, (ADDRESSEE,)),
    **dict.fromkeys(_SENDERS, (SENDER,)),
    **dict.fromkeys(_TOTALS, (TOTAL,)),
    "氏名": ("名前", "担当", "担当者", "連絡担当者"),
    "担当": ("担当者",),
    "電話番号": ("電話",),
    "TEL": ("電話",),
    "FAX番号": ("FAX",),
    "会社名": ("社名", "会社", "法人名"),
    "住所": ("所在地",),
    "場所": ("会場", "開催場所", "開催地"),
    "日付": ("日時", "開催日", "開催日時", "年月日", "日程"),
    "時刻": ("日時", "時間", "開催時間", "開催日時"),
    "件名": ("題名", "表題", "タイトル"),
    "番号": ("請求番号", "請求書番号", "見積番号", "注文番号", "伝票番号", "管理番号"),
    "発行日": ("請求日", "見積日", "作成日"),
    "支払期限": ("支払期日", "支払日", "振込期限", "支払い期限"),
    "申込期限": ("申込締切", "申込期日", "締切", "応募締切", "申し込み期限", "申込み締切"),
    "出席者": ("参加者", "参加"),
}


def labels_of(name: str) -> tuple[str, ...]:
    """Return the labels that may stand for a field of this name, where none has its own."""
    return _SYNONYMS.get(name, ())


def find_false_senders(found: Mapping[str, Node], settled: Mapping[str, Node]) -> list[str]:
    """Return the fields for the sender that have been given the addressee, who is settled."""
    addressees = {leaf.span for name in _ADDRESSEES if isinstance(leaf := settled.get(name), Leaf)}
    return [name for name in _SENDERS if isinstance(leaf := found.get(name), Leaf) and leaf.span in addressees]
