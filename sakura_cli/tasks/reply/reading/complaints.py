"""Whether a mail complains: of the house, or of harm that was done; not of what it supposes, nor of its writer's own.

What is late is the house's where it is its work that is (発送が遅れ); a writer who asks pardon tells of their own. Left
out: what the mail asks (`points`).
"""

from __future__ import annotations

import re

from sakura_cli.lexicon import alternation, words
from sakura_cli.tasks.reply.reading.inquiry import Inquiry

_ANGER = re.compile(alternation(words("reply/complaints", "anger")))
_DEFECT = re.compile(alternation(words("reply/complaints", "defect")))
_LATE = re.compile(alternation(words("reply/complaints", "late")))
_WORK = re.compile(alternation(words("reply/complaints", "work")))
_PARDON = re.compile(alternation(words("reply/complaints", "pardon")))
_SUPPOSED = re.compile(alternation(words("reply/complaints", "supposed")))


def is_complaint(inquiry: Inquiry) -> bool:
    """Say whether a message complains."""
    return any(_complains(sentence.text) for sentence in inquiry.sentences)


def _complains(text: str) -> bool:
    if _ANGER.search(text):
        return True
    for match in _DEFECT.finditer(text):
        if not _is_supposed(text, match.end()):
            return True
    for match in () if _PARDON.search(text) else _LATE.finditer(text):
        clause = re.split("[、。]", text[: match.start()])[-1]
        if _WORK.search(clause) and not _is_supposed(text, match.end()):
            return True
    return False


def _is_supposed(text: str, end: int) -> bool:
    """Say whether what was said up to a place is supposed up to the end of its clause."""
    clause = re.split("[、。]", text[end:], maxsplit=1)[0]
    return _SUPPOSED.search(clause) is not None
