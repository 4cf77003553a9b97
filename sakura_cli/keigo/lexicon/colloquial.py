"""Slang, by `colloquial.tsv`, `colloquial_endings.tsv` and `slang_words.tsv`: its counterparts, and what business does
without."""

from __future__ import annotations

from typing import Final, NamedTuple

from sakura_cli.keigo.lexicon.patterns import PatternTable
from sakura_cli.lexicon import read_rows, read_table, word_map, word_set, words

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


class SlangWord(NamedTuple):
    """A word of one or more tokens that a standard one says as well; `kind` as in the table."""

    tokens: tuple[str, ...]
    kind: str
    pos: str
    standard: str


def _read_words() -> dict[str, list[SlangWord]]:
    """Return the words by their first token."""
    found: dict[str, list[SlangWord]] = {}
    kinds = ("word", "inflected", "sahen", "degree", "noun", "done", "paused", "doubted", "existence", "normalized")
    for row in read_rows(_WORDS, *kinds):
        tokens = tuple(row["word"].split())
        found.setdefault(tokens[0], []).append(SlangWord(tokens, row["kind"], row["pos"], row["standard"]))
    return found


_WORDS: Final = "keigo/slang_words"
WORDS: Final = _read_words()
SAHEN_FORMS: Final = word_map(_WORDS, "standard", "sahen-form")
"""What する is in the form of a verb that it stands for."""
COPULA_FORMS: Final = word_map(_WORDS, "standard", "copula-form")
"""だ in the form of an adjective that ようだ stands for."""
LIKENED: Final = word_set(_WORDS, "likened")
"""Nouns that make a word of their own with っぽい (子どもっぽい)."""
THINGS: Final = word_set(_WORDS, "thing")
"""Pronouns for things."""
PLACES: Final = word_set(_WORDS, "place")
"""Pronouns for places, that lack a particle before their verb, too (ここ見て)."""
ASKED_THINGS: Final = THINGS & word_set("keigo/sides", "asked-thing")
OF_PERSON: Final = word_set(_WORDS, "of-person")
"""What is said of people as of things (いいやつ)."""
CAUSATIVES: Final = word_set("japanese/predicates", "causative")
GRANTED: Final = word_map(_WORDS, "standard", "granted")
"""Particles that grant what is said, before more of the sentence (失敗したっていい)."""
HEARD: Final = word_map(_WORDS, "standard", "heard")
"""The same where they pass on what was heard, at the end (退院したって)."""
TOLD: Final = word_map(_WORDS, "standard", "told")
"""The same before a verb of speaking."""
EVEN: Final = word_map(_WORDS, "standard", "even")
"""Copula and particle after a noun that mean even (私だって)."""
VOICES: Final = word_set("japanese/predicates", "may-be-able", "causative")
DEGREED: Final = word_set("japanese/tags", "degreed")
CASUAL: Final = word_set(_WORDS, "casual")
"""Words that no rule is sure to put otherwise, as written or in their dictionary or normalized form."""
CASUAL_SECONDS: Final = word_set(_WORDS, "casual-second")
"""Verbs of that sort after another verb (出まくる)."""
CASUAL_FORMS: Final = frozenset((row["word"], row["pos"]) for row in read_rows(_WORDS, "casual-form"))
"""Forms and particles of that sort, with their part of speech."""
