"""What each method of `Sakura`, and each command, runs: the steps of a task with its options, the type of its result.

Tasks are imported when they are asked for, each by itself: a command pays for no other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sakura_cli.api.documents import read_document
from sakura_cli.api.results import (
    Extraction,
    GroundedAnswer,
    KeigoCheck,
    KeigoFix,
    KeigoRewrite,
    Model,
    PassageSearch,
    ReadDocument,
    Reply,
    Result,
    Summary,
    Translation,
)
from sakura_cli.bounds import WorkBounds
from sakura_cli.documents.document import Document
from sakura_cli.errors import SakuraError, UsageError
from sakura_cli.inference.client import Engine
from sakura_cli.inference.strength.strategy import choose_strategy
from sakura_cli.localization import gettext as _
from sakura_cli.tasks.framework.hidden import leave_out_unseen, tell_hidden
from sakura_cli.tasks.framework.instructions import INSTRUCTION, IsMoved, resist
from sakura_cli.tasks.framework.result import TaskResult
from sakura_cli.tasks.framework.steps import Steps, bound

if TYPE_CHECKING:
    from sakura_cli.options.answer import AskOptions, SearchOptions
    from sakura_cli.options.extraction import ExtractionOptions
    from sakura_cli.options.keigo import CheckOptions, FixOptions, KeigoOptions
    from sakura_cli.options.reading import ReadingOptions
    from sakura_cli.options.reply import ReplyOptions
    from sakura_cli.options.sampling import Sampling
    from sakura_cli.options.summary import SummaryOptions
    from sakura_cli.options.translation import Glossary, TranslationOptions
    from sakura_cli.search.index import PassageIndex
    from sakura_cli.tasks.answer.result import GroundedPayload, SearchPayload
    from sakura_cli.tasks.extraction.fields import Shape
    from sakura_cli.tasks.extraction.result import ExtractionPayload
    from sakura_cli.tasks.framework.prompt_template import PromptTemplate
    from sakura_cli.tasks.keigo.result import CheckPayload, FixPayload, KeigoPayload
    from sakura_cli.tasks.reading.result import ReadingPayload
    from sakura_cli.tasks.reply.result import ReplyPayload
    from sakura_cli.tasks.summary.result import SummaryPayload
    from sakura_cli.tasks.translation.memory.store import MemoryStore
    from sakura_cli.tasks.translation.result import TranslationPayload
    from sakura_cli.text.evidence import Instruction
    from sakura_cli.text.glossary import Term

# What the task of a job knows besides its text, and the result that the API makes of it.
P = TypeVar("P")
R = TypeVar("R", bound=Result[Any])


@dataclass(frozen=True)
class Job(Generic[P, R]):
    """A task with its options; `prompt_heavy` and `needs_model` tell the engine how to load its weights, and when.

    `prompt_heavy` says that the task reads more tokens than it writes; without `needs_model` it may do without one.
    `edits_documents` says that its result is the document with other words, for documents that take them, and
    `makes_tables` that it sets two texts side by side, `makes_mails` that it may be a mail; `is_moved` tells a result
    that an instruction in the document had its way with, which is made again unless `resists` says no. `keep` puts away
    what later runs may take from a result, and returns it with what is to be told of that.
    """

    make_steps: Callable[[Document, Engine, Sampling], Steps[P]]
    result_type: Callable[[TaskResult[P], Document, Model | None], R]
    prompt_heavy: bool
    needs_model: bool = True
    edits_documents: bool = False
    makes_tables: bool = False
    makes_mails: bool = False
    is_moved: IsMoved[P] | None = None
    resists: IsMoved[P] | None = None
    keep: Callable[[TaskResult[P]], TaskResult[P]] | None = None

    def begin(self, document: Document, engine: Engine, sampling: Sampling) -> Steps[P]:
        """Run the task on a document, in the steps of `tasks.steps`, within the bounds of its length.

        Tells of what the document hid, too.
        """
        bounds = WorkBounds(document.source, len(document.text))
        # What is edited is written back with all that it has.
        shown = document if self.edits_documents else leave_out_unseen(document)

        def make_steps(document: Document) -> Steps[P]:
            return self.make_steps(document, engine, sampling)

        steps = make_steps(shown) if self.is_moved is None else resist(make_steps, shown, self.is_moved, self.resists)
        result = yield from bound(steps, bounds)
        return tell_hidden(self.keep(result) if self.keep else result, document)


@dataclass(frozen=True)
class ExtractionJob(Job["ExtractionPayload", Extraction]):
    """An extraction, and what it looks for."""

    shape: Shape = field(kw_only=True)


def make_summary_job(options: SummaryOptions) -> Job[SummaryPayload, Summary]:
    """Return the job of `Sakura.summarize`."""
    from sakura_cli.tasks.summary.summarize import summarize

    def make_steps(document: Document, engine: Engine, sampling: Sampling) -> Steps[SummaryPayload]:
        choose = partial(choose_strategy, engine, "summarize")
        return summarize(document, options, engine.count_text_tokens, sampling, choose)

    is_moved = _may_leave_out if options.style == "headline" else _says_words
    return Job(make_steps, Summary, prompt_heavy=True, is_moved=is_moved)


def make_translation_job(options: TranslationOptions) -> Job[TranslationPayload, Translation]:
    """Return the job of `Sakura.translate`. Raises what keeps a glossary or a translation memory from being read."""
    from sakura_cli.tasks.translation.translate import translate

    terms = _read_terms(options.glossary)
    store = _open_memory(options.memory)

    def make_steps(document: Document, engine: Engine, sampling: Sampling) -> Steps[TranslationPayload]:
        choose = partial(choose_strategy, engine, "translate")
        return translate(document, options, terms, sampling, store.memory if store else None, choose)

    is_table = options.bilingual
    return Job(
        make_steps,
        Translation,
        prompt_heavy=False,
        # A memory may have every sentence.
        needs_model=store is None,
        edits_documents=not is_table,
        makes_tables=is_table,
        is_moved=_leaves_words_out,
        # Its other sentences are right as they are.
        resists=lambda result, instructions: False,
        keep=partial(_add_to_memory, store) if store else None,
    )


def make_extraction_job(options: ExtractionOptions) -> ExtractionJob:
    """Return the job of `Sakura.extract`. Raises UsageError, and BadInputError for a schema or preset of the user's."""
    from sakura_cli.tasks.extraction.extract import extract

    shape, template = _read_shape(options)

    def make_steps(document: Document, engine: Engine, sampling: Sampling) -> Steps[ExtractionPayload]:
        choose = partial(choose_strategy, engine, "extract")
        return extract(document, shape, options, engine.count_text_tokens, template, sampling, choose)

    return ExtractionJob(
        make_steps, Extraction, prompt_heavy=True, needs_model=False, is_moved=_takes_values, shape=shape
    )


