"""How sentences ask: however they end, as told to be unknown, or of what was said before; visits ask nothing."""

from __future__ import annotations

import pytest

from sakura_cli.tasks.reply.points import asks_of_case, find_points
from sakura_cli.tasks.reply.reading.inquiry import read_inquiry
from tests.tasks.reply.mails import make_mail


def find(body: str) -> list[str]:
    return [point.text for point in find_points(read_inquiry(make_mail(body)))]


@pytest.mark.parametrize(
    "sentence",
    [
        "来週の土曜に3名で伺う予定です。",
        "先日お店に伺った者です。",
        "明日の午後に伺うつもりでおります。",
        "見学に伺う日が決まりましたらご連絡します。",
        "電車で伺うことにしました。",
        "母と二人で伺おうと思っています。",
        "そちらへ伺う前に銀行に寄ります。",
        "夕方には伺えそうです。",
        "昨年の夏にも伺いました。",
        "土曜日の3時に伺います。",
    ],
)
def test_a_visit_asks_nothing(sentence: str) -> None:
    assert find(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "まとめて質問させてください。",
        "下記2点をご教示いただけますでしょうか。",
        "次の3点について教えてください。",
        "いくつか質問させてください。",
        "以下の二点を確認させてください。",
        "いろいろまとめてお聞きしたいことがあります。",
        "ご多用のところ恐れ入りますが、よろしくお願い申し上げます。",
    ],
)
def test_what_announces_questions_is_none(sentence: str) -> None:
    assert find(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "仲居の皆さまにもよろしくお伝えください。",
        "請求書を同封しましたのでご査収ください。",
        "修理の件は解決しましたのでご放念ください。",
        "返品のことはお気になさらないでください。",
        "店長様にもよろしくお伝えいただければ幸いです。",
    ],
)
def test_a_wish_of_courtesy_is_no_point(sentence: str) -> None:
    assert find(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("払うにしても期限はいつまでなのか、請求書のどこにも書いてありません。", "払うにしても期限はいつまでなのか"),
        ("どこに電話すればいいのか、案内に載っていませんでした。", "どこに電話すればいいのか"),
        ("いくらかかるのか不安です。", "いくらかかるのか"),
        ("どの書類を送ればいいのか迷っています。", "どの書類を送ればいいのか"),
        ("いつ届くのかわからず困っています。", "いつ届くのか"),
        ("点検の料金がいくらなのか、パンフレットでは不明でした。", "点検の料金がいくらなのか"),
        ("修理に何日かかるのか気になっています。", "修理に何日かかるのか"),
        ("誰に頼めばいいのか見当がつきません。", "誰に頼めばいいのか"),
        ("タイヤをどう外すのか分かりません。", "タイヤをどう外すのか"),
        ("保証が何年なのかは記載がありませんでした。", "保証が何年なのか"),
    ],
)
def test_what_is_told_not_to_be_known_is_asked(sentence: str, asked: str) -> None:
    assert find(sentence) == [asked]


@pytest.mark.parametrize(
    "sentence", ["店が開いているか分かりません。", "行けるかどうか分かりません。", "タイヤの件、分かりました。"]
)
def test_what_is_not_known_without_an_interrogative_is_the_writers_own(sentence: str) -> None:
    assert find(sentence) == []


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("領収書を会社宛てにしていただきたいのです。", "可能でしょうか。"),
        ("家具のほかに、タイヤとギターがあります。", "これらも大丈夫ですか。"),
        ("支払いはカードにしたいです。", "可能ですか。"),
        ("駐輪場に一晩止めたいです。", "有料ですか。"),
        ("点検を頼みたいです。", "無料でしょうか。"),
        ("当日は子どもも連れていきます。", "かまいませんか。"),
    ],
)
def test_a_question_that_names_nothing_is_asked_with_what_was_said(before: str, question: str) -> None:
    [point] = find_points(read_inquiry(make_mail(before + question)))
    assert (point.text, point.context) == (question, before)


@pytest.mark.parametrize("sentence", ["お元気ですか。", "皆様ご無事ですか。", "いつまで有効か、ご教示ください。"])
def test_what_is_asked_out_of_courtesy_is_none(sentence: str) -> None:
    assert find(sentence) == ([sentence] if "有効" in sentence else [])


@pytest.mark.parametrize(
    "sentence",
    [
        "タイヤの交換はいくらですか（自転車は1台です）。",
        "弁償してもらえるんでしょうか、、",
        "試乗はできますか(土曜希望)",
        "修理は何日かかりますか・・・",
        "予約は必要でしょうか、",
        "返品はできますか……",
        "登録料はおいくらでしょうか ^^",
        "点検は有料ですか、、、",
        "かごだけ買えますか【急ぎ】",
        "（急ぎです）修理はいつできますか",
    ],
)
def test_what_stands_behind_a_question_takes_nothing_of_it(sentence: str) -> None:
    assert find(sentence) == [sentence]


@pytest.mark.parametrize(
    ("question", "is_supposed"),
    [
        ("積み下ろしのときに落としたのではないでしょうか。", True),
        ("見えないように置いたんじゃないですか？", True),
        ("店員の方が間違えたのではありませんか。", True),
        ("ぶつけたんじゃありませんか。", True),
        ("送り先を取り違えたのではないですか。", True),
        ("いつ届いたんですか。", False),
        ("予約が要るのではないですか。", False),
        ("修理はできないのですか。", False),
    ],
)
def test_what_a_writer_supposes_was_done_is_told_by_no_rule(question: str, is_supposed: bool) -> None:
    assert asks_of_case(question) is is_supposed
