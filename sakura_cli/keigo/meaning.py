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
from sakura_cli.lexicon.wordlist import word_set

# What an honorific word may stand for; several where its sense depends on the sentence.
_PLAIN: Final = {
    "いらっしゃる": "行く 来る 居る",
    "御出で": "行く 来る 居る",
    "参る": "行く 来る",
    "伺う": "行く 聞く 尋ねる 訪ねる 訪問",
    "召し上がる": "食べる 飲む",
    "頂く": "貰う 食べる 飲む",
    "頂戴": "貰う",
    "申す": "言う",
    "申し上げる": "言う",
    "仰る": "言う",
    "拝見": "見る",
    "覧": "見る",
    "ご覧": "見る",
    "拝読": "読む",
    "拝聴": "聞く",
    "拝借": "借りる",
    "存じる": "思う 知る",
    "存じ上げる": "思う 知る",
    "存じ": "知る",
    "ご存じ": "知る",
    "承る": "聞く 受ける",
    "承知": "分かる 了解",
    "畏まる": "分かる 了解",
    "越し": "来る",
}
_FUNCTIONAL: Final = word_set(
    """為る 居る おる 有る 無い 成る 致す 為さる 御座る 下さる 頂く 貰う 呉れる 上げる 差し上げる 遣る 事 物 の 訳 為 様
    よう そう 願う 願い お願い 良い 宜しい 参る 行く 来る 申し上げる 申す 存じる 思う 出来る 兼ねる 仕舞う 置く
    何卒 誠 誠に 本当 是非 大変 非常 少々 此の 其の 彼の 方 所 ところ 程 ほど 幸い 申し訳 恐れ入る 恐縮 失礼 かねる"""
)
"""Words that keigo brings and takes: they carry no content of their own."""
_STEM_ENDINGS: Final = "いきしちにみりぎじびえけせてねへめれ"
_REQUEST_NEGATIVE: Final = re.compile(
    r"(?:いただけ|頂け|もらえ|くださいま|下さいま|くだ?さら|くれ|願え|でき|よろしく)(?:ない|ませ?ん)(?:でしょう|です)?か"
)
_SET_NEGATIVE: Final = re.compile(
    r"(?:申し?訳|もうしわけ)(?:は|も)?(?:ない|なく|ございません|ありません)|す[みい]ま(?:せん|ない)|すまない"
    r"|ではない(?:です|でしょう)か|ではありませんか|じゃない(?:です|でしょう)?か|じゃん|かもしれ(?:ない|ません)"
    r"|(?:なければ|なけりゃ|ないと|なくては|なきゃ)(?:なら|なり|いけ)(?:ない|ません)|とんでもない|何気ない|ませんか$|ないか$"
)
_IMPOSSIBLE: Final = re.compile(r"(?<=[いきしちにみりえけせてねべめれぎじび])かね(?=ます|る|た|て)")
_NEGATIVE: Final = re.compile(
    r"ない|なく|なかっ|なけれ|ません|ず(?=に|、|$)|ぬ|ざる|ねえ|ねー|(?<=[わらかがばまさた])ん(?=$|よ|ね|か|で|し)"
)


_MODALITY_NAMES: Final = {
    form: name
    for name, forms in {
        "seems": "ようです ようだ みたい らしい そうです そうだ",
        "maybe": "かもしれ かも知れ かも",
        "wish": "たい たく",
        "expected": "はず",
        "ought": "べき",
        "must": "なければ ないと なくては なきゃ",
        "likely": "でしょう だろう でしょ っしょ",
    }.items()
    for form in forms.split()
}
_MODALITY: Final = re.compile("|".join(sorted(_MODALITY_NAMES, key=len, reverse=True)))


def content_words(sentence: str) -> frozenset[str]:
    """Return the normalized nouns, verbs and adjectives of a sentence that carry its content."""
    words: set[str] = set()
    before = ""
    for t in analyse_morphemes(mask_protected(sentence)):
        is_auxiliary = t.is_verb and t.sub == "非自立可能" and before in ("て", "で")
        before = t.surface
        if is_auxiliary:
            continue
        if t.pos in ("名詞", "代名詞", "動詞", "形容詞", "形状詞") and t.sub != "数詞" and t.sub2 != "助動詞語幹":
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
        f"={word}": frozenset(_name(sense, is_verbal=True) for sense in senses.split())
        for word, senses in _PLAIN.items()
    }


def _name_content(t: Morpheme) -> str:
    """Return what the forms of a word have in common (読む, 読み, 読める), "=" and the word for an honorific one."""
    if t.norm in _FUNCTIONAL:
        return ""
    honorific = next((word for word in (t.norm, t.surface) if word in _PLAIN), "")
    if honorific:
        return "" if _FUNCTIONAL.issuperset(_PLAIN[honorific].split()) else f"={honorific}"
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


def find_modality(sentence: str) -> list[str]:
    """Return how sure, wished for or bidden a sentence says things are: よう, そう, らしい, たい, はず, べき, …"""
    return sorted(_MODALITY_NAMES[match.group()] for match in _MODALITY.finditer(mask_protected(sentence)))


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
        if before.lemma == "た" and first.pos != "形容詞" and first.lemma not in ("ない", "らしい", "たい"):
            return True
    return False


def is_question(sentence: str) -> bool:
    """Tell whether a sentence asks."""
    text = sentence.rstrip("。!！ 　")
    return text.endswith(("？", "?", "か", "かな", "かね", "かしら"))
