"""The keywords of each method of `Sakura`: those of the command's options, and what they may be.

The types of other modules are for type checkers: nothing is imported for them when a command runs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypedDict

if TYPE_CHECKING:
    from sakura_cli.documents.prose import TextFormat
    from sakura_cli.tasks.summary.layout import Language, SummaryStyle
    from sakura_cli.text.languages import LanguageCode

KeigoLevel = Literal["polite", "business", "formal", "plain"]
KeigoAudience = Literal["external", "internal", "superior"]
Tone = Literal["desumasu", "dearu"]
# A glossary file, or the terms themselves.
Glossary = Path | Mapping[str, str]


class SummaryKeywords(TypedDict, total=False):
    """The keywords of `Sakura.summarize`."""

    style: SummaryStyle
    points: int | None
    max_chars: int | None
    focus: str | None
    lang: Language
    explain: bool
    keep_marks: bool


class TranslationKeywords(TypedDict, total=False):
    """The keywords of `Sakura.translate`."""

    source: LanguageCode | None
    glossary: Glossary | None
    format: TextFormat | None
    tone: Tone | None
    bilingual: bool


class ExtractionKeywords(TypedDict, total=False):
    """The keywords of `Sakura.extract`."""

    schema: Mapping[str, Any] | Path | None
    preset: str | None
    many: bool
    normalize: bool
    reference_date: date | None


class KeigoKeywords(TypedDict, total=False):
    """The keywords of `Sakura.rewrite_keigo`."""

    level: KeigoLevel
    audience: KeigoAudience
    rules_only: bool


class FixKeywords(TypedDict, total=False):
    """The keywords of `Sakura.fix_keigo`."""

    audience: KeigoAudience
    rules: Sequence[str] | None
    no_rules: Sequence[str]
    strict: bool


class CheckKeywords(FixKeywords, total=False):
    """The keywords of `Sakura.check_keigo`."""

    explain: bool
