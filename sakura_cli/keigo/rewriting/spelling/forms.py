"""Colloquial forms that have a standard one: 知らん, 忘れんな, 見れる, 緩んでるっぽい, なんて書く."""

from __future__ import annotations

from typing import Final

from sakura_cli.japanese.morphology import Morpheme, analyse_morphemes
from sakura_cli.keigo.lexicon import colloquial
from sakura_cli.keigo.rewriting.context import Sentence

_OFFERING: Final = "そうか"


def spell_form(s: Sentence, k: int) -> tuple[str, int] | None:
    """Return the standard form of a colloquial one at token `k` (知らん, 忘れんな, 見れる), and its width."""
    t = s.tokens[k]
    before = s.tokens[k - 1] if k > s.first else None
    if t.norm == "ぽい" and before is not None:
        return _spell_seeming(t, before)
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
