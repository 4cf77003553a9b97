"""A worker that crashes, hangs or talks nonsense ends one request, never the command."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Sequence
from pathlib import Path

import pytest

from sakura_cli.errors import EngineError, SakuraError
from sakura_cli.inference.client import WorkerEngine
from sakura_cli.inference.holding import nobody_using
from sakura_cli.inference.options import EngineOptions
from sakura_cli.inference.requests import Completion, GenerationRequest
from sakura_cli.tasks.framework.result import TaskResult
from sakura_cli.tasks.framework.steps import run_steps
from tests.inference.requests import complete, make_request

STUB = [sys.executable, "-c", "from tests.fakes.crashing_worker import main; main()"]


def _one_request(document: str) -> Generator[Sequence[GenerationRequest], Sequence[Completion], TaskResult]:
    [completion] = yield [make_request(document)]
    return TaskResult(completion.text, None)


@pytest.mark.parametrize(("document", "kind"), [("SEGFAULT", "crash"), ("HANG", "hang"), ("GARBAGE", "crash")])
@pytest.mark.fault("M5")
def test_a_worker_that_fails_is_an_engine_error(document: str, kind: str) -> None:
    """A worker that segfaults, hangs or talks nonsense: an engine error (70); the next request gets a new one."""
    with WorkerEngine(command=STUB, deadline_seconds=2) as engine:
        with pytest.raises(EngineError) as caught:
            complete(engine, [make_request(document)])
        assert caught.value.kind == kind
        assert caught.value.exit_status == 70
        # The next request gets a new worker.
        assert complete(engine, [make_request("本文は無事")])[0].text == "文は無事"


def test_what_the_worker_said_last_is_kept_as_detail() -> None:
    with WorkerEngine(command=STUB) as engine, pytest.raises(EngineError) as caught:
        complete(engine, [make_request("SEGFAULT")])
    assert "SIGSEGV" in caught.value.message
    assert "GGML_ASSERT" in caught.value.detail


def test_a_crash_in_the_second_of_three_documents_leaves_the_others() -> None:
    documents = ["一つ目です", "SEGFAULT", "三つ目です"]
    with WorkerEngine(command=STUB) as engine:
        outcomes = dict(run_steps(engine, [_one_request(document) for document in documents]))
    texts = [
        outcome.text if isinstance(outcome, TaskResult) else outcome.exit_status
        for _, outcome in sorted(outcomes.items())
    ]
    assert texts == ["つ目です", 70, "つ目です"]
    assert isinstance(outcomes[1], SakuraError)


def test_the_weights_of_an_engine_count_as_used_until_it_is_closed(tiny_model: Callable[[str], Path]) -> None:
    first, second = tiny_model("qwen2"), tiny_model("llama")
    with WorkerEngine(command=STUB) as engine:
        engine.load(first, "first", EngineOptions(), None)
        with nobody_using(first) as is_free:
            assert not is_free
        engine.load(second, "second", EngineOptions(), None)
        with nobody_using(first) as is_free, nobody_using(second) as is_second_free:
            assert is_free and not is_second_free
    with nobody_using(second) as is_free:
        assert is_free


@pytest.mark.fault("V1")
def test_no_core_is_dumped_and_the_worker_sees_no_network(tiny_model: Callable[[str], Path], tmp_path: Path) -> None:
    """The worker's limits: no core file, and no network by address or name."""
    with WorkerEngine() as engine:
        engine.load(tiny_model("qwen2"), "k", EngineOptions(), tmp_path / "kv")
        refused = engine.prove_offline()
        assert set(refused) == {"IPv4", "IPv6", "DNS"}
        assert all(refused.values())
        limits = Path(f"/proc/{engine.process_id}/limits").read_text()
    [core] = [line for line in limits.splitlines() if line.startswith("Max core file size")]
    assert core.split()[4:6] == ["0", "0"]
