"""The edits of a rewriting make its text of that of the document, and leave alone what stays."""

from __future__ import annotations

import pytest

from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.building import DocumentBuilder, StyledWords
from sakura_cli.documents.writing.assembling import assemble
from sakura_cli.options.keigo import FixOptions, KeigoOptions
from sakura_cli.tasks.framework.steps import complete
from sakura_cli.tasks.keigo.check import fix_keigo
from sakura_cli.tasks.keigo.rewrite import rewrite_keigo
from tests.fakes.engine import ScriptedEngine


def build() -> Document:
    builder = DocumentBuilder()
    builder.add("item", "資料を送る。", label="1. ")
    builder.add("paragraph", [StyledWords("明日までに"), StyledWords("見て", "bold"), StyledWords("ください。")])
    builder.add("paragraph", "社長がおっしゃられました。")
    return builder.finish(source="a.docx", medium="word")


@pytest.mark.parametrize("level", ["polite", "business", "plain"])
def test_the_edits_of_a_rewriting_make_its_text(level):
    document = build()
    result = complete(ScriptedEngine([]), rewrite_keigo(document, KeigoOptions(level=level, rules_only=True)))
    assert result.edits
    assert assemble(document.text, [(edit.span, edit.text) for edit in result.edits])[0] == result.text
    assert result.text.startswith("1. ")


def test_the_edits_of_a_correction_are_the_words_that_change():
    document = build()
    result = complete(ScriptedEngine([]), fix_keigo(document, FixOptions()))
    [edit] = result.edits or ()
    assert assemble(document.text, [(edit.span, edit.text)])[0] == result.text
    assert (edit.span.cut(document.text), edit.text) == ("られ", "い")
