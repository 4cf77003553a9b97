"""Lists of names by classes: known ones like entities, others chosen by the model among the terms of a text."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakura_cli.documents.document import Document
from sakura_cli.inference.requests import GenerationRequest
from sakura_cli.options.extraction import ExtractionOptions
from sakura_cli.tasks.extraction.entities.choosing import find_named
from sakura_cli.tasks.extraction.entities.classes import is_class
from sakura_cli.tasks.extraction.entities.terms import find_terms
from sakura_cli.tasks.extraction.entities.words import CATEGORY_NAMES, read_categories
from sakura_cli.tasks.extraction.extract import extract
from sakura_cli.tasks.extraction.fields import Field, Shape, parse_fields, read_schema
from sakura_cli.tasks.extraction.presets import load_preset
from sakura_cli.tasks.framework.steps import complete
from tests.fakes.engine import Script, ScriptedEngine

EIGHT = {"properties": {name: {"type": "array", "items": {"type": "string"}} for name in CATEGORY_NAMES}}
TEXTS = [
    "厚生労働省は京都府宇治市で説明会を開いた。",
    "自民党の山本太郎議員が韓国を訪れ、東洋製薬株式会社の社長に会った。",
    "ジョン・スミスは漫画『海の庭』を読んだ。スミスは笑った。",
    "キンザブルの店では、モルファンドがよく売れる。キンザブルは古い。",
    "明治35年に三河製糸福島工場で第12回全日本将棋選手権が開かれた。",
    "この方法は広く使われる。",
]


def run(text: str, script: Script, shape: Shape) -> tuple[Any, list[Any], ScriptedEngine]:
    engine = ScriptedEngine(script)
    document = Document("memo.txt", text, "utf-8", "\n", False)
    result = complete(engine, extract(document, shape, ExtractionOptions(), engine.count_text_tokens))
    for span in result.payload.spans:
        assert text[span.start : span.end] == span.raw
    return result.payload.data, result.payload.spans, engine


def candidates(engine: ScriptedEngine) -> list[str]:
    """Return the terms that the first request is about."""
    classes = json.loads(engine.requests[0].json_schema or "")["properties"]
    return list(next(iter(classes.values()))["items"]["enum"])


def reply(request: GenerationRequest) -> str:
    return '{"キンザブル": "法人名", "モルファンド": "製品名"}'


@pytest.mark.parametrize("text", TEXTS)
def test_the_eight_categories_as_lists_are_what_the_preset_finds(text: str) -> None:
    listed, _, asked = run(text, reply, read_schema(EIGHT))
    found, _, asked_of_preset = run(text, reply, load_preset("entities").shape)
    pairs = [(entity["type"], entity["name"]) for entity in found["entities"]]
    assert sorted((name, value) for name, values in listed.items() for value in values) == sorted(pairs)
    assert asked.requests == asked_of_preset.requests


@pytest.mark.parametrize(
    ("names", "categories"),
    [
        (["人名", "地名"], [("person",), ("place",)]),
        (["PERSON", "ORG", "LOC"], [("person",), ("company", "political", "organisation"), ("place",)]),
        (["people", "companies", "events"], [("person",), ("company",), ("event",)]),
        (["person_names", "place names", "人名一覧"], [("person",), ("place",), ("person",)]),
        (["部品", "症状", "顧客"], [(), (), ()]),
        # A product is asked for in an order, too; beside other kinds of names it is one.
        (["商品"], [()]),
        (["人名", "地名", "商品"], [("person",), ("place",), ("product",)]),
    ],
)
def test_what_categories_the_names_of_fields_stand_for(names: list[str], categories: list[tuple[str, ...]]) -> None:
    assert list(read_categories(names).values()) == categories


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("部品[]", True),
        ("症状[]", True),
        ("登場人物[]:name", True),
        ("technologies[]", True),
        ("決定事項[]", False),
        ("変更の理由[]", False),
        ("手順[]", False),
        ("action_items[]", False),
        ("日程[]:date", False),
        ("部品", False),
        ("区分[]:新規|継続", False),
    ],
)
def test_which_fields_are_lists_of_names(spec: str, expected: bool) -> None:
    [field] = parse_fields(spec)
    assert is_class(field) is expected


def test_the_model_chooses_the_class_of_each_term_by_its_description() -> None:
    schema = read_schema(
        {
            "properties": {
                "部品": {"type": "array", "description": "機械の部品"},
                "不具合": {"type": "array"},
            }
        }
    )
    text = "主軸の軸受けが摩耗し、異音がした。軸受けを交換した。"
    data, spans, engine = run(text, ['{"不具合": ["異音"], "部品": ["軸受け"]}'], schema)
    assert data == {"部品": ["軸受け", "軸受け"], "不具合": ["異音"]}
    assert [span.path for span in spans] == ["部品[0]", "部品[1]", "不具合[0]"]
    [request] = engine.requests
    asked = json.loads(request.json_schema or "")
    assert list(asked["properties"]) == ["不具合", "部品"]
    assert asked["properties"]["部品"]["items"] == {"enum": ["主軸", "軸受け", "異音"]}
    assert "不具合、部品（機械の部品）" in request.prompt.messages[-1].text


def test_the_name_of_a_class_is_no_member_of_it() -> None:
    shape = Shape(parse_fields("部品[]"))
    data, _, engine = run("部品のうち、歯車を替えた。", ['{"部品": ["歯車"]}'], shape)
    assert data == {"部品": ["歯車"]}
    assert "部品" not in candidates(engine)


def test_known_categories_beside_a_class_of_ones_own_need_no_asking() -> None:
    schema = read_schema({"properties": {"人名": {"type": "array"}, "楽器": {"type": "array"}}})
    data, _, engine = run("山本太郎がチェロを弾いた。", ['{"楽器": ["チェロ"]}'], schema)
    assert data == {"人名": ["山本太郎"], "楽器": ["チェロ"]}
    assert candidates(engine) == ["チェロ"]


def test_lists_that_labels_settle_are_not_asked_about() -> None:
    data, _, engine = run("出席者：大谷、三宅\n議題：予算", [], Shape(parse_fields("出席者[]:name")))
    assert data == {"出席者": ["大谷", "三宅"]}
    assert engine.rounds == []


def test_names_are_chosen_among_people_where_people_are_asked_for() -> None:
    shape = Shape(parse_fields("発言者[]:name"))
    data, _, engine = run("中原は予算に反対し、関口は黙っていた。", ['{"発言者": ["中原"]}'], shape)
    assert data == {"発言者": ["中原"]}
    assert candidates(engine) == ["中原", "関口"]


def test_other_fields_are_asked_for_as_before() -> None:
    shape = Shape(parse_fields("部品[], 担当:name"))
    script = ['{"部品": ["歯車"]}', '{"担当": "中原"}']
    data, _, engine = run("歯車に欠けがあり、中原が来週交換する。", script, shape)
    assert data["部品"] == ["歯車"]
    assert list(json.loads(engine.requests[1].json_schema or "")["properties"]) == ["担当"]


@pytest.mark.parametrize(("line", "kept"), [("歯車を外した。", []), ("部品のうち歯車を外した。", ["歯車"])])
def test_a_paper_keeps_what_its_words_tell_is_meant(line: str, kept: list[str]) -> None:
    shape = Shape(parse_fields("品名, 部品[]"))
    data, _, _ = run(f"点検表\n\n品名：送風機\n作業日：6月1日\n\n{line}\n", ['{"部品": ["歯車"]}'], shape)
    assert data == {"品名": "送風機", "部品": kept}


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("油圧シリンダのパッキンから油漏れがあった。", ["油圧シリンダ", "パッキン", "油漏れ"]),
        ("トルクレンチでボルトを締めた。", ["トルクレンチ", "ボルト"]),
        ("メカニカルシールを外すのにギアプーラーを使った。", ["メカニカルシール", "ギアプーラー"]),
        ("逆流性食道炎と考え、ランソプラゾールを2週間試す。", ["逆流性食道炎", "ランソプラゾール"]),
        ("5日分の薬を3月5日に渡した。", ["薬"]),
        ("田村課長に、その後のことを確認した。", ["田村"]),
        ("メニエール病を疑う。", ["メニエール病"]),
        ("「月の庭」という店で買った。", ["月の庭", "店"]),
        ("交換した。締めた。速い。", []),
    ],
)
def test_terms_are_whole_noun_phrases(text: str, terms: list[str]) -> None:
    assert [span.cut(text) for span in find_terms(text, find_named(text))] == terms


@given(st.text("軸受け油漏れABのは「」、。\n田村課長123", max_size=40), st.text(max_size=30))
@settings(max_examples=100, deadline=None)
def test_any_text_and_any_answer_give_terms_of_the_text(text: str, answer: str) -> None:
    shape = Shape((Field("部品", is_list=True), Field("人名", is_list=True)))
    data, spans, _ = run(text, lambda request: answer, shape)
    assert len(spans) == sum(map(len, data.values()))
