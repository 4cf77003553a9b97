"""Rule-based rewriting by level and audience, on sentences written for it."""

from __future__ import annotations

import pytest

from sakura_cli.keigo import HonorificClass, check, rewrite
from tests.keigo.fixture_lines import read_pairs


@pytest.mark.parametrize(("casual", "expected"), read_pairs("rewrite_business.txt"))
def test_business_to_outsiders(casual: str, expected: str) -> None:
    assert rewrite(casual, level="business", audience="external").text == expected


@pytest.mark.parametrize(("casual", "_expected"), read_pairs("rewrite_business.txt"))
def test_rewriting_twice_changes_nothing_more(casual: str, _expected: str) -> None:
    for level in ("polite", "business", "formal"):
        once = rewrite(casual, level=level).text
        assert rewrite(once, level=level).text == once


@pytest.mark.parametrize(("casual", "_expected"), read_pairs("rewrite_business.txt"))
def test_what_is_written_passes_the_checker(casual: str, _expected: str) -> None:
    for level in ("polite", "business", "formal"):
        text = rewrite(casual, level=level).text
        assert [problem for problem in check(text) if problem.severity == "error"] == []


POLITE = [
    ("明日は会社に行くよ。", "明日は会社に行きます。"),
    ("資料を読んだ。", "資料を読みました。"),
    ("静かじゃない。", "静かではありません。"),
    ("高くなかった。", "高くありませんでした。"),
    ("これは本だ。", "これは本です。"),
    ("雨が降るかもしれない。", "雨が降るかもしれません。"),
    ("もう終わったらしい。", "もう終わったらしいです。"),
    ("間に合うはずだ。", "間に合うはずです。"),
    ("彼は学生みたいだ。", "彼は学生みたいです。"),
    ("きっと来るだろう。", "きっと来るでしょう。"),
    ("出かけよう。", "出かけましょう。"),
    ("早く起きろ。", "早く起きてください。"),
    ("窓を開けてくれる？", "窓を開けていただけますか？"),
    ("ここで走るな。", "ここで走らないでください。"),
    ("今日中に出さなきゃ。", "今日中に出さなければなりません。"),
    ("食べ過ぎちゃった。", "食べ過ぎてしまいました。"),
    ("知らないんだけど。", "知らないんですが。"),
    ("先生が来た。", "先生がいらっしゃいました。"),
    ("楽しかったね。", "楽しかったですね。"),
    ("彼は会社員である。", "彼は会社員です。"),
]


@pytest.mark.parametrize(("casual", "expected"), POLITE)
def test_polite(casual: str, expected: str) -> None:
    assert rewrite(casual, level="polite").text == expected


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        ("external", "社長の高橋は外出しております。"),
        ("superior", "社長の高橋は外出しています。"),
    ],
)
def test_own_people_are_lowered_to_outsiders_only(audience: str, expected: str) -> None:
    assert rewrite("社長の高橋は外出している。", level="business", audience=audience).text == expected


def test_a_plain_president_is_raised_inside() -> None:
    assert rewrite("社長は明日行く？", audience="superior").text == "社長は明日いらっしゃいますか。"


PROTECTED = [
    "「了解だ」",
    "`git push` ",
    "https://example.com/a?b=1",
    "info@example.com",
]


@pytest.mark.parametrize("kept", PROTECTED)
def test_quotations_code_and_addresses_stay(kept: str) -> None:
    text = rewrite(f"{kept}を見て。").text
    assert kept in text
    assert text.endswith("ご覧ください。")


def test_a_quotation_as_predicate_keeps_its_words() -> None:
    assert rewrite("答えは「行く」だ。").text == "答えは「行く」です。"
    assert rewrite("連絡先はinfo@example.comだ。").text == "連絡先はinfo@example.comです。"
    assert rewrite("サイトは https://example.com/だ。").text == "サイトは https://example.com/です。"


def test_quoted_mail_code_blocks_and_headings_stay() -> None:
    kept = "# 行く\n\n> もう読んだ？\n> 見てね。\n\n```\n食べる\n```\n"
    assert rewrite(kept).text == kept


def test_layout_and_signature_stay() -> None:
    mail = "山田様\r\n\r\n資料を送る。\r\n\r\n・場所：本社\r\n--\r\n田中太郎\r\n"
    assert rewrite(mail).text == "山田様\r\n\r\n資料をお送りいたします。\r\n\r\n・場所：本社\r\n--\r\n田中太郎\r\n"


def test_changes_locate_what_they_replace() -> None:
    text = "今日、資料を送る。"
    result = rewrite(text)
    assert result.text == "本日、資料をお送りいたします。"
    for change in result.changes:
        assert text[change.start : change.end] == change.before
    assert {change.honorific_class for change in result.changes} == {
        HonorificClass.FORMAL_WORD,
        HonorificClass.HUMBLE,
    }


def test_attributive_clauses_stay_plain() -> None:
    assert rewrite("昨日買った本を読む人が多い。", level="polite").text == "昨日買った本を読む人が多いです。"


