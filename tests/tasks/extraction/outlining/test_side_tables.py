"""Tables side by side drawn as one: each is read by itself, under what stands above it."""

from __future__ import annotations

import pytest

from tests.tasks.extraction.scripted import answer, run, shape

_ROWS = (("会費", "640", "人件費", "1,980"), ("寄付金", "300", "家賃", "720"), ("事業収入", "1,150", "予備費", "630"))


def draw(captions: tuple[str, str], heads: tuple[str, str]) -> str:
    lines = [f"         {captions[0]}                    {captions[1]}", f"{heads[0]}          {heads[1]}     " * 2]
    lines += [f"{one:<10}  {two:>6}     {three:<10} {four:>6}" for one, two, three, four in _ROWS]
    return "\n".join(["令和８年度　予算書", "", *lines, ""])


@pytest.mark.parametrize("heads", [("科目", "予算"), ("項目", "金額"), ("科　目", "決算")])
@pytest.mark.parametrize(
    "captions",
    [("収入の部", "支出の部"), ("《収入の部》", "《支出の部》"), ("【収入】", "【支出】"), ("＜収入＞", "＜支出＞")],
)
def test_each_table_is_read_under_its_own_caption(captions: tuple[str, str], heads: tuple[str, str]) -> None:
    name, amount = "".join(heads[0].split()), heads[1]
    fields = f"収入[]:{{{name}, {amount}:amount}}, 支出[]:{{{name}, {amount}:amount}}"
    result, _ = run(draw(captions, heads), shape(fields), answer({}))
    data = result.payload.data
    assert [item[name] for item in data["収入"]] == ["会費", "寄付金", "事業収入"]
    assert [item[name] for item in data["支出"]] == ["人件費", "家賃", "予備費"]
    assert [item[amount] for item in data["支出"]] == [1980, 720, 630]
