"""Writing results to files: atomically, never over the input by accident, in the encoding that was asked for."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from sakura_cli.documents.document import Document
from sakura_cli.documents.writing.encoding import encode_text
from sakura_cli.errors import OutputRefusedError, StorageError, UsageError, write_command
from sakura_cli.localization import describe_os_error
from sakura_cli.localization import gettext as _
from sakura_cli.replacing import replaced_file


def check_output(output: Path, sources: list[Path], *, may_replace_input: bool) -> None:
    """Refuse an output that is one of the inputs, by whatever name, or that cannot be created."""
    for source in sources:
        if not may_replace_input and _is_same_file(output, source):
            raise OutputRefusedError(
                _("{path} is the input: it would be replaced").format(path=output),
                hint=_("use another -o, or add --in-place"),
            )
    target = _resolve(output)
    if output.is_dir():
        raise OutputRefusedError(
            _("{path} is a folder").format(path=output), hint=write_command("-o", output / "result.txt")
        )
    if not target.parent.exists():
        raise OutputRefusedError(
            _("there is no folder {folder}").format(folder=target.parent),
            hint=write_command("mkdir", "-p", target.parent),
        )
    if not os.access(output if _is_device(output) else target.parent, os.W_OK):
        raise OutputRefusedError(
            _("{path} may not be written").format(path=output), hint=write_command("ls", "-ld", target.parent)
        )


def check_encoding(name: str) -> None:
    """Refuse an output encoding that does not exist. Raises UsageError."""
    try:
        "".encode("utf-8" if name == "same" else name)
    except LookupError:
        raise UsageError(
            _("there is no encoding named {name}").format(name=name), hint="--output-encoding utf-8"
        ) from None


def encode_result(text: str, document: Document, output_encoding: str | None) -> bytes:
    """Return the bytes of a result file: the input's newlines, UTF-8 unless another encoding was asked for.

    `output_encoding` has passed `check_encoding`. Raises BadInputError when a character cannot be encoded.
    """
    encoding = document.encoding if output_encoding == "same" else output_encoding or "utf-8"
    is_same = output_encoding == "same"
    whole = text if text.endswith("\n") else f"{text}\n"
    return encode_text(whole, document, encoding, has_bom=is_same and document.has_bom)


def write_file(path: Path, data: bytes) -> None:
    """Write a file so that it is either the old one or the whole new one, whatever happens. Raises StorageError."""
    # A symbolic link stays one: what it points to is replaced.
    target = _resolve(path)
    try:
        if _is_device(path):
            path.write_bytes(data)
            return
        with replaced_file(target, _mode_for(target)) as file:
            file.write(data)
    except OSError as error:
        reason = describe_os_error(error)
        kind = OutputRefusedError if isinstance(error, PermissionError) else StorageError
        raise kind(
            _("{path} cannot be written: {reason}").format(path=path, reason=reason), hint=_("choose another -o")
        ) from error


def _mode_for(target: Path) -> int:
    """Return the mode of the file to be replaced, else what the user's umask gives a new file."""
    with contextlib.suppress(OSError):
        return target.stat().st_mode & 0o777
    umask = os.umask(0o077)
    os.umask(umask)
    return 0o666 & ~umask


def _resolve(path: Path) -> Path:
    """Return what a path names in the end; unlike Path.resolve, also for a link that points to itself."""
    return Path(os.path.realpath(path))


def _is_device(path: Path) -> bool:
    """Tell whether something exists that is to be written into and never replaced: /dev/null, a FIFO."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _is_same_file(output: Path, source: Path) -> bool:
    try:
        return output.samefile(source)
    except OSError:
        return False