PLAIN = [
    ("明日、伺います。", "明日、伺う。"),
    ("資料をお送りいたします。", "資料を送る。"),
    ("お読みになりましたか。", "読んだか。"),
    ("少々お待ちください。", "少し待ってほしい。"),
    ("申し訳ございません。", "申し訳ない。"),
    ("確認しております。", "確認している。"),
    ("静かではありませんでした。", "静かではなかった。"),
    ("雨が降るでしょう。", "雨が降るだろう。"),
    ("先生がおっしゃいました。", "先生が言った。"),
    ("これは何ですか。", "これは何か。"),
    ("行きませんでした。", "行かなかった。"),
    ("走らないでください。", "走らないでほしい。"),
    ("教えていただけませんか。", "教えてもらえないか。"),
    ("開催に当たりましては、準備が要る。", "開催に当たっては、準備が要る。"),
    ("その本を読みましては困る。", "その本を読んでは困る。"),
    ("協議を重ねてまいりました。", "協議を重ねてきた。"),
    ("協議を重ねてまいります。", "協議を重ねていく。"),
    ("存じません。", "知らない。"),
    ("お答えいたしかねます。", "答えられない。"),
    ("お借りしてもよろしいでしょうか。", "借りてもいいだろうか。"),
    ("お目にかかれて嬉しく存じます。", "お目にかかれて嬉しく思う。"),
    ("お召し上がりになりますか。", "食べるか。"),
    ("明日は伺えません。", "明日は行けない。"),
    ("お話を伺えません。", "お話を聞けない。"),
    ("弊社の者が参ります。", "弊社の者が行く。"),
    ("電車が参ります。", "電車が来る。"),
    ("ご存じでしょうか。", "知っているだろうか。"),
    ("ご覧になりました。", "見た。"),
    ("ご覧にならないでください。", "見ないでほしい。"),
    ("お使いになれません。", "使えない。"),
    ("ご参加になれます。", "参加できる。"),
    ("社長はおいでになりますか。", "社長は来るか。"),
    ("さようでございます。", "そうだ。"),
    ("お受け取りいただけません。", "受け取ってもらえない。"),
]


@pytest.mark.parametrize(("polite", "expected"), PLAIN)
def test_back_to_plain(polite: str, expected: str) -> None:
    assert rewrite(polite, level="plain").text == expected


def test_acts_told_of_somebody_else_are_not_lowered() -> None:
    told = rewrite("彼女は市役所へ行った。窓口に書類を届けた。番号も伝えた。").text
    assert told == "彼女は市役所へ行きました。窓口に書類を届けました。番号も伝えました。"
    # One's own acts are, also after a blank line and where a promise is made.
    assert rewrite("私は市役所へ行った。書類を届けた。").text.endswith("書類をお届けいたしました。")
    assert rewrite("彼女は欠席した。\n\n昨日、資料を送った。").text.endswith("資料をお送りいたしました。")
    assert rewrite("彼女は欠席した。資料を送るね。").text.endswith("資料をお送りいたします。")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("彼はジョン・スミスと会った。", "彼はジョン・スミスと会いました。"),
        ("カーネギー・メロン大学で学んだ。", "カーネギー・メロン大学で学びました。"),
        ("静か・快適な部屋だ。", "静か・快適な部屋です。"),
        ("入力／出力を切り替える。", "入力／出力を切り替えます。"),
        ("資料を確認する・送付する。", "資料を確認します・送付します。"),
    ],
)
def test_a_middle_dot_after_a_noun_ends_no_sentence(text: str, expected: str) -> None:
    assert rewrite(text, level="polite").text == expected


@pytest.mark.parametrize("number", ["1. ", "２．", "10.", "1.2.3. ", "a. ", "ア．", "Ａ．", "二．", "(1) ", "3) "])
def test_the_number_of_an_item_stays(number: str) -> None:
    assert rewrite(f"{number}資料を送る。", level="polite").text == f"{number}資料を送ります。"


@pytest.mark.parametrize("line", ["Now print PELICAN.", "This is a pen.", "See you tomorrow!", "END OF DOCUMENT"])
def test_sentences_of_other_languages_stay(line: str) -> None:
    text = f"単価は42円だ。\n{line}\n明日決める。\n"
    assert f"\n{line}\n" in rewrite(text).text


def test_a_fence_that_is_never_closed_fences_nothing() -> None:
    """What follows a stray fence is prose; between two fences stands code."""
    assert rewrite("```\n資料を送る。\n```\n確認した。\n").text == "```\n資料を送る。\n```\n確認いたしました。\n"
    between = "```\n確認する\n```\n資料を送る。\n```\n確認する\n```\n"
    assert rewrite(between).text == between.replace("資料を送る。", "資料をお送りいたします。")
    assert rewrite("資料を送る。\n```\n確認した。\n").text == "資料をお送りいたします。\n```\n確認いたしました。\n"
