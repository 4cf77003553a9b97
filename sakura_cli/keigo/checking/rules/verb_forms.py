"""さ入れ, れ足す, ら抜き, い抜き: verb forms outside 敬語の指針, each with its own source."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from sakura_cli.japanese.morphology import analyse_morphemes
from sakura_cli.keigo.checking.rules.base import Finding, Passage, Rule
from sakura_cli.keigo.types import Severity
from sakura_cli.lexicon.wordlist import word_set
from sakura_cli.localization import gettext as _

_A_TO_U: Final = dict(zip("かがさたなばまらわ", "くぐすつぬぶむるう", strict=True))
_E_TO_U: Final = dict(zip("けげせてねべめれえ", "くぐすつぬぶむるう", strict=True))
_TRANSITIVE_SU: Final = word_set(
    """動かす 済ます 乾かす 減らす 増やす 鳴らす 散らす 延ばす 伸ばす 飛ばす 沸かす 逃がす 明かす 輝かす 驚かす 悩ます
    騒がす 溶かす 膨らます 澄ます 覚ます 冷ます 励ます 脅かす 生かす 活かす 照らす 揺らす 荒らす 晴らす 枯らす
    漏らす 濡らす 暮らす 巡らす 凝らす 滑らす 切らす 焦らす 懲らす 紛らす 乱す 表す 現す 果たす 満たす 交わす 過ごす
    任す 任せる 合わす 合わせる 知らす 知らせる 話す 回す 消す 残す 直す 通す 外す 耕す 促す 示す"""
)


@lru_cache(maxsize=4096)
def _verb_class(dictionary_form: str) -> str:
    """Return the conjugation type of a dictionary form; "" where it is no verb."""
    tokens = analyse_morphemes(dictionary_form)
    if len(tokens) == 1 and tokens[0].is_verb and tokens[0].lemma == dictionary_form:
        return tokens[0].ctype
    return ""


def find_sa(p: Passage) -> Iterator[Finding]:
    """休まさせていただく, 読まさせて."""
    for k, t in enumerate(p.tokens):
        verb = p.at(k - 1)
        if t.pos != "助動詞" or not verb.is_verb or not verb.ctype.startswith("五段"):
            continue
        if t.lemma == "させる" and verb.cform.startswith("未然形"):
            stem = verb.surface
            if stem + "す" in _TRANSITIVE_SU:
                continue
        elif (
            t.lemma == "せる"
            and verb.surface.endswith("さ")
            and len(verb.surface) > 2
            and verb.lemma not in _TRANSITIVE_SU
        ):
            stem = verb.surface[:-1]
            base = stem[:-1] + _A_TO_U[stem[-1]] if stem[-1] in _A_TO_U else ""
            if not base or not _verb_class(base).startswith("五段"):
                continue
        else:
            continue
        start, end = p.span(k - 1, k + 1)
        yield Finding(
            start, end, _("a superfluous さ after a 五段 verb (さ入れ言葉)"), stem + t.surface.removeprefix("さ")
        )


def find_re(p: Passage) -> Iterator[Finding]:
    """書けれる, 行けれます."""
    for k, t in enumerate(p.tokens):
        if not t.is_verb or not t.ctype.startswith("下一段"):
            continue
        if t.surface.endswith("れ") and t.cform.startswith("仮定形") and t.lemma == t.surface[:-1] + "る":
            if p.at(k + 1).surface not in ("ます", "まし", "ませ", "ない", "なかっ", "た", "て", "そう"):
                continue
            root, last, rest = t.surface[:-1], k + 1, ""
        elif p.at(k + 1).lemma in ("れる",) and t.surface[-1] in _E_TO_U and p.at(k + 1).pos == "助動詞":
            root, last, rest = t.surface, k + 2, p.at(k + 1).surface[1:]
        elif t.lemma.endswith("れる") and len(t.lemma) > 3 and t.lemma[-3] in _E_TO_U:
            root, last, rest = t.lemma[:-2], k + 1, t.surface[len(t.lemma) - 1 :]
        else:
            continue
        if root[-1] not in _E_TO_U:
            continue
        base = root[:-1] + _E_TO_U[root[-1]]
        if not _verb_class(base).startswith("五段") or (_verb_class(t.lemma[:-2] + "れる") and t.norm.endswith("れる")):
            continue
        start, end = p.span(k, last)
        yield Finding(start, end, _("a superfluous れ after a potential verb (れ足す言葉)"), root + rest)


def find_ra(p: Passage) -> Iterator[Finding]:
    """見れる, 食べれる, 来れる."""
    for k, t in enumerate(p.tokens):
        verb = p.at(k - 1)
        is_upper = verb.ctype.startswith("上一段") or (verb.lemma.endswith("ずる") and verb.surface.endswith("じ"))
        if t.pos == "助動詞" and t.lemma == "れる" and verb.is_verb and is_upper:
            start, end = p.span(k - 1, k + 1)
            yield Finding(start, end, _("ら is missing (ら抜き言葉)"), verb.surface + "ら" + t.surface)
            continue
        if (
            t.is_verb
            and t.surface.endswith("じれ")
            and p.at(k + 1).lemma in ("ます", "ない")
            and t.lemma.endswith("じる")
        ):
            start, end = p.span(k, k + 1)
            yield Finding(start, end, _("ら is missing (ら抜き言葉)"), t.surface[:-1] + "られ")
            continue
        if not t.is_verb or not t.lemma.endswith("れる") or t.ctype != "下一段-ラ行" or len(t.lemma) < 3:
            continue
        base = t.lemma[:-2] + "る"
        if base == "いる" or t.norm.endswith("れる"):
            continue
        kind = _verb_class(base)
        if not kind.startswith(("上一段", "下一段", "カ行変格")) or base[:-1] == "":
            continue
        start, end = p.span(k, k + 1)
        yield Finding(start, end, _("ら is missing (ら抜き言葉)"), t.lemma[:-2] + "ら" + t.surface[len(t.lemma) - 2 :])


def find_i(p: Passage) -> Iterator[Finding]:
    """してます, 見てた."""
    for k, t in enumerate(p.tokens):
        if t.pos == "助動詞" and t.lemma in ("てる", "でる") and p.at(k - 1).is_verb | (p.at(k - 1).pos == "助動詞"):
            start, end = p.span(k, k + 1)
            te = t.lemma[0]
            yield Finding(start, end, _("い is missing (い抜き言葉)"), te + "い" + t.surface[1:])


_TEXTLINT: Final = "慣用(活用の規則); @textlint-ja"
RULES: Final = (
    Rule("sa-ire", Severity.ERROR, f"{_TEXTLINT}/no-insert-dropping-sa", "「休まさせていただく」など", find_sa),
    Rule("re-tasu", Severity.ERROR, f"{_TEXTLINT}/no-insert-re", "「書けれる」など", find_re),
    Rule(
        "ra-nuki",
        Severity.SHIFTING,
        "国語審議会(1995); textlint-rule-no-dropping-the-ra",
        "「見れる」「食べれる」など",
        find_ra,
    ),
    Rule("i-nuki", Severity.STYLE, "慣用; @textlint-ja/no-dropping-i", "「してます」など", find_i),
)
