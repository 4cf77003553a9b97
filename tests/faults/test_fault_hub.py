"""A model hub that answers as none does, and addresses that are none: a message each."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.hub_answers import serve_odd_answers, try_once


def test_whatever_the_hub_answers_it_is_fetched_or_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(0)  # noqa: S311 - cases, not secrets
    with serve_odd_answers(chance) as url:
        monkeypatch.setenv("HF_ENDPOINT", url)
        outcomes = Counter(try_once(tmp_path, is_named=chance.random() < 0.7) for _ in range(300))
    assert outcomes["fetched"] > 30 and outcomes["source-unreachable"] > 30 and "internal" not in outcomes


@pytest.mark.parametrize(
    "endpoint",
    [
        "²",
        "x",
        "://",
        "http://",
        "http://[::1",
        "http://127.0.0.1:²",
        "http://a..b",
        "http://\x7f",
        "ftp://a.jp",
        "file:///etc/passwd",
        "http://" + "a" * 5000,
        "http://127.0.0.1:1/" + "a" * 70_000,
    ],
)
@pytest.mark.parametrize("is_named", [True, False])
def test_an_endpoint_that_is_no_address_is_said(
    endpoint: str, is_named: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", endpoint)
    assert try_once(tmp_path, is_named=is_named) == "configuration"
