"""Which llama.cpp is chosen, without loading it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sakura_cli.errors import EngineError
from sakura_cli.inference import library
from sakura_cli.inference.library import PREBUILT_VERSION, find_library

FEATURES = frozenset({"avx2", "bmi2", "f16c", "fma", "sse2"})


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a folder that stands for the installed packages: bindings without a library, and a prebuilt one."""
    (tmp_path / "llama_cpp" / "lib").mkdir(parents=True)
    (tmp_path / "xllamacpp").mkdir()
    (tmp_path / "xllamacpp" / "xllamacpp.abi3.so").touch()
    versions = {"llama-cpp-python": "0.3.36", "xllamacpp": PREBUILT_VERSION}
    monkeypatch.setattr(library, "_find_package", lambda name: folder if (folder := tmp_path / name).is_dir() else None)
    monkeypatch.setattr(library, "version", versions.__getitem__)
    monkeypatch.setattr(library, "processor_features", lambda: FEATURES)
    monkeypatch.setattr(library.platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(library.sys, "platform", "linux")
    monkeypatch.delenv("LLAMA_CPP_LIB_PATH", raising=False)
    find_library.cache_clear()
    yield tmp_path
    find_library.cache_clear()


def test_what_was_compiled_wins_over_the_prebuilt_library(packages: Path) -> None:
    compiled = packages / "llama_cpp" / "lib" / "libllama.so"
    compiled.touch()
    found = find_library()
    assert (found.kind, found.path, found.key) == ("compiled", compiled, "0.3.36")


def test_without_a_compiled_library_the_prebuilt_one_is_taken_and_named(packages: Path) -> None:
    found = find_library()
    assert found.kind == "prebuilt"
    assert found.name == f"xllamacpp {PREBUILT_VERSION}"
    assert found.key == f"0.3.36+xllamacpp-{PREBUILT_VERSION}"


def test_another_version_of_the_prebuilt_library_is_refused_by_name(
    packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = {"llama-cpp-python": "0.3.36", "xllamacpp": "2026.10.11549"}
    monkeypatch.setattr(library, "version", versions.__getitem__)
    with pytest.raises(EngineError, match=r"xllamacpp 2026\.10\.11549") as refused:
        find_library()
    assert refused.value.hint == f"pip install 'xllamacpp=={PREBUILT_VERSION}'"
    assert refused.value.exit_status == 70


def test_a_processor_without_avx2_is_told_before_anything_is_loaded(
    packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "processor_features", lambda: FEATURES - {"avx2"})
    with pytest.raises(EngineError, match="AVX2") as refused:
        find_library()
    assert "--no-binary llama-cpp-python" in str(refused.value.hint)


def test_a_processor_whose_features_are_not_known_is_not_refused(
    packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "processor_features", frozenset)
    assert find_library().kind == "prebuilt"


def test_bindings_alone_name_the_package_that_brings_a_library(packages: Path) -> None:
    (packages / "xllamacpp" / "xllamacpp.abi3.so").unlink()
    with pytest.raises(EngineError, match="without its library") as refused:
        find_library()
    assert refused.value.hint == f"pip install 'xllamacpp=={PREBUILT_VERSION}'"


def test_a_folder_the_user_names_wins_over_all(packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (packages / "llama_cpp" / "lib" / "libllama.so").touch()
    named = packages / "libllama.so"
    named.touch()
    monkeypatch.setenv("LLAMA_CPP_LIB_PATH", str(packages))
    assert (find_library().kind, find_library().path) == ("named", named)


def test_a_named_folder_without_a_library_is_an_error(packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LLAMA_CPP_LIB_PATH", str(packages))
    with pytest.raises(EngineError, match="LLAMA_CPP_LIB_PATH") as refused:
        find_library()
    assert refused.value.hint == "unset LLAMA_CPP_LIB_PATH"


def test_what_compiling_gains_is_told_for_this_processor(packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = f"llama.cpp: xllamacpp {PREBUILT_VERSION}; `make native` compiles one for "
    assert library.describe_gain() == f"{name}this processor, or an accelerator (CUDA, Metal)"
    monkeypatch.setattr(library, "processor_features", lambda: FEATURES | {"avx512f"})
    assert library.describe_gain() == f"{name}AVX-512 (prompts: two to three times as fast)"


def test_what_is_compiled_already_has_nothing_to_gain(packages: Path) -> None:
    compiled = packages / "llama_cpp" / "lib" / "libllama.so"
    compiled.touch()
    assert library.describe_gain() == f"llama.cpp is {compiled}, compiled with llama-cpp-python"


@pytest.mark.parametrize(
    ("is_compiled", "features", "expected"),
    [
        (True, FEATURES | {"avx512f"}, True),
        (True, FEATURES, False),
        (False, FEATURES | {"avx512f"}, False),
    ],
)
def test_only_a_library_made_for_avx512_knows_it(
    packages: Path, monkeypatch: pytest.MonkeyPatch, is_compiled: bool, features: frozenset[str], expected: bool
) -> None:
    monkeypatch.setattr(library, "processor_features", lambda: features)
    if is_compiled:
        (packages / "llama_cpp" / "lib" / "libllama.so").touch()
    assert find_library().knows_avx512 is expected


@pytest.mark.parametrize(
    ("content", "features", "expected"),
    [
        (b"\x7fELF ggml_backend_amx_buffer_type\0", FEATURES | {"avx512f", "amx_int8"}, False),
        (b"\x7fELF ggml_backend_amx_buffer_type\0", FEATURES | {"avx512f"}, True),
        (b"\x7fELF ggml_cpu_has_amx_int8\0", FEATURES | {"avx512f", "amx_int8"}, True),
    ],
)
def test_products_by_amx_are_not_used(
    packages: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, features: frozenset[str], expected: bool
) -> None:
    monkeypatch.setattr(library, "processor_features", lambda: features)
    assert find_library().can_repack, "the prebuilt one has none"
    find_library.cache_clear()
    (packages / "llama_cpp" / "lib" / "libllama.so").touch()
    (packages / "llama_cpp" / "lib" / "libggml-cpu.so").write_bytes(content)
    assert find_library().can_repack is expected
