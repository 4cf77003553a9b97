"""Prompt templates: YAML files, the shipped ones in `prompts/` and the user's own, rendered into prompts.

A template's text and examples are the static prefix of every prompt made from it; the values of its variables are not.
A value never stands bare: it sits between delimiters that occur nowhere in it, derived from it, so that the same
document gives the same prompt and no document can close its own delimiter. Parsing is in `prompt_parsing`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sakura_cli.errors import BadInputError, InputNotFoundError, UsageError, write_command
from sakura_cli.inference.requests import Message, MessagePart, Prompt, Role
from sakura_cli.localization import describe_os_error
from sakura_cli.localization import gettext as _
from sakura_cli.paths import prompts_dir

if TYPE_CHECKING:
    from importlib.abc import Traversable

PLACEHOLDER = re.compile(r"\{\{\s*([^\W\d]\w*)\s*\}\}")
NAME = re.compile(r"[\w][\w-]*")
# The variable that holds the user's text; every template has it.
DOCUMENT = "document"
_SUFFIXES = (".yaml", ".yml")

Origin = Literal["shipped", "own", "override"]


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
        return Prompt(tuple(messages))

    def phrase(self, name: str, **values: object) -> str:
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


def load_prompt(name: str) -> PromptTemplate:
    """Return the template of a name: the user's own, which may override a shipped one, else the shipped one.

    Raises UsageError when there is none, BadInputError when the user's cannot be used.
    """
    text, origin = _read(name, prompts_dir())
    return _parse(name, text, origin)


@lru_cache(maxsize=32)
def _parse(name: str, text: str, origin: Origin) -> PromptTemplate:
    from sakura_cli.tasks.framework.prompt_parsing import check_override, parse_prompt

    template = parse_prompt(name, text)
    if origin == "override":
        check_override(template, parse_prompt(name, _shipped_file(name).read_text(encoding="utf-8")))
    return template


def load_prompt_file(path: Path) -> PromptTemplate:
    """Return the template of a file anywhere. Raises InputNotFoundError or BadInputError."""
    from sakura_cli.tasks.framework.prompt_parsing import parse_prompt

    return parse_prompt(path.stem, read_prompt_file(path))


def read_prompt_file(path: Path) -> str:
    """Return the text of a prompt file. Raises InputNotFoundError or BadInputError."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        message = _("the prompt {path} is not UTF-8").format(path=path)
        raise BadInputError(message, hint=write_command("iconv", "-t", "UTF-8", path)) from None
    except OSError as error:
        reason = describe_os_error(error)
        message = _("the prompt {path} cannot be read: {reason}").format(path=path, reason=reason)
        raise InputNotFoundError(message, hint="sakura prompts list") from None


def read_prompt(name: str) -> str:
    """Return the YAML text of a prompt by name. Raises UsageError when there is none."""
    return _read(name, prompts_dir())[0]


def list_prompts() -> dict[str, Origin]:
    """Return the names of all prompts in order, and whose they are."""
    shipped = {_stem(file.name) for file in resources.files("sakura_cli.prompts").iterdir()} - {None}
    own: set[str | None] = set()
    if prompts_dir().is_dir():
        own = {_stem(file.name) for file in prompts_dir().iterdir()} - {None}
    return {
        name: "shipped" if name not in own else "override" if name in shipped else "own"
        for name in sorted(name for name in shipped | own if name is not None)
    }


def hash_prompts(prefix: str) -> str:
    """Return a hash of the texts of all prompts of a task: those named by it, or by it and a hyphen."""
    digest = hashlib.sha256()
    for name in list_prompts():
        if name == prefix or name.startswith(f"{prefix}-"):
            digest.update(f"{name}\0{read_prompt(name)}\0".encode("utf-8", errors="surrogatepass"))
    return digest.hexdigest()


def find_own_file(name: str, folder: Path) -> Path | None:
    """Return the user's file of a prompt, if there is one."""
    return next((path for suffix in _SUFFIXES if (path := folder / f"{name}{suffix}").is_file()), None)


def _read(name: str, folder: Path) -> tuple[str, Origin]:
    is_name = NAME.fullmatch(name) is not None
    is_shipped = is_name and _shipped_file(name).is_file()
    own = find_own_file(name, folder) if is_name else None
    if own is not None:
        return read_prompt_file(own), "override" if is_shipped else "own"
    if not is_shipped:
        near = get_close_matches(name, list_prompts(), 1)
        hint = "sakura prompts list"
        if near:
            hint = _("did you mean {name}? {command}").format(name=near[0], command=hint)
        raise UsageError(_("there is no prompt named {name}").format(name=name), hint=hint, kind="unknown-prompt")
    return _shipped_file(name).read_text(encoding="utf-8"), "shipped"


def _shipped_file(name: str) -> Traversable:
    return resources.files("sakura_cli.prompts") / f"{name}.yaml"


def _stem(file_name: str) -> str | None:
    stem = next((file_name.removesuffix(suffix) for suffix in _SUFFIXES if file_name.endswith(suffix)), "")
    return stem if NAME.fullmatch(stem) else None


def _static(role: Role, text: str) -> Message:
    return Message(role, (MessagePart(text, is_static=True),))
