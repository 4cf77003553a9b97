"""The shipped presets on the documents of invented firms in examples/: what an engine that reads well makes of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from sakura_cli.documents.reading.registry import read_document
from sakura_cli.inference.requests import GenerationRequest
from sakura_cli.options.extraction import ExtractionOptions
from sakura_cli.tasks.extraction.extract import extract
from sakura_cli.tasks.extraction.presets import load_preset, preset_names
from sakura_cli.tasks.framework.result import TaskResult
from sakura_cli.tasks.framework.steps import complete
from tests.fakes.engine import ScriptedEngine

DOCUMENTS = Path(__file__).parents[3] / "examples" / "documents"
# What each document says: as it is written where a model may be asked, else as it is read.
EXPECTED: dict[str, dict[str, Any]] = {
    "invoice": {
        "番号": "INV-2026-0117",
        "発行日": "2026-10-31",
        "支払期限": "2026-11-30",
        "請求元": "みどり印刷株式会社",
        "登録番号": "T4999900001234",
        "請求先": "株式会社あさひ食品",
        "明細": [
            {"品名": "商品カタログ A4 16頁", "数量": 1200, "単価": 148, "金額": 177600},
            {"品名": "店頭ポスター B2", "数量": 80, "単価": 650, "金額": 52000},
            {"品名": "試供品の菓子（軽減税率対象※）", "数量": 100, "単価": 170, "金額": 17000},
        ],
        "小計": 246600,
        "税率別": [
            {"税率": 10, "対象額": 229600, "消費税": 22960},
            {"税率": 8, "対象額": 17000, "消費税": 1360},
        ],
        "消費税": 24320,
        "合計": 270920,
        "振込先": {
            "銀行名": "なぎさ銀行",
            "支店名": "汐見支店",
            "口座種別": "普通",
            "口座番号": "0123456",
            "口座名義": "ミドリインサツ（カ",
        },
    },
    "receipt": {
        "番号": "000482",
        "発行日": "2026-09-12",
        "発行者": "仕出しのやまぶき",
        "登録番号": "T9990000000017",
        "宛先": "ほくと設計事務所",
        "但し書き": "会議用の弁当および飲料代として",
        "合計": 13640,
        "支払方法": "現金",
        "税率別": [
            {"税率": 8, "対象額": 11100, "消費税": 888},
            {"税率": 10, "対象額": 1502, "消費税": 150},
        ],
    },
    "quotation": {
        "番号": "Q-26-0385",
        "発行日": "2026-10-05",
        "見積元": "さつき電工株式会社",
        "登録番号": "T7999987654321",
        "見積先": "学校法人つばめ学園",
        "件名": "図書室の照明器具の取り替え工事",
        "小計": 271800,
        "消費税": 27180,
        "合計": 298980,
        "納期": "ご注文から3週間",
        "有効期限": "発行日から60日",
        "支払条件": "検収の翌月末までに銀行振込",
        "担当": "野々村",
    },
    "order": {
        "番号": "PO-20261012-03",
        "発注日": "2026-10-12",
        "発注先": "有限会社こだま木工",
        "小計": 362000,
        "消費税": 36200,
        "合計": 398200,
        "納期": "2026-11-20",
        "納品先": "くじら家具 第二倉庫（さざなみ市浜町7-2）",
        "支払条件": "月末締め、翌月末払い",
        "担当": "佐久間 亮",
    },
    "contract": {
        "契約名": "保守業務委託契約書",
        "締結日": "2026-03-16",
        "乙": "ともえシステム株式会社",
        "開始日": "2026-04-01",
        "終了日": "2027-03-31",
        "金額": 220000,
        "更新": "同じ条件で一年間更新する",
        "解約": "三か月前までに書面で通知することにより、本契約を解約することができる",
        "管轄裁判所": "さざなみ地方裁判所",
    },
    "application": {
        "申請日": "2026-08-20",
        "氏名": "藤沢 圭吾",
        "フリガナ": "フジサワ ケイゴ",
        "生年月日": "1992-05-09",
        "所属": "技術部 設計課",
        "郵便番号": "000-0031",
        "住所": "ひので市桜台3-14-6",
        "電話": "000-555-0178",
        "メール": "fujisawa@example.jp",
        "申込内容": "三次元CAD中級講座",
        "開始日": "2026-09-14",
        "終了日": "2026-09-16",
        "金額": 48000,
        "理由": "来年度から始まる新型ポンプの設計を担当するため",
    },
    "minutes": {
        "日付": "2026-10-08",
        "場所": "本社4階 会議室B",
        "出席者": ["大谷", "三宅", "早川", "久保田"],
        "宿題": [
            {"担当": "三宅", "内容": "金型の見積もりを三社から取る", "期限": "2026-10-22"},
            {"担当": "早川", "内容": "色の見本を用意する", "期限": "2026-10-29"},
        ],
    },
    "resume": {
        "氏名": "杉本 朝美",
        "フリガナ": "スギモト アサミ",
        "生年月日": "1996-11-03",
        "郵便番号": "000-0044",
        "電話": "000-555-0163",
        "メール": "sugimoto@example.jp",
        "資格": [
            {"年月": "2018-06", "名称": "日商簿記検定2級"},
            {"年月": "2021-02", "名称": "普通自動車第一種運転免許"},
        ],
        "志望動機": "契約管理の経験を、御社の利用者の窓口で生かしたいと考えております。",
    },
    "event": {
        "日付": "2026-12-12",
        "時刻": "18:30/20:30",
        "場所": "ひので市 丘の上公園 芝生広場",
        "主催": "ひので天文同好会",
        "担当": "江藤",
        "参加費": 300,
        "申込期限": "2026-12-04",
        "電話": "000-555-0119",
        "URL": "https://example.jp/hoshizora",
    },
    "contact": {
        "氏名": "倉田 美帆",
        "会社名": "かえで計測株式会社",
        "電話": "000-555-0186",
        "メール": "kurata@example.jp",
        "郵便番号": "000-0027",
        "住所": "みなと市東町3-9-2 東町ビル5階",
        "URL": "https://example.jp/kaede",
    },
}
NAMES = sorted(EXPECTED)


def read(name: str) -> tuple[TaskResult[Any], ScriptedEngine]:
    """Extract a document by its preset with an engine that knows what it says."""
    file = DOCUMENTS / f"{name}.txt"
    preset = load_preset(name)

    def reply(request: GenerationRequest) -> str:
        return json.dumps(_answer(json.loads(request.json_schema or "{}"), EXPECTED[name]), ensure_ascii=False)

    engine = ScriptedEngine(reply)
    document = read_document(file.read_bytes(), source=file.name)
    options = ExtractionOptions()
    return complete(engine, extract(document, preset.shape, options, engine.count_text_tokens, preset.template)), engine


def _answer(schema: Mapping[str, Any], known: Any) -> Any:
    if schema.get("type") == "object":
        members = known if isinstance(known, Mapping) else {}
        return {key: _answer(member, members.get(key)) for key, member in schema["properties"].items()}
    if schema.get("type") == "array":
        return [_answer(schema["items"], item) for item in known or []]
    if "enum" in schema and known not in schema["enum"]:
        return None
    return known


def test_every_preset_but_that_for_names_has_a_document() -> None:
    assert sorted({*preset_names()} - {"entities"}) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_gives_what_its_document_says(name: str) -> None:
    result, _ = read(name)
    data = result.payload.data
    assert {key: data[key] for key in EXPECTED[name]} == EXPECTED[name]
    assert not {finding.kind for finding in result.findings} & {"ungrounded", "doubtful"}


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_of_a_preset_fit_its_fields(name: str) -> None:
    preset = load_preset(name)
    fields = {field.name: field for field in preset.shape.fields}
    for example in preset.template.examples:
        answer = json.loads(example.answer)
        assert set(answer) <= set(fields)
        for key, value in answer.items():
            items = value if isinstance(value, list) else [value]
            members = {member.name for member in fields[key].fields}
            assert isinstance(value, list) == fields[key].is_list
            assert all(set(item) <= members for item in items if isinstance(item, dict))


@pytest.mark.parametrize("name", ["invoice", "receipt", "quotation"])
def test_a_wrong_registration_number_is_said(name: str) -> None:
    preset = load_preset(name)
    text = (DOCUMENTS / f"{name}.txt").read_text(encoding="utf-8")
    number = str(EXPECTED[name]["登録番号"])
    wrong = f"T{int(number[1]) % 9 + 1}{number[2:]}"
    document = read_document(text.replace(number, wrong).encode(), source="memo.txt")
    engine = ScriptedEngine(lambda request: "{}")
    steps = extract(document, preset.shape, ExtractionOptions(), engine.count_text_tokens, preset.template)
    result = complete(engine, steps)
    assert result.payload.data["登録番号"] == wrong
    assert [finding.kind for finding in result.findings if finding.kind == "doubtful"] == ["doubtful"]
