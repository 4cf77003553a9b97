"""Other words in spans of a text, and where they stand in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.documents.writing.assembling import assemble
from sakura_cli.spans import Span


@given(st.lists(st.text(max_size=5), min_size=1, max_size=5))
def test_the_spans_of_replacements_lie_in_the_assembled_text(words: list[str]) -> None:
    text = "abc " * len(words)
    replacements = [(Span(4 * number, 4 * number + 3), word) for number, word in enumerate(words)]
    assembled, spans = assemble(text, replacements)
    assert [span.cut(assembled) for span in spans] == words
