"""二重敬語: two honorifics of one kind on one word (敬語の指針 p.30), established doubles and 敬語連結 excepted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sakura_cli.keigo.checking.rules.base import SHISHIN, Finding, Passage, Rule
from sakura_cli.keigo.types import Severity
from sakura_cli.lexicon.wordlist import word_set
from sakura_cli.localization import gettext as _

_RESPECT_VERBS: Final = word_set("いらっしゃる おっしゃる 仰る 召し上がる 為さる 下さる なさる くださる")
_HUMBLE_NOUNS: Final = word_set("拝見 拝読 拝聴 拝借 拝察 拝受 拝命 拝観 拝啓 参上 頂戴 拝領 拝謁") - {"拝啓"}
_MESSAGE: Final = _("尊敬語 twice on one word (二重敬語)")


def _form_of_naru(p: Passage, k: int) -> str:
    """Return the form of なる that fits where れる (token `k`) stood."""
    nxt = p.at(k + 1)
    if nxt.surface.startswith(("た", "て")) and nxt.pos in ("助動詞", "助詞"):
        return "なっ"
    if nxt.lemma == "ます" or (p.at(k).cform.startswith("連用形") and nxt.lemma != "ない"):
        return "なり"
    if nxt.lemma == "ない":
        return "なら"
    return "なれ" if p.at(k).cform.startswith("仮定形") else "なる"


def find_o_ni_nareru(p: Passage) -> Iterator[Finding]:
    """お〜になられる."""
    for stem in p.stems:
        if not (stem.is_verb or stem.is_sahen):
            continue
        k = stem.last
        if p.at(k).surface != "に" or p.at(k + 1).norm != "成る" or p.at(k + 2).lemma != "れる":
            continue
        start, end = p.span(stem.first, k + 3)
        yield Finding(start, end, _MESSAGE, f"{stem.text}に{_form_of_naru(p, k + 2)}")


def find_respect_verb_reru(p: Passage) -> Iterator[Finding]:
    """おっしゃられる, いらっしゃられる, 召し上がられる, なさられる, お見えられる."""
    for k, t in enumerate(p.tokens):
        if t.lemma != "れる" and t.lemma != "られる":
            continue
        verb = p.at(k - 1)
        if not verb.is_verb or verb.norm not in _RESPECT_VERBS or not verb.cform.startswith("未然形"):
            continue
        nxt = p.at(k + 1)
        root = verb.surface[:-1]
        if nxt.surface.startswith(("た", "て")) and nxt.pos in ("助動詞", "助詞"):
            after = root + "っ"
        elif nxt.lemma == "ます":
            after = root + ("い" if not verb.lemma.endswith("召し上がる") and verb.norm != "召し上がる" else "り")
        elif nxt.lemma == "ない":
            after = verb.surface
        else:
            after = root + "る"
        start, end = p.span(k - 1, k + 1)
        yield Finding(start, end, _MESSAGE, after)


def find_humble_prefixed(p: Passage) -> Iterator[Finding]:
    """ご拝見する, お承りする, お申し上げる: 謙譲語 with お/ご before it."""
    for stem in p.stems:
        start, end = p.span(stem.first, stem.last)
        nxt = p.at(stem.last)
        if stem.bare in _HUMBLE_NOUNS:
            if nxt.norm in ("為る", "致す", "申し上げる") or nxt.norm in ("頂く", "下さる"):
                plain = {"拝見": "ご覧", "拝読": "お読み", "拝聴": "お聴き", "拝借": "お借り"}
                after = plain.get(stem.bare, stem.bare) if nxt.norm == "下さる" else stem.bare
                yield Finding(start, end, _("お or ご on top of 謙譲語 (二重敬語)"), after)
        elif stem.bare == "承り" and nxt.norm in ("為る", "致す", "申し上げる"):
            yield Finding(start, end, _("お or ご on top of 謙譲語 (二重敬語)"))
    for k, t in enumerate(p.tokens):
        if (
            t.norm in ("申し上げる", "差し上げる")
            and p.at(k - 1).surface in ("お", "ご")
            and p.at(k - 1).pos == "接頭辞"
        ):
            start, end = p.span(k - 1, k + 1)
            yield Finding(start, end, _("お or ご on top of 謙譲語 (二重敬語)"), t.surface)


RULES: Final = (
    Rule(
        "double-respect",
        Severity.ERROR,
        f"{SHISHIN} p.30",
        "「お読みになられる」「おっしゃられる」などの二重敬語",
        lambda p: _both(p),
    ),
    Rule(
        "double-humble",
        Severity.ERROR,
        f"{SHISHIN} p.30",
        "「ご拝見する」「お申し上げる」などの二重敬語",
        find_humble_prefixed,
    ),
)


def _both(p: Passage) -> Iterator[Finding]:
    yield from find_o_ni_nareru(p)
    yield from find_respect_verb_reru(p)
