"""Words in the place of others."""

from __future__ import annotations

import pytest

from sakura_cli.search.synonyms import find_alternatives, is_said
from sakura_cli.search.tokens import list_asked_words, list_words


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("残業代はいくら", "時間外勤務手当は、算定基礎額の125％を支給する"),
        ("ボーナスはいつ出ますか", "賞与は7月に支給する"),
        ("チャリ通の手当", "自転車で通勤する社員には、手当を支給する"),
        ("いつから休めますか", "休暇は申請した日から取得できる"),
        ("ノートパソコンの持ち出し", "PCの持ち出しは禁止する"),
        ("柴犬も泊まれますか", "ペットの同伴はお断りしております"),
        ("赤ちゃん用の食事はありますか", "離乳食の用意はございません"),
        ("枯れたら弁償してもらえますか", "鉢植えの補償はいたしません"),
        ("一人暮らし向けのコースはどれですか", "単身プランは次のとおりです"),
        ("PayPayは使えますか", "コード決済は使えません"),
        ("倉庫にエアコンはありますか", "空調はありません"),
        ("作業は女の人だけにできますか", "女性のスタッフが伺います"),
        ("おしめの子も入れますか", "おむつの取れていない方はご遠慮ください"),
        ("チップは要りますか", "心付けはお断りしています"),
        ("空いた箱は取りに来てもらえますか", "引き取りは1回1,650円です"),
    ],
)
def test_a_question_is_said_in_the_documents_words(question: str, document: str) -> None:
    words = list_asked_words(question)
    alternatives = find_alternatives(words)
    assert any(is_said(word, list_words(document), alternatives) for word in words if word in alternatives)


def test_a_word_is_said_as_part_of_a_compound_and_a_number_is_not() -> None:
    assert is_said("休暇", ["特別休暇"], {})
    assert not is_said("40", ["240000"], {})
    assert not is_said("日", ["休日"], {})
