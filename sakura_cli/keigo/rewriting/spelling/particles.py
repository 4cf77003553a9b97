"""Particles that speech leaves out and writing does not: 薬飲む, 銀行行く, 仕様変わった, 返すの忘れた."""

from __future__ import annotations

from typing import Final

from sakura_cli.japanese.conjugation import Word
from sakura_cli.japanese.morphology import Morpheme
from sakura_cli.japanese.predicate import KANA_NORMS, RAISED_NOUNS
from sakura_cli.keigo import actors
from sakura_cli.keigo.layout import MASK
from sakura_cli.keigo.lexicon import colloquial, nouns, persons, sahen, verbs
from sakura_cli.keigo.rewriting import forms
from sakura_cli.keigo.rewriting.context import Sentence
from sakura_cli.lexicon import word_set, words

_OF_TIME: Final = "副詞可能"
_FLOATING: Final = word_set("keigo/contexts", "floating")
_COUNTERS: Final = "助数詞"
_ASKED: Final = word_set("keigo/sides", "interrogative")
_ASKED_WHICH: Final = word_set("keigo/sides", "asked-which")
_LEXICAL: Final = words("keigo/contexts", "idiom", "lexical")
_FORBIDDING: Final = word_set("japanese/predicates", "forbidding")
_CHANGING: Final = word_set("japanese/predicates", "changing")
_FAVOURS: Final = word_set("japanese/predicates", "favour")
_AUXILIARIES: Final = word_set("japanese/predicates", "te")
_EXISTENCE: Final = word_set("japanese/predicates", "existence")
_AFTER_HONORIFIC: Final = _FAVOURS | _EXISTENCE
_CASES: Final = frozenset("をが")
_ANY: Final = frozenset("かも")
_SUBJECTS: Final = frozenset("はが")
_NO_THINGS: Final = frozenset((*RAISED_NOUNS, *persons.HOW_MANY))
_TURNING_OUT: Final = word_set("keigo/contexts", "turning-out")
_DOING: Final = "遣る"
_BEING: Final = "居る"
_APOLOGY: Final = "御免"
_HOW: Final = frozenset(("どう",))
_WISHED: Final = "欲しい"
_OF_PERSONS: Final = persons.RESPECT_SUFFIXES | persons.FAMILIAR_SUFFIXES
_CONSENT: Final = word_set("japanese/particles", "seeking-consent")
_ENDINGS: Final = ("終助詞", "準体助詞")
_JOINING: Final = word_set("keigo/sides", "joining")
_DEGREE_TOKENS: Final = 5
# A predicate and its endings have no more tokens.
_ENDING_TOKENS: Final = 14
# So far back a clause is looked at for a particle it has already.
_CLAUSE_TOKENS: Final = 24


def find_particle(s: Sentence, k: int) -> str:
    """Return を, に, が or は where the noun at token `k` lacks it (薬飲む, 銀行行く, 雨ひどい); "" elsewhere."""
    t = s.tokens[k]
    nxt = s.tokens[k + 1] if k + 1 < s.last else None
    if nxt is None:
        return ""
    if t.surface == "の":
        return _after_clause(s, k, nxt)
    if nxt.norm in verbs.WITH_PERSON and _names_somebody(s, k) and not _has_already(s, k, "が"):
        return "が" if t.norm in _ASKED or not (s.is_question and _closes(s, k + 1)) else "は"
    if nxt.norm in verbs.WITH_PERSON_OBJECT and _names_somebody(s, k) and not _has_already(s, k, "を"):
        return "を"  # 業者呼んで
    if _is_asked_of(s, k, nxt):
        return "は"
    is_place = t.pos == "代名詞" and t.surface in colloquial.PLACES
    if not (is_place or _names_thing(s, k)):
        return ""
    is_state = nxt.pos == "形状詞" or nxt.sub2 == "形状詞可能"
    if is_state and nxt.norm in nouns.FELT and t.pos == "名詞":
        return "が"  # 注射苦手
    of_sahen = _after_object_of_sahen(s, k, nxt)
    if of_sahen or _is_predicate_of(s, k, nxt):
        return of_sahen or "は"
    v = _find_verb(s, k)
    if v < 0 or _makes_noun(s, v):
        return ""
    found = _of_place(t, s.tokens[v]) if is_place else _of_thing(s, k, v)
    if found in _SUBJECTS and t.norm not in _ASKED and _asks_before(s, k):
        return "が"  # どの色が一番人気ある？
    return "" if found in _CASES and _has_already(s, k, found) else found


