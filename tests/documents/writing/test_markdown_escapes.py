"""Words that replace others in Markdown begin no block and end no cell."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.documents.reading.marked_up.markdown import describe_structure
from sakura_cli.documents.writing.assembling import assemble
from sakura_cli.documents.writing.markdown import escape_cell, escape_start
from sakura_cli.spans import Span


@given(st.sampled_from(["- a", "1. a", "# a", "> a", "```", "---", "<p>", "+ a", "* a", "12) a", "| a |"]))
def test_a_translation_cannot_begin_another_block(text: str) -> None:
    document = "前の段落\n\n言葉\n\n後の段落\n"
    start = document.index("言葉")
    translation, _ = assemble(document, [(Span(start, start + 2), escape_start(text, "言葉"))])
    assert describe_structure(translation) == describe_structure(document)


def test_a_pipe_in_a_cell_is_escaped_once() -> None:
    assert escape_cell("a | b \\| c") == "a \\| b \\| c"
