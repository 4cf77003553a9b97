"""Find a title raised and its act lowered towards outsiders: 田中課長はただいま外出しております."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from sakura_cli.keigo.checking.match import Match
from sakura_cli.keigo.checking.passage import CheckedLine
from sakura_cli.keigo.lexicon import persons
from sakura_cli.lexicon import word_set

_OTHERS: Final = persons.OWN_FIRM | word_set("keigo/rules/own", "before-title")
_REACHING: Final = frozenset(("存じ上げる", "存じる"))
_HUMBLE: Final = word_set("keigo/rules/humble_predicates", "of-own")


def find_title_with_humble_act(p: CheckedLine) -> Iterator[Match]:
    """Yield name and title before は or が whose own sentence is closed by a humble verb."""
    yield from _find_names(p, persons.TITLES)


def find_name_with_humble_act(p: CheckedLine) -> Iterator[Match]:
    """Yield name and さん before は or が whose own sentence is closed by a humble verb."""
    yield from _find_names(p, persons.FAMILIAR_SUFFIXES)


def _find_names(p: CheckedLine, suffixes: Collection[str]) -> Iterator[Match]:
    for k, t in enumerate(p.tokens):
        if t.surface not in suffixes or p.at(k - 1).sub2 != "人名" or p.at(k + 1).surface not in ("は", "が"):
            continue
        if p.at(k - 2).surface == "の" and p.at(k - 3).surface in _OTHERS:
            continue
        if _is_humble(p, k):
            match = Match(p, k - 1, k - 1, k + 1)
            match.parts |= {"name": (k - 1, k), "title": (k, k + 1)}
            yield match


def _is_humble(p: CheckedLine, k: int) -> bool:
    """Tell whether the rest of the sentence lowers its act, and has no other actor and no second clause."""
    last = p.sentence_end(k)
    rest = p.tokens[k:last]
    return (
        any(x.is_verb and x.norm in _HUMBLE for x in rest)
        and not any(x.norm == "れる" or x.norm in _REACHING for x in rest)
        and not any(k < stem.first < last for stem in p.stems)
        and not any(x.surface in ("が", "は") and x.sub in ("格助詞", "係助詞") for x in p.tokens[k + 2 : last])
        and not any(x.pos == "接続詞" or (x.sub == "接続助詞" and x.surface not in ("て", "で")) for x in rest)
    )
