"""What a sentence of a record of a meeting is by its form: a decision, a task of somebody, the next meeting, a report.

A task says who is asked or promises, or by when something will be done; what was done by then is a report. Left out:
where the sentence stands (`entries`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from sakura_cli.japanese.morphology import Morpheme, analyse_morphemes
from sakura_cli.lexicon import alternation, word_set, words
from sakura_cli.tasks.framework.wording import settle_wording


def _any(*kinds: str) -> str:
    return alternation(words("summary/minutes", *kinds))


# 店長：, 04:25 須賀：, [2025/08/19 20:02] 辻本:, 巽「
_CLOCK = r"[\[［(（]?(?:[0-9]{2,4}[/.-][0-9/.-]+[\s　]+)?[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?[\]］)）]?[\s　]*"
SPEAKER = re.compile(rf"(?:{_CLOCK})?(?P<name>[^\s　、。：:「」\d]{{1,12}})[：:「]")
_NEXT = re.compile(
    rf"^次回?の?(?:定例)?{_any('meeting')}(?:の{_any('plan')})?[は：:]|^次回[はの：:]|^次[^、。は]{{0,11}}は[^。]*[0-9０-９]"
)
_ASKED = re.compile(
    rf"よう(?:に)?(?:、)?{_any('asked')}|宿題"
    rf"|(?:[一-龠]{{2,3}}|{_any('called')}|[部課室])[がは][^。]{{2,60}}{_any('task')}"
    rf"(?:{_any('order')}|、?次[^。]{{0,20}}する|り、[^。]{{0,20}}{_any('finish')})。$"
)
_BY_WHEN = re.compile(r"までに")
_TITLES = alternation((*words("summary/minutes", "called"), *words("names/titles", "post", "calling")))
_CALLED = re.compile(rf"(?:^|[、。])[^。、]{{1,10}}{_TITLES}(?:[、にはが]|[\s　]+)")
_ONESELF = re.compile(rf"(?:^|、){_any('oneself')}[はが]")
_HEARD = re.compile(rf"{_any('heard')}。$")
_GOING_ON, _DONE = (word_set("summary/minutes", kind) for kind in ("going-on", "done"))
_OF_THINGS = word_set("summary/minutes", "of-things")
_UNDECIDED = re.compile(_any("undecided"))
_CHARGED = re.compile(rf"(?:ほしい|{_any('charged')})。$")
_DECISION = re.compile(_any("decision"))
_REPORT = re.compile(rf"{_any('report')}[がは]?{_any('reported')}|とのこと|{_any('told')}。$")
_DECIDED = re.compile(rf"{_any('this')}[はもで][^。]{{0,4}}{_any('decided')}[^。]{{0,8}}。$")
_ONLY_UNTIL = re.compile(
    rf"(?:{_any('limit')}は?[^。]{{1,24}}|[^。をがは]{{1,16}}{_any('until')})で?(?:だ|とする|{_any('please')})?。"
)
_ENDS = "。．.！!？?」』）)\"' 　"


def classify_sentence(sentence: str) -> str | None:
    """Return the tag of a sentence of a record where its form tells it."""
    plain = _make_plain(sentence)
    if _NEXT.search(plain):
        return "次回"
    if _is_task(plain):
        return "宿題"
    if _DECISION.search(plain) and not _UNDECIDED.search(plain):
        return "決定"
    return "報告" if _REPORT.search(plain) else None


def is_undecided(words: str) -> bool:
    """Say whether words put a decision off."""
    return _UNDECIDED.search(words) is not None


def only_says_when(sentence: str) -> bool:
    """Say whether a sentence says by when the one before it is to be done, and nothing else."""
    return _ONLY_UNTIL.fullmatch(_make_plain(sentence)) is not None


def only_says_decided(sentence: str) -> bool:
    """Say whether a sentence says that the one before it is decided, and nothing else."""
    return _DECIDED.fullmatch(_make_plain(sentence)) is not None


def tells_done(sentence: str) -> bool:
    """Say whether a sentence ends in what was done or is so: nobody has to do it any more."""
    last = _find_last(_make_plain(sentence))
    return last.lemma in _DONE or last.norm in _GOING_ON


# Each question about a sentence is asked of it in turn.
@lru_cache(maxsize=1)
def _make_plain(sentence: str) -> str:
    """Return a sentence in plain style, without who says it, with a full stop."""
    speaker = SPEAKER.match(sentence)
    return settle_wording(sentence[speaker.end() if speaker else 0 :].strip(" 　")).rstrip(_ENDS) + "。"


def _is_task(plain: str) -> bool:
    if _ASKED.search(plain):
        return True
    is_named = bool(_CALLED.search(plain))
    if is_named and _CHARGED.search(plain):
        return True
    is_promised = bool(_ONESELF.search(plain)) and any(map(str.isdigit, plain))
    if not (_BY_WHEN.search(plain) or is_promised) or _HEARD.search(plain):
        return False
    last = _find_last(plain)
    # By when it will be done, or has to be; not what is done already, or what comes of itself (届が届く).
    is_ahead = last.is_verb and last.cform.startswith("終止形") and last.norm not in _GOING_ON
    return bool(_CHARGED.search(plain)) or (is_ahead and plain[last.start - 1 : last.start] not in _OF_THINGS)


def _find_last(plain: str) -> Morpheme:
    return analyse_morphemes(plain.rstrip(_ENDS) or plain)[-1]
