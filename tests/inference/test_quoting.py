"""Quotations and weights through the whole engine, with a tiny model of random weights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from sakura_cli.inference.client import WorkerEngine
from tests.inference.requests import complete, make_request

StartEngine = Callable[..., WorkerEngine]
SENTENCES = (("社員は使えません。",), ("社外の方は「使えます」。",), ("なし",))
WORDS = (("月額", "18,000", "円", "とする", "。"), ("なし",))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("temperature", [0.0, 1.5])
def test_whatever_a_model_says_it_quotes_whole_words(start_engine: StartEngine, seed: int, temperature: float) -> None:
    request = replace(make_request("住宅手当", 40), quotations=WORDS, temperature=temperature, seed=seed, language=None)
    [completion] = complete(start_engine(), [request])
    runs = {"".join(words[start:end]) for words in WORDS for start in range(5) for end in range(start + 1, 6)}
    assert completion.text in runs
    assert completion.finish_reason == "stop"


def test_what_can_only_go_on_in_one_way_is_not_decoded(start_engine: StartEngine) -> None:
    request = replace(make_request("規則", 80), quotations=SENTENCES, language=None)
    [completion] = complete(start_engine(), [request])
    assert (completion.text,) in SENTENCES
    assert completion.completion_tokens < len(completion.text.encode())


def test_weights_are_log_probabilities_of_first_tokens(start_engine: StartEngine) -> None:
    request = replace(make_request("規則", 8), weighed=("なし", "あり"), quotations=WORDS, language=None)
    [completion] = complete(start_engine(), [request])
    assert len(completion.weights) == 2
    assert all(weight < 0 for weight in completion.weights)
    assert completion.log_probability < 0
    [unweighed] = complete(start_engine(), [replace(request, weighed=())])
    assert (unweighed.text, unweighed.weights, unweighed.log_probability) == (completion.text, (), 0.0)
