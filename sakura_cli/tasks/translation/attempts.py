"""How flawed drafts of a translation are tried again: what is shown of the segment, and what its answer has to hold.

The model is shown what it has to copy in the place where it belongs (売上は480,000 yenだった), only the words between
marks it lost, or only the words that it left in the language of the source. Left out: asking, which is `drafts`'.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sakura_cli.options.sampling import GREEDY, Sampling
from sakura_cli.spans import Span
from sakura_cli.tasks.framework.prompt_template import PromptTemplate
from sakura_cli.tasks.translation.checks import TranslationFlaw, TranslationFlawKind, is_too_short, weigh
from sakura_cli.tasks.translation.leftovers import find_kept_names, find_leftovers
from sakura_cli.tasks.translation.segments import Segment
from sakura_cli.tasks.translation.shown import adapt_marks, substitute
from sakura_cli.tasks.translation.units import has_words
from sakura_cli.text.facts import render_facts
from sakura_cli.text.glossary import Term, find_terms, has_term
from sakura_cli.text.languages import UNSPACED_LANGUAGES, LanguageCode

if TYPE_CHECKING:
    from sakura_cli.documents.reading.marked_up.inline import References

_LOOP_PENALTY = 1.15
# What it weighs that an answer lacks a word that it was to have.
_UNWANTED = 3
_NUMBER_KINDS = frozenset((TranslationFlawKind.NUMBER_MISSING, TranslationFlawKind.NUMBER_ADDED))
_LEFT_KINDS = frozenset((TranslationFlawKind.LEFTOVER, TranslationFlawKind.UNTRANSLATED))


@dataclass(frozen=True)
class TranslationDraft:
    """A translation of a segment and what is wrong with it."""

    segment: Segment
    text: str
    flaws: Sequence[TranslationFlaw] = ()

    @property
    def is_whole(self) -> bool:
        """Whether it came to its end."""
        return all(flaw.kind is not TranslationFlawKind.BROKEN_OFF for flaw in self.flaws)

    @property
    def weight(self) -> int:
        """How bad the flaws are together."""
        return weigh(self.flaws)


@dataclass(frozen=True)
class Translating:
    """How segments are to be translated."""

    source: LanguageCode
    target: LanguageCode
    terms: Sequence[Term] = ()
    references: References = field(default_factory=dict)
    is_markdown: bool = False
    condition: str = ""
    sampling: Sampling = GREEDY


@dataclass(frozen=True)
class DraftAttempt:
    """A further try at a draft, in parts: each is translated by itself, or taken over as it is where that is True.

    Protected pieces that are `quoted` are shown in quotation marks, which the answer loses again, and those that are
    `numbered` as numbers. An answer without what is `wanted`, or with more than `most` characters, counts for less. A
    part that `is_word` is no sentence.
    """

    draft: int
    parts: tuple[tuple[Segment, bool], ...]
    note: str = ""
    script: str | None = None
    repetition_penalty: float = 1.0
    quoted: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    wanted: frozenset[str] = frozenset()
    is_word: bool = False
    most: int | None = None

    def weigh(self, draft: TranslationDraft) -> int:
        """Return how bad a draft is as the outcome of this try."""
        missed = sum(not has_term(draft.text, each) for each in self.wanted)
        if self.most is not None:
            # What is short because it says next to nothing is worse than what is long.
            missed += len(draft.text) > self.most
            missed += 2 * is_too_short(draft.segment.words, draft.text)
        return draft.weight + _UNWANTED * missed


@dataclass(frozen=True)
class AttemptPlanner:
    """Says how the drafts of one document are tried again."""

    template: PromptTemplate
    how: Translating

    def try_again(self, number: int, draft: TranslationDraft) -> Iterator[DraftAttempt]:
        """Yield how to translate a flawed draft's segment again; the first of the best counts."""
        kinds = {flaw.kind for flaw in draft.flaws}
        segment = draft.segment
        if not kinds:
            return
        note = self.template.phrase("again")
        if TranslationFlawKind.MARKUP_LOST in kinds:
            yield DraftAttempt(number, tuple(self._take_apart(segment)))
        elif kinds & _LEFT_KINDS:
            yield self._forbid(number, draft, note)
        elif replacements := self._find_replacements(draft):
            yield DraftAttempt(number, ((substitute(segment, replacements), False),), note)
            if TranslationFlawKind.TERM_MISSING in kinds:
                # A small model writes a word that is nearly the term; what is quoted it copies.
                quoting = substitute(segment, replacements, is_protecting=True)
                quoted = frozenset(mention.term.target for mention in find_terms(segment.text, self.how.terms))
                yield DraftAttempt(number, ((quoting, False),), quoted=quoted)
        else:
            yield DraftAttempt(number, ((segment, False),), note, repetition_penalty=_LOOP_PENALTY)

    def put_in(self, number: int, draft: TranslationDraft) -> Iterator[DraftAttempt]:
        """Yield how to translate alone the words that a draft has left in the language of the source."""
        if not any(flaw.kind in _LEFT_KINDS for flaw in draft.flaws):
            return
        segment, text = draft.segment, draft.text
        spans = find_leftovers(segment, text, self.how.source, self.how.target)
        # Where most of a text is left there is no translation that they could be put into.
        if not spans or 2 * sum(span.end - span.start for span in spans) > len(text):
            return
        parts: list[tuple[Segment, bool]] = []
        position = 0
        for span in [*spans, Span(len(text), len(text))]:
            if kept := self._fit_beside(text[position : span.start], position, len(text) - span.end):
                parts.append((Segment(segment.unit, segment.span, kept), True))
            if words := span.cut(text):
                parts.append((Segment(segment.unit, segment.span, words), False))
            position = span.end
        yield DraftAttempt(number, tuple(parts), script=self._strict_script(), is_word=True)

    def use_term(self, number: int, draft: TranslationDraft, span: Span, rendering: str) -> DraftAttempt:
        """Return how to translate a draft's segment again with one word as it is translated elsewhere."""
        segment = substitute(draft.segment, [(span, rendering)])
        return DraftAttempt(number, ((segment, False),), self.template.phrase("again"), wanted=frozenset((rendering,)))

    def shorten(self, number: int, draft: TranslationDraft, most: int) -> DraftAttempt:
        """Return how to translate a draft's segment again in at most so many characters."""
        note = self.template.phrase("shorter", count=most)
        return DraftAttempt(number, ((draft.segment, False),), note, most=len(draft.text) - 1)

    def _forbid(self, number: int, draft: TranslationDraft, note: str) -> DraftAttempt:
        """Return a try without the letters of the source's language; names that the draft kept in them stay."""
        segment, script = draft.segment, self._strict_script()
        names: list[Span] = []
        if script is not None and not any(flaw.kind is TranslationFlawKind.UNTRANSLATED for flaw in draft.flaws):
            names = find_kept_names(segment, draft.text)
        kept = frozenset(span.cut(segment.text) for span in names)
        if names:
            replacements = [(span, span.cut(segment.text)) for span in names]
            segment = substitute(segment, replacements, is_protecting=True)
        return DraftAttempt(number, ((segment, False),), note, script, _LOOP_PENALTY, numbered=kept, wanted=kept)

    def _strict_script(self) -> str | None:
        return "ja-Jpan" if self.how.target == "ja" else None

    def _fit_beside(self, text: str, before: int, after: int) -> str:
        """Return what stands beside words that are put in: without blanks where the language has none."""
        if self.how.target not in UNSPACED_LANGUAGES:
            return text
        text = text.lstrip() if before else text
        return text.rstrip() if after else text

    def _take_apart(self, segment: Segment) -> Iterator[tuple[Segment, bool]]:
        """Yield the pieces of a segment, each with whether it is taken over as it is."""
        for piece, is_protected in segment.pieces():
            if is_protected or has_words(piece):
                yield Segment(segment.unit, segment.span, piece), is_protected
            else:
                yield Segment(segment.unit, segment.span, adapt_marks(piece, self.how.target)), True

    def _find_replacements(self, draft: TranslationDraft) -> list[tuple[Span, str]]:
        """Return what the source is to say in the target language already: its terms or numbers, if one was missed."""
        text = draft.segment.text
        found: list[tuple[Span, str]] = []
        # All terms: a second try would lose what the first had.
        if any(flaw.kind is TranslationFlawKind.TERM_MISSING for flaw in draft.flaws):
            found += [(mention.span, mention.term.target) for mention in find_terms(text, self.how.terms)]
        if any(flaw.kind in _NUMBER_KINDS for flaw in draft.flaws):
            found += [(rendering.span, rendering.text) for rendering in render_facts(text, self.how.target)]
        kept: list[tuple[Span, str]] = []
        for span, replacement in sorted(found):
            if draft.segment.is_free(span) and (not kept or span.start >= kept[-1][0].end):
                kept.append((span, replacement))
        return kept
