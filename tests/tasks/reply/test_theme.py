"""What a mail is about tells which of several passages answers; what a question does not tell apart is stated whole."""

from __future__ import annotations

import pytest

from sakura_cli.search.index import Hit, PassageIndex
from sakura_cli.tasks.answer.statements import list_statements
from sakura_cli.tasks.reply.points import Point
from sakura_cli.tasks.reply.relevance import PointWords, find_certain, find_nearer, find_rows, read_wanted
from sakura_cli.tasks.reply.stating import state_rows
from tests.search.documents import read

INDEX = PassageIndex.in_memory()
for name, text in (
    (
        "ツアー旅行条件書.md",
        "# ツアー旅行条件書\n\n## 取消料\n\n| 取消の日 | 取消料 |\n|---|---|\n"
        "| 11日前まで | 無料 |\n| 出発日の前日 | 旅行代金の40％ |\n\n"
        "## 交替\n\n別の方が参加できます。手数料はお一人550円です。\n",
    ),
    (
        "貸切バスの取消料.md",
        "# 貸切バス\n\n## 取消料\n\n| 連絡の日 | 取消料 |\n|---|---|\n| 15日前まで | 無料 |\n| 前日 | 運賃の50％ |\n\n"
        "## 振込\n\n振込の手数料はお客様のご負担です。\n\n"
        "## 手荷物\n\nスキーはケースに入れてお預かりします。自転車は折りたたみ式でもお預かりできません。\n",
    ),
):
    INDEX.add(read(name, text))
ABOUT_TOUR = "ツアーの旅行のことで伺います。別の者が参加します。"


def wanted_for(text: str, theme: str = "") -> tuple[PointWords, list[Hit]]:
    wanted = read_wanted(Point(text, "question", theme=theme), INDEX)
    return wanted, INDEX.search(wanted.question.text, 20)


def test_a_table_is_stated_whole_that_is_of_the_theme_of_the_mail() -> None:
    wanted, hits = wanted_for("取消料はどのくらいですか。", ABOUT_TOUR)
    assert [line.words for line in state_rows(find_rows(wanted, hits)).lines] == ["無料", "旅行代金の40％"]
    assert [line.label for line in state_rows(find_rows(wanted, hits)).lines] == ["11日前まで", "出発日の前日"]


def test_of_two_tables_without_a_theme_none_is_stated_and_no_row_alone() -> None:
    wanted, hits = wanted_for("取消料はどのくらいですか。")
    assert find_rows(wanted, hits) == [] and find_certain(wanted, hits, is_refused=True) is None


def test_few_words_are_answered_by_what_the_mail_is_about_where_a_model_sees_no_answer() -> None:
    wanted, hits = wanted_for("手数料はかかりますか。", ABOUT_TOUR)
    assert find_certain(wanted, hits) is None
    found = find_certain(wanted, hits, is_refused=True)
    assert found is not None and found.shown == "手数料はお一人550円です。"
    assert find_certain(*wanted_for("手数料はかかりますか。"), is_refused=True) is None


def test_the_sentence_beside_a_quotation_is_taken_that_says_much_more_of_what_is_asked() -> None:
    wanted, hits = wanted_for("折りたたみの自転車は預けられますか。")
    [statements] = [list_statements(hit.passage) for hit in hits if "スキー" in hit.passage.shown]
    ski, bicycle = statements
    assert find_nearer(wanted, ski).shown == bicycle.shown
    assert find_nearer(wanted, bicycle) is bicycle


def test_what_says_all_of_a_question_by_its_headings_is_not_certain_off_the_theme() -> None:
    index = PassageIndex.in_memory()
    lost = "# 窓口と書類の郵送\n\n## 忘れ物\n\n遠方の方には宅配便でお送りします。\n\n## 営業\n\n窓口は9時からです。\n"
    index.add(read("窓口.md", lost))
    ticket = "# 定期券\n\n## 払い戻し\n\n手数料は520円です。書類は郵送ではお受けしません。\n"
    index.add(read("定期券.md", ticket))
    text = "窓口に行けないので書類の郵送でお願いできますか。"
    for theme, is_certain in (("", True), ("定期券の払い戻しの手数料のことで伺います。", False)):
        wanted = read_wanted(Point(text, "question", theme=theme), index)
        found = find_certain(wanted, index.search(wanted.question.text, 20))
        assert (found is not None) is is_certain


def test_of_two_documents_that_say_the_one_word_that_is_asked_neither_is_certain() -> None:
    index = PassageIndex.in_memory()
    index.add(read("倉庫.md", "# 倉庫\n\nただし、家の修理で契約書を出された方は10か月までお預かりします。\n"))
    index.add(read("補償.md", "# 補償\n\n家財に傷をつけたときは、修理を原則とします。\n"))
    for source, is_certain in (("倉庫.md", False), ("", True)):
        if not source:
            index.remove("倉庫.md")
        point = Point("修理してくれるんですか。", "question", theme="修理してくれるんですか。")
        wanted = read_wanted(point, index)
        found = find_certain(wanted, index.search("修理", 8), is_refused=True)
        assert (found is not None) is is_certain


def test_what_stands_in_brackets_is_not_what_is_asked() -> None:
    index = PassageIndex.in_memory()
    index.add(read("料金.md", "# 料金\n\nエアコンの取り付けで配管の延長が要るときは、1mにつき2,750円を加えます。\n"))
    text = "エアコンを外すといくらですか（配管は足りると思います）。"
    wanted = read_wanted(Point(text, "question", theme=text), index)
    assert "配管" not in wanted.own and "エアコン" in wanted.own


def test_what_leads_to_a_question_tells_its_place_where_the_sources_know_its_words() -> None:
    index = PassageIndex.in_memory()
    index.add(read("料金.md", "# 料金\n\n| 区分 | 平日 |\n|---|---|\n| 布団あり | 7,700円 |\n| 布団なし | 1,650円 |\n"))
    text = "うちのミケランジェロは、布団も要るのですが、平日ですとおいくらですか。"
    wanted = read_wanted(Point(text, "question", theme=text), index)
    assert set(wanted.own) == {"平日"} and "布団" in wanted.weights


@pytest.mark.parametrize(
    ("question", "is_certain"),
    [
        ("何か見せるものがあれば教えてください。", False),
        ("日曜だといくらかかりますか。", False),
        ("旅券は要りますか。", True),
        ("登録させてほしいです。", True),
    ],
)
def test_an_act_alone_and_a_sum_that_is_not_told_are_not_certain(question: str, is_certain: bool) -> None:
    index = PassageIndex.in_memory()
    index.add(read("宿泊.md", "# 宿泊\n\n旅券を見せる方と、日曜の料理は別です。\n\n登録はフロントで行います。\n"))
    index.add(read("食事.md", "# 食事\n\n夕食は18時からです。\n\n朝食は7時からです。\n"))
    wanted = read_wanted(Point(question, "question", theme=question), index)
    found = find_certain(wanted, index.search(question, 8), is_refused=True)
    assert (found is not None) is is_certain
