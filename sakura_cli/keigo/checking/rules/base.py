"""What rules are made of: the rule with its name and source, the passage it reads, and honorific stems (お読み,
ご利用)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from sakura_cli.japanese.morphology import Morpheme, analyse_morphemes
from sakura_cli.keigo import actors
from sakura_cli.keigo.actors import Nominal
from sakura_cli.keigo.types import Audience, Severity, Side
from sakura_cli.lexicon.wordlist import word_set


class Finding(NamedTuple):
    """A rule's finding in a passage; `suggestion` replaces the span ("" where none is certain)."""

    start: int
    end: int
    message: str
    suggestion: str = ""
    severity: Severity | None = None


class Stem(NamedTuple):
    """お/ご and what it honours: token range (half-open), text, the bare noun or the verb's norm."""

    first: int
    last: int
    text: str
    bare: str
    norm: str
    is_verb: bool
    is_sahen: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """One line: its masked text, offset, tokens, the honorific stems in them, and the audience."""

    text: str
    start: int
    tokens: Sequence[Morpheme]
    stems: Sequence[Stem]
    audience: Audience

    def at(self, k: int) -> Morpheme:
        return self.tokens[k] if 0 <= k < len(self.tokens) else NO_TOKEN

    def span(self, first: int, last: int) -> tuple[int, int]:
        return self.tokens[first].start, self.tokens[last - 1].end

    def surface(self, first: int, last: int) -> str:
        return "".join(t.surface for t in self.tokens[first:last])

    def sentence_start(self, k: int) -> int:
        """Return the first token of the sentence that token `k` is in."""
        while k > 0 and self.tokens[k - 1].surface not in ("。", "！", "？", "!", "?"):
            k -= 1
        return k

    def sentence_end(self, k: int) -> int:
        """Return the token after the last one of the sentence that token `k` is in, its mark included."""
        while k < len(self.tokens):
            if self.tokens[k].surface in ("。", "！", "？", "!", "?"):
                return k + 1
            k += 1
        return k

    def asks(self, k: int) -> bool:
        """Tell whether the sentence of token `k` is a question."""
        last = self.sentence_end(k)
        tail = [t.surface for t in self.tokens[max(k, last - 3) : last]]
        return "か" in tail or "？" in tail or "?" in tail


NO_TOKEN: Final = Morpheme("", "", "", "", "", "", "", "", "", -1, -1)
Finder = Callable[[Passage], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule: `name` is a stable slug, `source` the authority with page, `summary` what it forbids."""

    name: str
    severity: Severity
    source: str
    summary: str
    find: Finder


SHISHIN: Final = "敬語の指針(文化審議会答申2007)"
USAGE: Final = "慣用"

_LEXICAL_STEMS: Final = {"ご覧": "見る", "御覧": "見る", "ご存じ": "知る", "ご存知": "知る"}
_VERBAL_NOUN_ENDINGS: Final = "いきしちにみりえけせてねべめれぎびじ"
_NOT_VERBAL: Final = word_set(
    """年寄り 金持ち 世話 客 母さん 父さん 兄さん 姉さん 病気 元気 手本 馴染み 役 嫁 風邪 知り合い 友達 一人 二人 仲間
    味方 相手 お蔭 陰 礼 詫び 力添え 気持ち 手伝い 祝い 祭り 年 いくつ 幾つ 側 幸せ 先 大臣"""
)


def find_stems(tokens: Sequence[Morpheme]) -> list[Stem]:
    """Return the honorific stems among `tokens`: お読み, お待たせ, ご利用, ご覧."""
    found = []
    count = len(tokens)
    for k, t in enumerate(tokens):
        if t.surface in _LEXICAL_STEMS:
            found.append(Stem(k, k + 1, t.surface, t.surface[1:], _LEXICAL_STEMS[t.surface], True, False))
        if t.pos != "接頭辞" or t.norm != "御" or k + 1 >= count:
            continue
        nxt = tokens[k + 1]
        last = k + 2
        if nxt.is_verb:
            norm = nxt.norm
            if nxt.cform.startswith("未然形") and last < count and tokens[last].lemma in ("せる", "させる"):
                norm, last = nxt.norm + "せる", last + 1
            elif not nxt.cform.startswith("連用形"):
                continue
            while (
                last < count
                and tokens[last].is_verb
                and tokens[last].norm in _SECONDS
                and tokens[last].cform.startswith("連用形")
            ):
                norm, last = norm + tokens[last].norm, last + 1
            text = "".join(x.surface for x in tokens[k:last])
            found.append(Stem(k, last, text, text[1:], norm, True, False))
        elif nxt.pos == "名詞" and nxt.sub == "普通名詞":
            is_sahen = nxt.sub2.startswith("サ変")
            is_verbal = (
                not is_sahen
                and nxt.surface not in _NOT_VERBAL
                and "形状詞" not in nxt.sub2
                and nxt.surface[-1] in _VERBAL_NOUN_ENDINGS
                and len(nxt.surface) > 1
            ) or nxt.surface == "話"
            norm = _verb_of(nxt.surface) or nxt.norm if is_verbal else nxt.norm
            found.append(
                Stem(
                    k,
                    last,
                    t.surface + nxt.surface,
                    nxt.surface,
                    norm,
                    is_verbal,
                    is_sahen and nxt.surface not in _NOT_VERBAL,
                )
            )
    return found


@lru_cache(maxsize=1024)
def _verb_of(noun: str) -> str:
    """Return the verb a deverbal noun comes from (読み -> 読む); "" where there is none."""
    tokens = analyse_morphemes(noun + "ます")
    return tokens[0].norm if len(tokens) == 2 and tokens[0].is_verb else ""


_SECONDS: Final = word_set(
    """直す 合う 込む 出す 忘れる 付ける 続ける 始める 取る 替える 換える 合わせる 待ち 上がる 寄る 帰る 求める 引く
    受ける"""
)


def nearest_subject(p: Passage, k: int, marks: Sequence[str] = ("が", "は", "も", "、")) -> Nominal | None:
    """Return the person or thing marked as subject right before the predicate at token `k`.

    Only within one clause: another verb or adjective in between hides it.
    """
    begin = p.sentence_start(k)
    j = k - 1
    while j >= begin:
        t = p.tokens[j]
        if t.is_verb or t.pos in ("形容詞", "助動詞") or t.sub == "接続助詞":
            return None
        if t.surface in marks and (t.pos == "助詞" or (t.surface == "、" and _is_vocative(p, j, begin))):
            nominal = actors.nominal_before(p.tokens, j, begin, p.audience)
            if nominal is not None and nominal.side is not Side.THING:
                return nominal
            if nominal is not None and t.surface == "が":
                return nominal
        j -= 1
    return None


def _is_vocative(p: Passage, j: int, begin: int) -> bool:
    nominal = actors.nominal_before(p.tokens, j, begin, p.audience)
    return nominal is not None and nominal.first == begin


def raised_goal(p: Passage, k: int) -> bool:
    """Tell whether a third person to be raised is the goal or source (に, へ, を, から) of the predicate at token
    `k`."""
    begin = p.sentence_start(k)
    for j in range(k - 1, begin, -1):
        t = p.tokens[j]
        if t.surface in ("に", "へ", "を", "から", "まで", "の") and t.pos == "助詞":
            nominal = actors.nominal_before(p.tokens, j, begin, p.audience)
            if (
                nominal is not None
                and nominal.side.is_raised
                and nominal.text not in ("皆様", "皆さん", "各位", "そちら")
            ):
                return True
        if t.is_verb:
            return False
    return False
