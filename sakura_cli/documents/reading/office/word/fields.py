"""Fields of Word: what is computed (page numbers, dates), linked or asked for; their results are text, not their codes.

A field may begin in one paragraph and end in another, and hold others in its code and in its result.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from sakura_cli.documents.reading.office.shown.numerals import circle
from sakura_cli.documents.reading.office.shown.symbols import map_symbol
from sakura_cli.documents.reading.office.word.values import is_on, read_integer, value_of

# Fields whose results are words somebody wrote, which may be written anew.
_WORDED = frozenset({"HYPERLINK", "TOC", "INDEX", "FORMTEXT", "QUOTE", "IF", "INCLUDETEXT", "ADDIN", "MACROBUTTON"})
_LONGEST_CODE = 1000
_TICKED, _EMPTY = "☑", "☐"
_SYMBOL = re.compile(r"\s*SYMBOL\s+(?P<code>\d+|0x[0-9a-f]+)(?:.*?\\f\s+\"?(?P<font>[^\"\\]+))?", re.IGNORECASE)
# Letters over letters: readings over their words, circles around a character.
_OVERLAID = re.compile(
    r"\s*EQ\b.*?\\o\s*(?:\\a[a-z]\s*)*\((?P<over>.*)[,;](?P<base>[^()]*)\)\s*$", re.IGNORECASE | re.DOTALL
)
_RAISED = re.compile(r"\\s\s*\\", re.IGNORECASE)
_RATIO = re.compile(r"\s*EQ\s+\\f\s*\((?P<over>[^(),;]*)[,;](?P<under>[^(),;]*)\)\s*$", re.IGNORECASE)
_LINK = re.compile(r'\s*HYPERLINK\s+(?:\\l\s+)?"(?P<target>[^"]*)"', re.IGNORECASE)


@dataclass
class OpenField:
    """A field that has begun: its code so far, and whether its result has begun."""

    code: str = ""
    is_result: bool = False
    form: Element | None = None

    @property
    def name(self) -> str:
        """The first word of its code."""
        return self.code.split(maxsplit=1)[0].upper() if self.code.strip() else ""

    @property
    def link(self) -> str:
        """What it links to; empty for another field."""
        match = _LINK.match(self.code)
        return match["target"] if match else ""


@dataclass
class OpenFields:
    """The fields that have begun and not ended, the outermost first."""

    _open: list[OpenField] = field(default_factory=list)

    @property
    def are_shown(self) -> bool:
        """Whether what stands here is text: the result of every field, not the code of one."""
        return all(each.is_result for each in self._open)

    @property
    def are_fixed(self) -> bool:
        """Whether what stands here is computed."""
        return any(each.name not in _WORDED for each in self._open)

    @property
    def link(self) -> str:
        """What the innermost link among them links to."""
        return next((each.link for each in reversed(self._open) if each.link), "")

    def begin(self, form: Element | None = None, *, code: str = "", is_result: bool = False) -> None:
        """Begin a field; `form` is what a field of a form is asked for with."""
        self._open.append(OpenField(code, is_result, form))

    def add_code(self, code: str) -> None:
        """Take more of the code of the innermost field."""
        if self._open:
            self._open[-1].code += code

    def separate(self) -> None:
        """Begin the result of the innermost field."""
        if self._open:
            self._open[-1].is_result = True

    def end(self) -> str:
        """End the innermost field; return the words it shows without having a result."""
        if not self._open:
            return ""
        ended = self._open.pop()
        return _show(ended) if self.are_shown else ""


def _show(ended: OpenField) -> str:
    if ended.form is not None and (shown := _show_form(ended.form)):
        return shown
    if ended.is_result:
        return ""
    code = ended.code[:_LONGEST_CODE]
    if match := _SYMBOL.match(code):
        number = min(int(match["code"], 0), 0xFFFD)
        return map_symbol(number, (match["font"] or "").strip()) or chr(number)
    if match := _RATIO.match(code):
        return f"{match['over']}/{match['under']}"
    if match := _OVERLAID.match(code):
        base = match["base"].strip()
        is_number = not _RAISED.search(match["over"]) and base.isascii() and base.isdecimal()
        return circle(int(base)) if is_number else base
    return ""


def _show_form(form: Element) -> str:
    """Return the box of a form, ticked or not, or what is chosen of a list."""
    box = form.find("w-checkBox")
    if box is not None:
        checked = box.find("w-checked")
        return _TICKED if is_on(checked if checked is not None else box.find("w-default")) else _EMPTY
    choices = form.find("w-ddList")
    if choices is not None:
        entries = [each.get("w-val", "") for each in choices.iterfind("w-listEntry")]
        chosen = read_integer(value_of(choices, "w-result")) or read_integer(value_of(choices, "w-default")) or 0
        return entries[chosen] if 0 <= chosen < len(entries) else ""
    return ""
