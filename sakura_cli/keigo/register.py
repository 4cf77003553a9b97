"""Tell the register of sentences and texts by their final predicates: 常体, 敬体, business or mixed; and their level.

Level 1 holds 尊敬語 or 謙譲語, 2 です・ます with honorific nouns or ございます, 3 です・ます, 4 常体 (KeiCO's scale).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from sakura_cli.japanese.morphology import Morpheme, analyse_morphemes
from sakura_cli.keigo.layout import find_lines
from sakura_cli.keigo.lexicon import verbs
from sakura_cli.keigo.types import Register, SentenceRegister
from sakura_cli.lexicon import read_table, word_set, words

_HONORIFICS: Final = verbs.HONORIFIC_VERBS | verbs.HONORIFIC_NOUNS
_FINITE_FORMS: Final = words("japanese/tags", "finite")
_FINITE_AUXILIARIES: Final = word_set("japanese/predicates", "finite")
_UNFINISHED: Final = word_set("japanese/particles", "unfinished")
_CLAUSE_ENDS: Final = word_set("japanese/particles", "clause-end")
_TE: Final = word_set("japanese/particles", "te")
_COMPOUND_PARTICLES: Final = frozenset(
    (row["particle"], row["verb"]) for row in read_table("japanese/compound_particles") if not row["kind"]
)
_ENDS: Final = frozenset("。．！？!?…‥")


def split_tokens(tokens: Sequence[Morpheme]) -> list[tuple[int, int]]:
    """Return the token ranges of sentences, without their closing marks."""
    found = []
    first = 0
    for k, t in enumerate(tokens):
        if t.surface[0] in _ENDS and t.pos in ("補助記号", "記号"):
            if k > first:
                found.append((first, k))
            first = k + 1
    if first < len(tokens):
        found.append((first, len(tokens)))
    return found


def judge_register(tokens: Sequence[Morpheme]) -> tuple[Register, int]:
    """Return register and level of one sentence's tokens."""
    honorific = sum(1 for t in tokens if t.norm in _HONORIFICS and t.pos in ("動詞", "名詞"))
    honorific += sum(1 for t in tokens if t.pos == "接頭辞" and t.norm == "御")
    tail = list(tokens)
    while tail and (tail[-1].sub == "終助詞" or tail[-1].is_sign or tail[-1].surface in _CLAUSE_ENDS):
        tail.pop()
    if not tail:
        return Register.NONE, 0
    has_polite = any(t.pos == "助動詞" and t.lemma in ("ます", "です") for t in tokens)
    ending = tail[-4:]
    is_polite = any(t.pos == "助動詞" and t.lemma in ("ます", "です") for t in ending)
    is_polite = (
        is_polite
        or (tail[-1].norm in ("下さる", "為さる") and tail[-1].cform == "命令形")
        or (tail[-1].norm == "御座る")
    )
    if is_polite:
        level = 1 if honorific >= 2 else 2 if honorific else 3
        return (
            Register.BUSINESS
            if honorific and any(t.norm in _HONORIFICS and t.pos == "動詞" for t in tokens)
            else Register.POLITE
        ), level
    last = tail[-1]
    is_finite = last.cform.startswith(_FINITE_FORMS) or (last.pos == "助動詞" and last.lemma in _FINITE_AUXILIARIES)
    if len(tail) > 2 and last.surface in _TE and (tail[-3].surface, tail[-2].norm) in _COMPOUND_PARTICLES:
        return Register.NONE, 0  # 来月の予定について: a title
    if is_finite or tokens[-1].sub == "終助詞" or last.surface in _UNFINISHED:
        if has_polite and not is_finite:
            return Register.POLITE, 3
        return Register.PLAIN, 4
    return (Register.POLITE, 3) if has_polite else (Register.NONE, 0)


def find_registers(text: str, *, prose_only: bool = False) -> list[SentenceRegister]:
    """Return the register of every sentence of `text`; with `prose_only` not of items, labels and cells."""
    return [
        SentenceRegister(line.start + start, line.start + end, register, level)
        for line in find_lines(text)
        if line.kind == "prose" or not prose_only
        for start, end, register, level in _find_in_line(line.text, line.is_open)
    ]


@lru_cache(maxsize=1024)
def _find_in_line(line: str, is_open: bool) -> tuple[tuple[int, int, Register, int], ...]:
    """Return the registers of one line's sentences, whose spans count from its start; of an open line not the last.

    Kept in memory only, for editors: what is typed changes one line of a document.
    """
    tokens = analyse_morphemes(line)
    ranges = split_tokens(tokens)
    return tuple(
        (tokens[first].start, tokens[last - 1].end, *judge_register(tokens[first:last]))
        for first, last in (ranges[:-1] if is_open else ranges)
    )


def judge_text(sentences: Sequence[SentenceRegister]) -> Register:
    """Return the register of a text from those of its sentences."""
    plain = sum(1 for s in sentences if s.register is Register.PLAIN)
    polite = sum(1 for s in sentences if s.register in (Register.POLITE, Register.BUSINESS))
    business = sum(1 for s in sentences if s.register is Register.BUSINESS)
    if plain and polite:
        return Register.MIXED
    if polite:
        return Register.BUSINESS if business * 2 >= polite else Register.POLITE
    return Register.PLAIN if plain else Register.NONE
