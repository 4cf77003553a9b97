"""Rendering a prompt with the model's own chat template, without ever letting message text pass as template text.

A template in a GGUF file is untrusted: it runs in a sandbox (`template_sandbox`). Every message is rendered as a random
nonce; the rendering is cut at the nonces, so that the template's control tokens and the messages' text stay apart.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from sakura_cli.errors import BadInputError
from sakura_cli.inference.requests import Message, MessagePart, Prompt
from sakura_cli.localization import gettext as _

# Used where a file brings no template; the format most instruction-tuned GGUF files without one were trained on.
CHATML = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)

# The longest template of a current model has 20,000 characters. What it writes holds no text of the messages.
_MOST_SOURCE_CHARACTERS = 1 << 20
_MOST_RENDERED_CHARACTERS = 1 << 16


@dataclass(frozen=True)
class RenderedPart:
    """Text of the rendered prompt; only template text may hold control tokens."""

    text: str
    is_template: bool
    is_static: bool


class ChatTemplateError(BadInputError):
    """A chat template that cannot be used."""

    default_kind = "bad-chat-template"


class ChatTemplate:
    """A compiled chat template."""

    def __init__(self, source: str | None, *, bos_text: str = "", eos_text: str = ""):
        # Imported here: jinja2 takes 60 ms, which the worker spends while the weights load.
        from sakura_cli.inference.worker.template_sandbox import TemplateSandbox, bounded

        if source is not None and len(source) > _MOST_SOURCE_CHARACTERS:
            raise ChatTemplateError(_("the model's chat template is too long"), detail=str(len(source)))
        self._bounded = bounded
        try:
            with bounded():
                self._template = TemplateSandbox().from_string(source or CHATML)
        # Not only what jinja2 says of bad syntax: nesting can be too deep for it, or for Python.
        except Exception as error:
            raise ChatTemplateError(_("the model's chat template cannot be parsed"), detail=str(error)) from error
        self._variables = {"bos_token": bos_text, "eos_token": eos_text}

    def render(self, prompt: Prompt) -> list[RenderedPart]:
        """Return the prompt as template text and message parts, in order.

        Raises ChatTemplateError where the template fails, or drops, repeats or alters a message.
        """
        try:
            return self._render(prompt.messages)
        except ChatTemplateError:
            merged = _without_system(prompt.messages)
            if merged == prompt.messages:
                raise
            # Some templates (Gemma 2, Mistral) know no system role: its text goes in front of the first question.
            return self._render(merged)

    def turn_end(self) -> str:
        """Return what the template writes after an answer; nothing where it fails on one."""
        turns = (Message("user", (MessagePart("?"),)), Message("assistant", (MessagePart("!"),)))
        try:
            *_rest, last = self._render(turns, is_open=False)
        except ChatTemplateError:
            return ""
        return last.text if last.is_template else ""

    def _render(self, messages: tuple[Message, ...], *, is_open: bool = True) -> list[RenderedPart]:
        nonces = [secrets.token_hex(16) for _ in messages]
        turns: list[dict[str, Any]] = [
            {"role": message.role, "content": nonce} for message, nonce in zip(messages, nonces, strict=True)
        ]
        try:
            with self._bounded():
                text = self._template.render(
                    messages=turns, add_generation_prompt=is_open, enable_thinking=False, **self._variables
                )
        # A hostile or broken template may raise anything at all; none of it may end the worker.
        except Exception as error:
            raise ChatTemplateError(_("the model's chat template failed"), detail=str(error)) from error
        if len(text) > _MOST_RENDERED_CHARACTERS:
            raise ChatTemplateError(_("the model's chat template writes too much"), detail=str(len(text)))
        parts: list[RenderedPart] = []
        is_static = True
        for message, nonce in zip(messages, nonces, strict=True):
            if text.count(nonce) != 1:
                raise ChatTemplateError(_("the model's chat template does not show every message exactly once"))
            before, text = text.split(nonce)
            parts.append(RenderedPart(before, is_template=True, is_static=is_static))
            for part in message.parts:
                is_static = is_static and part.is_static
                parts.append(RenderedPart(part.text, is_template=False, is_static=is_static))
        parts.append(RenderedPart(text, is_template=True, is_static=is_static))
        return [part for part in parts if part.text]


def _without_system(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    if len(messages) < 2 or messages[0].role != "system":
        return messages
    first, second, *rest = messages
    merged = (*first.parts, MessagePart("\n\n", is_static=True), *second.parts)
    return (Message(second.role, merged), *rest)
