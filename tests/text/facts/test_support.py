"""Facts looked up in another text: honest paraphrases pass, planted faults do not, translations lose nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.text.facts.support import SourceFacts, Unsupported, find_unsupported, missing_facts

MINUTES = """令和8年3月5日（木）14時30分〜16時、本社3階の会議室Aで定例会議を開催した。
出席者は田中一郎部長、佐藤様ほか三名。
売上は3億2,000万円（前年比12.5%増）、来期の目標は4億円とする。新製品ABC-123Xの価格は１，２８０円（税込）。
ジョン・スミス氏が10〜20%の値引きを提案し、二週間後の3月19日までに回答する。コストは約1割削減の見込み。
詳細は https://example.jp/news/2026/index.html を参照。問い合わせは info@example.jp、電話03-1234-5678まで。
大阪支店の従業員は百二十名、うち3分の1が在宅勤務。コンベヤの点検は１時間３０分かかる。対象は全国47都道府県の１，７００社。"""
NEWS = """株式会社さくら電機（本社・東京都港区）は20日、スマートフォン向けの新サービス「ハルカゼ」を
4月1日に始めると発表した。
2024年度の利用者は150万人、2025年度は180万人の見通し。月額料金は980円からで、初年度に12億円の売り上げを見込む。
山口健太社長は午前10時からの会見で「10年前の失敗に学んだ」と述べた。株価は前日比35円高の2,145円だった。"""
ENGLISH = """Acme Corp. said on Thursday, March 5, 2026 that revenue rose 12.5% to $3.5 million. Chief executive
Mary Johnson will visit Osaka at 2:30 pm with twenty-five employees.
About 120 million yen will be invested over three years."""

HONEST = [
    (MINUTES, "3月5日14:30から会議室Aで定例会議を開いた。"),
    (MINUTES, "2026年3月5日(木曜日)午後2時半〜午後4時の会議。"),
    (MINUTES, "２０２６年３月５日、田中部長と佐藤さんら3名が出席。"),
    (MINUTES, "売上は3.2億円で、前年より12.5パーセント増えた。"),
    (MINUTES, "売上は約3億円。目標は四億円。"),
    (MINUTES, "売上は320,000千円、目標は400百万円。"),
    (MINUTES, "価格は1280円。スミス氏は1割から2割の値引きを提案した。"),
    (MINUTES, "14日後の3/19までに回答する。"),
    (MINUTES, "コストは10%減る見込み。"),
    (MINUTES, "詳細はexample.jpのサイト、または INFO@EXAMPLE.JP まで。電話は03(1234)5678。"),
    (MINUTES, "大阪支店は120人で、三分の一が在宅勤務。点検は90分。"),
    (MINUTES, "1. 会議を開いた\n2. 値引きを検討する\n3. 二つの課題がある"),
    (MINUTES, "主なポイントは3点です。第一に売上、第二に価格、第三にコスト。一部の参加者は十分に議論できなかった。"),
    (MINUTES, "メンバー全員でスケジュールを共有し、プロジェクトのリスクを一緒に確認する。"),
    (MINUTES, "お客様と皆様への対応は営業部長が担当する。"),
    (MINUTES, "1700社が対象で、47の都道府県にわたる。"),
    (MINUTES, "ABC123Xを発売する。"),
    (NEWS, "さくら電機が新サービス「ハルカゼ」を2024年4月1日に開始する。"),
    (NEWS, "利用者は24年度の150万人から180万人に増える見通しだ。"),
    (NEWS, "山口社長は10時の会見で、十年前の失敗に言及した。"),
    (NEWS, "株価は二千百四十五円で、35円上がった。"),
    (NEWS, "初年度の売上高は12億円、月額は980円から。"),
    (ENGLISH, "2026年3月5日（木）、Acme社の売上高は12.5%増の350万ドルだった。"),
    (ENGLISH, "Johnson氏は25人の従業員と14時30分に訪れる。3年間で約1億2,000万円を投資する。"),
    (ENGLISH, "Revenue rose by 12.5 percent to 3.5 million dollars on 5 March 2026."),
]
FAULTS = [
    (MINUTES, "3月6日に会議を開いた。", ("3月6日",)),
    (MINUTES, "部品7個を交換し、3ポイント差で決まった。", ("7個", "3ポイント")),
    (MINUTES, "2025: 会議を開いた。", ("2025",)),
    (MINUTES, "5月3日に会議を開いた。", ("5月3日",)),
    (MINUTES, "2027年3月5日に会議を開いた。", ("2027年3月5日",)),
    (MINUTES, "3月5日（金）に会議を開いた。", ("3月5日（金）",)),
    (MINUTES, "15時30分から会議を開いた。", ("15時30分",)),
    (MINUTES, "売上は3万2,000億円。", ("3万2,000億円",)),
    (MINUTES, "売上は3億2,000万ドル。", ("3億2,000万ドル",)),
    (MINUTES, "売上は3億3,000万円。", ("3億3,000万円",)),
    (MINUTES, "売上は32億円。", ("32億円",)),
    (MINUTES, "前年比13.5%増。", ("13.5%",)),
    (MINUTES, "価格は1,380円。", ("1,380円",)),
    (MINUTES, "価格は千三百八十円。", ("千三百八十円",)),
    (MINUTES, "三割の値引き。", ("三割",)),
    (MINUTES, "四名が出席した。", ("四名",)),
    (MINUTES, "出席は3社。", ("3社",)),
    (MINUTES, "三週間後に回答。", ("三週間",)),
    (MINUTES, "鈴木様が出席した。", ("鈴木",)),
    (MINUTES, "八神さんが出席した。", ("八神",)),
    (MINUTES, "田中健二様が出席した。", ("田中健二",)),
    (MINUTES, "トンプソン氏が提案した。", ("トンプソン",)),
    (MINUTES, "ABC-124Xを発売する。", ("ABC-124X",)),
    (MINUTES, "詳細は https://example.jp/news/2027 を参照。", ("https://example.jp/news/2027",)),
    (MINUTES, "詳細は https://example.com/ を参照。", ("https://example.com/",)),
    (MINUTES, "問い合わせは info@example.com まで。", ("info@example.com",)),
    (MINUTES, "電話は03-1234-5679。", ("03-1234-5679",)),
    (MINUTES, "点検は2時間かかる。", ("2時間",)),
    (MINUTES, "大阪支店は130名。", ("130名",)),
    (MINUTES, "Googleと提携する。", ("Google",)),
    (NEWS, "4月10日に始める。", ("4月10日",)),
    (NEWS, "利用者は150億人。", ("150億人",)),
    (NEWS, "ナツカゼを始める。", ("ナツカゼ",)),
    (NEWS, "渡辺社長が会見した。", ("渡辺",)),
    (NEWS, "2,154円だった。午後10時から会見した。", ("2,154円", "午後10時")),
    (ENGLISH, "売上高は350億ドル、12.6%増だった。", ("350億ドル", "12.6%")),
    (ENGLISH, "Revenue fell on March 6, 2026, said Peter Johnson.", ("March 6, 2026", "Peter")),
]


def cut(text: str, found: list[Unsupported]) -> tuple[str, ...]:
    return tuple(item.text_span.cut(text) for item in found)


@pytest.mark.parametrize(("source", "candidate"), HONEST)
def test_honest_paraphrases_are_not_flagged(source: str, candidate: str) -> None:
    assert cut(candidate, find_unsupported(candidate, source)) == ()


@pytest.mark.parametrize(("source", "candidate", "flagged"), FAULTS)
def test_planted_faults_are_found_where_they_are(source: str, candidate: str, flagged: tuple[str, ...]) -> None:
    assert cut(candidate, find_unsupported(candidate, source)) == flagged


@pytest.mark.parametrize("text", [MINUTES, NEWS, ENGLISH])
def test_a_text_supports_itself(text: str) -> None:
    assert find_unsupported(text, text) == []
    assert missing_facts(text, text) == []


@given(st.integers(2, 10**13))
def test_every_spelling_of_a_sum_supports_every_other_and_no_other_sum(value: int) -> None:
    index = SourceFacts(f"予算は{value}円です。")
    grouped = f"{value:,}円"
    assert find_unsupported(f"予算は{grouped}。", index) == []
    assert find_unsupported(f"予算は{spell_mixed(value)}円。", index) == []
    assert find_unsupported(f"予算は{spell_kanji(value)}円。", index) == []
    for other in (value + 1, value * 10, value * 10_000):
        assert cut(f"予算は{other:,}円。", find_unsupported(f"予算は{other:,}円。", index)) == (f"{other:,}円",)


def spell_mixed(value: int) -> str:
    parts = ""
    for scale, name in ((10**12, "兆"), (10**8, "億"), (10**4, "万"), (1, "")):
        section, value = divmod(value, scale)
        parts += f"{section:,}{name}" if section else ""
    return parts


def spell_kanji(value: int) -> str:
    digits = "〇一二三四五六七八九"
    parts = ""
    for scale, name in ((10**12, "兆"), (10**8, "億"), (10**4, "万"), (1, "")):
        section, value = divmod(value, scale)
        spelled = ""
        rest = section
        for small, small_name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit, rest = divmod(rest, small)
            if digit:
                spelled += (
                    "" if digit == 1 and small > 1 and not (small == 1000 and name) else digits[digit]
                ) + small_name
        parts += spelled + name if section else ""
    return parts


KEPT = [
    ("3月5日に1億2,000万円を二人で、3割の{name}様", "On March 5, two people, 120 million yen, 30% {name}"),
    ("14時30分に%sを開始。約1.5倍", "Starts %s at 2:30 p.m., about 1.5 times"),
    ("1990年代から21世紀、第3回", "From the 1990s to the 21st century, the third time"),
    ("木曜日に10代の3人が65分目に得点", "On Thursday three teenagers scored in the 65th minute"),
    ("過去1年間で105 万人、2倍以上", "More than doubled to 1.05 million in the past year"),
    ("数百人が一緒に十分に楽しんだ", "Hundreds enjoyed it together"),
    ("https://example.jp/ と${X}と6月", "https://example.jp/ and ${X}, June"),
    ("18歳の学生2人", "two 18-year-olds"),
    ("令和8年度の予算は3,500億円", "the budget for fiscal 2026 is 350 billion yen"),
]
LOST = [
    ("3月5日に会議", "Meeting on March 6", ("3月5日",)),
    ("1億2,000万円の予算", "a budget of 12 million yen", ("1億2,000万円",)),
    ("3割の{name}様と%d件", "3% {nme} and items", ("3割", "{name}", "%d")),
    ("25人が参加し、2社が欠席", "52 people joined, 2 companies were absent", ("25人",)),
    ("$3.5M and 12%", "350億ドルと12%", ("$3.5M",)),
    ("on Thursday at 3 pm", "水曜日の午後3時", ("Thursday",)),
    ("see https://example.jp/a", "https://example.jp/b を参照", ("https://example.jp/a",)),
]


@pytest.mark.parametrize(("source", "target"), KEPT)
def test_what_a_good_translation_keeps_is_not_missed(source: str, target: str) -> None:
    assert cut(source, missing_facts(source, target)) == ()
    assert cut(target, missing_facts(target, source)) == ()


@pytest.mark.parametrize(("source", "target", "lost"), LOST)
def test_what_a_translation_loses_is_found(source: str, target: str, lost: tuple[str, ...]) -> None:
    assert cut(source, missing_facts(source, target)) == lost
