"""Which sentences of a passage carry it: decisions, requests, figures and conclusions, not greetings and preambles.

Scores by form, position and the words a sentence shares with the rest of its passage, in Japanese and English. Left
out: what a sentence means; two sentences that say the same both score high.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from sakura_cli.documents.reading.plain import is_label, split_blocks
from sakura_cli.japanese.sentences import split_sentences
from sakura_cli.spans import Span
from sakura_cli.text.evidence.overlap import pairs
from sakura_cli.text.facts import find_facts

_CONCLUSION = re.compile(
    r"決[めま定]|了承|承認|合意|可決|否決|こと(?:に|と)(?:し|する|いたし|なり|なる|なっ)|予定|方針|目指|目標|図[りるっ]|推進|進めて(?:い|まい|参)"
    r"|取り?組[みむん]|努め|拡充|創設|新設|開設|導入|実施|検討して|べき|求め|要望|お願い|必要|延期|中止|変更|期限|指示"
    r"|見直|改[めま定]|判断|結論|結果|明らか|重要|欠かせ|伺(?:います|いたい|う。)|(?:思|考え)(?:います|ております|る)"
    r"|(?:整備|拡大|確保|配置|設置|作成|策定|補助|支援|見送|廃止|開始)(?:する|し(?!た)|いた)|[てで](?:まいります|参ります|いきます|いく。)"
    r"|\b(?:agreed|decided|approved|rejected|will|shall|must|should|deadline|because|results?|conclu\w+|recommend\w*"
    r"|propos\w+|plan(?:s|ned)?)\b",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"お答え(?:いた|申し|しま)|お尋ね(?:について|に)?(?:で|お答)|御?質問(?:に|いただ|をいただ)|ありがと|お世話|よろしく|宜しく|以上で(?:す|ござ|あり)|ご?挨拶|おはよう"
    r"|こんにちは|拝啓|敬具|時下|お疲れ|お忙しい|^[^、。]{1,24}について、?(?:お?伺い|お?尋ね|質問|で(?:す|ござ|あり))[^。]{0,6}。?$|^次に、?[^、。]{0,30}について(?:で|、?お)"
    r"|\b(?:dear|hello|thank you|best regards|sincerely)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"(?:他|ほか|隣|近隣|ある)の?(?:先進)?(?:自治体|都市|県|市|町|区|村|国|会社|企業|他社)|先進(?:自治体|都市|事例)|同業他社"
    r"|国におい?ては|先日|例えば|たとえば|一般に|for example",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(
    r"認識して|受け止めて|と(?:いう|いった)(?:\w{0,4}な)?声|背景|と(?:言われて|聞いて|聞きます|伺って|聞く。)|ご?存じ|ご?承知"
    r"|これまで[^。]{0,60}(?:きました|参りました)"
)
# What speeches and letters end with whatever they are about; with a fact in it a sentence says more than that.
_PLATITUDE = re.compile(
    r"今後(?:と)?も|引き続き|(?:こう|そう)した(?:取組|取り組み|努力)|(?:これら|以上)の(?:取組|取り組み)|全力で|全力を|誰もが|鋭意"
    r"|(?:実現|向上|発展)に向け|一層(?:の|努)|尽力|邁進|万全を期"
)
_COURTESY = re.compile(
    r"^.{1,24}(?:様|さま|殿|御中|各位)$|^(?:株式会社|有限会社).{1,20}$|お世話になって|お疲れ(?:様|さま)|^.{1,16}の.{1,8}です。$"
    r"|^(?:何卒|どうぞ|以上、?)?(?:よろし|宜し)くお願い(?:いた|致|申し上げ)?[^、]{0,8}。?$|^拝啓|^敬具|^以上$"
    r"|^[^。]{2,30}(?:の件|について|の(?:ご|お)?(?:案内|報告|連絡|願い|知らせ))$"
)
_MIN_CHARACTERS = 8
# A sentence that says less than this beside the most telling one only fills room.
_MIN_SHARE = 0.4
_MOST_FACTS = 3
_CORE_SCORE = 2.0


def is_courtesy(text: str) -> bool:
    """Say whether a piece of text is only the address, greeting or closing of a letter."""
    lines = [line.strip() for line in re.split(r"(?<=[。！\n])", text) if line.strip()]
    return bool(lines) and all(_COURTESY.search(line) for line in lines)


def score_sentences(text: str, spans: Sequence[Span]) -> list[float]:
    """Return how much each of the given sentences of a text says of it; higher is more."""
    found = [pairs(span.cut(text)) for span in spans]
    counts = Counter(pair for sentence in found for pair in sentence)
    facts = find_facts(text)
    held = [sum(span.start <= fact.span.start < span.end for fact in facts) for span in spans]
    is_empty = [
        bool(_GREETING.search(span.cut(text))) or (not count and bool(_PLATITUDE.search(span.cut(text))))
        for span, count in zip(spans, held, strict=True)
    ]
    last = max((index for index, empty in enumerate(is_empty) if not empty), default=0)
    scores: list[float] = []
    for index, (span, sentence) in enumerate(zip(spans, found, strict=True)):
        words = span.cut(text)
        shared = sum(counts[pair] > 1 for pair in sentence)
        score = 1.5 * shared / (len(sentence) + 10)
        score += 1.0 * min(len(_CONCLUSION.findall(words)), 2)
        score += 0.4 * min(held[index], _MOST_FACTS)
        # What a text comes to stands near its end; what it is about, at its beginning.
        score += 1.0 * (index == last) + 0.6 * index / max(1, last) + 0.2 * (index == 0)
        score -= 3.0 * is_empty[index] + 1.0 * bool(_OTHERS.search(words) or _BACKGROUND.search(words))
        score -= 2.0 * (len(words) < _MIN_CHARACTERS) + 1.5 * (is_label(words) and not words.endswith("。"))
        scores.append(score)
    return scores


def find_core(text: str) -> Span | None:
    """Return the sentence that says what a text comes to (a decision, a change), if one stands out."""
    return max(_find_conclusions(text), key=lambda each: each[0], default=(0.0, None))[1]


def find_conclusions(text: str) -> list[Span]:
    """Return the sentences that say what a text comes to (decisions, requests, changes), the most telling first."""
    return [span for _, span in sorted(_find_conclusions(text), key=lambda each: -each[0])]


def _find_conclusions(text: str) -> list[tuple[float, Span]]:
    spans = [span for span in split_sentences(text) if _CONCLUSION.search(span.cut(text))]
    scores = score_sentences(text, spans)
    return [(score, span) for score, span in zip(scores, spans, strict=True) if score >= _CORE_SCORE]


def select_salient(text: str, max_characters: int) -> list[Span]:
    """Return the sentences that carry a text, in order, with their headings: at most `max_characters` or one sentence.

    Headings come on top of that.
    """
    spans = split_sentences(text)
    if sum(span.end - span.start for span in spans) <= max_characters:
        return spans
    headings = {block.span for block in split_blocks(text) if block.kind == "heading"}
    scores = score_sentences(text, spans)
    chosen: list[Span] = []
    size = 0
    for index in sorted(range(len(spans)), key=lambda index: (-scores[index], index)):
        span = spans[index]
        if span in headings:
            continue
        length = span.end - span.start
        if chosen and (size + length > max_characters or scores[index] < _MIN_SHARE * max(scores)):
            continue
        chosen.append(span)
        size += length
    first = {min((span for span in chosen if span > heading), default=None): heading for heading in sorted(headings)}
    kept = [heading for following, heading in first.items() if following is not None]
    return sorted({*chosen, *kept})
