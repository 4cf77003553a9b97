"""The options of `sakura summarize` and `Sakura.summarize`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from sakura_cli.localization import gettext as _
from sakura_cli.options.declaring import Options, option

SummaryStyle = Literal["bullets", "paragraph", "headline", "minutes"]
Language = Literal["ja", "en"]


@dataclass(frozen=True, kw_only=True)
class SummaryOptions(Options):
    """What kind of summary is wanted; None leaves a number to the length of the document."""

    style: SummaryStyle = field(default="bullets", metadata=option(help=_("What the summary looks like.")))
    points: int | None = field(
        default=None, metadata=option(help=_("Most points or sentences."), metavar="N", at_least=1, at_most=50)
    )
    max_chars: int | None = field(
        default=None,
        metadata=option(help=_("Most characters of the summary; always held."), metavar="N", at_least=10),
    )
    focus: str | None = field(default=None, metadata=option(help=_("What the reader wants to know."), metavar="TEXT"))
    lang: Language = field(default="ja", metadata=option(help=_("Language of the summary.")))
    explain: bool = field(default=False, metadata=option(help=_("Tell where in the source each sentence is said.")))
    keep_marks: bool = field(
        default=False, metadata=option(help=_("Keep Aozora marks, mail headers, quotes and signatures."))
    )
