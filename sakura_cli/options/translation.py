"""The options of `sakura translate` and `Sakura.translate`, and the languages there are to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from sakura_cli.localization import gettext as _
from sakura_cli.options.declaring import Options, option

LanguageCode = Literal["ja", "en", "zh", "ko", "de", "fr", "es"]
# What of a document is prose; `documents.formats` knows how each is read.
ProseFormat = Literal["text", "markdown", "srt", "csv"]
Tone = Literal["desumasu", "dearu"]
Quality = Literal["normal", "best"]
# A glossary file, or the terms themselves.
Glossary = Path | Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class TranslationOptions(Options):
    """What is wanted; None leaves the source language and the format to the document, and the tone as it comes."""

    to: LanguageCode = field(kw_only=False, metadata=option(help=_("Language of the translation.")))
    source: LanguageCode | None = field(
        default=None, metadata=option(help=_("Language of the text, instead of recognising it."), flag="--from")
    )
    glossary: Glossary | None = field(
        default=None,
        metadata=option(help=_("Terms: source,target[,note] a line, as CSV or TSV; or rules of prh."), metavar="FILE"),
    )
    memory: Path | None = field(
        default=None,
        metadata=option(
            help=_("Translation memory (TMX): what is in it is taken over, and new sentences are added."),
            metavar="FILE",
            grows=True,
        ),
    )
    format: ProseFormat | None = field(
        default=None, metadata=option(help=_("What the input is; auto goes by its name and its text."), none="auto")
    )
    tone: Tone | None = field(
        default=None, metadata=option(help=_("How Japanese sentences end: です・ます or だ・である."))
    )
    quality: Quality = field(
        default="normal",
        metadata=option(help=_("best: the best of several translations by checks and by translating back; slow.")),
    )
    bilingual: bool = field(default=False, metadata=option(help=_("Source and translation side by side, as a table.")))
