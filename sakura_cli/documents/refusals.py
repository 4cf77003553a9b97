"""The errors that every format of documents shares: damaged, encrypted.

Left out: what only one format can be, and how much memory or time a document may take (`process`, `isolated`).
"""

from __future__ import annotations

from sakura_cli.errors import BadInputError
from sakura_cli.localization import gettext as _


def malformed_error(source: str, detail: str) -> BadInputError:
    """Return the error of a document that is not what it says it is; `detail` holds nothing of its text."""
    return BadInputError(
        _("{source} is damaged: it cannot be read as what it says it is").format(source=source),
        hint=save_again_hint(),
        kind="malformed",
        detail=detail,
    )


def encrypted_error(source: str) -> BadInputError:
    """Return the error of a document that opens with a password only."""
    return BadInputError(
        _("{source} is encrypted").format(source=source),
        hint=_("open it in its program and save it without a password"),
        kind="encrypted",
    )


def save_again_hint() -> str:
    """Return what helps where a document is not written as its format says."""
    return _("open it in the program it was made with and save it again")
