"""Tell whether 〜て at the end of a sentence asks for the act, or tells a cause or what goes on."""

from __future__ import annotations

from typing import Final

from sakura_cli.japanese.predicate import Predicate
from sakura_cli.keigo.lexicon import nouns, sahen, verbs
from sakura_cli.keigo.rewriting.context import Sentence
from sakura_cli.keigo.types import Side
from sakura_cli.lexicon import read_table, words

_COMPOUND_PARTICLES: Final = {
    (row["particle"], row["verb"]): row["kind"] for row in read_table("japanese/compound_particles")
}
_OF_TIME: Final = ("副詞可能", "助数詞可能")


def is_compound_particle(s: Sentence, pred: Predicate) -> bool:
    """Tell whether a predicate in て is the verb of a compound particle (について, をもって)."""
    if pred.kind != "verb" or pred.layers or pred.noun or pred.first - 2 < s.first:
        return False
    kind = _COMPOUND_PARTICLES.get((s.tokens[pred.first - 1].surface, pred.norm))
    noun = s.tokens[pred.first - 2]
    return kind == "" or (kind == "time" and (noun.sub2 in _OF_TIME or noun.surface in nouns.ENDS_OF_SPEECH))


def can_be_asked(s: Sentence, pred: Predicate, side: Side, particle: str) -> bool:
    """Tell whether 〜て at the end can ask for the act: one of the will, of whoever is addressed, and no adverbial."""
    if pred.core.polite or is_compound_particle(s, pred) or s.before(pred.last).endswith(_ADVERBIALS):
        return False
    if pred.core.negated and s.text(pred.first, pred.last).removesuffix("".join(pred.particles)).endswith("なくて"):
        return False  # 〜なくて tells a cause, 〜ないで asks
    goes_on = pred.has_te("居る")
    is_caused = any(layer.kind == "causative" for layer in pred.layers)
    is_happening = pred.norm in verbs.INVOLUNTARY or pred.noun in sahen.IMPERSONAL or pred.norm in verbs.UNASKED
    if (is_happening and not is_caused) or (goes_on and pred.norm in verbs.UNASKED_STATES):
        return False
    if any(layer.kind == "passive" for layer in pred.layers) or pred.has_te("仕舞う"):
        return False
    if particle == "が" and side is Side.THING:
        return False
    return not (particle in ("が", "も") and side in (Side.SELF, Side.IN_GROUP, Side.NEUTRAL))


_ADVERBIALS: Final = words("keigo/contexts", "adverbial-te")
