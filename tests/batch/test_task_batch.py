"""A task on batches: columns in, columns out, and an error is a column."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from sakura_cli.api import engine as api_engine
from sakura_cli.batch import TaskBatch
from sakura_cli.batch.task_batch import METHODS
from sakura_cli.errors import EngineError, ModelUnavailableError, SakuraError, UsageError
from sakura_cli.inference.requests import GenerationRequest
from tests.fakes.engine import ScriptedWorker, last_turn
from tests.fakes.weights import write_gguf

TEXT = "会議を開き、来月の予定を確認した。次回の場所は未定である。"


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return weights, which a scripted engine takes for its own; it fails at a text with 失敗."""

    def reply(request: GenerationRequest) -> str | SakuraError:
        return EngineError("it crashed", kind="crash") if "失敗" in last_turn(request) else "会議を開いた。"

    monkeypatch.setattr(api_engine, "WorkerEngine", ScriptedWorker(reply))
    return write_gguf(tmp_path / "tiny.gguf")


def test_a_batch_comes_back_with_results_and_errors_in_their_rows(model: Path) -> None:
    batch = TaskBatch("summarize", options={"style": "headline"}, engine={"model": str(model)})
    columns = {"id": [1, 2, 3, 4, 5], "text": [TEXT, "", f"{TEXT}失敗した。", None, TEXT]}
    made = batch(columns)
    batch.close()
    assert made["id"] == columns["id"] and made["text"] == columns["text"]
    assert [bool(result) for result in made["result"]] == [True, False, False, False, True]
    kinds = [json.loads(error)["kind"] if error else None for error in made["error"]]
    assert kinds[0] is kinds[4] is None and kinds[2] == "crash"
    assert json.loads(made["error"][3])["message"] == "there is no text in the record"
    assert json.loads(made["findings"][0]) is not None and json.loads(made["details"][0])


@pytest.mark.parametrize("task", [*METHODS])
def test_every_task_works_on_batches(task: str, model: Path, tmp_path: Path) -> None:
    (tmp_path / "rules.txt").write_text(TEXT, encoding="utf-8")
    options = {
        "translate": {"to": "en"},
        "extract": {"fields": "場所"},
        "ask": {"paths": str(tmp_path / "rules.txt")},
        "reply": {"paths": str(tmp_path / "rules.txt")},
        "search": {"paths": [str(tmp_path / "rules.txt")]},
        "run": {"prompt": tmp_path / "own.yaml"},
    }
    (tmp_path / "own.yaml").write_text("description: a\nuser: '{{ document }}'\n", encoding="utf-8")
    batch = TaskBatch(task, options=options.get(task), engine={"model": str(model)})
    made = batch({"text": [TEXT, TEXT]})
    batch.close()
    assert made["error"] == [None, None] and len(made["result"]) == 2
    assert all(isinstance(json.loads(each), dict) for each in made["details"])


def test_what_keeps_a_whole_batch_from_being_worked_on_is_in_every_row(model: Path) -> None:
    batch = TaskBatch("translate", options={"to": "xx"}, engine={"model": str(model)})
    made = batch({"text": [TEXT, TEXT]})
    assert made["result"] == [None, None]
    assert [json.loads(each)["code"] for each in made["error"]] == [2, 2]


def test_a_node_without_weights_says_so_before_the_first_batch() -> None:
    with pytest.raises(ModelUnavailableError) as caught:
        TaskBatch("summarize")
    assert "no model is installed" in caught.value.message
    # Where it is made only to be carried elsewhere, and for a task that wants none.
    TaskBatch("summarize", checks_weights=False)
    TaskBatch("keigo-check")
    with pytest.raises(UsageError):
        TaskBatch("sumarize")


def test_it_can_be_carried_to_another_process(model: Path) -> None:
    batch = TaskBatch("summarize", engine={"model": str(model)})
    batch({"text": [TEXT]})
    assert pickle.loads(pickle.dumps(batch))({"text": [TEXT]})["error"] == [None]  # noqa: S301


def test_a_missing_column_is_an_error_of_the_caller(model: Path) -> None:
    with pytest.raises(UsageError):
        TaskBatch("summarize", column="body", engine={"model": str(model)})({"text": [TEXT]})


def test_a_result_does_not_depend_on_its_place_in_a_batch() -> None:
    text = "社長がおっしゃられた。"
    batch = TaskBatch("keigo-check")
    alone, among = batch({"text": [text]}), batch({"text": ["晴れ。", text]})
    assert alone["result"][0] == among["result"][1] and alone["details"][0] == among["details"][1]


def test_batches_come_one_after_the_other(model: Path) -> None:
    batch = TaskBatch("summarize", engine={"model": str(model)})
    made = list(batch.each([{"text": [TEXT]}, {"text": [TEXT, TEXT]}]))
    assert [len(each["result"]) for each in made] == [1, 2]
