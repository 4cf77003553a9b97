"""Points: questions and wishes, not set phrases; complaints; what a question is about."""

from __future__ import annotations

import pytest

from sakura_cli.tasks.reply.points import find_points, name_topic
from sakura_cli.tasks.reply.reading.complaints import is_complaint
from sakura_cli.tasks.reply.reading.inquiry import read_inquiry
from tests.tasks.reply.mails import make_mail


def find(body: str) -> list[str]:
    return [point.text for point in find_points(read_inquiry(make_mail(body)))]


@pytest.mark.parametrize(
    "sentence",
    [
        "点検の料金はいくらですか。",
        "修理って何日かかるかな",
        "試乗できる？",
        "登録料を教えてください。",
        "点検の料金についてご教示いただけますと幸いです。",
        "返品してほしいです。",
        "サドルを交換してください。",
        "代金を返せ。",
        "手数料はかかりますか。",
        "カタログの送付をお願いいたします。",
        "営業時間を知りたいです。",
        "改善を求めます。",
        "カタログ希望です。",
        "代金は返してもらえますよね。",
        "定期点検のことで伺います。",
    ],
)
def test_questions_and_wishes_are_points(sentence: str) -> None:
    assert find(f"{sentence}\nよろしくお願いします。") == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "お世話になっております。",
        "ご教示のほどよろしくお願いいたします。",
        "お忙しいところ恐れ入りますが、ご回答をお待ちしております。",
        "次の2点を教えてください。",
        "一体どうなっているんですか。",
        "お体を大切になさってください。",
        "先日は丁寧にご対応いただき、ありがとうございました。",
        "至急ご連絡ください。",
        "日本語が変だったらごめんなさい。",
        "皆様もお体を大切になさってください。",
        "寒さの厳しい折、どうぞご無理をなさらないでください。",
        "下記についてご教示いただけますと幸いです。",
    ],
)
def test_set_phrases_and_rhetoric_are_none(sentence: str) -> None:
    assert find(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "cut"),
    [
        ("料金はおいくらで、いつまでに申し込めばよろしいでしょうか。", "いつまでに"),
        ("費用はいくらかかり、何日で届きますか。", "何日で"),
        ("どこで受け取れて、何時まで開いていますか。", "何時まで"),
        ("保証は何年で、延長はいくらですか。", "延長は"),
        ("点検には何が必要で、どう申し込めばいいですか。", "どう"),
        ("どこで、何時から借りられますか。", ""),
        ("いつ、どこで受け取れますか。", ""),
        ("古い自転車で、タイヤはいくらですか。", ""),
        ("試乗してから、買うかどうか決められますか。", ""),
    ],
)
def test_two_questions_of_one_sentence_are_two(sentence: str, cut: str) -> None:
    place = sentence.index(cut) if cut else 0
    assert find(sentence) == [piece for piece in (sentence[:place], sentence[place:]) if piece]


def test_the_second_question_is_about_what_the_first_is_about() -> None:
    [_first, second] = find_points(
        read_inquiry(make_mail("ガイドの料金はおいくらで、いつまでに申し込めばいいですか。"))
    )
    assert second.asked == "ガイドの料金はおいくらで、いつまでに申し込めばいいですか。"


def test_what_refers_to_something_is_asked_with_it() -> None:
    body = "先月サドルを替えました。\n\nその費用を教えてください。\n\nそれと、試乗はできますか。"
    assert [point.asked for point in find_points(read_inquiry(make_mail(body)))] == [
        "先月サドルを替えました。その費用を教えてください。",
        "それと、試乗はできますか。",
    ]


def test_an_item_of_two_sentences_is_asked_as_a_whole() -> None:
    body = "次の2点を教えてください。\n1. そばアレルギーがあります。いつまでに連絡しますか。\n2. 手数料はいくらですか。"
    assert find_points(read_inquiry(make_mail(body)))[0].asked.startswith("そばアレルギーがあります。")


