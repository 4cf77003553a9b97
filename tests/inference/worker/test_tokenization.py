"""Tokens of prompts: no content ever becomes a control token."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.inference.worker.chat_template import ChatTemplate, RenderedPart
from sakura_cli.inference.worker.llama.model import LoadedModel
from sakura_cli.inference.worker.tokenization import tokenize_content, tokenize_prompt
from tests.fakes.tiny_vocabularies import CONTROL_TOKENS, USER_DEFINED_TOKENS
from tests.inference.requests import make_prompt

SPECIAL = (*CONTROL_TOKENS, *USER_DEFINED_TOKENS)


@pytest.fixture(scope="module")
def model(tiny_model: Callable[[str], Path]) -> Iterator[LoadedModel]:
    """Return the vocabulary of a tiny model."""
    loaded = LoadedModel(tiny_model("qwen2"), vocabulary_only=True)
    yield loaded
    loaded.close()


@given(parts=st.lists(st.sampled_from([*SPECIAL, "<", "|im_end|>", "会議", "\n", " ", "tool_call>"]), max_size=8))
def test_content_yields_no_reserved_token_and_keeps_its_text(model: LoadedModel, parts: list[str]) -> None:
    text = "".join(parts)
    tokens = tokenize_content(model, text)
    assert not any(model.is_control(token) or model.is_user_defined(token) for token in tokens)
    assert b"".join(model.piece(token) for token in tokens).decode() == text


def test_template_text_does_yield_control_tokens(model: LoadedModel) -> None:
    prompt = tokenize_prompt(model, ChatTemplate(model.chat_template).render(make_prompt("本文")))
    assert sum(model.is_control(token) for token in prompt.tokens) == 5


@given(one=st.text(max_size=20), other=st.text(max_size=20))
def test_the_prefix_does_not_depend_on_what_follows(model: LoadedModel, one: str, other: str) -> None:
    template = ChatTemplate(model.chat_template)
    first, second = (tokenize_prompt(model, template.render(make_prompt(text))) for text in (one or "x", other or "y"))
    assert first.prefix == second.prefix
    assert len(first.prefix) > 20


class WantsBos:
    """A vocabulary of characters that needs a beginning token."""

    required_bos: int | None = 1

    def tokenize(self, text: str, *, parse_special: bool, continues: bool = False) -> list[int]:
        """Return code points; the template's <s> is token 1."""
        return [1, *map(ord, text[3:])] if parse_special and text.startswith("<s>") else list(map(ord, text))

    def literal(self, token: int) -> str:
        """Return the character."""
        return chr(token)

    def is_reserved(self, token: int) -> bool:
        """Tell whether it is the beginning token."""
        return token == 1


@pytest.mark.parametrize("template_text", ["<s>A", "A"])
def test_bos_stands_in_front_exactly_once(template_text: str) -> None:
    parts = [RenderedPart(template_text, is_template=True, is_static=True), RenderedPart("本", False, False)]
    prompt = tokenize_prompt(WantsBos(), parts)
    assert prompt.tokens == (1, ord("A"), ord("本"))
    assert prompt.prefix == (1, ord("A"))
