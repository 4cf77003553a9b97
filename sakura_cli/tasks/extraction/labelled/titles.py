"""The title of a document, the day in its letterhead, and what the title is about.

By where they stand: a title is a short line near the beginning that is no party's, a day one that stands alone. Left
out: subjects that have a label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sakura_cli.characters.fold import fold
from sakura_cli.documents.blocks import Pair
from sakura_cli.lexicon import alternation, read_rows, word_map, words
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.labelled.lines import read_line
from sakura_cli.tasks.extraction.labelled.parties.finding import Party
from sakura_cli.tasks.extraction.labelled.place import LabelledPlace
from sakura_cli.tasks.extraction.outlining.inline import drop_marker, is_label, read_inline
from sakura_cli.tasks.extraction.outlining.naming import concept_of, is_a
from sakura_cli.tasks.extraction.outlining.outline import DocumentOutline
from sakura_cli.tasks.extraction.outlining.page_line import PageLine
from sakura_cli.text.facts import find_values

_FIRST_ROWS = 20
_BESIDE = re.compile(r"(?<=\S)(?: {6,}|[ \t]*　[ \t]*　[ 　\t]*　[ 　\t]*)(?=[^ 　\t]\S)")
# What stands around one time: a weekday in brackets, から, ～.
_LONGEST_JOINT = 5
_WHEN = re.compile(r"[ 　]*(?P<times>[^＠@、。]+?)[ 　]*(?:[＠@][ 　]*(?P<place>[^、。]+))?")
_LONGEST = 40
_NUMBER = re.compile(r"[^\s0-9]{0,10}第 ?[0-9-]+ ?号(?:の[0-9]+)?")
_PAPERS = alternation(words("labels/papers", "paper"))
_ABOUT = re.compile(rf"{alternation(words('labels/papers', 'about', 'record'))}(?:[(][^()]*[)])?$|{_PAPERS}$")
_LABELLED_NOTE = re.compile(r"[ 　\t]*[（(][^（）()]{1,12}[:：][^（）()]+[)）]$")
_FRAMED = re.compile(r"([～~〜]).*\1")
# A small frame is for a stamp, not around a title: │収入印紙│.
_STAMP = re.compile(r"[│┃|｜][^│┃|｜　 ]{1,8}[│┃|｜]")
_MARKS = "#■～~〜□◆◇●○★☆▼▲※*＊ 　<>＜＞《》"
_NOBODY = re.compile(
    rf"{alternation(words('labels/letters', 'nobody'))}|^{alternation(words('labels/letters', 'closing'))}$"
)
_PAPER = re.compile(rf"[ご御]?(?:{_PAPERS})(?:[(（][^()（）]*[)）])?")
_TITLE = re.compile(rf"[ごお御]?(?P<paper>{_PAPERS})(?:[(（][^()（）]*[)）])?")
_OF_PAPER = re.compile(rf"(?P<paper>{_PAPERS})")
_MEETING = re.compile(rf"(?<![一-龠々])[一-龠々]*{alternation(words('labels/papers', 'meeting'))}$")
_RECORD = re.compile(
    rf"(?<![ 　])[ 　]*(?:[の])?(?:{alternation(words('labels/papers', 'record'))})(?:[（(][^（）()]*[)）])?$"
)


def find_titles(outline: DocumentOutline, addressee: Party | None) -> Iterator[tuple[str, Span]]:
    """Yield what fields call the title of a document, with where it stands; and the day that stands alone above it."""
    taken = {unit.index for unit in addressee.units} if addressee else set()
    lines = [unit for unit in outline.units if unit.index not in taken and unit.row <= _FIRST_ROWS]
    titles = [title for unit in lines if (title := _read_title(outline, unit)) is not None]
    telling = [title for title in titles if _ABOUT.search(fold(title.cut(outline.text)))]
    for title in [*telling, *titles][:1]:
        yield from _name(outline.text, title)
    yield from _find_days(outline)
    yield from _find_moments(outline)
    for unit in outline.units[:_FIRST_ROWS]:
        if unit.kind in ("line", "heading") and _NUMBER.fullmatch(fold(unit.span.cut(outline.text))):
            yield word_map("labels/part_labels", "word", column="part")["number"], unit.span
            break


def _name(text: str, title: Span) -> Iterator[tuple[str, Span]]:
    compact = "".join(fold(title.cut(text)).split())
    kinds = [row for row in read_rows("labels/papers", "paper") if compact.endswith(row["word"])]
    is_contract = any(row["title"] == "契約名" for row in kinds)
    if _PAPER.fullmatch(compact) and not is_contract:
        return
    record = _RECORD.search(text, *title)
    about = Span(title.start, record.start()) if record and record.start() > title.start else title
    for row in read_rows("labels/parts", "title"):
        if row["word"] == "契約名" and not is_contract:
            continue
        if row["word"] != "契約名" and is_contract:
            continue
        yield row["word"], about


def _read_title(outline: DocumentOutline, unit: PageLine) -> Span | None:
    text = outline.text
    if unit.kind not in ("line", "heading") or unit.style == "role" or unit.headings:
        return None
    words_ = unit.span.cut(text)
    if _STAMP.fullmatch(words_):
        return None
    if (note := _LABELLED_NOTE.search(words_)) is not None and note.start() > 0:
        unit = replace(unit, span=Span(unit.span.start, unit.span.start + note.start()))
        words_ = unit.span.cut(text)
    if _FRAMED.fullmatch(words_):
        return None
    folded = fold(words_)
    if (
        len(words_) > _LONGEST
        or re.search(r"[。:：、]|^[0-9]{1,2}[ 　]", words_)
        or unit.style in ("number", "round", "bracketed")
    ):
        return None
    is_paper = _ABOUT.search("".join(folded.split())) is not None
    if not is_paper and (find_values(words_, "date") or read_inline(text, unit.span) or is_label(words_)):
        return None
    if (
        _NOBODY.search(words_)
        or (not is_paper and read_line(text, unit.span))
        or words_.endswith(words("layout/sides", "addressee"))
    ):
        return None
    gap = re.search(r"[ 　\t]{6,}", words_)
    end = unit.span.start + gap.start() if gap else unit.span.end
    title = drop_marker(text, Span(unit.span.start, end))
    words_ = title.cut(text)
    return Span(title.start + len(words_) - len(words_.lstrip(_MARKS)), title.start + len(words_.rstrip(_MARKS)))


def paper_of(outline: DocumentOutline) -> str:
    """Return what kind of paper a document says it is: 納品書; nothing where it does not."""
    for unit in outline.units[:_FIRST_ROWS]:
        compact = "".join(fold(unit.span.cut(outline.text)).split())
        if unit.kind in ("line", "heading") and (paper := _TITLE.fullmatch(compact)) is not None:
            return paper["paper"]
    return ""


def is_of_other_paper(paper: str, names: Sequence[str], label: str) -> bool:
    """Say whether a label that says of no paper what it is of stands on another than a field names: No. of a 納品書."""
    own = _OF_PAPER.match(names[0])
    if own is None or not paper or own["paper"] in paper or paper in own["paper"]:
        return False
    return is_a(concept_of(label), "generic") and own["paper"] not in label


def is_day_of_other(paper: str, names: Sequence[str], place: LabelledPlace) -> bool:
    """Say whether the day in the head of a paper is asked for as that of another: of a 請求書 the 納品日."""
    if place.found != "letter" or not paper or place.label not in words("labels/papers", "day"):
        return False
    rows = read_rows("labels/papers", "day-of")
    asked = {concept for name in names if (concept := concept_of(name)) is not None}
    others = {row["word"] for row in rows if row["title"] != paper} - {
        row["word"] for row in rows if row["title"] == paper
    }
    return bool(asked) and asked <= others


def narrow_subject(words_: str) -> str:
    """Return whose meeting a record is of, without what that is for: 実行委員会 of 産業まつり実行委員会."""
    meeting = _MEETING.search(words_)
    return meeting.group() if meeting is not None else words_


def narrow_heading(words_: str) -> str:
    """Return the words of a heading; of that of a record of a meeting whose meeting it is."""
    record = _RECORD.search(words_)
    return narrow_subject(words_[: record.start()].rstrip(" 　")) if record is not None else words_


def is_sentence_like(words_: str) -> bool:
    """Say whether words are said rather than named: they end in a verb."""
    return words_.rstrip("。").endswith(words("labels/acts", "said"))


def _find_moments(outline: DocumentOutline) -> Iterator[tuple[str, Span]]:
    """Yield the day, and the place after ＠, of the only line that says when something was and no more."""
    found: list[tuple[Span, Span | None]] = []
    for unit in outline.units:
        if unit.kind != "line" or unit.row > _FIRST_ROWS:
            continue
        words_ = unit.span.cut(outline.text)
        days = find_values(words_, "date")
        if len(days) != 1 or words_[: days[0].start].strip(" 　"):
            continue
        when = _WHEN.fullmatch(outline.text, unit.span.start + days[0].end, unit.span.end)
        if when is not None and _is_only_times(when["times"]):
            place = Span(*when.span("place")) if when["place"] else None
            found.append((days[0].shift(unit.span.start), place))
    if len(found) == 1:
        [(day, place)] = found
        yield "日付", day
        if place is not None:
            yield "場所", place


def _is_only_times(words_: str) -> bool:
    """Say whether words are one or two times with what joins them, and tell of nothing else."""
    times = find_values(words_, "time")
    return bool(times) and len(words_) - sum(span.end - span.start for span in times) <= _LONGEST_JOINT * len(times)


def _find_days(outline: DocumentOutline) -> Iterator[tuple[str, Span]]:
    """Yield the only day that stands alone on a line, or beside an addressee or a title."""
    found: list[Span] = []
    beside: list[Span] = []
    for unit in outline.units:
        if unit.pair is not None and (day := _day_beside(outline.text, unit.pair)) is not None:
            beside.append(day)
        if unit.kind not in ("line", "heading"):
            continue
        words_ = unit.span.cut(outline.text)
        days = find_values(words_, "date")
        if len(days) != 1:
            continue
        rest = words_[: days[0].start].strip(" 　\t"), words_[days[0].end :].strip(" 　\t")
        is_apart = (
            re.match(r"[ 　\t]+\S", words_[days[0].end :]) is not None and not rest[0] and is_sentence_like(rest[1])
        )
        is_alone = not any(rest) or is_apart or (not rest[1] and re.search(r"[ 　\t]{3,}$", words_[: days[0].start]))
        if is_alone:
            found.append(days[0].shift(unit.span.start))
    found = found or beside
    if len(found) == 1:
        for label in words("labels/papers", "day"):
            yield label, found[0]


def _day_beside(text: str, pair: Pair) -> Span | None:
    """Return the day at the end of a line that a wide gap parts from a pair: 発注No. H8-0477        令和8年7月2日."""
    line = pair.value.pieces[-1] if pair.value.pieces else Span(0, 0)
    gap = _BESIDE.search(text, *line)
    days = find_values(text[gap.end() : line.end], "date") if gap is not None else []
    is_day = len(days) == 1 and not text[gap.end() if gap else 0 :][: days[0].start].strip(" 　")
    rest = text[gap.end() + days[0].end : line.end].strip(" 　\t") if gap is not None and is_day else "-"
    return days[0].shift(gap.end()) if gap is not None and not rest else None
