"""How sure the difference of two systems is."""

from __future__ import annotations

import random

from benchmarks.quality.bootstrap import compare


def draw(seed: int, mean: float, width: float, count: int) -> list[float]:
    noise = random.Random(seed)  # noqa: S311 - draws, not secrets
    return [noise.gauss(mean, width) for _ in range(count)]


def test_the_same_figures_have_no_difference_and_a_constant_one_has_no_width() -> None:
    figures = draw(1, 0, 1, 50)
    assert not compare(figures, figures).is_significant
    moved = compare([each + 2 for each in figures], figures)
    assert moved.is_significant and round(moved.low, 6) == round(moved.high, 6) == 2


def test_few_cases_that_disagree_are_within_chance_and_many_that_agree_are_not() -> None:
    few, many = draw(7, 0.2, 5, 20), draw(8, 1.0, 5, 2000)
    assert not compare(few, [0.0] * len(few)).is_significant
    assert compare(many, [0.0] * len(many)).is_significant
    assert "within chance" in str(compare(few, [0.0] * len(few)))


def test_about_one_in_twenty_comparisons_of_the_same_system_is_called_sure() -> None:
    drawn = [draw(seed, 0, 1, 60) for seed in range(40)]
    sure = sum(compare(each, [0.0] * len(each)).is_significant for each in drawn)
    assert sure <= 6
