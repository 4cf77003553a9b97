"""The llama.cpp libraries that are installed beside one another, each as a folder that LLAMA_CPP_LIB_PATH can name.

`python -m tests.inference.libraries FOLDER` makes one in FOLDER of the library that sakura does not choose by itself
and prints its path; nothing where there is no other.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

# What the prebuilt library is in one file.
NAMES = ("libllama", "libggml", "libggml-base", "libggml-cpu")


def find_libraries(place: Path) -> dict[str, Path]:
    """Return a folder by the kind of its library, what is chosen first; links are made in `place`."""
    found = {}
    if list((_package("llama_cpp") / "lib").glob("libllama.*")):
        found["compiled"] = _package("llama_cpp") / "lib"
    if importlib.util.find_spec("xllamacpp"):
        [library] = _package("xllamacpp").glob("xllamacpp*.so")
        place.mkdir(parents=True, exist_ok=True)
        for name in NAMES:
            link = place / f"{name}{'.dylib' if sys.platform == 'darwin' else '.so'}"
            link.unlink(missing_ok=True)
            link.symlink_to(library)
        found["prebuilt"] = place
    return found


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    assert spec and spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0])


if __name__ == "__main__":
    for folder in [*find_libraries(Path(sys.argv[1]).absolute()).values()][1:]:
        print(folder)  # noqa: T201