def _asks_before(s: Sentence, k: int) -> bool:
    """Tell whether a word before token `k` asks which or who: what follows in its clause is no topic."""
    return s.is_question and any(
        (s.tokens[j].norm in _ASKED or s.tokens[j].surface in _ASKED_WHICH) and s.tokens[j + 1].surface not in _ANY
        for j in range(max(s.first, k - _CLAUSE_TOKENS), k)
    )


def _find_verb(s: Sentence, k: int) -> int:
    """Return the verb or adjective that follows token `k`, adverbs and numbers of times between them left aside."""
    v = k + 1
    while v < min(s.last, k + 1 + _DEGREE_TOKENS) and _is_adverbial(s, v):
        v += 1
    is_one = v < s.last and (s.tokens[v].is_verb or s.tokens[v].pos == "形容詞")
    return v if is_one else -1


def _is_adverbial(s: Sentence, k: int) -> bool:
    t, before = s.tokens[k], s.tokens[k - 1]
    if t.pos == "副詞" or t.sub == "数詞" or t.surface in _FLOATING:
        return True
    if before.sub == "数詞":
        return t.pos == "接尾辞" or t.sub2.startswith(_COUNTERS)
    is_manner = t.pos == "形容詞" and t.norm not in _EXISTENCE and t.cform.startswith("連用形") and k + 1 < s.last
    return is_manner and s.tokens[k + 1].is_verb and s.tokens[k + 1].norm not in _CHANGING


def _names_somebody(s: Sentence, k: int) -> bool:
    """Tell whether the word at token `k` names a person or an animal (田中さんいる？, 犬いる？, 誰来る？)."""
    t, before = s.tokens[k], s.tokens[k - 1] if k > s.first else None
    if t.pos == "接尾辞":
        return t.surface in _OF_PERSONS and before is not None and before.is_noun
    is_one = t.surface in nouns.ANIMATE or actors.is_person(t.surface) or t.norm in actors.ASKED
    return is_one and t.pos in ("名詞", "代名詞")


def _of_place(t: Morpheme, verb: Morpheme) -> str:
    norm = KANA_NORMS.get(verb.norm, verb.norm)
    if norm in verbs.WITH_PART:
        return "を"
    return "に" if norm in verbs.WITH_PLACE | verbs.WITH_GOAL else ""


