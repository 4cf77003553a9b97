"""Days that a form leaves to be filled in: 　年　月　日. Left out: days with a number in them, which are values."""

from __future__ import annotations

import re

from sakura_cli.lexicon import words

_YEAR, _MONTH, _DAY = words("documents/date_parts")
_BLANKS = "[ 　\t]+"
_BLANK_DATE = re.compile(rf"(?:{_YEAR}{_BLANKS})?{_MONTH}{_BLANKS}{_DAY}")


def is_blank_date(text: str) -> bool:
    """Say whether a text is a day that nobody has filled in: no label behind another one."""
    return _BLANK_DATE.fullmatch(text) is not None
