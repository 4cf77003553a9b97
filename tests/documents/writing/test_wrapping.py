"""Wrapping: within the width, nothing lost, as it was wrapped before."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.characters.width import count_columns
from sakura_cli.documents.writing.wrapping import wrap_text


@given(st.text(st.sampled_from("桜花ab 。"), max_size=60), st.integers(4, 20))
def test_wrapped_lines_keep_to_the_width_and_lose_nothing(text: str, columns: int) -> None:
    line = " ".join(text.split())
    wrapped = wrap_text(line, columns, "> ")
    assert wrapped.replace("\n> ", "").replace(" ", "") == line.replace(" ", "")
    for each in wrapped.split("\n> "):
        # Closing marks never begin a line, and a word longer than a line is not cut.
        last = re.split(r"(?<=[^。]) |(?<=[桜花])", each.rstrip("。 "))[-1]
        assert count_columns(each.rstrip("。 ")) <= columns or last.isascii()
