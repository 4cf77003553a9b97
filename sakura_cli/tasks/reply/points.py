"""What a message wants: its questions and wishes one by one, each with what it is asked with, and what they are about.

A model has no say, so that nothing a mail bids is obeyed. Set phrases (ご教示のほどよろしくお願いいたします), and what
an angry writer asks without wanting an answer, are none of them. Left out: how sentences that ask are told (`asking`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from sakura_cli.japanese.morphology import Morpheme, analyse_morphemes
from sakura_cli.lexicon import word_set, words
from sakura_cli.search.tokens import list_asked_words
from sakura_cli.tasks.reply.asking import announces, is_rhetoric, is_statement, read_sentence
from sakura_cli.tasks.reply.compounds import split_questions
from sakura_cli.tasks.reply.reading.inquiry import Inquiry, MessageSentence
from sakura_cli.tasks.reply.reading.introductions import introduces

PointKind = Literal["question", "wish"]

_SIGNS = "。．.！!？?…・♪☆～〜) ）　"
# 1週間の料金 is a 料金.
_NUMBERED = re.compile(r"^(?:[0-9０-９.,]+|[一二三四五六七八九十百千]+)[^のはを]{0,4}の")
_QUOTED = re.compile(r"「[^」]{0,400}」|『[^』]{0,400}』")
_HEADING_MARKS = re.compile(r"^[^\w「『]+|[：:]+$")
_JAPANESE = re.compile(r"[ぁ-ヿ一-龠]")
# What a writer says before a question belongs to it where the question says too little by itself.
_FEW_WORDS = 2
_NOMINAL = word_set("reply/topics", "nominal")
_BEGINNING = word_set("reply/topics", "beginning")
_PREDICATING = word_set("reply/topics", "predicating")
_EMPTY = word_set("reply/topics", "empty")
_PASSED_OVER = word_set("reply/passed_over", "soft", "mute")
_GENERAL = word_set("reply/topics", "general")
# What says nothing of what a question is about: what it costs or how long it takes, and that one asks for it.
GENERIC = word_set("reply/meant_by_values", "sum", "time") | word_set("reply/topics", "acting")
_BEFORE_NO = word_set("reply/topics", "before-no")
_JOINING = word_set("reply/topics", "joining")
_REFERRING, _ADDING = word_set("reply/topics", "referring"), word_set("reply/topics", "adding")
_LASTING, _BY_NOW = word_set("reply/asking", "lasting"), word_set("reply/asking", "by-now")
_PAST, _COPULA = word_set("reply/asking", "past"), word_set("reply/asking", "copula")
_OPEN = word_set("search/question_words", "open")


@dataclass(frozen=True)
class Point:
    """A question or wish in its writer's words; `context` is what stands before it, where it says little by itself.

    `theme` is all that the mail says, `told` what of it is no point, `near` what stands just before this one.
    """

    text: str
    kind: PointKind
    context: str = ""
    theme: str = ""
    told: str = ""
    near: str = ""

    @property
    def asked(self) -> str:
        """What to look for."""
        return f"{self.context}{self.text}"


def find_points(inquiry: Inquiry) -> list[Point]:
    """Return the questions and wishes of a message, in order; of what is written in two languages the Japanese."""
    sentences = inquiry.sentences
    read = [read_sentence(sentence.text) for sentence in sentences]
    kinds = [each.kind for each in read]
    if any(kind and _JAPANESE.search(each.text) for kind, each in zip(kinds, sentences, strict=True)):
        kinds = [kind if _JAPANESE.search(each.text) else None for kind, each in zip(kinds, sentences, strict=True)]
    announced = any(announces(sentence.text) for sentence in sentences)
    points: list[Point] = []
    told = [inquiry.subject]
    for index, (sentence, kind) in enumerate(zip(sentences, kinds, strict=True)):
        if kind is None and announced and sentence.is_item and not is_statement(sentence.text):
            kind = "question"
        if kind == "leading" or kind == "introducing":
            after = range(index + 1, len(sentences))
            near = [k for k in after if kind == "introducing" or sentences[k].paragraph == sentence.paragraph]
            kind = None if any(kinds[k] for k in near) else "wish"
        if kind == "question" or kind == "wish":
            context = _find_context(sentences, index)
            asked = read[index].text
            for text in split_questions(asked) if kind == "question" else [asked]:
                before = _find_near(sentences, index)
                points.append(Point(text, kind, context, f"{inquiry.subject}\n{inquiry.text}", near=before))
                context += text
        else:
            told.append(sentence.text)
    return [replace(point, told="\n".join(told)) for point in points]


def _find_context(sentences: Sequence[MessageSentence], index: int) -> str:
    """Return what comes before a sentence that says too little by itself, where both are of one paragraph.

    Of a sentence that names a thing everything has (手数料), what the one before is about is enough. One that names no
    thing is asked with what the question before it names besides; an item of a list stands for itself. What refers to
    something is asked with what it refers to.
    """
    text = sentences[index].text
    if index == 0:
        return ""
    before = sentences[index - 1]
    if _refers(text) and not introduces(before.text):
        return before.text
    is_new_item = sentences[index].is_item and not sentences[index].goes_on
    if is_new_item or _count_telling(text) >= _FEW_WORDS:
        return ""
    if before.paragraph != sentences[index].paragraph or is_rhetoric(before.text) or introduces(before.text):
        return ""
    topic, own = name_topic(before.text), name_topic(text)
    if own:
        is_general = _NUMBERED.sub("", own).removeprefix("お").removeprefix("ご") in _GENERAL
        return f"{topic}、" if topic and is_general and own not in topic else ""
    if _count_telling(text) == 0 or read_sentence(before.text).kind != "question":
        return before.text
    # Two questions at once would be answered as one: 沖縄まで送料はいくら？ 何日で届く？
    return "".join(f"{word}、" for word in _list_besides(before.text, topic))


def _find_near(sentences: Sequence[MessageSentence], index: int) -> str:
    """Return the sentence before one where both are of one paragraph or item."""
    is_new_item = sentences[index].is_item and not sentences[index].goes_on
    is_apart = index == 0 or is_new_item or sentences[index - 1].paragraph != sentences[index].paragraph
    return "" if is_apart else sentences[index - 1].text


def _refers(text: str) -> bool:
    """Say whether a sentence refers to what was said before it: その費用, それ, 同じ金額."""
    morphemes = analyse_morphemes(text)
    is_adding = len(morphemes) > 1 and morphemes[1].surface in _ADDING
    return any(each.norm in _REFERRING for each in (morphemes[1:] if is_adding else morphemes))


def _list_besides(text: str, topic: str) -> list[str]:
    """Return the nouns of a question's last clause beside what it is about, which is returned where it has none."""
    clause = find_last_clause(text) or text
    telling = frozenset(list_asked_words(clause)) - _PASSED_OVER - _EMPTY
    nouns = [
        each.surface
        for each in analyse_morphemes(clause)
        if each.is_noun and each.sub != "数詞" and each.norm in telling and each.surface not in topic
    ]
    return list(dict.fromkeys(nouns)) or [topic] * bool(topic)


