"""Tell what a rewritten sentence still lacks: です・ます, correct keigo, words fit for business.

Works on one sentence. Left out: whether it says what it should; that is verification's business.
"""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from sakura_cli.japanese.morphology import Morpheme, analyse_morphemes
from sakura_cli.japanese.predicate import CONTRACTED
from sakura_cli.keigo.checking.checker import check_text
from sakura_cli.keigo.layout import mask_protected
from sakura_cli.keigo.lexicon.colloquial import CASUAL, CASUAL_FORMS, CASUAL_SECONDS, SLANG, SLANG_FORMS
from sakura_cli.keigo.register import find_registers
from sakura_cli.keigo.types import Audience, Register, Severity
from sakura_cli.spans import Span

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


def find_casual(sentence: str) -> list[Span]:
    """Return what a rewritten sentence still has of casual speech, though it ends politely; quotations left aside."""
    tokens = analyse_morphemes(mask_protected(sentence))
    return [Span(t.start, t.end) for k, t in enumerate(tokens) if _is_casual(t, tokens[k - 1] if k else None)]


def _is_casual(t: Morpheme, before: Morpheme | None) -> bool:
    if not CASUAL.isdisjoint((t.surface, t.lemma, t.norm)) and t.sub != "固有名詞":
        return True
    if t.norm in CASUAL_SECONDS:
        return before is not None and before.is_verb and before.cform.startswith("連用形")
    is_contracted = t.lemma in CONTRACTED and t.pos == "助動詞"
    return is_contracted or not CASUAL_FORMS.isdisjoint(((t.surface, t.sub), (t.surface, t.pos)))


def find_plain(text: str) -> list[str]:
    """Return the sentences of `text` that end in 常体."""
    return [text[each.start : each.end] for each in find_registers(text) if each.register is Register.PLAIN]


def is_polite(sentence: str) -> bool:
    """Tell whether a sentence ends in です・ます, in お願い or ございます: positively polite."""
    judged = [each.register for each in find_registers(sentence)]
    return bool(judged) and judged[-1] in (Register.POLITE, Register.BUSINESS) and Register.PLAIN not in judged
