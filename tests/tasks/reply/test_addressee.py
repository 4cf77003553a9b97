"""Addressees: company, unit, post and name, from the message before the signature and the address."""

from __future__ import annotations

import pytest

from sakura_cli.tasks.reply.reading.addressee import find_addressee, write_addressee
from sakura_cli.tasks.reply.reading.inquiry import read_inquiry
from tests.tasks.reply.mails import make_mail


def address(body: str, sender: str = "x@mail.example") -> str:
    who = find_addressee(read_inquiry(make_mail(body, sender=sender)))
    return write_addressee(who, "お客様", "様", "御中")


@pytest.mark.parametrize(
    ("body", "sender", "right"),
    [
        ("森と申します。\n試乗はできますか。", "x@mail.example", "森様"),
        ("こんにちは、森です。\n試乗はできますか。", "森 一郎 <x@mail.example>", "森 一郎様"),
        ("支払いはカードでもいいですか？　中野", "x@mail.example", "中野様"),
        ("試乗はできますか。 山田太郎", "x@mail.example", "山田太郎様"),
        ("試乗はできますか？ もりた", "x@mail.example", "もりた様"),
        ("サドルがほしいです。\nいくらですか？　株式会社青葉 佐藤", "x@mail.example", "株式会社青葉\n佐藤様"),
        ("教えてください！　小林", "x@mail.example", "小林様"),
        ("試乗はできますか。よろしくお願いします。　岡本 恵", "x@mail.example", "岡本 恵様"),
        ("修理は何日かかりますか（急ぎです）　石井", "x@mail.example", "石井様"),
        ("試乗はできますか？ 土曜希望", "x@mail.example", "お客様"),
        ("試乗はできますか？ 自転車 修理", "x@mail.example", "お客様"),
        ("いくらですか？ 3,800円", "x@mail.example", "お客様"),
        ("株式会社そまびと旅行 国内課の瀬川と申します。", "x@mail.example", "株式会社そまびと旅行\n国内課 瀬川様"),
        ("有限会社もぐらやさんの瀬川と申します。", "x@mail.example", "有限会社もぐらやさん\n瀬川様"),
        ("先日お電話した株式会社ゆめのたねの瀬川です。", "x@mail.example", "株式会社ゆめのたね\n瀬川様"),
        ("会員の大西です。\n試乗はできますか。", "x@mail.example", "大西様"),
        ("昨日お電話した小川です。\n試乗は？", "x@mail.example", "小川様"),
        ("試乗はできますか。", "吉川 美咲 <x@mail.example>", "吉川 美咲様"),
        ("試乗はできますか。", "x@mail.example", "お客様"),
        ("試乗はできますか。", "自転車好き <x@mail.example>", "お客様"),
        ("試乗はできますか。", "お客様窓口 <x@mail.example>", "お客様"),
        ("青木運輸株式会社 総務部の河野と申します。\n試乗は？", "x@mail.example", "青木運輸株式会社\n総務部 河野様"),
        (
            "有限会社ヒノデ 営業課 係長の石田健と申します。\n試乗は？",
            "x@mail.example",
            "有限会社ヒノデ\n営業課 係長 石田健様",
        ),
        (
            "試乗は？\n\n--\n一般社団法人みなと会\n事務局長　近藤 誠\nTEL 03-0000-0000\nmail x@minato.example",
            "x@minato.example",
            "一般社団法人みなと会\n事務局長 近藤 誠様",
        ),
        ("ヒノデ商会 営業課長の原田です。\n試乗は？", "x@mail.example", "ヒノデ商会\n営業課長 原田様"),
        ("ヒノデ株式会社営業部の原田です。\n試乗は？", "x@mail.example", "ヒノデ株式会社\n営業部 原田様"),
        ("お世話になります、株式会社ヒノデ原田です。\n試乗は？", "x@mail.example", "株式会社ヒノデ\n原田様"),
        ("試乗は？\n\n南区立第二小学校　教頭　伊藤 明", "x@mail.example", "南区立第二小学校\n教頭 伊藤 明様"),
        ("高校2年の中村です。\n試乗は？", "x@mail.example", "中村様"),
        ("斎藤工務店の斎藤でございます。\n試乗は？", "斎藤工務店 <x@mail.example>", "斎藤工務店\n斎藤様"),
        ("試乗はできますか。", "Anna Schmidt <x@mail.example>", "Anna Schmidt様"),
        ("両角（もろずみ）といいます。\n試乗は？", "両角（もろずみ） <x@mail.example>", "両角様"),
        ("試乗は？\n\n==\n総務課　三枝 浩二（さえぐさ こうじ）\n", "x@mail.example", "総務課 三枝 浩二様"),
        ("ダニエル・キムです。\n試乗は？", "x@mail.example", "ダニエル・キム様"),
        ("試乗はできますか？\n急ぎじゃないです\n\nもりた", "x@mail.example", "もりた様"),
        ("試乗はできますか？\n\nよろしく", "x@mail.example", "お客様"),
        ("直してください。\n\nもうむりだ", "x@mail.example", "お客様"),
        ("直してください。\n\nだめだ", "x@mail.example", "お客様"),
        ("南市立図書館の木下です。\n試乗は？", "x@mail.example", "南市立図書館\n木下様"),
    ],
)
def test_the_writer_is_addressed_by_what_the_mail_says(body: str, sender: str, right: str) -> None:
    assert address(body, sender) == right


def test_the_house_is_not_addressed() -> None:
    assert address("林輪店株式会社\n店長 木村様\n\n試乗はできますか。") == "お客様"


def test_a_company_without_a_person_is_addressed_as_an_organisation() -> None:
    assert address("試乗は？\n\n--\n株式会社ミドリ\nTEL 03-0000-0000") == "株式会社ミドリ 御中"
