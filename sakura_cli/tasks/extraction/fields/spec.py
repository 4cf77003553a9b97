"""The short form of `--fields`: `名前, 日付:date, 件名:string "hint"`, `明細[]:{品名, 数量:number}`."""

from __future__ import annotations

import re

from sakura_cli.errors import UsageError
from sakura_cli.lexicon import word_set
from sakura_cli.localization import gettext as _
from sakura_cli.tasks.extraction.fields.shape import CHOICE, GROUP, Field
from sakura_cli.text.facts import VALUE_TYPES

_TOKEN = re.compile(
    r"[ \t\r\n　]*(?:\"(?P<hint>[^\"]*)\"|(?P<mark>\[\]|[{}:：,，、])|(?P<word>[^\s{}:：,，、\"\[\]]+))"
)
_MARKS = str.maketrans("：，、", ":,,")
_ALIASES = {
    "text": "string",
    "str": "string",
    "person": "name",
    "int": "integer",
    "float": "number",
    "money": "amount",
    "tel": "phone",
    "zip": "postal-code",
    "postal": "postal-code",
    "postcode": "postal-code",
    "registration": "registration-number",
    "mail": "email",
    "uri": "url",
}
_HONORIFIC_NAMES = word_set("labels/fields", "honorific")
_EXAMPLE = "--fields '氏名, 日付:date, 明細[]:{品名, 単価:amount}'"


def parse_fields(spec: str) -> tuple[Field, ...]:
    """Return the fields a short form names. Raises UsageError saying what is wrong and where."""
    reader = _Reader(spec)
    fields = reader.fields(depth=0)
    if reader.peek():
        raise _wrong(_("{mark} has no beginning").format(mark=reader.peek()))
    return fields


def value_type(name: str) -> str:
    """Return the type of a name or alias of one. Raises UsageError."""
    known = _ALIASES.get(name.lower(), name.lower())
    if known not in VALUE_TYPES:
        hint = _("types: {names}").format(names=", ".join(VALUE_TYPES))
        raise UsageError(_("there is no field type {name}").format(name=name), hint=hint, kind="bad-fields")
    return known


class _Reader:
    def __init__(self, spec: str) -> None:
        self._tokens: list[tuple[str, str]] = []
        position = 0
        end = len(spec.rstrip())
        while position < end:
            match = _TOKEN.match(spec, position)
            if match is None:
                raise _wrong(_("character {number} cannot be read").format(number=position + 1))
            kind = match.lastgroup or ""
            self._tokens.append((kind, match[kind].translate(_MARKS) if kind == "mark" else match[kind]))
            position = match.end()

    def peek(self) -> str:
        return self._tokens[0][1] if self._tokens else ""

    def _take_mark(self, mark: str) -> bool:
        if self._tokens and self._tokens[0] == ("mark", mark):
            self._tokens.pop(0)
            return True
        return False

    def _take(self, kind: str, what: str) -> str:
        if not self._tokens or self._tokens[0][0] != kind:
            message = _("{what} is missing before {word}") if self._tokens else _("{what} is missing at the end")
            raise _wrong(message.format(what=what, word=self.peek()))
        return self._tokens.pop(0)[1]

    def fields(self, depth: int) -> tuple[Field, ...]:
        if depth > 4:
            raise _wrong(_("groups are nested too deep"))
        found = [self._field(depth)]
        while self._take_mark(","):
            if self.peek() in ("", "}"):
                break
            found.append(self._field(depth))
        names = [field.name for field in found]
        for name in names:
            if names.count(name) > 1:
                raise _wrong(_("{name} is named twice").format(name=name))
        return tuple(found)

    def _field(self, depth: int) -> Field:
        name = self._take("word", _("a name"))
        is_list = self._take_mark("[]")
        kind = "honorific" if name in _HONORIFIC_NAMES else "string"
        members: tuple[Field, ...] = ()
        choices: tuple[str, ...] = ()
        if self._take_mark(":"):
            if self._take_mark("{"):
                kind, members = GROUP, self.fields(depth + 1)
                if not self._take_mark("}"):
                    raise _wrong(_("{mark} is missing").format(mark="}"))
            else:
                word = self._take("word", _("a type"))
                choices = tuple(filter(None, word.split("|"))) if "|" in word else ()
                kind = CHOICE if choices else value_type(word)
                is_list = self._take_mark("[]") or is_list
        hint = self._tokens.pop(0)[1] if self._tokens and self._tokens[0][0] == "hint" else ""
        return Field(name, kind, hint, is_list, members, choices)


def _wrong(what: str) -> UsageError:
    return UsageError(f"--fields: {what}", hint=_EXAMPLE, kind="bad-fields")
