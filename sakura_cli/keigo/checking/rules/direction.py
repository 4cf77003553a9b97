"""向きの誤り: 謙譲語 for the other side's act, 尊敬語 for things (敬語の指針 pp.14-18, Q10)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sakura_cli.keigo.checking.rules.base import SHISHIN, USAGE, Finding, Passage, Rule, nearest_subject, raised_goal
from sakura_cli.keigo.lexicon import sahen
from sakura_cli.keigo.types import Audience, Severity, Side
from sakura_cli.lexicon.wordlist import word_set
from sakura_cli.localization import gettext as _

_HUMBLE_VERBS: Final = {
    "伺う": "お聞き",
    "頂く": "お召し上がり",
    "参る": "お越し",
    "申す": "おっしゃって",
    "申し上げる": "おっしゃって",
    "致す": "なさって",
    "承る": "お受け",
    "存じる": "ご承知",
}
_HUMBLE_NOUNS: Final = {
    "拝見": "ご覧",
    "拝読": "お読み",
    "拝聴": "お聴き",
    "拝借": "お借り",
    "頂戴": "お受け取り",
    "拝受": "お受け取り",
}
_RERU: Final = {
    "申す": "おっしゃ",
    "参る": "いらっしゃ",
    "致す": "なさ",
    "伺う": "お聞きにな",
    "頂く": "召し上が",
    "存じる": "ご存じ",
    "承る": "お受けにな",
}
_GIVING: Final = frozenset(("下さる", "頂く", "貰う", "呉れる", "欲しい"))
_ASKED_PLACE: Final = word_set("どちら どこ いつ 何時 何 どなた どう いかが どれ 誰 何名 何人 なに")
_FOODS: Final = word_set(
    """昼 昼食 夕食 朝食 食事 コーヒー 茶 紅茶 酒 ビール ケーキ 菓子 料理 ランチ ディナー 夕飯 ご飯 御飯 ワイン 弁当
    デザート 飲み物 水 薬 寿司"""
)
_OTHERS: Final = word_set("""お客様 お客さま お客さん 貴社 御社 貴殿 皆様 皆さま あなた あなた様 貴方 貴校 貴店""")
_MESSAGE: Final = _("謙譲語 for the other side's act")


def find_humble_request(p: Passage) -> Iterator[Finding]:
    """伺ってください, 拝見してください, お伺いください."""
    for k, t in enumerate(p.tokens):
        if (
            t.is_verb
            and t.norm in _HUMBLE_VERBS
            and p.at(k + 1).surface in ("て", "で")
            and p.at(k + 2).norm in _GIVING
        ):
            if t.norm == "頂く" and (p.at(k - 1).surface in ("て", "で") or p.at(k - 1).is_noun or p.at(k - 1).is_verb):
                continue
            if p.at(k - 1).pos == "接頭辞" or (
                t.norm in ("参る", "致す", "申し上げる") and p.at(k - 1).surface in ("て", "で")
            ):
                continue
            if t.norm == "申し上げる" and (p.at(k - 1).is_noun or p.at(k - 1).is_verb):
                continue
            if raised_goal(p, k):
                continue
            giver = p.at(k + 2)
            respectful = _HUMBLE_VERBS[t.norm]
            start, end = p.span(k, k + 3)
            after = respectful + giver.surface if giver.norm in ("下さる", "頂く") else ""
            if (
                t.norm == "伺う"
                and p.at(k - 1).surface in ("に", "へ")
                and p.at(k - 2).surface in ("担当", "者", "係", "員", "窓口", "受付", "担当者")
            ):
                after = after.replace("お聞き", "お尋ね")
            yield Finding(start, end, _MESSAGE, after)
        if t.surface in _HUMBLE_NOUNS and p.at(k - 1).pos != "接頭辞":
            shi = p.at(k + 1).norm == "為る" and p.at(k + 1).surface == "し" and p.at(k + 2).surface == "て"
            giver = p.at(k + 3) if shi else p.at(k + 1)
            if giver.norm not in _GIVING - {"頂く"} and not (
                shi and giver.norm == "頂く" and giver.lemma in ("いただける", "頂ける")
            ):
                continue
            if raised_goal(p, k) or (not shi and t.surface == "頂戴"):
                continue
            start, end = p.span(k, k + (4 if shi else 2))
            after = _HUMBLE_NOUNS[t.surface] + giver.surface if giver.norm in ("下さる", "頂く") else ""
            yield Finding(start, end, _MESSAGE, after)
    for stem in p.stems:
        nxt = p.at(stem.last)
        if (stem.norm in ("伺う", "参る") and stem.is_verb) or stem.bare == "伺い":
            is_respect = nxt.surface == "に" and p.at(stem.last + 1).norm == "成る"
            if (
                stem.norm == "参る"
                or not (is_respect or nxt.norm in ("下さる", "為さる"))
                or raised_goal(p, stem.first)
            ):
                continue
            start, end = p.span(stem.first, stem.last)
            yield Finding(start, end, _MESSAGE, "お尋ね")


def find_humble_reru(p: Passage) -> Iterator[Finding]:
    """申される, 参られる, いたされる, 拝見される."""
    for k, t in enumerate(p.tokens):
        if t.lemma not in ("れる", "られる") or t.pos != "助動詞":
            continue
        verb = p.at(k - 1)
        if verb.is_verb and verb.norm in _RERU and verb.cform.startswith("未然形"):
            if verb.norm in ("頂く",) and p.at(k - 2).surface in ("て", "で"):
                continue
            if verb.norm == "存じる" or (p.at(k + 1).lemma == "ます" and p.at(k + 2).surface == "ん"):
                continue  # 申されません: old potential
            start, end = p.span(k - 1, k + 1)
            yield Finding(
                start, end, _("れる or られる does not turn 謙譲語 into 尊敬語"), _respectful(p, verb.norm, k)
            )
        elif verb.surface == "さ" and verb.norm == "為る" and p.at(k - 2).surface in _HUMBLE_NOUNS:
            start, end = p.span(k - 2, k + 1)
            respectful = _HUMBLE_NOUNS[p.at(k - 2).surface]
            yield Finding(
                start,
                end,
                _("れる or られる does not turn 謙譲語 into 尊敬語"),
                respectful + "に" + _ending(p, k, "な"),
            )


def _respectful(p: Passage, norm: str, k: int) -> str:
    root = _RERU[norm]
    return _ending(p, k, root)


def _ending(p: Passage, k: int, root: str) -> str:
    nxt = p.at(k + 1)
    if nxt.lemma == "た" or nxt.surface in ("て", "た"):
        return root + "っ"
    if nxt.lemma == "ます":
        return root + ("り" if root.endswith(("な", "が")) and root != "なさ" else "い")
    return root + ("ら" if nxt.lemma == "ない" else "る")


def find_humble_question(p: Passage) -> Iterator[Finding]:
    """どちらにいたしますか, 何と申しますか, 存じていますか, 拝見しましたか."""
    for k, t in enumerate(p.tokens):
        if (
            t.norm not in ("致す", "申す", "参る", "存じる", "存じ上げる", "伺う", "頂く", "おる", "為る")
            or not t.is_verb
        ):
            continue
        if not _asks_right_after(p, k):
            continue
        before, start = p.at(k - 1), p.sentence_start(k)
        words = {x.surface for x in p.tokens[start:k]}
        subject = nearest_subject(p, k)
        if subject is not None and subject.side.is_own:
            continue
        found = ""
        if t.norm == "致す" and (
            (before.surface in ("に", "と", "どう", "いかが") and before.surface != "と")
            or (subject and subject.text in _OTHERS)
        ):
            found = "なさい"
        elif t.norm == "申す" and (
            words & {"何", "どちら様", "お名前", "名前", "どなた"} or (subject and subject.side.is_raised)
        ):
            found = "おっしゃい"
        elif t.norm == "参る" and before.surface not in ("て", "で") and words & (_ASKED_PLACE | _OTHERS):
            found = "いらっしゃい"
        elif t.norm in ("存じる", "存じ上げる") and before.pos == "接頭辞":
            continue
        elif t.norm in ("存じる", "存じ上げる"):
            start_, end_ = p.span(k, _end_of_predicate(p, k))
            yield Finding(start_, end_, _MESSAGE, "ご存じです")
            continue
        elif (
            t.norm == "頂く"
            and t.lemma not in ("いただける", "頂ける")
            and before.surface in ("は", "を", "も")
            and p.at(k - 2).surface in _FOODS
        ):
            found = "召し上がり"
        elif (
            t.norm == "伺う"
            and p.at(k + 1).lemma == "ます"
            and p.at(k + 2).lemma == "た"
            and before.surface in ("を", "に", "から")
        ):
            if p.at(k - 1).pos == "接頭辞":
                continue
            found = "お聞きになり"
        elif t.norm == "おる" and p.at(k + 1).lemma == "ます" and (before.surface in ("に", "は") or before.is_noun):
            if before.surface == "は" and (subject is None or not (subject.side.is_raised)):
                continue
            if before.surface == "に" and nearest_subject(p, k, ("が",)) is not None:
                continue
            found = "いらっしゃい"
        elif t.norm == "為る" and before.surface in _HUMBLE_NOUNS and p.at(k + 2).lemma == "た":
            start_, end_ = p.span(k - 1, k + 1)
            yield Finding(start_, end_, _MESSAGE, _HUMBLE_NOUNS[before.surface] + "になり")
            continue
        if found:
            start_, end_ = p.span(k, k + 1)
            yield Finding(start_, end_, _MESSAGE, found)


def find_humble_advice(p: Passage) -> Iterator[Finding]:
    """お貸ししたら？, お返ししたんですか, ご返還する必要はありません: お〜する in what can only be the other's act."""
    for stem in p.stems:
        k = stem.last
        t = p.at(k)
        if t.norm != "為る" or not (stem.is_verb or stem.is_sahen) or stem.bare in _OFTEN_POLITE:
            continue
        after = [p.at(k + n).surface for n in range(1, 5)]
        is_advice = after[0] in ("たら", "たらどう") and after[1] in ("？", "?", "どう", "いかが", "良い", "いい")
        is_asking = after[0] == "た" and after[1] in ("ん", "の") and after[2] == "です" and after[3] == "か"
        is_asking = is_asking or (
            stem.norm == "持つ"
            and after[:3] == ["まし", "た", "か"]
            and nearest_subject(p, stem.first, ("が",)) is None
        )
        is_needless = (
            t.surface == "する"
            and after[0] == "必要"
            and stem.is_sahen
            and stem.bare not in sahen.HUMBLE_PREFERRED
            and (
                p.at(k + 3).norm in ("無い", "有る", "御座る")
                and any(x.norm in ("ず", "無い") for x in p.tokens[k + 3 : k + 6])
            )
        )
        if not (is_advice or is_asking or is_needless):
            continue
        subject = nearest_subject(p, stem.first)
        if subject is not None and subject.side.is_own:
            continue
        start, end = p.span(stem.first, k + 1)
        joined = "になり" if after[0] == "まし" else "になっ"
        after_text = stem.text + (joined if t.surface == "し" else "になる")
        yield Finding(
            start,
            end,
            _MESSAGE,
            after_text if stem.is_verb else stem.text + ("なさっ" if t.surface == "し" else "なさる"),
        )