def _of_thing(s: Sentence, k: int, v: int) -> str:
    t, verb = s.tokens[k], s.tokens[v]
    is_asked = t.norm in _ASKED or t.surface in colloquial.ASKED_THINGS
    topic = "が" if is_asked else "は" if t.pos == "代名詞" else ""
    subject = topic or ("は" if s.is_question and _closes(s, v) else "が")
    is_duty = verb.cform.startswith("仮定形") and v + 2 < s.last and s.tokens[v + 2].norm in _FORBIDDING
    is_bare = t.surface in nouns.BARE and not (verb.is_verb and t.surface in nouns.ABOUT)
    before = s.tokens[k - 1] if k > s.first else None
    is_clause = before is not None and (before.pos == "連体詞" or before.cform.startswith("連体形"))
    if (
        is_bare
        and (is_clause or (before and before.is_verb))
        and t.surface in nouns.ABOUT
        and v == k + 1
        and not is_duty
    ):
        return "が" if verb.cform.startswith("連体形") else "は"  # 見たことない番号, 慌てることない
    if verb.norm in _EXISTENCE and (is_duty or is_bare or s.before(k + 1).endswith(_LEXICAL)):
        return ""  # 届け出なければいけない
    if not verb.is_verb:
        is_made = verb.cform.startswith("連用形") and v + 1 < s.last and s.tokens[v + 1].norm == "為る"
        if is_made and v == k + 1:
            return "を"  # 字大きくして, 財布なくした
        becomes = verb.cform.startswith("連用形") and v + 1 < s.last and s.tokens[v + 1].norm == "成る"
        if (verb.norm == _WISHED or becomes) and v == k + 1:
            return "が"  # 返事ほしい, 返事遅くなって
        return subject if v == k + 1 and (verb.norm in _EXISTENCE or t.sub2 == "一般" or topic) else topic
    norm = KANA_NORMS.get(verb.norm, verb.norm)
    if norm == _DOING and t.surface in nouns.SHOPS and v == k + 1:
        return "は"  # 銀行やってる？
    if norm == _BEING and v == k + 1 and not topic:
        return "に" if t.surface in nouns.ENTERED | nouns.SHOPS else subject  # はんこいる？
    if norm != verb.norm and norm in verbs.ASKING:
        return ""  # 学割きく is 効く
    if norm in verbs.RECEIVING & _FAVOURS:
        return "を"  # 資料もらえる
    if norm in verbs.WITH_OBJECT and forms.base_of_potential(Word(verb.lemma, "1"), norm) is not None:
        return subject  # カード使えない
    if norm in verbs.WITH_OBJECT or (norm == "為る" and t.norm == "何"):
        return "を"
    if norm in verbs.ENTERING and t.surface in nouns.ENTERED and v == k + 1:
        return "に"
    is_done = norm == "出来る" and t.surface in sahen.OF_PEOPLE  # 返事できる
    comes = norm in verbs.COMING and t.surface in nouns.ARRIVING and not is_done
    if (norm in verbs.WITH_SUBJECT or comes) and not verb.cform.startswith("命令形"):
        is_caused = v + 1 < s.last and s.tokens[v + 1].lemma in colloquial.CAUSATIVES
        return "を" if is_caused else subject
    if norm not in verbs.WITH_GOAL or v != k + 1:
        return ""
    if t.surface in nouns.PATHS:
        return "を"  # この道行く
    return "が" if f"{t.surface}が" in _TURNING_OUT else "に"  # 納得いかない


def _closes(s: Sentence, v: int) -> bool:
    """Tell whether the verb at token `v` is the predicate of its sentence, with nothing but endings after it."""
    if s.last - v > _ENDING_TOKENS or s.tokens[s.last - 1].surface in _CONSENT:
        return False
    if any(t.cform.startswith("仮定形") for t in s.tokens[v : s.last]):
        return False
    return all(
        t.pos == "助動詞" or t.sub in _ENDINGS or t.norm in _AUXILIARIES | _EXISTENCE or t.surface in _JOINING
        for t in s.tokens[v + 1 : s.last]
    )


def _after_clause(s: Sentence, k: int, nxt: Morpheme) -> str:
    """Return を, が or は after の that makes a noun of a clause (返すの忘れた, 読むの難しい, いじったの誰？)."""
    before = s.tokens[k - 1]
    is_clause = k > s.first and before.cform.startswith("連体形") and (before.is_verb or before.pos in _CLAUSE_ENDS)
    if not is_clause or s.tokens[k].sub != "準体助詞":
        return ""
    if _is_topic(s, k, nxt):
        return "は"
    if _is_object_of_sahen(s, k + 1):
        return "を"
    v = _find_verb(s, k)
    if v >= 0 and s.tokens[v].is_verb:
        norm = KANA_NORMS.get(s.tokens[v].norm, s.tokens[v].norm)
        return "を" if norm in verbs.WITH_OBJECT else "が" if norm in verbs.WITH_SUBJECT else ""
    if nxt.pos in ("形容詞", "形状詞") or nxt.surface in nouns.FELT:
        return "が" if nxt.surface in nouns.FELT or nxt.norm in nouns.FELT or nxt.norm == "無い" else "は"
    return ""


_CLAUSE_ENDS: Final = ("助動詞", "形容詞")


def _is_topic(s: Sentence, k: int, noun: Morpheme) -> bool:
    """Tell whether の makes of a clause what the last noun is asked or said of (いじったの誰？)."""
    is_last = s.last - k <= _ENDING_TOKENS and all(
        t.sub == "終助詞" or t.pos == "助動詞" for t in s.tokens[k + 2 : s.last]
    )
    return is_last and (noun.norm in _ASKED or noun.surface in nouns.SAID_OF_CLAUSE)


def _is_object_of_sahen(s: Sentence, k: int) -> bool:
    t = s.tokens[k]
    return t.surface in nouns.DONE_TO and k + 1 < s.last and s.tokens[k + 1].norm == "為る"


