"""The options of `sakura read` and `Sakura.read`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from sakura_cli.localization import gettext as _
from sakura_cli.options.declaring import Options, option

ReadingFormat = Literal["text", "markdown"]


@dataclass(frozen=True, kw_only=True)
class ReadingOptions(Options):
    """How a document is shown."""

    format: ReadingFormat = field(
        default="text",
        metadata=option(help=_("The text as tasks see it, or Markdown with headings, lists and tables.")),
    )
