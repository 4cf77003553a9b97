"""Whether there is an answer: what neither the passages nor the model alone can say."""

from __future__ import annotations

import pytest

from sakura_cli.inference.requests import Completion
from sakura_cli.tasks.answer.judging import is_answer


def completed(none: float, log_probability: float = 0.0) -> Completion:
    return Completion("5日", "stop", 100, 0, 2, (none,), log_probability)


@pytest.mark.parametrize("is_sentence", [True, False])
def test_however_sure_a_model_is_what_says_nothing_of_a_question_answers_it_not(is_sentence: bool) -> None:
    assert not is_answer(completed(-200.0), 0.05, is_sentence=is_sentence)
    assert is_answer(completed(-200.0), 0.4, is_sentence=is_sentence)


@pytest.mark.parametrize("coverage", [0.3, 0.5, 0.7])
def test_the_surer_a_model_is_the_sooner_it_is_believed(coverage: float) -> None:
    believed = [is_answer(completed(none), coverage, is_sentence=False) for none in (0.0, -4.0, -8.0, -12.0)]
    assert believed == sorted(believed)
    assert is_answer(completed(-9.0), coverage, is_sentence=False) or coverage == 0.3
    assert not is_answer(completed(-9.0, -12.0), coverage, is_sentence=False) or coverage == 0.7
