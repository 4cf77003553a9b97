"""What the shells' completions ask: the names of models, prompts and presets (`sakura __complete KIND`).

Asked at every press of the tab key, before anything else is imported: no typer, no YAML, no engine. The scripts that
ask are in `completions/`. Nothing here is an error: what cannot be read has no names.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from sakura_cli.localization import gettext as _

_PRESET = "extract-"
# The prompt that presets fill, which is none itself.
_NO_PRESET = "extract-fields"


def complete(kinds: Sequence[str]) -> int:
    """Write the names of these kinds to stdout, one a line, each with a tab and a word on it; return the status."""
    lines: list[str] = []
    for kind in kinds:
        with suppress(OSError):
            lines += _KINDS[kind]() if kind in _KINDS else ()
    data = "".join(f"{line}\n" for line in lines).encode("utf-8", errors="ignore")
    with suppress(BrokenPipeError):
        os.write(sys.stdout.fileno(), data)
    return 0


def _list_models() -> Iterator[str]:
    installed = list(_installed())
    word = _("installed")
    yield from (f"{name}\t{word}" for name in installed)
    word = _("not installed")
    yield from (f"{name}\t{word}" for name in _catalogued() if name not in installed)


def _list_installed() -> Iterator[str]:
    word = _("installed")
    return (f"{name}\t{word}" for name in _installed())


def _list_prompts() -> Iterator[str]:
    own = list(_own_prompts())
    word = _("own")
    yield from (f"{name}\t{word}" for name in own)
    word = _("shipped")
    yield from (f"{name}\t{word}" for name in _shipped_prompts() if name not in own)


def _list_presets() -> Iterator[str]:
    for line in _list_prompts():
        if line.startswith(_PRESET) and line.partition("\t")[0] != _NO_PRESET:
            yield line.removeprefix(_PRESET)


_KINDS = {
    "models": _list_models,
    "installed-models": _list_installed,
    "prompts": _list_prompts,
    "presets": _list_presets,
}


def _installed() -> Iterator[str]:
    """Yield the names of installed models but those of hub references, of which a file has only the hash."""
    from sakura_cli.paths import models_dir

    ending = ".json"
    return (each.removesuffix(ending) for each in _names_in(models_dir() / "names") if each[0] != "@")


def _catalogued() -> Iterator[str]:
    """Yield the names of the catalogue: the lines of its file that begin at the margin."""
    catalogue = Path(__file__).parents[2] / "models" / "catalogue.yaml"
    for line in catalogue.read_text(encoding="utf-8").splitlines():
        if line.endswith(":") and line[0].isalnum():
            yield line[:-1]


def _own_prompts() -> Iterator[str]:
    from sakura_cli.paths import prompts_dir

    return _stems(prompts_dir())


def _shipped_prompts() -> Iterator[str]:
    from importlib.util import find_spec

    spec = find_spec("sakura_cli.prompts")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        yield from _stems(Path(folder))


def _stems(folder: Path) -> Iterator[str]:
    for name in _names_in(folder):
        stem, _, suffix = name.rpartition(".")
        if suffix in ("yaml", "yml"):
            yield stem


def _names_in(folder: Path) -> Iterator[str]:
    """Yield the names in a folder that mean nothing to a shell."""
    names = sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []
    return (name for name in names if name[0] != "." and all(char.isalnum() or char in "._@-" for char in name))
