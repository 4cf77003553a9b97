"""Named entities: found by rule, the doubtful ones chosen by the model, nothing invented."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakura_cli.documents.document import Document
from sakura_cli.inference.requests import GenerationRequest
from sakura_cli.options.extraction import ExtractionOptions
from sakura_cli.tasks.extraction.entities.choosing import find_entity_shape
from sakura_cli.tasks.extraction.extract import extract
from sakura_cli.tasks.extraction.fields import Shape, parse_fields, read_schema
from sakura_cli.tasks.extraction.presets import load_preset
from sakura_cli.tasks.framework.steps import complete
from tests.fakes.engine import Script, ScriptedEngine

ENTITIES = load_preset("entities").shape
CLEAR = [
    ("厚生労働省は京都府宇治市で説明会を開いた。", [("厚生労働省", "政治的組織名"), ("京都府宇治市", "地名")]),
    ("自民党の山本太郎議員が韓国を訪れた。", [("自民党", "政治的組織名"), ("山本太郎", "人名"), ("韓国", "地名")]),
    ("彼女は東洋製薬株式会社に入った。", [("東洋製薬株式会社", "法人名")]),
    ("株式会社ミドリヤは倒産した。", [("株式会社ミドリヤ", "法人名")]),
    ("合資会社緑山は倒産した。", [("合資会社緑山", "法人名")]),
    ("大森秘書は田中太郎様に、田中被告のことを話した。", [("大森", "人名"), ("田中太郎", "人名"), ("田中", "人名")]),
    ("第12回全日本将棋選手権が開かれた。", [("第12回全日本将棋選手権", "イベント名")]),
    ("漫画『海の庭』を描いた。", [("海の庭", "製品名")]),
    ("映画「夜の橋」に出た。", [("夜の橋", "製品名")]),
    ("ジョン・スミスは笑った。", [("ジョン・スミス", "人名")]),
    ("FCミラトスへ移籍した。", [("FCミラトス", "その他の組織名")]),
    ("島津忠恒とラムセス2世を比べた。", [("島津忠恒", "人名"), ("ラムセス2世", "人名")]),
    ("「月下堂」を名乗り、東京都渋谷区恵比寿に住んだ。", [("月下堂", "人名"), ("東京都渋谷区恵比寿", "地名")]),
    ("明治35年に三河製糸福島工場で働いた。", [("三河製糸福島工場", "施設名")]),
    ("この方法は広く使われる。", []),
    ("同省と与党は、持株会社の設立を世界大会で伝えた。", []),
]
DOUBTFUL = "キンザブルの店では、モルファンドがよく売れる。キンザブルは古い。"


def run(text: str, script: Script, shape: Shape = ENTITIES) -> tuple[Any, list[dict[str, Any]], ScriptedEngine]:
    engine = ScriptedEngine(script)
    document = Document("memo.txt", text, "utf-8", "\n", False)
    result = complete(engine, extract(document, shape, ExtractionOptions(), engine.count_text_tokens))
    for span in result.payload.spans:
        assert text[span.start : span.end] == span.raw
    return result.payload.data, result.payload.spans, engine


@pytest.mark.parametrize(("text", "expected"), CLEAR)
def test_rules_find_what_is_clear_without_a_model(text: str, expected: list[tuple[str, str]]) -> None:
    data, _, engine = run(text, [])
    assert [(entity["name"], entity["type"]) for entity in data["entities"]] == expected
    assert engine.rounds == []


def test_the_model_chooses_what_the_doubtful_are() -> None:
    data, spans, engine = run(DOUBTFUL, ['{"キンザブル": "法人名", "モルファンド": null}'])
    assert data["entities"] == [{"name": "キンザブル", "type": "法人名"}] * 2
    assert [span.start for span in spans if span.path.endswith("name")] == [0, DOUBTFUL.rindex("キンザブル")]
    schema = json.loads(engine.requests[0].json_schema or "")
    assert list(schema["properties"]) == ["キンザブル", "モルファンド"]


def test_a_part_of_a_full_name_is_that_person() -> None:
    data, _, engine = run("ジョン・ハミルストンは来た。ハミルストンは帰った。", [])
    assert [entity["name"] for entity in data["entities"]] == ["ジョン・ハミルストン", "ハミルストン"]
    assert engine.rounds == []


def test_the_categories_of_a_schema_are_used() -> None:
    item = {"properties": {"text": {"type": "string"}, "label": {"enum": ["PERSON", "ORG", "LOC"]}}}
    schema = read_schema({"properties": {"found": {"type": "array", "items": item}}})
    data, _, _ = run("山本太郎は『海の庭』を韓国の厚生労働省で読んだ。", [], schema)
    assert data == {
        "found": [
            {"text": "山本太郎", "label": "PERSON"},
            {"text": "韓国", "label": "LOC"},
            {"text": "厚生労働省", "label": "ORG"},
        ]
    }


@pytest.mark.parametrize("spec", ["品目[]:{品名, 区分:食品|用品}", "氏名, 区分:人名|地名", "一覧[]:{名, 数:number}"])
def test_other_lists_are_no_entities(spec: str) -> None:
    assert find_entity_shape(Shape(parse_fields(spec))) is None


@given(st.text("キンザブル「」東京都山田太郎はの店。・ABC\n", max_size=60), st.text(max_size=40))
@settings(max_examples=100, deadline=None)
def test_any_text_and_any_answer_give_names_of_the_text(text: str, answer: str) -> None:
    def reply(request: GenerationRequest) -> str:
        return answer

    data, spans, _ = run(text, reply)
    assert len(spans) == 2 * len(data["entities"])
    last = 0
    for span in spans[::2]:
        assert last <= span.start < span.end
        last = span.end


def test_a_long_text_is_asked_about_in_one_round() -> None:
    text = DOUBTFUL * 40 + "雨。\n" * 200 + "ゾルドックも来た。"
    data, _, engine = run(text, lambda request: '{"キンザブル": "法人名", "ゾルドック": "人名"}')
    assert len(engine.rounds) == 1
    assert sum(entity["name"] == "キンザブル" for entity in data["entities"]) == 80
    assert data["entities"][-1] == {"name": "ゾルドック", "type": "人名"}
