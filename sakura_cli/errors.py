"""The errors sakura reports to its user: each class owns its exit status.

A message is one line of what is wrong and a hint is the command to type next; neither ever holds the user's text.
Rendering is left to the one error boundary in `sakura_cli.cli.boundary`.
"""

from __future__ import annotations

import re
import shlex
from pathlib import PurePath
from typing import ClassVar

# What a shell takes for more than itself; Japanese is not among it.
_SPECIAL = re.compile(r"[\s\"'$`\\|&;<>()*?\[\]{}~#!^=%\x00-\x1f\x7f]|^$")


def write_command(*words: object) -> str:
    """Return the line to type into a shell for words of a command, for hints; each is quoted where it needs to be."""
    written = (f"./{word}" if isinstance(word, PurePath) and str(word).startswith("-") else str(word) for word in words)
    return " ".join(shlex.quote(word) if _SPECIAL.search(word) else word for word in written)


class SakuraError(Exception):
    """Report a failure to the user.

    `kind` is a stable slug for scripts (`--json`), `detail` is shown only with `--debug`.
    """

    exit_status: ClassVar[int] = 70
    default_kind: ClassVar[str] = "internal"

    def __init__(self, message: str, *, hint: str | None = None, kind: str | None = None, detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.kind = kind or self.default_kind
        self.detail = detail


class UsageError(SakuraError):
    """A flag or argument that cannot be used as given."""

    exit_status = 2
    default_kind = "usage"


class BadInputError(SakuraError):
    """Input that cannot be worked on: empty, binary, undecodable, too long, not a GGUF."""

    exit_status = 65
    default_kind = "bad-input"


class InputNotFoundError(SakuraError):
    """An input file that does not exist or cannot be read."""

    exit_status = 66
    default_kind = "not-found"


class ModelUnavailableError(SakuraError):
    """No model is installed, or it cannot be fetched."""

    exit_status = 69
    default_kind = "model-unavailable"


class EngineError(SakuraError):
    """The inference engine failed: it crashed, hung or ran out of memory."""

    exit_status = 70
    default_kind = "engine"


class OutputRefusedError(SakuraError):
    """An output that would replace an input, or cannot be created."""

    exit_status = 73
    default_kind = "output-refused"


class StorageError(SakuraError):
    """An input/output error on this machine's disks or streams."""

    exit_status = 74
    default_kind = "io"


class LockTimeoutError(SakuraError):
    """Another process has held a lock for too long."""

    exit_status = 75
    default_kind = "locked"


class IntegrityError(SakuraError):
    """Bytes whose hash is not the expected one."""

    exit_status = 76
    default_kind = "integrity"


class PermissionRefusedError(SakuraError):
    """The operating system refused access."""

    exit_status = 77
    default_kind = "permission"


class ConfigurationError(SakuraError):
    """A configuration file or environment variable with an unknown key or a bad value."""

    exit_status = 78
    default_kind = "configuration"
