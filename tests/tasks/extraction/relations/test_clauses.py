"""What sentences of contracts and conditions say: who bears a cost, how long something lasts, by when it is due."""

from __future__ import annotations

import pytest

from tests.tasks.extraction.scripted import answer, run, shape


def read(text: str, fields: str) -> dict[str, object]:
    result, _ = run(text, shape(fields), answer({}))
    data: dict[str, object] = result.payload.data
    return data


LEASE = """賃貸借契約書

有限会社みなと（以下「甲」という。）と株式会社やまと（以下「乙」という。）は、次のとおり契約する。

（期間）
第1条　本契約は、令和8年4月1日から令和10年3月31日まで有効とする。
　期間満了の3か月前までに申出がないときは、更に1年間更新する。
（費用）
第2条　本機の保守及び点検に要する費用は、甲の負担とする。運搬費（金5,000円）は乙、梱包費は甲の負担とする。
2　乙が本機を損傷したときは、乙がその修理費用を負担する。
（保証金）
第3条　乙は甲に保証金として金5万円を預ける。甲は、本機の返還を受けた日から30日以内に、これを乙に返還する。
（支払）
第4条　乙は、使用料を毎月末日までに支払う。振込手数料は乙の負担とする。
（撤去）
第5条　撤去及び運搬の費用は、期間満了による場合は甲、その他の場合は乙の負担とする。
（秘密保持）
第6条　甲及び乙は、相手方の秘密を漏らさない。この義務は本契約の終了後５年間存続する。
"""


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("保守費用の負担", "甲"),
        ("点検費用の負担者", "甲"),
        ("運搬費の負担", "乙"),
        ("梱包費負担", "甲"),
        ("損傷時の修理費用の負担", "乙"),
        ("振込手数料の負担:甲|乙", "乙"),
        ("期間満了時の撤去費用の負担", "甲"),
        ("更新期間", "1年間"),
        ("秘密保持期間", "5年間"),
        ("保証金の返還期限", "本機の返還を受けた日から30日以内"),
        ("使用料の支払期日", "毎月末日まで"),
        ("広告費の負担", None),
        ("保険料の負担", None),
        ("試用期間", None),
        ("検査期限", None),
    ],
)
def test_an_article_says_what_a_field_asks_for(field: str, expected: str | None) -> None:
    assert read(LEASE, field) == {field.split(":")[0]: expected}


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("※振込手数料は貴社にてご負担願います。", "貴社"),
        ("なお、振込手数料は当社負担といたします。", "当社"),
        ("恐れ入りますが、お振込手数料はお客様のご負担でお願いいたします。", "お客様"),
        ("振込手数料は発注者の負担とする。", "発注者"),
        ("振込手数料は買主が負担する。", "買主"),
        ("振込手数料はご負担ください。", None),
        ("振込手数料は月末にまとめて精算します。", None),
    ],
)
def test_letters_say_who_bears_a_charge(said: str, who: str | None) -> None:
    assert read(f"請求書\n\n下記のとおりご請求します。\n合計 5,000円\n{said}\n", "振込手数料の負担") == {
        "振込手数料の負担": who
    }
