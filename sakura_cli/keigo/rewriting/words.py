"""Replace words around the predicates: 改まり語, pronouns, interrogatives, nouns of the other side, adverbs of
requests."""

from __future__ import annotations

from typing import Final

from sakura_cli.japanese.morphology import Morpheme
from sakura_cli.keigo.lexicon import nouns, persons
from sakura_cli.keigo.lexicon.nouns import FormalWord
from sakura_cli.keigo.rewriting.context import Sentence
from sakura_cli.keigo.types import Audience, HonorificClass
from sakura_cli.lexicon import word_set, words
from sakura_cli.localization import gettext as _

_WORD = _("a more formal word (慣用)")
_NOUN = _("raises what belongs to the other side (敬語の指針 p.24)")

_TRIGGERS: Final = (
    frozenset(nouns.WORDS)
    | frozenset(nouns.INTERROGATIVES)
    | frozenset(nouns.HONORIFIC_NOUNS)
    | frozenset(nouns.REQUEST_ADVERBS)
    | persons.SELF
    | persons.OWN_PLACE
    | persons.ADDRESSEE
    | persons.YOU
    | word_set("keigo/contexts", "told-by-neighbours")
)
_SAYING: Final = word_set("japanese/predicates", "saying")
_QUESTIONED: Final = word_set("japanese/predicates", "questioned")
_NOUN_MARKS: Final = word_set("japanese/particles", "noun-mark")
_BEFORE_NOUN: Final = word_set("japanese/tags", "before-noun")
_SENTENCE_OPENERS: Final = word_set("japanese/tags", "sentence-opener")
_CLAUSE_STARTS: Final = word_set("keigo/contexts", "clause-start")
_PROGRESSIVES: Final = words("keigo/contexts", "progressive")
_LAST_WORDS: Final = 8


def rewrite_words(s: Sentence, occupied: set[int], *, addresses: bool) -> None:
    """Add edits for single words of `s`; tokens in `occupied` belong to rewritten predicates.

    `addresses` says that the sentence asks or requests something of the person addressed.
    """
    k = s.first
    business = s.style.is_honorific
    while k < s.last:
        if k in occupied or s.tokens[k].surface not in _TRIGGERS:
            k += 1
            continue
        width = (
            _rewrite_owner(s, k)
            or _rewrite_formal(s, k, business)
            or (business and (_rewrite_by_neighbours(s, k) or _rewrite_interrogative(s, k)))
            or (business and addresses and _rewrite_noun(s, k))
            or 1
        )
        k += width


def _rewrite_owner(s: Sentence, k: int) -> int:
    """うちの会社 -> 弊社, あなたの会社 -> 貴社; return the number of tokens taken."""
    t = s.tokens[k]
    if k + 2 >= s.last or s.tokens[k + 1].surface != "の":
        return 0
    owned = s.tokens[k + 2].surface
    external = s.style.audience is Audience.EXTERNAL
    if t.surface in persons.SELF or t.surface in persons.OWN_PLACE:
        if owned in nouns.ORGANISATIONS:
            after = "弊社" if external else "当社"
            s.replace(
                t.start,
                s.tokens[k + 2].end,
                after,
                HonorificClass.FORMAL_WORD,
                _("what one calls one's own company (慣用)"),
            )
            return 3
        if t.surface in persons.OWN_PLACE and s.style.is_honorific:
            if owned in persons.OWN_FAMILY and owned not in persons.TITLES:
                after = "私の"
            else:
                after = "弊社の" if external else "当社の"
            if s.tokens[k + 2].is_noun and owned not in nouns.UNOWNED:
                s.replace(t.start, s.tokens[k + 1].end, after, HonorificClass.FORMAL_WORD, _WORD)
                return 2
    if t.norm in persons.YOU and s.style.is_honorific:
        if owned in nouns.ORGANISATIONS:
            s.replace(
                t.start,
                s.tokens[k + 2].end,
                "貴社",
                HonorificClass.RESPECT,
                _("the respectful word for the other company (敬語の指針 p.24)"),
            )
            return 3
        if owned in ("家", "うち"):
            s.replace(t.start, s.tokens[k + 2].end, "お宅", HonorificClass.RESPECT, _NOUN)
            return 3
        if owned in nouns.HONORIFIC_NOUNS and t.norm != "其方":
            s.replace(t.start, s.tokens[k + 2].end, nouns.HONORIFIC_NOUNS[owned], HonorificClass.RESPECT, _NOUN)
            return 3
    return 0


def _rewrite_formal(s: Sentence, k: int, business: bool) -> int:
    """Put the formal word for a casual one, or for the casual words that begin here."""
    for entry in nouns.WORDS.get(s.tokens[k].surface, ()):
        last = k + len(entry.tokens)
        if tuple(t.surface for t in s.tokens[k : min(last, s.last)]) != entry.tokens or not _is_safe(s, k, entry):
            continue
        after = entry.business if business else entry.polite
        if after != "".join(entry.tokens):
            reason = _NOUN if entry.honorific_class is HonorificClass.RESPECT else _WORD
            s.replace(s.tokens[k].start, s.tokens[last - 1].end, after, entry.honorific_class, reason)
        return last - k
    return 0


