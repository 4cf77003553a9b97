"""What a record of a meeting itself shows to be decided, to be done by whom, or to come next, in its own words.

Under a heading that says so (■ やること) each item is one, in a table of tasks or conclusions each row, elsewhere a
sentence whose form tells it; what only says by when goes with the sentence before it. Left out: what a model makes of
the rest (`minutes`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sakura_cli.japanese.sentences import split_sentences
from sakura_cli.lexicon import alternation, word_set, words
from sakura_cli.tasks.framework.wording import settle_wording
from sakura_cli.tasks.summary.record_sentences import (
    SPEAKER,
    classify_sentence,
    is_undecided,
    only_says_decided,
    only_says_when,
    tells_done,
)
from sakura_cli.text.evidence import is_courtesy

_TABLE = "summary/minutes"
_HEADINGS = {
    tag: re.compile(pattern, re.IGNORECASE)
    for tag, pattern in (
        ("宿題", rf"[^はがをで、]*{alternation(words(_TABLE, 'tasks'))}(?:事項)?"),
        ("決定", rf"[^はがをで、]*{alternation(words(_TABLE, 'decisions'))}"),
        (
            "次回",
            rf"next meeting|次回[^はをが、。]{{0,10}}|次の[^はをが、。]{{0,8}}{alternation(words(_TABLE, 'meeting'))}",
        ),
    )
}
_COLUMNS = {kind: word_set(_TABLE, kind) for kind in ("who", "what", "when", "concluded", "topic")}
_ASIDE = re.compile(r"[（(][^（()）]*[)）]")
# What a line begins with: marks of headings and items, numbers; a heading and the items under it differ in it.
_MARK = re.compile(
    r"[\s　]*(?P<mark>\[[ xX✓]?\]|#+|[■◆●○◎□☐☑▪▶★☆・*＊•‣–→⇒-]|[(（]?[0-9０-９]{1,2}[)）.．](?![0-9０-９])"
    r"|[0-9０-９]{1,2}(?=[\s　])|[①-⑳])?[\s　]*"
)
_BRACKETED = re.compile(r"[【［\[〔<＜](?P<heading>[^】］\]〕>＞]{2,20})[】］\]〕>＞][:：]?")
_LABEL = re.compile(
    r"(?P<heading>[^:：\s　。、]{1,14})(?:[:：]|[\s　]+(?=(?:[一-龠]{2}[0-9０-９元]|[0-9０-９])))[\s　]*(?=\S)"
)
_CELLS = re.compile(r"[\s　]*[|｜\t][\s　]*|[\s　]+[/／][\s　]+|[\s　]{2,}")
_RULE = re.compile(r"[\s　|｜:+\-－ー―─=＝_]+")
_LONGEST_HEADING = 16
_ENDS = "。．.！!？?」』）)\"'"
_BLANKS = " 　"


@dataclass(frozen=True)
class RecordEntry:
    """A sentence, item or row of a record, as one line, and the section of minutes that it belongs to."""

    tag: str
    text: str


@dataclass(frozen=True)
class _Section:
    """What the lines are under: the tag that its heading tells, the heading's mark, the columns of a table in it.

    A label with its words behind it (決定：…) is one of its line only.
    """

    tag: str = ""
    mark: str = ""
    columns: Sequence[str] = ()
    is_of_line: bool = False


def find_entries(text: str) -> list[RecordEntry]:
    """Return what a record in Japanese shows to be decided, to be done or to come next, in its order."""
    entries: list[RecordEntry] = []
    section = _Section()
    for line in filter(str.strip, text.splitlines()):
        cells = _list_cells(line)
        section = replace(section, columns=_find_columns(cells) or (section.columns if cells else ()))
        if section.columns and len(cells) == len(section.columns):
            entries += _read_row(section.columns, cells)
            continue
        match = _MARK.match(line)
        mark = re.sub(r"[0-9０-９]+", "1", match["mark"] or "") if match else ""
        body = (line[match.end() :] if match else line).strip(_BLANKS)
        opened, rest = _open_section(section, line.strip(_BLANKS), body, mark)
        is_item = bool(section.tag) and mark not in ("", section.mark)
        if opened is not None and not opened.is_of_line:
            section = opened
        if not rest or is_courtesy(_ASIDE.sub("", rest)):
            continue
        if is_item and not _is_of(section.tag, rest):
            entries.append(RecordEntry("報告", _settle(rest)))
            continue
        # When, or that it is not known; what was decided beside it is not of the next meeting.
        is_next = section.tag == "次回" and (any(map(str.isdigit, rest)) or is_undecided(rest))
        is_next = is_next and classify_sentence(rest) in (None, "次回")
        if (opened is not None and opened.tag) or (opened is None and (is_item or is_next)):
            entries.append(RecordEntry((opened or section).tag, _settle(rest)))
        else:
            _read_sentences(rest, section.tag, entries)
    return list(dict.fromkeys(entries))


def _open_section(section: _Section, line: str, body: str, mark: str) -> tuple[_Section | None, str]:
    """Return the section that a line opens, None if the last one goes on, and what of the line is content."""
    bracketed = _BRACKETED.match(line)
    # [20:10] tells when something was said.
    if bracketed and not any(map(str.isdigit, bracketed["heading"])):
        return _Section(_find_tag(bracketed["heading"]), "["), line[bracketed.end() :].strip(_BLANKS)
    if (label := _LABEL.match(body)) and (tag := _find_tag(label["heading"])):
        return _Section(tag, mark, is_of_line=True), body[label.end() :]
    bare = body.rstrip("：:" + _BLANKS)
    is_short = len(bare) <= _LONGEST_HEADING and not bare.endswith(tuple(_ENDS))
    if is_short and (tag := _find_tag(bare)):
        return _Section(tag, mark), ""
    if section.tag and mark == section.mark and (is_short or mark):
        return _Section("", mark), "" if is_short else body
    return None, body


def _find_tag(heading: str) -> str:
    heading = heading.strip(_BLANKS)
    return next((tag for tag, pattern in _HEADINGS.items() if pattern.fullmatch(heading)), "")


def _list_cells(line: str) -> list[str]:
    cells = [cell for cell in _CELLS.split(line.strip(f"|｜{_BLANKS}")) if cell]
    return cells if len(cells) > 1 else []


def _find_columns(cells: Sequence[str]) -> Sequence[str]:
    """Return what the columns of a table say if these are its head: who does what, or what was concluded of what."""
    for wanted in (("who", "what", "when"), ("concluded", "topic")):
        kinds = [next((kind for kind in wanted if cell in _COLUMNS[kind]), "") for cell in cells]
        if set(wanted[:2]) <= set(kinds):
            return kinds
    return ()


def _read_row(columns: Sequence[str], cells: Sequence[str]) -> Iterator[RecordEntry]:
    """Yield the entry of a row; its head and its rules are none."""
    if _find_columns(cells) or all(map(_RULE.fullmatch, cells)):
        return
    row = list(zip(columns, cells, strict=True))
    if "concluded" in columns:
        topic = next(cell for kind, cell in row if kind == "topic")
        concluded = "、".join(cell for kind, cell in row if kind == "concluded")
        more = "、".join(cell for kind, cell in row if not kind)
        said = f"{topic}：{concluded}" + (f"（{more}）" if more else "")
        yield RecordEntry("報告" if is_undecided(concluded) else "決定", said)
        return
    what = "、".join(cell for kind, cell in row if kind == "what")
    # What other columns say stands last.
    others = sorted((cell for cell in row if cell[0] != "what"), key=lambda cell: cell[0] == "")
    yield RecordEntry("宿題", f"{what}（{'、'.join(cell for _, cell in others)}）")


def _read_sentences(text: str, tag: str, entries: list[RecordEntry]) -> None:
    """Add the entries of the sentences of a line; what says by when, or that it is decided, is of the one before."""
    speaker = SPEAKER.match(text)
    before = ""
    for span in split_sentences(text):
        sentence = span.cut(text).strip()
        told = (
            f"{speaker['name']}：{sentence}"
            if speaker and span.start
            else sentence[speaker.start("name") if speaker else 0 :]
        )
        if only_says_when(sentence):
            if entries and entries[-1].tag == "宿題" and _settle(before) == entries[-1].text:
                entries[-1] = replace(entries[-1], text=f"{entries[-1].text}（{_settle(sentence)}）")
            continue
        if only_says_decided(sentence) and before:
            entries.append(RecordEntry("決定", _settle(before)))
            continue
        found = classify_sentence(sentence)
        if found is None and tag in ("宿題", "決定") and _is_of(tag, sentence):
            found = tag
        if found not in (None, "報告"):
            entries.append(RecordEntry(found, _settle(told)))
        before = told


def _is_of(tag: str, words: str) -> bool:
    """Say whether words under a heading are what it says: no report, and no task that is done."""
    return classify_sentence(words) != "報告" and not (tag == "宿題" and tells_done(words))


def _settle(words: str) -> str:
    return settle_wording(words.strip(_BLANKS)).rstrip("。")
