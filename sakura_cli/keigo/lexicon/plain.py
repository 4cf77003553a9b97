"""Keigo expressions and their 常体, by `honorific_verbs.tsv` and `plain_forms.tsv`: the tables of `rewriting.plain`."""

from __future__ import annotations

from typing import Final

from sakura_cli.japanese.conjugation import read_word
from sakura_cli.lexicon import read_rows, word_map, words

_HONORIFICS: Final = "keigo/honorific_verbs"
VERBS: Final = {
    row["word"]: read_word(row["plain"]) for row in read_rows(_HONORIFICS, "verb", "sahen", "answer") if row["plain"]
}
AUXILIARIES: Final = {
    row["word"]: read_word(row["auxiliary"]) for row in read_rows(_HONORIFICS, "verb") if row["auxiliary"]
}
STEMS: Final = {
    row["word"]: None if row["plain"] == "-" else read_word(row["plain"]) for row in read_rows(_HONORIFICS, "stem")
}
"""The verb behind お + stem where it is not the stem's own; None where the words stay."""
ENDINGS: Final = words(_HONORIFICS, "ending")
"""What makes an honorific verb of お + stem."""
PREDICATES: Final = word_map("keigo/plain_forms", "plain", "word", "predicate", column="pattern")
WORDS: Final = word_map("keigo/plain_forms", "plain", "word", column="pattern")
STATES: Final = {row["pattern"]: read_word(row["plain"]) for row in read_rows("keigo/plain_forms", "state")}
"""Nouns of a state that are verbs in 常体 (ご存じ)."""
PHRASES: Final = tuple((row["pattern"], row["plain"]) for row in read_rows("keigo/plain_forms", "phrase"))
