"""Names of months and weekdays, from January and from Monday on, in the languages sakura writes.

Left out: abbreviations; Japanese months, which are numbered. `WEEKDAYS` has the one character of each Japanese weekday.
"""

from __future__ import annotations

from sakura_cli.lexicon import read_table, words
from sakura_cli.text.languages import LANGUAGES, LanguageCode

WEEKDAYS = "".join(words("dates/calendar_names", "weekday sign"))


def _names(kind: str) -> dict[LanguageCode, tuple[str, ...]]:
    rows = [row for row in read_table("dates/calendar_names") if row["kind"] == kind]
    named = {language: tuple(row["word"] for row in rows if row["language"] == language) for language in LANGUAGES}
    return {language: names for language, names in named.items() if names}


MONTH_NAMES = _names("month")
WEEKDAY_NAMES = _names("weekday")
