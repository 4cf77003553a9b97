"""Statements that a source does not make are found, each as what it is; the same in other words is not."""

from __future__ import annotations

import pytest

from sakura_cli.text.meaning import find_misstatements

REVERSED = [
    ("今回の会議では購入を決めない。", "今回は購入を決める。"),
    ("当日は参加できない。", "当日は参加できる。"),
    ("契約は延期しない。", "契約は延期する。"),
    ("契約は延期する。", "契約は延期しない。"),
    ("契約は延期しないと決めた。延期の案もあった。", "契約を延期。"),
    ("構内での撮影は禁止されている。", "撮影は許可されている。"),
    ("この計画は可能である。", "この計画は不可能である。"),
    ("この計画は不可能である。", "この計画は可能である。"),
    ("試験で異常がなかった。", "試験で異常があった。"),
    ("水漏れは発生しなかった。", "水漏れが発生した。"),
    ("売上が3%増加した。", "売上が3%減少した。"),
    ("苦情は前年より3件減っている。", "苦情は前年より3件増えている。"),
]
OTHERWISE = [
    ("exchanged-roles", "森課長は北川に資料の修正を頼んだ。", "北川は森課長に資料の修正を頼んだ。"),
    ("exchanged-roles", "北川は森課長に資料の修正を頼まれた。", "北川は森課長に資料の修正を頼んだ。"),
    ("exchanged-roles", "丸山商事から値下げの要望があった。", "当社は丸山商事に値下げを要望した。"),
    ("turned-direction", "会費は月500円値上げします。", "会費は月500円値下げする。"),
    ("turned-direction", "納品は予定より3日早まります。", "納品は予定より3日遅れる。"),
    ("turned-direction", "予想を上方修正しました。", "予想を下方修正した。"),
    ("turned-direction", "開始の時刻を10時から9時に変えます。", "開始の時刻を9時から10時に変える。"),
    ("dropped-limit", "転入した世帯は、申請が必要です。", "申請が必要。"),
    ("dropped-limit", "欠席の方は委任状を提出してください。", "委任状を提出すること。"),
    ("dropped-limit", "雨の場合、催しは中止です。", "催しは中止。"),
    ("dropped-limit", "未開封の品に限り、返品できます。", "返品できる。"),
    ("dropped-limit", "本社の社員は机を空にしてください。", "社員は机を空にすること。"),
    ("planned", "新しい窓口は来月開く予定です。カタログは5月に印刷する予定です。", "カタログを印刷した。"),
    ("planned", "倉庫の移転を検討しています。", "倉庫の移転を決定した。"),
    ("opinion", "社長は「需要が伸びるだろう」と語った。", "需要が伸びる。"),
    ("opinion", "会社側は残業は自主的だったと反論している。", "残業は自主的だった。"),
    ("unrelated", "本体は7月10日に納品します。部品は7月24日に納品します。", "本体は7月24日に納品する。"),
    ("unrelated", "大人は600円、子どもは300円です。", "子どもは600円。"),
    ("unrelated", "りんごは春の霜で不作だった。ぶどう狩りは雨の日は中止です。", "春の霜でぶどう狩りは中止となる。"),
]
SAME = [
    ("今回の会議では購入を決めない。", "購入を決めず。"),
    ("今回の会議では購入を決めない。", "購入は次回に提案する。"),
    ("雨の日は参加できないが、晴れの日は参加できる。", "晴れの日は参加できる。"),
    ("売上が3%増加し、費用は減少した。", "費用は減少し、売上が増加した。"),
    ("報告書を提出しなければならない。", "報告書を提出する。"),
    ("期限までに提出しないと失効する。", "期限までに提出する。"),
    ("工事を実施しないわけではない。", "工事を実施する。"),
    ("異常はありません。", "異常はない。"),
    ("値上げはしない。", "価格は据え置く。"),
    ("会議は開催されない場合がある。", "会議は開催される。"),
    ("転入した世帯は、申請が必要です。", "転入世帯は要申請。"),
    ("児童手当を受けている世帯は、申請の必要はありません。", "児童手当を受けている世帯は申請不要。"),
    ("欠席の方は委任状の提出をお願いします。", "欠席者は委任状を出す。"),
    ("総会の資料をお送りします。皆様はご確認をお願いします。", "総会の資料を確認する。"),
    ("森課長は北川に資料の修正を頼んだ。", "北川が資料の修正を森課長に頼まれた。"),
    ("倉庫の移転を検討しています。", "倉庫の移転を検討中。"),
    ("社長は「需要が伸びるだろう」と語った。", "社長は需要が伸びるとみている。"),
    ("会費は月500円値上げし、4,500円です。", "会費は4,500円に値上げ。"),
    ("納期の件、10日に終えると伝えた。", "納期は10日に終えると伝達。"),
]


@pytest.mark.parametrize(("source", "summary"), REVERSED)
def test_a_reversed_statement_is_found(source: str, summary: str) -> None:
    assert {each.kind for each in find_misstatements(summary, source)} <= {"reversed", "turned-direction"}
    assert find_misstatements(summary, source)


@pytest.mark.parametrize(("kind", "source", "summary"), OTHERWISE)
def test_what_is_told_otherwise_is_found_as_what_it_is(kind: str, source: str, summary: str) -> None:
    assert [each.kind for each in find_misstatements(summary, source)] == [kind]


@pytest.mark.parametrize(("source", "summary"), SAME)
def test_the_same_in_other_words_is_not_reported(source: str, summary: str) -> None:
    assert find_misstatements(summary, source) == []


@pytest.mark.parametrize(
    ("source", "summary"), [*REVERSED, *SAME, *((source, summary) for _, source, summary in OTHERWISE)]
)
def test_a_text_never_contradicts_itself(source: str, summary: str) -> None:
    assert find_misstatements(source, source) == []
    assert find_misstatements(summary, summary) == []


def test_a_sentence_may_take_its_subject_from_the_one_before() -> None:
    source = "転入した世帯は、申請が必要です。申請は9月30日までに窓口で行います。"
    assert find_misstatements("転入した世帯の手続き。申請が必要。", source) == []


def test_what_is_stated_instead_is_told() -> None:
    [found] = find_misstatements("委任状を提出すること。", "欠席の方は委任状を提出してください。")
    assert found.stated == "欠席の方は"


def test_another_language_is_not_judged() -> None:
    assert find_misstatements("Applications are required.", "転入した世帯は、申請が必要です。") == []
