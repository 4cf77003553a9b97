"""Mails and sources for tests of replies: an invented shop for bicycles."""

from __future__ import annotations

from sakura_cli.api.documents import make_document
from sakura_cli.documents.document import Document
from sakura_cli.search.index import PassageIndex

RULES = """自転車の点検と修理

■ 点検の料金
点検の料金は2,200円です。購入から1年間は、点検の料金をいただきません。
ただし、部品の代金はお客様のご負担です。

■ 修理のお預かり
修理は3日ほどお預かりする。

■ 返品
組み立てた自転車は返品できない。次の品は、未使用であれば8日以内に限り返品を受け付ける。
(1) ヘルメット
(2) かご
"""
FAQ = """よくあるご質問

Q. 防犯登録はできますか。
A. できます。登録料は600円です。身分証をお持ちください。

Q. 試乗はできますか。
A. 試乗車は店舗でお申し込みください。
"""
PRICES = """# 部品の価格

| 部品 | 価格 | 納期 |
|---|---|---|
| タイヤ | 3,800円 | 当日 |
| サドル | 5,400円 | 7日 |
"""


def make_index() -> PassageIndex:
    """Return an index of the sources."""
    index = PassageIndex.in_memory()
    for name, text in (("規程.txt", RULES), ("質問.txt", FAQ), ("価格.md", PRICES)):
        index.add(make_document(text, name=name))
    return index


def make_mail(body: str, *, sender: str = "mori@mail.example", subject: str = "お尋ね") -> Document:
    """Return a mail as it is read."""
    header = f"From: {sender}\nTo: info@rin.example\nDate: Mon, 12 Oct 2026 10:21:00 +0900\nSubject: {subject}\n\n"
    return make_document(header + body, name="mail.eml.txt")
