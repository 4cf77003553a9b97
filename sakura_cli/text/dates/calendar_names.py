"""Names of months and weekdays, from January and from Monday on, in the languages sakura writes.

Left out: abbreviations; Japanese, whose months are numbered and whose weekdays are one character each.
"""

from __future__ import annotations

from sakura_cli.lexicon import read_table
from sakura_cli.text.languages import LANGUAGES, LanguageCode

WEEKDAYS = "月火水木金土日"


def _names(kind: str) -> dict[LanguageCode, tuple[str, ...]]:
    rows = [row for row in read_table("dates/calendar_names") if row["kind"] == kind]
    named = {language: tuple(row["word"] for row in rows if row["language"] == language) for language in LANGUAGES}
    return {language: names for language, names in named.items() if names}


MONTH_NAMES = _names("month")
WEEKDAY_NAMES = _names("weekday")