_OFTEN_POLITE: Final = word_set("電話 返事 食事 料理 掃除 邪魔 世話 話 辞儀 勉強 散歩 化粧 見合い 参り 祈り")


def _asks_right_after(p: Passage, k: int) -> bool:
    """Tell whether the predicate at `k` itself ends the question; offers in ましょうか are none."""
    j = k + 1
    while p.at(j).pos in ("助動詞",) or p.at(j).surface in ("て", "の", "ん") or p.at(j).norm in ("居る", "おる"):
        if p.at(j).cform == "意志推量形" and p.at(j).lemma == "ます":
            return False
        j += 1
    return p.at(j).surface in ("か", "？", "?") and j > k + 1


def _end_of_predicate(p: Passage, k: int) -> int:
    j = k + 1
    while p.at(j).pos == "助動詞" or p.at(j).surface == "て" or p.at(j).norm in ("居る", "おる"):
        j += 1
    return j


def find_humble_statement(p: Passage) -> Iterator[Finding]:
    """お客様が申しました, お客様がお待ちしております: 謙譲語 with the other side as subject."""
    for k, t in enumerate(p.tokens):
        if not t.is_verb or t.norm not in ("参る", "申す", "伺う", "おる", "致す", "為る", "申し上げる"):
            continue
        if t.norm == "申し上げる" and (p.at(k - 1).is_noun or p.at(k - 1).is_verb):
            continue
        first = k
        if t.norm == "為る":
            if p.at(k - 1).surface not in _HUMBLE_NOUNS:
                continue
            first = k - 1
        elif (t.norm == "参る" and p.at(k - 1).surface in ("て", "で")) or (
            t.norm == "致す" and not p.at(k - 1).is_noun
        ):
            continue
        elif t.norm == "致す":
            first = k - 1
        elif t.norm == "おる":
            if p.at(k + 1).lemma in ("れる",):
                continue
            if p.at(k - 1).surface in ("て", "で"):
                first = k - 2
                while first > 0 and (p.at(first).pos in ("助動詞", "動詞") or p.at(first).sub2.startswith("サ変")):
                    first -= 1
                first += 1
        if p.at(first - 1).pos == "接頭辞":
            first -= 1
        subject = nearest_subject(p, first, ("が", "は"))
        if subject is None or not _is_clearly_other(p, subject.text, subject.side):
            continue
        if t.norm == "致す" and p.audience is not Audience.EXTERNAL and subject.side is not Side.ADDRESSEE:
            continue
        if p.at(k + 1).lemma in ("れる", "せる", "させる") or (
            p.at(subject.last).surface == "は" and t.norm in ("伺う", "為る", "致す")
        ):
            continue
        start, end = p.span(k, k + 1)
        yield Finding(start, end, _MESSAGE)