def _after_object_of_sahen(s: Sentence, k: int, nxt: Morpheme) -> str:
    """Return を between a thing and the サ変 noun that is done to it, where they make no compound (これ確認して)."""
    if not _is_object_of_sahen(s, k + 1) or _has_already(s, k, "を"):
        return ""
    before = s.tokens[k - 1] if k > s.first else None
    is_phrase = s.tokens[k].pos == "代名詞" or (before is not None and before.pos == "連体詞")
    return "を" if is_phrase and nxt.pos == "名詞" else ""


def _is_predicate_of(s: Sentence, k: int, nxt: Morpheme) -> bool:
    """Tell whether a pronoun stands right before a noun that is said of it (これ本当？, それ誰の？)."""
    if s.tokens[k].pos != "代名詞" or s.tokens[k].norm in _ASKED or s.tokens[k].surface in colloquial.PLACES:
        return False
    is_said = nxt.pos == "形状詞" or nxt.norm in _ASKED or (nxt.pos == "名詞" and not nxt.sub2.startswith(_ADVERBIALS))
    if s.last - k > _ENDING_TOKENS:
        return False
    rest = s.tokens[k + 2 : s.last]
    ends = all(t.sub in ("終助詞", "準体助詞") or t.pos == "助動詞" or t.surface == "の" for t in rest)
    return is_said and ends and nxt.sub != "数詞"


def _is_asked_of(s: Sentence, k: int, nxt: Morpheme) -> bool:
    """Tell whether an interrogative stands right after the thing it asks of (体調どう？, 資料いつ届く？)."""
    names_one = _names_thing(s, k) or (_names_somebody(s, k) and s.tokens[k].norm not in _ASKED)
    return s.is_question and nxt.norm in _ASKED | _HOW and names_one


_ADVERBIALS: Final = (_OF_TIME, _COUNTERS)


def _has_already(s: Sentence, k: int, particle: str) -> bool:
    """Tell whether a particle stands before token `k` in its clause (見本を3種類作った)."""
    for t in reversed(s.tokens[max(s.first, k - _CLAUSE_TOKENS) : k]):
        if t.is_verb or t.is_sign or t.sub == "接続助詞":
            return False
        if t.surface == particle and t.sub == "格助詞":
            return True
    return False


def _makes_noun(s: Sentence, k: int) -> bool:
    """Tell whether a verb makes one noun with what stands before it (場所取り)."""
    verb, following = s.tokens[k], s.tokens[k + 1] if k + 1 < s.last else None
    is_stem = verb.is_verb and verb.cform == "連用形-一般"
    is_joined = following is not None and (
        following.sub in ("接続助詞", "終助詞") or following.sub == "助動詞語幹" or following.pos == "助動詞"
    )
    goes_on = is_joined or (following is not None and following.is_verb)
    return is_stem and not goes_on


def _names_thing(s: Sentence, k: int) -> bool:
    """Tell whether the noun at token `k` is a thing, neither a person, a time nor a number of things."""
    t = s.tokens[k]
    before = s.tokens[k - 1] if k > s.first else None
    if t.pos == "代名詞":
        return t.surface in colloquial.THINGS
    if t.pos == "接尾辞":
        if before is not None and before.is_verb and before.cform.startswith("連用形"):
            return t.surface == "方"  # やり方教えて
        is_of_noun = before is not None and before.pos == "名詞" and before.sub == "普通名詞"
        return is_of_noun and t.sub2 == "一般" and not (actors.names_person(t) or t.surface in _OF_PERSONS)
    if (
        t.pos != "名詞"
        or t.sub != "普通名詞"
        or t.sub2 == _OF_TIME
        or t.surface in _NO_THINGS
        or t.surface in nouns.ANIMATE
    ):
        return False
    if t.norm == _APOLOGY or actors.is_person(t.surface) or set(t.surface) == {MASK}:
        return False
    is_number = t.sub2 == "助数詞" or (len(t.surface) > 1 and t.surface[0].isnumeric())
    if is_number or (before is not None and before.sub == "数詞"):
        return False
    if before is not None and before.norm == "御" and s.tokens[min(k + 1, s.last - 1)].norm in _AFTER_HONORIFIC:
        return False  # ご確認いただく, お変わりない
    return before is None or not (before.surface == "を" or before.sub2 == "人名")
