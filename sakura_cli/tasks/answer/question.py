"""What a question wants: a value or name, whole sentences (how, why), or whether something is so; and which codes.

Left out: finding anything (`search`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize

from sakura_cli.characters.fold import fold
from sakura_cli.lexicon import alternation, read_table, words
from sakura_cli.tasks.answer.amounts.ranges import Magnitude, find_magnitudes
from sakura_cli.tasks.answer.amounts.values import find_asked_units
from sakura_cli.text.dates import find_dates

_WHOLE = re.compile(alternation(words("search/question_words", "whole")))
_OPEN = re.compile(alternation(words("search/question_words", "open")))
_CHOICE = re.compile(alternation(words("search/question_words", "choice")))
_SIGNS = re.compile(r"[\W_]")
_LABELS = {
    word: frozenset(row["label"] for row in read_table("search/asked_labels") if row["word"] == word)
    for word in words("search/asked_labels")
}
# Names of single things: MK-210, IS-07. What is asked of one is not answered by what is said of another.
_CODE = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{1,6}[-‐－_ ]?[0-9]{1,6}[A-Za-z]?(?![A-Za-z0-9])")


@dataclass(frozen=True)
class AskedQuestion:
    """A question: `wants_sentence` where less than a sentence would not answer it.

    `units` are those of which it asks for a number, `quantities` the numbers with units and times it holds, `codes` the
    codes it names, as they are compared, `labels` what columns that hold what it asks for may be called, `years` those
    it names, and `hinted` units of which a value often answers it.
    """

    text: str
    wants_sentence: bool
    units: frozenset[str]
    codes: frozenset[str]
    quantities: tuple[Magnitude, ...] = ()
    labels: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    hinted: frozenset[str] = frozenset()

    def names(self, words: str) -> bool:
        """Say whether the question says words itself, which then do not answer it, unless it lets one choose."""
        bare = _SIGNS.sub("", fold(normalize("NFKC", words)))
        is_value = self.wants_sentence or self.units
        return bool(bare) and not is_value and bare in _SIGNS.sub("", fold(self.text)) and not _CHOICE.search(self.text)


def read_question(text: str) -> AskedQuestion:
    """Return what a question wants."""
    folded = " ".join(normalize("NFKC", text).split())
    is_whether = _OPEN.search(folded) is None and folded.rstrip("?。 ").endswith(("か", "の"))
    wants_sentence = is_whether or _WHOLE.search(folded) is not None
    units = frozenset() if wants_sentence else find_asked_units(folded)
    magnitudes = find_magnitudes(fold(folded))
    codes, labels, years = find_codes(folded), _find_labels(folded), find_years(folded)
    hinted = frozenset(row["unit"] for row in read_table("search/hinted_units") if row["word"] in folded)
    return AskedQuestion(folded, wants_sentence, units, codes, magnitudes, labels, years, hinted)


def find_codes(text: str) -> frozenset[str]:
    """Return the codes of things in a text, folded."""
    return frozenset(re.sub(r"[-‐－_ ]", "", code).lower() for code in _CODE.findall(normalize("NFKC", text)))


def find_years(text: str) -> frozenset[int]:
    """Return the years that dates in a text name."""
    dates = (date for mention in find_dates(fold(text)) for date in mention.readings[:1])
    return frozenset(date.year for date in dates if date.year is not None)


def _find_labels(text: str) -> frozenset[str]:
    """Return what columns are called that hold what a question asks for."""
    asking = max((word for word in _LABELS if word in text), key=len, default="")
    return _LABELS.get(asking, frozenset())
