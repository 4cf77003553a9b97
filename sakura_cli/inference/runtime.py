"""The engine inside the worker: one model, the contexts it needs, and the requests run on them.

Weights load in a thread of their own, while the worker imports what rendering and sampling need. A context is sized to
the requests at hand and kept while it is large enough.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from sakura_cli.errors import BadInputError, EngineError
from sakura_cli.inference.chat_template import ChatTemplate
from sakura_cli.inference.hardware import usable_cores
from sakura_cli.inference.llama.bindings import library_version, supports_gpu_offload
from sakura_cli.inference.llama.context import AbortFlag, Context, ContextOptions
from sakura_cli.inference.llama.model import Model
from sakura_cli.inference.prompt import EngineOptions, GenerationEvent, GenerationRequest, Prompt, RenderedPrompt
from sakura_cli.inference.prompt_cache import PromptCache
from sakura_cli.inference.scheduler import Scheduler, Timings
from sakura_cli.inference.sequence import Job
from sakura_cli.inference.tokenization import TokenizedPrompt, tokenize_prompt

_CELLS_ROUNDING = 256
_BATCH_TOKENS = 512
_DEFAULT_PARALLEL = 4


class Runtime:
    """A model and everything that runs on it. Not thread-safe; close it explicitly."""

    def __init__(self, model_path: Path, model_key: str, options: EngineOptions, cache_folder: Path | None):
        """Start loading; errors show when the model is first used. `model_key` names the exact weights."""
        self.abort = AbortFlag()
        self._options = options
        self._cache_folder = cache_folder
        self._model_key = model_key
        self._model: Model | None = None
        self._load_error: EngineError | None = None
        self._template: ChatTemplate | None = None
        self._context: Context | None = None
        self._scheduler: Scheduler | None = None
        self.threads = options.threads or usable_cores()
        self._loader = threading.Thread(target=self._load, args=(model_path,), daemon=True)
        self._loader.start()

    def _load(self, path: Path) -> None:
        try:
            self._model = Model(
                path,
                gpu_layers=self._gpu_layers(),
                use_repacking=False,
                vocabulary_only=self._options.vocabulary_only,
            )
        except EngineError as error:
            self._load_error = error

    def _gpu_layers(self) -> int:
        if self._options.gpu_layers == "off" or not supports_gpu_offload():
            return 0
        return -1 if self._options.gpu_layers == "auto" else int(self._options.gpu_layers)

    @property
    def model(self) -> Model:
        """The loaded model; waits for it. Raises EngineError when it could not be loaded."""
        self._loader.join()
        if self._model is None:
            raise self._load_error or EngineError("the model could not be loaded", kind="load-failed")
        return self._model

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
        model = self.model
        if self._template is None:
            self._template = ChatTemplate(model.chat_template, bos_text=model.bos_text(), eos_text=model.eos_text())
        tokens = tokenize_prompt(model, self._template.render(prompt))
        # At least one token must be decoded after the prefix to have logits to sample from.
        return TokenizedPrompt(tokens.tokens, min(tokens.prefix_size, len(tokens.tokens) - 1))

    def render(self, prompts: Sequence[Prompt]) -> list[RenderedPrompt]:
        """Return prompts as the model would see them."""
        tokenized = [self.tokenize(prompt) for prompt in prompts]
        return [
            RenderedPrompt(self._detokenize(prompt), len(prompt.tokens), prompt.prefix_size) for prompt in tokenized
        ]

    def _detokenize(self, prompt: TokenizedPrompt) -> str:
        model = self.model
        pieces = (model.piece(token) or model.literal(token).encode() for token in prompt.tokens)
        return b"".join(pieces).decode("utf-8", errors="replace")

    def count_texts(self, texts: Sequence[str]) -> list[int]:
        """Return the token counts of texts that stand alone."""
        return [len(self.model.tokenize(text, parse_special=False)) for text in texts]

    def generate(self, requests: Sequence[GenerationRequest]) -> Iterator[GenerationEvent]:
        """Run requests side by side and yield their events.

        Raises BadInputError when a request cannot fit into the context window, before anything is decoded.
        """
        jobs = [Job(index, request, self.tokenize(request.prompt)) for index, request in enumerate(requests)]
        for job in jobs:
            needed = len(job.prompt.tokens) + job.request.max_tokens
            if needed > self.context_limit_tokens:
                raise context_exceeded(len(job.prompt.tokens), job.request.max_tokens, self.context_limit_tokens)
        yield from self._scheduler_for(jobs).run(jobs)

    def _scheduler_for(self, jobs: Sequence[Job]) -> Scheduler:
        slots = self._options.parallel or min(len(jobs), _DEFAULT_PARALLEL)
        own = sorted((job.own_tokens for job in jobs), reverse=True)
        cells = max(job.prompt.prefix_size for job in jobs) + sum(own[:slots])
        cells = -(-cells // _CELLS_ROUNDING) * _CELLS_ROUNDING
        current = self._context.options if self._context else None
        if self._scheduler and current and current.context_tokens >= cells and current.sequences > slots:
            return self._scheduler
        self._close_context()
        options = ContextOptions(
            context_tokens=cells,
            sequences=slots + 1,
            batch_tokens=_BATCH_TOKENS,
            micro_batch_tokens=_BATCH_TOKENS,
            threads=self.threads,
            outputs=slots + 1,
        )
        self._context = Context(self.model, options, self.abort)
        cache = PromptCache(self._cache_folder, configuration=self._cache_configuration())
        self._scheduler = Scheduler(self.model, self._context, cache, lambda request: None)
        return self._scheduler

    def _cache_configuration(self) -> str:
        return f"{self._model_key}|{library_version()}|gpu={self.model.gpu_layers}|{self._options.adapters}"

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
        f"the text is too long: {prompt_tokens} tokens, {max_tokens} for the answer, and a context of {limit_tokens}",
        hint="split the text, or use a model with a larger context (sakura models list)",
        kind="context-exceeded",
    )
