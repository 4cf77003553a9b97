"""In which form a server holds its answers to something, found out by asking for a choice that it would not make.

A name tells nothing: servers take fields that they do not know and ignore them. So each form is tried once, when it is
first wanted, with a question whose free answer is another: it is honoured if the answer is one of the two choices.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Any, Literal

from sakura_cli.errors import SakuraError
from sakura_cli.inference.server.grammars import choice_grammar
from sakura_cli.inference.server.transport import JsonAnswer, PassingError

FormName = Literal["grammar", "structured-grammar", "structured-json", "response-format"]

_CHOICES = ("甲", "乙")
_QUESTION = "「丙」という字だけを書いてください。"
_SCHEMA = {
    "type": "object",
    "properties": {"字": {"type": "string", "enum": list(_CHOICES)}},
    "required": ["字"],
    "additionalProperties": False,
}
_PROBE_TOKENS = 24

# Asks a chat for a short answer to a question, with more fields; returns its text.
AskChat = Callable[[str, JsonAnswer, int], str]


def grammar_fields(form: FormName, grammar: str) -> JsonAnswer:
    """Return the fields that ask for an answer by a grammar."""
    return {"grammar": grammar} if form == "grammar" else {"structured_outputs": {"grammar": grammar}}


def schema_fields(form: FormName, schema: Any) -> JsonAnswer:
    """Return the fields that ask for JSON by a schema."""
    if form == "structured-json":
        return {"structured_outputs": {"json": schema}}
    return {
        "response_format": {"type": "json_schema", "json_schema": {"name": "answer", "schema": schema, "strict": True}}
    }


class Forms:
    """What one server honours; each form is tried once. Safe to use from any thread."""

    def __init__(self, ask: AskChat):
        self._ask = ask
        self._lock = threading.Lock()
        self._known: dict[FormName, bool] = {}

    def find_grammar(self) -> FormName | None:
        """Return the form in which a grammar holds."""
        grammar = choice_grammar(_CHOICES)
        names: tuple[FormName, ...] = ("grammar", "structured-grammar")
        return next((name for name in names if self._holds(name, grammar_fields(name, grammar), _is_choice)), None)

    def find_schema(self) -> FormName | None:
        """Return the form in which a JSON schema holds."""
        names: tuple[FormName, ...] = ("structured-json", "response-format")
        return next((name for name in names if self._holds(name, schema_fields(name, _SCHEMA), _is_object)), None)

    def _holds(self, name: FormName, fields: JsonAnswer, is_held: Callable[[str], bool]) -> bool:
        with self._lock:
            if name not in self._known:
                try:
                    self._known[name] = is_held(self._ask(_QUESTION, fields, _PROBE_TOKENS))
                except (SakuraError, PassingError):
                    # A server that refuses the field does not have the form; whatever else is wrong shows again.
                    self._known[name] = False
            return self._known[name]


def _is_choice(text: str) -> bool:
    return text.strip() in _CHOICES


def _is_object(text: str) -> bool:
    try:
        answer = json.loads(text)
    except ValueError:
        return False
    return isinstance(answer, dict) and list(answer) == ["字"] and answer["字"] in _CHOICES
