"""Put the colloquial words that standard spelling has left into standard Japanese, around what is rewritten already."""

from __future__ import annotations

from typing import Final

from sakura_cli.japanese.predicate import QUOTING_VERBS
from sakura_cli.keigo.lexicon import colloquial
from sakura_cli.keigo.rewriting.context import Sentence
from sakura_cli.keigo.rewriting.phrases import is_past_favour
from sakura_cli.keigo.types import HonorificClass
from sakura_cli.lexicon import word_set
from sakura_cli.localization import gettext as _

_NOMINALS: Final = word_set("japanese/tags", "nominal")
_FORBIDDING: Final = word_set("japanese/predicates", "forbidding")
_PERMITTING: Final = word_set("japanese/predicates", "permission")
_DEGREED: Final = word_set("japanese/tags", "degreed")
_REASON: Final = _("a more formal word (慣用)")


def replace_words(s: Sentence) -> None:
    """Add edits for slang words with a sure counterpart, and drop さ after a phrase (昨日さ、)."""
    text = s.text()
    for pattern, (polite, business) in colloquial.STANDARD.find_candidates(text):
        for match in pattern.finditer(text):
            after = business if s.style.is_honorific else polite
            if after.endswith("ありがとうございます。") and is_past_favour(text[: match.start()]):
                after = after.replace("ございます", "ございました")
            s.replace(s.start + match.start(), s.start + match.end(), after, HonorificClass.FORMAL_WORD, _REASON)
    if "じゃ" in text:
        _spell_out_ja(s)
    for k in range(s.first, s.last - 1):
        t = s.tokens[k]
        if t.pos == "接頭辞" and t.surface in colloquial.PREFIXES and s.tokens[k + 1].pos in _DEGREED:
            after = colloquial.PREFIXES[t.surface][s.style.is_honorific]
            s.replace(t.start, t.end, after, HonorificClass.FORMAL_WORD, _REASON)
    if "さ、" not in text and "さ，" not in text:
        return
    for k in range(s.first + 1, s.last - 1):
        t = s.tokens[k]
        if t.surface == "さ" and t.sub == "終助詞" and s.tokens[k + 1].surface in ("、", "，"):
            s.replace(t.start, t.end, "", HonorificClass.FORMAL_WORD, _REASON)


def _spell_out_ja(s: Sentence) -> None:
    """Put じゃ inside a sentence as では (書類だけじゃ足りない), as で before ないと and なければ."""
    for k in range(s.first + 1, s.last - 1):
        t, before, following = s.tokens[k], s.tokens[k - 1], s.tokens[k + 1]
        if t.surface != "じゃ" or following.is_sign:
            continue
        forbids = t.sub == "接続助詞" and following.norm in _FORBIDDING
        denies = following.norm == "無い"
        follows_noun = before.pos in _NOMINALS or before.pos == "助詞" or (denies and before.pos == "副詞")
        if not forbids and (t.sub == "接続助詞" or not follows_noun):
            continue
        after = "".join(t.surface for t in s.tokens[k + 2 : k + 4])
        is_quoted = after.startswith("と") and k + 3 < s.last and s.tokens[k + 3].norm in QUOTING_VERBS
        is_spared = after.startswith("て") and k + 3 < s.last and s.tokens[k + 3].norm in _PERMITTING
        is_condition = (
            is_spared or following.cform.startswith("仮定形") or (after.startswith(("と", "ても")) and not is_quoted)
        )
        s.replace(t.start, t.end, "で" if denies and is_condition else "では", HonorificClass.FORMAL_WORD, _REASON)
