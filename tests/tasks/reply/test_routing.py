"""Where a point leads: the place that its words and what its mail tells are told of together, in whatever words."""

from __future__ import annotations

import pytest

from sakura_cli.options.sampling import GREEDY
from sakura_cli.search.index import PassageIndex
from sakura_cli.tasks.answer.statements import list_statements
from sakura_cli.tasks.framework.steps import complete
from sakura_cli.tasks.reply.points import Point, asks_of_case
from sakura_cli.tasks.reply.relevance import read_wanted
from sakura_cli.tasks.reply.replying import answer_point
from sakura_cli.tasks.reply.routing import Route, find_route, is_of_case, search_around
from tests.fakes.engine import ScriptedEngine
from tests.search.documents import read

INDEX = PassageIndex.in_memory()
for name, text in (
    (
        "受託手荷物.md",
        "# フェリーの利用案内\n\n## お忘れ物\n\n船内のお忘れ物は14日間保管します。遠方の方には着払いで発送します。\n\n"
        "## 動物\n\n盲導犬を除き、動物を連れての乗船はできません。ケージに入れた場合も同様とします。\n\n"
        "## 欠航\n\n欠航したときは、運賃の全額を返金します。宿泊費は当社では負担しません。\n",
    ),
    (
        "貸切.md",
        "# 貸切の案内\n\n## お支払い\n\nお支払いは運航日の7日前までの振込です。\n\n"
        "## 手荷物\n\n手荷物は1人2個までお預かりします。書類は発送しません。\n",
    ),
):
    INDEX.add(read(name, text))


def route(text: str, told: str = "") -> Route | None:
    point = Point(text, "question", theme=f"{told}{text}", told=told)
    wanted = read_wanted(point, INDEX)
    return find_route(wanted, search_around(point, wanted, INDEX))


def is_clear(text: str, told: str) -> bool:
    found = route(text, told)
    return found is not None and found.is_clear


@pytest.mark.parametrize(
    ("question", "told", "words"),
    [
        ("何日くらい預かっていただけますか。", "船内に傘を忘れました。忘れ物のことで伺います。", "14日間保管します"),
        ("遠くに住んでいるため、送っていただくことはできますか。", "忘れ物のことで伺います。", "着払いで発送します"),
        ("欠航の場合、船賃のお金は戻りますか。", "", "運賃の全額を返金します"),
    ],
)
def test_a_point_leads_to_what_is_told_of_its_theme_in_other_words(question: str, told: str, words: str) -> None:
    found = route(question, told)
    assert found is not None and words in found.statement.shown and found.is_clear


def test_a_thing_that_no_source_names_leads_nowhere_clearly() -> None:
    assert not is_clear("毛布を貸してもらえますか。", "船内で寒いと困ります。")


def test_a_word_that_no_source_has_leads_to_what_means_the_same() -> None:
    found = route("どこかに泊まれますか。")
    assert found is not None and "宿泊費" in found.statement.shown


def test_the_theme_alone_is_no_answer() -> None:
    assert not is_clear("船内の食堂のメニューを教えてください。", "欠航のことで伺います。")


def test_half_of_a_question_is_enough_where_what_it_is_about_is_said_and_no_other_place_is_near() -> None:
    told = "友人と船に乗ります。犬も連れていきます。動物のことで伺います。"
    assert is_clear("猫を連れての乗船は、ケージならできますか。", told)
    assert not is_clear("ケージに入れた動物の散髪は、個室でもできますか。", told)


def test_a_word_of_one_kanjis_family_alone_leads_nowhere_clearly() -> None:
    index = PassageIndex.in_memory()
    index.add(read("料金.md", "# 料金\n\n見積もりは作業員がお伺いして出します。\n"))
    index.add(read("営業.md", "# 営業\n\n窓口は9時からです。\n"))
    point = Point("見えますか。", "question", theme="見えますか。")
    wanted = read_wanted(point, index)
    found = find_route(wanted, search_around(point, wanted, index))
    assert found is None or not found.is_clear


