"""Salient sentences: conclusions before greetings, in the order of the text, within the room there is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.documents.reading.plain import read_stretches
from sakura_cli.japanese.sentences import split_sentences
from sakura_cli.text.evidence.salience import find_conclusions, find_core, score_sentences, select_salient

ANSWER = (
    "ただいまの御質問にお答えいたします。図書館は、長年にわたり市民に親しまれております。"
    "議員御指摘のとおり、建物の老朽化が課題であることは認識しております。"
    "このため、来年度に基本計画を策定し、令和十年の建て替えを目指してまいります。以上でございます。"
)


def test_the_conclusion_is_chosen_before_greeting_and_background() -> None:
    [span] = select_salient(ANSWER, 50)
    assert "建て替えを目指して" in span.cut(ANSWER)


def test_greetings_score_lowest() -> None:
    spans = split_sentences(ANSWER)
    scores = score_sentences(ANSWER, spans)
    assert max(scores[0], scores[-1]) < min(scores[1:-1])


def test_what_fits_is_kept_whole() -> None:
    assert select_salient(ANSWER, len(ANSWER)) == split_sentences(ANSWER)


@given(st.text(st.sampled_from("桜が咲く。決定、12月\n"), max_size=200), st.integers(1, 120))
def test_the_choice_is_in_order_and_fits_or_is_one(text: str, limit: int) -> None:
    chosen = select_salient(text, limit)
    assert chosen == sorted(set(chosen))
    headings = {block.span for block in read_stretches(text) if block.kind == "heading"}
    sentences = [span for span in chosen if span not in headings]
    assert (
        sum(span.end - span.start for span in sentences) <= limit
        or len(sentences) <= 1
        or chosen == split_sentences(text)
    )


def test_the_core_is_what_a_text_comes_to_and_need_not_be_there() -> None:
    core = find_core(ANSWER)
    assert core is not None and "建て替えを目指して" in core.cut(ANSWER)
    assert find_core("雨がやんだ。源造は港へ下り、船を待った。") is None


def test_what_every_speech_ends_with_is_no_conclusion() -> None:
    speech = (
        "公園の遊具につきましては、来年度に三十基を更新することといたしました。"
        "今後とも、誰もが安心して遊べる公園の実現に向け、全力で取り組んでまいります。"
    )
    assert [span.cut(speech) for span in find_conclusions(speech)] == [speech[: speech.index("。") + 1]]
    assert find_conclusions(speech)[0] == find_core(speech)
