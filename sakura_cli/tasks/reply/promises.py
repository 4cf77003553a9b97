"""What a draft may not say by itself: promises, amounts, dates and names that neither the mail nor a source has.

A promise needs a source; what the mail says is enough for a fact, not for a promise. Left out: taking it out (`draft`).
"""

from __future__ import annotations

import re

from sakura_cli.lexicon import alternation, words
from sakura_cli.text.facts import find_unsupported

_GIVEN = re.compile(alternation(words("reply/promises", "given", "bound")))
_PERFORMED = re.compile(
    rf"(?P<act>[一-龠ぁ-んァ-ヶー]{{1,8}}?)(?:を)?{alternation(words('reply/promises', 'performed'))}"
)
_COURTESY = re.compile(alternation(words("reply/promises", "courtesy")))


def find_promises(sentence: str, sources: str) -> list[str]:
    """Return the words of a sentence by which it promises what the sources do not."""
    found = [match.group() for match in _GIVEN.finditer(sentence) if match.group() not in sources]
    for match in _PERFORMED.finditer(sentence):
        act = match["act"]
        if not _COURTESY.search(act) and not _is_done(act, sources):
            found.append(match.group())
    return found


def has_promise_word(text: str) -> bool:
    """Say whether words name something that could be promised."""
    return _GIVEN.search(text) is not None


def has_unknown_facts(sentence: str, known: str) -> bool:
    """Say whether a sentence has an amount, date or name that what is known does not have."""
    return bool(find_unsupported(sentence, known))


def _is_done(act: str, sources: str) -> bool:
    """Say whether sources say that an act is done: by the kanji it is written with."""
    kanji = re.findall(r"[一-龠々]+|[ァ-ヶー]+", act)
    return any(each in sources for each in kanji[-1:]) if kanji else False
