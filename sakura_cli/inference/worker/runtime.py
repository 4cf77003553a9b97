"""The engine inside the worker: one model, the contexts it needs, and the requests run on them.

Weights load in a thread of their own, while the worker imports what rendering and sampling need. A context is sized to
the requests at hand and kept while it is large enough. Where an accelerator's memory does not suffice the weights are
loaded again with fewer layers on it, and that is said.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path

from sakura_cli.errors import BadInputError, EngineError
from sakura_cli.inference.hardware import available_memory_bytes, usable_cores
from sakura_cli.inference.json_schema import to_grammar
from sakura_cli.inference.options import EngineOptions
from sakura_cli.inference.requests import GenerationEvent, GenerationRequest, Prompt, RenderedPrompt
from sakura_cli.inference.worker.chat_template import ChatTemplate, ChatTemplateError, RenderedPart
from sakura_cli.inference.worker.llama.bindings import library_key
from sakura_cli.inference.worker.llama.context import AbortFlag, Adapter, Context, ContextOptions
from sakura_cli.inference.worker.llama.grammar import GrammarConstraint
from sakura_cli.inference.worker.llama.model import LoadedModel
from sakura_cli.inference.worker.llama.thread_count import ThreadCount
from sakura_cli.inference.worker.loading import load_model
from sakura_cli.inference.worker.prompt_cache import PromptCache
from sakura_cli.inference.worker.quotation import QuotationConstraint
from sakura_cli.inference.worker.sampler import TokenConstraint
from sakura_cli.inference.worker.scheduler import Poll, Scheduler, Timings
from sakura_cli.inference.worker.sequence import QueuedRequest
from sakura_cli.inference.worker.tokenization import TokenizedPrompt, tokenize_prompt
from sakura_cli.localization import gettext as _
from sakura_cli.platforms import find_open_folder

_CELLS_ROUNDING = 256
_BATCH_TOKENS = 512
# Attention over more rows at once than this was never faster on CPUs.
_MICRO_BATCH_TOKENS = 128
# The share of free memory that KV cells may take; the rest is for compute buffers and everybody else.
_KV_MEMORY_SHARE = 0.5


class Runtime:
    """A model and everything that runs on it. Not thread-safe; close it explicitly."""

    def __init__(
        self,
        model_path: Path,
        model_key: str,
        options: EngineOptions,
        cache_folder: Path | None,
        note: Callable[[str], None] = lambda _: None,
        *,
        expected_requests: int = 1,
    ):
        """Start loading; errors show when the model is first used.

        `model_key` names the exact weights; `note` is told what the user should know. A context has room for so many
        requests as are expected at once, were they like those at hand.
        """
        self.abort = AbortFlag()
        self.threads = options.threads or usable_cores()
        # What one run learns of the machine the next one of a kept worker goes on with.
        self._thread_count = None if options.threads else ThreadCount(self.threads)
        self._path = model_path
        self._options = options
        self._cache_folder = cache_folder
        self._model_key = model_key
        self._note = note
        self._expected_requests = expected_requests
        self._model: LoadedModel | None = None
        self._load_error: EngineError | None = None
        self._adapters: list[Adapter] = []
        self._template: ChatTemplate | None = None
        self._context: Context | None = None
        self._scheduler: Scheduler | None = None
        self._waiting: list[QueuedRequest] = []
        self._unheard: Counter[int] = Counter()
        self._loader = threading.Thread(target=self._load, daemon=True)
        self._loader.start()

    def _load(self, most_gpu_layers: int | None = None) -> None:
        try:
            self._model = load_model(self._path, self._options, self._note, most_gpu_layers=most_gpu_layers)
            self._adapters = [Adapter(self._model, Path(path), scale) for path, scale in self._options.adapters]
        except EngineError as error:
            self._load_error = error

    @property
    def model(self) -> LoadedModel:
        """The loaded model; waits for it. Raises EngineError when it could not be loaded."""
        self._loader.join()
        if self._load_error or self._model is None:
            raise self._load_error or EngineError(_("the model could not be loaded"), kind="load-failed")
        return self._model

    @property
    def is_broken(self) -> bool:
        """Whether the weights could not be loaded."""
        return not self._loader.is_alive() and self._model is None

    @property
    def context_limit_tokens(self) -> int:
        """The longest sequence this run may hold."""
        limit = self.model.trained_context_tokens
        return min(limit, self._options.context_tokens) if self._options.context_tokens else limit

    @property
    def timings(self) -> Timings:
        """What the current context has spent."""
        return self._scheduler.timings if self._scheduler else Timings()

    def tokenize(self, prompt: Prompt) -> TokenizedPrompt:
        """Return the tokens of a prompt in the model's own chat format."""
        tokens = tokenize_prompt(self.model, self._render_parts(prompt))
        # At least one token must be decoded after the prefix to have logits to sample from.
        return TokenizedPrompt(tokens.tokens, min(tokens.prefix_size, len(tokens.tokens) - 1), prompt.is_kept)

    def _render_parts(self, prompt: Prompt) -> list[RenderedPart]:
        """Render with the model's own template, and with ChatML, which is said, where that one fails."""
        bos_text, eos_text = self.model.bos_text(), self.model.eos_text()
        try:
            if self._template is None:
                self._template = ChatTemplate(self.model.chat_template, bos_text=bos_text, eos_text=eos_text)
                self._learn_turn_end(self._template.turn_end())
            return self._template.render(prompt)
        except ChatTemplateError as error:
            self._note(
                _("{message}: prompts are written in a common format (ChatML) instead").format(message=error.message)
            )
            self._template = ChatTemplate(None, bos_text=bos_text, eos_text=eos_text)
            return self._template.render(prompt)

    def _learn_turn_end(self, text: str) -> None:
        """Let answers end where the template ends them, whatever the file names as its end."""
        tokens = self.model.tokenize(text, parse_special=True)
        if end := [token for token in tokens if self.model.is_reserved(token)][:1]:
            self.model.end_turns_with(*end)

    def render(self, prompts: Sequence[Prompt]) -> list[RenderedPrompt]:
        """Return prompts as the model would see them."""
        tokenized = [self.tokenize(prompt) for prompt in prompts]
        return [RenderedPrompt(self._detokenize(each), len(each.tokens), each.prefix_size) for each in tokenized]

    def _detokenize(self, prompt: TokenizedPrompt) -> str:
        model = self.model
        pieces = (model.piece(token) or model.literal(token).encode() for token in prompt.tokens)
        return b"".join(pieces).decode("utf-8", errors="replace")

    def count_texts(self, texts: Sequence[str]) -> list[int]:
        """Return the token counts of texts that stand alone."""
        return [len(self.model.tokenize(text, parse_special=False)) for text in texts]

    def submit(self, requests: Iterable[GenerationRequest], *, caller: int = 0, first: int = 0) -> None:
        """Put requests in the queue, for a caller in whose list the first of them has the index `first`.

        Raises BadInputError when one cannot fit into the context window; then none of them is put there.
        """
        added = [
            QueuedRequest(index, request, self.tokenize(request.prompt), caller, self._first_tokens(request.weighed))
            for index, request in enumerate(requests, first)
        ]
        for queued in added:
            needed = len(queued.prompt.tokens) + queued.request.max_tokens
            if needed > self.context_limit_tokens:
                raise context_exceeded(len(queued.prompt.tokens), queued.request.max_tokens, self.context_limit_tokens)
        self._waiting += added

    def run(self, poll: Poll = lambda is_idle: None) -> Iterator[tuple[int, GenerationEvent]]:
        """Run the queue side by side until it is empty; yield events with the caller they are for.

        `poll` may submit, drop and hear: after each `Finished` nothing more is begun for its caller until it is heard.
        """
        while self._waiting:
            admitted = yield from self._scheduler_for(self._waiting).run(self._waiting, poll)
            if admitted == 0 and self._waiting:
                raise EngineError(_("a request does not fit into the context"), kind="internal")

    def hear(self, caller: int) -> None:
        """Take the word of a caller, who has submitted what comes after an ended request."""
        self._unheard[caller] -= 1

    @property
    def is_held(self) -> bool:
        """Whether something waits only for the word of its caller."""
        return any(self._unheard[queued.caller] for queued in self._waiting)

    def drop(self, caller: int) -> None:
        """Give up what runs and waits for a caller."""
        del self._unheard[caller]
        self._waiting[:] = [queued for queued in self._waiting if queued.caller != caller]
        if self._scheduler:
            self._scheduler.drop(caller)

    def forget(self, callers: Collection[int]) -> None:
        """Give up what runs, waits and is retained for callers that are gone."""
        for caller in callers:
            self.drop(caller)
        if self._scheduler:
            self._scheduler.forget(callers)

    def forget_all(self) -> None:
        """Free the context with all that was read and written in it; the model stays."""
        self._waiting.clear()
        self._unheard.clear()
        self._close_context()

    def drop_all(self) -> set[int]:
        """Give up everything after an error of the engine; return for whom something ran or waited."""
        callers = {queued.caller for queued in self._waiting} | (
            self._scheduler.callers() if self._scheduler else set()
        )
        self.forget_all()
        return callers

    def _scheduler_for(self, waiting: Sequence[QueuedRequest]) -> Scheduler:
        prefix = max(queued.prompt.prefix_size for queued in waiting)
        own = sorted((queued.own_tokens for queued in waiting), reverse=True)
        own += own[:1] * (self._expected_requests - len(own))
        slots = self._count_slots(own)
        cells = prefix + sum(own[:slots])
        cells = -(-cells // _CELLS_ROUNDING) * _CELLS_ROUNDING
        current = self._context.options if self._context else None
        if self._scheduler and current and current.context_tokens >= cells and current.sequences > slots:
            return self._scheduler
        self._close_context()
        self._context = self._new_context(cells, slots)
        if self._adapters:
            self._context.set_adapters(self._adapters)
        cache = PromptCache(self._usable_cache(), configuration=self._cache_configuration())
        is_accelerated = self.model.gpu_layers != 0
        self._scheduler = Scheduler(
            self.model,
            self._context,
            cache,
            self._make_grammar,
            self._unheard,
            thread_count=None if is_accelerated else self._thread_count,
        )
        return self._scheduler

    def _usable_cache(self) -> Path | None:
        """Return the folder of the cache; None, which is said once, where others could put states into it."""
        folder = self._cache_folder
        if folder is not None and (open_folder := find_open_folder(folder)) is not None:
            self._note(_("the prompt cache is not used: others may write in {folder}").format(folder=open_folder))
            self._cache_folder = None
        return self._cache_folder

    def _count_slots(self, own: Sequence[int]) -> int:
        if self._options.parallel:
            return min(len(own), self._options.parallel)
        accelerated = self.model.gpu_layers != 0
        calibration = self._options.calibration
        slots = calibration.best_parallel(len(own), repacked=self._options.use_repacking, accelerated=accelerated)
        memory = available_memory_bytes()
        if memory is not None and not accelerated:
            affordable = int(memory * _KV_MEMORY_SHARE / self.model.kv_bytes_per_token)
            while slots > 1 and sum(own[:slots]) > affordable:
                slots -= 1
        return slots

    def _new_context(self, cells: int, slots: int) -> Context:
        is_accelerated = self.model.gpu_layers != 0
        options = ContextOptions(
            context_tokens=cells,
            sequences=slots + 1,
            batch_tokens=_BATCH_TOKENS,
            micro_batch_tokens=_BATCH_TOKENS if is_accelerated else _MICRO_BATCH_TOKENS,
            threads=self.threads,
            outputs=slots + 1,
        )
        try:
            return Context(self.model, options, self.abort)
        except EngineError:
            layers = self.model.gpu_layers
            if layers == 0:
                raise
            fewer = self.model.layer_count // 2 if layers < 0 else layers // 2
            self._note(
                _("not enough accelerator memory for the context: going on with {layers} layers there").format(
                    layers=fewer
                )
            )
            self.model.close()
            self._load(most_gpu_layers=fewer)
            return self._new_context(cells, slots)

    def _first_tokens(self, texts: Sequence[str]) -> tuple[int, ...]:
        return tuple(self.model.tokenize(text, parse_special=False, continues=True)[0] for text in texts)

    def _make_grammar(self, request: GenerationRequest) -> TokenConstraint | None:
        if request.quotations:
            return QuotationConstraint(self.model, request.quotations)
        if request.json_schema is None:
            return None
        return GrammarConstraint(self.model, to_grammar(json.loads(request.json_schema)))

    def _cache_configuration(self) -> str:
        # Without flash attention a state lies otherwise in memory.
        attention = "flash" if self.model.gpu_layers else "plain"
        parts = (self._model_key, library_key(), self.model.gpu_layers, attention, self._options.adapters)
        return "|".join(map(str, parts))

    def _close_context(self) -> None:
        if self._scheduler:
            self._scheduler.close()
        if self._context:
            self._context.close()
        self._scheduler = self._context = None

    def close(self) -> None:
        """Free all native memory, contexts before the model."""
        self._loader.join()
        self._close_context()
        if self._model:
            self._model.close()
            self._model = None


def context_exceeded(prompt_tokens: int, max_tokens: int, limit_tokens: int) -> BadInputError:
    """Return the error for a request that does not fit into the context window."""
    return BadInputError(
        _(
            "the text is too long: {prompt_tokens} tokens, {max_tokens} for the answer, and a context of {limit_tokens}"
        ).format(prompt_tokens=prompt_tokens, max_tokens=max_tokens, limit_tokens=limit_tokens),
        hint=_("split the text, or use a model with a larger context (sakura models list)"),
        kind="context-exceeded",
    )
