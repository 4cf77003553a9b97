"""What stands in a line of Markdown and is no word: watched while markdown-it parses."""

from __future__ import annotations

from sakura_cli.documents.reading.marked_up.inline import find_inline_markup
from sakura_cli.spans import Span


def test_marks_that_are_no_markup_are_not_protected() -> None:
    text = "2 * 3 * 4 と a_b_c と [未定義] は文字のまま"
    assert find_inline_markup(text).protected == ()


def test_verbatim_words_are_protected_where_no_markup_is() -> None:
    text = "[案内](https://example.com/a) と https://example.com/b"
    addresses = [Span(text.index("https", start), end) for start, end in ((0, 27), (28, len(text)))]
    protected = find_inline_markup(text, verbatim=addresses).protected
    assert [span.cut(text) for span in protected] == ["[", "](https://example.com/a)", "https://example.com/b"]
