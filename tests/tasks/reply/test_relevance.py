"""Relevance: what says all of a question answers it, and what is about something else does not."""

from __future__ import annotations

import pytest

from sakura_cli.tasks.answer.statements import Statement
from sakura_cli.tasks.reply.points import Point
from sakura_cli.tasks.reply.relevance import find_certain, is_about, is_named, read_wanted
from sakura_cli.tasks.reply.stating import state
from tests.tasks.reply.mails import make_index

INDEX = make_index()


def look_up(text: str) -> Statement | None:
    wanted = read_wanted(Point(text, "question"), INDEX)
    return find_certain(wanted, INDEX.search(wanted.question.text, 20))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("点検の料金はいくらですか。", "2,200円"),
        ("防犯登録の登録料はいくらですか。", "登録料は600円です。"),
        ("サドルの納期を教えてください。", "サドル"),
        ("お手数ですが、タイヤの価格をお知らせいただけますでしょうか。", "3,800円"),
        ("かごについて教えてください。", "かご"),
        ("試乗はできますか？", "試乗車は店舗でお申し込みください。"),
    ],
)
def test_a_statement_that_says_all_of_a_question_answers_it(question: str, words: str) -> None:
    found = look_up(question)
    assert found is not None and words in "".join(line.words for line in state([found]).lines)


@pytest.mark.parametrize(
    "question", ["ドローンの修理はできますか。", "電動アシストの価格はいくらですか。", "何日かかりますか。"]
)
def test_a_thing_that_no_source_names_has_no_answer_without_a_model(question: str) -> None:
    assert look_up(question) is None


def test_a_clause_that_only_leads_to_a_question_does_not_count_where_no_source_has_its_words() -> None:
    found = look_up("通勤で毎日乗っているんですけど、サドルの価格はいくらですか。")
    assert found is not None and "5,400円" in found.shown


def test_a_passage_about_something_else_is_none_of_the_answer() -> None:
    wanted = read_wanted(Point("車検の予約はどこでできますか。", "question"), INDEX)
    hits = INDEX.search("点検の料金", 20)
    assert not any(is_about(wanted, hit.passage) for hit in hits)
    assert not is_named(wanted, hits)
