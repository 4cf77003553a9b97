"""What -o, --out-dir and their companions may be together, and whether they can be written, before any work is done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sakura_cli.cli.options import TaskOptions
from sakura_cli.cli.running.batch import Extension, OutputFolder
from sakura_cli.cli.running.outputs import check_encoding, check_output
from sakura_cli.errors import UsageError
from sakura_cli.localization import gettext as _


def check_options(options: TaskOptions, sources: Sequence[Path]) -> None:
    """Refuse options that contradict each other or the inputs. Raises UsageError or OutputRefusedError."""
    is_to_files = options.output is not None or options.out_dir is not None
    if options.output is not None:
        if options.out_dir is not None:
            raise UsageError(
                _("-o names one file and --out-dir a folder: use one of them"), hint="sakura … --out-dir DIR"
            )
        if len(sources) > 1:
            raise UsageError(
                _("-o takes one result, and there are several inputs"), hint="sakura … --out-dir DIR FILE FILE"
            )
        check_output(options.output, list(sources), may_replace_input=options.in_place)
    if options.resume and options.out_dir is None:
        raise UsageError(_("--resume goes on with what is in --out-dir"), hint="sakura … --out-dir DIR --resume FILE …")
    if options.output_encoding is not None:
        if not is_to_files:
            raise UsageError(_("--output-encoding is for files; stdout is UTF-8"), hint=_("add -o FILE, or use iconv"))
        if options.json:
            raise UsageError(_("JSON files are UTF-8: --output-encoding is for texts"), hint=_("leave out --json"))
        check_encoding(options.output_encoding)
    if options.in_place and not is_to_files:
        raise UsageError(
            _("--in-place allows -o to replace the input; it needs -o"), hint="sakura … --in-place -o FILE FILE"
        )


def plan_folder(
    options: TaskOptions, sources: Sequence[Path], extension: Extension, *, edits_documents: bool
) -> OutputFolder | None:
    """Return the folder of --out-dir, made and free of collisions; under --dry-run nothing is made."""
    if options.out_dir is None:
        return None
    folder = OutputFolder(
        options.out_dir,
        sources,
        extension=".json" if options.json else extension,
        may_replace_input=options.in_place,
        edits_documents=edits_documents,
    )
    if not options.dry_run:
        folder.create()
    if options.resume:
        folder.load_manifest()
    return folder
