"""Slang, by `colloquial.tsv` and `colloquial_endings.tsv`: its counterparts, and what business does without."""

from __future__ import annotations

from typing import Final

from sakura_cli.keigo.lexicon.patterns import PatternTable
from sakura_cli.lexicon import read_rows, read_table, word_set, words

STANDARD: Final = PatternTable(
    (row, (row["polite"], row["business"])) for row in read_rows("keigo/colloquial", "standard")
)
"""Slang with its polite and business wording; only where the sense is the same in any sentence."""
PREFIXES: Final = {row["pattern"]: (row["polite"], row["business"]) for row in read_rows("keigo/colloquial", "prefix")}
"""Prefixes that only say very much (超助かる)."""
ENDINGS: Final = PatternTable((row, row["standard"]) for row in read_table("keigo/colloquial_endings"))
"""Endings that the dictionary cannot parse, and their standard spelling."""
SLANG: Final = word_set("keigo/colloquial", "slang", column="pattern")
SLANG_FORMS: Final = (
    f"(?<=[一-龠ぁ-んァ-ヶ])(?:{'|'.join(words('keigo/colloquial', 'slang-ending', column='pattern'))})"
    "(?<!でしょ)(?<!ましょ)"
)
