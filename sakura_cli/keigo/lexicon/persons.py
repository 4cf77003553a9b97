"""Words for people and the side they stand on, by `persons.tsv`: self, own group, addressee, respected, others.

ウチ and ソト as in 敬語の指針 (2007) p.22 and Q24-Q25 (pp.44-45); titles change side with the audience.
"""

from __future__ import annotations

from typing import Final

from sakura_cli.lexicon import word_map, word_set, words

_TABLE: Final = "keigo/persons"
OWN_FIRM: Final = word_set(_TABLE, "own-firm")
SELF: Final = word_set(_TABLE, "self") | OWN_FIRM
WRITER: Final = word_set(_TABLE, "writer")
"""Words that tell anywhere in a sentence that the writer speaks of their own side."""
OWN_FAMILY: Final = word_set(_TABLE, "own-family")
OWN_PLACE: Final = word_set(_TABLE, "own-place")
"""うち: one's own home or company."""
ADDRESSEE: Final = word_set(_TABLE, "addressee")
YOU: Final = word_set(_TABLE, "you")
"""Pronouns for one person addressed, normalized."""
TITLES: Final = word_set(_TABLE, "title")
RESPECTED: Final = word_set(_TABLE, "respected")
NEUTRAL: Final = word_set(_TABLE, "neutral")
RESPECT_SUFFIXES: Final = word_set(_TABLE, "suffix")
FAMILY_TERMS: Final = {word: own for word, own in word_map(_TABLE, "own").items() if own}
"""What one calls one's own relatives before others (お父さん: 父)."""

THEIRS: Final = word_set(_TABLE, "theirs")
"""Titles that without an owner are not of one's own firm (先生)."""
ABSENT: Final = word_set(_TABLE, "absent")
"""Who is spoken of and never spoken to (先方)."""
FAMILIAR_SUFFIXES: Final = word_set(_TABLE, "familiar-suffix")
"""What follows the name of a third person who is not raised before outsiders (さん)."""
HUMBLE_PERSONS: Final = word_set(_TABLE, "humble-person")
"""What one calls one's own people after what they do (担当の者)."""
LIVING_COUNTERS: Final = word_set(_TABLE, "living")
"""What counts people or animals."""
HOW_MANY: Final = words(_TABLE, "how-many")
"""What asks how many people."""
EVERYBODY: Final = word_set("keigo/sides", "everybody")
OWN_SIDE: Final = SELF | OWN_PLACE | OWN_FIRM