def make_keigo_job(
    options: KeigoOptions, on_detail: Callable[[str], None] = lambda _: None
) -> Job[KeigoPayload, KeigoRewrite]:
    """Return the job of `Sakura.rewrite_keigo`; `on_detail` is told where rules stand."""
    from sakura_cli.tasks.keigo.rewrite import rewrite_keigo

    def make_steps(document: Document, engine: Engine, sampling: Sampling) -> Steps[KeigoPayload]:
        return rewrite_keigo(document, options, on_detail, sampling)

    return Job(make_steps, KeigoRewrite, prompt_heavy=False, needs_model=False, edits_documents=True)


def make_check_job(
    options: CheckOptions, options_for: Callable[[CheckOptions, str], CheckOptions] = lambda options, _: options
) -> Job[CheckPayload, KeigoCheck]:
    """Return the job of `Sakura.check_keigo`; `options_for` returns those of a text by its name. Raises UsageError."""
    from sakura_cli.tasks.keigo.check import check_keigo, check_rule_names

    check_rule_names([*(options.rules or ()), *options.no_rules])

    def make_steps(document: Document, engine: Engine, sampling: Sampling) -> Steps[CheckPayload]:
        return check_keigo(document, options_for(options, document.source))

    return Job(make_steps, KeigoCheck, prompt_heavy=False, needs_model=False)


def make_fix_job(
    options: FixOptions, options_for: Callable[[FixOptions, str], FixOptions] = lambda options, _: options
) -> Job[FixPayload, KeigoFix]:
    """Return the job of `Sakura.fix_keigo`; `options_for` as of a check. Raises UsageError."""
    from sakura_cli.tasks.keigo.check import check_rule_names, fix_keigo

    check_rule_names([*(options.rules or ()), *options.no_rules])

    def make_steps(document: Document, engine: Engine, sampling: Sampling) -> Steps[FixPayload]:
        return fix_keigo(document, options_for(options, document.source))

    return Job(make_steps, KeigoFix, prompt_heavy=False, needs_model=False, edits_documents=True)


def make_reading_job(options: ReadingOptions) -> Job[ReadingPayload, ReadDocument]:
    """Return the job of `Sakura.read`."""
    from sakura_cli.tasks.reading.read import read

    def make_steps(document: Document, engine: Engine, sampling: Sampling) -> Steps[ReadingPayload]:
        return read(document, options)

    return Job(make_steps, ReadDocument, prompt_heavy=False, needs_model=False)


