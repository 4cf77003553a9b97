"""The gate between a model's version and the rule-based one: what changes the meaning or the level is refused."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakura_cli.documents.document import Document
from sakura_cli.keigo import Audience, Level
from sakura_cli.keigo.meaning import content_words, count_negations, has_bare_desu, is_question, with_equivalents
from sakura_cli.options.keigo import KeigoOptions
from sakura_cli.tasks.framework.steps import complete
from sakura_cli.tasks.keigo.gate import Wanted, find_objections
from sakura_cli.tasks.keigo.rewrite import rewrite_keigo
from tests.fakes.engine import ScriptedEngine, last_turn
from tests.keigo.fixture_lines import read_pairs

DRAFT = Wanted(
    "井上さんには9月20日までに見積書を3通送らないって言っといて。",
    "井上さんには9月20日までに見積書を3通お送りしないと伝えていただけますか。",
    Level.BUSINESS,
    Audience.EXTERNAL,
)

REFUSED = [
    ("", "empty"),
    ("井上さんには9月20日までに見積書を3通お送りすると伝えていただけますか。", "negation"),
    ("井上さんには9月21日までに見積書を3通お送りしないと伝えていただけますか。", "fact"),
    ("井上さんには9月20日までに見積書を30通お送りしないと伝えていただけますか。", "fact"),
    ("井上さんと木村さんには9月20日までに見積書を3通お送りしないと伝えていただけますか。", "name"),
    ("小林さんには9月20日までに見積書を3通お送りしないと伝えていただけますか。", "name"),
    ("井上さんには9月20日までに見積書を3通お送りしないと伝えといて。", "plain"),
    ("井上さんには9月20日までに見積書を3通お送りしないとおっしゃられていただけますか。", "keigo"),
    ("井上さんには9月20日までに見積書を3通お送りしないと伝えてください。", "question"),
    ("井上さんには9月20日までに契約書を3通お送りしないと伝えていただけますか。", "content"),
    ("井上さんには9月20日までに見積書を3通お送りしないと伝えていただけますか。" * 3, "length"),
    ("井上さんには9月20日までに見積書を3通お送りしないと\n伝えていただけますか。", "layout"),
]


@pytest.mark.parametrize(("candidate", "reason"), REFUSED)
def test_what_changes_meaning_or_level_is_refused(candidate: str, reason: str) -> None:
    assert reason in find_objections(candidate, DRAFT)


def test_the_draft_itself_and_a_rewording_of_its_keigo_may_stand() -> None:
    assert find_objections(DRAFT.draft, DRAFT) == []
    reworded = "井上さんには9月20日までに見積書を3通お送りしないと伝えていただけませんか。"
    assert find_objections(reworded, DRAFT) == []


@pytest.mark.parametrize(
    ("source", "draft", "candidate", "reason"),
    [
        ("「行く」と書いて。", "「行く」とお書きください。", "「行きます」とお書きください。", "fact"),
        ("`ls -l`を打って。", "`ls -l`を打ってください。", "`ls`を打ってください。", "fact"),
        ("雨が降ったよ。", "雨が降りました。", "雨が降ったようです。", "modality"),
        ("皆、揃った？", "皆、お揃いになりましたか。", "皆、揃ったようですか。", "modality"),
        ("結果に驚いた。", "結果に驚きました。", "結果に驚いたです。", "keigo"),
        ("資料を送る。", "資料をお送りいたします。", "資料を送ります。", "register"),
        ("雨だし、やめる。", "雨ですし、やめます。", "雨だし、やめます。", "register"),
    ],
)
def test_smaller_losses_are_refused(source: str, draft: str, candidate: str, reason: str) -> None:
    assert find_objections(draft, Wanted(source, draft, Level.BUSINESS, Audience.EXTERNAL)) == []
    assert reason in find_objections(candidate, Wanted(source, draft, Level.BUSINESS, Audience.EXTERNAL))


def test_what_a_sentence_says_does_not_depend_on_its_keigo() -> None:
    assert content_words("先生が本を読んだ") == content_words("先生が本をお読みになりました")
    for plain, honorific in (("社長が言った", "社長がおっしゃいました"), ("話を聞いた", "話を伺いました")):
        assert content_words(plain) <= with_equivalents(content_words(honorific))
        assert content_words(honorific) <= with_equivalents(content_words(plain))
    assert content_words("本を読んだ") != content_words("本を買った")
    assert not content_words("茶を飲んだ") <= with_equivalents(content_words("茶を食べた"))
    assert count_negations("教えていただけませんか") == count_negations("申し訳ございません") == 0
    assert count_negations("伺えません") == count_negations("お受けいたしかねます") == 1
    assert count_negations("行かなければなりません") == 0
    assert is_question("行きますか。") and is_question("行く？") and not is_question("行きます。")
    assert has_bare_desu("来たです") and has_bare_desu("行くですか") and not has_bare_desu("高かったです")


def options(**changes: object) -> KeigoOptions:
    return KeigoOptions(audience="superior", **changes)  # type: ignore[arg-type]


def document(text: str) -> Document:
    return Document("memo.txt", text, "utf-8", "\n", False)


# Rules leave slang in it, and so a model is asked.
DOUBTFUL = "この案は10点中2点で、ガチめに古いから直さないで。\n"
BY_RULE = "この案は10点中2点で、ガチめに古いので直さないようお願いいたします。\n"


@pytest.mark.parametrize(
    "answer",
    [
        "この案は10点中2点ですので直さないようお願いいたします。",
        "この案は10点中2点で、古いですので直してください。",
        "この案は10点中3点で、古いですので直さないようお願いいたします。",
        "この案は10点中2点で、古いですので木村さんは直さないようお願いいたします。",
        "この案は10点中2点で、古いから直さないでね。",
        "この案は10点中2点で、古いですので直さないようお願いになられます。",
        "",
    ],
)
def test_a_bad_answer_leaves_the_rule_based_version(answer: str) -> None:
    notes: list[str] = []
    engine = ScriptedEngine(lambda request: answer)
    result = complete(engine, rewrite_keigo(document(DOUBTFUL), options(), notes.append))
    assert result.text == BY_RULE
    assert [len(requests) for requests in engine.rounds] == ([1, 1] if answer else [1])
    # That a model was of no use is nothing wrong with the result; that slang is left is.
    assert [finding.kind for finding in result.findings] == ["casual-word"] and len(notes) == 1 and "1" in notes[0]


def test_a_good_answer_stands_and_its_changes_are_told() -> None:
    good = "この案は10点中2点で、古いですので直さないようお願いいたします。"
    engine = ScriptedEngine(lambda request: good)
    result = complete(engine, rewrite_keigo(document(DOUBTFUL), options()))
    assert result.text == good + "\n"
    rebuilt, position = [], 0
    for change in result.payload.changes:
        assert DOUBTFUL[change.start : change.end] == change.before
        rebuilt += [DOUBTFUL[position : change.start], change.after]
        position = change.end
    assert "".join(rebuilt) + DOUBTFUL[position:] == result.text


def test_a_second_try_names_what_was_wrong() -> None:
    good = "この案は10点中2点で、古いですので直さないようお願いいたします。"
    engine = ScriptedEngine(["この案は10点中3点で、古いですので直さないようお願いいたします。", good])
    assert complete(engine, rewrite_keigo(document(DOUBTFUL), options())).text == good + "\n"
    assert "数字" in last_turn(engine.requests[1])


def test_the_prompt_holds_the_sentence_the_draft_and_what_is_wrong() -> None:
    engine = ScriptedEngine(lambda request: "")
    complete(engine, rewrite_keigo(document(DOUBTFUL), options()))
    shown = last_turn(engine.requests[0])
    assert DOUBTFUL.strip(" \n。") in shown and BY_RULE.strip(" \n。") in shown and "「ガチ」" in shown


def test_what_the_rules_settle_makes_no_request() -> None:
    engine = ScriptedEngine([])
    text = "明日、資料を送る。\nご確認をお願いいたします。\n"
    result = complete(engine, rewrite_keigo(document(text), options()))
    assert engine.rounds == [] and result.usage.completion_tokens == 0
    complete(engine, rewrite_keigo(document(DOUBTFUL), options(rules_only=True)))
    complete(engine, rewrite_keigo(document(DOUBTFUL), options(level="plain")))
    assert engine.rounds == []


def test_a_needed_change_that_nobody_could_make_is_a_finding() -> None:
    engine = ScriptedEngine(lambda request: "")
    [finding] = complete(engine, rewrite_keigo(document("集合は駅前な。\n"), options())).findings
    assert finding.kind == "plain-form" and finding.excerpt == "集合は駅前な"


CASUAL = [casual for casual, _ in read_pairs("rewrite_business.txt")]
NUMBERS = st.lists(st.sampled_from(["3", "12", "1,200", "40", "007", "2.5"]), min_size=1, max_size=3)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CASUAL), NUMBERS, st.text("0123456789古いですます。、さん田中", max_size=20))
def test_no_answer_of_a_model_makes_a_number_go_or_come(casual: str, numbers: list[str], answer: str) -> None:
    text = f"ガチめに古い案が{'と'.join(f'{number}件' for number in numbers)}ある。{casual}\n"
    engine = ScriptedEngine(lambda request: answer + "古い案です。")
    result = complete(engine, rewrite_keigo(document(text), options())).text
    assert re.findall(r"[\d.,]*\d", result) == re.findall(r"[\d.,]*\d", text)
