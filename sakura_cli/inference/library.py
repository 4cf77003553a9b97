"""Which llama.cpp is loaded: one the user names, the one compiled with llama-cpp-python, or a prebuilt one.

llama-cpp-python gives the bindings. What was compiled for this processor always wins; where it was installed without
its library, `xllamacpp` of exactly one version brings one with the same C interface. Loading it, and checking that its
structures are laid out as the bindings have them, is the worker's part. Left out: prebuilt libraries on Windows, where
that package exports nothing.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import sys
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from sakura_cli.errors import EngineError
from sakura_cli.inference.hardware import processor_features
from sakura_cli.localization import gettext as _

BINDINGS = "llama-cpp-python"
PREBUILT = "xllamacpp"
# Later builds insert fields into the structures of 0.3.36.
PREBUILT_VERSION = "2026.9.11063"
PREBUILT_HINT = f"pip install '{PREBUILT}=={PREBUILT_VERSION}'"
FOLDER_VARIABLE = "LLAMA_CPP_LIB_PATH"

_INSTALL_HINT = f"pip install '{BINDINGS}>=0.3.36,<0.4'"
# The prebuilt library has no code for processors without these and would end the worker by SIGILL.
_NEEDED_FEATURES = {"x86_64": ("avx2", "bmi2", "f16c", "fma"), "AMD64": ("avx2", "bmi2", "f16c", "fma")}
_NAMES = {
    "darwin": ("lib{}.dylib", "lib{}.so"),
    "win32": ("{}.dll", "lib{}.dll"),
}
_OTHER_NAMES = ("lib{}.so",)
# A function of ggml that is there only where the compiler was told of AMX.
_AMX_SYMBOL = b"ggml_backend_amx_buffer_type"


@dataclass(frozen=True)
class Library:
    """A llama.cpp to load: `path` is its file, `key` identifies its build in caches."""

    kind: Literal["named", "compiled", "prebuilt"]
    path: Path
    key: str

    @property
    def name(self) -> str:
        """What the library is called in messages."""
        return f"{PREBUILT} {PREBUILT_VERSION}" if self.kind == "prebuilt" else str(self.path)

    @property
    def reason(self) -> str:
        """Why it was chosen."""
        if self.kind == "named":
            return _("named by {variable}").format(variable=FOLDER_VARIABLE)
        if self.kind == "compiled":
            return _("compiled with {package}").format(package=BINDINGS)
        return _("prebuilt: {package} has no library of its own").format(package=BINDINGS)

    @property
    def knows_avx512(self) -> bool:
        """Whether its products with the weights are made for AVX-512: the prebuilt one's end at AVX2."""
        return self.kind != "prebuilt" and "avx512f" in processor_features()

    @property
    def can_repack(self) -> bool:
        """Whether it can work with repacked weights here: its products by AMX end in SIGSEGV on many machines.

        Source: https://github.com/ggml-org/llama.cpp/issues/20824, and build 11063 on a Sapphire Rapids.
        """
        if self.kind == "prebuilt" or "amx_int8" not in processor_features():
            return True
        return not _holds_amx(find_in_folder(self.path.parent, "ggml-cpu") or self.path)


@lru_cache(maxsize=1)
def find_library() -> Library:
    """Return the library to load, without loading it.

    Raises EngineError where there is none, or the prebuilt one is of another version or not for this processor.
    """
    bindings = _find_package("llama_cpp")
    if bindings is None:
        raise EngineError(_("llama-cpp-python is not installed"), hint=_INSTALL_HINT, kind="no-engine")
    key = version(BINDINGS)
    if named := os.environ.get(FOLDER_VARIABLE):
        path = find_in_folder(Path(named), "llama")
        if path is None:
            message = _("{variable} names a folder without a llama.cpp library").format(variable=FOLDER_VARIABLE)
            raise EngineError(message, hint="unset LLAMA_CPP_LIB_PATH", kind="no-engine")
        return Library("named", path, f"{key}+{path}")
    if compiled := find_in_folder(bindings / "lib", "llama"):
        return Library("compiled", compiled, key)
    return _find_prebuilt(key)


def find_in_folder(folder: Path, name: str) -> Path | None:
    """Return the file of a library of a folder, by this system's naming."""
    patterns = _NAMES.get(sys.platform, _OTHER_NAMES)
    return next((file for pattern in patterns if (file := folder / pattern.format(name)).is_file()), None)


@lru_cache(maxsize=8)
def _holds_amx(file: Path) -> bool:
    return _AMX_SYMBOL in file.read_bytes()


def _find_prebuilt(key: str) -> Library:
    package = _find_package(PREBUILT)
    file = None if package is None else next(iter(sorted(package.glob("xllamacpp*.so"))), None)
    if file is None:
        message = _("{package} was installed without its library, and there is no prebuilt one")
        raise EngineError(message.format(package=BINDINGS), hint=PREBUILT_HINT, kind="no-engine")
    try:
        installed = version(PREBUILT)
    except PackageNotFoundError:
        installed = "?"
    if installed != PREBUILT_VERSION:
        message = _("{package} {version} does not fit {bindings} {bindings_version}").format(
            package=PREBUILT, version=installed, bindings=BINDINGS, bindings_version=key
        )
        raise EngineError(message, hint=PREBUILT_HINT, kind="wrong-library")
    features = processor_features()
    missing = [each for each in _NEEDED_FEATURES.get(platform.machine(), ()) if features and each not in features]
    if missing:
        message = _("the prebuilt llama.cpp needs {features}, which this processor lacks")
        hint = f"pip install --force-reinstall --no-binary {BINDINGS} '{BINDINGS}>=0.3.36,<0.4'"
        raise EngineError(message.format(features=", ".join(missing).upper()), hint=hint, kind="wrong-library")
    return Library("prebuilt", file, f"{key}+{PREBUILT}-{installed}")


def _find_package(name: str) -> Path | None:
    """Return the folder of an installed package, without importing it."""
    spec = importlib.util.find_spec(name)
    folders = None if spec is None else spec.submodule_search_locations
    return Path(next(iter(folders))) if folders else None


def describe_gain() -> str:
    """Say which library is loaded here, and what compiling one would gain on this processor."""
    found = find_library()
    if found.kind != "prebuilt":
        return _("llama.cpp is {name}, {reason}").format(name=found.name, reason=found.reason)
    if "avx512f" in processor_features():
        gain = _("llama.cpp: {name}; `make native` compiles one for AVX-512 (prompts: two to three times as fast)")
    else:
        gain = _("llama.cpp: {name}; `make native` compiles one for this processor, or an accelerator (CUDA, Metal)")
    return gain.format(name=found.name)


if __name__ == "__main__":
    print(describe_gain())  # noqa: T201
