"""Numbers and dates that go on in the next line, because a narrow cell has no more room for them.

Left out: words, of which any may end a cell.
"""

from __future__ import annotations

import re

from sakura_cli.lexicon import words

_YEAR, _MONTH, _DAY = words("documents/date_parts")
_DIGIT = "[0-9０-９]"
# Less than three digits after a comma.
_BROKEN_NUMBER = re.compile(r"[0-9],[0-9]{0,2}$")
# From the digits of a year on; or from the year's sign on, up to a whole date.
_DATE = re.compile(
    rf"(?<!{_DIGIT}){_DIGIT}{{1,4}}{_YEAR}(?:{_DIGIT}{{1,2}}{_MONTH}(?:{_DIGIT}{{1,2}}{_DAY})?)?"
    rf"|{_YEAR}?{_DIGIT}{{1,2}}{_MONTH}{_DIGIT}{{1,2}}{_DAY}"
)


def is_torn(first: str, second: str) -> bool:
    """Say whether what begins at the end of a line is a number or date that goes on in the line under it."""
    if not first or not second:
        return False
    if _BROKEN_NUMBER.search(first) and second[0].isdigit():
        return True
    place = len(first)
    return any(match.start() < place < match.end() for match in _DATE.finditer(first + second))
