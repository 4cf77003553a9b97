"""What `-m` takes: names, paths and hub references, and what it says to anything else."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sakura_cli.errors import BadInputError, InputNotFoundError, IntegrityError, ModelUnavailableError
from sakura_cli.models import recommend
from sakura_cli.models.fetch import install
from sakura_cli.models.keeping.names import is_name, key_of
from sakura_cli.models.reference import parse_hub_reference, resolve
from sakura_cli.models.sources.hub import HubSource
from sakura_cli.models.store import Store
from tests.fakes.hub import FakeHub
from tests.fakes.weights import entry_for

ROOT = Path(__file__).parents[2]


def add(name: str, weights: bytes) -> None:
    install(entry_for(weights, name=name), sources=[HubSource()])


def test_an_installed_name_is_resolved_from_its_manifest(hub: FakeHub, weights: bytes) -> None:
    add("tiny", weights)
    model = resolve("tiny")
    assert (model.name, model.sha256, model.license) == ("tiny", entry_for(weights).sha256, "Apache-2.0")
    assert (model.quantization, model.context_tokens, model.catalogued) == ("Q8_0", 2048, True)


def test_a_path_to_any_gguf_works(weights: bytes, tmp_path: Path) -> None:
    path = tmp_path / "私のモデル.gguf"
    path.write_bytes(weights)
    model = resolve(str(path))
    assert (model.name, model.path, model.sha256, model.catalogued) == ("私のモデル", path, None, False)


def test_a_path_that_is_not_there_or_no_model(tmp_path: Path) -> None:
    with pytest.raises(InputNotFoundError):
        resolve(str(tmp_path / "none.gguf"))
    with pytest.raises(BadInputError):
        resolve(str(tmp_path))
    (tmp_path / "memo.gguf").write_text("会議メモ", encoding="utf-8")
    with pytest.raises(BadInputError):
        resolve(str(tmp_path / "memo.gguf"))


def test_a_catalogue_name_that_is_not_installed_says_what_to_type() -> None:
    with pytest.raises(ModelUnavailableError) as caught:
        resolve("gemma4-e2b")
    assert caught.value.hint == "sakura models pull gemma4-e2b"


def test_an_unknown_name_suggests_the_nearest() -> None:
    with pytest.raises(ModelUnavailableError) as caught:
        resolve("qwen2.5-coder")
    assert caught.value.hint is not None and "qwen2.5-coder-" in caught.value.hint


def test_a_changed_file_is_not_resolved(hub: FakeHub, weights: bytes) -> None:
    add("tiny", weights)
    with Store().path(Store().get("tiny")).open("ab") as file:
        file.write(b"\0")
    with pytest.raises(IntegrityError):
        resolve("tiny")


@pytest.mark.parametrize(
    ("reference", "repo", "file", "revision"),
    [
        ("hf:owner/repo/model.gguf", "owner/repo", "model.gguf", "main"),
        ("hf:owner/repo/sub/model-Q4_K_M.gguf@v1.0", "owner/repo", "sub/model-Q4_K_M.gguf", "v1.0"),
    ],
)
def test_hub_references(reference: str, repo: str, file: str, revision: str) -> None:
    entry = parse_hub_reference(reference)
    assert (entry.repo, entry.file, entry.revision) == (repo, file, revision)
    assert entry.sha256 is None and not entry.is_catalogued
    assert "/" not in key_of(entry.name) and is_name(key_of(entry.name))


@pytest.mark.parametrize(
    "reference",
    ["hf:", "hf:owner/repo", "hf:owner/repo/model.bin", "hf:../../x.gguf", "hf:o/r/../x.gguf", "hf:o/r/a b.gguf"],
)
def test_hub_references_that_are_none(reference: str) -> None:
    with pytest.raises(BadInputError):
        resolve(reference)


def test_the_chosen_model_comes_first_then_the_recommended_then_the_best(
    hub: FakeHub, weights: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recommend, "recommended_name", lambda: "gemma4-e2b")
    with pytest.raises(ModelUnavailableError) as caught:
        resolve()
    assert caught.value.hint == "sakura models pull"
    add("qwen2.5-coder-0.5b", weights)
    assert resolve().name == "qwen2.5-coder-0.5b"
    add("qwen2.5-coder-1.5b", weights)
    assert resolve().name == "qwen2.5-coder-1.5b"
    add("gemma4-e2b", weights)
    add("gemma4-12b", weights)
    assert resolve().name == "gemma4-e2b"
    Store().set_default("qwen2.5-coder-0.5b")
    assert resolve().name == "qwen2.5-coder-0.5b"
    Store().remove("qwen2.5-coder-0.5b")
    assert resolve().name == "gemma4-e2b"


@pytest.mark.parametrize("is_installed", [False, True])
def test_resolving_imports_neither_the_engine_nor_the_hub(is_installed: bool, hub: FakeHub, weights: bytes) -> None:
    if is_installed:
        add("tiny", weights)
    program = """
import json, sys
from sakura_cli.errors import ModelUnavailableError
from sakura_cli.models.first_use import ensure_model
try:
    ensure_model(None, offline=True, interactive=False, announce=print)
    hint = None
except ModelUnavailableError as error:
    hint = error.hint
heavy = {"huggingface_hub", "llama_cpp", "httpx2", "rich", "typer", "numpy", "filelock", "yaml"}
loaded = sorted(heavy & set(sys.modules))
print(json.dumps([hint, loaded]))
"""
    output = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    hint, loaded = json.loads(output)
    assert hint == (None if is_installed else "sakura models pull")
    assert loaded == []