def _count_telling(text: str) -> int:
    """Return how many things and acts a sentence names; nouns that follow one another are one."""
    telling, count, is_open = frozenset(list_asked_words(text)) - _PASSED_OVER, 0, False
    for each in analyse_morphemes(text):
        is_part = each.is_noun or each.pos in ("接尾辞", "接頭辞")
        count += each.norm in telling - _EMPTY - GENERIC and each.sub != "数詞" and not (is_part and is_open)
        is_open = is_part
    return count


def asks_of_case(text: str) -> bool:
    """Say whether a question is of the writer's own matter, which no rule tells: its state, or what they suppose.

    もう届いていますか, 落としたのではないですか.
    """
    morphemes = [each for each in analyse_morphemes(text.rstrip(_SIGNS)) if not each.is_sign]
    is_open = any(each.norm in _OPEN for each in morphemes)
    is_state = any(one.sub == "接続助詞" and two.norm in _LASTING for one, two in pairwise(morphemes))
    says_now = any(each.surface in _BY_NOW for each in morphemes)
    # 落としたのではないでしょうか
    runs = zip(morphemes, morphemes[1:], morphemes[2:], strict=False)
    is_supposed = any(one.norm in _PAST and two.sub == "準体助詞" and three.norm in _COPULA for one, two, three in runs)
    if is_supposed and not is_open:
        return True
    return is_state and not is_open and (says_now or not name_topic(text))


def find_last_clause(text: str) -> str:
    """Return what stands after the last clause that only leads to a question (サドルほしいんだけど、いくら？)."""
    morphemes = analyse_morphemes(text)
    ends = [
        two.end
        for one, two in pairwise(morphemes)
        if one.sub == "接続助詞" and two.surface == "、" and two.end < len(text.rstrip(_SIGNS))
    ]
    return text[ends[-1] :] if ends else ""


def name_topic(text: str) -> str:
    """Return what a question is about, in the writer's words: the nouns before the particle that marks them best.

    Empty where there are none that can be named to the writer.
    """
    # What a writer quotes is what they want said, not what they ask about.
    text = _QUOTED.sub("", text)
    morphemes = analyse_morphemes(text.rstrip(_SIGNS))
    is_named = not any(each.pos in _PREDICATING or each.sub == "終助詞" for each in morphemes)
    if is_named and all(_may_stand(morphemes, k) for k in range(len(morphemes))):
        return text.rstrip(_SIGNS)
    for kind in ("topic", "object", "place"):
        for index, each in enumerate(morphemes):
            is_marking = each.pos == "助詞" and each.surface in words("reply/topics", kind)
            if is_marking and (topic := _take_nouns(morphemes, index)):
                return topic
    return ""


def name_heading(heading: str) -> str:
    """Return what a heading says a passage is about: all of it where it ends in a noun that names something."""
    words = _HEADING_MARKS.sub("", heading).strip()
    last = analyse_morphemes(words)[-1:]
    is_named = any(each.is_noun and each.norm not in _EMPTY for each in last)
    return words if is_named else name_topic(words)


def _take_nouns(morphemes: Sequence[Morpheme], end: int) -> str:
    """Return the nouns before a place, joined by の and its kind, without what refers to the writer or to nothing."""
    start = end
    while start and _may_stand(morphemes, start - 1):
        start -= 1
    while start < end and morphemes[start].pos not in _BEGINNING:
        start += 1
    last = morphemes[end - 1] if start < end else None
    if last is None or last.pos not in ("名詞", "接尾辞"):
        return ""
    named = "".join(each.surface for each in morphemes[start:end])
    # 御社の製品 is, to whom they ask, 製品; 御社 alone is nothing to tell them of.
    named = next((named.removeprefix(f"{word}の") for word in _EMPTY if named.startswith(f"{word}の")), named)
    return "" if named in _EMPTY else named


def _may_stand(morphemes: Sequence[Morpheme], index: int) -> bool:
    each = morphemes[index]
    if not {each.surface, each.norm}.isdisjoint(_EMPTY | _OPEN):
        return False
    if each.pos in _NOMINAL or each.surface in _JOINING:
        return True
    following = morphemes[index + 1].surface if index + 1 < len(morphemes) else ""
    return each.sub in _BEFORE_NO and following == "の"
