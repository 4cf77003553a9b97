"""How well a label of a text names a field: the same word, one that means the same, a kind of it, or with whose it is.

By the tables `labels/concepts`, `labels/broader` and `labels/parts`. Left out: what stands beside the label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from sakura_cli.characters.fold import fold, fold_for_lookup
from sakura_cli.lexicon import alternation, read_table, word_set, words
from sakura_cli.tasks.extraction.fields import Field
from sakura_cli.tasks.extraction.outlining.hints import read_hint
from sakura_cli.tasks.extraction.outlining.spelling import spell

SAME, MEANT, NARROWER, OWNED, STEM, BROADER, ENDING = 100, 92, 80, 88, 76, 70, 64
"""How well a label names a field: a score, of which `LEAST` is the least that counts."""
LEAST = 60
_SHORT = 2
_LONGEST = 40
# What names differ in that are one word in two spellings.
_SPELLED = 3
# What before a name makes that of another thing of it: 前回, 次回, 別送.
OTHERS = "副前元次旧仮他別翌"

_NOTE = re.compile(r"[（(〔\[【][^（）()〔〕\[\]【】]*[)）〕\]】]$")
_WRAPPED = re.compile(r"[（(](?P<inner>[^（）()]+)[)）]")
_EDGES = " 　\t※*＊・:：.．。、■□◆◇●○◎▼▲【】[]〔〕<>＜＞|｜"
_NUMBER = re.compile(r"^(?:[(（]?[0-9０-９]{1,2}[)）.．、]|[①-⑳])[ 　]*")
_BOTH = re.compile(rf"[/／・&＆]|{alternation(words('labels/joints'))}")
_POLITE_INSIDE = re.compile(r"(?<=[一-龠々])(?:御(?!中)|[ごお](?=[一-龠々]{2}))(?=[一-龠々])")
_LINKS = re.compile(r"(?<=[一-龠々ァ-ヶー])[のな](?=[一-龠々ァ-ヶー])")
_BILINGUAL = re.compile(r"(?P<japanese>[^\sA-Za-z]{2,12})[ 　/／(（]+(?P<english>[A-Za-z][A-Za-z .#']{1,24})[)）.:：]*")
_RATE = re.compile(r"(?<![0-9.])([0-9]{1,2})(?:%|パーセント)|(?<=[税率額_])_?(8|10)(?![0-9])")
_JOINTS = re.compile(r"[_\-・/／&＆の]")
_POLITE = "ごお御貴"
# うち消費税等相当額: a part of the sum above.
_PART_OF = re.compile(r"^[(（]?うち(?=[一-龠ァ-ヶ])|^[(（](?=[^()（）]+$)")


@lru_cache(maxsize=8192)
def bare(name: str) -> str:
    """Return a name without blanks, numbering, marks, a note in brackets, and ご or お before it; in one spelling."""
    said = _NUMBER.sub("", name.strip(_EDGES)).strip(_EDGES)
    if wrapped := _WRAPPED.fullmatch(said):
        said = wrapped["inner"].strip(_EDGES)
    while (stripped := _NOTE.sub("", said).strip(_EDGES)) and stripped != said:
        said = stripped
    folded = _PART_OF.sub("", _POLITE_INSIDE.sub("", fold_for_lookup(said)))
    if folded in _concepts() or len(folded) <= 2 or folded[0] not in _POLITE:
        return folded
    return folded[1:]


@lru_cache(maxsize=8192)
def concept_of(name: str) -> str | None:
    """Return the concept of a label or the name of a field, None where the tables know none."""
    key = bare(name)
    concepts = _concepts()
    known = concepts.get(key) or concepts.get(_JOINTS.sub("", key)) or _concept_in_both(name)
    return known or _spelled_concepts().get(spell(key))


def _concept_in_both(name: str) -> str | None:
    """Return the concept of a label that stands in Japanese and English: 請求先 Bill To."""
    found = _BILINGUAL.fullmatch(name.strip(_EDGES))
    if found is None:
        return None
    concepts = _concepts()
    one, other = concepts.get(bare(found["japanese"])), concepts.get(bare(found["english"]))
    if one is None or other is None:
        return None
    return one if one == other or other in _broader(one) or _broader(one) & _broader(other) else None


def is_a(concept: str | None, kind: str) -> bool:
    """Say whether a concept is of a kind of `labels/parts`."""
    return concept is not None and concept in _parts(kind)


def names_of(field: Field) -> tuple[str, ...]:
    """Return what a field is called: its name, and the labels that its description tells.

    A rate that one of them tells is meant by all, and a name in English is what its description says in Japanese.
    """
    names = (field.name, *read_hint(field.hint))
    if any(map(rates_of, names)):
        return tuple(name for name in names if rates_of(name))
    meant = [concept for hint in names[1:] if (concept := concept_of(hint)) is not None]
    said = concept_of(field.name) if field.name.isascii() and meant else None
    is_other = said is not None and not any(said in (each, *_broader(each)) or each in _broader(said) for each in meant)
    return names[1:] if is_other and is_a(said, "title") else names


@lru_cache(maxsize=65536)
def compare(name: str, label: str, context: tuple[str, ...] = (), value_type: str = "string") -> int:
    """Return how well a label names a field, from 0 to 100; `context` says whose it is, by headings and roles."""
    score = _compare(name, label, context, value_type)
    if score > ENDING:
        return score
    mine, theirs = bare(name), bare(label)
    one, other = spell(mine), _without_vague(spell(theirs))
    if not one or not other or (one, other) == (mine, theirs):
        return score
    return max(score, _compare(one, other, context, value_type) - _SPELLED)


def _without_vague(label: str) -> str:
    """Return a label without a word inside that makes nothing else of it: 口座振替予定日."""
    for word in words("labels/vagueness"):
        at = label.find(word, 1) if len(word) > 1 else -1
        if 0 < at < len(label) - len(word):
            return label[:at] + label[at + len(word) :]
    return label


def _compare(name: str, label: str, context: tuple[str, ...], value_type: str) -> int:
    wanted_rates, rates = rates_of(name), rates_of(label)
    if wanted_rates and wanted_rates != rates:
        return 0
    if rates:
        score = compare(without_rates(name), without_rates(label), context, value_type)
        return score if wanted_rates else max(0, score - 3)
    mine, theirs = bare(name), bare(label)
    if not mine or not theirs:
        return 0
    if mine == theirs:
        return SAME
    if _without_person(mine) == _without_person(theirs) or _LINKS.sub("", mine) == _LINKS.sub("", theirs):
        return SAME - 2
    wanted, said = concept_of(name), concept_of(label)
    if wanted is not None and wanted == said:
        return MEANT
    if said is None and len(both := _BOTH.split(label)) > 1:
        return max(0, max(compare(name, each, context, value_type) for each in both) - 2)
    if owned := _compare_owners(mine, theirs, context):
        return owned
    if len(theirs) > 1 and mine.startswith(theirs) and is_a(concept_of(mine[len(theirs) :]), "code"):
        return STEM  # ロット for ロット番号
    if len(theirs) > 1 and mine in {theirs + noun for noun in _type_nouns("string")}:
        return STEM  # プラン for プラン名
    if value_type != "string" and len(theirs) > 1 and _differ_in_type(mine, theirs, value_type):
        return STEM
    if wanted is not None and said is not None:
        if wanted in _broader(said):
            return NARROWER
        return BROADER if said in _broader(wanted) else 0
    is_other = theirs[:1] in OTHERS and theirs.endswith(mine) and len(theirs) - len(mine) <= _SHORT
    if wanted is not None and not is_other and _ends_in(theirs, wanted, mine):
        return ENDING
    if len(mine) > 1 and wanted is None and not is_other and theirs.endswith(mine):
        return ENDING
    is_ending = len(theirs) > 2 and mine.endswith(theirs) and mine[0] not in OTHERS
    if is_ending and not is_a(said, "generic") and not is_a(said, "part"):
        return ENDING - 1
    is_short_end = len(theirs) == _SHORT < len(mine) <= _SHORT + 2 and mine.endswith(theirs)
    if wanted is None and is_short_end and not is_a(said, "generic") and not is_a(said, "part"):
        return LEAST if mine[0] not in OTHERS else 0
    return ENDING if _is_fuller(mine, theirs) or _is_fuller(theirs, mine) else 0


def _is_fuller(longer: str, shorter: str) -> bool:
    """Say whether a name says another with a word more inside that makes nothing else of it: 口座振替予定日."""
    if not len(shorter) < len(longer) <= _LONGEST:
        return False
    for cut in range(_SHORT, len(shorter)):
        begin, end = shorter[:cut], shorter[cut:]
        more = longer[cut : len(longer) - len(end)]
        if len(shorter) > _SHORT and more and longer.startswith(begin) and longer.endswith(end):
            return concept_of(more) is None and not any(word in more for word in words("labels/distinctions"))
    return len(shorter) > _SHORT and longer.startswith(shorter) and longer[len(shorter) :] in words("labels/vagueness")


@lru_cache(maxsize=8192)
def rates_of(name: str) -> frozenset[str]:
    """Return the rates of tax that a name tells: 10 of 消費税（10%） and of 消費税_10."""
    return frozenset(first or second for first, second in _RATE.findall(fold(name)))


@lru_cache(maxsize=8192)
def without_rates(name: str) -> str:
    return _RATE.sub("", fold(name)).replace("()", "")


def split_owner(name: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to part a name into whose it is and what it is: 乙代表者, 請求先の住所; the longest end first."""
    key = bare(name)
    longest = max(map(len, _concepts()))
    for cut in range(max(1, len(key) - longest), len(key)):
        owner, core = key[:cut].rstrip("の_・-"), key[cut:]
        if owner and core in _concepts():
            yield owner, core


