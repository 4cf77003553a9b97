"""Put translated segments back into their document and say where something was found; or set them in a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sakura_cli.documents.document import Document
from sakura_cli.documents.editing import WordEdit
from sakura_cli.documents.formats import TextFormat
from sakura_cli.documents.writing.assembling import assemble
from sakura_cli.documents.writing.delimited import is_quoted, quote_field
from sakura_cli.documents.writing.markdown import escape_cell, escape_start
from sakura_cli.documents.writing.wrapping import wrap_text
from sakura_cli.localization import gettext as _
from sakura_cli.spans import Piece, Span
from sakura_cli.tasks.framework.result import Finding
from sakura_cli.tasks.translation.checks import TranslationFlaw
from sakura_cli.tasks.translation.result import MemoryUse, TranslatedSegment, TranslationFinding
from sakura_cli.tasks.translation.segments import Segment, find_gap, join_segments
from sakura_cli.tasks.translation.units import ProseUnit
from sakura_cli.text.languages import LanguageCode


@dataclass(frozen=True)
class PlacedSegment:
    """A segment and what stands for it in the result; `is_kept` where that is the segment itself.

    `words` are the text with the stretches of the document whose format they take, where it has formats.
    """

    segment: Segment
    text: str
    flaws: Sequence[TranslationFlaw] = ()
    is_kept: bool = False
    has_wrong_tone: bool = False
    words: Sequence[Piece] = ()
    memory: MemoryUse | None = None


def lay_out(
    document: Document,
    units: Sequence[ProseUnit],
    pieces: Sequence[PlacedSegment],
    target: LanguageCode,
    format_: TextFormat,
) -> tuple[str, list[Finding]]:
    """Return the document with its prose translated, and the findings, whose spans lie in it."""
    groups = [list(group) for _, group in groupby(pieces, key=lambda piece: piece.segment.unit)]
    replacements: list[tuple[Span, str]] = []
    for group in groups:
        unit = units[group[0].segment.unit]
        # Lines that were joined for nothing stay as they are.
        is_same = all(piece.text == piece.segment.text for piece in group)
        replacements.append(
            (unit.span, unit.span.cut(document.text) if is_same else _fit(document.text, unit, group, target, format_))
        )
    translation, places = assemble(document.text, replacements)
    findings: list[Finding] = []
    if format_ == "markdown" and _changes_structure(document.text, translation):
        translation, places, findings = _keep_breakers(document.text, replacements)
    for group, place in zip(groups, places, strict=True):
        position = place.start
        for piece in group:
            at = translation.find(piece.text, position, place.end)
            # A wrapped translation is not found in one piece: then its unit is named.
            span = Span(at, at + len(piece.text)) if at >= 0 else place
            findings += _describe(piece, span, translation, document)
            position = span.end if at >= 0 else position
    return translation, findings


def describe_piece(piece: PlacedSegment) -> TranslatedSegment:
    """Return a piece as results have it."""
    return TranslatedSegment(piece.segment.text, piece.text, *piece.segment.span, piece.memory)


def make_edits(units: Sequence[ProseUnit], pieces: Sequence[PlacedSegment], target: LanguageCode) -> list[WordEdit]:
    """Return what is to stand in the original in place of the prose that was translated, a paragraph an edit."""
    edits: list[WordEdit] = []
    for number, group in groupby(pieces, key=lambda piece: piece.segment.unit):
        members = list(group)
        if all(piece.text == piece.segment.text for piece in members):
            continue
        words: list[Piece] = []
        for piece in members:
            if gap := find_gap(piece.segment, words[-1].text if words else "", target):
                start = piece.segment.span.start
                words.append(Piece(gap, Span(start, start)))
            words += piece.words or [Piece(piece.text, piece.segment.span)]
        edits.append(WordEdit(units[number].span, words))
    return edits


def pair_units(
    units: Sequence[ProseUnit], pieces: Sequence[PlacedSegment], target: LanguageCode
) -> list[tuple[str, str]]:
    """Return each paragraph with its translation."""
    groups = [list(group) for _, group in groupby(pieces, key=lambda piece: piece.segment.unit)]
    return [
        (units[group[0].segment.unit].text, join_segments([p.segment for p in group], [p.text for p in group], target))
        for group in groups
    ]


def make_table(pieces: Sequence[PlacedSegment], format_: TextFormat) -> str:
    """Return sources and translations side by side: a table for Markdown, else tab-separated lines."""
    return lay_out_table([(piece.segment.text, piece.text) for piece in pieces], format_)


def lay_out_table(rows: Sequence[tuple[str, str]], format_: TextFormat) -> str:
    """Return pairs of source and translation as the table of a format."""
    if format_ == "markdown":
        lines = [f"| {escape_cell(source)} | {escape_cell(target)} |" for source, target in rows]
        return "\n".join(["| source | target |", "| --- | --- |", *lines, ""])
    output = io.StringIO()
    csv.writer(output, delimiter="\t", lineterminator="\n").writerows([("source", "target"), *rows])
    return output.getvalue()


def _fit(
    document: str, unit: ProseUnit, group: Sequence[PlacedSegment], target: LanguageCode, format_: TextFormat
) -> str:
    """Return the text of a unit, fit for its place in the document."""
    text = join_segments([piece.segment for piece in group], [piece.text for piece in group], target)
    if format_ == "markdown":
        text = escape_cell(text) if unit.kind == "cell" else escape_start(text, unit.text)
    if format_ == "csv":
        text = quote_field(text, is_quoted=is_quoted(document, unit.span.start))
    return wrap_text(text, unit.wrap_columns, unit.line_start) if unit.wrap_columns else text


def _keep_breakers(document: str, replacements: Sequence[tuple[Span, str]]) -> tuple[str, list[Span], list[Finding]]:
    """Leave untranslated what alone changes the structure of the document."""
    kept: list[tuple[Span, str]] = []
    broken: list[int] = []
    for number, (span, text) in enumerate(replacements):
        if _changes_structure(document, assemble(document, [(span, text)])[0]):
            broken.append(number)
            kept.append((span, span.cut(document)))
        else:
            kept.append((span, text))
    translation, places = assemble(document, kept)
    findings = [TranslationFinding.STRUCTURE_KEPT.found(places[number], translation) for number in broken]
    return translation, places, findings


def _changes_structure(document: str, translation: str) -> bool:
    # Imported here: the parser is needed for Markdown only.
    from sakura_cli.documents.reading.marked_up.markdown import describe_structure

    return describe_structure(translation) != describe_structure(document)


def _describe(piece: PlacedSegment, place: Span, translation: str, document: Document) -> list[Finding]:
    """Return the findings of a piece, each with the line of the source it is about."""
    if not piece.flaws and not piece.has_wrong_tone:
        return []
    stands = document.origin(piece.segment.span).place
    findings: list[Finding] = []
    for flaw in piece.flaws:
        message = _("{place}: {message}; the source stands here") if piece.is_kept else _("{place}: {message}")
        message = message.format(place=stands, message=flaw.message)
        span = place
        if flaw.target_span is not None and place.cut(translation) == piece.text:
            span = flaw.target_span.shift(place.start)
        findings.append(Finding(flaw.kind.value, message, *span, span.cut(translation)))
    if piece.has_wrong_tone:
        findings.append(TranslationFinding.TONE.found(place, translation, place=stands))
    return findings
