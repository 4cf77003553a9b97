"""The benchmark of notes and minutes counts what a summary keeps, and pairs that it exchanges."""

from __future__ import annotations

from benchmarks.notes.__main__ import count_duties, count_facts

_MINUTES = {
    "duties": [
        {"person": "佐藤", "task": ["見積"], "date": ["8月5日"]},
        {"person": "三枝", "task": ["説明文"], "date": []},
    ],
    "decisions": [["2階建て", "二階建て"]],
    "next": ["9月2日", "9/2"],
}


def test_a_fact_is_kept_in_any_of_its_spellings() -> None:
    """What is lost is named."""
    counts = count_facts({"facts": [["18時", "午後6時"], ["本社"]]}, "午後６時から始める。")
    assert (counts["facts"], counts["kept"], counts["  lost 本社"]) == (2, 1, 1)


def test_a_duty_is_right_where_one_line_has_all_of_it() -> None:
    """Decisions and the next meeting may stand in any line."""
    text = "・佐藤が8月5日までに見積書を取る\n・三枝が説明文を作る\n・新棟は2階建て\n・次回は9/2"
    counts = count_duties(_MINUTES, text, 0)
    assert (counts["duties"], counts["right"], counts["decisions told"], counts["next told"]) == (2, 2, 1, 1)
    assert not counts["wrong pairs, unreported"]


def test_a_task_given_to_another_is_a_wrong_pair() -> None:
    """A finding reports it."""
    text = "・佐藤が説明文を作る\n・見積書は8月5日まで"
    assert count_duties(_MINUTES, text, 0)["wrong pairs, unreported"] == 1
    assert count_duties(_MINUTES, text, 1)["wrong pairs"] == 1
    assert count_duties(_MINUTES, text, 0)["right"] == 0
