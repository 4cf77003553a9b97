"""Lines of a column as paragraphs: which line goes on in the next one.

A line that ends where the next one's first word would still have found room was meant to end there. Left out: what a
paragraph is (a heading, an item, a note).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sakura_cli.documents.reading.lines import is_form_entry
from sakura_cli.documents.reading.pdf.geometry.glyphs import count_letter_columns
from sakura_cli.documents.reading.pdf.geometry.lines import Stretch, is_word_gap
from sakura_cli.documents.reading.pdf.geometry.marks import count_unit, ends_sentence, find_mark, is_contents_entry

# In sizes of letters.
_INDENT, _DEEPEST_INDENT = 0.6, 6.0
_SLACK, _OPEN_SLACK = 0.05, 0.4
_CENTRED = 0.6
_LEAST_CENTRED = 1.5
_OTHER_SIZE = 0.08
# In usual pitches of lines: what sets paragraphs apart, and what does so in the middle of a sentence.
_WIDE_PITCH = 1.15
_WIDEST_PITCH = 2.1
# In sizes of letters, where no two lines tell.
_USUAL_PITCH = 1.8
_CAPTION = re.compile(r"[（(〔【][^（）()]{1,40}[)）〕】]")
_SAME_EDGE = 1.5
_NEAR_EDGE, _FEW_NEAR = 1.3, 0.25
_MOST_OVER = 2
_LEAST_WIDTH = 0.75
# What leads the eye to the number of a page is drawn, not written.
_LEADER = re.compile(r"([.．…‥・･·])\1{5,}")
_HANGING = frozenset("、。，．")
_ADDRESS = re.compile(r"(?:https?://|www\.|@)\S*$")
_CODE = re.compile(r"[0-9A-Za-z]-$")
_THOUSANDS, _THREE_DIGITS = re.compile(r"[0-9],$"), re.compile(r"[0-9]{3}(?![0-9])")
_HYPHEN = re.compile(r"[a-z]{2,}([-\u2010\u00ad])$")


@dataclass
class TextLine:
    """A line of a column: what stands on it, with its page; `is_bold` where its letters are all of a bold font."""

    stretches: Sequence[Stretch]
    page: int = 0
    is_bold: bool = False

    def __post_init__(self) -> None:
        self.left, self.right = self.stretches[0].left, self.stretches[-1].right
        self.top = min(each.top for each in self.stretches)
        self.bottom = max(each.bottom for each in self.stretches)
        longest = max(self.stretches, key=lambda each: len(each.glyphs))
        self.size, self.face = longest.size, longest.face

    @cached_property
    def text(self) -> str:
        """Its words; a full-width blank where they stand apart, another one between Latin words."""
        words = self.stretches[0].text
        for each in self.stretches[1:]:
            words += (" " if _is_latin(words[-1]) and _is_latin(each.text[0]) else "　") + each.text
        return _LEADER.sub(r"\1\1\1", words)

    @property
    def unit(self) -> float:
        """How much room its first word takes."""
        glyphs = self.stretches[0].glyphs
        count = count_unit("".join(glyph.text[:1] for glyph in glyphs))
        # Programs may leave out the blanks between words.
        count = next((k for k in range(1, count) if is_word_gap(glyphs[k - 1], glyphs[k])), count)
        return glyphs[count - 1].right - self.left

    @property
    def end(self) -> float:
        """Where its last letter ends that may not hang over the margin."""
        glyphs = self.stretches[-1].glyphs
        return glyphs[-2].right if len(glyphs) > 1 and glyphs[-1].text in _HANGING else self.right


@dataclass
class TextPassage:
    """Lines that make one paragraph; `left` and `right` are the edges of its column."""

    lines: list[TextLine]
    left: float
    right: float
    is_note: bool = field(default=False)

    @property
    def first(self) -> TextLine:
        """Its first line."""
        return self.lines[0]

    @property
    def text(self) -> str:
        """The words, their lines joined."""
        return "".join(words for words, _ in self.pieces())

    def pieces(self) -> Iterator[tuple[str, int]]:
        """Yield the words of each line, with what joins it to the next one, and its page."""
        for number, line in enumerate(self.lines):
            if number + 1 == len(self.lines):
                yield line.text, line.page
            else:
                yield join_words(line.text, self.lines[number + 1].text), line.page


def join_words(before: str, after: str) -> str:
    """Return the end of a line as it stands before the next one: with a blank, without its hyphen, or as it is."""
    if not before or not after or not (_is_latin(before[-1]) and _is_latin(after[0])):
        return before
    if _HYPHEN.search(before) and after[0].islower():
        return before[:-1]
    # A blank would break an address or a code; digits are parted where Japanese lines end anywhere.
    is_number = before[-1].isdigit() and after[0].isdigit()
    if is_number or _CODE.search(before) or _ADDRESS.search(before) or _breaks_number(before, after):
        return before
    return before + " "


def _breaks_number(before: str, after: str) -> bool:
    """Say whether a line ends beside a comma of a number, as in 1,234,⏎567."""
    if before[-1].isdigit():
        return _THREE_DIGITS.match(after[1:]) is not None and after[0] == ","
    return _THOUSANDS.search(before) is not None and _THREE_DIGITS.match(after) is not None


def find_passages(lines: Sequence[TextLine], left: float, right: float) -> list[TextPassage]:
    """Return the paragraphs that the lines of a column make; `left` and `right` are its edges."""
    pitch = _usual_pitch(lines)
    passages: list[TextPassage] = []
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        if passages and goes_on(passages[-1], line, following, pitch):
            passages[-1].lines.append(line)
        else:
            passages.append(TextPassage([line], left, right))
    return passages


def goes_on(passage: TextPassage, line: TextLine, following: TextLine | None, pitch: float) -> bool:
    """Say whether a paragraph goes on in a line; `pitch` is the usual one, 0 where the line stands elsewhere."""
    if not is_unfinished(passage, line):
        return False
    last = passage.lines[-1]
    size = max(last.size, line.size)
    is_open = not ends_sentence(last.text)
    shift = (line.left - last.left) / size
    # Lines with ruby are further apart: what shows itself to go on may be so.
    goes_back = len(passage.lines) == 1 and shift < -_INDENT
    if pitch and line.bottom - last.bottom > pitch * (_WIDEST_PITCH if is_open or goes_back else _WIDE_PITCH) + 1:
        return False
    mark = find_mark(line.text)
    if abs(shift) > _INDENT and (last.left - passage.left) / size > _DEEPEST_INDENT and not _is_centred(last, passage):
        # Set at the right: the date and the sender of a letter.
        return False
    if mark and (not is_open or _begins_item(passage, line, mark[0])):
        return False
    if is_form_entry(line.text) and is_form_entry(passage.first.text):
        return False
    if is_open:
        return True
    if _CAPTION.fullmatch(line.text):
        return False
    if len(passage.lines) > 1:
        return abs(shift) <= _INDENT or _is_centred(last, passage)
    if abs(shift) <= _INDENT < (last.left - passage.left) / size:
        # Both are indented as first lines are.
        return False
    if shift > _INDENT:
        # Either hangs under its first line, or begins a paragraph itself.
        hangs = following is None or following.left >= line.left - _INDENT * size
        return hangs or find_mark(last.text) is not None
    return True


def is_unfinished(passage: TextPassage, line: TextLine) -> bool:
    """Say whether a paragraph is in the type of a line and its last line full: one that may go on in that line."""
    last = passage.lines[-1]
    if abs(line.size - last.size) > _OTHER_SIZE * max(last.size, line.size) or line.is_bold != last.is_bold:
        return False
    return not is_contents_entry(last.text) and is_full(last, line, passage)


def is_full(last: TextLine, line: TextLine, passage: TextPassage) -> bool:
    """Say whether a line ends because there was no room for the first word of the next one."""
    room = passage.right - last.right
    if _is_centred(last, passage):
        room += last.left - passage.left
    return room < line.unit + (-_SLACK if ends_sentence(last.text) else _OPEN_SLACK) * line.size


def find_edge(lines: Sequence[TextLine]) -> tuple[float, bool]:
    """Return where the lines of a column end, and whether that is sure.

    What hangs over the margin or is wider than all others does not count. Where hardly any line ends near the longest
    one, perhaps none has reached the edge.
    """
    left = min(line.left for line in lines)
    ends = sorted((line.end for line in lines), reverse=True)
    for over, end in enumerate(ends[: 1 + len(ends) // 8]):
        # Where lines are justified, many end at one place.
        if over > _MOST_OVER or end < left + _LEAST_WIDTH * (ends[0] - left):
            break
        if sum(end - _SAME_EDGE <= each <= end for each in ends) >= max(3, len(ends) // 4):
            return end, True
    near = sum(each > ends[0] - _NEAR_EDGE * lines[0].size for each in ends)
    return ends[0], near > max(1, _FEW_NEAR * len(ends))


def _begins_item(passage: TextPassage, line: TextLine, kind: str) -> bool:
    """Say whether a line with a number, after a line in the middle of a sentence, is an item and no wrapped line."""
    if len(passage.lines) > 1:
        return abs(line.left - passage.lines[-1].left) > _INDENT * line.size
    first = find_mark(passage.first.text)
    return first is not None and first[0] == kind and abs(line.left - passage.first.left) <= _INDENT * line.size


def _is_centred(line: TextLine, passage: TextPassage) -> bool:
    before, after = line.left - passage.left, passage.right - line.right
    return before > _LEAST_CENTRED * line.size and abs(before - after) < _CENTRED * line.size * 2


def _usual_pitch(lines: Sequence[TextLine]) -> float:
    """Return how far lines of one paragraph are apart: what sets paragraphs apart is more."""
    pitches = sorted(
        second.bottom - first.bottom
        for first, second in itertools.pairwise(lines)
        if 0 < second.bottom - first.bottom < 3 * first.size and abs(second.size - first.size) < 0.5
    )
    return pitches[len(pitches) // 8] if pitches else _USUAL_PITCH * max((line.size for line in lines), default=0.0)


def _is_latin(text: str) -> bool:
    return count_letter_columns(text) == 1 and text not in " 　"
