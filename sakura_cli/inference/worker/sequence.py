"""One completion under way: its prompt tokens still to be read, its sampler, and its text so far."""

from __future__ import annotations

import codecs
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np

from sakura_cli.inference.partial_json import close_json
from sakura_cli.inference.requests import Completion, FinishReason, GenerationRequest
from sakura_cli.inference.worker.constraint import CharacterConstraint, character_constraint
from sakura_cli.inference.worker.sampler import Sampler, TokenConstraint
from sakura_cli.inference.worker.slots import Slot
from sakura_cli.inference.worker.tokenization import TokenizedPrompt

if TYPE_CHECKING:
    from sakura_cli.inference.worker.llama.context import Logits

# Under greedy decoding, a completion that ends in one passage four times over will not find out of it.
_LOOP_REPEATS = 4
_LOOP_MIN_TOKENS = 64
_LOOP_MAX_PERIOD = 128
_LOOP_CHECK_EVERY = 16


class CompletionVocabulary(Protocol):
    """What a completion needs of a model."""

    def piece(self, token: int) -> bytes:
        """Return the bytes a token adds."""
        ...

    def is_end(self, token: int) -> bool:
        """Tell whether a token ends a completion."""
        ...


@runtime_checkable
class SettledConstraint(Protocol):
    """A constraint that may leave a single way to go on."""

    @property
    def rest(self) -> bytes | None:
        """The bytes of that way; None while there are several."""
        ...


@dataclass(frozen=True)
class QueuedRequest:
    """A request with its tokens; `index` is its place in the list of the caller, who is known by a number.

    `weighed` are the first tokens of what the request weighs.
    """

    index: int
    request: GenerationRequest
    prompt: TokenizedPrompt
    caller: int = 0
    weighed: tuple[int, ...] = ()

    @property
    def own_tokens(self) -> int:
        """The KV cells the request needs beyond the shared prefix."""
        return len(self.prompt.tokens) - self.prompt.prefix_size + self.request.max_tokens


class PieceConstraint:
    """Refuses control tokens, an empty completion, and characters outside the repertoire."""

    def __init__(self, vocabulary: CompletionVocabulary, characters: CharacterConstraint | None):
        self._vocabulary = vocabulary
        self._characters = characters
        self._has_text = False

    def allows(self, token: int) -> bool:
        """Tell whether the token may come next."""
        if self._vocabulary.is_end(token):
            return self._has_text and (self._characters is None or self._characters.is_at_boundary)
        piece = self._vocabulary.piece(token)
        return bool(piece) and (self._characters is None or self._characters.accepts(piece))

    def mask(self, logits: Logits) -> None:
        """Do nothing: characters are followed byte by byte, not listed by token."""

    def accept(self, token: int) -> None:
        """Take the chosen token into the state."""
        piece = self._vocabulary.piece(token)
        self._has_text = self._has_text or bool(piece.strip())
        if self._characters is not None and not self._vocabulary.is_end(token):
            self._characters.advance(piece)


