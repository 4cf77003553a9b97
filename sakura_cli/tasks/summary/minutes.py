"""Minutes (議事録) from tagged lines: what was decided, what is to be done by whom, what comes next.

A small model tags badly and leaves things out. The sentence a line comes from tells its section where it says so (了承
された, よう指示した), and a decision or task that no line tells is added in the words of the source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sakura_cli.lexicon import alternation, read_table, words
from sakura_cli.tasks.framework.wording import settle_wording
from sakura_cli.text.evidence import SentenceIndex, share


def _any(*kinds: str) -> str:
    return alternation(words("summary/minutes", *kinds))


_SECTIONS = {row["tag"]: row["heading"] for row in read_table("summary/sections")}
_TAGGED = re.compile(rf"[・\-•*\s]*({'|'.join(_SECTIONS)})\s*[：:]\s*(.+)")
_NOTHING = re.compile(rf"{alternation(words('labels/nothing'))}[。.]?$", re.IGNORECASE)
_DEFAULT_TAG = {"ja": "報告", "en": "Reported"}

_NEXT = re.compile(rf"^次回?の?(?:定例)?{_any('meeting')}(?:の{_any('plan')})?[は：:]|^次回[はの：:]")
_TASK = re.compile(
    rf"よう(?:に)?(?:、)?{_any('asked')}|宿題|までに[^。]{{0,40}}{_any('due')}(?:こと)?。?$"
    rf"|(?:[一-龠]{{2,3}}|さん|[氏部課室])[がは][^。]{{2,60}}{_any('task')}"
    rf"(?:{_any('order')}|、?次[^。]{{0,20}}する|り、[^。]{{0,20}}{_any('finish')})。?$"
)
_REPORT = re.compile(rf"{_any('report')}[がは]?{_any('reported')}|とのこと|{_any('told')}。?$")
_DECISION = re.compile(_any("decision"))
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
        for line, following in zip(lines, [*lines[1:], ""], strict=False)
        if line not in headings or (following and following not in headings)
    ]