def _is_clearly_other(p: Passage, text: str, side: Side) -> bool:
    if side is Side.ADDRESSEE:
        return text not in ("先方", "各位")
    if text in _OTHERS or text.startswith("お客"):
        return True
    if side is Side.RESPECTED and (text.endswith(("様", "さま")) or text in ("先生", "恩師")):
        return True
    return side is Side.RESPECTED and p.audience is not Audience.EXTERNAL


def find_mixed(p: Passage) -> Iterator[Finding]:
    """ご覧になっております, おっしゃっております: 尊敬語 closed by 謙譲語Ⅱ."""
    for k, t in enumerate(p.tokens):
        if t.norm != "おる" or p.at(k - 1).surface != "て" or p.at(k + 1).lemma == "れる":
            continue
        verb = p.at(k - 2)
        is_respect = (
            verb.norm in ("仰る", "おっしゃる", "いらっしゃる", "召し上がる", "為さる", "下さる") and verb.is_verb
        )
        if verb.norm == "成る" and p.at(k - 3).surface == "に":
            is_respect = any(stem.last == k - 3 and (stem.is_verb or stem.is_sahen) for stem in p.stems)
        if verb.norm == "下さる" or not is_respect:
            continue
        start, end = p.span(k, k + 1)
        yield Finding(
            start,
            end,
            _("尊敬語 followed by おる, which is 謙譲語Ⅱ"),
            {"おり": "いらっしゃい", "おる": "いらっしゃる"}.get(t.surface, ""),
        )


