"""Replace words around the predicates: 改まり語, pronouns, interrogatives, nouns of the other side, adverbs of
requests."""

from __future__ import annotations

from typing import Final

from sakura_cli.japanese.morphology import Morpheme
from sakura_cli.keigo import actors
from sakura_cli.keigo.lexicon import nouns, persons, verbs
from sakura_cli.keigo.lexicon.nouns import FormalWord
from sakura_cli.keigo.rewriting.acts.act import MUSING
from sakura_cli.keigo.rewriting.context import CONTEXT_TOKENS, Sentence
from sakura_cli.keigo.types import Audience, HonorificClass, Side
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
_TOPICAL: Final = word_set("japanese/tags", "topical")
_TOPIC_MARKS: Final = word_set("japanese/particles", "subject")
_LIGHT: Final = word_set("japanese/predicates", "light")
_OF_NOBODY: Final = words("keigo/contexts", "of-nobody")
_HAPPENING: Final = (
    (verbs.COMING | verbs.OF_THINGS | verbs.INVOLUNTARY | verbs.WITH_SUBJECT)
    - verbs.OWN_ACTS
    - word_set("japanese/predicates", "existence", "light")
)
_ADVERBIAL: Final = ("に", "で")
_IDIOM_TOKENS: Final = 4
_CLAUSE_STARTS: Final = word_set("keigo/contexts", "clause-start")
_PROGRESSIVES: Final = words("keigo/contexts", "progressive")
_LAST_WORDS: Final = 8


def rewrite_words(s: Sentence, occupied: set[int], *, addresses: bool, own: set[int]) -> None:
    """Add edits for single words of `s`; tokens in `occupied` belong to rewritten predicates.

    `addresses` says that the sentence asks or requests something of the person addressed; `own` has the tokens of
    clauses about oneself.
    """
    k = s.first
    business = s.style.is_honorific
    while k < s.last:
        if k in occupied or s.tokens[k].surface not in _TRIGGERS:
            k += 1
            continue
        width = (
            _rewrite_owner(s, k)
            or _rewrite_formal(s, k, business, addresses=addresses)
            or (business and (_rewrite_by_neighbours(s, k) or _rewrite_interrogative(s, k)))
            or (business and addresses and k not in own and _rewrite_noun(s, k))
            or 1
        )
        k += width


def _rewrite_owner(s: Sentence, k: int) -> int:
    """うちの会社 -> 弊社, あなたの会社 -> 貴社; return the number of tokens taken."""
    t = s.tokens[k]
    if s.style.is_honorific and t.surface in persons.OWN_PLACE and _is_firm(s, k):
        s.replace(t.start, t.end, "私ども", HonorificClass.FORMAL_WORD, _WORD)
        return 1
    if k + 2 >= s.last or s.tokens[k + 1].surface != "の":
        return 0
    owned = s.tokens[k + 2].surface
    if (
        t.surface in persons.OWN_PLACE
        and k > s.first
        and (s.tokens[k - 1].surface == "の" or s.tokens[k - 1].pos == "連体詞")
    ):
        return 0  # 三つのうちの一つ, このうちのどれか: among
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
            is_of_firm = owned in persons.TITLES | persons.NEUTRAL | nouns.OF_FIRM or s.tokens[k + 2].sub2 == "人名"
            if owned in persons.OWN_FAMILY and owned not in persons.TITLES:
                after = "私の"
            elif is_of_firm and owned not in nouns.AT_HOME:
                after = "弊社の" if external else "当社の"
            else:
                after = "私どもの"
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


def _is_firm(s: Sentence, k: int) -> bool:
    """Tell whether うち is who speaks or acts (うちは, うちでは), neither a home nor a span (若いうちは)."""
    before = s.tokens[k - 1]
    starts = k == s.first or before.is_sign or before.lemma == "だ" or (before.pos == "助詞" and before.surface != "の")
    following = _surface_at(s, k + 1)
    is_at = following == "で" and _surface_at(s, k + 2) in _TOPIC_MARKS
    return starts and (following in _TOPIC_MARKS or is_at)