def is_owner(owner: str, context: Iterable[str]) -> bool:
    """Say whether a heading or role names the owner of a part."""
    meant = concept_of(owner)
    for each in context:
        key = bare(each)
        if key == owner or (meant is not None and concept_of(each) == meant):
            return True
        if 1 < len(owner) <= _LONGEST and len(key) > 1 and (owner in key or key in owner or _is_fuller(key, owner)):
            return True
    return False


def _compare_owners(mine: str, theirs: str, context: tuple[str, ...]) -> int:
    """Compare names of which one says whose it is: 甲住所 and 住所 below 甲, 請求先住所 and 請求先所在地."""
    said = _concepts().get(theirs)
    for owner, core in split_owner(mine):
        meant = _concepts()[core]
        is_same = core == theirs or (said is not None and meant == said)
        is_kind = said is not None and meant in _broader(said) and is_a(said, "generic")
        if (is_same or is_kind) and is_owner(owner, context):
            return OWNED if is_same else OWNED - 8
    if mine.startswith(theirs) and len(theirs) > 1 and len(mine) > len(theirs):
        rest = mine[len(theirs) :]
        if any(bare(each) == rest for each in context[:1]):
            return OWNED
    for owner, core in split_owner(mine):
        what = _concepts()[core]
        is_of_it = said is not None and _concepts().get(owner) == said
        if is_of_it and is_a(what, "generic") and not is_a(what, "part"):
            return OWNED - 4
        for other, end in split_owner(theirs):
            if _concepts()[end] == _concepts()[core] and (other == owner or _means_same(other, owner)):
                return OWNED + 2
    return 0


