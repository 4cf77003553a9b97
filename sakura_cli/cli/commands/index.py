"""`sakura index`: the indexes that are kept of folders, each on request."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sakura_cli.cli.terminal import console
from sakura_cli.errors import InputNotFoundError, UsageError
from sakura_cli.localization import gettext as _

if TYPE_CHECKING:
    from sakura_cli.search.kept import KeptIndex

_ACTIONS = ("list", "update", "rm")
_EXAMPLE = "sakura index FOLDER"
_VERSION = 1


def index(
    what: Annotated[
        str, typer.Argument(metavar="FOLDER|list|update|rm", help=_("A folder to keep an index of, or what to do."))
    ],
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FOLDER", readable=False, help=_("Folders; update without any takes all.")),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON, one object a folder."))] = False,
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help=_("Encoding of the files, instead of recognising it."))
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=_("Only errors on stderr."))] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help=_("Name the files that cannot be read."))] = False,
) -> None:
    """Keep an index of a folder for `search` and `ask`; it holds the text of its documents."""
    from sakura_cli.search.kept import list_kept, make_kept, remove_kept

    console.set_verbosity(-1 if quiet else 1 if verbose else 0)
    given = list(folders or ())
    if what not in _ACTIONS:
        for folder in [Path(what), *given]:
            _check_folder(folder)
            _update(make_kept(folder), encoding, as_json=as_json, is_asked_for=True)
    elif what == "list":
        for each in list_kept():
            _show(each, as_json=as_json)
            each.close()
    elif what == "update":
        for each in [_find(folder) for folder in given] if given else list_kept():
            _update(each, encoding, as_json=as_json)
    elif not given:
        raise UsageError(_("there is no folder to remove the index of"), hint="sakura index list")
    else:
        for folder in given:
            if not remove_kept(folder):
                raise _not_kept(folder)
            console.note(_("the index of {folder} is removed").format(folder=folder))


def _check_folder(folder: Path) -> None:
    if not folder.is_dir():
        message = _("there is no folder {folder}").format(folder=folder)
        raise InputNotFoundError(message, hint=_EXAMPLE)


def _find(folder: Path) -> KeptIndex:
    from sakura_cli.search.kept import find_kept

    kept = find_kept(folder)
    if kept is None:
        raise _not_kept(folder)
    return kept


def _not_kept(folder: Path) -> InputNotFoundError:
    message = _("no index is kept of {folder}").format(folder=folder)
    return InputNotFoundError(message, hint="sakura index list")


def _update(kept: KeptIndex, encoding: str | None, *, as_json: bool, is_asked_for: bool = False) -> None:
    """Bring an index up to date and tell what that was; where it was asked for, that it holds the text, too."""
    from sakura_cli.api.indexing import make_reader

    if not kept.folder.is_dir():
        hint = f"sakura index rm {kept.folder}"
        raise InputNotFoundError(_("there is no folder {folder}").format(folder=kept.folder), hint=hint)
    if is_asked_for:
        told = _("{file} will hold the text of the documents in {folder}; only you may read it")
        console.note(told.format(file=kept.path, folder=kept.folder))
    with console.progress(_("reading"), 0, "files") as bar:
        changes = kept.update(make_reader(encoding), lambda done, total: bar.update(done))
    for name, reason in kept.unread().items():
        console.detail(f"{name}: {reason}")
    told = _("{folder}: {added} new, {changed} changed, {removed} removed, {unread} that cannot be read").format(
        folder=kept.folder,
        added=changes.added,
        changed=changes.changed,
        removed=changes.removed,
        unread=len(kept.unread()),
    )
    if as_json:
        _show(kept, as_json=True)
    else:
        console.note(told)
    kept.close()


def _show(kept: KeptIndex, *, as_json: bool) -> None:
    """Print what an index holds."""
    unread = len(kept.unread())
    documents, passages = len(kept.stamps()) - unread, kept.passage_count
    size = kept.path.stat().st_size
    if as_json:
        row = {
            "version": _VERSION,
            "folder": str(kept.folder),
            "file": str(kept.path),
            "documents": documents,
            "passages": passages,
            "unread": unread,
            "size_bytes": size,
        }
        console.write_result(json.dumps(row, ensure_ascii=False))
        return
    told = _("{folder}: documents: {documents}, passages: {passages}, {size:.1f} MB")
    console.write_result(told.format(folder=kept.folder, documents=documents, passages=passages, size=size / 1_000_000))
