"""Lines of Japanese helps: none too wide, no word of ASCII cut, no sign at a place where it may not stand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from sakura_cli.cli.terminal.folding import FoldingHighlighter, find_line_starts

WORDS = st.sampled_from(
    ["要約", "を", "表示する", "（既定値:", "SAKURA_LANG", "UTF-8", "）", "、", "。", " ", "ファイル", "「", "」"]
)


def _lines(text: str, width: int) -> list[str]:
    edges = [0, *find_line_starts(text, width), len(text)]
    return [text[start:end] for start, end in pairwise(edges)]


@given(st.lists(WORDS, max_size=30).map("".join), st.integers(16, 60))
def test_lines_are_the_text_and_fit(text: str, width: int) -> None:
    lines = _lines(text, width)
    assert "".join(lines) == text
    assert max((cell_len(line.rstrip()) for line in lines), default=0) <= width


@pytest.mark.parametrize("width", range(16, 60))
def test_a_line_begins_and_ends_where_japanese_may(width: int) -> None:
    text = "書き込むファイルの文字コード。既定はUTF-8、sameは入力と同じ（環境変数: SAKURA_LANG）。「値」のあと"
    lines = _lines(text, width)
    assert not [line for line in lines[1:] if line[0] in "）」、。:ッャュョー"]
    assert not [line for line in lines if line.rstrip()[-1] in "（「"]
    assert all(any(word in line for line in lines) for word in ("UTF-8", "same", "SAKURA_LANG"))


def test_what_is_longer_than_a_line_is_broken_anywhere() -> None:
    assert _lines("hf:OWNER/REPOSITORY/FILE.gguf", 12) == ["hf:OWNER/REP", "OSITORY/FILE", ".gguf"]


def test_a_table_shows_the_whole_text() -> None:
    text = "入力ごとに、同じ名前のファイルを書き込む（--jsonでは.json）"
    table = Table(show_header=False, width=30)
    table.add_row("--out-dir", FoldingHighlighter()(text))
    console = Console(width=30, record=True, file=None, quiet=False)
    with console.capture() as shown:
        console.print(table)
    drawn = "".join(line.split("│")[2].strip() for line in shown.get().splitlines() if "│" in line)
    assert drawn == text
