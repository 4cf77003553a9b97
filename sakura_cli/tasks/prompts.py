"""Prompt templates: the YAML files in `prompts/`, parsed strictly and rendered into prompts.

A template's text and examples are the static prefix of every prompt made from it; the values of its variables are not.
A value never stands bare: it sits between delimiters that occur nowhere in it, derived from it, so that the same
document gives the same prompt and no document can close its own delimiter.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

from sakura_cli.errors import BadInputError, UsageError
from sakura_cli.inference.prompt import Message, Prompt, Role, Segment

_PLACEHOLDER = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")
_KEYS = {"description": str, "system": str, "user": str, "examples": list, "texts": dict}
_REQUIRED = ("description", "user")
# The variable that holds the user's text; every template has it.
DOCUMENT = "document"


@dataclass(frozen=True)
class Example:
    """A worked example: the values of the template's variables, and the answer to give."""

    values: Mapping[str, str]
    answer: str


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

    @property
    def variables(self) -> frozenset[str]:
        """The names that have to be given a value."""
        return frozenset(_PLACEHOLDER.findall(self.user))

    def render(self, values: Mapping[str, str]) -> Prompt:
        """Return the prompt for these values, which must name every variable and nothing else."""
        if set(values) != self.variables:
            raise UsageError(f"prompt {self.name} wants the variables {', '.join(sorted(self.variables))}")
        messages: list[Message] = []
        if self.system:
            messages.append(Message("system", (Segment(self.system, is_static=True),)))
        for example in self.examples:
            question = "".join(segment.text for segment in self._fill(example.values))
            messages.append(_static("user", question))
            messages.append(_static("assistant", example.answer))
        messages.append(Message("user", tuple(self._fill(values))))
        return Prompt(tuple(messages))

    def phrase(self, name: str, **values: object) -> str:
        """Return one of `texts` with its placeholders filled."""
        return _PLACEHOLDER.sub(lambda match: str(values[match[1]]), self.texts[name])

    def _fill(self, values: Mapping[str, str]) -> list[Segment]:
        segments: list[Segment] = []
        for position, part in enumerate(_PLACEHOLDER.split(self.user)):
            is_variable = position % 2 == 1
            if is_variable and part == DOCUMENT:
                segments.append(Segment(enclose(values[part])))
            elif part:
                segments.append(Segment(values[part]) if is_variable else Segment(part, is_static=True))
        return segments


def enclose(text: str) -> str:
    """Return text between delimiters that do not occur in it."""
    mark, counter = "", 0
    while not mark or mark in text:
        mark = hashlib.sha256(f"{counter}{text}".encode("utf-8", errors="surrogatepass")).hexdigest()[:4]
        counter += 1
    return f"[{mark}]\n{text}\n[/{mark}]"


@lru_cache(maxsize=32)
def load_prompt(name: str) -> PromptTemplate:
    """Return a shipped template. Raises UsageError when there is none of that name."""
    file = resources.files("sakura_cli.prompts") / f"{name}.yaml"
    if not file.is_file():
        raise UsageError(f"there is no prompt named {name}", kind="unknown-prompt")
    return parse_prompt(name, file.read_text(encoding="utf-8"))


def parse_prompt(name: str, text: str) -> PromptTemplate:
    """Return the template a YAML text describes. Raises BadInputError naming what is wrong with it."""
    import yaml

    try:
        data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except yaml.YAMLError as error:
        raise _bad(name, "is not valid YAML") from error
    if not isinstance(data, dict):
        raise _bad(name, "is not a mapping")
    for key, value in data.items():
        if key not in _KEYS:
            raise _bad(name, f"has an unknown key: {key}")
        if not isinstance(value, _KEYS[key]):
            raise _bad(name, f"has a bad value for: {key}")
    for key in _REQUIRED:
        if key not in data:
            raise _bad(name, f"lacks the key: {key}")
    user = data["user"].strip()
    variables = frozenset(_PLACEHOLDER.findall(user))
    if DOCUMENT not in variables:
        raise _bad(name, f"does not use the variable {{{{ {DOCUMENT} }}}} in its user message")
    examples = tuple(_parse_example(name, example, variables) for example in data.get("examples", []))
    texts = data.get("texts", {})
    if not all(isinstance(key, str) and isinstance(value, str) for key, value in texts.items()):
        raise _bad(name, "has texts that are not a mapping of names to texts")
    return PromptTemplate(name, data["description"].strip(), user, data.get("system", "").strip(), examples, texts)


def _parse_example(name: str, data: Any, variables: frozenset[str]) -> Example:
    if not isinstance(data, dict) or not all(isinstance(value, str) for value in data.values()):
        raise _bad(name, "has an example that is not a mapping of texts")
    if set(data) != variables | {"answer"}:
        raise _bad(name, f"has an example without exactly: {', '.join(sorted(variables))}, answer")
    values = {key: value.strip() for key, value in data.items()}
    return Example({key: values[key] for key in variables}, values["answer"])


def _static(role: Role, text: str) -> Message:
    return Message(role, (Segment(text, is_static=True),))


def _bad(name: str, what: str) -> BadInputError:
    return BadInputError(f"prompt {name} {what}", kind="bad-prompt")
