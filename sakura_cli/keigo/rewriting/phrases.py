"""Apply the set phrases of `lexicon.phrases` to whole sentences and to their openings, and thanks and apologies
after て."""

from __future__ import annotations

import re
from typing import Final

from sakura_cli.keigo.lexicon import phrases
from sakura_cli.keigo.lexicon.patterns import PatternTable
from sakura_cli.keigo.rewriting.context import Sentence
from sakura_cli.keigo.sense import tells_past
from sakura_cli.keigo.types import HonorificClass, Level
from sakura_cli.lexicon import alternation, word_set, words
from sakura_cli.localization import gettext as _

_REASON = _("a set phrase (慣用)")
_PAST_SIGNS: Final = words("keigo/contexts", "past")
_HABITUAL: Final = words("keigo/contexts", "habitual")
_FAVOUR = re.compile(alternation(words("keigo/contexts", "favour-done")) + "、?$")
_LEADS_ON: Final = words("keigo/contexts", "lead-on")
_ADJOINED: Final = words("japanese/particles", "adjoined")
_COMPARING: Final = word_set("japanese/particles", "comparing")
_APOLOGISED_FOR: Final = words("keigo/contexts", "apologised-for")


def rewrite_sentence(s: Sentence) -> bool:
    """Replace a sentence that is a set phrase as a whole; return whether it was one."""
    text = s.text()
    if len(text) > 24:
        return False
    key = text + ("?" if s.is_question else "")
    for pattern, forms in phrases.SENTENCES.find_candidates(key):
        match = pattern.fullmatch(key) if not s.is_question or "\\?" in pattern.pattern else None
        if match is None:
            continue
        lead = match.groupdict().get("lead") or ""
        if len(lead) > 6 or lead.endswith(_LEADS_ON):
            return False
        after = forms[s.style.level].replace("{lead}", lead)
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
    text = s.text()
    for pattern, forms in phrases.OPENERS.find_candidates(text):
        match = pattern.match(text)
        if match and match.end() < len(text):
            after, end = forms[s.style.level], s.start + match.end()
            if not s.is_question and tells_past(text) and any(each.match(text) for each in phrases.OPENING_APOLOGIES):
                after, end = after.removesuffix("が") + "。", end + 1  # what is said is what one is sorry for
            s.replace(s.start, end, after, HonorificClass.FORMAL_WORD, _REASON)
            return end
    return s.start


def rewrite_ending(s: Sentence) -> int:
    """Replace thanks and apologies at a sentence's end; return the offset from which the sentence is done."""
    text = s.text()
    match = _find(phrases.THANKS, text)
    if match and match.start() > 0:
        before = text[: match.start()]
        past = is_past_favour(before)
        joint = (
            ""
            if before.endswith(("、", *_ADJOINED)) or not _FAVOUR.search(before)
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
    for pattern, forms in phrases.ENDINGS.find_candidates(text):
        match = pattern.search(text)
        if match and match.start() > 0 and not s.is_question:
            after = forms[s.style.level].replace("{lead}", match.groupdict().get("lead") or "")
            s.replace(s.start + match.start(), s.end, after, HonorificClass.FORMAL_WORD, _REASON)
            return s.start + match.start()
    match = _find(phrases.APOLOGIES, text)
    if match and match.start() > 0:
        before = text[: match.start()]
        is_other = "悪" in match.group() and before.endswith("は")
        is_for = before.endswith(_APOLOGISED_FOR) and not _ends_in_degree(s, s.start + match.start())
        if s.is_question or is_other or not is_for:
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


def _ends_in_degree(s: Sentence, end: int) -> bool:
    """Tell whether the word that ends at an offset is an adverb or より (前より悪い): what follows is no apology."""
    t = next((t for t in s.tokens[s.first : s.last] if t.end == end), None)
    if t is None or t.surface in _APOLOGISED_FOR:
        return False
    return t.pos == "副詞" or (t.pos == "助詞" and t.surface in _COMPARING)


def is_past_favour(before: str) -> bool:
    """Tell whether thanks after `before` are for what is past, and is not done again and again."""
    return any(sign in before for sign in _PAST_SIGNS) and not any(sign in before for sign in _HABITUAL)


def _find(table: PatternTable[dict[Level, str]], text: str) -> re.Match[str] | None:
    return next(filter(None, (pattern.search(text) for pattern, _forms in table.find_candidates(text))), None)
