"""Minutes (議事録) from tagged lines: what was decided, what is to be done by whom, what comes next.

A small model tags badly and leaves things out: what the record itself shows (`entries`) stands in its own words, and of
the model's lines those that say something else. Left out: how a record shows it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sakura_cli.lexicon import alternation, read_table, words
from sakura_cli.tasks.summary.entries import RecordEntry
from sakura_cli.tasks.summary.record_sentences import classify_sentence
from sakura_cli.text.evidence import SentenceIndex, share

_SECTIONS = {row["tag"]: row["heading"] for row in read_table("summary/sections")}
_TAGGED = re.compile(rf"[・\-•*\s]*({'|'.join(_SECTIONS)})\s*[：:]\s*(.+)")
_NOTHING = re.compile(rf"{alternation(words('labels/nothing'))}[。.]?$", re.IGNORECASE)
_DEFAULT_TAG = {"ja": "報告", "en": "Reported"}
_MARKS = "・-•*■◆●○#→ 　"
_MIN_SCORE = 0.5
# A line that holds as much of what the record itself shows, or is held by it, says no more.
_MOST_SHARED = 0.6
_LONGEST_TITLE = 16


def tag_lines(text: str, source: str, language: str, entries: Sequence[RecordEntry] = ()) -> list[tuple[str, str]]:
    """Return the lines a model wrote about a passage as (tag, content), without those that tell of entries.

    Of a Japanese passage the sentence that a line is from tells its tag; what no sentence says to be decided or to be
    done is a report where the record has others that are.
    """
    index = SentenceIndex(source)
    lines: list[tuple[str, str]] = []
    shown = {entry.tag for entry in entries}
    for line in (line.strip() for line in text.splitlines()):
        match = _TAGGED.match(line)
        tag, content = (match[1], match[2].strip()) if match else (_DEFAULT_TAG[language], line)
        content = content.lstrip(_MARKS)
        if not content or _NOTHING.match(content):
            continue
        found = index.find_best(content) if language == "ja" else None
        told = None
        if found is not None and found.score >= _MIN_SCORE:
            sentence = found.span.cut(source)
            if _is_shown(content, sentence, entries) or _is_title(content, sentence):
                continue
            told = classify_sentence(sentence)
        lines.append((told or (_DEFAULT_TAG[language] if tag in shown else tag), content))
    return lines


def _is_shown(content: str, sentence: str, entries: Sequence[RecordEntry]) -> bool:
    """Say whether a line, or the sentence that it is from, is told by entries."""
    told = [entry.text for entry in entries]
    return share(content, told) >= _MOST_SHARED or any(share(sentence, [each]) >= _MOST_SHARED for each in told)


def _is_title(content: str, sentence: str) -> bool:
    """Say whether a line is nothing but a heading of the record."""
    bare = sentence.strip(_MARKS)
    return (
        len(bare) <= _LONGEST_TITLE
        and not bare.endswith("。")
        and content in sentence
        and bare != sentence.strip(" 　")
    )


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
