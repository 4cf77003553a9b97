"""What each method of `Sakura`, and each command, runs: the steps of a task with its options, the type of its result.

Tasks are imported when they are asked for, each by itself: a command pays for no other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sakura_cli.api.documents import read_document
from sakura_cli.api.results import Extraction, KeigoCheck, KeigoFix, KeigoRewrite, Model, Result, Summary, Translation
from sakura_cli.documents.document import Document
from sakura_cli.errors import UsageError
from sakura_cli.inference.client import Engine
from sakura_cli.localization import gettext as _
from sakura_cli.tasks.framework.hidden import tell_hidden
from sakura_cli.tasks.framework.result import TaskResult
from sakura_cli.tasks.framework.steps import Steps

if TYPE_CHECKING:
    from sakura_cli.options.extraction import ExtractionOptions
    from sakura_cli.options.keigo import CheckOptions, FixOptions, KeigoOptions
    from sakura_cli.options.sampling import Sampling
    from sakura_cli.options.summary import SummaryOptions
    from sakura_cli.options.translation import Glossary, TranslationOptions
    from sakura_cli.tasks.extraction.fields import Shape
    from sakura_cli.tasks.extraction.result import ExtractionPayload
    from sakura_cli.tasks.framework.prompt_template import PromptTemplate
    from sakura_cli.tasks.keigo.result import CheckPayload, FixPayload, KeigoPayload
    from sakura_cli.tasks.summary.result import SummaryPayload
    from sakura_cli.tasks.translation.result import TranslationPayload
    from sakura_cli.text.glossary import Term

# What the task of a job knows besides its text, and the result that the API makes of it.
P = TypeVar("P")
R = TypeVar("R", bound=Result[Any])


@dataclass(frozen=True)
class Job(Generic[P, R]):
    """A task with its options; `prompt_heavy` and `needs_model` tell the engine how to load its weights, and when.

    `prompt_heavy` says that the task reads more tokens than it writes; without `needs_model` it may do without one.
    """

    make_steps: Callable[[Document, Engine, Sampling], Steps[P]]
    result_type: Callable[[TaskResult[P], Document, Model | None], R]
    prompt_heavy: bool
    needs_model: bool = True

    def begin(self, document: Document, engine: Engine, sampling: Sampling) -> Steps[P]:
        """Run the task on a document, in the steps of `tasks.steps`; tells of what the document hid, too."""
        result = yield from self.make_steps(document, engine, sampling)
        return tell_hidden(result, document)


@dataclass(frozen=True)
class ExtractionJob(Job["ExtractionPayload", Extraction]):
    """An extraction, and what it looks for."""

    shape: Shape = field(kw_only=True)


def make_summary_job(options: SummaryOptions) -> Job[SummaryPayload, Summary]:
    """Return the job of `Sakura.summarize`."""
    from sakura_cli.tasks.summary.summarize import summarize

    def make_steps(document: Document, engine: Engine, sampling: Sampling) -> Steps[SummaryPayload]:
        return summarize(document, options, engine.count_text_tokens, sampling)

    return Job(make_steps, Summary, prompt_heavy=True)


def make_translation_job(options: TranslationOptions) -> Job[TranslationPayload, Translation]:
    """Return the job of `Sakura.translate`. Raises what keeps a glossary file from being read."""
    from sakura_cli.tasks.translation.translate import translate

    terms = _read_terms(options.glossary)

    def make_steps(document: Document, engine: Engine, sampling: Sampling) -> Steps[TranslationPayload]:
        return translate(document, options, terms, sampling)

    return Job(make_steps, Translation, prompt_heavy=False)


def make_extraction_job(options: ExtractionOptions) -> ExtractionJob:
    """Return the job of `Sakura.extract`. Raises UsageError, and BadInputError for a schema or preset of the user's."""
    from sakura_cli.tasks.extraction.extract import extract

    shape, template = _read_shape(options)

    def make_steps(document: Document, engine: Engine, sampling: Sampling) -> Steps[ExtractionPayload]:
        return extract(document, shape, options, engine.count_text_tokens, template, sampling)

    return ExtractionJob(make_steps, Extraction, prompt_heavy=True, needs_model=False, shape=shape)


def make_keigo_job(
    options: KeigoOptions, on_detail: Callable[[str], None] = lambda _: None
) -> Job[KeigoPayload, KeigoRewrite]:
    """Return the job of `Sakura.rewrite_keigo`; `on_detail` is told where rules stand."""
    from sakura_cli.tasks.keigo.rewrite import rewrite_keigo

    def make_steps(document: Document, engine: Engine, sampling: Sampling) -> Steps[KeigoPayload]:
        return rewrite_keigo(document, options, on_detail, sampling)

    return Job(make_steps, KeigoRewrite, prompt_heavy=False, needs_model=False)


def make_check_job(options: CheckOptions) -> Job[CheckPayload, KeigoCheck]:
    """Return the job of `Sakura.check_keigo`. Raises UsageError."""
    from sakura_cli.tasks.keigo.check import check_keigo, check_rule_names

    check_rule_names([*(options.rules or ()), *options.no_rules])

    def make_steps(document: Document, engine: Engine, sampling: Sampling) -> Steps[CheckPayload]:
        return check_keigo(document, options)

    return Job(make_steps, KeigoCheck, prompt_heavy=False, needs_model=False)


def make_fix_job(options: FixOptions) -> Job[FixPayload, KeigoFix]:
    """Return the job of `Sakura.fix_keigo`. Raises UsageError."""
    from sakura_cli.tasks.keigo.check import check_rule_names, fix_keigo

    check_rule_names([*(options.rules or ()), *options.no_rules])

    def make_steps(document: Document, engine: Engine, sampling: Sampling) -> Steps[FixPayload]:
        return fix_keigo(document, options)

    return Job(make_steps, KeigoFix, prompt_heavy=False, needs_model=False)


def _read_shape(options: ExtractionOptions) -> tuple[Shape, PromptTemplate | None]:
    if sum(given is not None for given in (options.fields, options.schema, options.preset)) != 1:
        raise UsageError(_("give one of fields, schema and preset"), hint='extract(text, "氏名, 日付:date")')
    template: PromptTemplate | None = None
    if options.fields is not None:
        from sakura_cli.tasks.extraction.fields import Shape, parse_fields

        shape = Shape(parse_fields(options.fields))
    elif options.schema is not None:
        from sakura_cli.tasks.extraction.fields import parse_schema, read_schema

        schema = options.schema
        shape = read_schema(schema) if isinstance(schema, Mapping) else parse_schema(read_document(schema).text)
    else:
        from sakura_cli.tasks.extraction.presets import load_preset

        preset = load_preset(str(options.preset))
        shape, template = preset.shape, preset.template
    # A single list already holds every occurrence.
    is_list = len(shape.fields) == 1 and shape.fields[0].is_list
    return replace(shape, is_many=shape.is_many or (options.many and not is_list)), template


def _read_terms(glossary: Glossary | None) -> Sequence[Term]:
    if glossary is None:
        return ()
    from sakura_cli.text.glossary import Term, parse_glossary

    if isinstance(glossary, Mapping):
        return [Term(source, target) for source, target in glossary.items()]
    document = read_document(glossary)
    return parse_glossary(document.text, name=document.source)
