"""Drafts of a translation: segments translated side by side, checked, and those with flaws translated once more.

Left out: how they are tried again (`attempts`), and which flaws are reported, which is `translate`'s.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace

from sakura_cli.characters.width import weigh_characters
from sakura_cli.inference.requests import Completion, GenerationRequest
from sakura_cli.lexicon import alternation, words
from sakura_cli.tasks.framework.prompt_template import PromptTemplate
from sakura_cli.tasks.translation.attempts import AttemptPlanner, DraftAttempt, Translating, TranslationDraft
from sakura_cli.tasks.translation.checks import TranslationFlaw, TranslationFlawKind, find_flaws
from sakura_cli.tasks.translation.consistency import Variation, find_variations
from sakura_cli.tasks.translation.marking import find_marked
from sakura_cli.tasks.translation.memory.matching import MemoryMatch
from sakura_cli.tasks.translation.segments import Segment
from sakura_cli.tasks.translation.shown import Shown, join_pieces, show
from sakura_cli.text.facts import list_renderings
from sakura_cli.text.glossary import find_terms, has_term

# Tokens for a Japanese character's worth of text, with room for scripts the tokenizer knows badly.
_TOKENS_PER_CHARACTER = 3
_MIN_TOKENS, _MAX_TOKENS = 48, 700
# What ends a sentence, and no word.
_ENDS = " .。、,"
# The translation of a word has at most so many characters for one of it, both counted as Japanese ones.
_LONGEST_WORD = 5
_LABEL = re.compile(rf"^{alternation(words('translation/answers', 'label'))}\s*[:：]\s*")

Asking = Generator[Sequence[GenerationRequest], Sequence[Completion], list["TranslationDraft"]]


@dataclass
class Translator:
    """Translates the segments of one document."""

    template: PromptTemplate
    how: Translating

    @property
    def planner(self) -> AttemptPlanner:
        """What says how drafts are tried again."""
        return AttemptPlanner(self.template, self.how)

    def translate(self, segments: Sequence[Segment], examples: Sequence[MemoryMatch | None]) -> Asking:
        """Return a draft for each segment, in at most three rounds of requests; a repeated segment is asked for once.

        `examples` are translations of texts that are nearly those of the segments, where there are any.
        """
        shown = [show(segment, self.how.target) for segment in segments]
        requests = [self.request(each, example=example) for each, example in zip(shown, examples, strict=True)]
        answers = yield from self.ask(requests)
        drafts = [
            self.check(segment, each.restore(text), is_whole=is_whole)
            for segment, each, (text, is_whole) in zip(segments, shown, answers, strict=True)
        ]
        for plan in (self.planner.try_again, self.planner.put_in):
            yield from self.attempt(drafts, [each for place, draft in enumerate(drafts) for each in plan(place, draft)])
        return drafts

    def attempt(
        self, drafts: list[TranslationDraft], attempts: Sequence[DraftAttempt]
    ) -> Generator[Sequence[GenerationRequest], Sequence[Completion], None]:
        """Try drafts again; each that has become better takes the other's place."""
        asked = [(part, attempt) for attempt in attempts for part, is_kept in attempt.parts if not is_kept]
        parts = [show(part, self.how.target, attempt.quoted, attempt.numbered) for part, attempt in asked]
        requests = [self.request(part, attempt) for part, (_, attempt) in zip(parts, asked, strict=True)]
        answers = yield from self.ask(requests)
        texts = iter([(part.restore(text), is_whole) for part, (text, is_whole) in zip(parts, answers, strict=True)])
        for attempt in attempts:
            pieces = [(part.text, True) if is_kept else next(texts) for part, is_kept in attempt.parts]
            drafts[attempt.draft] = self._choose(drafts[attempt.draft], attempt, pieces)

    def unify(
        self, drafts: list[TranslationDraft], known: Sequence[tuple[Segment, str]]
    ) -> Generator[Sequence[GenerationRequest], Sequence[Completion], None]:
        """Render a name or term that was rendered in two ways in the first of them: by rule, else by asking again.

        `known` are segments of the document that have a translation already: what they have counts first.
        """
        sound = [
            number for number, draft in enumerate(drafts) if draft.weight < TranslationFlawKind.UNTRANSLATED.weight
        ]
        pairs = [*known, *((drafts[number].segment, drafts[number].text) for number in sound)]
        attempts: list[DraftAttempt] = []
        spelled: list[tuple[int, Variation]] = []
        for found in find_variations(pairs, self.how.source, self.how.target, self.how.terms):
            if found.place < len(known):
                continue
            number = sound[found.place - len(known)]
            if found.instead_of:
                draft = drafts[number]
                mended = self.check(draft.segment, _respell(draft.text, found), is_whole=draft.is_whole)
                if mended.weight <= draft.weight:
                    drafts[number] = mended
                    continue
                spelled.append((number, found))
            attempts.append(self.planner.use_term(number, drafts[number], found.span, found.rendering))
        yield from self.attempt(drafts, attempts)
        for number, found in spelled:
            if not has_term(drafts[number].text, found.rendering):
                flaw = TranslationFlaw(TranslationFlawKind.TERM_VARIES, found.span)
                drafts[number] = replace(drafts[number], flaws=[*drafts[number].flaws, flaw])

    def shorten(
        self, drafts: list[TranslationDraft], most: Mapping[int, int]
    ) -> Generator[Sequence[GenerationRequest], Sequence[Completion], None]:
        """Ask once more for drafts that are to have at most so many characters, by their places."""
        attempts = [self.planner.shorten(place, drafts[place], count) for place, count in most.items() if count]
        yield from self.attempt(drafts, attempts)

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

    def ask(
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

    def request(
        self, shown: Shown, attempt: DraftAttempt | None = None, example: MemoryMatch | None = None
    ) -> GenerationRequest:
        """Return the request for what is shown of a segment, as a further try at it, or with an example to follow."""
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

    def _choose(
        self, first: TranslationDraft, attempt: DraftAttempt, pieces: Sequence[tuple[str, bool]]
    ) -> TranslationDraft:
        """Return the better of a draft and a further try at it; what repeats the note of the prompt is no try."""
        if attempt.note and any(attempt.note in text for text, _ in pieces):
            return first
        is_whole = all(is_whole for _, is_whole in pieces)
        candidates = [first]
        if attempt.is_word:
            if not all(
                _is_fit(part.text, text)
                for (part, is_kept), (text, _) in zip(attempt.parts, pieces, strict=True)
                if not is_kept
            ):
                return first
            pieces = [
                (text if is_kept else text.rstrip(_ENDS), is_whole)
                for (text, is_whole), (_, is_kept) in zip(pieces, attempt.parts, strict=True)
            ]
        if len(attempt.parts) == 1:
            candidates.append(self.check(first.segment, pieces[0][0], is_whole=is_whole))
        else:
            translated = [(text, is_kept) for (text, _), (_, is_kept) in zip(pieces, attempt.parts, strict=True)]
            sources = [part.text for part, _ in attempt.parts]
            if first.segment.tags:
                # The words between lost tags may stand in the first translation, which reads better than its pieces.
                alone = [(source, text) for source, (text, _) in zip(sources, pieces, strict=True)]
                marked = find_marked(first.text, alone, first.segment.tags)
                candidates += [self.check(first.segment, marked, is_whole=first.is_whole)] if marked else []
            # Emphasis next to a bracket counts as such only with a space beside it.
            for space in ("", " "):
                joined = join_pieces(sources, translated, self.how.target, space)
                candidates.append(self.check(first.segment, joined, is_whole=is_whole))
        return min(candidates, key=attempt.weigh)


def _tidy(text: str) -> str:
    """Return an answer without the label some models put before it."""
    return _LABEL.sub("", " ".join(text.split())).strip()


def _is_fit(word: str, answer: str) -> bool:
    """Say whether an answer may be the translation of a word: no sentence, and not nothing."""
    return bool(answer.strip(_ENDS)) and weigh_characters(answer) <= _LONGEST_WORD * weigh_characters(word)


def _respell(text: str, found: Variation) -> str:
    """Return a translation with one name as it is spelled elsewhere."""
    word = re.escape(found.instead_of)
    return re.sub(rf"(?<![A-Za-z]){word}(?![A-Za-z])", lambda _: found.rendering, text)