def find_gozaru_person(p: Passage) -> Iterator[Finding]:
    """山田様でございますか: でございます of a person to be raised."""
    for k, t in enumerate(p.tokens):
        if (
            t.norm == "御座る"
            and p.at(k - 1).surface == "で"
            and p.at(k - 2).surface in ("様", "さま")
            and p.at(k - 3).sub2 == "人名"
        ):
            start, end = p.span(k, k + 1)
            yield Finding(
                start,
                end,
                _("of a person to be raised one says でいらっしゃいます"),
                "いらっしゃい" if t.surface == "ござい" else "",
            )


RULES: Final = (
    Rule(
        "humble-request",
        Severity.ERROR,
        f"{SHISHIN} Q10 p.37",
        "「担当者に伺ってください」など、相手の動作に謙譲語",
        find_humble_request,
    ),
    Rule("humble-reru", Severity.ERROR, f"{SHISHIN} pp.14-18", "「申される」「拝見される」など", find_humble_reru),
    Rule(
        "humble-question",
        Severity.ERROR,
        f"{SHISHIN} pp.14-18",
        "「どちらにいたしますか」「存じていますか」など",
        find_humble_question,
    ),
    Rule(
        "humble-advice",
        Severity.ERROR,
        f"{SHISHIN} Q12 p.38",
        "「お貸ししたら？」「お返ししたんですか」など",
        find_humble_advice,
    ),
    Rule("humble-subject", Severity.ERROR, f"{SHISHIN} pp.14-18", "「お客様が申しました」など", find_humble_statement),
    Rule(
        "respect-oru",
        Severity.ERROR,
        f"{SHISHIN} pp.14-18",
        "「ご覧になっております」など尊敬語と「おる」の混用",
        find_mixed,
    ),
    Rule("gozaru-person", Severity.SHIFTING, USAGE, "「山田様でございますか」", find_gozaru_person),
)
