"""Several translations of each segment, of which the one is taken that passes the checks and says most of the source.

What a translation says is judged by translating it back: the more of the source's letters come again in their order,
the more of it was kept. The first translation stays unless another is clearly better. Left out: what reads better.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Sequence
from dataclasses import replace

from sakura_cli.characters.fold import fold
from sakura_cli.inference.requests import Completion, GenerationRequest
from sakura_cli.tasks.framework.prompts import load_prompt
from sakura_cli.tasks.translation.attempts import Translating, TranslationDraft
from sakura_cli.tasks.translation.drafts import Translator
from sakura_cli.tasks.translation.segments import Segment
from sakura_cli.tasks.translation.shown import show

# So many translations are drawn besides the first, at this temperature.
_DRAWN = 3
_TEMPERATURE = 0.6
# What another translation has to say more of the source than the first.
_MARGIN = 0.05
_LETTERS = 3


def rerank(
    translator: Translator, drafts: list[TranslationDraft]
) -> Generator[Sequence[GenerationRequest], Sequence[Completion], None]:
    """Put a better translation in the place of each draft where one is found, in two rounds of requests."""
    how = translator.how
    shown = [show(draft.segment, how.target) for draft in drafts]
    drawn = [
        replace(translator.request(each), temperature=_TEMPERATURE, seed=how.sampling.seed + number)
        for each in shown
        for number in range(1, _DRAWN + 1)
    ]
    answers = iter((yield from translator.ask(drawn)))
    candidates: list[list[TranslationDraft]] = []
    for draft, each in zip(drafts, shown, strict=True):
        others = [next(answers) for _ in range(_DRAWN)]
        checked = [translator.check(draft.segment, each.restore(text), is_whole=done) for text, done in others]
        candidates.append(_keep_best([draft, *checked]))
    open_places = [place for place, several in enumerate(candidates) if len(several) > 1]
    backwards = Translator(
        load_prompt(f"translate-{how.source}"),
        Translating(source=how.target, target=how.source, sampling=how.sampling),
    )
    wanted = [(place, candidate) for place in open_places for candidate in candidates[place]]
    requests = [
        backwards.request(show(Segment(each.segment.unit, each.segment.span, each.text), how.source))
        for _, each in wanted
    ]
    returned = yield from backwards.ask(requests)
    scores: dict[int, list[float]] = {place: [] for place in open_places}
    for (place, candidate), (text, _) in zip(wanted, returned, strict=True):
        scores[place].append(compare_letters(candidate.segment.text, text))
    for place, several in enumerate(candidates):
        drafts[place] = several[_choose(scores[place])] if place in scores else several[0]


def compare_letters(text: str, other: str) -> float:
    """Return how much two texts have in common, letter by letter with their neighbours: 0 to 1."""
    first, second = _count(text), _count(other)
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 1.0


def _keep_best(candidates: Sequence[TranslationDraft]) -> list[TranslationDraft]:
    """Return the different translations in which the checks find least, in their order."""
    least = min(candidate.weight for candidate in candidates)
    return list({each.text: each for each in reversed(candidates) if each.weight == least}.values())[::-1]


def _choose(scores: Sequence[float]) -> int:
    best = max(range(len(scores)), key=lambda place: scores[place])
    return best if scores[best] > scores[0] + _MARGIN else 0


def _count(text: str) -> Counter[str]:
    letters = "".join(fold(text).lower().split())
    return Counter(
        letters[place : place + size] for size in range(1, _LETTERS + 1) for place in range(len(letters) - size + 1)
    )
