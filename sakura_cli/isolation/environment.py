"""The variables that a confined process is started with: what libraries and the language need, and nothing else.

An environment holds tokens, passwords in addresses and names; a process that reads what others made gets none of them.
"""

from __future__ import annotations

from collections.abc import Mapping

_NAMES = frozenset(
    {
        "LANG",
        "LANGUAGE",
        "SAKURA_LANG",
        "TZ",
        "LLAMA_CPP_LIB_PATH",
        # Where libraries are looked for, by loaders and by drivers of accelerators.
        "LD_LIBRARY_PATH",
        "DYLD_LIBRARY_PATH",
        "DYLD_FALLBACK_LIBRARY_PATH",
        "CUDA_PATH",
        "ROCM_PATH",
        # Windows starts no process without them.
        "SYSTEMROOT",
        "SYSTEMDRIVE",
        "WINDIR",
        "COMSPEC",
        "PATHEXT",
        "PROCESSOR_ARCHITECTURE",
        "NUMBER_OF_PROCESSORS",
    }
)
_PREFIXES = ("LC_", "OMP_", "GOMP_", "KMP_", "GGML_", "CUDA_", "NVIDIA_", "HIP_", "HSA_", "ROCR_", "VK_", "MALLOC_")


def allowed_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variables of an environment that a confined process gets.

    Its home is no folder of the user's. With none, Python would ask the system's service for names when it starts.
    """
    passed = {name: value for name, value in environment.items() if _is_passed(name)}
    return {**passed, "HOME": "/"}


def _is_passed(name: str) -> bool:
    return name.upper() in _NAMES or name.startswith(_PREFIXES)