class ActiveSequence:
    """The state of one admitted request in its KV slot.

    `position` is where the next token goes; `pending` are prompt tokens still to be read. `kept_tokens` stood in the
    slot already, `cached_tokens` also count the prefix if nobody had to compute it for this request.
    """

    def __init__(
        self,
        queued: QueuedRequest,
        slot: Slot,
        kept_tokens: int,
        cached_tokens: int,
        vocabulary: CompletionVocabulary,
        grammar: TokenConstraint | None,
    ):
        request = queued.request
        self.queued = queued
        self.slot = slot
        self.kept_tokens = kept_tokens
        self._cached_tokens = cached_tokens
        self.pending: Sequence[int] = queued.prompt.tokens[queued.prompt.prefix_size + kept_tokens :]
        self.position = queued.prompt.prefix_size + kept_tokens
        self.finish_reason: FinishReason | None = None
        self.generated: list[int] = []
        self._vocabulary = vocabulary
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._texts: list[str] = []
        self._weights: tuple[float, ...] = ()
        self._log_probability = 0.0
        characters = character_constraint(request.language, request.source_characters)
        constraints: list[TokenConstraint] = [PieceConstraint(vocabulary, characters)]
        if grammar is not None:
            constraints.append(grammar)
        self._quotation = grammar if isinstance(grammar, SettledConstraint) else None
        self._sampler = Sampler(
            constraints,
            temperature=request.temperature,
            seed=request.seed,
            repetition_penalty=request.repetition_penalty,
        )

    def take_prompt(self, count: int) -> Sequence[int]:
        """Return the next `count` prompt tokens at most; they count as read."""
        taken, self.pending = self.pending[:count], self.pending[count:]
        self.position += len(taken)
        self.slot.tokens.extend(taken)
        return taken

    def take_last(self) -> tuple[int, int]:
        """Return the last chosen token and the position to decode it at; it counts as read."""
        token, position = self.generated[-1], self.position
        self.position += 1
        self.slot.tokens.append(token)
        return token, position

    def choose(self, logits: Logits) -> str:
        """Choose the next token and return the text it completes; sets `finish_reason` at the end."""
        token = self._weigh_and_sample(logits) if self.queued.weighed else self._sampler.sample(logits)
        if self._vocabulary.is_end(token):
            self.finish_reason = "stop"
            return self._emit(b"", is_final=True)
        self.generated.append(token)
        if self._quotation is not None and (rest := self._quotation.rest) is not None:
            # Nothing else can follow: it need not be decoded.
            self.finish_reason = "stop"
            return self._emit(self._vocabulary.piece(token) + rest, is_final=True)
        if len(self.generated) >= self.queued.request.max_tokens:
            self.finish_reason = "length"
        elif len(self.generated) % _LOOP_CHECK_EVERY == 0 and is_looping(self.generated):
            self.finish_reason = "repetition"
        # The bytes of a character that was broken off with the text are left out.
        return self._emit(self._vocabulary.piece(token), is_final=False)

    def _weigh_and_sample(self, logits: Logits) -> int:
        given = logits.astype(np.float64)
        top = given.max()
        total = top + math.log(np.exp(given - top).sum())
        if not self.generated:
            self._weights = tuple(float(given[token] - total) for token in self.queued.weighed)
        token = self._sampler.sample(logits)
        self._log_probability += float(given[token] - total)
        return token

    def _emit(self, piece: bytes, *, is_final: bool) -> str:
        text = self._decoder.decode(piece, is_final)
        if self.queued.request.is_single_line and "\n" in text:
            has_text = any(earlier.strip() for earlier in self._texts)
            line = text.split("\n")[0] if has_text else text.lstrip("\n")
            if has_text or "\n" in line:
                text, self.finish_reason = line.split("\n")[0], "stop"
            else:
                text = line
        self._texts.append(text)
        return text

    def completion(self) -> Completion:
        """Return the finished completion; JSON that broke off is closed."""
        text, reason = "".join(self._texts), self.finish_reason or "length"
        if self.queued.request.json_schema is not None and reason != "stop":
            text = close_json(text, json.loads(self.queued.request.json_schema))
        return Completion(
            text=text,
            finish_reason=reason,
            prompt_tokens=len(self.queued.prompt.tokens),
            cached_tokens=self._cached_tokens,
            completion_tokens=len(self.generated),
            weights=self._weights,
            log_probability=self._log_probability,
        )


def is_looping(tokens: Sequence[int]) -> bool:
    """Tell whether the tokens end in one passage repeated over and over."""
    for period in range(1, _LOOP_MAX_PERIOD + 1):
        span = max(_LOOP_MIN_TOKENS, period * _LOOP_REPEATS)
        if span > len(tokens):
            return False
        if tokens[-span:-period] == tokens[-span + period :]:
            return True
    return False
