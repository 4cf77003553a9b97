"""Minutes (議事録) from tagged lines: what was decided, what is to be done by whom, what comes next.

A small model tags badly and leaves things out. The sentence a line comes from tells its section where it says so (了承
された, よう指示した), and a decision or task that no line tells is added in the words of the source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sakura_cli.tasks.framework.wording import settle_wording
from sakura_cli.text.evidence import SentenceIndex, share

_SECTIONS = {
    "決定": "■ 決定事項",
    "宿題": "■ 宿題",
    "次回": "■ 次回",
    "報告": "■ 報告",
    "Decided": "Decisions",
    "To do": "Actions",
    "Next": "Next meeting",
    "Reported": "Reports",
}
_TAGGED = re.compile(rf"[・\-•*\s]*({'|'.join(_SECTIONS)})\s*[：:]\s*(.+)")
_NOTHING = re.compile(r"(なし|特になし|該当なし|none)[。.]?$", re.IGNORECASE)
_DEFAULT_TAG = {"ja": "報告", "en": "Reported"}

_NEXT = re.compile(
    r"^(?:次回|次)の?(?:定例)?(?:会議|会合|打ち?合わ?せ|委員会|部会|例会|ミーティング|開催)(?:の(?:日程|予定))?(?:は|：|:)|^次回[はの：:]"
)
_TASK = re.compile(
    r"よう(?:に)?(?:、)?(?:指示|依頼|要請|求め)|宿題|までに[^。]{0,40}(?:する|行う|まとめる|出す|作る|決める|調べる|送る|終える)(?:こと)?。?$"
    r"|(?:部長|課長|係長|社長|主任|さん|氏|部|課|室|[一-龠]{2,3})(?:が|は)[^。]{2,60}"
    r"(?:提案|作成|確認|用意|手配|連絡|説明|調整|検討|提出|報告|回答|配布|見直|まとめ|調べ|作)(?:する|し直す|す|る|、?次[^。]{0,20}する|り、[^。]{0,20}(?:する|出す))。?$"
)
_REPORT = re.compile(
    r"(?:報告|説明|紹介|発表|連絡|共有)(?:が|は)?(?:あった|され(?:た|ている)|した|があった)|とのこと|(?:だった|であった)。?$"
)
_DECISION = re.compile(
    r"了承|承認|可決|決定|合意|(?:こと(?:に|と)(?:し|な|決)|とする|延期する|中止する|見送る|見合わせる|採用する|改める|変更する|決め(?:ない|た|る|ず))"
)
_MIN_SCORE = 0.5
# A sentence of which no line holds as much as this is not told by them.
_MIN_TOLD = 0.4


def classify_sentence(sentence: str) -> str | None:
    """Return the tag of a sentence of a Japanese record where its form tells it."""
    if _NEXT.search(sentence):
        return "次回"
    if _TASK.search(sentence):
        return "宿題"
    if _DECISION.search(sentence):
        return "決定"
    return "報告" if _REPORT.search(sentence) else None


def tag_lines(text: str, source: str, language: str) -> list[tuple[str, str]]:
    """Return the lines a model wrote about a passage as (tag, content), corrected and completed by the passage."""
    index = SentenceIndex(source)
    lines: list[tuple[str, str]] = []
    for line in (line.strip() for line in text.splitlines()):
        match = _TAGGED.match(line)
        tag, content = (match[1], match[2].strip()) if match else (_DEFAULT_TAG[language], line.lstrip("・-•* "))
        if not content or _NOTHING.match(content):
            continue
        found = index.find_best(content) if language == "ja" else None
        if found is not None and found.score >= _MIN_SCORE:
            tag = classify_sentence(found.span.cut(source)) or tag
        lines.append((tag, content))
    if language == "ja":
        for span in index.spans:
            sentence = span.cut(source).replace("\n", "")
            missed = classify_sentence(sentence)
            told = max((share(sentence, [content]) for _, content in lines), default=0.0)
            if missed not in (None, "報告") and told < _MIN_TOLD:
                lines.append((missed or "", settle_wording(sentence).rstrip("。")))
    return lines


def arrange_minutes(lines: Sequence[tuple[str, str]]) -> list[str]:
    """Return the lines of minutes: each section's heading and items, empty sections left out."""
    items: dict[str, list[str]] = {heading: [] for heading in _SECTIONS.values()}
    for tag, content in lines:
        section = items[_SECTIONS[tag]]
        if content not in section:
            section.append(content)
    return [
        line
        for heading, section in items.items()
        if section
        for line in (heading, *(f"{'- ' if heading.isascii() else '・'}{item}" for item in section))
    ]


def drop_empty_sections(lines: Sequence[str]) -> list[str]:
    """Leave out headings whose items were all left out."""
    headings = set(_SECTIONS.values())
    return [
        line
        for line, following in zip(lines, [*lines[1:], ""], strict=True)
        if line not in headings or (following and following not in headings)
    ]
