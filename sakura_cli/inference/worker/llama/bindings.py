"""The low-level bindings of llama-cpp-python: the one module that imports `llama_cpp`.

The package's `__init__` also imports its high-level API (0.2 s: completion formats, caches, server types), which sakura
does not use; a bare package object in its place lets the submodule load alone. Native logs are kept, never printed.
Which library they are bound to is decided in `inference.library`.
"""

from __future__ import annotations

import ctypes
import importlib.util
import sys
import types
from collections import deque
from collections.abc import Callable
from typing import Any

from sakura_cli.errors import EngineError
from sakura_cli.inference.library import PREBUILT_HINT, Library, find_in_folder, find_library
from sakura_cli.inference.worker.llama.layouts import find_differences
from sakura_cli.inference.worker.llama.object_files import is_cut_short
from sakura_cli.localization import gettext as _


def bind(library: Library) -> tuple[Any, Any]:
    """Return the bindings, bound to a library, and the library that has the functions of ggml.

    Raises EngineError where the library cannot be loaded, or is not laid out as the bindings are.
    """
    if is_cut_short(library.path):
        raise _unusable(library, "the file is cut short")
    spec = importlib.util.find_spec("llama_cpp")
    package = types.ModuleType("llama_cpp")
    package.__path__ = list(spec.submodule_search_locations or ()) if spec else []
    package.__spec__ = spec
    sys.modules["llama_cpp"] = package
    try:
        import llama_cpp._ctypes_extensions as extensions

        if library.kind == "prebuilt":
            native = ctypes.CDLL(str(library.path))
        else:
            native = extensions.load_shared_library("llama", library.path.parent)
        _bind_to(extensions, native)
        import llama_cpp.llama_cpp as bindings
    except (OSError, RuntimeError, AttributeError) as error:
        raise _unusable(library, str(error)) from error
    differing = list(find_differences(native, bindings.llama_context_params, bindings.llama_model_params))
    if differing:
        raise _unusable(library, "fields that differ: " + ", ".join(differing))
    if library.kind == "prebuilt":
        return bindings, native
    ggml_file = find_in_folder(library.path.parent, "ggml")
    return bindings, ctypes.CDLL(str(ggml_file)) if ggml_file else native


def _bind_to(extensions: Any, native: ctypes.CDLL) -> None:
    """Make the bindings use a library that is loaded already, and pass over functions that it lacks."""

    def declare(_: ctypes.CDLL) -> Callable[..., Any]:
        def declare_function(name: str, argument_types: list[Any], result_type: Any, enabled: bool = True) -> Any:
            def bind_function(described: Any) -> Any:
                if not enabled:
                    return described
                try:
                    function = getattr(native, name)
                except AttributeError:
                    return _make_absent(name)
                function.argtypes, function.restype = argument_types, result_type
                return function

            return bind_function

        return declare_function

    extensions.load_shared_library = lambda *_: native
    extensions.ctypes_function_for_shared_library = declare


def _make_absent(name: str) -> Callable[..., Any]:
    def refuse(*_arguments: Any) -> Any:
        raise EngineError(_("this llama.cpp library has no {name}").format(name=name), kind="wrong-library")

    return refuse


def _unusable(library: Library, detail: str) -> EngineError:
    message = _("the llama.cpp library {name} does not fit llama-cpp-python {version}")
    hint = "unset LLAMA_CPP_LIB_PATH" if library.kind == "named" else PREBUILT_HINT
    if library.kind == "compiled":
        hint = "pip install --force-reinstall --no-cache-dir 'llama-cpp-python>=0.3.36,<0.4'"
    version = library.key.partition("+")[0]
    return EngineError(
        message.format(name=library.name, version=version), hint=hint, kind="wrong-library", detail=detail
    )


library = find_library()
lib, _ggml = bind(library)

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
    function = getattr(_ggml, name)
    function.restype, function.argtypes = result, list(arguments)
    return function


def recent_logs() -> str:
    """Return the last warnings and errors of llama.cpp, one a line."""
    return "\n".join(_recent_logs)


def library_key() -> str:
    """Return what identifies the library, the key of everything measured or cached with it."""
    return library.key


def library_build() -> str:
    """Return llama.cpp's own number of the build that is loaded; empty where it has none."""
    try:
        number = ctypes.c_int.in_dll(ctypes.CDLL(str(library.path)), "LLAMA_BUILD_NUMBER").value
    except ValueError:
        return ""
    return f"b{number}" if number else ""


def system_info() -> str:
    """Return llama.cpp's line on what it was built for (AVX2, FMA, CUDA, Metal, ...)."""
    text: bytes = lib.llama_print_system_info()
    return text.decode("utf-8", errors="replace")


def supports_gpu_offload() -> bool:
    """Tell whether this build of llama.cpp can offload layers to an accelerator."""
    return bool(lib.llama_supports_gpu_offload())
