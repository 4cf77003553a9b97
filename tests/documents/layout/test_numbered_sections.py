"""Numbered lines with a label each are the parts of a form; what stands between them may be a table of its own."""

import pytest

from sakura_cli.documents.layout import find_drawn

_NESTED = """１　日　時　　令和８年７月５日（日）　午前７時から
２　集合場所　　各地区の公民館前
３　回収場所　　清掃のあと、次の場所でお受けします
　　　　地区     場所                   受付時間
　　　　上組     上組公民館駐車場       8:30～9:30
　　　　中組     旧農協倉庫前           8:30～10:00
４　持ち物　　　軍手、鎌
"""


def labels_of(text: str) -> list[str]:
    return [block.pair.label.cut(text) for block in find_drawn(text) if block.pair is not None]


def test_a_table_between_numbered_lines_is_read_without_them() -> None:
    [table] = (block.table for block in find_drawn(_NESTED) if block.table is not None)
    assert [[cell.cut(_NESTED) for cell in row] for row in table.rows] == [
        ["地区", "場所", "受付時間"],
        ["上組", "上組公民館駐車場", "8:30～9:30"],
        ["中組", "旧農協倉庫前", "8:30～10:00"],
    ]


@pytest.mark.parametrize(
    "numbers",
    [("１", "２", "３"), ("1", "2", "3"), ("1.", "2.", "3."), ("１）", "２）", "３）"), ("一", "二", "三")],
    ids=str,
)
@pytest.mark.parametrize("gap", ["　　", "   "], ids=["full", "half"])
def test_numbered_lines_with_labels_are_no_table(numbers: tuple[str, ...], gap: str) -> None:
    said = (("日　時", "７月５日（日）９時"), ("会　場", "第一会議室"), ("参加費", "１，５００円"))
    text = "".join(f"{number}　{label}{gap}{value}\n" for number, (label, value) in zip(numbers, said, strict=True))
    assert not [block for block in find_drawn(text) if block.table is not None]


def test_numbered_rows_below_a_header_stay_a_table() -> None:
    text = "No  品名        数量\n1   りんご      3\n2   みかん      5\n3   ぶどう      2\n"
    [table] = (block.table for block in find_drawn(text) if block.table is not None)
    assert len(table.rows) == 4


def test_lines_under_numbers_with_unknown_labels_are_no_rows_of_theirs() -> None:
    text = (
        "１　助成を受ける設備　　太陽光\n２　建てる場所　　　　　自宅\n３　世帯の状況\n"
        "　　氏　名　　　続柄　　生年月日\n　　下平　修　　本人　　S58.11.7\n　　下平　蒼太　子　　　H25.5.1\n"
        "４　添付書類　　☑見積書　□写真\n"
    )
    [table] = (block.table for block in find_drawn(text) if block.table is not None)
    assert [row[-1].cut(text) for row in table.rows] == ["生年月日", "S58.11.7", "H25.5.1"]
