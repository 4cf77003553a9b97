"""What each method of `Sakura`, and each command, runs: keywords checked, the steps of a task, the type of its result.

Tasks are imported when they are asked for, each by itself: a command pays for no other.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_args

from sakura_cli.api.documents import read_document
from sakura_cli.api.keywords import Glossary, KeigoAudience, KeigoLevel, Tone
from sakura_cli.api.results import Extraction, KeigoCheck, KeigoFix, KeigoRewrite, Result, Summary, Translation
from sakura_cli.documents.document import Document
from sakura_cli.errors import UsageError
from sakura_cli.inference.client import Engine
from sakura_cli.localization import gettext as _
from sakura_cli.settings import Settings
from sakura_cli.tasks.framework.hidden import tell_hidden
from sakura_cli.tasks.framework.steps import Steps

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from sakura_cli.api.keywords import (
        CheckKeywords,
        ExtractionKeywords,
        FixKeywords,
        KeigoKeywords,
        SummaryKeywords,
        TranslationKeywords,
    )
    from sakura_cli.tasks.extraction.fields import Shape
    from sakura_cli.tasks.framework.prompt_template import PromptTemplate
    from sakura_cli.tasks.keigo.check import CheckOptions
    from sakura_cli.text.glossary import Term
    from sakura_cli.text.languages import LanguageCode

R = TypeVar("R", bound=Result)


@dataclass(frozen=True)
class Job(Generic[R]):
    """A task with its keywords; `prompt_heavy` and `needs_model` tell the engine how to load its weights, and when.

    `prompt_heavy` says that the task reads more tokens than it writes; without `needs_model` it may do without one.
    """

    make_steps: Callable[[Document, Engine, Settings], Steps]
    result_type: type[R]
    prompt_heavy: bool
    needs_model: bool = True

    def begin(self, document: Document, engine: Engine, settings: Settings) -> Steps:
        """Run the task on a document, in the steps of `tasks.steps`; tells of what the document hid, too."""
        result = yield from self.make_steps(document, engine, settings)
        return tell_hidden(result, document)


@dataclass(frozen=True)
class ExtractionJob(Job[Extraction]):
    """An extraction, and what it looks for."""

    shape: Shape = field(kw_only=True)


def make_summary_job(**keywords: Unpack[SummaryKeywords]) -> Job[Summary]:
    """Return the job of `Sakura.summarize`. Raises UsageError."""
    from sakura_cli.tasks.summary.layout import Language, SummaryStyle
    from sakura_cli.tasks.summary.summarize import SummaryOptions, summarize

    _check_choice("style", keywords.get("style"), get_args(SummaryStyle))
    _check_choice("lang", keywords.get("lang"), get_args(Language))
    _check_least("points", keywords.get("points"), 1)
    _check_least("max_chars", keywords.get("max_chars"), 10)

    def make_steps(document: Document, engine: Engine, settings: Settings) -> Steps:
        options = SummaryOptions(
            style=keywords.get("style", "bullets"),
            points=keywords.get("points"),
            max_chars=keywords.get("max_chars"),
            focus=keywords.get("focus"),
            language=keywords.get("lang", "ja"),
            temperature=settings.temperature,
            seed=settings.seed,
            max_tokens=settings.max_tokens,
            explains=keywords.get("explain", False),
            keeps_marks=keywords.get("keep_marks", False),
        )
        return summarize(document, options, engine.count_text_tokens)

    return Job(make_steps, Summary, prompt_heavy=True)


def make_translation_job(to: LanguageCode, **keywords: Unpack[TranslationKeywords]) -> Job[Translation]:
    """Return the job of `Sakura.translate`. Raises UsageError, and what keeps a glossary file from being read."""
    from sakura_cli.documents.prose import TextFormat
    from sakura_cli.tasks.translation.translate import TranslationOptions, translate
    from sakura_cli.text.languages import LanguageCode

    _check_choice("to", to, get_args(LanguageCode))
    _check_choice("source", keywords.get("source"), get_args(LanguageCode))
    _check_choice("format", keywords.get("format"), get_args(TextFormat))
    _check_choice("tone", keywords.get("tone"), get_args(Tone))
    terms = _read_terms(keywords.get("glossary"))

    def make_steps(document: Document, engine: Engine, settings: Settings) -> Steps:
        options = TranslationOptions(
            target=to,
            source=keywords.get("source"),
            terms=terms,
            format=keywords.get("format"),
            tone=keywords.get("tone"),
            is_bilingual=keywords.get("bilingual", False),
            temperature=settings.temperature,
            seed=settings.seed,
            max_tokens=settings.max_tokens,
        )
        return translate(document, options)

    return Job(make_steps, Translation, prompt_heavy=False)


def make_extraction_job(fields: str | None, **keywords: Unpack[ExtractionKeywords]) -> ExtractionJob:
    """Return the job of `Sakura.extract`. Raises UsageError, and BadInputError for a schema or preset of the user's."""
    from sakura_cli.tasks.extraction.extract import ExtractOptions, extract

    shape, template = _read_shape(fields, keywords.get("schema"), keywords.get("preset"))
    # A single list already holds every occurrence.
    is_list = len(shape.fields) == 1 and shape.fields[0].is_list
    if keywords.get("many", False) and not is_list:
        shape = replace(shape, is_many=True)

    def make_steps(document: Document, engine: Engine, settings: Settings) -> Steps:
        options = ExtractOptions(
            reference_date=keywords.get("reference_date"),
            normalizes=keywords.get("normalize", True),
            temperature=settings.temperature,
            seed=settings.seed,
            max_tokens=settings.max_tokens,
        )
        return extract(document, shape, options, engine.count_text_tokens, template)

    return ExtractionJob(make_steps, Extraction, prompt_heavy=True, needs_model=False, shape=shape)


