"""Every llama.cpp that is installed here gives the same text, and is named by what was loaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sakura_cli.inference.client import WorkerEngine
from tests.inference.conftest import ARCHITECTURES
from tests.inference.libraries import find_libraries
from tests.inference.requests import complete, make_request

DOCUMENTS = ["会議は十時からです。", "製造課の田中です。パッキンの品番を改めました。"]


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_each_library_gives_the_text_of_the_one_that_is_chosen(
    architecture: str,
    start_engine: Callable[..., WorkerEngine],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    requests = [make_request(document, temperature=0.0) for document in DOCUMENTS]
    monkeypatch.delenv("LLAMA_CPP_LIB_PATH", raising=False)
    chosen = start_engine(architecture)
    expected = [completion.text for completion in complete(chosen, requests)]
    folders = find_libraries(tmp_path / "prebuilt")
    assert chosen.info()["library"]["kind"] == next(iter(folders))
    for folder in folders.values():
        monkeypatch.setenv("LLAMA_CPP_LIB_PATH", str(folder))
        engine = start_engine(architecture)
        assert [completion.text for completion in complete(engine, requests)] == expected
        library = engine.info()["library"]
        assert (library["kind"], Path(library["name"]).parent) == ("named", folder)


@pytest.mark.parametrize("architecture", ["qwen2"])
def test_a_prefix_kept_by_one_library_is_not_read_by_another(
    architecture: str,
    start_engine: Callable[..., WorkerEngine],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    request = make_request(DOCUMENTS[0])
    complete(start_engine(architecture), [request])
    for folder in find_libraries(tmp_path / "prebuilt").values():
        monkeypatch.setenv("LLAMA_CPP_LIB_PATH", str(folder))
        [completion] = complete(start_engine(architecture), [request])
        assert completion.cached_tokens == 0
