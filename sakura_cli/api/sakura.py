"""`Sakura`: the tasks as methods, on one engine that is started when it is first needed.

Methods named `_many` work on texts side by side and yield their results in the order given; texts are read as there is
room for them, so a thousand files take no more memory than a few.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING

from sakura_cli.api.documents import Source, make_document
from sakura_cli.api.engine import OnDemandEngine, find_adapter
from sakura_cli.api.jobs import (
    Job,
    P,
    R,
    make_ask_job,
    make_check_job,
    make_extraction_job,
    make_fix_job,
    make_keigo_job,
    make_reading_job,
    make_reply_job,
    make_search_job,
    make_summary_job,
    make_translation_job,
)
from sakura_cli.api.paths import Paths, open_paths
from sakura_cli.api.results import (
    Answer,
    Extraction,
    GroundedAnswer,
    KeigoCheck,
    KeigoFix,
    KeigoRewrite,
    Model,
    PassageSearch,
    ReadDocument,
    Reply,
    Summary,
    Translation,
)
from sakura_cli.api.signatures import takes
from sakura_cli.documents.document import Document
from sakura_cli.errors import SakuraError
from sakura_cli.options.answer import AskOptions, SearchOptions
from sakura_cli.options.extraction import ExtractionOptions
from sakura_cli.options.keigo import CheckOptions, FixOptions, KeigoOptions
from sakura_cli.options.prompt import PromptOptions
from sakura_cli.options.reading import ReadingOptions
from sakura_cli.options.reply import ReplyOptions
from sakura_cli.options.summary import SummaryOptions
from sakura_cli.options.translation import LanguageCode, TranslationOptions
from sakura_cli.paths import config_file
from sakura_cli.settings import Settings, read_setting
from sakura_cli.tasks.framework.result import TaskResult
from sakura_cli.tasks.framework.steps import Steps, run_steps

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Unpack

    from sakura_cli.api.keywords import (
        AskKeywords,
        CheckKeywords,
        ExtractionKeywords,
        FixKeywords,
        KeigoKeywords,
        ReadingKeywords,
        ReplyKeywords,
        SearchKeywords,
        SummaryKeywords,
        TranslationKeywords,
    )

_logger = logging.getLogger("sakura_cli")

# So many texts are begun before the first of them has to be done: results that wait for it are kept.
_WINDOW_TEXTS = 64

# Is told the place of a text, counted from 0, and why there is no result for it.
OnError = Callable[[int, SakuraError], None]


class Sakura:
    """Japanese text work on this machine; use it in a `with` statement, or close it.

    A text is a string, a `pathlib.Path` of a file, or a `Document`; a string is never taken for the name of a file.
    Errors are the classes of `sakura_cli.errors`. Nothing is fetched: install weights with `sakura models pull`.
    """

    def __init__(
        self,
        model: str | Path | None = None,
        *,
        threads: int | None = None,
        gpu_layers: int | str | None = None,
        context: int | None = None,
        parallel: int | None = None,
        temperature: float | None = None,
        seed: int | None = None,
        max_tokens: int | None = None,
        timeout: float | None = None,
        keep_alive: str | None = None,
        engine: str | None = None,
        allow_remote: bool | None = None,
        lora: Sequence[tuple[str | Path, float]] = (),
    ):
        """Prepare; what is not given comes from the environment or the configuration file, as for the command.

        `model` is a name of `sakura models list`, a GGUF file or `hf:OWNER/REPO/FILE[@REVISION]`; `gpu_layers` is a
        number, "auto" or "off"; `context` and `max_tokens` count tokens; `timeout` counts the seconds an engine may be
        silent; `keep_alive` ("10m") leaves the engine to whoever asks next; `engine` is the URL of a server to ask
        instead, another machine's only with `allow_remote`; `lora` are GGUF adapters with their scales.
        Raises ConfigurationError and InputNotFoundError.
        """
        given = {
            "model": model,
            "threads": threads,
            "gpu_layers": gpu_layers,
            "context": context,
            "parallel": parallel,
            "temperature": temperature,
            "seed": seed,
            "max_tokens": max_tokens,
            "timeout": timeout,
            "keep_alive": keep_alive,
            "engine": engine,
            "allow_remote": allow_remote,
        }
        flags = {name: read_setting(name, str(value)) for name, value in given.items() if value is not None}
        self._flags = flags
        self._settings = Settings.resolve(flags, config_file=config_file())
        self._adapters = tuple(find_adapter(*each) for each in lora)
        self._engine = OnDemandEngine(self._settings, self._adapters, _logger.warning)

    @takes(SummaryOptions)
    def summarize(self, text: Source, **keywords: Unpack[SummaryKeywords]) -> Summary:
        """Summarise a text; every number, date and name is checked against it.

        `points` is the most points or sentences, `max_chars` the most characters; `explain` finds the `support` of each
        sentence; `keep_marks` keeps Aozora marks, mail headers, quotes and signatures.
        """
        return self._run_one(text, make_summary_job(SummaryOptions(**keywords)))

    @takes(SummaryOptions)
    def summarize_many(
        self, texts: Iterable[Source], *, on_error: OnError | None = None, **keywords: Unpack[SummaryKeywords]
    ) -> Iterator[Summary]:
        """Yield the summaries of texts; see `summarize`.

        `on_error` is told of a text that fails, and the others go on; without it the error is raised in its place.
        """
        return self._run(texts, make_summary_job(SummaryOptions(**keywords)), on_error)

    @takes(TranslationOptions)
    def translate(self, text: Source, to: LanguageCode, **keywords: Unpack[TranslationKeywords]) -> Translation:
        """Translate a text; its structure stays, and numbers, terms and code are checked against it.

        `glossary` is a file or a mapping of terms, `memory` a translation memory, which gets what is new; `source` and
        `format` are recognised unless given.
        """
        return self._run_one(text, make_translation_job(TranslationOptions(to, **keywords)))

    @takes(TranslationOptions)
    def translate_many(
        self,
        texts: Iterable[Source],
        to: LanguageCode,
        *,
        on_error: OnError | None = None,
        **keywords: Unpack[TranslationKeywords],
    ) -> Iterator[Translation]:
        """Yield the translations of texts; see `translate`, and `summarize_many` for `on_error`."""
        return self._run(texts, make_translation_job(TranslationOptions(to, **keywords)), on_error)

    @takes(ExtractionOptions)
    def extract(self, text: Source, fields: str | None = None, **keywords: Unpack[ExtractionKeywords]) -> Extraction:
        """Extract fields from a text; every value stands in it, or is None.

        What to look for is one of `fields` ("氏名, 日付:date, 明細[]:{品名, 単価:amount}"), a JSON `schema`, and a
        `preset`, by its name; `many` finds every occurrence; `reference_date` is the day from which 来週火曜 counts. No
        model is loaded where rules find everything.
        """
        return self._run_one(text, make_extraction_job(ExtractionOptions(fields, **keywords)))

    @takes(ExtractionOptions)
    def extract_many(
        self,
        texts: Iterable[Source],
        fields: str | None = None,
        *,
        on_error: OnError | None = None,
        **keywords: Unpack[ExtractionKeywords],
    ) -> Iterator[Extraction]:
        """Yield what is extracted from texts; see `extract`, and `summarize_many` for `on_error`."""
        return self._run(texts, make_extraction_job(ExtractionOptions(fields, **keywords)), on_error)

    @takes(KeigoOptions)
    def rewrite_keigo(self, text: Source, **keywords: Unpack[KeigoKeywords]) -> KeigoRewrite:
        """Rewrite a text into keigo; no model is loaded where rules settle it, or with `rules_only`."""
        return self._run_one(text, make_keigo_job(KeigoOptions(**keywords)))

    @takes(KeigoOptions)
    def rewrite_keigo_many(
        self, texts: Iterable[Source], *, on_error: OnError | None = None, **keywords: Unpack[KeigoKeywords]
    ) -> Iterator[KeigoRewrite]:
        """Yield texts rewritten into keigo; see `rewrite_keigo`, and `summarize_many` for `on_error`."""
        return self._run(texts, make_keigo_job(KeigoOptions(**keywords)), on_error)

    @takes(CheckOptions)
    def check_keigo(self, text: Source, **keywords: Unpack[CheckKeywords]) -> KeigoCheck:
        """Report what is wrong with a text's keigo; no model takes part.

        `rules` are the only ones to check and `no_rules` are left out, by the names of docs/keigo-rules.md; with
        `strict` style and usage in change count too; `explain` names the source of each rule in `text`.
        """
        return self._run_one(text, make_check_job(CheckOptions(**keywords)))

    @takes(CheckOptions)
    def check_keigo_many(
        self, texts: Iterable[Source], *, on_error: OnError | None = None, **keywords: Unpack[CheckKeywords]
    ) -> Iterator[KeigoCheck]:
        """Yield what is wrong with the keigo of texts; see `check_keigo`, and `summarize_many` for `on_error`."""
        return self._run(texts, make_check_job(CheckOptions(**keywords)), on_error)

    @takes(FixOptions)
    def fix_keigo(self, text: Source, **keywords: Unpack[FixKeywords]) -> KeigoFix:
        """Apply what a check of a text's keigo suggests and change nothing else; see `check_keigo`."""
        return self._run_one(text, make_fix_job(FixOptions(**keywords)))

    @takes(FixOptions)
    def fix_keigo_many(
        self, texts: Iterable[Source], *, on_error: OnError | None = None, **keywords: Unpack[FixKeywords]
    ) -> Iterator[KeigoFix]:
        """Yield texts with their keigo fixed; see `fix_keigo`, and `summarize_many` for `on_error`."""
        return self._run(texts, make_fix_job(FixOptions(**keywords)), on_error)

    @takes(ReadingOptions)
    def read(self, text: Source, **keywords: Unpack[ReadingKeywords]) -> ReadDocument:
        """Read a document and do nothing else: its text or Markdown, its `blocks`, and what was left out of it."""
        return self._run_one(text, make_reading_job(ReadingOptions(**keywords)))

    @takes(ReadingOptions)
    def read_many(
        self, texts: Iterable[Source], *, on_error: OnError | None = None, **keywords: Unpack[ReadingKeywords]
    ) -> Iterator[ReadDocument]:
        """Yield documents as they are read; see `read`, and `summarize_many` for `on_error`."""
        return self._run(texts, make_reading_job(ReadingOptions(**keywords)), on_error)

    @takes(SearchOptions)
    def search(self, words: str, paths: Paths, **keywords: Unpack[SearchKeywords]) -> PassageSearch:
        """Find passages in files, folders and documents by words; no model takes part.

        `paths` is a `pathlib.Path` or a Document, or several; an index that is kept of a folder (`sakura index`) is
        brought up to date and used. `top` is the most passages.
        """
        return self._run_one(words, make_search_job(SearchOptions(**keywords), lambda: open_paths(paths)))

    @takes(AskOptions)
    def ask(self, question: str, paths: Paths, **keywords: Unpack[AskKeywords]) -> GroundedAnswer:
        """Answer a question in the words of files, folders and documents, with their place; see `search` for `paths`.

        Where the documents have no answer, `answer` is None and `nearest` has the passages nearest to it.
        """
        return self._run_one(question, make_ask_job(AskOptions(**keywords), lambda: open_paths(paths)))

    @takes(AskOptions)
    def ask_many(
        self,
        questions: Iterable[str],
        paths: Paths,
        *,
        on_error: OnError | None = None,
        **keywords: Unpack[AskKeywords],
    ) -> Iterator[GroundedAnswer]:
        """Yield the answers to questions, the documents read once; see `ask`, and `summarize_many` for `on_error`."""
        return self._run(questions, make_ask_job(AskOptions(**keywords), lambda: open_paths(paths)), on_error)

    @takes(ReplyOptions)
    def reply(self, mail: Source, paths: Paths, **keywords: Unpack[ReplyKeywords]) -> Reply:
        """Draft the reply to a mail from what documents say; see `search` for `paths`, `ReplyOptions` for the keywords.

        What they do not answer is in `open_points`. `save` under a name in .eml writes a mail. Nothing is sent.
        """
        return self._run_one(mail, make_reply_job(ReplyOptions(**keywords), lambda: open_paths(paths)))

    @takes(ReplyOptions)
    def reply_many(
        self,
        mails: Iterable[Source],
        paths: Paths,
        *,
        on_error: OnError | None = None,
        **keywords: Unpack[ReplyKeywords],
    ) -> Iterator[Reply]:
        """Yield drafts of replies, the documents read once; see `reply`, and `summarize_many` for `on_error`."""
        return self._run(mails, make_reply_job(ReplyOptions(**keywords), lambda: open_paths(paths)), on_error)

    def run(self, text: Source, prompt: str | Path, values: Mapping[str, str] | None = None) -> Answer:
        """Run a prompt of your own on a text (docs/prompts.md).

        `prompt` is a name of `sakura prompts list`, or the Path of a YAML file; `values` are those of its variables.
        Its sampling settings hold where nothing else was asked for; weights and adapters are those of this `Sakura`,
        so a prompt that asks for others is a UsageError.
        """
        [answer] = self.run_many([text], prompt, values)
        return answer

    def run_many(
        self,
        texts: Iterable[Source],
        prompt: str | Path,
        values: Mapping[str, str] | None = None,
        *,
        on_error: OnError | None = None,
    ) -> Iterator[Answer]:
        """Yield the answers to a prompt on texts; see `run`, and `summarize_many` for `on_error`."""
        from sakura_cli.api.prompts import make_prompt_job, read_preferences

        job = make_prompt_job(PromptOptions(prompt, values or {}))
        settings = read_preferences(job, self._flags, self._settings.model, has_adapters=bool(self._adapters))
        return self._run(texts, job, on_error, settings)

    def close(self) -> None:
        """End the engine's process, if it was started; a later call starts another."""
        self._engine.close()

    def __enter__(self) -> Sakura:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _run_one(self, text: Source, job: Job[P, R]) -> R:
        [result] = self._run([text], job, None)
        return result

    def _run(
        self, texts: Iterable[Source], job: Job[P, R], on_error: OnError | None, settings: Settings | None = None
    ) -> Iterator[R]:
        """Yield results in the order of the texts, a window of them at a time."""
        is_one = isinstance(texts, list) and len(texts) == 1
        coming = iter(texts)
        for first in count(0, _WINDOW_TEXTS):
            window = list(islice(coming, _WINDOW_TEXTS))
            if not window:
                return
            names = [f"<text {first + place + 1}>" if not is_one else "<text>" for place in range(len(window))]
            for place, outcome in self._run_window(window, names, job, settings or self._settings):
                if not isinstance(outcome, SakuraError):
                    yield outcome
                elif on_error is None:
                    raise outcome
                else:
                    on_error(first + place, outcome)

    def _run_window(
        self, texts: Sequence[Source], names: Sequence[str], job: Job[P, R], settings: Settings
    ) -> Iterator[tuple[int, R | SakuraError]]:
        documents: dict[int, Document] = {}
        begun: list[int] = []
        outcomes: dict[int, R | SakuraError] = {}

        def begin() -> Iterator[Steps[P]]:
            for place, (text, name) in enumerate(zip(texts, names, strict=True)):
                try:
                    documents[place] = make_document(text, name=name, most_bytes=self._settings.max_input)
                except SakuraError as error:
                    outcomes[place] = error
                    continue
                self._engine.prompt_heavy = job.prompt_heavy
                if job.needs_model:
                    self._engine.ready()
                begun.append(place)
                yield job.begin(documents[place], self._engine, settings.sampling)

        told = 0
        for index, outcome in run_steps(self._engine, begin()):
            place = begun[index]
            document = documents.pop(place)
            outcomes[place] = outcome if isinstance(outcome, SakuraError) else self._make_result(outcome, document, job)
            while told in outcomes:
                yield told, outcomes.pop(told)
                told += 1
        yield from sorted(outcomes.items())

    def _make_result(self, outcome: TaskResult[P], document: Document, job: Job[P, R]) -> R:
        resolved = self._engine.model
        model = None
        if resolved is not None and outcome.usage.completion_tokens:
            model = Model(resolved.name, resolved.sha256, resolved.quantization)
        return job.result_type(outcome, document, model)
