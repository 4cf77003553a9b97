"""Whether a rewritten sentence says what its source says: denial, certainty, duty, question or statement, tense.

It reads both by their words, not by the analysis the rewriting was made with: what that got wrong shows here. Left out:
who acts for whom.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from sakura_cli.japanese.morphology import analyse_morphemes
from sakura_cli.japanese.predicate import FORMAL_NOUNS
from sakura_cli.keigo.checking.checker import check_text
from sakura_cli.keigo.layout import mask_protected
from sakura_cli.keigo.lexicon import verbs
from sakura_cli.keigo.meaning import count_negations, find_abilities, find_modality, has_bare_desu, is_question
from sakura_cli.keigo.types import Audience, Problem, Severity
from sakura_cli.lexicon import alternation, word_set, words

_MARKS: Final = "。．.！!？? 　"
_SPARED: Final = re.compile(f"(?:{'|'.join(words('keigo/negation', 'spared', column='pattern'))})")
_PROHIBITED: Final = re.compile(f"(?:{'|'.join(words('keigo/negation', 'prohibited', column='pattern'))})$")
_REPORTED: Final = re.compile(f"(?:{'|'.join(words('keigo/negation', 'reported', column='pattern'))})$")
_AFTER_INVITING: Final = "".join(words("keigo/negation", "after-inviting", column="pattern"))
_NEGATIVE_END: Final = re.compile(
    f"{alternation(words('keigo/negation', 'inviting', column='pattern'))}{_AFTER_INVITING}$"
)
_BIDDING: Final = re.compile(f"(?:{'|'.join(words('keigo/negation', 'bidding', column='pattern'))})$")
_UNBIDDING: Final = re.compile(f"(?:{'|'.join(words('keigo/negation', 'unbidding', column='pattern'))})$")
_TAGS: Final = word_set("japanese/predicates", "tag")
_PERMITTED: Final = re.compile(f"(?:{'|'.join(words('keigo/negation', 'permitted', column='pattern'))})")
_FAVOUR_ASKED: Final = re.compile("|".join(words("keigo/negation", "favour-asked", column="pattern")))
_SAID_OF_IT: Final = FORMAL_NOUNS | word_set("keigo/contexts", "said-of")
_DOUBLED: Final = re.compile("|".join(words("keigo/negation", "doubled", column="pattern")))
_DENIAL_QUOTED: Final = re.compile("|".join(words("keigo/negation", "denial-quoted", column="pattern")))
# What keigo brings by itself: でしょうか asks no more than か, いただきたく wishes what a request wishes.
_BROUGHT: Final = frozenset(("likely", "wish", "seems"))


def says_the_same(source: str, rewritten: str, *, is_set_wording: bool = False) -> bool:
    """Tell whether a sentence and its rewriting deny, ask, bid and date alike; both with their closing marks.

    With `is_set_wording` tense and leave are those of a set phrase.
    """
    source, rewritten = _without_tags(source, rewritten)
    if _BIDDING.search(rewritten.rstrip(_MARKS)) and _UNBIDDING.search(source.rstrip(_MARKS)):
        return False
    if is_question(source) != is_question(rewritten):
        return False
    if count_denials(source) != count_denials(rewritten):
        return False
    lost, gained = _compare_modality(source, rewritten)
    if lost or gained:
        return False
    if is_set_wording:
        return True
    if not _keeps_ability(source, rewritten):
        return False
    if _count_leave(source) != _count_leave(rewritten):
        return False
    return tells_past(source) == tells_past(rewritten)


def _without_tags(source: str, rewritten: str) -> tuple[str, str]:
    """Return both without what seeks agreement at their ends (言ったじゃない), as they are where one has none."""
    cuts = _find_tag(source), _find_tag(rewritten)
    return (source[: cuts[0]], rewritten[: cuts[1]]) if min(cuts) >= 0 else (source, rewritten)


def _find_tag(sentence: str) -> int:
    """Return where a sentence ends in じゃない(か) or ではありませんか after a finite word; -1 where it does not."""
    tokens = [t for t in analyse_morphemes(mask_protected(sentence)) if not t.is_sign]
    while tokens and tokens[-1].surface == "か":
        tokens.pop()
    k = next((k for k in range(len(tokens) - 1, 0, -1) if tokens[k].norm in ("無い", "有る")), 0)
    if any(t.pos != "助動詞" for t in tokens[k + 1 :]):
        return -1
    if k and tokens[k - 1].surface == "は":
        k -= 1
    is_form = k > 1 and "".join(t.surface for t in tokens[k - 1 : k + 1]).startswith(tuple(_TAGS))
    if not is_form:
        return -1
    before = tokens[k - 2]
    is_finite = before.cform.startswith(("終止形", "連体形")) and not (before.lemma == "だ" or before.pos == "形状詞")
    return tokens[k - 1].start if is_finite else -1


def _keeps_ability(source: str, rewritten: str) -> bool:
    """Tell whether what can be done still can, and what is done is no longer said to be possible only."""
    was_able, may_have_been, _ = find_abilities(source)
    is_able, may_be, ends_able = find_abilities(rewritten)
    if was_able and not (is_able or may_be):
        return False
    return was_able or may_have_been or not ends_able or is_question(rewritten)


def brings_errors(source: str, rewritten: str, audience: Audience) -> bool:
    """Tell whether a rewriting has a fault its source has not: です where it cannot stand, or an error of keigo."""
    masked = mask_protected(rewritten)
    if _DOUBLED.search(masked) and not _DOUBLED.search(mask_protected(source)):
        return True
    if has_bare_desu(rewritten) and not has_bare_desu(source):
        return True
    found = _find_errors(rewritten, audience)
    return bool(found) and len(found) > len(_find_errors(source, audience))


def _find_errors(sentence: str, audience: Audience) -> list[Problem]:
    return [each for each in check_text(sentence, audience) if each.severity is Severity.ERROR]


def _count_leave(sentence: str) -> int:
    """Return how often a sentence gives or asks leave; a favour asked for with its words is none."""
    text = mask_protected(sentence)
    return len(_PERMITTED.findall(_FAVOUR_ASKED.sub("", text) if is_question(sentence) else text))


def count_denials(sentence: str) -> int:
    """Return how often a sentence denies, what invites (行かない？) and what spares with set words left aside."""
    cut = _find_tag(sentence)
    text = mask_protected(sentence if cut < 0 else sentence[:cut])
    asks = cut < 0 and (is_question(sentence) or sentence.rstrip().endswith(("？", "?")))
    bare = text.rstrip(_MARKS)
    bare = _SPARED.sub("", bare)
    if asks:
        bare = _NEGATIVE_END.sub("", bare)
    return count_negations(bare) + _forbids(bare)


def _forbids(bare: str) -> bool:
    """Tell whether a sentence without its marks forbids (行くなって); 遅くなって and 来ると思うな do not."""
    if not _PROHIBITED.search(bare):
        return False
    last = analyse_morphemes(bare)[-2:]
    return not any(
        t.norm == "成る" or t.norm in verbs.OF_WRITER | verbs.EXCLAIMED or t.cform == "意志推量形" for t in last
    )  # だろうな


def _compare_modality(source: str, rewritten: str) -> tuple[set[str], set[str]]:
    """Return the modalities that are lost and gained."""
    before, after = Counter(find_modality(source)), Counter(find_modality(rewritten))
    if after["wish"] > before["wish"]:
        before["seems"] = 0  # 頼みたい
    if after["must"] > before["must"]:
        before["must"] += len(_DENIAL_QUOTED.findall(source))
    before["seems"] += _reports(source.rstrip(_MARKS))
    after["seems"] += _reports(rewritten.rstrip(_MARKS))
    lost = {each for each in before - after if each != "likely"}
    gained = {each for each in after - before if each not in _BROUGHT}
    return lost, gained


def _reports(bare: str) -> bool:
    """Tell whether a sentence without its marks passes on what was heard (来るって); 袖をまくって does not."""
    found = _REPORTED.search(bare)
    if found is None or "って" not in found.group():
        return found is not None
    return not any(t.is_verb and t.surface.endswith("っ") for t in analyse_morphemes(bare)[-3:])


def tells_past(sentence: str) -> bool:
    """Tell whether a sentence ends in the past, whatever is said of that (来たようです, 来たのでしょうか)."""
    for t in reversed(analyse_morphemes(mask_protected(sentence))):
        if t.is_sign or t.pos == "助詞" or t.sub == "助動詞語幹" or t.norm in _SAID_OF_IT or t.lemma in ("です", "だ"):
            continue
        return t.lemma == "た" and not t.cform.startswith("仮定形")
    return False
