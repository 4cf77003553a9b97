"""The keywords of the methods of `Sakura`, as checkers want them. Made by `make docs` from `options`."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypedDict

from sakura_cli.options.keigo import KeigoAudience, KeigoLevel
from sakura_cli.options.reading import ReadingFormat
from sakura_cli.options.reply import ReplyTone
from sakura_cli.options.summary import Language, SummaryStyle
from sakura_cli.options.translation import Glossary, LanguageCode, ProseFormat, Quality, Tone


class SearchKeywords(TypedDict, total=False):
    """The keywords of `SearchOptions`."""

    top: int


class AskKeywords(TypedDict, total=False):
    """The keywords of `AskOptions`."""

    prose: bool


class ExtractionKeywords(TypedDict, total=False):
    """The keywords of `ExtractionOptions`."""

    schema: Mapping[str, Any] | Path | None
    preset: str | None
    many: bool
    normalize: bool
    reference_date: datetime.date | None


class KeigoKeywords(TypedDict, total=False):
    """The keywords of `KeigoOptions`."""

    level: KeigoLevel
    audience: KeigoAudience
    rules_only: bool


class FixKeywords(TypedDict, total=False):
    """The keywords of `FixOptions`."""

    audience: KeigoAudience
    rules: Sequence[str] | None
    no_rules: Sequence[str]
    also: Sequence[str]
    words: Sequence[str]
    strict: bool


class CheckKeywords(TypedDict, total=False):
    """The keywords of `CheckOptions`."""

    audience: KeigoAudience
    rules: Sequence[str] | None
    no_rules: Sequence[str]
    also: Sequence[str]
    words: Sequence[str]
    strict: bool
    explain: bool


class ReadingKeywords(TypedDict, total=False):
    """The keywords of `ReadingOptions`."""

    format: ReadingFormat


class ReplyKeywords(TypedDict, total=False):
    """The keywords of `ReplyOptions`."""

    from_name: str | None
    from_company: str | None
    signature: Path | str | None
    tone: ReplyTone | None


class SummaryKeywords(TypedDict, total=False):
    """The keywords of `SummaryOptions`."""

    style: SummaryStyle
    points: int | None
    max_chars: int | None
    focus: str | None
    lang: Language
    explain: bool
    keep_marks: bool


class TranslationKeywords(TypedDict, total=False):
    """The keywords of `TranslationOptions`."""

    source: LanguageCode | None
    glossary: Glossary | None
    memory: Path | None
    format: ProseFormat | None
    tone: Tone | None
    quality: Quality
    bilingual: bool
