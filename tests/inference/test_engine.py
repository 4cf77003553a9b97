"""The worker with real llama.cpp on tiny random models."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sakura_cli.characters.script import everyday_japanese
from sakura_cli.errors import BadInputError, EngineError
from sakura_cli.inference.client import WorkerEngine
from sakura_cli.inference.holding import nobody_using
from sakura_cli.inference.options import EngineOptions
from sakura_cli.inference.requests import Finished, TextDelta
from tests.inference.conftest import ARCHITECTURES
from tests.inference.requests import complete, make_request

StartEngine = Callable[..., WorkerEngine]
DOCUMENTS = [f"第{number}号の文書は長さが違います。" * (number % 3 + 1) for number in range(7)]


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_a_request_gives_the_same_text_alone_and_beside_others(start_engine: StartEngine, architecture: str) -> None:
    requests = [make_request(document) for document in DOCUMENTS]
    together = complete(start_engine(architecture, parallel=3), requests)
    alone_engine = start_engine(architecture)
    alone = [complete(alone_engine, [request])[0] for request in requests]
    assert [completion.text for completion in together] == [completion.text for completion in alone]


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_a_prefix_restored_from_disk_gives_the_same_text(start_engine: StartEngine, architecture: str) -> None:
    request = make_request("会議は十時からです。")
    [computed] = complete(start_engine(architecture), [request])
    [restored] = complete(start_engine(architecture), [request])
    assert computed.cached_tokens == 0
    assert restored.cached_tokens > 16
    assert restored.text == computed.text


def test_prefixes_are_kept_apart_by_model(start_engine: StartEngine) -> None:
    request = make_request("会議は十時からです。")
    complete(start_engine("qwen2"), [request])
    [other] = complete(start_engine("llama"), [request])
    assert other.cached_tokens == 0


def test_saved_prefixes_hold_nothing_of_the_document(start_engine: StartEngine, tmp_path: Path) -> None:
    complete(start_engine(cache=tmp_path / "a"), [make_request("部外秘の合言葉")])
    complete(start_engine(cache=tmp_path / "b"), [make_request("まったく別の本文です")])
    states = [sorted((tmp_path / name).glob("*.kv")) for name in "ab"]
    assert states[0][0].name == states[1][0].name
    assert states[0][0].read_bytes() == states[1][0].read_bytes()
    assert states[0][0].stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("damage", ["flip", "truncate", "no digest"])
def test_a_damaged_prefix_is_computed_again(start_engine: StartEngine, tmp_path: Path, damage: str) -> None:
    request, cache = make_request("会議は十時からです。"), tmp_path / "cache"
    [expected] = complete(start_engine(cache=cache), [request])
    [state] = cache.glob("*.kv")
    data = bytearray(state.read_bytes())
    if damage == "flip":
        data[len(data) // 2] ^= 0xFF
        state.write_bytes(data)
    elif damage == "truncate":
        state.write_bytes(data[:100])
    else:
        state.with_suffix(".sha256").unlink()
    [completion] = complete(start_engine(cache=cache), [request])
    assert completion.cached_tokens == 0
    assert completion.text == expected.text


def test_a_correction_goes_on_from_the_chat_it_corrects(start_engine: StartEngine) -> None:
    engine = start_engine()
    first = make_request("今月の売上は一億二千万円でした。" * 4)
    complete(engine, [first])
    [again] = complete(engine, [first])
    assert again.cached_tokens > again.prompt_tokens - 3


def test_every_language_keeps_to_its_characters(start_engine: StartEngine) -> None:
    requests = [make_request(document, 48, temperature=1.5, seed=seed) for seed, document in enumerate(DOCUMENTS)]
    for completion in complete(start_engine(), requests):
        assert set(completion.text) <= everyday_japanese() | set("".join(DOCUMENTS))
    english = [make_request("報告書", 48, language="en", temperature=1.5, seed=seed) for seed in range(4)]
    for completion in complete(start_engine(), english):
        assert max(map(ord, completion.text)) < 0x3000


def test_sampling_is_repeatable_and_seeds_differ(start_engine: StartEngine) -> None:
    engine = start_engine()
    first, same, other = (
        complete(engine, [make_request("題", 24, temperature=1.0, seed=seed)])[0].text for seed in (1, 1, 2)
    )
    assert first == same != other


def test_text_arrives_as_it_is_decoded(start_engine: StartEngine) -> None:
    events = list(start_engine().generate([make_request("題"), make_request("もう一つの題")]))
    for index in (0, 1):
        streamed = "".join(event.text for event in events if isinstance(event, TextDelta) and event.index == index)
        [finished] = [event for event in events if isinstance(event, Finished) and event.index == index]
        assert streamed == finished.completion.text != ""


def test_a_single_line_ends_at_its_first_newline(start_engine: StartEngine) -> None:
    engine = start_engine("gemma3")  # this random model writes little but newlines
    [line] = complete(engine, [make_request("題", 64, temperature=2.0, seed=3, is_single_line=True)])
    assert line.text.strip("\n").count("\n") == 0


def test_a_request_larger_than_the_context_is_refused_with_its_figures(start_engine: StartEngine) -> None:
    engine = start_engine(context_tokens=256)
    with pytest.raises(BadInputError) as caught:
        complete(engine, [make_request("長い文書。" * 200)])
    assert caught.value.kind == "context-exceeded"
    assert "256" in caught.value.message


def test_memory_does_not_grow_over_two_hundred_requests(start_engine: StartEngine) -> None:
    engine = start_engine(parallel=4)
    schema = '{"type":"object","properties":{"名":{"type":"string","maxLength":4}},"required":["名"]}'
    requests = [make_request("題" * (number % 9 + 1), 8, json_schema=schema) for number in range(50)]
    complete(engine, requests)
    before = engine.info()["peak_bytes"]
    for _ in range(4):
        complete(engine, requests)
    assert engine.info()["peak_bytes"] - before < 16 << 20


def test_a_file_llama_cpp_refuses_is_an_error_with_its_reason(tmp_path: Path) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF" + bytes(64))
    with WorkerEngine() as engine, pytest.raises(EngineError) as caught:
        engine.load(broken, "broken", EngineOptions(), None)
        complete(engine, [make_request("題")])
    assert caught.value.kind == "load-failed"
    assert caught.value.detail


def test_a_lora_of_another_base_is_refused_before_decoding(
    start_engine: StartEngine, tiny_model: Callable[[str], Path]
) -> None:
    engine = start_engine("qwen2", adapters=((str(tiny_model("llama")), 1.0),))
    with pytest.raises(EngineError) as caught:
        complete(engine, [make_request("題")])
    assert caught.value.kind == "bad-adapter"


def test_an_engine_keeps_its_weights_from_being_deleted_until_it_is_closed(
    start_engine: StartEngine, tiny_model: Callable[[str], Path]
) -> None:
    engine = start_engine()
    for _ in range(2):  # also after it was closed and asked again
        complete(engine, [make_request("題")])
        with nobody_using(tiny_model("qwen2")) as is_free:
            assert not is_free
        engine.close()
        with nobody_using(tiny_model("qwen2")) as is_free:
            assert is_free


def test_the_worker_ends_with_its_parent(tiny_model: Callable[[str], Path]) -> None:
    script = (
        "import sys, time; from pathlib import Path\n"
        "from sakura_cli.inference.client import WorkerEngine\n"
        "from sakura_cli.inference.options import EngineOptions\n"
        "engine = WorkerEngine(); engine.load(Path(sys.argv[1]), 'k', EngineOptions(), None)\n"
        "print(engine.process_id, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script, str(tiny_model("qwen2"))], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 20
    while _is_alive(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _is_alive(worker)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not status.exists() or status.read_text().split(")")[1].split()[0] != "Z"
