"""The options of `sakura search`, `sakura ask` and their methods."""

from __future__ import annotations

from dataclasses import dataclass, field

from sakura_cli.localization import gettext as _
from sakura_cli.options.declaring import Options, option


@dataclass(frozen=True, kw_only=True)
class SearchOptions(Options):
    """How much a search tells."""

    top: int = field(
        default=10, metadata=option(help=_("Most passages to show."), metavar="N", at_least=1, at_most=1000)
    )


@dataclass(frozen=True, kw_only=True)
class AskOptions(Options):
    """How a question is answered."""

    prose: bool = field(
        default=False, metadata=option(help=_("Write the answer out in a sentence or two, each with its place."))
    )
