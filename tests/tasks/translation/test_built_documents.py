"""Translations of documents that a reader built: a paragraph an edit, formats on the right words, fixed words kept."""

from __future__ import annotations

import re

import pytest

from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.building import BuiltCell, DocumentBuilder, StyledWords
from sakura_cli.documents.structure import Origin
from sakura_cli.documents.writing.assembling import assemble
from sakura_cli.inference.requests import GenerationRequest
from sakura_cli.options.translation import TranslationOptions
from sakura_cli.tasks.framework.result import TaskResult
from sakura_cli.tasks.framework.steps import complete
from sakura_cli.tasks.translation.translate import translate
from tests.fakes.engine import ScriptedEngine, last_turn

_SHOWN = re.compile(r"\[(\w{4,})\]\n(.*)\n\[/\1\]", re.DOTALL)


def paragraph(*words: StyledWords | str) -> Document:
    builder = DocumentBuilder()
    builder.add("paragraph", [StyledWords(each) if isinstance(each, str) else each for each in words], origin=Origin())
    return builder.finish(source="a.docx", medium="word", original=b"PK")


def run(document: Document, answers: dict[str, str]) -> tuple[TaskResult, ScriptedEngine]:
    def answer(request: GenerationRequest) -> str:
        match = _SHOWN.search(last_turn(request))
        assert match
        return answers[match[2]]

    engine = ScriptedEngine(answer)
    return complete(engine, translate(document, TranslationOptions(to="en"))), engine


def formatted(document: Document, result: TaskResult) -> list[list[tuple[str, str]]]:
    """Return the edits as pairs of new words and those whose format they take."""
    assert result.edits is not None
    assert assemble(document.text, [(edit.span, edit.text) for edit in result.edits])[0] == result.text
    return [[(piece.text, piece.source.cut(document.text)) for piece in edit.pieces] for edit in result.edits]


def test_every_paragraph_item_and_cell_is_an_edit_and_labels_are_none():
    builder = DocumentBuilder()
    builder.add("heading", "第1条　目的を定める", level=1)
    builder.add("item", "倉庫を閉める", label="第二、")
    builder.add("paragraph", "一行目です\n二行目です")
    builder.add("paragraph", "区分\t本社が行う")
    builder.add_table([[BuiltCell(["品名"]), BuiltCell(["りんご", "みかん"])], [BuiltCell(["123"]), BuiltCell([])]])
    builder.add("code", "倉庫 = 3")
    document = builder.finish(source="a.docx", medium="word")
    result, _ = run(
        document,
        {
            "第1条　目的を定める": "Article 1 Purpose",
            "倉庫を閉める": "Close the warehouse",
            "一行目です": "First line",
            "二行目です": "Second line",
            "区分": "Class",
            "本社が行う": "Done by the head office",
            "品名": "Item",
            "りんご": "Apples",
            "みかん": "Oranges",
        },
    )
    assert result.text == (
        "Article 1 Purpose\n第二、Close the warehouse\nFirst line\nSecond line\nClass\tDone by the head office\n"
        "Item\tApples Oranges\n123\t\n倉庫 = 3\n"
    )
    assert [pairs for pairs in formatted(document, result) if len(pairs) != 1] == []
    assert len(result.edits or ()) == 9
    assert [segment.source for segment in result.payload.segments][:2] == ["第1条　目的を定める", "倉庫を閉める"]


@pytest.mark.parametrize(
    ("answer", "pieces"),
    [
        (
            "This is <b>important</b>; see <i>here</i>.",
            [("This is ", "これは"), ("important", "重要"), ("; see ", "で、"), ("here", "手引き"), (".", "にある。")],
        ),
        (
            "See <i>here</i> for what is <b>important</b>.",
            [("See ", "で、"), ("here", "手引き"), (" for what is ", "にある。"), ("important", "重要"), (".", "で、")],
        ),
    ],
)
def test_formats_come_out_on_the_words_that_the_model_put_between_their_tags(answer, pieces):
    document = paragraph("これは", StyledWords("重要", "bold"), "で、", StyledWords("手引き", "link:1"), "にある。")
    result, engine = run(document, {"これは<b>重要</b>で、<i>手引き</i>にある。": answer})
    assert formatted(document, result) == [pieces]
    assert len(engine.requests) == 1


