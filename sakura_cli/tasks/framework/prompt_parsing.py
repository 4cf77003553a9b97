"""Prompt files (YAML) parsed strictly: every mistake is named, every unknown key with the nearest known one.

The keys are documented in `docs/prompts.md`, and a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any

from sakura_cli.errors import BadInputError
from sakura_cli.inference.json_schema import to_grammar
from sakura_cli.localization import gettext as _
from sakura_cli.tasks.framework.prompt_template import DOCUMENT, PLACEHOLDER, Example, PromptTemplate, RunSettings
from sakura_cli.user_files import UserFileError, parse_yaml

# What each key may hold; the type is part of the message where it does not.
KEYS: dict[str, tuple[tuple[type, ...], str]] = {
    "description": ((str,), _("a text")),
    "system": ((str,), _("a text")),
    "user": ((str,), _("a text")),
    "examples": ((list,), _("a list")),
    "texts": ((dict,), _("a mapping of names to texts")),
    "variables": ((dict,), _("a mapping of names to default values")),
    "model": ((str,), _("a text")),
    "lora": ((str, list), _("a file or a list of files")),
    "language": ((str,), _("a text")),
    "max_tokens": ((int,), _("a positive number")),
    "temperature": ((int, float), _("a number from 0 to 5")),
    "output_schema": ((dict,), _("a JSON Schema")),
    "long": ((str,), _("refuse or split")),
    "check": ((bool,), _("true or false")),
    "single_line": ((bool,), _("true or false")),
    "cache": ((bool,), _("true or false")),
}
# Those whose characters decoding can be held to.
_LANGUAGES = ("ja", "en", "de", "fr", "es")
_REQUIRED = ("description", "user")
# What llama.cpp counts with has 32 bits.
_MOST_TOKENS = 2**31 - 1


def parse_prompt(name: str, text: str) -> PromptTemplate:
    """Return the template a YAML text describes. Raises BadInputError naming what is wrong with it."""
    data = _read_mapping(name, text)
    for key, value in data.items():
        if key not in KEYS:
            raise _bad(name, _("has an unknown key: {key}").format(key=key), _nearest(str(key), KEYS))
        types = KEYS[key][0]
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            raise _bad_value(name, key)
    for key in _REQUIRED:
        if key not in data:
            hint = _("add a line like: {example}").format(example=f"{key}: …")
            raise _bad(name, _("lacks the key: {key}").format(key=key), hint)
    user, system = data["user"].strip(), data.get("system", "").strip()
    variables = frozenset(PLACEHOLDER.findall(user))
    if DOCUMENT not in variables:
        variable = f"{{{{ {DOCUMENT} }}}}"
        raise _bad(name, _("does not use the variable {name} in its user message").format(name=variable))
    if "{{" in PLACEHOLDER.sub("", user):
        message = _("has a {mark} in its user message that begins no variable").format(mark="{{")
        raise _bad(name, message, _("write {example}").format(example="{{ name }}"))
    if PLACEHOLDER.search(system):
        message = _("has a variable in its system message, which is the same in every run")
        raise _bad(name, message, _("move it to user"))
    defaults = _read_variables(name, data, variables)
    examples = tuple(_parse_example(name, example, variables, defaults) for example in data.get("examples", []))
    texts = data.get("texts", {})
    if not all(isinstance(key, str) and isinstance(value, str) for key, value in texts.items()):
        raise _bad(name, _("has texts that are not a mapping of names to texts"))
    run = _read_run_settings(name, data)
    is_kept = data.get("cache", False)
    return PromptTemplate(name, data["description"].strip(), user, system, examples, texts, defaults, run, is_kept)


def check_override(own: PromptTemplate, shipped: PromptTemplate) -> None:
    """Refuse a prompt that a task could not use in place of the shipped one. Raises BadInputError."""
    hint = f"sakura prompts show {own.name}"
    if own.variables != shipped.variables:
        wanted = ", ".join(sorted(shipped.variables))
        message = _("overrides the shipped one and must use the variables {names}").format(names=wanted)
        raise _bad(own.name, message, hint)
    missing = sorted(set(shipped.texts) - set(own.texts))
    if missing:
        message = _("overrides the shipped one and lacks the texts {names}").format(names=", ".join(missing))
        raise _bad(own.name, message, hint)


def _read_mapping(name: str, text: str) -> Mapping[Any, Any]:
    try:
        data = parse_yaml(text)
    except UserFileError as error:
        if error.is_too_complex:
            raise _bad(name, _("is too large or nested too deeply")) from error
        message = _("is not valid YAML")
        if error.line:
            message = _("is not valid YAML (line {number})").format(number=error.line)
        raise _bad(name, message, _("quote texts that hold : or #, and indent with spaces")) from error
    if not isinstance(data, dict):
        raise _bad(name, _("is not a mapping"), _("write lines like: {example}").format(example="description: …"))
    return data


def _read_variables(name: str, data: Mapping[Any, Any], used: frozenset[str]) -> dict[str, str]:
    declared: Mapping[Any, Any] = data.get("variables", {})
    for variable, default in declared.items():
        if variable not in used:
            message = _("declares a variable it does not use: {name}").format(name=variable)
            raise _bad(name, message, _nearest(str(variable), used))
        if not isinstance(default, str | None):
            message = _("has a default that is not a text: {name}").format(name=variable)
            raise _bad(name, message, f'{variable}: "…"')
    # Where variables are declared all of them are: what is not is a slip of the pen.
    unknown = sorted(used - {DOCUMENT, *declared}) if declared else []
    if unknown:
        message = _("uses a variable it does not declare: {name}").format(name=unknown[0])
        raise _bad(name, message, _nearest(unknown[0], declared))
    if DOCUMENT in declared:
        message = _("declares {name}, which is always the input").format(name=DOCUMENT)
        raise _bad(name, message, _("leave it out of variables"))
    return {variable: default for variable, default in declared.items() if default is not None}


def _parse_example(name: str, data: Any, variables: frozenset[str], defaults: Mapping[str, str]) -> Example:
    if not isinstance(data, dict) or not all(isinstance(value, str) for value in data.values()):
        raise _bad(name, _("has an example that is not a mapping of texts"))
    given = {**defaults, **data}
    if set(given) != variables | {"answer"}:
        wanted = ", ".join([*sorted(variables), "answer"])
        raise _bad(name, _("has an example whose keys are not exactly: {keys}").format(keys=wanted))
    values = {key: value.strip() for key, value in given.items()}
    return Example({key: values[key] for key in variables}, values["answer"])


def _read_run_settings(name: str, data: Mapping[Any, Any]) -> RunSettings:
    lora = [data["lora"]] if isinstance(data.get("lora"), str) else data.get("lora", [])
    if not all(isinstance(each, str) for each in lora):
        raise _bad_value(name, "lora")
    language, long = data.get("language"), data.get("long", "refuse")
    if language is not None and language not in _LANGUAGES:
        hint = _("known languages: {names}").format(names=", ".join(_LANGUAGES))
        raise _bad(name, _("has an unknown language: {name}").format(name=language), hint)
    if long not in ("refuse", "split"):
        raise _bad_value(name, "long")
    if not 0 < data.get("max_tokens", 1) <= _MOST_TOKENS:
        raise _bad_value(name, "max_tokens")
    if not 0 <= data.get("temperature", 0) <= 5:
        raise _bad_value(name, "temperature")
    schema = data.get("output_schema")
    if schema is not None:
        if long == "split":
            raise _bad(name, _("asks for JSON of a document in parts, which nothing can join"), "long: refuse")
        to_grammar(schema)
    temperature = data.get("temperature")
    return RunSettings(
        model=data.get("model"),
        lora=tuple(lora),
        language=language,
        max_tokens=data.get("max_tokens"),
        temperature=None if temperature is None else float(temperature),
        output_schema=schema,
        splits_long=long == "split",
        is_checked=data.get("check", True),
        is_single_line=data.get("single_line", False),
    )


def _nearest(word: str, known: Collection[str]) -> str:
    near = get_close_matches(word, known, 1)
    if near:
        return _("did you mean {name}?").format(name=near[0])
    return _("known: {names}").format(names=", ".join(sorted(known)))


def _bad_value(name: str, key: str) -> BadInputError:
    hint = _("{key} is {wanted}").format(key=key, wanted=KEYS[key][1])
    return _bad(name, _("has a bad value for: {key}").format(key=key), hint)


def _bad(name: str, what: str, hint: str | None = None) -> BadInputError:
    """Return the error of a prompt; `what` is what it has or does, to follow its name."""
    return BadInputError(_("prompt {name} {what}").format(name=name, what=what), kind="bad-prompt", hint=hint)
