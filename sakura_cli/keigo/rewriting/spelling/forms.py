"""Colloquial forms that have a standard one: 知らん, 忘れんな, 見れる, 緩んでるっぽい, 見りゃ, 目通しといて."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sakura_cli.japanese.conjugation import conditional_ba, make_word, negative, te_form
from sakura_cli.japanese.morphology import Morpheme, analyse_morphemes
from sakura_cli.japanese.predicate import FAVOURS, QUOTING_VERBS
from sakura_cli.keigo.lexicon import colloquial, nouns
from sakura_cli.keigo.rewriting.context import Sentence
from sakura_cli.lexicon import word_set

_SAYING: Final = word_set("japanese/predicates", "saying")
_KNOWING: Final = word_set("japanese/predicates", "knowing")
_OFFERING: Final = "そうか"
_FUSED: Final = "融合"
_ASKED: Final = word_set("keigo/sides", "interrogative")
# No noun made of a noun and a verb is longer.
_LONGEST_NOUN: Final = 8
_NASAL: Final = "未然形-撥音便"
_EXCEEDING: Final = frozenset(("過ぎ", "過ぎる"))
_LEAVING: Final = "とく"
_LEAVING_IF: Final = "とくと"
_LEFT: Final = ("と", "い")
_AFTER_LEFT: Final = word_set("keigo/sides", "joining") | {"た"}


def spell_form(s: Sentence, k: int) -> tuple[str, int] | None:
    """Return the standard form of a colloquial one at token `k` (知らん, 忘れんな, 見れる), and its width."""
    t = s.tokens[k]
    before = s.tokens[k - 1] if k > s.first else None
    if t.norm == "ぽい" and before is not None:
        return _spell_seeming(t, before)
    if t.sub == "接続助詞" and t.surface in colloquial.GRANTED and before is not None and before.is_verb:
        return _spell_granting(s, k)
    if t.cform.endswith(_FUSED) and (t.is_verb or t.pos == "形容詞"):
        word = make_word(t.lemma, t.ctype)
        denies = k + 1 < s.last and s.tokens[k + 1].norm == "為る"  # 行きゃしない
        return (conditional_ba(word), 1) if word is not None and not denies else None
    if (even := _spell_even(s, k)) is not None:
        return even, 2
    is_stem = t.norm in _EXCEEDING and (not t.is_verb or t.cform.startswith("連用形"))
    if is_stem and before is not None and _is_adjective(before):
        following = s.tokens[k + 1].surface if k + 1 < s.last else ""
        ending = "る" if not following else "て" if following == "、" else ""
        return (f"{t.surface}{ending}", 1) if ending else None
    if t.cform == _NASAL and k + 1 < s.last and s.tokens[k + 1].lemma == "ない":
        word = make_word(t.lemma, t.ctype)
        return (negative(word).text.removesuffix("ない"), 1) if word is not None else None
    if before is not None and _ends_in_kai(s, k, before):
        return "会は", 2
    if t.surface == _LEAVING_IF and before is not None and before.is_verb:
        return f"てお{_LEAVING_IF[1:]}", 1
    if (left := _spell_left(s, k)) is not None:
        return left
    if _offers(s, k):
        return f"{t.surface}しましょう", 2
    if (width := _width_of_what(s, k)) and (before is None or before.is_sign or before.pos == "助詞"):
        return "何と", width
    if t.surface == "ん" and t.norm == "ず" and before is not None and before.is_verb and before.norm != "為る":
        if k + 1 == s.last or s.tokens[k + 1].surface != "な":
            return "ない", 1
        return None if before.ctype.startswith("五段") else ("る", 1)
    if t.is_verb and t.norm.endswith("る") and t.lemma == f"{t.norm[:-1]}れる" and _takes_rareru(t.norm):
        stem = len(t.norm) - 1
        return f"{t.surface[:stem]}ら{t.surface[stem:]}", 1
    return None


def _spell_granting(s: Sentence, k: int) -> tuple[str, int] | None:
    """Return たって as ても, where it ends the sentence or a verb of speaking follows as what was heard."""
    t, following = s.tokens[k], s.tokens[k + 1] if k + 1 < s.last else None
    if following is None or following.sub == "終助詞" or following.is_sign:
        return colloquial.HEARD[t.surface], 1
    if following.surface in nouns.TOLD:
        return None  # もう届いたって連絡
    if following.surface in nouns.SAID_OF_CLAUSE:
        return f"{colloquial.TOLD[t.surface]}いうのは", 1  # 亡くなったって本当？
    is_refused = k + 3 < s.last and s.tokens[k + 3].norm in FAVOURS  # 頼んだって聞いてくれない
    is_told = following.norm in _SAYING and not is_refused
    return (colloquial.TOLD if is_told else colloquial.GRANTED)[t.surface], 1


def _spell_even(s: Sentence, k: int) -> str | None:
    """Return だって after a noun as でも (私だって知らない), not where it quotes or passes on."""
    if k + 2 >= s.last or k == s.first or s.tokens[k - 1].pos not in ("代名詞", "名詞"):
        return None
    following = s.tokens[k + 2]
    quotes = following.norm in _SAYING | QUOTING_VERBS
    is_of_person = s.tokens[k - 1].pos == "代名詞" and following.norm in _KNOWING
    goes_on = not (following.is_sign or following.sub == "終助詞" or (quotes and not is_of_person))
    return colloquial.EVEN.get(s.text(k, k + 2)) if goes_on and s.tokens[k].lemma == "だ" else None


def _ends_in_kai(s: Sentence, k: int, before: Morpheme) -> bool:
    """Tell whether 会って is the end of a name with って, which the dictionary takes for 会う (送別会ってどこ？)."""
    if s.tokens[k].norm != "会う" or not before.sub2.startswith("サ変") or k + 2 >= s.last:
        return False
    following = s.tokens[k + 2]
    return s.tokens[k + 1].surface == "て" and (following.norm in _ASKED or "副詞" in following.pos + following.sub2)


def _spell_left(s: Sentence, k: int) -> tuple[str, int] | None:
    """Return the verb that とく follows, where the dictionary takes it for a noun (目通しといて, 穴埋めといた)."""
    t = s.tokens[k]
    if t.pos != "名詞" or k + 1 >= s.last or len(t.surface) > _LONGEST_NOUN:
        return None
    following = s.tokens[k + 1]
    if following.lemma == _LEAVING and following.pos == "助動詞":
        left, width = f"お{following.surface[1:]}", 2
    elif k + 3 <= s.last and _is_left(s.tokens[k + 1 : k + 4]):
        left, width = "おい", 3
    else:
        return None
    if (verb := _te_form(analyse_morphemes(f"{t.surface}ます"), t.surface)) is not None:
        return f"{verb}{left}", width
    if t.sub2.startswith("サ変"):
        return f"{t.surface}して{left}", width
    for cut in range(1, len(t.surface)):
        noun, *parts = analyse_morphemes(f"{t.surface[:cut]}を{t.surface[cut:]}ます")
        if noun.is_noun and noun.surface == t.surface[:cut]:
            verb = _te_form(parts[1:], t.surface[cut:])
            if verb is not None:
                return f"{noun.surface}を{verb}{left}", width
    return None


def _te_form(tokens: Sequence[Morpheme], stem: str) -> str | None:
    """Return the て form of the verb that begins a phrase with a stem; None where another word does."""
    word = make_word(tokens[0].lemma, tokens[0].ctype) if tokens and tokens[0].is_verb else None
    return te_form(word) if word is not None and tokens[0].surface == stem else None


def _is_adjective(stem: Morpheme) -> bool:
    """Tell whether a word is the stem of an adjective, as before すぎ (重すぎ, ネット遅すぎ、)."""
    if stem.cform.startswith("語幹"):
        return True
    whole = analyse_morphemes(f"{stem.surface}い") if stem.is_noun else []
    return len(whole) == 1 and whole[0].pos == "形容詞"


def _is_left(tokens: Sequence[Morpheme]) -> bool:
    surfaces = tuple(t.surface for t in tokens)
    return surfaces[:2] == _LEFT and surfaces[2] in _AFTER_LEFT


def _offers(s: Sentence, k: int) -> bool:
    """Tell whether a verb and そう at the end are the volitional of another verb (一人出そうか: 出す)."""
    t = s.tokens[k]
    is_last = s.last == k + 3 and s.text(k + 1, s.last) == _OFFERING
    if not is_last or not (t.is_verb and t.cform.startswith("連用形") and len(t.surface) == 1):
        return False
    other = analyse_morphemes(f"{t.surface}す")
    return len(other) == 1 and other[0].is_verb


def _spell_seeming(t: Morpheme, before: Morpheme) -> tuple[str, int] | None:
    """Return っぽい as ようだ in its form (緩んでるっぽいから, 故障っぽくて); 子どもっぽい is a word of its own."""
    form = next((form for cform, form in colloquial.COPULA_FORMS.items() if t.cform.startswith(cform)), None)
    is_noun = before.is_noun and before.norm not in colloquial.LIKENED
    lead = "のよう" if is_noun else "よう" if before.cform.startswith(("終止形", "連体形")) else ""
    return (lead + form, 1) if lead and form is not None else None


def _width_of_what(s: Sentence, k: int) -> int:
    """Return how many tokens なんて has that asks what is read, said or written (なんて書けばいい); 0 for another."""
    t, parts = s.tokens[k], [each.surface for each in s.tokens[k : k + 2]]
    width = 1 if parts[0] == "なんて" else 2 if parts[1:] == ["て"] and t.norm == "何" else 0
    following = s.tokens[k + width] if width and k + width < s.last else None
    return width if following is not None and following.is_verb else 0


def _takes_rareru(verb: str) -> bool:
    """Tell whether the potential of a verb in る is 〜られる (見れる is colloquial, 取れる is not)."""
    found = analyse_morphemes(verb)
    return len(found) == 1 and not found[0].ctype.startswith("五段")
