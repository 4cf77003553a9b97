"""Whether results may go where they are to go: never over the input by accident, in an encoding that exists.

Left out: writing them, which is `api.saving`'s part.
"""

from __future__ import annotations

import os
from pathlib import Path

from sakura_cli.api.saving import is_device, resolve_link
from sakura_cli.errors import OutputRefusedError, UsageError, write_command
from sakura_cli.localization import gettext as _


def check_output(output: Path, sources: list[Path], *, may_replace_input: bool) -> None:
    """Refuse an output that is one of the inputs, by whatever name, or that cannot be created."""
    for source in sources:
        if not may_replace_input and _is_same_file(output, source):
            raise OutputRefusedError(
                _("{path} is the input: it would be replaced").format(path=output),
                hint=_("use another -o, or add --in-place"),
            )
    target = resolve_link(output)
    if output.is_dir():
        raise OutputRefusedError(
            _("{path} is a folder").format(path=output), hint=write_command("-o", output / "result.txt")
        )
    if not target.parent.exists():
        raise OutputRefusedError(
            _("there is no folder {folder}").format(folder=target.parent),
            hint=write_command("mkdir", "-p", target.parent),
        )
    if not os.access(output if is_device(output) else target.parent, os.W_OK):
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


def _is_same_file(output: Path, source: Path) -> bool:
    try:
        return output.samefile(source)
    except OSError:
        return False
