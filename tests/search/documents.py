"""Documents that tests of search look into: rules of an invented company."""

from __future__ import annotations

from sakura_cli.api.documents import make_document
from sakura_cli.documents.document import Document

RULES = """就業規則

2025年4月1日施行

（休憩時間）
第11条　休憩時間は、12時から13時までの1時間とする。ただし、交替勤務者については、別に定める。

（住宅手当）
第12条　住宅手当は、世帯主である社員に、月額18,000円を支給する。ただし、社宅に入居している者には支給しない。
２　届出が遅れた場合、さかのぼって支給しない。

（役付手当）
第13条　役付手当は、次の表のとおり支給する。

| 職位 | 月額 |
|---|---|
| 部長 | 90,000円 |
| 課長 | 55,000円 |
"""
PRICES = """# 価格表

## 圧力計

| 型番 | 品名 | 標準価格 | 納期 |
|---|---|---|---|
| MK-200 | デジタル圧力計 | 48,000円 | 5営業日 |
| MK-210 | 防爆形圧力計 | 128,000円 | 5営業日 |

## 送料

- 税抜50,000円以上のご注文は、送料が無料です。
- 50,000円未満は900円を申し受けます。ただし、離島は実費とします。
"""
OLD_RULES = """会議室利用要領

総務課　2024年4月1日

1　会議室の予約は、利用の2週間前から受け付ける。
2　1回の利用は3時間までとする。
"""
NEW_RULES = """会議室利用要領

総務課　2026年2月1日改訂

1　会議室の予約は、利用の1か月前から受け付ける。
2　1回の利用は2時間までとする。
"""


def read(name: str, text: str) -> Document:
    """Return a text as the document of a file."""
    return make_document(text, name=name)


def read_all() -> list[Document]:
    """Return all documents."""
    return [
        read("規則.txt", RULES),
        read("価格.md", PRICES),
        read("会議室_2024.txt", OLD_RULES),
        read("会議室_2026.txt", NEW_RULES),
    ]
