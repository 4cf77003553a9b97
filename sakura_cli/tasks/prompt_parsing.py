"""Prompt files (YAML) parsed strictly: every mistake is named, every unknown key with the nearest known one.

The keys are documented in `docs/prompts.md`, and a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any

from sakura_cli.errors import BadInputError
from sakura_cli.inference.json_schema import to_grammar
from sakura_cli.tasks.prompts import DOCUMENT, NAME, PLACEHOLDER, Example, PromptTemplate, RunSettings

# What each key may hold; the type is part of the message where it does not.
KEYS: dict[str, tuple[tuple[type, ...], str]] = {
    "description": ((str,), "a text"),
    "system": ((str,), "a text"),
    "user": ((str,), "a text"),
    "examples": ((list,), "a list"),
    "texts": ((dict,), "a mapping of names to texts"),
    "variables": ((dict,), "a mapping of names to default values"),
    "model": ((str,), "a text"),
    "lora": ((str, list), "a file or a list of files"),
    "language": ((str,), "a text"),
    "max_tokens": ((int,), "a positive number"),
    "temperature": ((int, float), "a number from 0 to 5"),
    "output_schema": ((dict,), "a JSON Schema"),
    "long": ((str,), "refuse or split"),
    "check": ((bool,), "true or false"),
    "single_line": ((bool,), "true or false"),
}
# Those whose characters decoding can be held to.
_LANGUAGES = ("ja", "en", "de", "fr", "es")
_REQUIRED = ("description", "user")


def parse_prompt(name: str, text: str) -> PromptTemplate:
    """Return the template a YAML text describes. Raises BadInputError naming what is wrong with it."""
    data = _read_mapping(name, text)
    for key, value in data.items():
        if key not in KEYS:
            raise _bad(name, f"has an unknown key: {key}", _nearest(str(key), KEYS))
        types, wanted = KEYS[key]
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            raise _bad(name, f"has a bad value for: {key}", f"{key} is {wanted}")
    for key in _REQUIRED:
        if key not in data:
            raise _bad(name, f"lacks the key: {key}", f"add a line like: {key}: …")
    user, system = data["user"].strip(), data.get("system", "").strip()
    variables = frozenset(PLACEHOLDER.findall(user))
    if DOCUMENT not in variables:
        raise _bad(name, f"does not use the variable {{{{ {DOCUMENT} }}}} in its user message")
    if "{{" in PLACEHOLDER.sub("", user):
        raise _bad(name, "has a {{ in its user message that begins no variable", "write {{ name }}")
    if PLACEHOLDER.search(system):
        raise _bad(name, "has a variable in its system message, which is the same in every run", "move it to user")
    defaults = _read_variables(name, data, variables)
    examples = tuple(_parse_example(name, example, variables, defaults) for example in data.get("examples", []))
    texts = data.get("texts", {})
    if not all(isinstance(key, str) and isinstance(value, str) for key, value in texts.items()):
        raise _bad(name, "has texts that are not a mapping of names to texts")
    run = _read_run_settings(name, data)
    return PromptTemplate(name, data["description"].strip(), user, system, examples, texts, defaults, run)


def check_override(own: PromptTemplate, shipped: PromptTemplate) -> None:
    """Refuse a prompt that a task could not use in place of the shipped one. Raises BadInputError."""
    hint = f"sakura prompts show {own.name}"
    if own.variables != shipped.variables:
        wanted = ", ".join(sorted(shipped.variables))
        raise _bad(own.name, f"overrides the shipped one and must use the variables {wanted}", hint)
    missing = sorted(set(shipped.texts) - set(own.texts))
    if missing:
        raise _bad(own.name, f"overrides the shipped one and lacks the texts {', '.join(missing)}", hint)


def _read_mapping(name: str, text: str) -> Mapping[Any, Any]:
    import yaml

    try:
        data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except yaml.MarkedYAMLError as error:
        line = f" (line {error.problem_mark.line + 1})" if error.problem_mark else ""
        raise _bad(name, f"is not valid YAML{line}", "quote texts that hold : or #, and indent with spaces") from error
    except yaml.YAMLError as error:
        raise _bad(name, "is not valid YAML") from error
    if not isinstance(data, dict):
        raise _bad(name, "is not a mapping", "write lines like: description: …")
    return data


def _read_variables(name: str, data: Mapping[Any, Any], used: frozenset[str]) -> dict[str, str]:
    declared: Mapping[Any, Any] = data.get("variables", {})
    for variable, default in declared.items():
        if variable not in used:
            raise _bad(name, f"declares a variable it does not use: {variable}", _nearest(str(variable), used))
        if not isinstance(default, str | None):
            raise _bad(name, f"has a default that is not a text: {variable}", f'{variable}: "…"')
    # Where variables are declared all of them are: what is not is a slip of the pen.
    unknown = sorted(used - {DOCUMENT, *declared}) if declared else []
    if unknown:
        raise _bad(name, f"uses a variable it does not declare: {unknown[0]}", _nearest(unknown[0], declared))
    if DOCUMENT in declared:
        raise _bad(name, f"declares {DOCUMENT}, which is always the input", "leave it out of variables")
    return {variable: default for variable, default in declared.items() if default is not None}


def _parse_example(name: str, data: Any, variables: frozenset[str], defaults: Mapping[str, str]) -> Example:
    if not isinstance(data, dict) or not all(isinstance(value, str) for value in data.values()):
        raise _bad(name, "has an example that is not a mapping of texts")
    given = {**defaults, **data}
    if set(given) != variables | {"answer"}:
        raise _bad(name, f"has an example without exactly: {', '.join(sorted(variables))}, answer")
    values = {key: value.strip() for key, value in given.items()}
    return Example({key: values[key] for key in variables}, values["answer"])


def _read_run_settings(name: str, data: Mapping[Any, Any]) -> RunSettings:
    lora = [data["lora"]] if isinstance(data.get("lora"), str) else data.get("lora", [])
    if not all(isinstance(each, str) for each in lora):
        raise _bad(name, "has a bad value for: lora", "lora is a file or a list of files")
    language, long = data.get("language"), data.get("long", "refuse")
    if language is not None and language not in _LANGUAGES:
        raise _bad(name, f"has an unknown language: {language}", f"known languages: {', '.join(_LANGUAGES)}")
    if long not in ("refuse", "split"):
        raise _bad(name, "has a bad value for: long", "long is refuse or split")
    if data.get("max_tokens", 1) <= 0 or not 0 <= data.get("temperature", 0) <= 5:
        key = "max_tokens" if data.get("max_tokens", 1) <= 0 else "temperature"
        raise _bad(name, f"has a bad value for: {key}", f"{key} is {KEYS[key][1]}")
    schema = data.get("output_schema")
    if schema is not None:
        if long == "split":
            raise _bad(name, "asks for JSON of a document in parts, which nothing can join", "long: refuse")
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


def is_prompt_name(text: str) -> bool:
    """Tell whether a text can be the name of a prompt."""
    return NAME.fullmatch(text) is not None


def _nearest(word: str, known: Collection[str]) -> str:
    near = get_close_matches(word, known, 1)
    return f"did you mean {near[0]}?" if near else f"known: {', '.join(sorted(known))}"


def _bad(name: str, what: str, hint: str | None = None) -> BadInputError:
    return BadInputError(f"prompt {name} {what}", kind="bad-prompt", hint=hint)
