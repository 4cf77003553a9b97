"""Records of text: which sign parts them, and which texts are prose with commas."""

from __future__ import annotations

import pytest

from sakura_cli.documents.records import find_sign, find_start, split_records


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("品名,数量,単価\nりんご,3,100\n梨,2,80\n", ","),
        ("品名;数量;単価\nりんご;3;1,5\n梨;2;0,8\n", ";"),
        ("品名\t数量\t単価\nりんご\t3\t100\n梨\t2\t80\n", "\t"),
        ('"a","b,c","d"\n"1","2","3"\n"4","5\n6","7"\n', ","),
        ("sep=;\n1;2;3", None),
        ("春は、あけぼの。夏は、夜。\n秋は、夕暮れ。\n冬は、つとめて。\n", None),
        ("One, two, three.\nFour, five, six.\nSeven, eight, nine.\n", None),
        ('{"a":1,"b":2,"c":3}\n{"a":1,"b":2,"c":3}\n{"a":1,"b":2,"c":3}\n', None),
        ("りんご,梨\nみかん,桃\n柿,栗\n", None),
        ("a,b,c\n1,2,3\n", None),
        ("a,b,c\n1,2\n3,4,5\n6,7,8\n", None),
        ("第1条,甲は,乙に支払う。\n第2条,乙は,甲に渡す。\n第3条,甲は,乙と話す。\n", None),
        ("", None),
    ],
)
def test_a_text_is_a_table_only_where_all_its_lines_say_so(text: str, sign: str | None) -> None:
    assert find_sign(text) == sign


def test_a_named_table_needs_no_more_than_most_of_its_records() -> None:
    assert find_sign("一覧\na,b\n1,2\n", is_named=True) == ","
    assert find_sign("a|b\n1|2\n", is_named=True) == "|"
    assert find_sign("本文\n", is_named=True) is None


def test_the_first_line_may_name_the_sign() -> None:
    assert find_start("sep=;\na;b") == (6, ";")
    assert find_start('"sep=\t"\na') == (8, "\t")
    assert find_start("separate") == (0, None)


def test_quotes_hold_signs_quotes_and_lines() -> None:
    text = 'a,"b,""c""\nd", e \n\n,"",\n"open'
    records = [[(field.span.cut(text), field.is_quoted) for field in record] for record in split_records(text, ",")]
    assert records == [
        [("a", False), ('b,""c""\nd', True), ("e", False)],
        [],
        [("", False), ("", True), ("", False)],
        [('"open', False)],
    ]
