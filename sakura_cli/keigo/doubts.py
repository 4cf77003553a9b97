"""Tell what a rewritten sentence still lacks: です・ます, correct keigo, words fit for business.

Works on one sentence. Left out: whether it says what it should; that is verification's business.
"""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from sakura_cli.japanese.morphology import analyse_morphemes
from sakura_cli.keigo.checking.checker import check_text
from sakura_cli.keigo.layout import mask_protected
from sakura_cli.keigo.lexicon.colloquial import SLANG, SLANG_FORMS
from sakura_cli.keigo.register import find_registers
from sakura_cli.keigo.types import Audience, Register, Severity

DoubtKind = Literal["plain", "error", "colloquial"]

_SLANG_FORM: Final = re.compile(SLANG_FORMS)


class Doubt(NamedTuple):
    """What is wrong with a sentence, and the words it is wrong in."""

    kind: DoubtKind
    excerpt: str


def find_flaws(sentence: str, audience: Audience) -> list[Doubt]:
    """Return what a sentence lacks; quotations, code and addresses in it are not looked at."""
    flaws = [Doubt("plain", plain) for plain in find_plain(sentence)]
    flaws += [
        Doubt("error", sentence[problem.start : problem.end])
        for problem in check_text(sentence, audience)
        if problem.severity is Severity.ERROR
    ]
    masked = mask_protected(sentence)
    words = [t.surface for t in analyse_morphemes(masked) if t.surface in SLANG or t.norm in SLANG]
    words += [match.group() for match in _SLANG_FORM.finditer(masked)]
    return flaws + [Doubt("colloquial", word) for word in dict.fromkeys(words)]


def find_plain(text: str) -> list[str]:
    """Return the sentences of `text` that end in 常体."""
    return [text[each.start : each.end] for each in find_registers(text) if each.register is Register.PLAIN]


def is_polite(sentence: str) -> bool:
    """Tell whether a sentence ends in です・ます, in お願い or ございます: positively polite."""
    judged = [each.register for each in find_registers(sentence)]
    return bool(judged) and judged[-1] in (Register.POLITE, Register.BUSINESS) and Register.PLAIN not in judged
