"""Translation: the prose of a document segment by segment, everything else byte for byte, numbers and terms checked.

The words are the model's; where they may go, what they may not touch and which numbers they must hold is decided here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sakura_cli.documents.blocks import Block
from sakura_cli.documents.document import Document
from sakura_cli.documents.formats import find_blocks
from sakura_cli.errors import UsageError
from sakura_cli.inference.strength.strategy import ChooseStrategy, by_passages
from sakura_cli.localization import gettext as _
from sakura_cli.options.sampling import GREEDY, Sampling
from sakura_cli.options.translation import LanguageCode, Tone, TranslationOptions
from sakura_cli.tasks.framework.prompt_template import PromptTemplate
from sakura_cli.tasks.framework.prompts import load_prompt
from sakura_cli.tasks.framework.result import TaskResult
from sakura_cli.tasks.framework.steps import Steps
from sakura_cli.tasks.translation.attempts import Translating, TranslationDraft
from sakura_cli.tasks.translation.checks import FATAL, TranslationFlaw, TranslationFlawKind, weigh
from sakura_cli.tasks.translation.cues.speed import find_fast_cues
from sakura_cli.tasks.translation.drafts import Translator
from sakura_cli.tasks.translation.layout import (
    PlacedSegment,
    describe_piece,
    lay_out,
    make_edits,
    make_table,
    pair_units,
)
from sakura_cli.tasks.translation.marking import MarkedSegment, mark_segments, take_apart
from sakura_cli.tasks.translation.memory.matching import Memory
from sakura_cli.tasks.translation.mending import has_tone, mend_numbers, settle_tone
from sakura_cli.tasks.translation.quality.reranking import rerank
from sakura_cli.tasks.translation.recall import learn, recall
from sakura_cli.tasks.translation.result import MemoryUse, TranslationPayload
from sakura_cli.tasks.translation.segments import Segment, cut_segments, needs_translation
from sakura_cli.tasks.translation.units import find_units
from sakura_cli.text.glossary import Term
from sakura_cli.text.languages import LANGUAGE_NAMES, LANGUAGES, detect_language

# What a check of the segment by itself does not find.
_OF_DOCUMENT = frozenset((TranslationFlawKind.NUMBER_MENDED, TranslationFlawKind.TERM_VARIES))


def translate(
    document: Document,
    options: TranslationOptions,
    terms: Sequence[Term] = (),
    sampling: Sampling = GREEDY,
    memory: Memory | None = None,
    choose: ChooseStrategy = by_passages,
) -> Steps[TranslationPayload]:
    """Translate a document, in the steps of `tasks.steps`; `terms` are those of the glossary.

    What the translation memory has, sentences, is taken from there; `choose` says whether paragraphs are shown whole.

    Raises UsageError for a language it cannot be from or to.
    """
    text = document.text
    if options.tone and options.to != "ja":
        message = _("--tone is for Japanese translations")
        raise UsageError(message, hint="sakura translate --to ja --tone desumasu FILE")
    # What its reader found is what a document is, whatever it may look like as text.
    format_ = document.format if document.structure else options.format or document.format
    units = find_units(document, format_)
    # Code and addresses say nothing about the language of the prose between them.
    source = find_source_language("\n".join(unit.text for unit in units), options)
    longest = max((unit.text for unit in units), key=len, default="")
    segments = cut_segments(text, units, by_paragraph=memory is None and choose(longest) == "whole")
    template = load_prompt(f"translate-{options.to}")
    translator = Translator(
        template,
        Translating(
            source=source,
            target=options.to,
            terms=terms,
            references=_find_references(text) if format_ == "markdown" else {},
            is_markdown=format_ == "markdown",
            condition=_condition(template, options),
            sampling=sampling,
        ),
    )
    marked = mark_segments(segments, document.structure.runs if document.structure else ())
    wanted = [each for each in marked if needs_translation(each.tagged, source)]
    recalled = recall(wanted, translator, memory)
    asked = [each for place, each in enumerate(wanted) if place not in recalled.taken]
    drafts = yield from translator.translate([each.tagged for each in asked], recalled.examples)
    if options.quality == "best":
        yield from rerank(translator, drafts)
    yield from translator.unify(drafts, [(piece.segment, piece.text) for piece in recalled.taken.values()])
    cues = find_blocks(text, format_) if format_ == "srt" else ()
    yield from translator.shorten(drafts, recalled.find_long(text, cues, drafts, options.to))
    settled = recalled.merge(_settle(drafts, translator))
    toned = settled if options.to != "ja" else _settle_tones(settled, translator, options.tone)
    toned = _tell_speed(text, cues, toned, options.to)
    translated = [_place(*each) for each in zip(wanted, toned, strict=True)]
    pieces = _make_pieces(segments, [each.plain for each in wanted], translated)
    translation, findings = lay_out(document, units, pieces, options.to, format_)
    edits = None
    if document.structure is not None and not options.bilingual:
        edits = make_edits(units, pieces, options.to)
    table = None
    if options.bilingual:
        table = pair_units(units, pieces, options.to)
        translation = make_table(pieces, format_)
        findings = [replace(finding, start=0, end=0) for finding in findings]
    learned = learn(translated, source, options.to) if memory is not None else ()
    payload = TranslationPayload([describe_piece(piece) for piece in pieces], learned)
    return TaskResult(translation, payload, findings, chunks=len(wanted), edits=edits, table=table)


def find_source_language(text: str, options: TranslationOptions) -> LanguageCode:
    """Return the language to translate from. Raises UsageError where it is not known, or the one to translate to."""
    source = options.source or detect_language(text)
    if source is None:
        message = _("the language of the text is not recognised")
        raise UsageError(message, hint=f"--from {'|'.join(LANGUAGES)}", kind="unknown-language")
    if source == options.to:
        other = "en" if source == "ja" else "ja"
        raise UsageError(
            _("the text is in {language} already").format(language=LANGUAGE_NAMES[source]),
            hint=_("--to {other}, or --from with the language it is in").format(other=other),
            kind="same-language",
        )
    return source


def _find_references(text: str) -> Mapping[str, Any]:
    """Return the link definitions of a Markdown document."""
    # Imported here: the parser is needed for Markdown only.
    from sakura_cli.documents.reading.marked_up.markdown import find_references

    return find_references(text)


def _condition(template: PromptTemplate, options: TranslationOptions) -> str:
    return template.phrase(options.tone) if options.tone else ""


def _settle(drafts: Sequence[TranslationDraft], translator: Translator) -> list[PlacedSegment]:
    """Mend drafts, and fall back to the source's words where nothing else is certain."""
    pieces: list[PlacedSegment] = []
    for draft in drafts:
        settled, mended = mend_numbers(draft, translator)
        flaws = [*mended, *settled.flaws]
        if any(flaw.kind in FATAL for flaw in flaws):
            pieces.append(PlacedSegment(settled.segment, settled.segment.text, flaws, is_kept=True))
        else:
            pieces.append(PlacedSegment(settled.segment, settled.text, flaws))
    return pieces


