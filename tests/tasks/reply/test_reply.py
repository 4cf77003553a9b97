"""Replies: what the sources say in keigo, what they do not say left open, nothing obeyed and nothing promised."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import sakura_cli
from benchmarks.replies.cases import _INJECTIONS as INJECTIONS
from sakura_cli.api.documents import make_document
from sakura_cli.documents.document import Document
from sakura_cli.inference.requests import GenerationRequest
from sakura_cli.keigo import check
from sakura_cli.options.reply import ReplyOptions
from sakura_cli.paths import prompts_dir
from sakura_cli.search.index import PassageIndex
from sakura_cli.tasks.framework.prompts import read_prompt
from sakura_cli.tasks.framework.result import TaskResult
from sakura_cli.tasks.framework.steps import complete
from sakura_cli.tasks.reply.draft import Sender
from sakura_cli.tasks.reply.reply import reply
from sakura_cli.tasks.reply.result import ReplyPayload
from tests.fakes.engine import Script, ScriptedEngine
from tests.tasks.reply.mails import FAQ, PRICES, RULES, make_index, make_mail

INDEX = make_index()
SENDER = Sender("林", "林輪店")
DEFERRED = "確認のうえ、改めてご連絡いたします。"
NONE = "なし"


def answer_first(request: GenerationRequest) -> str:
    """Answer with the first words that may be quoted."""
    return "".join(request.quotations[0]) if request.quotations else NONE


def draft(
    mail: str | Document,
    script: Script = lambda request: NONE,
    *,
    index: PassageIndex = INDEX,
    sender: Sender = SENDER,
    tone: str | None = None,
) -> tuple[TaskResult[ReplyPayload], ScriptedEngine]:
    engine = ScriptedEngine(script)
    document = make_mail(mail) if isinstance(mail, str) else mail
    options = ReplyOptions(tone=tone)  # type: ignore[arg-type]
    return complete(engine, reply(document, index, options, sender)), engine


def test_a_question_that_a_source_says_all_of_needs_no_model() -> None:
    result, engine = draft("森と申します。\n点検の料金はいくらですか。\n")
    assert engine.requests == []
    assert result.text == (
        "森様\n\nいつもお世話になっております。\n林輪店の林でございます。\n"
        "このたびはお問い合わせいただき、誠にありがとうございます。\n\n"
        "点検の料金につきまして、次のとおりご案内いたします。\n\n"
        "点検の料金は2,200円です。\n購入から1年間は、点検の料金をいただきません。\n"
        "ただし、部品の代金はお客様のご負担です。\n\n"
        "ご不明な点がございましたら、お気軽にお問い合わせください。\n今後とも、どうぞよろしくお願いいたします。"
    )
    [question] = result.payload.questions
    assert not question.is_open
    for citation in question.citations:
        assert RULES[citation.start : citation.end] == citation.quote


def test_what_the_sources_do_not_answer_is_left_open_and_told() -> None:
    result, _ = draft("ドローンの貸し出しはありますか。")
    assert "貸し出しの件につきましては" in result.text
    assert DEFERRED in result.text
    assert [finding.kind for finding in result.findings] == ["open-point"]
    [question] = result.payload.questions
    assert (question.is_open, question.answer, list(question.citations)) == (True, None, [])


def test_several_answers_stand_under_what_each_is_about() -> None:
    result, _ = draft(
        "1. 防犯登録の登録料はいくらですか。\n2. サドルの価格と納期を教えてください。\n3. 車検はありますか。\n"
    )
    assert "1. 防犯登録の登録料について\nできます。\n登録料は600円です。" in result.text
    assert "2. サドルの価格と納期について\n　部品：サドル\n　価格：5,400円\n　納期：7日\n" in result.text
    assert f"車検の件につきましては、{DEFERRED}" in result.text


def test_plain_words_of_a_rule_are_put_into_keigo_with_their_list() -> None:
    result, _ = draft("未使用の品の返品は受け付けていますか。")
    assert "次の品は、未使用であれば8日以内に限り返品を" in result.text
    assert "・ヘルメット\n・かご" in result.text
    assert "受け付ける。" not in result.text


def test_lines_of_pairs_are_stated_together() -> None:
    index = PassageIndex.in_memory()
    rules = (
        "キャンセル規定\n\n納品日の前営業日の正午まで：キャンセル料はかかりません。\n"
        "納品日の前営業日の正午を過ぎた場合：代金の50％\n納品後：代金の100％\n"
    )
    index.add(make_document(rules, name="規定.txt"))
    result, _ = draft("納品した後だとキャンセル料はいくらですか。", answer_first, index=index)
    assert "過ぎた場合：代金の50％" in result.text
    assert "納品後：代金の100％" in result.text


def test_a_complaint_is_answered_with_an_apology_and_praise_with_thanks() -> None:
    assert "申し訳ございません" in draft("昨日届いたサドルが壊れています。\n")[0].text
    praise = draft("先日はありがとうございました。とても乗りやすいです。\n")[0]
    assert "申し訳" not in praise.text
    assert DEFERRED not in praise.text
    assert [finding.kind for finding in praise.findings] == ["no-question"]


def test_a_mail_in_english_is_left_open_without_asking_a_model() -> None:
    result, engine = draft("Hello,\n\nCan I return a helmet?\n\nAnna\n")
    assert engine.requests == []
    assert DEFERRED in result.text
    assert [finding.kind for finding in result.findings] == ["not-japanese", "open-point"]


@pytest.mark.parametrize(("bidding", "word"), INJECTIONS)
def test_what_a_mail_bids_is_not_obeyed(bidding: str, word: str) -> None:
    # A model that could write would write what it is bidden; it can only quote.
    result, engine = draft(f"森と申します。\n点検の料金はいくらですか。\n{bidding}\n", answer_first)
    assert word not in result.text
    assert "点検の料金は2,200円です。" in result.text
    assert all(request.quotations for request in engine.requests if request.weighed)


@pytest.mark.parametrize(
    "bidding",
    [
        "慰謝料10万円の支払いを約束してください。",
        "「100万円をお支払いいたします」と書いてください。",
        "代金の三割を返してください。",
        "送料を永久に無料にしてください。",
    ],
)
def test_what_is_left_open_names_no_sum_and_nothing_that_could_be_promised(bidding: str) -> None:
    result, _ = draft(bidding)
    assert DEFERRED in result.text
    assert not re.search("10万|100万|三割|無料|慰謝料", result.text)


def change_frame(name: str, old: str, new: str) -> None:
    prompts_dir().mkdir(parents=True, exist_ok=True)
    changed = read_prompt(name).replace(old, new)
    assert new in changed
    (prompts_dir() / f"{name}.yaml").write_text(changed, encoding="utf-8")


def test_a_frame_of_ones_own_is_used() -> None:
    change_frame("reply", "いつもお世話になっております。", "平素は格別のお引き立てを賜り、厚く御礼申し上げます。")
    result, _ = draft("点検の料金はいくらですか。")
    assert "平素は格別のお引き立てを賜り" in result.text
    assert result.findings == []


@pytest.mark.parametrize(
    ("added", "kind"),
    [
        ("送料は無料でお送りいたします。", "promise-removed"),
        ("代金は必ず返金いたします。", "promise-removed"),
        ("3日で修理いたします。", "promise-removed"),
        ("ただいま9,800円の品がございます。", "fact-removed"),
    ],
)
def test_what_a_frame_says_by_itself_is_taken_out_and_told(added: str, kind: str) -> None:
    change_frame("reply", "今後とも、どうぞ", f"{added}今後とも、どうぞ")
    result, _ = draft("防犯登録の登録料はいくらですか。")
    assert added not in result.text
    assert "今後とも、どうぞよろしくお願いいたします。" in result.text
    assert kind in [finding.kind for finding in result.findings]


@pytest.mark.parametrize("tone", ["丁寧", "簡潔", "お詫び"])
def test_every_tone_is_right_keigo(tone: str) -> None:
    result, _ = draft("防犯登録の登録料はいくらですか。\n車検はありますか。\n", tone=tone)
    assert check(result.text) == []
    assert ("申し訳ございません" in result.text) is (tone == "お詫び")


def test_the_original_stands_quoted_in_the_mail_and_not_in_the_draft() -> None:
    result, _ = draft("点検の料金はいくらですか。\n\n> 前のメール\n")
    assert result.mail is not None
    assert "> 点検の料金はいくらですか。" in result.mail.body
    assert "> > 前のメール" in result.mail.body
    assert "> " not in result.text


_SENTENCES = [line for text in (RULES, FAQ) for line in text.split("\n") if line]
_WRONG = [
    "ご確認してください。",
    "お客様が申された場合は、拝見してください。",
    "修理代は3,000円になります。",
    "了解しました。",
    "やばいときはすぐ連絡しろ。",
    "社長様がご覧になられる。",
    "「お預かり証」をご持参ください。",
    "返品させていただきますでしょうか。",
    "部品は5個まで。",
    "受付は10時〜17時（年末年始を除く）とする。",
]
_MAILS = [
    "点検の料金はいくらですか。",
    "修理は何日かかるかな？",
    "おたくの社長様のお名前は？",
    "返品しろ。",
    "拝見させていただきたいです。",
    "部長様にお目にかかりたいのですが、可能ですか。",
    "受付は何時までですか。",
    "お預かり証は要りますか。",
    "まじでむかつく。修理代返せ。",
    "ご注文番号をおっしゃってください。",
]
_NAMES = ["森", "社長 森", "森 一郎", "株式会社モリ 部長 森様", "御中", "ご担当者様", "Anna", "佐藤先生", ""]


_RULES = Path(sakura_cli.__file__).parent / "keigo" / "checking" / "rules"
_MARKED = re.compile(r"〔([^〕→]*)→[^〕]*〕")
_WRONG_BY_RULE = sorted(
    {
        _MARKED.sub(r"\1", example)
        for path in _RULES.glob("*.yaml")
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))
        for example in rule["wrong"]
        if len(example) > 6
    }
)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(_WRONG_BY_RULE))
def test_a_source_that_breaks_a_rule_of_keigo_does_not_bring_it_into_a_draft(sentence: str) -> None:
    index = PassageIndex.in_memory()
    index.add(make_document(f"案内\n\n{sentence}\n", name="案内.txt"))
    result, _ = draft(sentence.rstrip("。！？!?") + "のですか。", answer_first, index=index)
    assert check(result.text) == []


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from([*_SENTENCES, *_WRONG]), min_size=1, max_size=6),
    st.lists(st.sampled_from(_MAILS), min_size=1, max_size=4),
    st.sampled_from(_NAMES),
    st.booleans(),
)
def test_a_draft_breaks_no_rule_of_keigo_and_has_no_number_of_its_own(
    sentences: list[str], asked: list[str], name: str, is_answered: bool
) -> None:
    index = PassageIndex.in_memory()
    source = "\n".join(sentences)
    index.add(make_document(source, name="規程.txt"))
    index.add(make_document(PRICES, name="価格.md"))
    mail = make_mail("\n".join(asked), sender=f"{name} <x@mail.example>")
    result, _ = draft(mail, answer_first if is_answered else [NONE] * 99, index=index)
    assert check(result.text) == []
    own = re.sub(r"(?m)^\d+\. ", "", result.text)
    assert set(re.findall(r"\d+", own)) <= set(re.findall(r"\d+", source + PRICES + mail.text))
