"""Find さ入れ, れ足す and ら抜き by asking the dictionary which verb a form would be of; `after` is the right form."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from sakura_cli.japanese.morphology import Morpheme, analyse_morphemes
from sakura_cli.keigo.checking.match import Match
from sakura_cli.keigo.checking.passage import CheckedLine
from sakura_cli.lexicon import word_set, words

_A_TO_U: Final = dict(zip("かがさたなばまらわ", "くぐすつぬぶむるう", strict=True))
_E_TO_U: Final = dict(zip("けげせてねべめれえ", "くぐすつぬぶむるう", strict=True))
_SU_VERBS: Final = word_set("keigo/rules/verb_forms", "su")
_AFTER_RE: Final = word_set("keigo/rules/verb_forms", "after-re")
_WITH_RARERU: Final = words("keigo/rules/verb_forms", "conjugation")


@lru_cache(maxsize=4096)
def _verb_class(dictionary_form: str) -> str:
    """Return the conjugation type of a dictionary form; "" where it is no verb."""
    tokens = analyse_morphemes(dictionary_form)
    if len(tokens) == 1 and tokens[0].is_verb and tokens[0].lemma == dictionary_form:
        return tokens[0].ctype
    return ""


def _make(p: CheckedLine, first: int, last: int, after: str) -> Match:
    return Match(p, first, first, last, groups={"after": after})


def find_superfluous_sa(p: CheckedLine) -> Iterator[Match]:
    """休まさせていただく, 読まさせて."""
    for k, t in enumerate(p.tokens):
        verb = p.at(k - 1)
        if t.pos != "助動詞" or not verb.is_verb or not verb.ctype.startswith("五段"):
            continue
        stem = _stem_without_sa(verb, t)
        if stem:
            yield _make(p, k - 1, k + 1, stem + t.surface.removeprefix("さ"))


def _stem_without_sa(verb: Morpheme, causative: Morpheme) -> str:
    """Return the stem before せる where the さ is one too many, else ""."""
    if causative.lemma == "させる" and verb.cform.startswith("未然形"):
        return "" if verb.surface + "す" in _SU_VERBS else verb.surface
    if causative.lemma != "せる" or not verb.surface.endswith("さ") or len(verb.surface) < 3 or verb.lemma in _SU_VERBS:
        return ""
    stem = verb.surface[:-1]
    base = stem[:-1] + _A_TO_U[stem[-1]] if stem[-1] in _A_TO_U else ""
    return stem if base and _verb_class(base).startswith("五段") else ""


def find_superfluous_re(p: CheckedLine) -> Iterator[Match]:
    """書けれる, 行けれます."""
    for k, t in enumerate(p.tokens):
        if not t.is_verb or not t.ctype.startswith("下一段"):
            continue
        following = p.at(k + 1)
        if t.surface.endswith("れ") and t.cform.startswith("仮定形") and t.lemma == t.surface[:-1] + "る":
            if following.surface not in _AFTER_RE:
                continue
            root, last, rest = t.surface[:-1], k + 1, ""
        elif following.lemma == "れる" and following.pos == "助動詞" and t.surface[-1] in _E_TO_U:
            root, last, rest = t.surface, k + 2, following.surface[1:]
        elif t.lemma.endswith("れる") and len(t.lemma) > 3 and t.lemma[-3] in _E_TO_U:
            root, last, rest = t.lemma[:-2], k + 1, t.surface[len(t.lemma) - 1 :]
        else:
            continue
        if root[-1] not in _E_TO_U:
            continue
        base = root[:-1] + _E_TO_U[root[-1]]
        if not _verb_class(base).startswith("五段") or (_verb_class(t.lemma[:-2] + "れる") and t.norm.endswith("れる")):
            continue
        yield _make(p, k, last, root + rest)


def find_missing_ra(p: CheckedLine) -> Iterator[Match]:
    """見れる, 食べれる, 来れる."""
    for k, t in enumerate(p.tokens):
        verb = p.at(k - 1)
        is_upper = verb.ctype.startswith("上一段") or (verb.lemma.endswith("ずる") and verb.surface.endswith("じ"))
        if t.pos == "助動詞" and t.lemma == "れる" and verb.is_verb and is_upper:
            yield _make(p, k - 1, k + 1, verb.surface + "ら" + t.surface)
        elif not t.is_verb:
            continue
        elif t.surface.endswith("じれ") and t.lemma.endswith("じる") and p.at(k + 1).lemma in ("ます", "ない"):
            yield _make(p, k, k + 1, t.surface[:-1] + "られ")
        elif t.lemma.endswith("れる") and t.ctype == "下一段-ラ行" and len(t.lemma) >= 3:
            base = t.lemma[:-2] + "る"
            if base != "いる" and not t.norm.endswith("れる") and _verb_class(base).startswith(_WITH_RARERU):
                yield _make(p, k, k + 1, t.lemma[:-2] + "ら" + t.surface[len(t.lemma) - 2 :])
