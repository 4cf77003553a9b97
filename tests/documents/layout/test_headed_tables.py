"""Tables drawn with blanks that the line over them tells: the columns of its labels, whatever the blanks below."""

from __future__ import annotations

import pytest

from sakura_cli.documents.layout import find_drawn
from sakura_cli.documents.reading.registry import read_document

SPACED_HEAD = """日付　品　　名　　　　　　　数量　　単価　　　金額
5/02　かぼちゃ（秀）　　　　 12　　　350　　 4,200
5/09　さつまいも 10kg　　　　 5　　1,680　　 8,400
"""
NO_REMARKS = """Ⅱ　支出の部
　科　　目          本年度予算額    前年度予算額      増　減     備　考
　人件費                 13,800          13,200          600
　事業費                  9,250          10,600      △1,350
"""
GAP_IN_NAME = """番号　　氏　　名　　　　部　署　　　役　職　　　入社日
0007　　渡会　周作　　　－　　　　　会長　　　　S63.4.1
0171　　四十万　つぐみ　製造課　　　　　　　　　R5.9.1
"""
TIGHT_NUMBER = """ 月日   区間                  機関      金額
 5/13   札幌 → 函館           電車     1,210
 5/13   函館駅 → 倉庫         タクシー 4,850
"""
MORE_PIECES = """　年　　　月　　　　学歴・職歴
―――――――――――――――――――――――――
　平成24　 4　　　　みどり大学 経済学部 入学
　令和 5　 8　　　　同　　　　　　　　　 退学
"""
NO_FIRST_HEAD = """                        単価         数量
  昼　食              24,000 円          なし
  弁当・飲料           6,500 円      30 個
  菓　子               5,000 円      50 個
"""


@pytest.mark.parametrize(
    ("drawn", "rows"),
    [
        (
            SPACED_HEAD,
            [["5/02", "かぼちゃ（秀）", "12", "350", "4,200"], ["5/09", "さつまいも 10kg", "5", "1,680", "8,400"]],
        ),
        (NO_REMARKS, [["人件費", "13,800", "13,200", "600", ""], ["事業費", "9,250", "10,600", "△1,350", ""]]),
        (
            GAP_IN_NAME,
            [
                ["0007", "渡会　周作", "－", "会長", "S63.4.1"],
                ["0171", "四十万　つぐみ", "製造課", "", "R5.9.1"],
            ],
        ),
        (
            NO_FIRST_HEAD,
            [["昼　食", "24,000 円", "なし"], ["弁当・飲料", "6,500 円", "30 個"], ["菓　子", "5,000 円", "50 個"]],
        ),
        (
            TIGHT_NUMBER,
            [["5/13", "札幌 → 函館", "電車", "1,210"], ["5/13", "函館駅 → 倉庫", "タクシー", "4,850"]],
        ),
        (
            MORE_PIECES,
            [["平成24", "4", "みどり大学 経済学部 入学"], ["令和 5", "8", "同　　　　　　　　　 退学"]],
        ),
    ],
)
def test_what_stands_under_a_label_is_of_its_column(drawn: str, rows: list[list[str]]) -> None:
    [table] = [block.table for block in find_drawn(drawn) if block.table is not None]
    assert table.header_rows == 1
    assert [[cell.cut(drawn) for cell in row] for row in table.rows[1:]] == rows


@pytest.mark.parametrize(
    "drawn",
    [
        "氏名　　渡会 周作　　部署　　営業部　　内線　　210\n電話　　045-000-0001　　FAX　　045-000-0002\n",
        "品名　　数量　　単価　　金額\n\nりんご　　3　　100　　300\n",
    ],
)
def test_a_form_is_no_table_and_no_row_stands_below_an_empty_line(drawn: str) -> None:
    assert not [block for block in find_drawn(drawn) if block.table is not None and len(block.table.rows[0]) > 3]


@pytest.mark.parametrize(
    ("rows", "header_rows"),
    [
        ("店舗,職種,昼,22時以降\n甲店,販売,1230円,1540円\n乙店,販売,1130円,1440円\n", 1),
        ("部屋,〜10名,11名〜20名,21名以上\n大,5000円,8000円,9000円\n小,3000円,4000円,6000円\n", 1),
        ("宛先,1kg未満,1kg以上\n東京,700,900\n大阪,800,1000\n", 1),
        # Rows of ranges, and figures of several units, are no header.
        ("2km以上,4200円\n10km以上,7100円\n25km以上,9100円\n", 0),
        ("りんご,3個\n米,5kg\n肉,2kg\n", 0),
        ("甲,10名,5名\n乙,12名,7名\n丙,20名,9名\n", 0),
    ],
)
def test_ranges_over_values_of_another_unit_head_their_columns(rows: str, header_rows: int) -> None:
    document = read_document(rows.encode(), source="表.csv")
    assert [block.table.header_rows for block in document.blocks if block.table] == [header_rows]


def test_a_sheet_that_was_pasted_falls_apart_at_its_empty_rows() -> None:
    drawn = (
        "\t\t\t注文書\t\n\t\t\t注文No.\tPO-7\n\t\t\t\t\n行\t品番\t品名・規格\t数量\t金額(円)\n"
        "1\tHS-6\tボルト M6\t30\t375\n2\tNT-6\tナット M6\t40\t180\n\t\t\t合計\t555\n\t\t\t\t\n希望納期\t3月6日\t\t\t\n"
    )
    tables = [block.table for block in find_drawn(drawn) if block.table is not None]
    [listed] = [table for table in tables if len(table.rows[0]) == 5]
    assert [cell.cut(drawn) for cell in listed.rows[0]] == ["行", "品番", "品名・規格", "数量", "金額(円)"]
    assert [cell.cut(drawn) for cell in listed.rows[2]] == ["2", "NT-6", "ナット M6", "40", "180"]
