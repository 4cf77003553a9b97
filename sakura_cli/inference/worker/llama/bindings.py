"""The low-level bindings of llama-cpp-python: the one module that imports `llama_cpp`.

The package's `__init__` also imports its high-level API (0.2 s: completion formats, caches, server types), which sakura
does not use; a bare package object in its place lets the submodule load alone. Native logs are kept, never printed.
"""

from __future__ import annotations

import ctypes
import importlib.util
import sys
import types
from collections import deque
from typing import Any

from sakura_cli.errors import EngineError
from sakura_cli.localization import gettext as _


def _import_low_level() -> Any:
    if "llama_cpp" not in sys.modules:
        spec = importlib.util.find_spec("llama_cpp")
        if spec is None or spec.submodule_search_locations is None:
            raise EngineError(
                _("llama-cpp-python is not installed"),
                hint="pip install 'llama-cpp-python>=0.3.36,<0.4'",
                kind="no-engine",
            )
        package = types.ModuleType("llama_cpp")
        package.__path__ = list(spec.submodule_search_locations)
        package.__spec__ = spec
        sys.modules["llama_cpp"] = package
    import llama_cpp.llama_cpp

    return llama_cpp.llama_cpp


lib: Any = _import_low_level()

_LOG_LEVEL_WARN = 3
_recent_logs: deque[str] = deque(maxlen=20)


@lib.llama_log_callback  # type: ignore[untyped-decorator]
def _keep_log(level: int, text: bytes, _: Any) -> None:
    if level >= _LOG_LEVEL_WARN:
        _recent_logs.append(text.decode("utf-8", errors="replace").rstrip())


_is_started = False


def start_backend() -> None:
    """Initialise llama.cpp once, with its logs kept in memory instead of printed."""
    global _is_started
    if not _is_started:
        lib.llama_log_set(_keep_log, ctypes.c_void_p(0))
        lib.llama_backend_init()
        _is_started = True


def ggml(name: str, result: Any, *arguments: Any) -> Any:
    """Return a function of the ggml library, typed; the low-level bindings declare llama.cpp's own only."""
    import llama_cpp._ggml

    function = getattr(llama_cpp._ggml.libggml, name)
    function.restype, function.argtypes = result, list(arguments)
    return function


def recent_logs() -> str:
    """Return the last warnings and errors of llama.cpp, one a line."""
    return "\n".join(_recent_logs)


def library_version() -> str:
    """Return the version of the installed llama-cpp-python, the key of everything measured or cached with it."""
    from importlib.metadata import version

    return version("llama-cpp-python")


def system_info() -> str:
    """Return llama.cpp's line on what it was built for (AVX2, FMA, CUDA, Metal, ...)."""
    text: bytes = lib.llama_print_system_info()
    return text.decode("utf-8", errors="replace")


def supports_gpu_offload() -> bool:
    """Tell whether this build of llama.cpp can offload layers to an accelerator."""
    return bool(lib.llama_supports_gpu_offload())
