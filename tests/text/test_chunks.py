"""Chunks: nothing lost, nothing too long, balanced, few counting calls."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from sakura_cli.text.chunks import split_chunks

TEXT = st.text("あ本ア。！「」\n　 #1a、𠮷", max_size=400)


class Counter:
    """Counts UTF-8 bytes over two, plus something for each text, so that joined texts do not simply add up."""

    def __init__(self, surcharge: int = 0) -> None:
        self.calls = 0
        self.surcharge = surcharge

    def __call__(self, texts: Sequence[str]) -> list[int]:
        self.calls += 1
        return [(len(text.encode()) + 1) // 2 + (self.surcharge if len(text) > 20 else 0) for text in texts]


@given(TEXT, st.integers(1, 60), st.integers(0, 5))
@settings(deadline=None)
def test_joined_chunks_are_the_source_and_each_fits(text: str, max_tokens: int, surcharge: int) -> None:
    count = Counter(surcharge)
    chunks = split_chunks(text, max_tokens=max_tokens, count_tokens=count)
    assert "".join(chunk.text for chunk in chunks) == text
    position = 0
    for chunk in chunks:
        assert chunk.span.start == position < chunk.span.end
        assert chunk.span.cut(text) == chunk.text
        assert chunk.tokens == count([chunk.text])[0]
        assert chunk.tokens <= max_tokens or len(chunk.text) == 1
        position = chunk.span.end


def test_sizes_are_balanced_and_cuts_fall_at_sentence_ends() -> None:
    text = "これは会議の記録の一文です。" * 100
    chunks = split_chunks(text, max_tokens=1050, count_tokens=Counter())
    assert len(chunks) == 2
    assert max(c.tokens for c in chunks) - min(c.tokens for c in chunks) <= 21
    assert all(chunk.text.endswith("。") for chunk in chunks)


def test_paragraph_ends_are_preferred_and_headings_stay_with_their_text() -> None:
    text = "\n\n".join(f"# 見出し{i}\n\n" + "短い文が続きます。" * 8 for i in range(6))
    chunks = split_chunks(text, max_tokens=300, count_tokens=Counter())
    assert len(chunks) > 1
    assert all(chunk.text.startswith("# 見出し") for chunk in chunks)


def test_a_text_without_any_break_is_cut_and_counting_stays_cheap() -> None:
    count = Counter()
    chunks = split_chunks("漢" * 20_000, max_tokens=500, count_tokens=count)
    assert all(chunk.tokens <= 500 for chunk in chunks)
    assert len(chunks) <= 90
    assert count.calls <= 12


def test_the_number_of_calls_does_not_grow_with_the_text() -> None:
    calls = []
    for times in (10, 1000):
        count = Counter()
        split_chunks("今日は会議がありました。\n" * times, max_tokens=200, count_tokens=count)
        calls.append(count.calls)
    assert calls[1] <= calls[0] + 1


def test_empty_text_has_no_chunks() -> None:
    assert split_chunks("", max_tokens=10, count_tokens=Counter()) == []
