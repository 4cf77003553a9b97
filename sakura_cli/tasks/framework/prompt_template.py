"""A prompt template: the texts of a prompt and the variables in it, rendered into the messages of a model.

A template's text and examples are the static prefix of every prompt made from it; the values of its variables are not.
A value never stands bare: it sits between delimiters that occur nowhere in it, derived from it, so that the same
document gives the same prompt and no document can close its own delimiter. Left out: files (`prompts`) and what may
stand in them (`prompt_parsing`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sakura_cli.errors import UsageError
from sakura_cli.inference.requests import Message, MessagePart, Prompt, Role
from sakura_cli.localization import gettext as _

PLACEHOLDER = re.compile(r"\{\{\s*([^\W\d]\w*)\s*\}\}")
# The variable that holds the user's text; every template has it.
DOCUMENT = "document"


@dataclass(frozen=True)
class Example:
    """A worked example: the values of the template's variables, and the answer to give."""

    values: Mapping[str, str]
    answer: str


@dataclass(frozen=True)
class RunSettings:
    """How a prompt of the user's own is run; the shipped tasks decide this themselves.

    `splits_long` has a document that does not fit worked on in parts; `is_checked` looks up the result's numbers,
    dates and names in the document; a single-line answer ends at its first newline. `lora` are files with scales, as
    `--lora` takes them.
    """

    model: str | None = None
    lora: tuple[str, ...] = ()
    language: str | None = None
    max_tokens: int | None = None
    temperature: float | None = None
    output_schema: Mapping[str, Any] | None = None
    splits_long: bool = False
    is_checked: bool = True
    is_single_line: bool = False


@dataclass(frozen=True)
class PromptTemplate:
    """A prompt with variables, written `{{ name }}` in its user message.

    `texts` are what the task adds in certain cases, in the prompt's language: conditions, corrections, labels.
    """

    name: str
    description: str
    user: str
    system: str = ""
    examples: tuple[Example, ...] = field(default=())
    texts: Mapping[str, str] = field(default_factory=dict)
    # Values of variables that need not be given.
    defaults: Mapping[str, str] = field(default_factory=dict)
    run: RunSettings = field(default_factory=RunSettings)
    # Whether what a model made of the prompt's own texts is kept on the disk: of those that come with sakura, whose
    # texts are public, and of the user's own where their file says so.
    is_kept: bool = False

    @property
    def variables(self) -> frozenset[str]:
        """The names that have to be given a value."""
        return frozenset(PLACEHOLDER.findall(self.user))

    def render(self, values: Mapping[str, str]) -> Prompt:
        """Return the prompt for these values, which must name every variable and nothing else."""
        if set(values) != self.variables:
            message = _("prompt {name} wants the variables {names}")
            raise UsageError(message.format(name=self.name, names=", ".join(sorted(self.variables))))
        messages: list[Message] = []
        if self.system:
            messages.append(Message("system", (MessagePart(self.system, is_static=True),)))
        for example in self.examples:
            question = "".join(part.text for part in self._fill(example.values))
            messages.append(_static("user", question))
            messages.append(_static("assistant", example.answer))
        messages.append(Message("user", tuple(self._fill(values))))
        return Prompt(tuple(messages), is_kept=self.is_kept)

    def phrase(self, name: str, /, **values: object) -> str:
        """Return one of `texts` with its placeholders filled."""
        return PLACEHOLDER.sub(lambda match: str(values[match[1]]), self.texts[name])

    def _fill(self, values: Mapping[str, str]) -> list[MessagePart]:
        parts: list[MessagePart] = []
        for position, part in enumerate(PLACEHOLDER.split(self.user)):
            is_variable = position % 2 == 1
            if is_variable and part == DOCUMENT:
                parts.append(MessagePart(enclose(values[part])))
            elif part:
                parts.append(MessagePart(values[part]) if is_variable else MessagePart(part, is_static=True))
        return parts


def enclose(text: str) -> str:
    """Return text between delimiters that do not occur in it; the same ones whenever the text is the same."""
    mark, counter = "", 0
    while not mark or mark in text:
        digest = hashlib.sha256(f"{counter}{text}".encode("utf-8", errors="surrogatepass")).hexdigest()
        # Longer after every failure: a text may hold all marks of four digits, none all of ten.
        mark = digest[: 4 + counter]
        counter += 1
    return f"[{mark}]\n{text}\n[/{mark}]"


def _static(role: Role, text: str) -> Message:
    return Message(role, (MessagePart(text, is_static=True),))
