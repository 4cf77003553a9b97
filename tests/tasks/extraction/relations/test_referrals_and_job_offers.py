"""Letters of referral, whose doctors and houses have roles, and job offers, whose lines have two values or bounds."""

from __future__ import annotations

import pytest

from tests.tasks.extraction.scripted import answer, run, shape

BLOCKS = """診療情報提供書（紹介状）
                                     令和 8年 6月 9日
紹介先医療機関名
   北摂みどり病院　　循環器内科
   医師　　宇喜多 拓　先生　御机下

                    紹介元医療機関の所在地・名称
                       大阪府箕面市粟生外院0丁目9-9
                       くわばら内科クリニック
                       TEL 072-000-5588
                       医師氏名　　桑原　路子　　印

患者氏名　　　安孫子 善一郎　様　　　　　性別　男
"""
COLUMNS = """                                                    2026年11月5日
独立行政法人 しらなみ医療機構
    しらなみ湖畔病院  整形外科
    羽鳥 智也 先生  御机下
                                         〒520-0000
                                         滋賀県大津市京町0-1-1
                                         医療法人 えびす会 えびす整形外科
                                         院長  志賀 美緒
                                         ℡ 077-000-1919

              ご 紹 介 状

  患者様氏名： 草彅  房江  様
"""
JOB = """求　人　票
受付年月日　令和８年５月７日　　　紹介期限日　令和８年７月３１日
求人番号　　１３０９９－００４４７１６１

１　求人事業所
　　事業所名　　　　（カブシキガイシャ　アオバクリーニング）
　　　　　　　　　　株式会社　青葉クリーニング
　　所在地　　　　　〒１８７－００００　東京都小平市花小金井南町０－９－９
　　従業員数　　　　企業全体　７４人　　就業場所　１１人（うち女性　８人）

２　賃金・手当
　　時間給　　　　　１，２３０円～１，３５０円
　　賞与　　　　　　なし

３　労働時間
　　就業時間　　　　（１）　８時３０分～１３時００分
　　　　　　　　　　（２）１７時００分～２２時３０分
　　　　　　　　　　（１）または（２）のいずれか
　　休日　　　　　　日　祝　他
"""


def read(text: str, fields: str) -> dict[str, object]:
    result, _ = run(text, shape(fields), answer({}))
    data: dict[str, object] = result.payload.data
    return data


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            BLOCKS,
            {
                "紹介先": "北摂みどり病院",
                "紹介先診療科": "循環器内科",
                "紹介先医師": "宇喜多 拓",
                "紹介元": "くわばら内科クリニック",
                "紹介元医師": "桑原　路子",
                "紹介元電話": "072-000-5588",
            },
        ),
        (
            COLUMNS,
            {
                "紹介先": "しらなみ湖畔病院",
                "紹介先診療科": "整形外科",
                "紹介先医師": "羽鳥 智也",
                "紹介元": "医療法人 えびす会 えびす整形外科",
                "紹介元医師": "志賀 美緒",
                "紹介元電話": "077-000-1919",
            },
        ),
    ],
    ids=["blocks", "columns"],
)
def test_a_referral_tells_whom_it_is_for_and_from(text: str, expected: dict[str, str]) -> None:
    fields = "紹介先, 紹介先診療科, 紹介先医師:name, 紹介元, 紹介元医師:name, 紹介元電話:phone"
    assert read(text, fields) == expected


def test_a_job_offer_has_bounds_hours_and_readings() -> None:
    fields = (
        "紹介期限:date, 会社名, 会社名カナ, 勤務地, 時給下限:amount, 時給上限:amount, 勤務時間[]:{開始:time, 終了:time}"
    )
    assert read(JOB, fields) == {
        "紹介期限": "2026-07-31",
        "会社名": "株式会社　青葉クリーニング",
        "会社名カナ": "カブシキガイシャ　アオバクリーニング",
        "勤務地": None,
        "時給下限": 1230,
        "時給上限": 1350,
        "勤務時間": [{"開始": "08:30", "終了": "13:00"}, {"開始": "17:00", "終了": "22:30"}],
    }
