"""What is kept on the disk between runs: shipped prompts, and nothing that a user wrote unless their file says so."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sakura_cli.cli.boundary import run
from sakura_cli.inference.client import WorkerEngine
from sakura_cli.inference.options import EngineOptions
from sakura_cli.inference.requests import GenerationRequest
from sakura_cli.platforms import find_open_folder
from sakura_cli.tasks.framework.prompt_parsing import parse_prompt
from sakura_cli.tasks.framework.prompt_template import PromptTemplate
from sakura_cli.tasks.framework.prompts import load_prompt
from tests.fakes.tiny_models import write_tiny_model
from tests.inference.requests import complete, make_request

CANARY = "蟋蟀鶺鴒霹靂"
OWN = f"""
description: 引き継ぎ
system: {CANARY}の規程に従って、渡された文書の要点を短くまとめます。
variables:
  title:
examples:
  - title: {CANARY}
    document: {CANARY}の会議を開いた。
    answer: {CANARY}の会議。
user: |
  {CANARY}の要約です。題は{{{{ title }}}}
  {{{{ document }}}}
"""


def states(folder: Path) -> set[str]:
    """Return the names of the kept states, each of which is a hash of the tokens that it is the state of."""
    return {path.name for path in folder.rglob("*.kv")} if folder.is_dir() else set()


def ask(template: PromptTemplate, model: Path, cache: Path) -> None:
    values = dict.fromkeys(template.variables, f"{CANARY}の値")
    with WorkerEngine(deadline_seconds=60) as engine:
        engine.load(model, "tiny", EngineOptions(), cache)
        complete(engine, [GenerationRequest(template.render(values), 4, language="ja")])


def test_a_prompt_of_the_users_own_is_kept_only_when_its_file_says_so(
    tiny_model: Callable[[str], Path], tmp_path: Path
) -> None:
    model = tiny_model("qwen2")
    ask(parse_prompt("own", OWN), model, tmp_path / "a")
    assert states(tmp_path / "a") == set()
    ask(parse_prompt("own", f"{OWN}cache: true\n"), model, tmp_path / "b")
    assert len(states(tmp_path / "b")) == 1


def test_a_shipped_prompt_is_kept_and_a_changed_copy_of_it_is_not(home: Path) -> None:
    shipped = load_prompt("summarize-bullets")
    assert shipped.render(dict.fromkeys(shipped.variables, "")).is_kept
    own = home / "sakura" / "prompts" / "summarize-bullets.yaml"
    own.parent.mkdir(parents=True)
    text = (Path(__file__).parents[2] / "prompts" / "summarize-bullets.yaml").read_text(encoding="utf-8")
    own.write_text(text, encoding="utf-8")
    assert not load_prompt("summarize-bullets").is_kept


@pytest.fixture
def places(home: Path, tmp_path: Path) -> dict[str, list[str]]:
    """Return, for each task, options that hold words of the user's: glossary, schema, focus, a prompt's variables."""
    glossary, schema = tmp_path / "glossary.csv", tmp_path / "schema.json"
    glossary.write_text(f"source,target\n{CANARY},Canary\n", encoding="utf-8")
    fields = {f"{CANARY}の日付": {"type": "string", "description": f"{CANARY}を決めた日"}}
    schema.write_text(json.dumps({"type": "object", "properties": fields}, ensure_ascii=False), encoding="utf-8")
    return {
        "summarize": ["--focus", f"{CANARY}の費用"],
        "translate": ["--to", "en", "--glossary", str(glossary)],
        "extract": ["--schema", str(schema)],
    }


@pytest.mark.parametrize("task", ["summarize", "translate", "extract"])
def test_no_word_of_the_users_is_in_the_prefix_that_is_kept(
    task: str, places: dict[str, list[str]], home: Path, tmp_path: Path
) -> None:
    """The states kept after a run with canary words everywhere are those of the shipped prompts by themselves."""
    model = write_tiny_model(tmp_path / "tiny.gguf", "qwen2")
    source = tmp_path / "memo.txt"
    source.write_text(f"{CANARY}の件で会議を開いた。次回の場所は未定である。", encoding="utf-8")
    assert run([task, *places[task], "--max-tokens", "8", "-m", str(model), str(source)]) in (0, 1)
    shipped = _shipped_states(task, model, tmp_path)
    assert states(home / "sakura" / "cache") <= shipped and shipped


def _shipped_states(task: str, model: Path, folder: Path) -> set[str]:
    from sakura_cli.api.engine import model_key
    from sakura_cli.models.reference import resolve
    from sakura_cli.tasks.framework.prompts import list_prompts

    names = [name for name in list_prompts() if name == task or name.startswith(f"{task}-")]
    with WorkerEngine(deadline_seconds=60) as engine:
        engine.load(model, model_key(resolve(str(model))), EngineOptions(), folder / "shipped")
        for name in names:
            template = load_prompt(name)
            request = GenerationRequest(template.render(dict.fromkeys(template.variables, "題")), 1)
            complete(engine, [request])
    return states(folder / "shipped")


def test_a_cache_in_which_others_may_write_is_not_used(tiny_model: Callable[[str], Path], tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    cache.chmod(0o777)
    notes: list[str] = []
    with WorkerEngine(deadline_seconds=60, on_note=notes.append) as engine:
        engine.load(tiny_model("qwen2"), "tiny", EngineOptions(), cache)
        complete(engine, [make_request("題")])
    assert list(cache.iterdir()) == [] and str(cache) in notes[0] and len(notes) == 1


def test_folders_through_which_others_could_write_are_found(tmp_path: Path) -> None:
    folder = tmp_path / "above" / "cache"
    folder.mkdir(parents=True, mode=0o700)
    assert find_open_folder(folder) is None
    for path, mode in ((folder, 0o770), (folder, 0o707), (folder.parent, 0o777)):
        before = path.stat().st_mode
        path.chmod(mode)
        assert find_open_folder(folder) == path
        path.chmod(before)
    folder.parent.chmod(0o1777)  # as /tmp: nobody renames what is another's
    assert find_open_folder(folder) is None