def test_what_stands_under_a_heading_of_two_things_is_of_the_one_that_it_names() -> None:
    index = PassageIndex.in_memory()
    index.add(
        read(
            "規定.md",
            "# 規定\n\n## 解約料と延期料\n\n延期は、2回目からは1回につき5,500円をいただきます。\n\n"
            "解約料は、代金の3割をいただきます。\n",
        )
    )
    point = Point("解約料はいくらですか。", "question", theme="解約料はいくらですか。")
    wanted = read_wanted(point, index)
    found = find_route(wanted, search_around(point, wanted, index))
    assert found is not None and "5,500円" in found.statement.shown and not found.is_told


def test_of_statements_of_a_section_that_say_as_much_none_is_told_to_answer() -> None:
    index = PassageIndex.in_memory()
    index.add(
        read(
            "規定.md",
            "# 解約の規定\n\n## 期限\n\n- 団体の減員は7日前までお受けします。\n\n- 宴会は3日前までに確定します。\n\n"
            "- 日程は4日前まで変更できます。\n",
        )
    )
    point = Point("解約の期限はいつですか。", "question", theme="解約の期限はいつですか。")
    wanted = read_wanted(point, index)
    found = find_route(wanted, search_around(point, wanted, index))
    assert found is not None and not found.is_told and not found.is_clear


@pytest.mark.parametrize(
    ("question", "is_case"),
    [
        ("そちらに届いていますでしょうか。", True),
        ("もう発送されていますか。", True),
        ("海外への発送はしていますか。", False),
        ("いつ届いていますか。", False),
        ("領収書は発行していますか。", False),
    ],
)
def test_the_state_of_the_writers_own_matter_is_told_by_no_rule(question: str, is_case: bool) -> None:
    assert asks_of_case(question) is is_case


WEATHER = PassageIndex.in_memory()
WEATHER.add(
    read(
        "解約.md",
        "# 解約の扱い\n\n## 天候\n\n台風や大雪により作業できないと判断したときは、解約料をいただきません。\n\n"
        "## 時期\n\n宴会場の解約料は20,000円です。\n",
    )
)


@pytest.mark.parametrize(
    ("mail", "is_answered"),
    [
        ("家族の都合でやめます。解約料はかかりますか。", False),
        ("台風が近づいています。解約料はかかりますか。", True),
        ("大雪になりそうです。解約料はかかりますか。", True),
    ],
)
def test_what_holds_in_a_case_that_the_mail_does_not_tell_of_is_no_answer(mail: str, is_answered: bool) -> None:
    told, _, asked = mail.partition("。")
    wanted = read_wanted(Point(asked, "question", theme=mail, told=told), WEATHER)
    statements = [each for hit in WEATHER.search("解約料 天候", 5) for each in list_statements(hit.passage)]
    [of_weather] = [each for each in statements if "台風" in each.shown]
    [always] = [each for each in statements if "宴会場" in each.shown]
    assert is_of_case(wanted, of_weather) is is_answered
    assert is_of_case(wanted, always)


@pytest.mark.parametrize(
    ("mail", "is_stated"),
    [("家族の都合でやめます。解約料はかかりますか。", False), ("台風が近づいています。解約料はかかりますか。", True)],
)
def test_such_a_statement_is_made_only_where_the_mail_tells_of_the_case(mail: str, is_stated: bool) -> None:
    index = PassageIndex.in_memory()
    index.add(read("解約.md", "# 解約料\n\n台風や大雪により作業できないと判断したときは、解約料はかかりません。\n"))
    told, _, asked = mail.partition("。")
    engine = ScriptedEngine(lambda request: "なし")
    result = complete(engine, answer_point(Point(asked, "question", theme=mail, told=told), index, GREEDY))
    assert (result.payload.stated is not None) is is_stated
