"""ウチ・ソト: 尊敬語 and titles for oneself and one's own group (敬語の指針 p.22, Q16 p.39, Q24-25 pp.44-45)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sakura_cli.keigo.checking.rules.base import SHISHIN, USAGE, Finding, Passage, Rule, nearest_subject
from sakura_cli.keigo.lexicon import persons
from sakura_cli.keigo.types import Audience, Severity, Side
from sakura_cli.lexicon.wordlist import word_set
from sakura_cli.localization import gettext as _

_OWN_NOUNS: Final = word_set(
    """考え 名前 住所 年齢 家族 両親 意見 意向 希望 判断 決定 都合 予定 趣味 職業 気持ち 年 子さん 子様 宅 自宅 出身
    経歴 専門 性格 兄弟 姉妹 着物 車 電話番号 メールアドレス 感想 見解 所見 要望 立場"""
)
_MOTION: Final = word_set("""行く 来る 帰る 戻る 出掛ける 出る 話す 待つ 向かう 到着 参加 出席 出張 退職 外出""")
_OWN: Final = word_set("私 わたし わたくし 僕 俺 弊社 当社 私ども 私たち 我々 小社 弊店 当店 自分 うち")


def find_own_respect(p: Passage) -> Iterator[Finding]:
    """私がご覧になる, 父がいらっしゃる, 弊社の社長がおっしゃる."""
    for k, last, surface in _respect_predicates(p):
        subject = nearest_subject(p, k, ("が", "は", "も"))
        if subject is None or not subject.side.is_own:
            continue
        if subject.side is Side.IN_GROUP and subject.text in ("主人", "旦那") and p.asks(k):
            continue
        start, end = p.span(k, last)
        is_self = subject.side is Side.SELF
        message = _("尊敬語 for one's own act") if is_self else _("尊敬語 for what one's own people do")
        yield Finding(start, end, message, _own_form(p, k, surface))


def _respect_predicates(p: Passage) -> Iterator[tuple[int, int, str]]:
    for k, t in enumerate(p.tokens):
        if t.is_verb and t.norm in ("いらっしゃる", "仰る", "おっしゃる", "召し上がる", "為さる"):
            first = k
            if p.at(k - 1).surface in ("て", "で") and t.norm == "いらっしゃる":
                first = k - 2
                if p.at(first).norm == "為る" and p.at(first - 1).is_noun:
                    first -= 1
            elif p.at(k - 1).is_noun and t.norm == "為さる":
                first = k - 1
            if p.at(k + 1).lemma == "れる":
                continue
            yield first, k + 1, t.norm
        elif t.lemma in ("れる", "られる") and t.pos == "助動詞":
            verb = p.at(k - 1)
            noun = p.at(k - 2).surface if verb.norm == "為る" else ""
            if verb.is_verb and (verb.norm in _MOTION or noun in _MOTION) and verb.norm != "話す":
                yield (k - 2 if noun else k - 1), k + 1, "れる"
    for stem in p.stems:
        if (
            (stem.is_verb or stem.is_sahen)
            and p.at(stem.last).surface == "に"
            and p.at(stem.last + 1).norm == "成る"
            and p.at(stem.last + 2).lemma != "れる"
        ):
            yield stem.first, stem.last + 2, "になる"


def _own_form(p: Passage, k: int, norm: str) -> str:
    token = next((t for t in p.tokens[k : k + 4] if t.norm in ("いらっしゃる", "仰る", "おっしゃる", "為さる")), None)
    if token is None or (p.at(k) is not token and norm != "為さる"):
        return ""
    forms = {
        "いらっしゃる": {"いらっしゃい": "参り", "いらっしゃる": "参る", "いらっしゃっ": "参っ"},
        "仰る": {"おっしゃい": "申し", "おっしゃる": "申す", "おっしゃっ": "申し"},
        "為さる": {"なさい": "いたし", "なさる": "いたす", "なさっ": "いたし"},
    }
    if token.norm == "いらっしゃる" and not any(
        t.surface in ("へ", "から", "まで") for t in p.tokens[max(0, k - 3) : k]
    ):
        forms["いらっしゃる"] = {"いらっしゃい": "おり", "いらっしゃる": "おる", "いらっしゃっ": "い"}
    after = forms.get("仰る" if norm == "おっしゃる" else norm, {}).get(token.surface, "")
    if not after:
        return ""
    return p.surface(k, k + 1) + after if p.at(k) is not token else after


def find_own_volition(p: Passage) -> Iterator[Finding]:
    """お選びなさいましょうか, 私がご覧になりましょう: 尊敬語 for what one offers to do."""
    for k, t in enumerate(p.tokens):
        if (
            t.lemma == "ます"
            and t.cform == "意志推量形"
            and p.at(k - 1).norm in ("為さる", "仰る", "召し上がる")
            and p.at(k - 1).is_verb
        ):
            start, end = p.span(k - 1, k + 1)
            yield Finding(
                start,
                end,
                _("尊敬語 for what one means to do oneself"),
                "いたしましょう" if p.at(k - 1).norm == "為さる" else "",
            )


def find_own_favour(p: Passage) -> Iterator[Finding]:
    """お願いなさいます, ご迷惑をおかけになりました: 尊敬語 for asking and for causing trouble, which are one's
    own acts."""
    for k, t in enumerate(p.tokens):
        is_nasaru = t.norm == "為さる" and t.is_verb and p.at(k + 1).lemma == "ます"
        if not is_nasaru or nearest_subject(p, k, ("が", "は")) is not None:
            continue
        if p.at(k - 1).surface in ("願い", "頼み") and not p.asks(k):
            start, end = p.span(k, k + 1)
            yield Finding(start, end, _("尊敬語 for one's own act"), "いたし")
        elif p.at(k - 1).surface == "かけ" and {x.surface for x in p.tokens[max(0, k - 5) : k]} & {
            "心配",
            "迷惑",
            "面倒",
            "手数",
            "不便",
        }:
            start, end = p.span(k, k + 1)
            yield Finding(start, end, _("尊敬語 for one's own act"), "し")


def find_own_noun(p: Passage) -> Iterator[Finding]:
    """私のお考え, 弊社のご意見."""
    for k, t in enumerate(p.tokens):
        if (
            t.surface != "の"
            or p.at(k - 1).surface not in _OWN
            or p.at(k + 1).norm != "御"
            or p.at(k + 1).pos != "接頭辞"
        ):
            continue
        noun = p.at(k + 2)
        if noun.surface in _OWN_NOUNS or noun.norm in ("考える",):
            if p.at(k + 3).norm in ("為る", "致す", "申し上げる"):
                continue
            start, end = p.span(k - 1, k + 3)
            yield Finding(
                start,
                end,
                _("the respectful お or ご for something of one's own side"),
                f"{p.at(k - 1).surface}の{noun.surface}",
            )


def find_own_title(p: Passage) -> Iterator[Finding]:
    """弊社の田中部長, 弊社社長の山田様: titles and さん/様 for one's own people towards outsiders."""
    if p.audience is not Audience.EXTERNAL:
        return
    for k, t in enumerate(p.tokens):
        if t.surface not in persons.OWN_FIRM and t.surface not in ("うち", "ウチ"):
            continue
        j = k + 1
        while p.at(j).surface == "の" or (p.at(j).pos in ("名詞", "接尾辞", "接頭辞") and p.at(j).sub2 != "人名"):
            if p.at(j).pos == "" or j - k > 6:
                break
            j += 1
        name = p.at(j)
        if name.sub2 != "人名" or p.at(j - 1).surface in ("、", "は", "が"):
            continue
        if p.at(j + 1).sub2 == "人名":
            j += 1
        title = p.at(j + 1)
        if title.surface in persons.TITLES or title.surface in ("様", "さん", "さま", "殿", "氏"):
            start, end = p.span(j, j + 2)
            after = p.surface(j, j + 1)
            if title.surface in persons.TITLES:
                after = f"{title.surface}の{after}"
            yield Finding(start, end, _("敬称 or a post for one's own people, towards outsiders"), after)


