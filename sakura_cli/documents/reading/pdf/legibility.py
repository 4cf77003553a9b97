"""Whether the characters of a PDF are those that its pages show.

A font may name its letters wrongly: の arrives as 䛾, or as a character of private use. Text like this is refused, and
not worked on. Left out: wrong letters that are all of everyday use, which nobody can tell from a wrong text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from sakura_cli.documents.reading.pdf.geometry.glyphs import PageContent

# Of all letters of a document, and of a page that has so many wrong ones.
_MOST = 0.01
_MOST_OF_PAGE = 0.05
_FEWEST = 20
_ALL_DOUBTFUL = 3


def find_illegible(pages: Sequence[PageContent]) -> int | None:
    """Return the number of the first page whose characters are not what it shows; None where all are."""
    letters = wrong = 0
    worst: tuple[float, int] | None = None
    first: int | None = None
    for page in pages:
        shown, doubtful = _count(glyph.text for glyph in page.glyphs)
        letters, wrong = letters + shown, wrong + doubtful
        if doubtful and first is None:
            first = page.number
        if doubtful >= _FEWEST and doubtful > _MOST_OF_PAGE * shown and (worst is None or doubtful / shown > worst[0]):
            worst = (doubtful / shown, page.number)
    if worst is not None:
        return worst[1]
    return first if wrong > _MOST * letters and wrong >= _ALL_DOUBTFUL else None


def _count(texts: Iterable[str]) -> tuple[int, int]:
    """Return how many letters there are, and how many of them no Japanese text holds."""
    counts: dict[str, int] = {}
    for text in texts:
        counts[text] = counts.get(text, 0) + 1
    letters = sum(count for text, count in counts.items() if not text.isspace())
    return letters, sum(count for text, count in counts.items() if is_doubtful(text[0]))


@lru_cache(maxsize=4096)
def is_doubtful(character: str) -> bool:
    """Say whether a character stands in no Japanese text: of private use, of no use, or a rare Chinese one."""
    category = unicodedata.category(character)
    if character == "\ufffd" or category in ("Co", "Cn", "Cs", "Cc"):
        return not character.isspace()
    if "\u3400" <= character <= "\u4dbf":
        try:
            character.encode("euc_jis_2004")
        except UnicodeEncodeError:
            return True
    return False