def _settle_tones(pieces: Sequence[PlacedSegment], translator: Translator, tone: Tone | None) -> list[PlacedSegment]:
    """Give Japanese pieces one tone; what a memory has keeps its own unless one is asked for."""
    toned = settle_tone([piece.text for piece in pieces], tone)
    return [
        piece
        if piece.is_kept or (tone is None and piece.memory is MemoryUse.EXACT)
        else _give_tone(piece, text, translator, tone)
        for piece, text in zip(pieces, toned, strict=True)
    ]


def _give_tone(piece: PlacedSegment, text: str, translator: Translator, tone: Tone | None) -> PlacedSegment:
    """Return a piece in another wording, unless that costs more than the tone is worth."""
    if text != piece.text:
        mended = [flaw for flaw in piece.flaws if flaw.kind in _OF_DOCUMENT]
        is_whole = all(flaw.kind is not TranslationFlawKind.BROKEN_OFF for flaw in piece.flaws)
        checked = translator.check(piece.segment, text, is_whole=is_whole).flaws
        if weigh(checked) <= weigh(piece.flaws):
            piece = replace(piece, text=text, flaws=[*mended, *checked])
    return replace(piece, has_wrong_tone=tone is not None and not has_tone(piece.text, tone))


def _tell_speed(
    text: str, cues: Sequence[Block], pieces: Sequence[PlacedSegment], target: LanguageCode
) -> list[PlacedSegment]:
    """Return pieces, with a flaw at the first of each cue that has to be read too fast."""
    told = list(pieces)
    for cue in find_fast_cues(text, cues, [(piece.segment, piece.text) for piece in pieces], target):
        flaw = TranslationFlaw(TranslationFlawKind.TOO_FAST, speed=(math.ceil(cue.speed), cue.limit))
        first = told[cue.places[0]]
        told[cue.places[0]] = replace(first, flaws=[*first.flaws, flaw])
    return told


def _place(marked: MarkedSegment, settled: PlacedSegment) -> PlacedSegment:
    """Return a translated segment without its tags: its words, each with the format it takes."""
    if settled.is_kept:
        return replace(settled, segment=marked.plain, text=marked.plain.text)
    words = take_apart(marked, settled.text)
    flaws = [replace(flaw, target_span=None) if marked.tagged.tags else flaw for flaw in settled.flaws]
    return replace(settled, segment=marked.plain, text="".join(each.text for each in words), flaws=flaws, words=words)


def _make_pieces(
    segments: Sequence[Segment], wanted: Sequence[Segment], translated: Sequence[PlacedSegment]
) -> list[PlacedSegment]:
    """Return a piece for every segment; what has no words of the source language stays as it is."""
    known = {id(segment): piece for segment, piece in zip(wanted, translated, strict=True)}
    return [known.get(id(segment), PlacedSegment(segment, segment.text)) for segment in segments]
