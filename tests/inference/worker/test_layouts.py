"""A library whose structures are laid out otherwise is told from its defaults, before any weight is read."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from sakura_cli.inference.worker.llama.bindings import lib, library
from sakura_cli.inference.worker.llama.layouts import CONTEXT_DEFAULTS, find_differences
from sakura_cli.inference.worker.llama.object_files import is_cut_short
from tests.fakes.tiny_models import write_tiny_model


def test_the_installed_library_is_laid_out_as_the_bindings_are() -> None:
    native = ctypes.CDLL(str(library.path))
    assert list(find_differences(native, lib.llama_context_params, lib.llama_model_params)) == []


def test_a_field_that_another_build_inserts_is_noticed() -> None:
    native = ctypes.CDLL(str(library.path))
    fields = list(lib.llama_context_params._fields_)
    for place in range([name for name, *_ in fields].index("kv_unified")):

        class Later(ctypes.Structure):
            _fields_ = (*fields[:place], ("inserted", ctypes.c_int32), *fields[place:])

        differing = list(find_differences(native, Later, lib.llama_model_params))
        assert differing, fields[place]
        assert set(differing) <= set(CONTEXT_DEFAULTS)


def test_what_is_no_llama_cpp_has_none_of_its_functions() -> None:
    found = list(find_differences(ctypes.CDLL(None), lib.llama_context_params, lib.llama_model_params))
    assert found == ["llama_context_default_params", "llama_model_default_params"]


def test_a_library_cut_short_is_noticed_before_it_is_mapped(tmp_path: Path) -> None:
    whole = library.path.read_bytes()
    for size in (len(whole) - 1, len(whole) // 2, 4096, 64, 20):
        file = tmp_path / "lib.so"
        file.write_bytes(whole[:size])
        assert is_cut_short(file), size
    assert not is_cut_short(library.path)


def run_with(folder: Path, model: Path) -> subprocess.CompletedProcess[str]:
    """Run a task with the library of a folder."""
    command = [str(Path(sys.executable).with_name("sakura")), "summarize", "-m", str(model)]
    environment: dict[str, Any] = {**os.environ, "LLAMA_CPP_LIB_PATH": str(folder)}
    return subprocess.run(command, input="会議を開く。\n", capture_output=True, text=True, env=environment, check=False)


def test_a_broken_library_is_an_error_with_a_hint_and_no_crash(tmp_path: Path) -> None:
    model = write_tiny_model(tmp_path / "tiny.gguf", "qwen2")
    for content in (b"no library", library.path.read_bytes()[:10000]):
        (tmp_path / "libllama.so").write_bytes(content)
        answer = run_with(tmp_path, model)
        assert answer.returncode == 70
        assert answer.stderr.splitlines()[-1] == "hint: unset LLAMA_CPP_LIB_PATH"
        assert "does not fit llama-cpp-python" in answer.stderr
    (tmp_path / "libllama.so").unlink()
    answer = run_with(tmp_path, model)
    assert (answer.returncode, "folder without a llama.cpp library" in answer.stderr) == (70, True)