def _means_same(one: str, other: str) -> bool:
    return _concepts().get(one) is not None and _concepts().get(one) == _concepts().get(other)


def _ends_in(label: str, concept: str, name: str) -> bool:
    """Say whether a label ends in a word of a concept: 見積有効期限 is an 有効期限."""
    if label.endswith(name) and len(name) > 1:
        return True
    return any(_concepts().get(label[cut:]) == concept for cut in range(1, len(label) - 1))


def _without_person(key: str) -> str:
    key = key.replace("様氏名", "名") if len(key) > len("様氏名") else key
    return key[:-1] if len(key) > 2 and key.endswith("者") else key


def _differ_in_type(mine: str, theirs: str, value_type: str) -> bool:
    """Say whether names differ in what says their type only: 送信日 and 送信日時, 懇親会費 and 懇親会."""
    stems = _stems(mine, value_type)
    if theirs in stems:
        return True
    if theirs.startswith(mine) and theirs[len(mine) :] in _type_nouns(value_type):
        return True
    return value_type in ("date", "time") and any(
        theirs == stem + noun for stem in stems for noun in words("labels/moments")
    )


def is_named_after_type(name: str, value_type: str) -> bool:
    """Say whether a name ends in a word for the type of its value: 開始時刻, 終了日."""
    return bare(name).endswith(tuple(_type_nouns(value_type)))


def _stems(key: str, value_type: str) -> list[str]:
    """Return a name without what says its type: 懇親会費 is 懇親会 and 懇親."""
    wanted = "number" if value_type in ("integer", "quantity") else value_type
    return [key[: -len(end)] for end in _type_nouns(wanted) if key.endswith(end) and len(end) < len(key)]


@cache
def _concepts() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in read_table("labels/concepts"):
        for key in (fold_for_lookup(row["word"]), fold_for_lookup(_JOINTS.sub("", fold(row["word"])))):
            found.setdefault(key, row["concept"])
    return found


@cache
def _spelled_concepts() -> dict[str, str]:
    found: dict[str, str] = {}
    for key, concept in _concepts().items():
        found.setdefault(spell(key), concept)
    return found


@cache
def _broader(concept: str) -> frozenset[str]:
    """Return the concepts that a concept is a kind of, whatever the number of steps."""
    found: set[str] = set()
    waiting = [concept]
    while waiting:
        each = waiting.pop()
        fresh = {row["broader"] for row in read_table("labels/broader") if row["word"] == each} - found
        found |= fresh
        waiting += fresh
    return frozenset(found)


@cache
def _parts(kind: str) -> frozenset[str]:
    return word_set("labels/parts", kind)


@cache
def _type_nouns(value_type: str) -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("labels/type_nouns") if row["type"] == value_type)
