"""Rendered prompts as token ids: template text and message text are tokenized apart.

No control token can come from message text. Tokens that llama.cpp matches literally in any text (USER_DEFINED:
`<tool_call>` and its like) are spelled out instead. Neighbouring parts of the same kind are joined before
tokenizing, except at the end of the static prefix, whose tokens must not depend on what follows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from sakura_cli.inference.worker.chat_template import RenderedPart


class Vocabulary(Protocol):
    """What tokenization needs of a model."""

    def tokenize(self, text: str, *, parse_special: bool) -> list[int]:
        """Return token ids."""
        ...

    def literal(self, token: int) -> str:
        """Return the text of any token."""
        ...

    def is_control(self, token: int) -> bool:
        """Tell whether the token is a control token."""
        ...

    def is_user_defined(self, token: int) -> bool:
        """Tell whether the token is matched literally in any text."""
        ...

    @property
    def required_bos(self) -> int | None:
        """The token every prompt of this model begins with, if it needs one."""
        ...


@dataclass(frozen=True)
class TokenizedPrompt:
    """Token ids of a prompt; the first `prefix_size` of them are its static prefix, kept on the disk or not."""

    tokens: tuple[int, ...]
    prefix_size: int
    is_kept: bool = False

    @property
    def prefix(self) -> tuple[int, ...]:
        """The tokens shared by every run of the same template."""
        return self.tokens[: self.prefix_size]


def tokenize_prompt(vocabulary: Vocabulary, parts: Iterable[RenderedPart]) -> TokenizedPrompt:
    """Return the tokens of rendered parts, the model's BOS in front once, written by the template or not."""
    tokens: list[int] = []
    prefix_size = 0
    bos = vocabulary.required_bos
    for (is_static, is_template), run in groupby(parts, key=lambda s: (s.is_static, s.is_template)):
        text = "".join(part.text for part in run)
        if is_template:
            tokens += vocabulary.tokenize(text, parse_special=True)
        else:
            tokens += tokenize_content(vocabulary, text)
        if is_static:
            prefix_size = len(tokens)
    if bos is not None and tokens[:1] != [bos]:
        tokens.insert(0, bos)
        prefix_size += 1
    return TokenizedPrompt(tuple(tokens), prefix_size)


def tokenize_content(vocabulary: Vocabulary, text: str) -> list[int]:
    """Return the tokens of untrusted text, none of them with a meaning beyond its characters."""
    tokens = vocabulary.tokenize(text, parse_special=False)
    reserved = {token for token in set(tokens) if _is_reserved(vocabulary, token)}
    if not reserved:
        return tokens
    spelled: list[int] = []
    for token in tokens:
        spelled += _spell(vocabulary, vocabulary.literal(token)) if token in reserved else [token]
    return spelled


def _is_reserved(vocabulary: Vocabulary, token: int) -> bool:
    if vocabulary.is_control(token):
        return True
    # Runs of whitespace are ordinary text that some vocabularies list as user-defined.
    return vocabulary.is_user_defined(token) and bool(vocabulary.literal(token).strip())


def _spell(vocabulary: Vocabulary, literal: str) -> list[int]:
    # Half of a literal can be another literal: go on until nothing reserved is left.
    tokens: list[int] = []
    for part in (literal[:1], literal[1:]):
        if part:
            tokens += (
                tokenize_content(vocabulary, part) if len(part) > 1 else vocabulary.tokenize(part, parse_special=False)
            )
    return tokens
