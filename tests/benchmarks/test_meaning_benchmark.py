"""Planted relation faults are found as often as the benchmark says, and right sentences are left alone."""

from __future__ import annotations

import pytest

from benchmarks.meaning.__main__ import doubt_sentence, score
from benchmarks.meaning.cases import KINDS, read_cases

PARTS = ("dev", "held", "fresh", "sealed", "last")


def test_every_document_has_right_sentences_and_faults_of_known_kinds() -> None:
    cases = [case for part in PARTS for case in read_cases(part)]
    assert len(cases) >= 60 and len({case.title for case in cases}) == len(cases)
    assert all(case.text and len(case.right) >= 2 and len(case.wrong) >= 2 for case in cases)
    assert {kind for case in cases for kind, _ in case.wrong} == set(KINDS)


@pytest.mark.parametrize(
    ("part", "least"), [("dev", 0.95), ("held", 0.88), ("fresh", 0.93), ("sealed", 0.8), ("last", 0.9)]
)
def test_faults_are_found_and_right_sentences_are_not_doubted(part: str, least: float) -> None:
    found, total, alarms, right = score(read_cases(part), doubt_sentence)
    assert sum(found.values()) >= least * sum(total.values())
    assert alarms <= 0.03 * right


def test_every_kind_of_fault_is_found_mostly() -> None:
    found, total, _, _ = score([case for part in PARTS for case in read_cases(part)], doubt_sentence)
    assert {kind: found[kind] / total[kind] for kind in KINDS if found[kind] < 0.8 * total[kind]} == {}


def test_a_missed_fault_and_a_doubted_sentence_count() -> None:
    [case] = [case for case in read_cases("last") if case.title == "役員会"]
    found, total, alarms, right = score([case], lambda sentence, text: ["doubt"] * sentence.startswith("株主総会"))
    assert (sum(found.values()), sum(total.values()), alarms, right) == (0, 6, 1, 3)
