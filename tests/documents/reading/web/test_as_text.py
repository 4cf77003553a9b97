"""HTML as the body of a mail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.documents.reading.web.as_text import html_to_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>一</p><p>二</p>", "一\n\n二\n"),
        ("<div>一</div><div>二</div>", "一\n二\n"),
        ("日本\n  語", "日本語\n"),
        ("two\n words", "two words\n"),
        ("<ul><li>一<li>二</ul>", "・一\n・二\n"),
        ("<table><tr><td>品名<td>数</tr><tr><td>ポンプ<td>3</tr></table>", "品名\t数\nポンプ\t3\n"),
        ("<blockquote>前の<br>話</blockquote>承知", "> 前の\n> 話\n承知\n"),
        ("<pre>a\n  b</pre>", "a\n  b\n"),
        ("&lt;b&gt;&amp;&nbsp;&#x685c;", "<b>&\xa0桜\n"),
        ("<script>alert('x')</script>本文<title>題</title>", "本文\n"),
        ("<p>閉じない<b>太字", "閉じない太字\n"),
    ],
)
def test_html_becomes_the_text_of_a_mail(html: str, text: str) -> None:
    assert html_to_text(html)[0] == text


@given(st.text())
def test_any_html_is_survived(html: str) -> None:
    html_to_text(html)
