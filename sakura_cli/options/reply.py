"""The options of `sakura reply` and `Sakura.reply`."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from sakura_cli.localization import gettext as _
from sakura_cli.options.declaring import Options, option

ReplyTone = Literal["丁寧", "簡潔", "お詫び"]


@dataclass(frozen=True, kw_only=True)
class ReplyOptions(Options):
    """Who replies, and how; without `tone` a mail that complains is answered in that of お詫び, any other in 丁寧.

    `signature` is the text of one, or the Path of a file that holds it.
    """

    from_name: str | None = field(
        default=None, metadata=option(help=_("Who replies, as the draft names them."), metavar="NAME")
    )
    from_company: str | None = field(
        default=None, metadata=option(help=_("For which company, as the draft names it."), metavar="NAME")
    )
    signature: Path | str | None = field(
        default=None, metadata=option(help=_("A file whose text ends the draft."), metavar="FILE")
    )
    tone: ReplyTone | None = field(
        default=None,
        metadata=option(help=_("Polite, brief, or apologetic (default: by whether the mail complains).")),
    )