def _rewrite_formal(s: Sentence, k: int, business: bool, *, addresses: bool) -> int:
    """Put the formal word for a casual one, or for the casual words that begin here."""
    for entry in nouns.WORDS.get(s.tokens[k].surface, ()):
        last = k + len(entry.tokens)
        if tuple(t.surface for t in s.tokens[k : min(last, s.last)]) != entry.tokens or not _is_safe(s, k, entry):
            continue
        if entry.condition == ("unaddressed" if addresses else "addressed"):
            continue
        if entry.condition == "described" and not addresses:
            continue
        if entry.honorific_class is HonorificClass.RESPECT and k > s.first and _is_owned(s, k):
            continue  # うちのお母さん
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
    if entry.honorific_class is HonorificClass.RESPECT and k > s.first and s.tokens[k - 1].pos == "接頭辞":
        return False  # お忙しい already
    condition = entry.condition
    if condition.startswith("initial"):
        pauses = following in ("、", "，") or condition == "initial"
        return k == s.first and pauses and t.pos in _SENTENCE_OPENERS
    if condition == "described":
        # 分からない人は聞いて, 同じ病気の人はいる？
        is_of = k - 2 >= s.first and s.tokens[k - 1].surface == "の" and following == "は"
        is_other = is_of and s.tokens[k - 2].surface not in nouns.AT_HOME | persons.OWN_PLACE
        return k > s.first and (s.tokens[k - 1].cform.startswith("連体形") or is_other)
    if condition == "question":
        return s.is_question or s.tokens[s.last - 1].surface == "か"
    if condition == "first":
        return k == s.first
    if condition == "clause-start":
        return k == s.first or s.tokens[k - 1].surface in _CLAUSE_STARTS
    if condition == "number":
        return k + 1 < s.last and s.tokens[k + 1].sub == "数詞"
    if condition == "quantity":
        before = s.tokens[k - 1]
        return k == s.first or ((before.is_sign or before.pos == "助詞") and (before.surface not in ("で", "の")))
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
    if nxt is not None and (t.surface.endswith("って") or (t.surface == "て" and before == "何")):
        stem = t.surface[:-2]  # 出したって: one word to the dictionary
        is_even = "だって" in (t.surface, before + t.surface) and nxt.norm in ("知る", "存じる")
        if before and nxt.norm in _SAYING and not (is_even and s.tokens[k - 2].pos != "助詞"):
            s.replace(t.start, t.end, stem + "と", HonorificClass.FORMAL_WORD, _WORD)
            return 1
        last = s.tokens[k - 1]
        is_told = nxt.surface in nouns.TOLD | nouns.CALLED and _surface_at(s, k + 2) not in _ADVERBIAL
        if k > s.first and is_told and (last.ctype or last.lemma == "だ"):
            s.replace(t.start, t.end, stem + "という", HonorificClass.FORMAL_WORD, _WORD)
            return 1
        asks_of = nxt.surface == "どう" and _surface_at(s, k + 2) == "いう"
        if k > s.first and t.surface == "って" and asks_of and last.pos != "代名詞":
            s.replace(t.start, t.end, "というのは", HonorificClass.FORMAL_WORD, _WORD)
            return 1
        is_order = last.sub == "終助詞" and last.surface in MUSING
        tells = nxt.is_noun and any(each.norm in _SAYING for each in s.tokens[k + 2 : min(s.last, k + CONTEXT_TOKENS)])
        if k > s.first and t.surface == "って" and (_is_quoted(last) or is_order) and tells:
            s.replace(t.start, t.end, "と", HonorificClass.FORMAL_WORD, _WORD)  # 騒ぐなって隣の人に怒られた
            return 1
        if k > s.first and t.surface == "って" and (_is_quoted(last) or last.surface == "か") and nxt.sub != "終助詞":
            # 来るって本当？, 出ないって出る
            if nxt.surface in nouns.CALLED:
                s.replace(t.start, t.end, "という", HonorificClass.FORMAL_WORD, _WORD)  # 来ないってこと
                return 1
            is_topic = nxt.is_noun and (k + 2 >= s.last or s.tokens[k + 2].pos == "助動詞")
            s.replace(t.start, t.end, "というのは" if is_topic else "と", HonorificClass.FORMAL_WORD, _WORD)
            return 1
        is_nominal = not _TOPICAL.isdisjoint((last.pos, last.sub)) or last.cform == "連用形-一般"  # 取り置きって
        is_topic = k > s.first and t.surface == "って" and is_nominal
        if not is_topic or nxt.norm == "言う" or nxt.sub == "終助詞":
            return 0
        after = "という" if nxt.surface in nouns.CALLED else "は"
        s.replace(t.start, t.end, after, HonorificClass.FORMAL_WORD, _WORD)
        return 1
    if t.surface == "さん" and before == "客":
        s.replace(t.start, t.end, "様", HonorificClass.RESPECT, _NOUN)
        return 1
    is_favour = t.surface == "世話" and _surface_at(s, k + 1) == "に" and s.tokens[k - 1].pos != "接頭辞"
    if is_favour and k + 2 < s.last and s.tokens[k + 2].norm == "成る":
        s.replace(t.start, t.end, "お世話", HonorificClass.HUMBLE, _NOUN)
        return 1
    return 0