def _is_safe(s: Sentence, k: int, entry: FormalWord) -> bool:
    """Tell whether a word stands where its formal counterpart says the same."""
    t, following = s.tokens[k], _surface_at(s, k + len(entry.tokens))
    if following in entry.not_before or (entry.only_before and following not in entry.only_before):
        return False
    condition = entry.condition
    if condition.startswith("initial"):
        pauses = following in ("、", "，") or condition == "initial"
        return k == s.first and pauses and t.pos in _SENTENCE_OPENERS
    if condition == "first":
        return k == s.first
    if condition == "clause-start":
        return k == s.first or s.tokens[k - 1].surface in _CLAUSE_STARTS
    if condition == "negated":
        return any("ない" in x.lemma or x.lemma in ("ぬ", "ず") for x in s.tokens[k : s.last])
    if condition == "progressive":
        return any(sign in s.text()[-_LAST_WORDS:] for sign in _PROGRESSIVES)
    if condition in ("pronoun", "not-after-name"):
        is_suffix = k > s.first and s.tokens[k - 1].sub2 == "人名"
        return not is_suffix and (condition == "not-after-name" or t.pos == "代名詞")
    return True


def _surface_at(s: Sentence, k: int) -> str:
    return s.tokens[k].surface if k < s.last else ""


def _rewrite_by_neighbours(s: Sentence, k: int) -> int:
    """お客さん -> お客様, 世話になる -> お世話になる, って思う -> と思う."""
    t = s.tokens[k]
    before = s.tokens[k - 1].surface if k > s.first else ""
    nxt = s.tokens[k + 1] if k + 1 < s.last else None
    if nxt is not None and (t.surface == "って" or (t.surface == "て" and before == "何")):
        if before and nxt.norm in _SAYING:
            s.replace(t.start, t.end, "と", HonorificClass.FORMAL_WORD, _WORD)
            return 1
        return 0
    if t.surface == "さん" and before == "客":
        s.replace(t.start, t.end, "様", HonorificClass.RESPECT, _NOUN)
        return 1
    is_favour = t.surface == "世話" and _surface_at(s, k + 1) == "に" and s.tokens[k - 1].pos != "接頭辞"
    if is_favour and k + 2 < s.last and s.tokens[k + 2].norm == "成る":
        s.replace(t.start, t.end, "お世話", HonorificClass.HUMBLE, _NOUN)
        return 1
    return 0


def _rewrite_interrogative(s: Sentence, k: int) -> int:
    """Put the polite interrogative in a question to the other side (どこ -> どちら)."""
    t = s.tokens[k]
    nxt = s.tokens[k + 1] if k + 1 < s.last else None
    entry = next(iter(nouns.INTERROGATIVES.get(t.surface, ())), None)
    if entry is None or not s.is_question or (nxt is not None and nxt.surface in entry.not_before):
        return 0
    if entry.condition == "manner" and nxt is not None and not _asks_manner(s, k, nxt):
        return 0
    s.replace(t.start, t.end, entry.business, HonorificClass.FORMAL_WORD, _WORD)
    return 1


def _asks_manner(s: Sentence, k: int, nxt: Morpheme) -> bool:
    """Tell whether どう asks how something is, not what to do (どうすれば, どうしたら, どうして)."""
    if nxt.cform.startswith("仮定形") or _surface_at(s, k + 2) in ("たら", "て"):
        return False
    return nxt.norm in _QUESTIONED or nxt.is_sign


def _rewrite_noun(s: Sentence, k: int) -> int:
    """Give お/ご to a noun of the other side in a question or request (お名前を…)."""
    t = s.tokens[k]
    if k + 1 >= s.last or (k > s.first and _is_owned(s, k)):
        return 0
    nxt = s.tokens[k + 1]
    after = nouns.HONORIFIC_NOUNS.get(t.surface)
    is_marked = nxt.surface in _NOUN_MARKS or nxt.surface == "、" or nxt.norm in ("有る", "無い")
    if after and is_marked and t.is_noun:
        s.replace(t.start, t.end, after, HonorificClass.RESPECT, _NOUN)
        return 1
    after = nouns.REQUEST_ADVERBS.get(t.surface)
    if after and nxt.surface == "に":
        s.replace(t.start, t.end, after, HonorificClass.RESPECT, _NOUN)
        return 1
    return 0


def _is_owned(s: Sentence, k: int) -> bool:
    """Tell whether a noun is part of a compound, or one's own (私の名前)."""
    before = s.tokens[k - 1]
    owner = s.tokens[k - 2].surface
    return before.pos in _BEFORE_NOUN or (before.surface == "の" and (owner in persons.SELF or owner == "うち"))
