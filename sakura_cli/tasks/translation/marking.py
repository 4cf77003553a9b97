"""The formats of a document's runs as tags in what a model is shown (これは<b>重要</b>です), and off its answer again.

A tag says that the words in it look unlike those around them, and which look alike; what their formats are nobody needs
to know. Words that stay as they are (fields) are one tag with what is in it. Left out: markup that is typed, which
Markdown has.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count

from sakura_cli.documents.structure import Run
from sakura_cli.spans import Piece, Span
from sakura_cli.tasks.translation.segments import Segment
from sakura_cli.tasks.translation.word_places import find_words

# Names of tags that every model has seen around words.
_NAMES = ("b", "i", "u", "a", "s", "q")
# What ends words that stand alone, and not in a sentence.
_ENDS = ".,:;。、：；"


@dataclass(frozen=True)
class _Stretch:
    """A stretch of the document in one format, and the name of its tag; none for what most of the segment is in."""

    span: Span
    tag: str = ""
    is_fixed: bool = False


@dataclass(frozen=True)
class MarkedSegment:
    """A segment as it stands in the document (`plain`), and with tags around what is in another format (`tagged`)."""

    plain: Segment
    tagged: Segment
    stretches: tuple[_Stretch, ...]


def mark_segments(segments: Sequence[Segment], runs: Sequence[Run]) -> list[MarkedSegment]:
    """Return segments with the formats of their words; `runs` are those of the document, in order."""
    marked: list[MarkedSegment] = []
    first = 0
    for segment in segments:
        while first < len(runs) and runs[first].span.end <= segment.span.start:
            first += 1
        marked.append(_mark(segment, runs, first))
    return marked


def take_apart(marked: MarkedSegment, translation: str) -> list[Piece]:
    """Return a translation of the tagged segment as words without tags, each with the stretch whose format it takes."""
    if len(marked.stretches) < 2:
        return [Piece(translation, marked.plain.span)]
    # A blank belongs to no format.
    translation = re.sub(r"(<\w+>)(\s+)|(\s+)(</\w+>)", r"\2\1\4\3", translation)
    translation = re.sub(r" {2,}", " ", translation)
    by_tag: dict[str, list[_Stretch]] = defaultdict(list)
    for stretch in marked.stretches:
        by_tag[stretch.tag].append(stretch)
    found: list[tuple[str, _Stretch | None]] = []
    position = 0
    for match in re.finditer(rf"<({'|'.join(marked.tagged.tags)})>(.*?)</\1>", translation):
        alike = by_tag[match[1]]
        # Which of those that look alike is named matters for what else is in it: they are taken in turn.
        stretch = alike.pop(0) if len(alike) > 1 else alike[0]
        found += [(translation[position : match.start()], None), (match[2], stretch)]
        position = match.end()
    found.append((translation[position:], None))
    return list(_place(found, by_tag[""], marked))


def find_marked(translation: str, parts: Sequence[tuple[str, str]], names: Sequence[str]) -> str | None:
    """Return a translation without its tags with those where the words between them are found by themselves.

    `parts` are the pieces of the segment, each with its translation alone. None where words are not found.
    """
    bare = " ".join(re.sub(rf"</?(?:{'|'.join(names)})>", "", translation).split())
    wanted: list[tuple[str, str]] = []
    for (source, _), (_, words), (closing, _) in zip(parts, parts[1:], parts[2:], strict=False):
        match = re.fullmatch(r"<(\w+)>", source)
        if match is not None and match[1] in names and closing == f"</{match[1]}>":
            whole = words.strip()
            # What stands alone may end as a sentence does.
            wanted.append((whole if whole.lower() in bare.lower() else whole.rstrip(_ENDS), match[1]))
    places: list[tuple[Span, str]] = []
    # The longest first: what is short may stand in many places.
    for words, name in sorted(wanted, key=lambda each: -len(each[0])):
        span = find_words(words, bare, [place for place, _ in places])
        if span is None:
            return None
        places.append((span, name))
    marked, position = "", 0
    for span, name in sorted(places):
        marked += f"{bare[position : span.start]}<{name}>{span.cut(bare)}</{name}>"
        position = span.end
    return marked + bare[position:] if places else None


def _place(
    found: Sequence[tuple[str, _Stretch | None]], plain: Sequence[_Stretch], marked: MarkedSegment
) -> Iterator[Piece]:
    """Yield the pieces; words without a tag take a stretch without one, if possible that beside the words before."""
    before: _Stretch | None = None
    for number, (text, stretch) in enumerate(found):
        if stretch is not None:
            before = stretch
        if not text:
            continue
        if stretch is None:
            after = next((each for _, each in found[number:] if each is not None), None)
            stretch = _nearest(plain, before, after) or before or after or marked.stretches[0]
        yield Piece(text, stretch.span)


def _nearest(plain: Sequence[_Stretch], before: _Stretch | None, after: _Stretch | None) -> _Stretch | None:
    beside = [each for each in plain if before is not None and each.span.start == before.span.end]
    beside += [each for each in plain if after is not None and each.span.end == after.span.start]
    return next(iter(beside or plain), None)


def _mark(segment: Segment, runs: Sequence[Run], first: int) -> MarkedSegment:
    parts = list(_clip(segment, runs, first))
    if len(parts) < 2:
        return MarkedSegment(segment, segment, (_Stretch(segment.span),))
    sizes: dict[str, int] = defaultdict(int)
    for part in parts:
        if not part.is_fixed:
            sizes[part.mark] += part.span.end - part.span.start
    base = "" if "" in sizes else max(sizes, key=lambda mark: sizes[mark], default="")
    names = _name_tags(segment.text)
    by_mark: dict[str, str] = {}
    stretches: list[_Stretch] = []
    for part in parts:
        if part.is_fixed:
            stretches.append(_Stretch(part.span, next(names), is_fixed=True))
        elif part.mark == base:
            stretches.append(_Stretch(part.span))
        else:
            name = by_mark[part.mark] = by_mark.get(part.mark) or next(names)
            stretches.append(_Stretch(part.span, name))
    return MarkedSegment(segment, _write_tags(segment, stretches), tuple(stretches))


def _clip(segment: Segment, runs: Sequence[Run], first: int) -> Iterator[Run]:
    """Yield the runs within a segment, those that look alike joined; blanks belong to what is before them."""
    pending: Run | None = None
    for run in runs[first:]:
        if run.span.start >= segment.span.end:
            break
        span = Span(max(run.span.start, segment.span.start), min(run.span.end, segment.span.end))
        words = segment.text[span.start - segment.span.start : span.end - segment.span.start]
        is_joined = pending is not None and not pending.is_fixed and not run.is_fixed
        if pending is not None and is_joined and (run.mark == pending.mark or not words.strip()):
            pending = replace(pending, span=Span(pending.span.start, span.end))
            continue
        if pending is not None:
            yield pending
        pending = Run(span, run.mark, run.is_fixed)
    if pending is not None:
        yield pending


def _name_tags(text: str) -> Iterator[str]:
    names = chain(_NAMES, (f"t{number}" for number in count(1)))
    return (name for name in names if f"<{name}>" not in text and f"</{name}>" not in text)


def _write_tags(segment: Segment, stretches: Sequence[_Stretch]) -> Segment:
    """Return a segment with its tags, which are protected; fixed words are so with theirs."""
    text = ""
    protected: list[Span] = []
    offset = segment.span.start

    def protect(piece: str) -> None:
        nonlocal text
        protected.append(Span(len(text), len(text) + len(piece)))
        text += piece

    for stretch in stretches:
        inside = stretch.span.shift(-offset)
        words = inside.cut(segment.text)
        if stretch.is_fixed:
            protect(f"<{stretch.tag}>{words}</{stretch.tag}>")
            continue
        if stretch.tag:
            protect(f"<{stretch.tag}>")
        # An address that is half in another format is cut in two, each of which stays.
        kept = (Span(max(each.start, inside.start), min(each.end, inside.end)) for each in segment.protected)
        protected += [each.shift(len(text) - inside.start) for each in kept if each.end > each.start]
        text += words
        if stretch.tag:
            protect(f"</{stretch.tag}>")
    tags = tuple(dict.fromkeys(stretch.tag for stretch in stretches if stretch.tag))
    return replace(segment, text=text, protected=tuple(protected), tags=tags)