def _is_quoted(t: Morpheme) -> bool:
    """Tell whether a word before って ends a sentence that is quoted."""
    is_finite = t.cform.startswith((*actors.FINITE_FORMS, "命令形"))
    return is_finite and (t.is_verb or t.pos in ("形容詞", "助動詞")) and t.lemma != "だ"


def _rewrite_interrogative(s: Sentence, k: int) -> int:
    """Put the polite interrogative in a question to the other side (どこ -> どちら)."""
    t = s.tokens[k]
    nxt = s.tokens[k + 1] if k + 1 < s.last else None
    entry = next(iter(nouns.INTERROGATIVES.get(t.surface, ())), None)
    if entry is None or not s.is_question or (nxt is not None and nxt.surface in entry.not_before):
        return 0
    if nxt is not None and nxt.pos == "助詞" and _surface_at(s, k + 2) == "も":
        return 0  # 誰にも: nobody is asked for
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
    if s.text(k, min(k + _IDIOM_TOKENS, s.last)).startswith(_OF_NOBODY):
        return 0
    if nxt.surface == "の" and _surface_at(s, k + 2) in nouns.ABOUT:
        return 0  # 病気のことは誰にも言わないで
    is_subject = nxt.pos == "助詞" and nxt.surface in _TOPIC_MARKS
    if nxt.pos == "助詞" and k + 2 < s.last and s.tokens[k + 2].norm in (_HAPPENING if is_subject else verbs.COMING):
        return 0  # 返信は来た？, 名前変わった？: from whom or of what is not said
    after = nouns.HONORIFIC_NOUNS.get(t.surface)
    is_marked = nxt.surface in _NOUN_MARKS or nxt.surface == "、" or nxt.norm in ("有る", "無い")
    # 名前書いて
    is_marked = is_marked or (nxt.is_verb and nxt.norm not in _LIGHT | verbs.OF_THINGS | verbs.INVOLUNTARY)
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
    if before.surface == "の" and s.tokens[k].surface in nouns.ATTRIBUTES:
        nominal = actors.nominal_before(s.tokens, k - 1, s.first, s.style.audience)
        is_of_thing = nominal is not None and nominal.side is Side.THING and not nominal.is_of_time(s.tokens)
        if is_of_thing and s.tokens[k - 2].pos != "代名詞":
            return True
    return (
        before.pos in _BEFORE_NOUN
        or (before.pos == "連体詞" and s.tokens[k].surface in nouns.POINTED_AT)
        or (before.surface == "の" and (owner in persons.SELF or owner == "うち"))
    )
