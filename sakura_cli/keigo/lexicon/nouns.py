"""Nouns, pronouns, interrogatives and adverbs, by `formal_words.tsv`, `honorific_nouns.tsv` and `nouns.tsv`.

Only pairs whose sense is safe out of context are in the tables; what depends on context is said there as a condition.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from sakura_cli.keigo.types import HonorificClass
from sakura_cli.lexicon import read_rows, word_map, word_set, words


class FormalWord(NamedTuple):
    """What stands for a casual word of one or more tokens, and where: `condition` as in the table, what may not and
    what has to follow."""

    tokens: tuple[str, ...]
    honorific_class: HonorificClass
    polite: str
    business: str
    condition: str
    not_before: frozenset[str]
    only_before: frozenset[str]


def _read_formal(*kinds: str) -> dict[str, list[FormalWord]]:
    """Return the entries of the words of some kinds by the first token."""
    found: dict[str, list[FormalWord]] = {}
    for row in read_rows("keigo/formal_words", *kinds):
        tokens = tuple(row["word"].split())
        entry = FormalWord(
            tokens,
            HonorificClass(row["class"] or HonorificClass.FORMAL_WORD),
            row["polite"] or "".join(tokens),
            row["business"],
            row["condition"],
            frozenset(row["not_before"].split()),
            frozenset(row["only_before"].split()),
        )
        found.setdefault(tokens[0], []).append(entry)
    return found


PREDICATIVE: Final = word_map("keigo/formal_words", "polite", "predicative")
"""Words that are replaced as the head of a predicate, too."""
WORDS: Final = _read_formal("word", "predicative")
INTERROGATIVES: Final = _read_formal("interrogative")
"""Interrogatives and their polite counterparts, in a question to the other side."""

HONORIFIC_NOUNS: Final = word_map("keigo/honorific_nouns", "honorific", "possession")
ATTRIBUTES: Final = word_set("keigo/honorific_nouns", "attribute")
"""Of these what things have, too (薬の名前)."""
HONORIFIC_ADJECTIVES: Final = word_map("keigo/honorific_nouns", "honorific", "state")
TROUBLES: Final = word_map("keigo/honorific_nouns", "honorific", "trouble")
REQUEST_ADVERBS: Final = word_map("keigo/honorific_nouns", "honorific", "manner")
FEELINGS: Final = word_map("keigo/honorific_nouns", "honorific", "feeling")

VISITED: Final = words("keigo/nouns", "visited")
"""Parts of a text that make going a visit to the other side."""
ANIMATE: Final = word_set("keigo/nouns", "animate")
ACTED_ON: Final = word_set("keigo/nouns", "acted-on")
"""Nouns that before は name what is acted on more often than who acts (資料は送った)."""
WORKS_OF_OTHERS: Final = words("keigo/nouns", "work-of-others")
"""What the other side has made or sent: one looks at it with 拝見 and reads it with 拝読."""
HEARD: Final = words("keigo/nouns", "heard")
MATTERS: Final = word_set("keigo/nouns", "matter")
CALLED: Final = word_set("keigo/nouns", "called")
"""What って before it gives a name to (田中って人)."""
TOLD: Final = word_set("keigo/nouns", "told")
"""What a clause in って before it is (もう届いたって連絡)."""
POINTED_AT: Final = word_set("keigo/nouns", "pointed-at")
"""What この before it takes from whoever has it (この時間)."""
ARRIVING: Final = word_set("keigo/nouns", "arriving")
"""Things that come, go or appear by themselves (荷物、いつ来る？)."""
ENTERED: Final = word_set("keigo/nouns", "entered")
"""What one gets into or takes part in (会議出る)."""
ABOUT: Final = word_set("keigo/nouns", "about")
"""What after の tells of something without saying whose it is (病気のこと)."""
DEFINED: Final = word_set("keigo/nouns", "defined")
"""What 〜は…すること defines rather than bids (目標)."""
OF_FIRM: Final = word_set("keigo/nouns", "of-firm")
"""What うち has as a firm (うちの製品)."""
AT_HOME: Final = word_set("keigo/nouns", "at-home")
"""What うち has as a home (うちの犬)."""
SENSATIONS: Final = word_set("keigo/honorific_nouns", "sensation")
"""What one feels in one's own body: なあ after it seeks no agreement (だるいなあ)."""
MEDICINES: Final = words("keigo/nouns", "medicine")
"""What is taken, not enjoyed: neither 召し上がる nor いただく."""
SAID_OF_CLAUSE: Final = word_set("keigo/nouns", "said-of-clause")
"""What a clause in の is said to be (言ったの本当？)."""
SEEN_IN_IDIOMS: Final = words("keigo/nouns", "seen-in-idiom")
"""Objects with which 見る looks at nothing (面倒を見る)."""
BODY_PARTS: Final = word_set("keigo/nouns", "body-part")
"""Objects that make an idiom with most verbs (手をつける, 目を通す)."""
MEANS: Final = word_set("keigo/nouns", "means")
"""What makes one word with the サ変 noun right after it (電話連絡)."""
ORGANISATIONS: Final = word_set("keigo/nouns", "organisation")
ENDS_OF_SPEECH: Final = word_set("keigo/nouns", "closing")
"""What ends with をもって without being held (以上をもって)."""
REFUSED: Final = word_set("keigo/nouns", "refused")
"""What one declines with 〜はできない, that is no サ変 noun of one's own acts."""
EVENTS: Final = word_set("keigo/nouns", "event")
"""Things that the dictionary takes for words of time."""
TAKEN_FOR_ONESELF: Final = words("keigo/nouns", "taken-for-oneself")
"""Objects of which taking reaches nobody (休みを取る)."""
UNOWNED: Final = word_set("keigo/nouns", "unowned")
"""Nouns after の that nobody owns (うちのほう)."""
DONE_TO: Final = word_set("keigo/nouns", "done-to")
"""サ変 nouns of which a thing right before them is the object, without を, too (これ確認して)."""
BARE: Final = word_set("keigo/nouns", "bare")
"""What stands before ない without が in polite speech, too (問題ない)."""
SHOPS: Final = word_set("keigo/nouns", "shop")
"""What やる after it says to be open (銀行やってる？)."""
PATHS: Final = word_set("keigo/nouns", "path")
"""What one goes along (この道行く)."""
FELT: Final = word_set("keigo/nouns", "felt")
"""What takes が after a clause in の (読むのが好き)."""