def test_what_introduces_questions_is_none_beside_them() -> None:
    assert find("サドルのことで伺います。\n交換はいくらですか。") == ["交換はいくらですか。"]
    assert find("先日の修理の件でお尋ねします。\n保証は付きますか。") == ["保証は付きますか。"]


def test_named_items_are_points_where_they_are_announced() -> None:
    assert find("下記につきご教示ください。\n・点検の料金\n・試乗はできますか。\n") == [
        "点検の料金",
        "試乗はできますか。",
    ]
    assert find("次の2点を教えてください。\n(1) 点検の料金\n(2) 試乗の可否\n") == ["点検の料金", "試乗の可否"]
    assert find("届いた物です。\n・ヘルメット\n・かご\n") == []


def test_of_two_languages_the_japanese_is_taken() -> None:
    assert find("試乗はできますか。\n\nCan I try the bicycle?\n") == ["試乗はできますか。"]
    assert find("Hello,\n\nCan I try the bicycle?\n") == ["Can I try the bicycle?"]


def test_a_question_that_says_little_is_asked_with_what_comes_before() -> None:
    [first, second] = find_points(read_inquiry(make_mail("防犯登録をお願いできますか。\n手数料はかかりますか。\n")))
    assert (first.context, second.asked) == ("", "防犯登録、手数料はかかりますか。")


def test_a_question_without_a_thing_of_its_own_is_asked_with_what_the_one_before_names_besides() -> None:
    points = find_points(read_inquiry(make_mail("サドルほしいんだけど、九州まで送料っていくら？\n何日で届くかな？\n")))
    assert points[1].asked == "九州、何日で届くかな？"


@pytest.mark.parametrize(
    ("sentence", "complains"),
    [
        ("昨日届いたライトが点きません。壊れています。", True),
        ("対応がひどすぎます。", True),
        ("先月からずっと返事を待っています。", True),
        ("注文した品と違う商品が届きました。", True),
        ("もし壊れたら修理してもらえますか。", False),
        ("破損した場合の補償はありますか。", False),
        ("とても乗りやすいです。", False),
        ("社長の到着が遅れるという不手際がございました。", False),
        ("新しい部屋の鍵をもらえるのが遅れて、荷物の置き場がありません。", False),
        ("電車が遅れて、着くのが8時ごろになりそうです。", False),
        ("お返事が遅くなり申し訳ありません。", False),
        ("私の帰国が遅れることになりました。", False),
        ("発送が遅れています。", True),
        ("御社の対応が遅いです。", True),
        ("修理が2週間も遅れました。", True),
        ("店員にお金を求められましたが、あとで考えたらおかしい。", True),
        ("あのような態度は許しません。", True),
        ("あまりに非常識です。", True),
        ("すみません、届いたタイヤが破れていました。", True),
    ],
)
def test_complaints_are_told_from_what_is_only_supposed(sentence: str, *, complains: bool) -> None:
    assert is_complaint(read_inquiry(make_mail(sentence))) is complains


@pytest.mark.parametrize(
    ("sentence", "topic"),
    [
        ("点検の料金はいくらですか。", "点検の料金"),
        ("サドルほしいんだけど、送料っていくら？", "送料"),
        ("子供用の自転車の試乗を予約したいのですが、できますか。", "子供用の自転車の試乗"),
        ("海外への発送をしていますか。", "海外への発送"),
        ("何日くらいかかりますか。", ""),
        ("私の個人情報を消してください。", "個人情報"),
        ("点検の料金と納期", "点検の料金と納期"),
        ("送料は？", "送料"),
        ("御社の製品の保証を教えてください。", "製品の保証"),
        ("御社に注文するとき、お知らせください。", ""),
        ("返品は可能？", "返品"),
    ],
)
def test_what_a_question_is_about_is_named_in_its_own_words(sentence: str, topic: str) -> None:
    assert name_topic(sentence) == topic