def test_what_loses_its_tags_is_translated_in_pieces():
    document = paragraph("これは", StyledWords("重要", "bold"), "です。")
    result, _ = run(
        document,
        {
            "これは<b>重要</b>です。": "This is vital.",
            "これは": "This is",
            "重要": "important",
            "です。": "indeed.",
        },
    )
    assert formatted(document, result) == [[("This is ", "これは"), ("important", "重要"), (" indeed.", "です。")]]
    assert result.findings == []


@pytest.mark.parametrize(
    "answer", ["<b>Red</b> and </b>blue<b>.", "<b>Red and <b>blue</b></b>.", "<b>Red and blue</b>."]
)
def test_tags_in_one_another_or_in_pieces_are_none(answer):
    document = paragraph(StyledWords("赤い花", "bold"), "と", StyledWords("青い花", "bold"), "だ。")
    answers = {
        "<b>赤い花</b>と<b>青い花</b>だ。": answer,
        "赤い花": "Red",
        "青い花": "blue",
        "と": "and",
        "だ。": "are.",
    }
    result, _ = run(document, answers)
    assert formatted(document, result) == [[("Red", "赤い花"), (" and ", "と"), ("blue", "青い花"), (".", "だ。")]]


def test_a_sentence_in_one_format_is_shown_without_tags():
    rest = "鳥が鳴いた朝だったが、まだ寒さが残っていたので、二階の南側にある窓は閉めてあった。"
    document = paragraph(StyledWords("花が咲いた。", "bold"), rest)
    result, _ = run(document, {"花が咲いた。": "Flowers bloomed.", rest: "Birds sang, the window was shut."})
    assert formatted(document, result) == [
        [("Flowers bloomed.", "花が咲いた。"), (" ", ""), ("Birds sang, the window was shut.", rest)]
    ]


def test_the_format_of_most_words_has_no_tag_where_none_is_that_of_the_paragraph():
    document = paragraph(StyledWords("花が咲いた", "large"), StyledWords("朝", "red"))
    result, _ = run(document, {"花が咲いた<b>朝</b>": "The <b>morning</b> of flowers"})
    assert formatted(document, result) == [[("The ", "花が咲いた"), ("morning", "朝"), (" of flowers", "花が咲いた")]]


def test_fixed_words_stay_and_are_not_shown_at_the_ends():
    document = paragraph(
        StyledWords("注1", is_fixed=True), "詳しくは", StyledWords("第3章", is_fixed=True), "にある。",
        StyledWords("花", is_fixed=True),
    )  # fmt: skip
    result, _ = run(document, {"詳しくは<1>にある。": "It is in <1>."})
    assert result.text == "注1It is in 第3章.花\n"
    assert formatted(document, result) == [[("It is in ", "詳しくは"), ("第3章", "第3章"), (".", "にある。")]]


def test_short_sentences_are_shown_one_by_one_where_there_are_formats():
    document = paragraph("花が", StyledWords("咲いた", "bold"), "。鳥が鳴いた。")
    answers = {"花が<b>咲いた</b>。": "Flowers <b>bloomed</b>.", "鳥が鳴いた。": "Birds sang."}
    result, engine = run(document, answers)
    assert result.text == "Flowers bloomed. Birds sang.\n"
    assert len(engine.requests) == 2


def test_blanks_in_another_format_are_no_words():
    document = paragraph("花が", StyledWords(" ", "bold"), "咲いた。")
    result, _ = run(document, {"花が 咲いた。": "Flowers bloomed."})
    assert formatted(document, result) == [[("Flowers bloomed.", "花が 咲いた。")]]


def test_tags_that_are_typed_are_words():
    document = paragraph("要素は<b>太字</b>で、", StyledWords("必須", "bold"), "である。")
    source = "要素は<b>太字</b>で、<i>必須</i>である。"
    result, _ = run(document, {source: "The <b>bold</b> element is <i>required</i>."})
    assert formatted(document, result)[0][1] == ("required", "必須")


def test_a_document_without_words_of_the_language_has_no_edit():
    document = paragraph("2026-11-30 v1.2 花")
    result, _ = run(document, {"2026-11-30 v1.2 花": "2026-11-30 v1.2 flower"})
    assert len(result.edits or ()) == 1
    document = paragraph("花が咲いた。")
    result, _ = run(document, {"花が咲いた。": ""})
    assert result.edits == []
    [finding] = result.findings
    assert (finding.kind, finding.message) == ("empty", "1: nothing was translated; the source stands here")
