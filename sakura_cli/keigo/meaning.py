"""What a sentence says apart from its keigo: content words, negation, question; for comparing two versions of it.

Which honorific verb may stand for which plain one is known. Left out: who does what to whom.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from sakura_cli.japanese.morphology import Morpheme, analyse_morphemes
from sakura_cli.keigo.layout import MASK, mask_protected
from sakura_cli.keigo.lexicon import verbs
from sakura_cli.lexicon import alternation, word_map, word_set, words

_FUNCTIONAL: Final = word_set("keigo/functional_words")
"""Words that keigo brings and takes: they carry no content of their own."""
_CONTENT_TAGS: Final = word_set("japanese/tags", "content")
_STEM_ENDINGS: Final = "いきしちにみりぎじびえけせてねへめれ"
_ASKED: Final = alternation(words("keigo/negation", "asked", column="pattern"))
_REQUEST_NEGATIVE: Final = re.compile(_ASKED + "".join(words("keigo/negation", "asking", column="pattern")))
_SET_NEGATIVE: Final = re.compile("|".join(words("keigo/negation", "set", column="pattern")))
_IMPOSSIBLE: Final = re.compile(r"(?<=[いきしちにみりえけせてねべめれぎじび])かね(?=ます|[るたて])")
_NEGATIVE: Final = re.compile("|".join(words("keigo/negation", "denial", column="pattern")))
_MODALITY_NAMES: Final = word_map("keigo/modality", "kind")
_QUOTED_DENIAL: Final = "|".join(words("keigo/negation", "quoted-denial", column="pattern"))
_MODALITY: Final = re.compile(f"(?!{_QUOTED_DENIAL}){alternation(_MODALITY_NAMES)}")
_ABLE: Final = word_set("japanese/predicates", "able")
_MAY_BE_ABLE: Final = word_set("japanese/predicates", "may-be-able")
_GODAN_ENDINGS: Final = tuple("うくぐすつぬぶむ")
_ADJECTIVAL: Final = word_set("japanese/predicates", "adjectival")
_EXPLAINED: Final = re.compile(words("keigo/negation", "explained", column="pattern")[0] + "$")
_INTERROGATIVES: Final = word_set("keigo/sides", "interrogative")
_INDEFINITE: Final = word_set("keigo/sides", "indefinite")
_QUESTION_ENDS: Final = ("？", "?", *words("japanese/particles", "question-end"))


def content_words(sentence: str) -> frozenset[str]:
    """Return the normalized nouns, verbs and adjectives of a sentence that carry its content."""
    words: set[str] = set()
    before = ""
    for t in analyse_morphemes(mask_protected(sentence)):
        is_auxiliary = t.is_verb and t.sub == "非自立可能" and before in ("て", "で")
        before = t.surface
        if is_auxiliary:
            continue
        if t.pos in _CONTENT_TAGS and t.sub != "数詞" and t.sub2 != "助動詞語幹":
            words.add("" if set(t.surface) == {MASK} else _name_content(t))
    return frozenset(words - {""})


def with_equivalents(words: Iterable[str]) -> frozenset[str]:
    """Return content words and those that keigo may put in their place, or that they may stand for."""
    found = set(words)
    for word in tuple(found):
        for honorific, senses in _senses().items():
            if word in senses or word == honorific or senses & _senses().get(word, frozenset()):
                found |= {honorific, *senses} if word == honorific else {honorific}
    return frozenset(found)


@lru_cache(maxsize=1)
def _senses() -> dict[str, frozenset[str]]:
    """Return the honorific words, named as in `content_words`, and what each may stand for."""
    return {
        f"={word}": frozenset(_name(sense, is_verbal=True) for sense in senses) for word, senses in verbs.SENSES.items()
    }


def _name_content(t: Morpheme) -> str:
    """Return what the forms of a word have in common (読む, 読み, 読める), "=" and the word for an honorific one."""
    if t.norm in _FUNCTIONAL:
        return ""
    honorific = next((word for word in (t.norm, t.surface) if word in verbs.SENSES), "")
    if honorific:
        return "" if _FUNCTIONAL.issuperset(verbs.SENSES[honorific]) else f"={honorific}"
    return _name(t.norm, is_verbal=t.is_verb or (len(t.norm) > 1 and t.norm[-1] in _STEM_ENDINGS))


def _name(word: str, *, is_verbal: bool) -> str:
    kanji = re.match(r"[一-龠々]+", word) if is_verbal else None
    return kanji.group() if kanji else word[:2] if is_verbal else word


def proper_nouns(sentence: str) -> list[str]:
    """Return the proper nouns of a sentence, as written."""
    return [t.surface for t in analyse_morphemes(mask_protected(sentence)) if t.sub == "固有名詞"]


def count_negations(sentence: str) -> int:
    """Return how often a sentence denies something; requests in the negative and set phrases deny nothing."""
    text = mask_protected(sentence).rstrip("。！？!?")
    text = _SET_NEGATIVE.sub("", _REQUEST_NEGATIVE.sub("", text))
    return len(_NEGATIVE.findall(text)) + len(_IMPOSSIBLE.findall(text))


def find_abilities(sentence: str) -> tuple[bool, bool, bool]:
    """Tell whether a sentence says what somebody is able to do, whether it may say so, and whether it ends so.

    できる, 使える, かねる and いただける say so; られる and 取れる may.
    """
    is_able = may_be = is_last = False
    for t in analyse_morphemes(mask_protected(sentence)):
        if _is_able(t):
            is_able = is_last = True
        elif t.norm in _MAY_BE_ABLE or (t.is_verb and t.lemma.endswith("れる")):
            may_be = True
        elif t.is_verb or t.pos == "形容詞" or t.sub == "接続助詞" or t.surface in _QUESTION_ENDS:
            is_last = False
    return is_able, may_be, is_last


def _is_able(t: Morpheme) -> bool:
    if t.norm in _ABLE:
        return True
    if t.cform == "命令形":
        return False  # 帰れよ, that the dictionary takes for 帰れる
    if not (t.is_verb and t.lemma.endswith("る") and t.lemma != t.norm):
        return False
    # The dictionary names 使える by 使う, やれる by 遣る.
    if t.norm.endswith(_GODAN_ENDINGS):
        return True
    return t.lemma.endswith("れる") and t.norm.endswith("る") and not t.norm.endswith("れる")


def find_modality(sentence: str) -> list[str]:
    """Return how sure, wished for or bidden a sentence says things are: よう, そう, らしい, たい, はず, べき, …"""
    found = (_MODALITY_NAMES[match.group()] for match in _MODALITY.finditer(mask_protected(sentence)))
    return sorted(name for name in found if name != "none")


def count_polite(sentence: str) -> int:
    """Return the number of です and ます in a sentence."""
    return sum(t.pos == "助動詞" and t.lemma in ("です", "ます") for t in analyse_morphemes(mask_protected(sentence)))


def has_bare_desu(sentence: str) -> bool:
    """Tell whether です follows a verb's plain form (驚いたです), which is no Japanese."""
    tokens = analyse_morphemes(mask_protected(sentence))
    for k, t in enumerate(tokens):
        if k == 0 or t.lemma != "です" or t.pos != "助動詞" or t.cform == "意志推量形":
            continue
        before, first = tokens[k - 1], tokens[max(0, k - 2)]
        if before.is_verb and before.cform.startswith(("終止", "連体")):
            return True
        is_adjective = "形容詞" in (first.pos, first.ctype)
        if before.lemma == "た" and not is_adjective and first.lemma not in _ADJECTIVAL:
            return True
    return False


def is_question(sentence: str) -> bool:
    """Tell whether a sentence asks."""
    text = sentence.rstrip("。!！ 　")
    return text.endswith(_QUESTION_ENDS) or asks_without_mark(text)


def asks_without_mark(text: str) -> bool:
    """Tell whether an interrogative and のだ at the end ask without か (いつまで待てばいいんだよ)."""
    if not _EXPLAINED.search(text):
        return False
    tokens = analyse_morphemes(mask_protected(text))
    for k, t in enumerate(tokens):
        is_asked = t.norm in _INTERROGATIVES or (t.surface == "どう" and tokens[min(k + 1, len(tokens) - 1)].is_verb)
        if is_asked and not any(x.surface in _INDEFINITE for x in tokens[k + 1 :]):
            return True
    return False
