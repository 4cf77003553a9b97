"""Apply the set phrases of `lexicon.phrases` to whole sentences and to their openings, and thanks and apologies
after て."""

from __future__ import annotations

import re
from functools import lru_cache

from sakura_cli.keigo.lexicon import phrases
from sakura_cli.keigo.rewriting.context import Sentence
from sakura_cli.keigo.types import HonorificClass, Level
from sakura_cli.localization import gettext as _

_LEVELS = (Level.POLITE, Level.BUSINESS, Level.FORMAL)
_REASON = _("a set phrase (慣用)")
_THANKS = re.compile(r"(?:どうも)?ありがとう?(?:ね|な|よ)*$|サンキュー?$|感謝(?:だよ|だ)?$")
_SORRY = re.compile(
    r"(?:本当に|ほんとに|ほんと)?(?:ごめん(?:なさい)?|ゴメン|申し訳ない|申し訳ありません|すみません|すいません|すまない|すまん|悪い|悪かった|すまなかった|すみませんでした|すいませんでした|申し訳ありませんでした)(?:ね|な|よ|です)*$"
)
_PAST_SIGNS = (
    "先日",
    "この前",
    "この間",
    "昨日",
    "前回",
    "先ほど",
    "さっき",
    "先週",
    "去年",
    "昨年",
    "この度",
    "今回",
    "くれて",
    "もらって",
)
_FAVOUR = re.compile(r"(?:くださって|くれて|いただいて|もらって)(?:、)?$")


@lru_cache(maxsize=1)
def _sentences() -> list[tuple[re.Pattern[str], tuple[str, str, str]]]:
    return [(re.compile(pattern), forms) for pattern, forms in phrases.SENTENCES]


@lru_cache(maxsize=1)
def _any_sentence() -> re.Pattern[str]:
    unnamed = (re.sub(r"\?P<\w+>", "?:", pattern) for pattern, _ in phrases.SENTENCES)
    return re.compile("|".join(f"(?:{pattern})" for pattern in unnamed))


@lru_cache(maxsize=1)
def _endings() -> list[tuple[re.Pattern[str], tuple[str, str, str]]]:
    return [(re.compile(pattern), forms) for pattern, forms in phrases.ENDINGS]


@lru_cache(maxsize=1)
def _openers() -> list[tuple[re.Pattern[str], tuple[str, str, str]]]:
    return [(re.compile(pattern), forms) for pattern, forms in phrases.OPENERS]


_OPENER_SIGNS = tuple("分不何申ごゴ悪わす恐あうおねなてもよできば万遅本ほ")


def rewrite_sentence(s: Sentence) -> bool:
    """Replace a sentence that is a set phrase as a whole; return whether it was one."""
    text = s.text()
    if len(text) > 24:
        return False
    key = text + ("?" if s.is_question else "")
    if not _any_sentence().fullmatch(text) and not (s.is_question and _any_sentence().fullmatch(key)):
        return False
    for pattern, forms in _sentences():
        match = pattern.fullmatch(key) or (
            pattern.fullmatch(text) if not s.is_question or "\\?" not in pattern.pattern else None
        )
        if match is None or (s.is_question and "\\?" not in pattern.pattern):
            continue
        lead = match.groupdict().get("lead") or ""
        if len(lead) > 6 or lead.endswith(("て", "で")):
            return False
        after = forms[_LEVELS.index(s.style.level)].replace("{lead}", lead)
        if "ありがとうございます" in after and any(sign in text for sign in _PAST_SIGNS):
            after = after.replace("ございます", "ございました")
        if s.is_question and not after.endswith(("か", "ください")):
            after += "か"
        if after != text:
            s.replace(s.start, s.end, after, HonorificClass.FORMAL_WORD, _REASON)
        return True
    return False


def rewrite_opening(s: Sentence) -> int:
    """Replace a clause opener; return the offset up to which the sentence is done."""
    if not s.tokens[s.first].surface.startswith(_OPENER_SIGNS):
        return s.start
    text = s.text()
    for pattern, forms in _openers():
        match = pattern.match(text)
        if match and match.end() < len(text):
            after = forms[_LEVELS.index(s.style.level)]
            s.replace(s.start, s.start + match.end(), after, HonorificClass.FORMAL_WORD, _REASON)
            return s.start + match.end()
    return s.start


def rewrite_ending(s: Sentence) -> int:
    """Replace thanks and apologies at a sentence's end; return the offset from which the sentence is done."""
    text = s.text()
    tail = text[-14:]
    if not (
        "よろしく" in tail
        or "心配" in tail
        or "気遣い" in tail
        or "遠慮" in tail
        or "ありがと" in tail
        or "ごめん" in tail
        or "悪" in tail
        or "すま" in tail
        or "すみ" in tail
        or "すい" in tail
        or "感謝" in tail
        or "申し訳ない" in tail
        or "ゴメン" in tail
    ):
        return s.end
    match = _THANKS.search(text)
    if match and match.start() > 0:
        before = text[: match.start()]
        past = any(sign in before for sign in _PAST_SIGNS)
        joint = (
            ""
            if before.endswith(("、", "は", "も", "に", "を")) or not _FAVOUR.search(before)
            else "、"
            if s.style.is_honorific
            else ""
        )
        after = (
            joint
            + ("誠に" if s.style.is_formal else "")
            + ("ありがとうございました" if past else "ありがとうございます")
        )
        s.replace(s.start + match.start(), s.end, after, HonorificClass.FORMAL_WORD, _REASON)
        return s.start + match.start()
    for pattern, forms in _endings():
        match = pattern.search(text)
        if match and match.start() > 0 and not s.is_question:
            after = forms[_LEVELS.index(s.style.level)]
            s.replace(s.start + match.start(), s.end, after, HonorificClass.FORMAL_WORD, _REASON)
            return s.start + match.start()
    match = _SORRY.search(text)
    if match and match.start() > 0:
        before = text[: match.start()]
        is_other = "悪" in match.group() and before.endswith("は")
        if s.is_question or is_other or not before.endswith(("て", "で", "は", "、", "り", "し")):
            return s.end
        past = match.group().rstrip("ねなよです").endswith("た")
        if s.style.level is Level.POLITE and "みません" in match.group():
            return s.end
        stem = (
            "申し訳ありません"
            if s.style.level is Level.POLITE
            else "誠に申し訳ございません"
            if s.style.is_formal
            else "申し訳ございません"
        )
        s.replace(
            s.start + match.start(), s.end, stem + ("でした" if past else ""), HonorificClass.FORMAL_WORD, _REASON
        )
        return s.start + match.start()
    return s.end
