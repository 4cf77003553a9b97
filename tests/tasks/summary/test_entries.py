"""A record shows by its headings, tables and sentences what was decided, who is to do what, and what comes next."""

from __future__ import annotations

import pytest

from sakura_cli.tasks.summary.entries import find_entries
from sakura_cli.tasks.summary.minutes import tag_lines


def _list(text: str) -> list[tuple[str, str]]:
    return [(entry.tag, entry.text) for entry in find_entries(text)]


@pytest.mark.parametrize(
    "heading",
    [
        "■ やること",
        "【宿題】",
        "4. 今後の作業",
        "4 担当と期限",
        "[アクション]",
        "## ToDo",
        "お願いする作業",
        "（4）役割分担",
    ],
)
def test_items_under_a_heading_of_tasks_are_tasks(heading: str) -> None:
    """Whatever marks it; the next heading of its kind ends them."""
    other = heading.replace("4", "5").replace(heading.strip("■【】[]#（）().45 　"), "その他")
    items = "・江崎：鍵の置き場を決める（9/3まで）\n・棚の写真を総務に渡す　内田　9/5"
    text = f"{heading}\n{items}\n{other}\n・車庫の入口は工事中\n"
    assert _list(text) == [
        ("宿題", "江崎：鍵の置き場を決める（9/3まで）"),
        ("宿題", "棚の写真を総務に渡す　内田　9/5"),
    ]


@pytest.mark.parametrize("cells", ["{} | {} | {}", "| {} | {} | {} |", "{}\t{}\t{}", "{} / {} / {}", "{}　　{}　　{}"])
def test_rows_of_a_table_of_tasks_are_tasks(cells: str) -> None:
    """Each with who and by when, however its columns are drawn."""
    rows = [("担当", "内容", "期限"), ("丸山", "会場を押さえる", "6月3日"), ("宮下", "名札を刷る", "6月9日")]
    text = "\n".join(cells.format(*row) for row in rows)
    assert _list(text) == [("宿題", "会場を押さえる（丸山、6月3日）"), ("宿題", "名札を刷る（宮下、6月9日）")]


def test_what_is_done_or_reported_is_no_task_under_their_heading() -> None:
    """配線は先週終えた stands there as news."""
    text = "■ 今後の作業\n・配線は先週終えた\n・水野：名札を作る（5/2）\n・鍵は総務で預かっている\n"
    assert _list(text) == [
        ("報告", "配線は先週終えた"),
        ("宿題", "水野：名札を作る（5/2）"),
        ("報告", "鍵は総務で預かっている"),
    ]
    assert _list("今後の対応\n修理の結果が報告された。\n金子が業者を呼ぶ。\n") == [("宿題", "金子が業者を呼ぶ")]


def test_what_was_decided_is_not_of_the_next_meeting() -> None:
    """Wherever it stands."""
    text = "■ 次回\n5月9日 10時\n受付を18時まで延ばすことに決まった。\n"
    assert _list(text) == [("次回", "5月9日 10時"), ("決定", "受付を18時まで延ばすことに決まった")]


def test_what_other_columns_say_stands_with_the_row() -> None:
    """雨天は中止 is a limit of the task."""
    table = "| 担当 | 内容 | 期限 | 備考 |\n|---|---|---|---|\n| 森 | 旗を借りる | 4/2 | 雨天は中止 |\n"
    assert _list(table) == [("宿題", "旗を借りる（森、4/2、雨天は中止）")]


def test_rows_of_conclusions_are_decisions() -> None:
    """One without a conclusion is a report."""
    text = "| 議題 | 結論 |\n|---|---|\n| 会場 | 市民会館とする |\n| 会費 | 結論は出ず |\n"
    assert _list(text) == [("決定", "会場：市民会館とする"), ("報告", "会費：結論は出ず")]


@pytest.mark.parametrize(
    ("sentence", "tag"),
    [
        ("岡部は、保険の見積を3月4日までに取ります。", "宿題"),
        ("議長：西田さん、鍵を返してください。", "宿題"),
        ("議長：倉持さんに写真の整理を頼みます。", "宿題"),
        ("議長：私は要約を5月2日に送ります。", "宿題"),
        ("保険の見積は3月4日までに届いた。", None),
        ("古い棚の処分は5月16日までに済んでいる。", None),
        ("毎月25日までに請求書が届く。", None),
        ("3月末までに申し込むと割引になる。", None),
        ("隣の社は9月までに工事を終えるという。", None),
        ("久世さんは、運転の記録を印刷しておくこと。", "宿題"),
        ("増設は採決を見送り継続審議とした。", None),
        ("会費は3,000円とすることに決まりました。", "決定"),
        ("今回の増設は見送りとなりました。", "決定"),
        ("会場の日程が決まったら知らせる。", None),
        ("幹事は後日決めます。", None),
        ("次回理事会　12月13日（土）10時", "次回"),
        ("次は3月3日の15時に集まります。", "次回"),
    ],
)
def test_a_sentence_tells_by_its_form_what_it_is(sentence: str, tag: str | None) -> None:
    """Who is asked or promises, by when something will be, what is settled."""
    assert [found for found, _ in _list(sentence)] == ([tag] if tag else [])


def test_what_only_says_by_when_goes_with_the_task_before_it() -> None:
    """Not with another line's."""
    text = "議長：古賀さんが届けを出してください。4月1日までにお願いします。\n期限は来年です。\n"
    assert _list(text) == [("宿題", "議長：古賀さんが届けを出してほしい（4月1日までにお願いする）")]


def test_what_is_called_decided_is_the_sentence_before() -> None:
    """これで決定 says nothing else."""
    assert _list("議長：窓口は一つに減らします。これで決定です。") == [("決定", "議長：窓口は一つに減らす")]


def test_of_the_lines_of_a_model_those_stay_that_say_something_else() -> None:
    """A line that no sentence makes a decision is a report where the record has decisions."""
    source = "会費は3,000円とすることに決まった。受付は二人いた。"
    written = "決定：会費は3,000円\n決定：受付は二人いた\n決定：来年の会場の検討"
    lines = tag_lines(written, source, "ja", find_entries(source))
    assert lines == [("報告", "受付は二人いた"), ("報告", "来年の会場の検討")]
