"""Prompts of one's own through the API: values, settings, schemas, and wishes only another `Sakura` could meet."""

from __future__ import annotations

from pathlib import Path

import pytest

from sakura_cli import Sakura
from sakura_cli.errors import UsageError
from tests.api.conftest import TEXT, MakeWorker
from tests.fakes.weights import write_gguf

OWN_PROMPT = """\
description: 題を付ける。
user: "{{ document }}\\n{{ tone }}な題："
variables: {tone: 丁寧}
temperature: 0.7
"""


def test_a_prompt_of_ones_own_runs_with_its_values_and_settings(
    worker: MakeWorker, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = worker(lambda request: "会議の報告")
    path = home / "sakura" / "prompts" / "題.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(OWN_PROMPT, encoding="utf-8")
    assert str(Sakura().run(TEXT, "題", {"tone": "簡潔"})) == "会議の報告"
    assert "簡潔な題" in fake.prompts[-1]
    [answer] = Sakura(temperature=0.2).run_many([TEXT], path)
    assert answer.data is None and "丁寧な題" in fake.prompts[-1]
    assert [each.temperature for each in fake.requests] == [0.7, 0.2]
    monkeypatch.setenv("SAKURA_TEMPERATURE", "0.5")
    Sakura().run(TEXT, "題")
    assert fake.requests[-1].temperature == 0.5
    for prompt, values in (("台", {}), ("題", {"tonn": "簡潔"})):
        with pytest.raises(UsageError):
            Sakura().run_many([TEXT], prompt, values)


def test_the_answer_of_a_prompt_with_a_schema_is_data(worker: MakeWorker, tmp_path: Path) -> None:
    worker(lambda request: '{"題": "会議"}')
    schema = "output_schema: {type: object, properties: {題: {type: string}}, required: [題]}\n"
    path = tmp_path / "題.yaml"
    path.write_text(OWN_PROMPT + schema, encoding="utf-8")
    assert Sakura().run(TEXT, path).data == {"題": "会議"}


@pytest.mark.parametrize("wish", ["model: other.gguf\n", "lora: style.gguf:0.5\n"])
def test_a_prompt_that_asks_for_another_engine_is_refused(
    worker: MakeWorker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model: Path, wish: str
) -> None:
    fake = worker(lambda request: "会議の報告")
    path = tmp_path / "題.yaml"
    path.write_text(OWN_PROMPT + wish, encoding="utf-8")
    adapter = write_gguf(tmp_path / "adapter.gguf")
    monkeypatch.delenv("SAKURA_MODEL")
    (tmp_path / "home" / "sakura").mkdir(exist_ok=True)
    (tmp_path / "home" / "sakura" / "config.yaml").write_text(f"model: {model}\n", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        Sakura().run(TEXT, path)
    assert caught.value.hint is not None and caught.value.hint.startswith("Sakura(") and fake.requests == []
    # What is asked for by name goes before the prompt's wish.
    assert Sakura(model, lora=[(adapter, 1.0)]).run(TEXT, path).text == "会議の報告"
