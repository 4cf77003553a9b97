"""Format codes of spreadsheets (#,##0;"△"#,##0 or ggge"年"m"月") taken apart: sections, conditions, tokens.

Left out: showing a value by them, which `values` does.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

TokenKind = Literal[
    "literal", "general", "half", "date", "elapsed", "exponent", "digit", "point", "comma", "percent", "text"
]

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|(?P<padding>_.)|(?P<fill>\*.)|\[(?P<bracket>[^\]]*)\]?'
    r"|(?P<general>General|G/標準)|(?P<half>AM/PM|A/P|[上下午][午前後]/[上下午][午前後])|(?P<exponent>E[+-])"
    r"|(?P<date>y+|m+|d+|h+|s+|g+|e+|a{3,4}|r{1,2}|b{2,4})"
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<text>@)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_SECTION = re.compile(r'(?:"[^"]*"?|\\.|[_*].|\[[^\]]*\]?|[^;])*', re.DOTALL)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+(?:E[+-]?[0-9]+)?)", re.IGNORECASE)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_LOCALE = re.compile(r"\$(?P<sign>[^-\]]*)(?:-(?P<locale>.*))?")
_NUMERALS = re.compile(r"DBNum([1-4])", re.IGNORECASE)
_OPERATORS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
    "<>": operator.ne,
    "<=": operator.le,
    ">=": operator.ge,
}
_LONGEST_CODE = 512


class FormatToken(NamedTuple):
    """A part of a format code; dates in small letters."""

    kind: TokenKind
    text: str


@dataclass(frozen=True, slots=True)
class FormatSection:
    """One of the up to four parts of a code, for which values it holds, and in which language and numerals."""

    tokens: tuple[FormatToken, ...]
    condition: tuple[str, float] | None = None
    locale: str = ""
    numerals: int = 0

    @property
    def is_date(self) -> bool:
        """Whether it shows a date, a time or a duration."""
        return any(token.kind in ("date", "elapsed", "half") for token in self.tokens)

    @property
    def is_text(self) -> bool:
        """Whether it shows words."""
        return any(token.kind == "text" for token in self.tokens)

    def holds(self, value: float) -> bool:
        """Say whether its condition is true of a value."""
        return self.condition is None or _OPERATORS[self.condition[0]](value, self.condition[1])


@lru_cache(maxsize=1024)
def parse_format(code: str) -> tuple[FormatSection, ...]:
    """Return the sections of a format code."""
    code = code[:_LONGEST_CODE]
    sections: list[FormatSection] = []
    position = 0
    while position <= len(code):
        match = _SECTION.match(code, position)
        end = match.end() if match else len(code)
        sections.append(_parse_section(code[position:end]))
        position = end + 1
    return tuple(sections[:4])


def _parse_section(code: str) -> FormatSection:
    tokens: list[FormatToken] = []
    condition: tuple[str, float] | None = None
    locale, numerals = "", 0
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or "other"
        text = match[kind]
        if kind == "bracket":
            if found := _CONDITION.fullmatch(text.strip()):
                condition = (found[1], float(found[2]))
            elif _ELAPSED.fullmatch(text):
                tokens.append(FormatToken("elapsed", text.lower()))
            elif found := _LOCALE.fullmatch(text):
                locale = (found["locale"] or locale).lower()
                tokens.append(FormatToken("literal", found["sign"]))
            elif found := _NUMERALS.fullmatch(text):
                numerals = int(found[1])
        elif kind == "padding":
            tokens.append(FormatToken("literal", " "))
        elif kind in ("quoted", "escaped", "other"):
            tokens.append(FormatToken("literal", text))
        elif kind == "date":
            tokens.append(FormatToken("date", text.lower()))
        elif kind != "fill":
            tokens.append(FormatToken(kind, text))  # type: ignore[arg-type]
    return FormatSection(tuple(tokens), condition, locale, numerals)
