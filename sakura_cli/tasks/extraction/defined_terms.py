"""Terms a contract defines for names: 株式会社山田製作所（以下「甲」という。） labels the company 甲.

By the words before the brackets, as far back as they are one noun phrase. Left out: terms for several things at once
(以下総称して) or for what is no name (以下「本業務」という。), and definitions in sentences of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sakura_cli.japanese.morphology import Morpheme, analyse_morphemes
from sakura_cli.lexicon import alternation, word_set, words
from sakura_cli.spans import Span
from sakura_cli.text.names import LEGAL_FORM

_DEFINITION = re.compile(
    r"[（(][ 　]*以下[、，,]?(?:[ 　]*単に[、，,]?)?[ 　]{0,8}(?:\n[ 　]{0,16})?"
    r"(?:[「『\"“](?P<quoted>[^「」『』\"“”\n]{1,20})[」』\"”]|(?P<bare>[甲乙丙丁])(?=と))"
    r"[^（）()\n]{0,12}(?:\n[ 　]{0,16}[^（）()\n]{0,12})?[)）]"
)
# What is defined is a whole phrase or several things, not a name: 本製品の販売業務（以下「本業務」という。）.
_NO_NAME = re.compile(
    rf"^{alternation(words('names/contracts', 'deictic'))}|{alternation(words('names/contracts', 'several'))}$"
)
_MOST_CHARACTERS = 80
_JOINTS = frozenset("・＆&ー－-.’'")
# Who somebody is in the contract, before the name.
_ROLE = re.compile(rf"{alternation(words('names/contracts', 'role'))}[ 　]*")
_ROLE_BEFORE = re.compile(rf"(?P<role>{alternation(words('names/contracts', 'role'))})[ 　]*$")
# A firm may be called anything behind its legal form: 医療法人社団たまゆら会, 有限会社さくらのやま.
_NAMED_FIRM = re.compile(
    rf"(?:^|(?<=[ 　とは、。）)「]))"
    rf"(?:{LEGAL_FORM}|[一-龠A-Z]{{0,8}}(?:{alternation(words('names/companies', 'corporation'))}))[一-龠]{{0,2}}[ 　]?"
    r"[^、。（）()\s][^、。（）()\n]{0,40}$"
)
# What legal forms end in, as one word.
_FORM_ENDS = re.compile(alternation(words("names/contracts", "form-end")))
_NOMINAL = word_set("names/word_classes", "noun")


def find_defined_terms(text: str) -> Iterator[tuple[str, Span]]:
    """Yield each term with the span of what it stands for, in order; the role that stands before it labels it, too."""
    for definition in _DEFINITION.finditer(text):
        term = definition["quoted"] or definition["bare"]
        if _NO_NAME.search(term):
            continue
        line = max(text.rfind("\n", 0, definition.start()) + 1, definition.start() - _MOST_CHARACTERS)
        before = text[line : definition.start()].rstrip(" 　\t")
        named = _last_firm(before, line) or _last_noun_phrase(analyse_morphemes(before, line))
        if named is None:
            continue
        inside = _ROLE.match(text, *named)
        name = Span(inside.end(), named.end) if inside and inside.end() < named.end else named
        yield term, name
        role = _ROLE_BEFORE.search(text, line, name.start)
        if role is not None:
            yield role["role"], name


def _last_firm(before: str, start: int) -> Span | None:
    """Return the name at the end of words that begins with its legal form, whatever follows that."""
    found = _NAMED_FIRM.search(before)
    return Span(start + found.start(), start + found.end()) if found is not None else None


def _last_noun_phrase(morphemes: Sequence[Morpheme]) -> Span | None:
    start = len(morphemes)
    while start and (_is_nominal(morphemes[start - 1]) or _parts_full_name(morphemes, start - 1)):
        start -= 1
    while start < len(morphemes) and morphemes[start].is_sign:
        start += 1
    return Span(morphemes[start].start, morphemes[-1].end) if start < len(morphemes) else None


def _is_nominal(morpheme: Morpheme) -> bool:
    return morpheme.pos in _NOMINAL or morpheme.surface in _JOINTS


def _parts_full_name(morphemes: Sequence[Morpheme], index: int) -> bool:
    """Say whether a blank stands between a surname and a given name, or behind the legal form of a firm."""
    if not 0 < index < len(morphemes) - 1 or morphemes[index].surface not in (" ", "　"):
        return False
    before, after = morphemes[index - 1], morphemes[index + 1]
    is_firm = _FORM_ENDS.fullmatch(before.surface) is not None
    return is_firm or (before.sub3 == "姓" and after.sub2 == "人名")
