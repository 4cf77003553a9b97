"""Drafts of a translation: segments translated side by side, checked, and those with flaws translated once more.

The second time the model is shown what it has to copy in the place where it belongs (売上は480,000 yenだった), or only
the words between marks it lost. Left out: which flaws are reported, which is `translate`'s.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sakura_cli.characters.width import weigh_characters
from sakura_cli.inference.requests import Completion, GenerationRequest
from sakura_cli.lexicon import alternation, words
from sakura_cli.options.sampling import GREEDY, Sampling
from sakura_cli.spans import Span
from sakura_cli.tasks.framework.prompt_template import PromptTemplate
from sakura_cli.tasks.translation.checks import TranslationFlaw, TranslationFlawKind, find_flaws, weigh
from sakura_cli.tasks.translation.marking import find_marked
from sakura_cli.tasks.translation.memory.matching import MemoryMatch
from sakura_cli.tasks.translation.segments import Segment
from sakura_cli.tasks.translation.shown import Shown, adapt_marks, join_pieces, show, substitute
from sakura_cli.tasks.translation.units import has_words
from sakura_cli.text.facts import list_renderings, render_facts
from sakura_cli.text.glossary import Term, find_terms
from sakura_cli.text.languages import LanguageCode

if TYPE_CHECKING:
    from sakura_cli.documents.reading.marked_up.inline import References

# Tokens for a Japanese character's worth of text, with room for scripts the tokenizer knows badly.
_TOKENS_PER_CHARACTER = 3
_MIN_TOKENS, _MAX_TOKENS = 48, 700
_LOOP_PENALTY = 1.15
_NUMBER_KINDS = frozenset((TranslationFlawKind.NUMBER_MISSING, TranslationFlawKind.NUMBER_ADDED))
_LABEL = re.compile(rf"^{alternation(words('translation/answers', 'label'))}\s*[:：]\s*")

Asking = Generator[Sequence[GenerationRequest], Sequence[Completion], list["TranslationDraft"]]


@dataclass(frozen=True)
class TranslationDraft:
    """A translation of a segment and what is wrong with it."""

    segment: Segment
    text: str
    flaws: Sequence[TranslationFlaw] = ()

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
class _Attempt:
    """A second try at a draft, in parts: each is translated by itself, or taken over as it is where that is True.

    Protected pieces that are `quoted` are shown in quotation marks, which the answer loses again.
    """

    draft: int
    parts: tuple[tuple[Segment, bool], ...]
    note: str = ""
    script: str | None = None
    repetition_penalty: float = 1.0
    quoted: frozenset[str] = frozenset()


@dataclass
class Translator:
    """Translates the segments of one document."""

    template: PromptTemplate
    how: Translating

    def translate(self, segments: Sequence[Segment], examples: Sequence[MemoryMatch | None]) -> Asking:
        """Return a draft for each segment, in at most two rounds of requests; a repeated segment is asked for once.

        `examples` are translations of texts that are nearly those of the segments, where there are any.
        """
        shown = [show(segment, self.how.target) for segment in segments]
        requests = [self._request(each, example=example) for each, example in zip(shown, examples, strict=True)]
        answers = yield from self._ask(requests)
        drafts = [
            self.check(segment, each.restore(text), is_whole=is_whole)
            for segment, each, (text, is_whole) in zip(segments, shown, answers, strict=True)
        ]
        attempts = [attempt for number, draft in enumerate(drafts) for attempt in self._try_again(number, draft)]
        if not attempts:
            return drafts
        asked = [(part, attempt) for attempt in attempts for part, is_kept in attempt.parts if not is_kept]
        parts = [show(part, self.how.target, attempt.quoted) for part, attempt in asked]
        requests = [self._request(part, attempt) for part, (_, attempt) in zip(parts, asked, strict=True)]
        answers = yield from self._ask(requests)
        texts = iter([(part.restore(text), is_whole) for part, (text, is_whole) in zip(parts, answers, strict=True)])
        for attempt in attempts:
            pieces = [(part.text, True) if is_kept else next(texts) for part, is_kept in attempt.parts]
            drafts[attempt.draft] = self._second(drafts[attempt.draft], attempt, pieces)
        return drafts

    def check(self, segment: Segment, text: str, *, is_whole: bool = True) -> TranslationDraft:
        """Return a text as the translation of a segment, with what is wrong with it; `is_whole` unless it broke off."""
        how = self.how
        flaws = find_flaws(
            segment,
            text,
            source=how.source,
            target=how.target,
            terms=how.terms,
            references=how.references,
            is_markdown=how.is_markdown,
        )
        if not is_whole:
            flaws.append(TranslationFlaw(TranslationFlawKind.BROKEN_OFF))
        return TranslationDraft(segment, text, flaws)

    def _ask(
        self, requests: Sequence[GenerationRequest]
    ) -> Generator[Sequence[GenerationRequest], Sequence[Completion], list[tuple[str, bool]]]:
        """Ask for each different request once; return each one's answer, and whether it came to its end."""
        unique = list(dict.fromkeys(requests))
        completions: Sequence[Completion] = []
        if unique:
            completions = yield unique
        answers = {
            request: (_tidy(completion.text), completion.finish_reason == "stop")
            for request, completion in zip(unique, completions, strict=True)
        }
        return [answers[request] for request in requests]

    def _request(
        self, shown: Shown, attempt: _Attempt | None = None, example: MemoryMatch | None = None
    ) -> GenerationRequest:
        how = self.how
        hints = dict(list_renderings(shown.text, how.target))
        hints |= {mention.span.cut(shown.text): mention.term.target for mention in find_terms(shown.text, how.terms)}
        lines = [self._list_hints(hints), how.condition, attempt.note if attempt else ""]
        if example is not None:
            known = {"source": " ".join(example.source.split()), "target": " ".join(example.target.split())}
            lines.insert(0, self.template.phrase("similar", **known))
        prompt = self.template.render({"document": shown.text, "terms": "\n".join(filter(None, lines))})
        tokens = max(_MIN_TOKENS, min(_MAX_TOKENS, _TOKENS_PER_CHARACTER * weigh_characters(shown.text) + 24))
        return GenerationRequest(
            prompt,
            how.sampling.budget(tokens),
            language=attempt.script if attempt and attempt.script else how.target,
            source_characters="".join(sorted(set(shown.kept if attempt and attempt.script else shown.text))),
            temperature=how.sampling.temperature,
            seed=how.sampling.seed,
            repetition_penalty=attempt.repetition_penalty if attempt else 1.0,
            is_single_line=True,
        )

    def _list_hints(self, hints: dict[str, str]) -> str:
        if not hints:
            return ""
        pairs = [self.template.phrase("term", source=source, target=target) for source, target in hints.items()]
        return self.template.phrase("terms", terms=self.template.phrase("separator").join(pairs))

    def _second(
        self, first: TranslationDraft, attempt: _Attempt, pieces: Sequence[tuple[str, bool]]
    ) -> TranslationDraft:
        """Return the better of a draft and the second try at it; what repeats the note of the prompt is no try."""
        if attempt.note and any(attempt.note in text for text, _ in pieces):
            return first
        is_whole = all(is_whole for _, is_whole in pieces)
        candidates = [first]
        if len(attempt.parts) == 1:
            candidates.append(self.check(first.segment, pieces[0][0], is_whole=is_whole))
        else:
            translated = [(text, is_kept) for (text, _), (_, is_kept) in zip(pieces, attempt.parts, strict=True)]
            sources = [part.text for part, _ in attempt.parts]
            if first.segment.tags:
                # The words between lost tags may stand in the first translation, which reads better than its pieces.
                alone = [(source, text) for source, (text, _) in zip(sources, pieces, strict=True)]
                marked = find_marked(first.text, alone, first.segment.tags)
                is_first_whole = all(flaw.kind is not TranslationFlawKind.BROKEN_OFF for flaw in first.flaws)
                candidates += [self.check(first.segment, marked, is_whole=is_first_whole)] if marked else []
            # Emphasis next to a bracket counts as such only with a space beside it.
            for space in ("", " "):
                joined = join_pieces(sources, translated, self.how.target, space)
                candidates.append(self.check(first.segment, joined, is_whole=is_whole))
        return min(candidates, key=lambda draft: draft.weight)

    def _try_again(self, number: int, draft: TranslationDraft) -> Iterator[_Attempt]:
        """Yield how to translate a flawed draft's segment again; the first of the best counts."""
        kinds = {flaw.kind for flaw in draft.flaws}
        segment = draft.segment
        if not kinds:
            return
        note = self.template.phrase("again")
        if TranslationFlawKind.MARKUP_LOST in kinds:
            yield _Attempt(number, tuple(self._take_apart(segment)))
        elif kinds & {TranslationFlawKind.LEFTOVER, TranslationFlawKind.UNTRANSLATED}:
            script = "ja-Jpan" if self.how.target == "ja" else None
            yield _Attempt(number, ((segment, False),), note, script, _LOOP_PENALTY)
        elif replacements := self._find_replacements(draft):
            yield _Attempt(number, ((substitute(segment, replacements), False),), note)
            if TranslationFlawKind.TERM_MISSING in kinds:
                # A small model writes a word that is nearly the term; what is quoted it copies.
                quoting = substitute(segment, replacements, is_protecting=True)
                quoted = frozenset(mention.term.target for mention in find_terms(segment.text, self.how.terms))
                yield _Attempt(number, ((quoting, False),), quoted=quoted)
        else:
            yield _Attempt(number, ((segment, False),), note, repetition_penalty=_LOOP_PENALTY)

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
            is_free = all(span.end <= each.start or each.end <= span.start for each in draft.segment.protected)
            if is_free and (not kept or span.start >= kept[-1][0].end):
                kept.append((span, replacement))
        return kept


def _tidy(text: str) -> str:
    """Return an answer without the label some models put before it."""
    return _LABEL.sub("", " ".join(text.split())).strip()
