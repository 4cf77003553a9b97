"""Derive 尊敬語 and 謙譲語 from plain verbs, and the stems that go before ください and いただく.

What has no established honorific form gets none (None): です・ます then serves. After 敬語の指針 (2007) pp.24-28.
"""

from __future__ import annotations

from typing import NamedTuple

from sakura_cli.japanese import conjugation as c
from sakura_cli.japanese.conjugation import Word
from sakura_cli.keigo.lexicon import nouns, sahen, verbs
from sakura_cli.keigo.types import HonorificClass


class Honorific(NamedTuple):
    word: Word
    honorific_class: HonorificClass


def base_of_potential(head: Word, norm: str) -> Word | None:
    """Return the verb whose potential `head` is (使える -> 使う, 確認できる -> 確認する); None where it is none."""
    if norm == "出来る":
        return Word(head.text[: -len("できる")] + "する", "suru") if head.text.endswith("できる") else None
    base = c.base_of_godan_potential(head.text) if head.cls == "1" and head.text != norm else None
    if base is not None and norm.endswith(base.text[-1]) and not norm.endswith(head.text[-2:]):
        return base
    return None


def base_of_command(head: Word, norm: str) -> tuple[Word, str]:
    """Return the verb that an imperative bids, and its name: the dictionary takes 帰れよ for 帰れる."""
    base = c.base_of_godan_potential(head.text) if head.cls == "1" else None
    if base is None or (norm == head.text and norm not in verbs.UNASKED):
        return head, norm
    return base, norm if norm.endswith(base.text[-1]) and norm != head.text else base.text


def respect(head: Word, norm: str, noun: str = "", *, is_explicit: bool = False) -> Honorific | None:
    """Return the 尊敬語 of a verb; with `is_explicit` an unlisted verb takes れる/られる."""
    raised = HonorificClass.RESPECT
    if noun:
        if noun in sahen.IMPERSONAL or norm not in ("為る", "出来る"):
            return None
        if noun in sahen.RESPECT_BY_GO:
            return Honorific(Word(sahen.honorific_prefix(noun) + noun + "になる", "5r"), raised)
        prefix = "お" if noun in sahen.TAKES_O else ""
        return Honorific(Word(prefix + noun + "なさる", "5ra"), raised)
    special = verbs.SPECIAL_VERBS.get(norm)
    if special and special.respect:
        return Honorific(special.respect, raised)
    if norm in verbs.RESPECT_BY_O:
        return Honorific(Word("お" + c.stem_polite(head) + "になる", "5r"), raised)
    if norm in verbs.RESPECT_BY_RERU or (is_explicit and norm not in verbs.INVOLUNTARY):
        return Honorific(c.passive(head), raised)
    return None


def humble(head: Word, norm: str, noun: str = "", *, objects: str = "", is_visit: bool = False) -> Honorific | None:
    """Return the 謙譲語 of one's own act.

    `objects` is the text of the object, which decides whether 拝見 or 拝読 fits; `is_visit` says the goal is the
    other side's.
    """
    if noun:
        return _humble_sahen(noun, norm)
    if norm == "上げる":
        is_giving = head.text.startswith("あ")
        return Honorific(Word("差し上げる", "1"), HonorificClass.HUMBLE) if is_giving else None
    if norm in verbs.OF_WORKS and not any(name in objects for name in nouns.WORKS_OF_OTHERS):
        return None
    if norm == "聞く" and any(name in objects for name in nouns.HEARD):
        return None
    if norm == "取る" and objects.rstrip("をがはも").endswith(nouns.TAKEN_FOR_ONESELF):
        return None
    special = verbs.SPECIAL_VERBS.get(norm)
    if special is not None:
        if norm in verbs.MOVING and not is_visit:
            return Honorific(special.courteous or head, HonorificClass.COURTEOUS)
        if special.humble and norm not in ("言う",):
            word = special.humble
            if word.cls == "suru":
                word = Word(word.text[:-2] + "いたす", "5s")
            return Honorific(word, HonorificClass.HUMBLE)
        if special.courteous:
            return Honorific(special.courteous, HonorificClass.COURTEOUS)
    if norm in verbs.HUMBLE_BY_O:
        return Honorific(Word("お" + c.stem_polite(head) + "いたす", "5s"), HonorificClass.HUMBLE)
    return None


def _humble_sahen(noun: str, norm: str) -> Honorific | None:
    if norm not in ("為る", "出来る") or noun in sahen.IMPERSONAL:
        return None
    if noun == "訪問":
        return Honorific(Word("お伺いする", "suru"), HonorificClass.HUMBLE)
    if noun in sahen.HUMBLE_PREFERRED:
        return Honorific(Word(sahen.honorific_prefix(noun) + noun + "いたす", "5s"), HonorificClass.HUMBLE)
    return Honorific(Word(noun + "いたす", "5s"), HonorificClass.COURTEOUS)


def request_stem(head: Word, norm: str, noun: str = "") -> str:
    """Return what stands before ください or いただく (お待ち, ご確認, お越し); "" where no such form is established."""
    if noun:
        if norm == "為る" and sahen.takes_request_by_go(noun):
            return sahen.honorific_prefix(noun) + noun
        return ""
    if norm in verbs.REQUEST_STEMS:
        return verbs.REQUEST_STEMS[norm]
    if norm == "行う" or norm not in verbs.RESPECT_BY_O:
        return ""
    return "お" + c.stem_polite(head)
