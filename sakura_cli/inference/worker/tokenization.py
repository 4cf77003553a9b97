"""Rendered prompts as token ids: template text and message text are tokenized apart.

No control token can come from message text. Tokens that llama.cpp matches literally in any text (USER_DEFINED:
`<tool_call>` and its like) are spelled out instead. Neighbouring parts of the same kind are joined before
tokenizing, except at the end of the static prefix, whose tokens must not depend on what follows. SentencePiece puts a
blank in front of a text: only where the model was trained on one, at the beginning and after a control token.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from sakura_cli.inference.worker.chat_template import RenderedPart


class Vocabulary(Protocol):
    """What tokenization needs of a model."""

    def tokenize(self, text: str, *, parse_special: bool, continues: bool = False) -> list[int]:
        """Return token ids; a text that continues another gets no blank in front."""
        ...

    def literal(self, token: int) -> str:
        """Return the text of any token."""
        ...

    def is_reserved(self, token: int) -> bool:
        """Tell whether a token has a meaning of its own to the model."""
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
        continues = bool(tokens) and not vocabulary.is_reserved(tokens[-1])
        if is_template:
            tokens += vocabulary.tokenize(text, parse_special=True, continues=continues)
        else:
            tokens += tokenize_content(vocabulary, text, continues=continues)
        if is_static:
            prefix_size = len(tokens)
    if bos is not None and tokens[:1] != [bos]:
        tokens.insert(0, bos)
        prefix_size += 1
    return TokenizedPrompt(tuple(tokens), prefix_size)


def tokenize_content(vocabulary: Vocabulary, text: str, *, continues: bool = False) -> list[int]:
    """Return the tokens of untrusted text, none of them with a meaning beyond its characters."""
    tokens = vocabulary.tokenize(text, parse_special=False, continues=continues)
    reserved = {token for token in set(tokens) if vocabulary.is_reserved(token)}
    if not reserved:
        return tokens
    literals = sorted(map(vocabulary.literal, reserved), key=len, reverse=True)
    parts = re.split(f"({'|'.join(map(re.escape, literals))})", text)
    if len(parts) == 1:  # one of them stands for other text than its own, as only a broken file has it
        return [token for token in tokens if token not in reserved]
    spelled: list[int] = []
    for number, part in enumerate(parts):
        is_literal = number % 2 == 1
        # Half of a literal can be another literal: go on until nothing reserved is left.
        for piece in (part[:1], part[1:]) if is_literal else (part,):
            is_after = continues or bool(spelled)
            if is_literal and len(piece) == 1:
                spelled += vocabulary.tokenize(piece, parse_special=False, continues=is_after)
            elif piece:
                spelled += tokenize_content(vocabulary, piece, continues=is_after)
    return spelled
