"""What the model is shown of a segment: marks at its ends taken off, long or unwritable ones replaced by <1>, <2>, …"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce

from sakura_cli.characters.script import repertoire
from sakura_cli.spans import Span
from sakura_cli.tasks.translation.segments import Segment
from sakura_cli.text.languages import UNSPACED_LANGUAGES, LanguageCode

# A longer piece is cheaper and safer as a number; a small model copies a short one well.
_LONGEST_PIECE = 24
# Marks beside a sentence: boxes of tasks, notes, footnotes, icons, line breaks.
_APART = re.compile(r"\[[ xX]\]|\[![A-Z]+\]|\[\^[^\]]+\]:?|:[a-z0-9_+-]+:|<(?:br|img|wbr|hr)\b[^>]*>")
_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9]*)\b[^>]*>")
# What begins or ends markup.
_MARKS = frozenset("*_`~<>[]|")
_LATIN_MARKS = str.maketrans(
    {
        "（": " (",
        "）": ") ",
        "、": ", ",
        "，": ", ",
        "。": ". ",
        "：": ": ",
        "；": "; ",
        "「": ' "',
        "」": '" ',
        "・": ", ",
    }
)


@dataclass(frozen=True)
class Shown:
    """The text for the model and how to restore the answer; `kept` are the pieces that are shown as they are."""

    text: str
    before: str = ""
    after: str = ""
    numbered: tuple[tuple[str, str], ...] = ()
    kept: str = ""

    def restore(self, answer: str) -> str:
        """Return an answer with its pieces put back."""
        inside = reduce(lambda text, pair: text.replace(*pair), self.numbered, answer)
        return f"{self.before}{inside}{self.after}" if answer else ""


def show(
    segment: Segment,
    target: LanguageCode,
    quoted: frozenset[str] = frozenset(),
    numbered_pieces: frozenset[str] = frozenset(),
) -> Shown:
    """Return what the model is shown of a segment.

    The protected pieces that are `quoted` stand in quotation marks, those of `numbered_pieces` are numbers.
    """
    before, inner, after = _strip_ends(segment)
    allowed = repertoire(target)
    text, kept = "", ""
    numbered: list[tuple[str, str]] = []
    for piece, is_protected in inner.pieces():
        is_copied = len(piece) <= _LONGEST_PIECE and (allowed is None or allowed.issuperset(piece))
        is_copied = is_copied and piece not in numbered_pieces
        if is_protected and piece in quoted:
            label = f"「{piece}」" if target in UNSPACED_LANGUAGES else f'"{piece}"'
            numbered.append((label, piece))
            text += label
            continue
        if not is_protected or is_copied:
            text += piece
            kept += piece if is_protected else ""
            continue
        label = _label(piece, len(numbered) + 1, inner.text)
        numbered.append((label, piece))
        text += label
    kept += "".join(label for label, _ in numbered)
    return Shown(text, before, after, tuple(numbered), kept)


def substitute(segment: Segment, replacements: Sequence[tuple[Span, str]], *, is_protecting: bool = False) -> Segment:
    """Return a segment with stretches of its text replaced, and protected if wanted.

    They are in order and overlap nothing protected.
    """
    text, position = "", 0
    protected: list[Span] = []
    pending = list(segment.protected)
    for span, replacement in [*replacements, (Span(len(segment.text), len(segment.text)), "")]:
        while pending and pending[0].end <= span.start:
            protected.append(pending.pop(0).shift(len(text) - position))
        text += segment.text[position : span.start]
        # Two replacements side by side, or one beside a Latin word, would run into each other.
        is_joined = replacement[:1].isalnum() and text[-1:].isascii() and text[-1:].isalnum()
        text += f" {replacement}" if is_joined else replacement
        if is_protecting and replacement:
            protected.append(Span(len(text) - len(replacement), len(text)))
        position = span.end
    return replace(segment, text=text, protected=tuple(protected))


def join_pieces(
    sources: Sequence[str], translated: Sequence[tuple[str, bool]], target: LanguageCode, space: str
) -> str:
    """Join a segment's pieces, each with whether it was kept; `space` goes around marks of emphasis.

    A translated piece gets the white space of its source and loses marks that it does not have.
    """
    is_spaced = target not in UNSPACED_LANGUAGES
    joined = ""
    opened: list[str] = []
    glues = True  # nothing goes between an opening mark and what it opens
    for source, (text, is_kept) in zip(sources, translated, strict=True):
        if is_kept and _is_emphasis(source):
            is_opening = source not in opened
            opened = [*opened, source] if is_opening else [mark for mark in opened if mark != source]
            gap = space or (" " if is_spaced and is_opening and joined[-1:].isalnum() else "")
            joined += f"{gap}{text}" if is_opening else f"{text}{space}"
            glues = is_opening
            continue
        words = text
        if not is_kept:
            bare = "".join(char for char in text.strip() if char not in _MARKS or char in source)
            words = f"{source[: len(source) - len(source.lstrip())]}{bare}{source[len(source.rstrip()) :]}"
        is_word_next = words[:1].isalnum() or (is_kept and words[:1] in "[`!<" and not words.startswith("</"))
        is_word_before = joined[-1:].isalnum() or joined[-1:] in ")`>*_~"
        if is_spaced and joined and not glues and is_word_next and is_word_before:
            joined += " "
        joined += words
        glues = is_kept and (words.endswith("[") or _TAG.fullmatch(words) is not None)
    return joined.strip()


def _is_emphasis(piece: str) -> bool:
    return bool(piece) and not piece.strip("*_~")


def adapt_marks(text: str, target: LanguageCode) -> str:
    """Return what stands between pieces, brackets and commas, as the target language writes it."""
    return text if target in UNSPACED_LANGUAGES else text.translate(_LATIN_MARKS)


def _label(piece: str, number: int, text: str) -> str:
    """Return a short stand-in: a link keeps its bracket, so that its label can be seen as one."""
    while f"<{number}>" in text:
        number += 10
    return f"](<{number}>)" if piece.startswith("](") else f"<{number}>"


def _strip_ends(segment: Segment) -> tuple[str, Segment, str]:
    """Take white space and marks that are no part of the sentence off the ends; of a pair of marks both or neither."""
    pieces = list(segment.pieces())
    before, after = "", ""
    while pieces:
        first, last = pieces[0], pieces[-1]
        if not first[0].strip() or (first[1] and _APART.fullmatch(first[0])):
            before += pieces.pop(0)[0]
        elif not last[0].strip() or (last[1] and _APART.fullmatch(last[0])):
            after = pieces.pop()[0] + after
        elif len(pieces) > 2 and first[1] and last[1] and _is_pair(first[0], last[0], pieces[1:-1]):
            before += pieces.pop(0)[0]
            after = pieces.pop()[0] + after
        else:
            break
    inner = "".join(piece for piece, _ in pieces)
    lead, trail = len(inner) - len(inner.lstrip()), len(inner) - len(inner.rstrip())
    before, after = before + inner[:lead], (inner[len(inner) - trail :] if trail else "") + after
    offset = len(before) - lead
    protected = tuple(
        span.shift(-offset - lead)
        for span in segment.protected
        if span.start >= offset and span.end <= offset + len(inner)
    )
    return before, replace(segment, text=inner.strip(), protected=protected), after


def _is_pair(opening: str, closing: str, between: Sequence[tuple[str, bool]]) -> bool:
    """Say whether two marks belong together: nothing between them opens or closes another of their kind."""
    marks = [piece for piece, is_protected in between if is_protected]
    if opening in ("[", "!["):
        return closing.startswith(("](", "][")) and not any(mark.startswith(("](", "][")) for mark in marks)
    if tag := _TAG.fullmatch(opening):
        return closing == f"</{tag[1]}>" and closing not in marks
    return _is_emphasis(opening) and opening == closing and opening not in marks
