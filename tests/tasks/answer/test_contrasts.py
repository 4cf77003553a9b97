"""What is said of something else than what was asked about: other rows, and other words of one set."""

from __future__ import annotations

import pytest

from sakura_cli.search.index import PassageIndex
from sakura_cli.tasks.answer.contrasts import is_of_other_year, is_other_row, leave_out_others
from sakura_cli.tasks.answer.question import read_question
from sakura_cli.tasks.answer.statements import list_statements
from tests.search.documents import read

TEXT = """# 貸出品の案内

| 品名 | 置き場所 | 重さの目安 | 延滞料 |
|---|---|---|---|
| 三脚 | 第2倉庫 | 5kg以下 | 300円 |
| 投影機 | 受付 | 5kg以上10kg以下 | 800円 |
| 発電機 EG-30 | 車庫 | 10kg以上 | 2,000円 |

# 冬の講習

冬の講習は海外の拠点でも開く。費用は会員が5,000円である。

# 旅費

国内の出張の日当は2,500円とする。国内の宿泊は9,000円までとする。

# 見舞い

| 事由 | 正社員 | 契約社員 |
|---|---|---|
| 入院 | 20,000円 | 12,000円 |
| 火災 | 90,000円 | 45,000円 |
"""


def find(question: str, words: str) -> bool:
    """Return whether the statement with words is kept."""
    index = PassageIndex.in_memory()
    index.add(read("案内.md", TEXT))
    asked = read_question(question)
    hits = index.search(question, 20)
    [statement] = [each for hit in hits for each in list_statements(hit.passage) if words in each.shown]
    return bool(leave_out_others(asked, [statement])) and not is_other_row(asked, statement.passage, words, hits)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("投影機の置き場所はどこですか", "受付"),
        ("三脚を返すのが遅れるとどれくらい取られますか", "300円"),
        ("EG-30の置き場所はどこですか", "車庫"),
        ("7kgの物の置き場所はどこですか", "受付"),
        ("冬の講習の費用はいくらですか", "5,000円"),
        # The sentence before says so.
        ("海外の講習の費用はいくらですか", "5,000円"),
        ("出張の日当はいくらですか", "2,500円"),
        ("国内で泊まるといくらまでですか", "9,000円"),
        # Both are columns of the row.
        ("正社員が入院するといくら出ますか", "20,000円"),
        ("契約社員の火災はいくらですか", "45,000円"),
    ],
)
def test_what_was_asked_about_is_kept(question: str, words: str) -> None:
    assert find(question, words)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("脚立の置き場所はどこですか", "第2倉庫"),
        ("拡声器の延滞料はいくらですか", "800円"),
        ("夏の講習の費用はいくらですか", "5,000円"),
        ("講習の費用は非会員だといくらですか", "5,000円"),
        ("海外の出張の日当はいくらですか", "2,500円"),
    ],
)
def test_what_is_said_of_something_else_is_left_out(question: str, words: str) -> None:
    assert not find(question, words)


@pytest.mark.parametrize(
    ("question", "is_other"),
    [
        ("2024年の売上はいくらですか", True),
        ("2026年の売上はいくらですか", False),
        ("令和7年の売上はいくらですか", False),
        ("売上はいくらですか", False),
    ],
)
def test_what_was_in_another_year_is_left_out(question: str, is_other: bool) -> None:
    index = PassageIndex.in_memory()
    index.add(read("報告.txt", "2026年4月1日\n\n売上の報告\n\n売上は2025年に3億円、今年は4億円であった。\n"))
    assert [is_of_other_year(read_question(question), hit) for hit in index.search("売上", 1)] == [is_other]


def test_a_document_without_a_year_may_be_of_any() -> None:
    index = PassageIndex.in_memory()
    index.add(read("健診.txt", "健康診断は10月に行う。\n"))
    [hit] = index.search("健康診断", 1)
    assert not is_of_other_year(read_question("2026年の健康診断はいつですか"), hit)
