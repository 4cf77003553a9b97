"""The number of threads, on simulated machines: what a step takes there is made up after what was seen on real ones."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from sakura_cli.inference.worker.llama.thread_count import ThreadCount

# Seconds of a step, and its share of processor time, by the number of threads and of the step.
Machine = Callable[[int, int], tuple[float, float]]
_ONE_THREAD = 0.080


def run(machine: Machine, steps: int, most: int = 2, *, fixed: int | None = None) -> float:
    """Return the seconds of some steps: with a number that is chosen, or a fixed one."""
    count = ThreadCount(most)
    total = 0.0
    for step in range(steps):
        threads = fixed or count.current
        seconds, share = machine(threads, step)
        total += seconds
        count.note(1, seconds, share * seconds * threads)
    return total


def best_fixed(machine: Callable[[int], Machine], steps: int, most: int = 2) -> float:
    """Return the seconds with the best of the fixed numbers."""
    return min(run(machine(seed), steps, most, fixed=threads) for seed in (3,) for threads in range(1, most + 1))


def quiet(seed: int, cores: int = 2) -> Machine:
    """Return a machine with nothing else to do; now and then a step takes longer."""
    draw = random.Random(seed)  # noqa: S311

    def take(threads: int, step: int) -> tuple[float, float]:
        seconds = _ONE_THREAD / min(threads, cores) ** 0.9 * draw.uniform(0.97, 1.08)
        return (seconds * 1.8, 0.7) if draw.random() < 0.03 else (seconds, draw.uniform(0.92, 1.0))

    return take


def busy(seed: int, *, slowdown: float, cores: int = 2) -> Machine:
    """Return a machine on which another process spins on one core: who has a thread there waits for it."""
    draw = random.Random(seed)  # noqa: S311

    def take(threads: int, step: int) -> tuple[float, float]:
        free = cores - 1
        if threads <= free:
            return _ONE_THREAD / threads**0.9 * draw.uniform(1.0, 1.15), draw.uniform(0.9, 1.0)
        return _ONE_THREAD / threads**0.9 * slowdown * draw.uniform(0.7, 1.5), draw.uniform(0.5, 0.8)

    return take


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("steps", [64, 256, 2000])
def test_nothing_is_lost_on_a_quiet_machine(seed: int, steps: int) -> None:
    assert run(quiet(seed), steps) <= run(quiet(seed), steps, fixed=2) / 0.97


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("slowdown", [1.1, 1.6, 3.0, 12.0])
def test_on_a_busy_machine_it_is_nearly_as_fast_as_the_best_number(seed: int, slowdown: float) -> None:
    best = best_fixed(lambda each: busy(each, slowdown=slowdown), 400)
    assert run(busy(seed, slowdown=slowdown), 400) <= best / 0.8


def test_more_threads_come_back_when_the_other_work_has_ended() -> None:
    first, then = busy(1, slowdown=8.0), quiet(1)
    count = ThreadCount(2)
    chosen = []
    for step in range(600):
        seconds, share = (first if step < 200 else then)(count.current, step)
        chosen.append(count.current)
        count.note(1, seconds, share * seconds * count.current)
    assert chosen[150:200].count(1) > 40
    assert chosen[-100:].count(2) > 90


def test_on_many_cores_it_goes_down_as_far_as_needed() -> None:
    best = best_fixed(lambda each: busy(each, slowdown=6.0, cores=8), 600, 8)
    assert run(busy(2, slowdown=6.0, cores=8), 600, 8) <= best / 0.8


def test_steps_of_another_size_are_not_compared() -> None:
    count = ThreadCount(2)
    for step in range(200):
        rows = 1 if step % 2 else 8
        count.note(rows, 0.04 * rows, 0.04 * rows * count.current * 0.5)
        assert count.current == 2


def test_one_thread_stays_one() -> None:
    count = ThreadCount(1)
    for _ in range(50):
        count.note(1, 0.1, 0.01)
    assert count.current == 1


def watch(machines: list[tuple[Machine, int]], idle_cores: Callable[[int, int], float]) -> list[int]:
    """Return the numbers that are chosen step by step, one machine after the other, where idle processors are told.

    `idle_cores` tells how many are idle with so many threads on the machine of an index.
    """
    count = ThreadCount(2)
    chosen: list[int] = []
    idle = 0.0
    for index, (machine, steps) in enumerate(machines):
        for step in range(steps):
            seconds, share = machine(count.current, step)
            idle += seconds * idle_cores(index, count.current)
            chosen.append(count.current)
            count.note(1, seconds, share * seconds * count.current, idle if count.is_reduced else None)
    return chosen


@pytest.mark.parametrize("seed", range(5))
def test_where_processors_become_idle_more_threads_come_back_at_once(seed: int) -> None:
    machines = [(busy(seed, slowdown=8.0), 2000), (quiet(seed), 64)]
    chosen = watch(machines, lambda index, threads: 2.0 - threads if index else 0.0)
    assert chosen[2000:].count(2) >= 50


@pytest.mark.parametrize("seed", range(5))
def test_where_no_processor_is_idle_no_more_threads_are_tried(seed: int) -> None:
    chosen = watch([(busy(seed, slowdown=8.0), 2000)], lambda index, threads: 0.05)
    assert chosen[100:].count(2) == 0


def test_idle_processors_that_are_of_no_use_are_not_tried_all_the_time() -> None:
    """Those of a machine of which this process may use a part."""
    chosen = watch([(busy(1, slowdown=8.0), 4000)], lambda index, threads: 30.0)
    assert chosen[100:].count(2) < 60
