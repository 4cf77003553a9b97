"""Engines for `bench --quality`: one that answers its cases as they should be, one that answers nonsense."""

from __future__ import annotations

import json

from sakura_cli.api.quality.cases import QualityCase, load_cases
from sakura_cli.inference.requests import GenerationRequest
from tests.fakes.engine import last_turn, text_of

KEIGO = {
    "資料を送ったので": "資料をお送りしましたので、ご覧ください。ご不明な点がございましたら、お電話ください。",
    "部長は明日": "部長は明日、そちらへ伺うと申しておりました。時間が決まりましたら、改めてご連絡いたします。",
    "注文の品が": "注文の品がまだ届いておりません。いつ届くかお教えください。本日中にお返事をお願いいたします。",
    "先週頼んだ": "先週お願いした見積もりはできましたでしょうか。まだでしたら、いつになるかお教えください。",
}
# What to say of a summary's passage, by words that stand in it.
LINES = {
    "空調設備の点検を": "本社ビルの空調設備の点検を11月8日に行い、三階から五階の電源が止まる。",
    "総務部の森田まで": "休日に出勤する方は、前日の午後5時までに森田へ届け出る。届け出がなければ入館できない。",
    "覆いをかけてから": "机の上の精密機器は、覆いをかけてから退社する。結果は11月14日に知らせる。",
    "前年を8％下回った": "上期の売上は4億2千万円で、前年を8％下回った。",
    "競合が値下げをした": "原因は、代理店の在庫が積み上がったことと、競合が値下げをしたこと。",
    "月2回に増やし": "値下げは行わない。代理店への出荷を10月から月2回に増やす。",
    "見本品の貸し出し": "三浦が9月25日までに見本品を貸し出す代理店を選ぶ。次回は10月2日。",
    "来年4月から開館時間": "図書館は来年4月から、平日の閉館を午後8時に延ばす。",
    "市が去年の秋に": "利用しない理由は、仕事の帰りに間に合わないが四割を超えた。",
    "費用は年に760万円": "費用は年に760万円増え、分館の休館日を月に一日増やして半分を賄う。",
    "回答は126人で": "Of 126 employees, 101 want remote work to continue and 9 want the old rules back.",
    "印鑑のために": "34 employees came to the office for a seal.",
    "押印は12月から": "Seals become electronic in December, and microphones will be lent out.",
    "入社から半年": "New employees may not work from home in their first six months.",
}


def answer_perfectly(request: GenerationRequest) -> str:
    """Return what the case of a request asks for, found by the text that is shown."""
    shown, everything = last_turn(request), text_of(request.prompt)
    if request.prompt.messages[-2].role == "assistant" and "[/" not in shown:
        return request.prompt.messages[-2].text  # asked again, it stands by what it said
    if request.quotations:
        right = [
            fact for case in load_cases() if case.task == "ask" and case.asked in everything for fact in case.facts
        ]
        texts = ["".join(words) for words in request.quotations]
        return next((wording for fact in right for wording in fact for text in texts if wording in text), texts[0])
    for case in load_cases():
        if request.json_schema is not None and case.task == "extract" and case.text[:20] in shown:
            return json.dumps(case.expected, ensure_ascii=False)
        if case.task == "translate" and case.text in shown:
            return case.reference
        if case.task == "translate" and (part := _part_of(case, shown)):
            return part
    for beginning, right_keigo in KEIGO.items():
        if beginning in shown:
            return right_keigo
    lines = [line for words, line in LINES.items() if words in shown]
    return ("\n" if request.is_single_line is False else " ").join(lines)


def _part_of(case: QualityCase, shown: str) -> str:
    end = "。" if case.language == "en" else ". "
    parts, references = case.text.split(end), case.reference.split("。" if case.language == "ja" else ". ")
    return next((right for part, right in zip(parts, references, strict=False) if part.strip() and part in shown), "")


def answer_nonsense(request: GenerationRequest) -> str:
    """Return the same for everything."""
    return "ほげほげ"
