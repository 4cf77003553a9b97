"""A worker that crashes, hangs or talks nonsense ends one request, never the command."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Generator, Sequence
from pathlib import Path

import pytest

from sakura_cli.errors import EngineError, SakuraError, UsageError
from sakura_cli.inference.client import WorkerEngine
from sakura_cli.inference.holding import nobody_using
from sakura_cli.inference.options import EngineOptions
from sakura_cli.inference.requests import Completion, GenerationRequest
from sakura_cli.tasks.framework.result import TaskResult
from sakura_cli.tasks.framework.steps import run_steps
from tests.cli.conftest import is_running
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


@pytest.mark.fault("M5")
@pytest.mark.parametrize("size", [1, 4 << 20], ids=["small", "large"])
def test_a_worker_that_was_stopped_meets_the_deadline(size: int) -> None:
    """A worker stopped by SIGSTOP, asked a small and a large question (more than a pipe holds): 70, and it is gone."""
    with WorkerEngine(command=STUB, deadline_seconds=1) as engine:
        complete(engine, [make_request("本文は無事")])
        process = engine.process_id
        assert process is not None
        os.kill(process, signal.SIGSTOP)
        with pytest.raises(EngineError) as caught:
            engine.count_text_tokens(["あ" * size])
        assert caught.value.kind == "hang" and not is_running(process)
        assert complete(engine, [make_request("本文は無事")])[0].text == "文は無事"


@pytest.mark.parametrize("seconds", [0.0, -1.0, float("nan"), float("inf"), 1e300])
def test_a_deadline_that_is_none_is_an_error_of_usage(seconds: float) -> None:
    with pytest.raises(UsageError):
        WorkerEngine(deadline_seconds=seconds)


@pytest.mark.fault("V1")
def test_nothing_breaks_out_of_the_worker(tiny_model: Callable[[str], Path], tmp_path: Path) -> None:
    """The worker told to reach the network, sockets, files, programs and processes: all refused; no core file."""
    with WorkerEngine() as engine:
        engine.load(tiny_model("qwen2"), "k", EngineOptions(), tmp_path / "kv")
        refused = engine.prove()
        limits = Path(f"/proc/{engine.process_id}/limits").read_text()
        layers = engine.info()["sandbox"]
    assert set(layers.values()) - {""}
    open_layers = {name for name, how in layers.items() if not how}
    assert {name for name, reason in refused.items() if not reason} <= set().union(*map(_only_by, open_layers))
    [core] = [line for line in limits.splitlines() if line.startswith("Max core file size")]
    assert core.split()[4:6] == ["0", "0"]


def _only_by(layer: str) -> set[str]:
    """Return the attempts that nothing else refuses: where a kernel lacks the layer they go through."""
    files = {"read-file", "list-folder", "list-home", "write-file", "make-file", "delete-file"}
    processes = {"process-command-line", "interfaces"}
    return {"landlock": files | processes, "seccomp": {"change-mode", "start-program"}}.get(layer, set())


def test_a_worker_that_is_given_other_weights_is_another_one(tiny_model: Callable[[str], Path], tmp_path: Path) -> None:
    with WorkerEngine() as engine:
        engine.load(tiny_model("qwen2"), "first", EngineOptions(), tmp_path / "kv")
        complete(engine, [make_request("題")])
        first = engine.process_id
        engine.load(tiny_model("llama"), "second", EngineOptions(), tmp_path / "kv")
        complete(engine, [make_request("題")])
        assert engine.process_id != first


def test_a_worker_sees_no_variable_of_the_users_own(
    tiny_model: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    with WorkerEngine(command=[sys.executable, "-c", _TELL_ENVIRONMENT]) as engine:
        told = engine._ask({"op": "tell"})["names"]
    assert "HF_TOKEN" not in told and "OMP_NUM_THREADS" in told


_TELL_ENVIRONMENT = """
import os, sys
from sakura_cli.isolation.wire import read_message, write_message
while (message := read_message(sys.stdin.buffer)) is not None:
    if message["op"] == "tell":
        write_message(sys.stdout.buffer, {"event": "told", "id": message["id"], "names": sorted(os.environ)})
"""