def make_keigo_job(
    *, on_detail: Callable[[str], None] = lambda _: None, **keywords: Unpack[KeigoKeywords]
) -> Job[KeigoRewrite]:
    """Return the job of `Sakura.rewrite_keigo`; `on_detail` is told where rules stand. Raises UsageError."""
    from sakura_cli.keigo import Audience, Level
    from sakura_cli.tasks.keigo.rewrite import KeigoOptions, rewrite_keigo

    _check_choice("level", keywords.get("level"), get_args(KeigoLevel))
    _check_choice("audience", keywords.get("audience"), get_args(KeigoAudience))
    level, audience = Level(keywords.get("level", "business")), Audience(keywords.get("audience", "external"))
    uses_model = not keywords.get("rules_only", False)

    def make_steps(document: Document, engine: Engine, settings: Settings) -> Steps:
        options = KeigoOptions(
            level, audience, uses_model, settings.temperature, settings.seed, max_tokens=settings.max_tokens
        )
        return rewrite_keigo(document, options, on_detail)

    return Job(make_steps, KeigoRewrite, prompt_heavy=False, needs_model=False)


def make_check_job(**keywords: Unpack[CheckKeywords]) -> Job[KeigoCheck]:
    """Return the job of `Sakura.check_keigo`. Raises UsageError."""
    from sakura_cli.tasks.keigo.check import check_keigo

    options = _read_check_options(keywords, has_sources=keywords.get("explain", False))

    def make_steps(document: Document, engine: Engine, settings: Settings) -> Steps:
        return check_keigo(document, options)

    return Job(make_steps, KeigoCheck, prompt_heavy=False, needs_model=False)


def make_fix_job(**keywords: Unpack[FixKeywords]) -> Job[KeigoFix]:
    """Return the job of `Sakura.fix_keigo`. Raises UsageError."""
    from sakura_cli.tasks.keigo.check import fix_keigo

    options = _read_check_options(keywords)

    def make_steps(document: Document, engine: Engine, settings: Settings) -> Steps:
        return fix_keigo(document, options)

    return Job(make_steps, KeigoFix, prompt_heavy=False, needs_model=False)


def _read_check_options(keywords: FixKeywords, *, has_sources: bool = False) -> CheckOptions:
    from sakura_cli.keigo import Audience
    from sakura_cli.tasks.keigo.check import CheckOptions, check_rule_names

    _check_choice("audience", keywords.get("audience"), get_args(KeigoAudience))
    rules, no_rules = keywords.get("rules"), keywords.get("no_rules", ())
    check_rule_names([*(rules or ()), *no_rules])
    return CheckOptions(
        Audience(keywords.get("audience", "external")),
        rules,
        no_rules,
        is_strict=keywords.get("strict", False),
        has_sources=has_sources,
    )


def _read_shape(
    fields: str | None, schema: Mapping[str, Any] | Path | None, preset: str | None
) -> tuple[Shape, PromptTemplate | None]:
    if sum(given is not None for given in (fields, schema, preset)) != 1:
        raise UsageError(_("give one of fields, schema and preset"), hint='extract(text, "氏名, 日付:date")')
    if fields is not None:
        from sakura_cli.tasks.extraction.fields import Shape, parse_fields

        return Shape(parse_fields(fields)), None
    if schema is not None:
        from sakura_cli.tasks.extraction.fields import parse_schema, read_schema

        return (read_schema(schema) if isinstance(schema, Mapping) else parse_schema(read_document(schema).text)), None
    from sakura_cli.tasks.extraction.presets import load_preset

    chosen = load_preset(str(preset))
    return chosen.shape, chosen.template


def _check_choice(name: str, value: object, choices: Sequence[str]) -> None:
    if value is None or value in choices:
        return
    near = difflib.get_close_matches(str(value), choices, 1)
    hint = (
        _("did you mean {name}?").format(name=near[0]) if near else _("one of {names}").format(names=", ".join(choices))
    )
    raise UsageError(_("{name} cannot be {value}").format(name=name, value=repr(value)), hint=hint)


def _check_least(name: str, value: int | None, least: int) -> None:
    if value is not None and value < least:
        raise UsageError(
            _("{name} cannot be {value}").format(name=name, value=value), hint=_("{least} or more").format(least=least)
        )


def _read_terms(glossary: Glossary | None) -> Sequence[Term]:
    if glossary is None:
        return ()
    from sakura_cli.text.glossary import Term, parse_glossary

    if isinstance(glossary, Mapping):
        return [Term(source, target) for source, target in glossary.items()]
    document = read_document(glossary)
    return parse_glossary(document.text, name=document.source)
