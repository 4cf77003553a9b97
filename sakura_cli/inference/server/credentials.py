"""The key of a server: from the environment or a file, never from the command line, and in no message."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from sakura_cli.errors import ConfigurationError
from sakura_cli.localization import gettext as _

KEY_VARIABLE = "SAKURA_ENGINE_KEY"
FILE_VARIABLE = "SAKURA_ENGINE_KEY_FILE"


def find_key(environment: Mapping[str, str] = os.environ) -> str | None:
    """Return the key, or None where there is none. Raises ConfigurationError for a file that holds none."""
    if key := environment.get(KEY_VARIABLE):
        return _check(key.strip(), KEY_VARIABLE)
    name = environment.get(FILE_VARIABLE)
    if not name:
        return None
    try:
        text = Path(name).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise ConfigurationError(
            _("the file that {variable} names cannot be read").format(variable=FILE_VARIABLE), hint=f"ls -l {name}"
        ) from None
    return _check(text, FILE_VARIABLE)


def _check(key: str, variable: str) -> str:
    if not key or not key.isascii() or not key.isprintable() or " " in key:
        raise ConfigurationError(_("{variable} holds no key: one line of letters").format(variable=variable))
    return key
