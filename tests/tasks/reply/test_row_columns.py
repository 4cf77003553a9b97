"""Columns: of a row only what a question, or what its mail tells, is of; and no table of another theme."""

from __future__ import annotations

import pytest

from sakura_cli.options.sampling import GREEDY
from sakura_cli.search.index import PassageIndex
from sakura_cli.search.rows import RowCell
from sakura_cli.tasks.framework.steps import complete
from sakura_cli.tasks.reply.columns import choose_cells
from sakura_cli.tasks.reply.points import Point
from sakura_cli.tasks.reply.replying import answer_point
from tests.fakes.engine import ScriptedEngine
from tests.search.documents import read

ROOM = (("部屋", "和室"), ("平日", "9,900円"), ("休前日", "12,100円"), ("繁忙期", "設定なし"))
TRUCK = (("車", "2t車"), ("20km以内", "8,000円"), ("20km超50km以内", "12,000円"), ("50km超", "個別見積もり"))
LOAN = (("機器", "騒音計"), ("型番", "TN-120"), ("3日間", "6,000円"), ("1週間", "9,800円"))
FEE = (("作業", "点検"), ("料金", "2,200円"), ("期限", "前日"))


@pytest.mark.parametrize(
    ("row", "asked", "told", "values"),
    [
        (ROOM, "平日ですとおいくらですか。", "", "和室 9,900円 設定なし"),
        (ROOM, "休前日はいくらでしょうか。", "平日は混みますか。", "和室 12,100円 設定なし"),
        (ROOM, "和室はいくらですか。", "11月の平日に参ります。", "和室 9,900円 設定なし"),
        (ROOM, "平日と休前日の料金を教えてください。", "", "和室 9,900円 12,100円 設定なし"),
        (ROOM, "和室の料金を教えてください。", "", "和室 9,900円 12,100円 設定なし"),
        (TRUCK, "2t車はいくらですか。", "約35km離れた町に移ります。", "2t車 12,000円"),
        (TRUCK, "15kmなら2t車はいくらですか。", "", "2t車 8,000円"),
        (TRUCK, "2t車はいくらですか。", "片道70kmです。", "2t車 個別見積もり"),
        (TRUCK, "2t車はいくらですか。", "", "2t車 8,000円 12,000円 個別見積もり"),
        (LOAN, "騒音計の1週間の料金は。", "", "騒音計 TN-120 9,800円"),
        (FEE, "点検の料金はいくらですか。", "", "点検 2,200円 前日"),
    ],
)
def test_a_row_is_stated_in_the_columns_that_a_question_is_of(
    row: tuple[tuple[str, str], ...], asked: str, told: str, values: str
) -> None:
    cells = [RowCell(label, value) for label, value in row]
    assert " ".join(cell.value for cell in choose_cells(cells, asked, told)) == values


SERVICES = (
    "# 作業の料金\n\n## 家電\n\n| 作業 | 料金 | ご依頼の期限 |\n|---|---|---|\n"
    "| エアコンの取り外し | 6,600円 | 5日前 |\n| 洗濯機の取り付け | 3,300円 | 前日 |\n\n"
    "## 営業\n\n窓口は9時から17時までです。\n"
)


@pytest.mark.parametrize(
    ("question", "is_stated"),
    [
        ("費用と、いつまでに頼めばよいかを教えてください。", False),
        ("料金と期限を教えてください。", False),
        ("いつまでに依頼すればいいですか。", False),
        ("エアコンの取り外しはいくらですか。", True),
        ("家電の料金はいくらですか。", True),
        ("洗濯機の取り付けの費用を教えてください。", True),
    ],
)
def test_a_table_is_stated_of_its_theme_alone(question: str, is_stated: bool) -> None:
    index = PassageIndex.in_memory()
    index.add(read("料金.md", SERVICES))
    told = "庭木の剪定のことで伺います。" if not is_stated else ""
    point = Point(question, "question", theme=f"{told}{question}", told=told)
    result = complete(ScriptedEngine(lambda request: "なし"), answer_point(point, index, GREEDY))
    stated = result.payload.stated
    assert (stated is not None and bool(stated.lines[0].statement.passage.cells)) is is_stated


def test_a_large_table_answers_nothing() -> None:
    head = "| プラン | " + " | ".join(f"{k}0km以内" for k in range(1, 8)) + " |\n|" + "---|" * 8 + "\n"
    rows = "".join(
        f"| {name}プラン | " + " | ".join(f"{k}9,000円" for k in range(1, 8)) + " |\n" for name in "甲乙丙丁戊"
    )
    index = PassageIndex.in_memory()
    index.add(read("料金.md", f"# 料金\n\n{head}{rows}"))
    point = Point("プランはどのようなものがありますか。", "question", theme="プランはどのようなものがありますか。")
    result = complete(ScriptedEngine(lambda request: "なし"), answer_point(point, index, GREEDY))
    assert result.payload.stated is None or len(result.payload.stated.lines) < 5