def make_search_job(
    options: SearchOptions, open_index: Callable[[], PassageIndex]
) -> Job[SearchPayload, PassageSearch]:
    """Return the job of `Sakura.search`; the index is opened when the first words come."""
    from sakura_cli.tasks.answer.searching import search

    open_once = cache(open_index)

    def make_steps(document: Document, engine: Engine, sampling: Sampling) -> Steps[SearchPayload]:
        return search(document, open_once(), options)

    return Job(make_steps, PassageSearch, prompt_heavy=False, needs_model=False)


def make_ask_job(options: AskOptions, open_index: Callable[[], PassageIndex]) -> Job[GroundedPayload, GroundedAnswer]:
    """Return the job of `Sakura.ask`; the index is opened when the first question comes."""
    from sakura_cli.tasks.answer.answering import answer

    open_once = cache(open_index)

    def make_steps(document: Document, engine: Engine, sampling: Sampling) -> Steps[GroundedPayload]:
        return answer(document, open_once(), options, sampling)

    return Job(make_steps, GroundedAnswer, prompt_heavy=True)


def make_reply_job(options: ReplyOptions, open_index: Callable[[], PassageIndex]) -> Job[ReplyPayload, Reply]:
    """Return the job of `Sakura.reply`; the index is opened when the first mail comes.

    Raises what keeps a signature's file from being read.
    """
    from sakura_cli.tasks.reply.draft import Sender
    from sakura_cli.tasks.reply.reply import reply

    open_once = cache(open_index)
    signature = options.signature
    signed = read_document(signature).text if isinstance(signature, Path) else signature or ""
    sender = Sender(options.from_name or "", options.from_company or "", signed.strip("\n"))

    def make_steps(document: Document, engine: Engine, sampling: Sampling) -> Steps[ReplyPayload]:
        return reply(document, open_once(), options, sender, sampling)

    return Job(make_steps, Reply, prompt_heavy=True, needs_model=False, makes_mails=True)


def _says_words(result: TaskResult[SummaryPayload], instructions: Sequence[Instruction]) -> bool:
    from sakura_cli.text.evidence import follows

    return follows(result.text, instructions)


def _may_leave_out(result: TaskResult[SummaryPayload], instructions: Sequence[Instruction]) -> bool:
    """Say whether a headline may be what an order wants: one line shows no more of it than what it leaves out."""
    return _says_words(result, instructions) or any(each.is_order and each.is_about_task for each in instructions)


def _leaves_words_out(result: TaskResult[TranslationPayload], instructions: Sequence[Instruction]) -> bool:
    """Say whether of a stretch with an instruction hardly anything was translated: perhaps what it wants to be said."""
    from sakura_cli.tasks.translation.checks import is_too_short

    return any(
        is_too_short(segment.source, segment.target)
        for segment in result.payload.segments
        for instruction in instructions
        if segment.start < instruction.span.end and instruction.span.start < segment.end
    )


def _takes_values(result: TaskResult[ExtractionPayload], instructions: Sequence[Instruction]) -> bool:
    """Say whether a value stands in an instruction that is about the task, or one that only a model chose in any order.

    Others an honest document may give. One may also keep a value from being found, as a second amount in the text.
    """
    about_task = [instruction for instruction in instructions if instruction.is_about_task]
    if about_task and _has_gaps(result.payload.data):
        return True
    return any(
        value.start < instruction.span.end and instruction.span.start < value.end
        for value in result.payload.spans
        for instruction in (instructions if value.found == "model" else about_task)
        if instruction.is_order
    )


def _has_gaps(data: object) -> bool:
    if isinstance(data, dict | list):
        return any(map(_has_gaps, data.values() if isinstance(data, dict) else data))
    return data is None


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


def _open_memory(path: Path | None) -> MemoryStore | None:
    if path is None:
        return None
    from sakura_cli.tasks.translation.memory.store import MemoryStore

    return MemoryStore(path)


def _add_to_memory(store: MemoryStore, result: TaskResult[TranslationPayload]) -> TaskResult[TranslationPayload]:
    """Return a result whose sentences were added to a translation memory; a file that cannot be written takes none."""
    from sakura_cli.tasks.translation.result import TranslationFinding

    # What a text had to say to the model may stand in any of its sentences.
    if any(finding.kind == INSTRUCTION for finding in result.findings):
        return result
    try:
        store.add(result.payload.learned)
    except SakuraError as error:
        finding = TranslationFinding.MEMORY_NOT_WRITTEN.found(reason=error.message)
        return replace(result, findings=[*result.findings, finding])
    return result


def _read_terms(glossary: Glossary | None) -> Sequence[Term]:
    if glossary is None:
        return ()
    from sakura_cli.text.glossary import Term, parse_glossary

    if isinstance(glossary, Mapping):
        return [Term(source, target) for source, target in glossary.items()]
    document = read_document(glossary)
    return parse_glossary(document.text, name=document.source)
