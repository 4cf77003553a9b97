"""What `-m` accepts, resolved to weights on this machine: a name, a path, or `hf:OWNER/REPO/FILE[@REVISION]`.

On the way of every task: for installed weights it reads one manifest and asks for one file's size and time. No network;
fetching is `sakura_cli.models.first_use`.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from sakura_cli.errors import BadInputError, InputNotFoundError, IntegrityError, ModelUnavailableError
from sakura_cli.inference.weights import weights_files
from sakura_cli.localization import gettext as _
from sakura_cli.models import catalogue, gguf, recommend
from sakura_cli.models.catalogue import CatalogueEntry
from sakura_cli.models.keeping.manifest import Manifest
from sakura_cli.models.keeping.names import HUB
from sakura_cli.models.store import Store

# The kind of ModelUnavailableError that a fetch can cure.
NOT_INSTALLED = "model-not-installed"

_HUB = re.compile(r"hf:([\w.-]+)/([\w.-]+)/([\w./-]+\.gguf)(?:@([\w./-]+))?", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class ResolvedModel:
    """Weights that may be loaded; `sha256` is None for a file given by path (hashing costs more than loading)."""

    name: str
    path: Path
    sha256: str | None
    quantization: str
    context_tokens: int | None
    catalogued: bool
    license: str | None


def resolve(reference: str | None = None, store: Store | None = None) -> ResolvedModel:
    """Return the weights a reference means; None is the default model.

    Raise ModelUnavailableError (69) for what is not installed, with the command to type; InputNotFoundError (66) and
    BadInputError (65) for a path; IntegrityError (76) when installed weights changed.
    """
    store = store or Store()
    if reference is None:
        manifest = find_default(store)
        if manifest is None:
            raise ModelUnavailableError(_("no model is installed"), hint="sakura models pull", kind=NOT_INSTALLED)
        return _installed(manifest, store)
    if reference.lower().startswith(HUB):
        name = stored_name(reference)
        return _from_store(name, reference, store)
    if (manifest := store.find(reference)) is not None:
        return _installed(manifest, store)
    if catalogue.find(reference) is not None:
        return _from_store(reference, reference, store)
    if is_path(reference):
        return _from_path(Path(reference).expanduser(), store)
    raise catalogue.unknown_model(reference, [*catalogue.load(), *store.names()])


def is_path(reference: str) -> bool:
    """Tell whether a reference that no model is called by is meant as a path."""
    return os.sep in reference or reference.lower().endswith(".gguf") or Path(reference).is_file()


def find_entry(reference: str) -> CatalogueEntry:
    """Return what to fetch for a catalogue name or hub reference; raise ModelUnavailableError for anything else."""
    return parse_hub_reference(reference) if reference.lower().startswith(HUB) else catalogue.get(reference)


def parse_hub_reference(reference: str) -> CatalogueEntry:
    """Read `hf:OWNER/REPO/FILE[@REVISION]` into an entry that is trusted on first use; raise BadInputError."""
    match = _HUB.fullmatch(reference)
    parts = [] if match is None else [*match[1].split("/"), *match[2].split("/"), *match[3].split("/")]
    if match is None or any(part.startswith(".") or not part for part in parts):
        raise BadInputError(_("a hub reference is written hf:OWNER/REPO/FILE.gguf or hf:OWNER/REPO/FILE.gguf@REVISION"))
    owner, repo, file, revision = match.groups()
    at = f"@{revision}" if revision and revision != "main" else ""
    return CatalogueEntry(
        # As it was given, capitals included: on the hub they may tell two repositories apart.
        name=f"{HUB}{owner}/{repo}/{file}{at}",
        repo=f"{owner}/{repo}",
        file=file,
        revision=revision or "main",
        size_bytes=None,
        sha256=None,
        license="as its repository says",
        is_catalogued=False,
    )


def stored_name(reference: str) -> str:
    """Return the name by which the store knows a model: for a hub reference, that of its one way of being written."""
    return parse_hub_reference(reference).name if reference.lower().startswith(HUB) else reference


def find_default(store: Store) -> Manifest | None:
    """Return the model used when none is named: the chosen one, else the recommended, else the best that fits."""
    chosen = store.default_name()
    if chosen is not None and (manifest := store.find(chosen)) is not None:
        return manifest
    installed = {name: manifest for name in store.names() if (manifest := store.find(name)) is not None}
    if len(installed) <= 1:
        return next(iter(installed.values()), None)
    name = recommend.recommended_name()
    if name in installed:
        return installed[name]
    ranks = {name: rank for rank, name in enumerate(catalogue.load())}
    memory = recommend.read_memory_bytes()
    return min(installed.values(), key=lambda m: (m.size_bytes > 0.8 * memory, ranks.get(m.name, len(ranks)), m.name))


def _from_store(name: str, reference: str, store: Store) -> ResolvedModel:
    manifest = store.find(name)
    if manifest is None:
        raise ModelUnavailableError(
            _("the model {name} is not installed").format(name=reference),
            hint=f"sakura models pull {reference}",
            kind=NOT_INSTALLED,
        )
    return _installed(manifest, store)


def _installed(manifest: Manifest, store: Store) -> ResolvedModel:
    return ResolvedModel(
        name=manifest.name,
        path=store.check(manifest),
        sha256=manifest.sha256,
        quantization=manifest.quantization,
        context_tokens=manifest.context_tokens,
        catalogued=manifest.is_catalogued,
        license=manifest.license,
    )


def _from_path(path: Path, store: Store) -> ResolvedModel:
    if not path.exists():
        raise InputNotFoundError(_("there is no model file {path}").format(path=path), hint="sakura models list")
    if not path.is_file():
        raise BadInputError(_("{path} is not a file").format(path=path), hint=_("name the .gguf file itself"))
    if store.is_quarantined(path):
        raise IntegrityError(
            _("{name} was set apart because its hash does not match; it is never loaded").format(name=path.name),
            hint=_("sakura models rm {name}   # deletes it").format(name=path.resolve().parent.name),
        )
    header, *_others = map(gguf.read_header, weights_files(path))
    return ResolvedModel(
        name=path.stem,
        path=path.resolve(),
        sha256=None,
        quantization=header.quantization,
        context_tokens=header.context_tokens,
        catalogued=False,
        license=None,
    )
