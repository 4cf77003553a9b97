"""サ変 nouns, by `sahen.tsv`: which take お, and which form ご〜する, ご〜になる and ご〜ください.

After 敬語の指針 (2007) pp.25-27 and Q7, Q8, Q12 (pp.36-38): ご〜する needs somebody the act reaches.
"""

from __future__ import annotations

from typing import Final

from sakura_cli.lexicon import read_table, word_set

_TABLE: Final = "keigo/sahen"
TAKES_O: Final = word_set(_TABLE, "takes-o")
HUMBLE_BY_GO: Final = word_set(_TABLE, "humble-by-go")
"""Nouns with which ご/お〜する is accepted for an act that reaches the other side."""
HUMBLE_PREFERRED: Final = word_set(_TABLE, "humble-preferred")
"""Of those, the ones a business writer would use for 〜する: ご連絡いたします."""
OWN_ACTS: Final = HUMBLE_BY_GO | word_set(_TABLE, "own-act")
"""What one does in business: said without a subject, it tells of oneself."""
DONE_FOR_ASKER: Final = HUMBLE_BY_GO - (word_set(_TABLE, "offered") - {"確認"}) | word_set(_TABLE, "for-asker")
"""What one is asked whether one can do it for who asks (対応できる？)."""
OWN_COURTESIES: Final = word_set(_TABLE, "own-courtesy")
RESPECT_BY_GO: Final = word_set(_TABLE, "respect-by-go")
"""Nouns with which ご〜になる is usual; the others take 〜なさる."""
ABLE_OFFER: Final = word_set(_TABLE, "offered")
"""Nouns whose 〜できる, said of a thing, offers the act (利用できる -> ご利用いただける)."""
PERMISSIVE_NOUNS: Final = word_set(_TABLE, "permissive")
FEELINGS: Final = word_set(_TABLE, "feeling")
"""What a statement tells of the writer's mind."""
SPEAKING: Final = word_set(_TABLE, "speaking")
"""Acts whose に names whom one speaks to."""
IMPERSONAL: Final = word_set(_TABLE, "impersonal")
"""Things that happen: no 尊敬語 and no 謙譲語Ⅰ."""
UNASKED: Final = word_set(_TABLE, "unasked")
"""What happens to people: nobody is asked for it by 〜て (寝坊して)."""
ASKED_STATES: Final = word_set(_TABLE, "asked-state")
"""What one is asked to go on with (待機してて)."""
OF_PEOPLE: Final = frozenset(row["word"] for row in read_table(_TABLE)) - IMPERSONAL
"""All the others people do and things do not: a question without a subject asks it of the reader."""
_NO_REQUEST: Final = word_set(_TABLE, "no-request")


def honorific_prefix(noun: str) -> str:
    """Return お or ご, whichever the noun takes."""
    if noun in TAKES_O:
        return "お"
    return "お" if any("ぁ" <= ch <= "ん" for ch in noun) else "ご"


def takes_request_by_go(noun: str) -> bool:
    """Tell whether ご〜ください is well formed: a Sino-Japanese noun of two to four characters, not excluded."""
    if noun in _NO_REQUEST or not 2 <= len(noun) <= 4:
        return False
    return noun in TAKES_O or all("一" <= ch <= "鿿" or ch == "々" for ch in noun)
