"""Overlap: the sentence that says the same is found, and nothing where nothing is shared."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.text.evidence.overlap import SentenceIndex, share

SOURCE = (
    "希望小売価格を1台48万円とする案が了承された。\n内示は東都化学から60台、みなと水産から25台である。\n"
    "検査機器の購入は次の会議で再度提案する。"
)


def test_the_sentence_that_says_the_same_is_found() -> None:
    index = SentenceIndex(SOURCE)
    for summary, expected in (
        ("価格は1台48万円", "48万円"),
        ("内示：東都化学60台", "東都化学"),
        ("購入は再提案", "再度提案"),
    ):
        match = index.find_best(summary)
        assert match is not None and expected in match.span.cut(SOURCE)


def test_what_shares_nothing_has_no_match() -> None:
    assert SentenceIndex(SOURCE).find_best("xyz") is None
    assert SentenceIndex("").find_best("価格") is None


@given(st.text(st.sampled_from("桜が咲く。、1台円\n"), max_size=60))
def test_a_sentence_is_its_own_best_match(text: str) -> None:
    index = SentenceIndex(text)
    for span in index.spans:
        match = index.find_best(span.cut(text))
        assert match is None or 0 < match.score <= 1.0001


def test_share_is_one_for_itself_and_zero_for_nothing() -> None:
    assert share("量産を延期する", ["量産を延期する"]) == 1.0
    assert share("量産を延期する", ["xyz"]) == 0.0
    assert 0 < share("量産を延期する", ["量産の開始"]) < 1
