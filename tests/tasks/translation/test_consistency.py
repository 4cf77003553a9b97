"""What is translated once stays so in a document: names by their sound, terms by what most sentences share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from sakura_cli.documents.document import Document
from sakura_cli.inference.requests import GenerationRequest
from sakura_cli.options.translation import TranslationOptions
from sakura_cli.spans import Span
from sakura_cli.tasks.framework.result import TaskResult
from sakura_cli.tasks.framework.steps import complete
from sakura_cli.tasks.translation.consistency import find_variations
from sakura_cli.tasks.translation.segments import Segment
from sakura_cli.tasks.translation.translate import translate
from sakura_cli.text.glossary import Term
from tests.fakes.engine import ScriptedEngine
from tests.tasks.translation.test_translate import shown

Pairs = Sequence[tuple[str, str]]


def run(pairs: Pairs, *, again: str = "", **options: Any) -> tuple[TaskResult[Any], ScriptedEngine]:
    """Translate a document of lines, each with its answer; `again` answers whatever is asked besides."""
    answers = dict(pairs)

    def answer(request: GenerationRequest) -> str:
        return answers.get(shown(request), again)

    engine = ScriptedEngine(answer)
    terms = options.pop("terms", ())
    text = "".join(f"{source}\n" for source, _ in pairs)
    document = Document("a.txt", text, "utf-8", "\n", has_bom=False)
    wanted = TranslationOptions(**{"to": "en", "source": "ja", **options})
    return complete(engine, translate(document, wanted, terms)), engine


def find(pairs: Pairs, target: Any = "en", source: Any = "ja") -> list[tuple[int, str, str]]:
    segments = [(Segment(number, Span(0, len(text)), text), done) for number, (text, done) in enumerate(pairs)]
    return [(each.place, each.rendering, each.instead_of) for each in find_variations(segments, source, target)]


@pytest.mark.parametrize(
    ("name", "first", "other"),
    [
        ("ベネット", "Bennett", "Bennet"),
        ("キャサリン", "Catherine", "Katherine"),
        ("ロドリゲス", "Rodriguez", "Rodríguez"),
        ("シュナイダー", "Schneider", "Shneider"),
        ("フィリップス", "Phillips", "Philips"),
        ("マッケンジー", "McKenzie", "Mackenzie"),
    ],
)
def test_a_name_is_spelled_as_it_was_first(name: str, first: str, other: str) -> None:
    pairs = [
        (f"{name}さんが会議に出席した。", f"{first} attended the meeting."),
        ("資料は後で送る。", "The documents will be sent later."),
        (f"次回は{name}さんが説明する。", f"Next time {other} will explain."),
    ]
    result, engine = run(pairs)
    assert result.text.splitlines()[2] == f"Next time {first} will explain." and not result.findings
    assert len(engine.requests) == 3


@pytest.mark.parametrize(
    ("name", "first", "other"),
    [("Bennett", "ベネット", "ベンネット"), ("Microsoft", "マイクロソフト", "マイクロソフツ")],
)
def test_a_name_in_katakana_is_spelled_as_it_was_first(name: str, first: str, other: str) -> None:
    pairs = [
        (f"On Monday {name} presented the plan.", f"{first}は月曜日に計画を示した。"),
        (f"The board thanked {name} for it.", f"取締役会は{other}に感謝した。"),
    ]
    result, _ = run(pairs, to="ja", source="en")
    assert first in result.text.splitlines()[1] and other not in result.text


def test_a_term_that_most_sentences_share_is_asked_for_where_another_stands() -> None:
    pairs = [
        ("品質保証部が書類を受け取る。", "Quality assurance receives the papers."),
        ("結果は品質保証部に報告する。", "Report the results to quality assurance."),
        ("倉庫は毎朝早く開く。", "The warehouse opens early every morning."),
        ("費用は品質保証部が負担する。", "The costs are borne by quality assurance."),
        ("最後に品質保証部が承認する。", "Finally the inspection team approves it."),
    ]
    result, engine = run(pairs, again="Finally, quality assurance approves it.")
    assert shown(engine.requests[-1]) == "最後にquality assuranceが承認する。"
    assert result.text.splitlines()[-1] == "Finally, quality assurance approves it." and not result.findings


def test_an_answer_without_the_term_or_with_new_flaws_is_not_taken() -> None:
    pairs = [
        ("山田部長は本社に戻った。", "Manager Yamada returned to headquarters."),
        ("資料は山田部長が作る。", "The materials are made by Yamada."),
        ("3件の案を山田部長が選ぶ。", "Yamata chooses among the 3 plans."),
    ]
    for again in ("He chooses among the 3 plans.", "Yamada chooses among the 5 plans."):
        result, engine = run(pairs, again=again)
        assert len(engine.requests) == 4 and shown(engine.requests[-1]) == "3件の案をYamada部長が選ぶ。"
        assert result.text.splitlines()[-1] == "Yamata chooses among the 3 plans."


def test_a_term_of_the_glossary_is_left_to_it() -> None:
    pairs = [
        ("ベネットは来た。", "Bennett came."),
        ("私はベネットに会った。", "I met Bennet."),
    ]
    assert find(pairs)
    result, _ = run(pairs, terms=[Term("ベネット", "Bennet")], again="Bennet came.")
    assert "Bennett" not in result.text


@pytest.mark.parametrize(
    "pairs",
    [
        # Forms of one word, and two people of nearly one name.
        [("ドイツの経済は強い。", "The economy of Germany is strong."), ("ドイツの銀行だ。", "It is a German bank.")],
        [("ベネットは来た。", "Bennett came."), ("ベネットとバーネットだ。", "Bennett and Barnett.")],
        # What is rendered alike, in the plural, too.
        [("プロジェクトを始める。", "Start the Project."), ("プロジェクトは多い。", "There are many Projects.")],
        # What only happens to be shared.
        [
            ("品質保証部は昨日集まった。", "The panel met on Sunday."),
            ("品質保証部は昨日話した。", "The team spoke on Sunday."),
            ("品質保証部は昨日帰った。", "The unit left on Sunday."),
            ("品質保証部は来た。", "The department came."),
        ],
        # A name that a translation may well leave out.
        [("トヨタは発表した。", "Toyota announced it."), ("トヨタの株だ。", "The shares rose.")],
    ],
)
def test_what_is_no_second_rendering_is_left_alone(pairs: Pairs) -> None:
    assert find(pairs) == []


def test_a_word_that_is_left_is_translated_alone_and_put_in() -> None:
    answers = [
        "Microsoft との stalled negotiations が再開した。",
        "<1>との stalled 交渉が再開した。",
        "停滞していた交渉。",
    ]
    engine = ScriptedEngine(answers)
    text = "The stalled negotiations with Microsoft resumed.\n"
    document = Document("a.txt", text, "utf-8", "\n", has_bom=False)
    result = complete(engine, translate(document, TranslationOptions("ja")))
    assert [shown(each) for each in engine.requests[1:]] == [
        "The stalled negotiations with <1> resumed.",
        "stalled negotiations",
    ]
    assert engine.requests[2].language == "ja-Jpan"
    assert result.text == "Microsoft との停滞していた交渉が再開した。\n" and not result.findings


@pytest.mark.parametrize("second", ["停滞していた交渉が再開した。", "マイクロソフトとの停滞していた交渉が再開した。"])
def test_a_name_in_latin_letters_is_not_given_for_a_word_that_was_left(second: str) -> None:
    answers = ["Microsoftとの stalled 交渉が再開した。", second, "停滞していた"]
    engine = ScriptedEngine(answers)
    document = Document("a.txt", "The stalled negotiations with Microsoft resumed.\n", "utf-8", "\n", has_bom=False)
    result = complete(engine, translate(document, TranslationOptions("ja")))
    assert result.text == "Microsoftとの停滞していた交渉が再開した。\n"


def test_japanese_that_is_left_in_english_is_translated_alone() -> None:
    pairs = [("担当者は稟議書を回す。", "The person in charge circulates the 稟議書.")]
    result, engine = run(pairs, again="")
    assert len(engine.rounds) == 3 and [finding.kind for finding in result.findings] == [
        "untranslated",
        "foreign-script",
    ]
    answers = iter(["The clerk circulates the 稟議書.", "The clerk circulates 稟議書.", "approval request."])
    engine = ScriptedEngine(lambda request: next(answers))
    document = Document("a.txt", "担当者は稟議書を回す。\n", "utf-8", "\n", has_bom=False)
    result = complete(engine, translate(document, TranslationOptions("en")))
    assert result.text == "The clerk circulates the approval request.\n" and not result.findings