def find_humble_title(p: Passage) -> Iterator[Finding]:
    """田中課長はただいま外出しております: a title raised, the act lowered, towards outsiders."""
    if p.audience is not Audience.EXTERNAL:
        return
    for k, t in enumerate(p.tokens):
        if t.surface not in persons.TITLES or p.at(k - 1).sub2 != "人名" or p.at(k + 1).surface not in ("は", "が"):
            continue
        before = p.at(k - 2).surface
        if before == "の" and (p.at(k - 3).surface in persons.OWN_FIRM | {"うち", "御", "社", "様"}):
            continue
        last = p.sentence_end(k)
        verbs = [x for x in p.tokens[k:last] if x.is_verb and x.norm in ("おる", "参る", "申す", "致す")]
        if (
            not verbs
            or any(x.norm == "れる" for x in p.tokens[k:last])
            or any(x.surface in ("が", "は") for x in p.tokens[k + 2 : last] if x.sub in ("格助詞", "係助詞"))
        ):
            continue
        if any(x.pos == "接続詞" or (x.sub == "接続助詞" and x.surface not in ("て", "で")) for x in p.tokens[k:last]):
            continue
        start, end = p.span(k - 1, k + 1)
        yield Finding(
            start,
            end,
            _("a post used as 敬称 for one's own people, towards outsiders"),
            f"{t.surface}の{p.at(k - 1).surface}",
        )


def find_family_term(p: Passage) -> Iterator[Finding]:
    """私のお父さん: one's own family in 尊敬 terms."""
    for k, t in enumerate(p.tokens):
        if t.surface != "の" or p.at(k - 1).surface not in ("私", "わたし", "僕", "俺", "うち", "わたくし"):
            continue
        rest = p.surface(k + 1, min(k + 4, len(p.tokens)))
        for term, humble in persons.FAMILY_TERMS.items():
            if rest.startswith(term):
                start = p.at(k + 1).start
                yield Finding(start, start + len(term), _("one's own family is 父, 母 and the like"), humble)
                break


RULES: Final = (
    Rule(
        "own-respect",
        Severity.ERROR,
        f"{SHISHIN} p.22",
        "「父がいらっしゃいます」「私がご覧になる」など、自分側に尊敬語",
        find_own_respect,
    ),
    Rule("own-volition", Severity.ERROR, f"{SHISHIN} p.14", "「お選びなさいましょうか」など", find_own_volition),
    Rule("own-favour", Severity.ERROR, f"{SHISHIN} p.22", "「お願いなさいます」など", find_own_favour),
    Rule("own-noun", Severity.ERROR, f"{SHISHIN} Q16 p.39", "「私のお考え」など", find_own_noun),
    Rule("own-title", Severity.ERROR, f"{SHISHIN} Q24 p.44", "社外に「弊社の田中部長」など", find_own_title),
    Rule(
        "humble-title",
        Severity.ERROR,
        f"{SHISHIN} Q24 p.44",
        "社外に「田中課長は外出しております」など",
        find_humble_title,
    ),
    Rule("family-term", Severity.STYLE, USAGE, "「私のお父さん」など", find_family_term),
)
