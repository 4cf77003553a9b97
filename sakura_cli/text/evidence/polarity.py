"""Find clauses of a text that say the opposite of what another text says of the same thing.

A predicate counts only with the word it is about (購入を決めない), and is reported only where the other text has the
same word with the same predicate and nowhere in the same sense: false alarms would cost more trust than a miss. Works
by form, without a dictionary. Left out: synonyms (見送る for 買わない), double negation and questions.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from sakura_cli.characters.fold import fold
from sakura_cli.spans import Span

# What follows decides: a stem in 未然形 before one of these is negated, but not where the negation is itself undone.
_UNDONE = (
    r"(?!(?:けれ|け?りゃ|く(?:ては|ちゃ|とも|もない|はない)|と(?!の|し|され|い[うわっ]|述|説|回答|報告)|わけ|こと(?:は|も)な"
    r"|でもな|か(?:[、。とを?]|どうか|$)|限り|よう|まま|うち|恐れ|おそれ|場合|とき|時))"
)
_NEGATION = rf"(?:な(?:い|く|かった)|ません|ず(?!に(?:は|済|す)))(?:でした)?{_UNDONE}|ぬ(?=[。、]|$)"
_TOPIC = r"(?P<topic>[一-龠々]{2,8}|[ァ-ヺー]{3,16}|[A-Za-z][A-Za-z0-9-]{1,16})"
_PARTICLE = r"(?:は|を|が|も|には|では|とは)"

# 一段 verbs end their stem in a syllable of the e or i row, 五段 verbs in the a row before a negation.
_NEGATED = re.compile(
    rf"{_TOPIC}{_PARTICLE}(?P<verb>[一-龠][ぁ-ん]{{0,2}}?|[ぁ-ん]?でき|出来|行わ|認め)(?:{_NEGATION})"
)
_AFFIRMED = re.compile(
    rf"{_TOPIC}{_PARTICLE}(?P<verb>[一-龠][ぁ-ん]{{0,2}}?|[ぁ-ん]?でき|出来|認め)"
    r"(?:る|た|ます|ました|ている|ており|て(?=[、。])|(?=[、。]|$))"
)
_SURU_NEGATED = re.compile(
    rf"(?P<topic>[一-龠々]{{2,4}})(?:は|を|が|も)?(?:し|でき|され|せ)(?:て)?(?:い)?(?:{_NEGATION})"
)
_SURU_AFFIRMED = re.compile(
    r"(?P<topic>[一-龠々]{2,4})(?:は|を|が|も)?"
    r"(?:する(?!か|かどうか|こと(?:は|が)でき|場合|とき|時|ため|ほど|際|前|と(?!の|し|され))"
    r"|した(?!か|場合|とき|時|際|ら|い)|します|しました|できる(?!か|よう|場合|だけ)|できた|できます|される|された|されました|(?=[。]|$))"
)
_ABSENT = re.compile(rf"{_TOPIC}(?:は|が|も)?(?:な(?:い|く|かった|し)(?=[、。で]|$)|ありません|ございません)")
_PRESENT = re.compile(
    rf"{_TOPIC}(?:は|が|も)(?:あ(?:る|った|り(?!ませ)|ります|りました)(?=[、。]|$)|ございま(?:す|した))"
)
_CAN = re.compile(r"でき|可能")
_OPPOSITES = (
    ("増加", "減少"),
    ("増え", "減っ"),
    ("増え", "減り"),
    ("増額", "減額"),
    ("増員", "減員"),
    ("上昇", "下落"),
    ("上昇", "低下"),
    ("上がっ", "下がっ"),
    ("値上げ", "値下げ"),
    ("引き上げ", "引き下げ"),
    ("拡大", "縮小"),
    ("黒字", "赤字"),
    ("賛成", "反対"),
    ("可決", "否決"),
    ("合格", "不合格"),
    ("可能", "不可能"),
    ("許可", "禁止"),
    ("改善", "悪化"),
    ("有効", "無効"),
    ("必要", "不要"),
)


class Claim(NamedTuple):
    """What a clause says of a topic: `is_affirmed` of a predicate."""

    topic: str
    predicate: str
    is_affirmed: bool
    span: Span


def find_reversed(candidate: str, source: str) -> list[Span]:
    """List the spans of `candidate` that say of something the opposite of what `source` says of it."""
    stated: dict[tuple[str, str], set[bool]] = defaultdict(set)
    folded = fold(source)
    for claim in _find_claims(folded):
        stated[claim.topic, claim.predicate].add(claim.is_affirmed)
    spans = [
        claim.span
        for claim in _find_claims(fold(candidate))
        if stated.get((claim.topic, claim.predicate)) == {not claim.is_affirmed}
        # A bare noun that the source also uses in other ways proves nothing.
        and (not claim.is_affirmed or _is_always_negated(claim, folded))
    ]
    spans.extend(_find_opposites(fold(candidate), folded))
    return sorted(set(spans))


def _find_claims(folded: str) -> Iterator[Claim]:
    for pattern, is_affirmed in ((_NEGATED, False), (_AFFIRMED, True)):
        for match in pattern.finditer(folded):
            yield Claim(match["topic"], _name_predicate(match["verb"]), is_affirmed, Span(*match.span()))
    for pattern, is_affirmed in ((_ABSENT, False), (_PRESENT, True)):
        for match in pattern.finditer(folded):
            yield Claim(match["topic"], "ある", is_affirmed, Span(*match.span()))
    for pattern, is_affirmed in ((_SURU_NEGATED, False), (_SURU_AFFIRMED, True)):
        for match in pattern.finditer(folded):
            predicate = "できる" if _CAN.search(match.group()) else "する"
            yield Claim(match["topic"], predicate, is_affirmed, Span(*match.span()))


def _name_predicate(stem: str) -> str:
    return "できる" if stem in ("でき", "出来") else stem


def _is_always_negated(claim: Claim, source: str) -> bool:
    """Say whether every mention of the topic in the source lies in a negated clause of the claim's predicate."""
    negated = {
        other.span.start for other in _find_claims(source) if other.topic == claim.topic and not other.is_affirmed
    }
    return all(match.start() in negated for match in re.finditer(re.escape(claim.topic), source))


def _find_opposites(candidate: str, source: str) -> Iterator[Span]:
    """Yield words whose opposite the source uses of the same topic, while it never uses the word itself."""
    for word, opposite in (*_OPPOSITES, *((second, first) for first, second in _OPPOSITES)):
        pattern, other = _standing_alone(word, opposite), _standing_alone(opposite, word)
        if not re.search(pattern, candidate) or re.search(pattern, source) or re.search(other, candidate):
            continue
        for match in re.finditer(
            rf"{_TOPIC}(?:(?:は|が|も)[^、。]{{0,12}}?|[をにの])?(?:[0-9.,]+\S{{0,3}}?)?{pattern}", candidate
        ):
            topic = match["topic"]
            if len(topic) > 1 and re.search(rf"{re.escape(topic)}[^。]{{0,24}}?{other}", source):
                yield Span(*match.span())


def _standing_alone(word: str, opposite: str) -> str:
    """Return a pattern for a word where it is not a part of its opposite (可能 in 不可能)."""
    return rf"(?<!{opposite.removesuffix(word)}){word}" if opposite.endswith(word) else word
