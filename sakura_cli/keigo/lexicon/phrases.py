"""Whole-sentence set phrases (定型), clause openers and endings, by `phrases.tsv`: casual, and how each level puts it.

A pattern of `SENTENCES` has to match a sentence's whole text without its closing mark; openers match its beginning.
"""

from __future__ import annotations

import re
from typing import Final

from sakura_cli.keigo.lexicon.patterns import PatternTable
from sakura_cli.keigo.types import Level
from sakura_cli.lexicon import Row, read_rows


def _by_level(row: Row) -> dict[Level, str]:
    return {level: row[level.value] for level in (Level.POLITE, Level.BUSINESS, Level.FORMAL)}


def _read_phrases(*kinds: str) -> PatternTable[dict[Level, str]]:
    return PatternTable((row, _by_level(row)) for row in read_rows("keigo/phrases", *kinds))


SENTENCES: Final = _read_phrases("sentence")
ENDINGS: Final = _read_phrases("ending")
OPENERS: Final = _read_phrases("opener", "opener-apology")
OPENING_APOLOGIES: Final = tuple(re.compile(row["pattern"]) for row in read_rows("keigo/phrases", "opener-apology"))
THANKS: Final = _read_phrases("thanks")
APOLOGIES: Final = _read_phrases("apology")
ASK_FAVOUR: Final = _by_level(read_rows("keigo/phrases", "favour")[0])
