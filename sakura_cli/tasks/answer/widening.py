"""A second search, where the first found little of what was asked: by what a model calls it, and where it would look.

The model is asked once, for other words, which are only looked for, and for one of the headings that there are; it can
write no other. The searches are fused by rank: what stands high in any comes first. Left out: whether what is found
answers.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from dataclasses import replace

from sakura_cli.inference.requests import Completion, GenerationRequest
from sakura_cli.options.sampling import Sampling
from sakura_cli.search.index import Hit, PassageIndex
from sakura_cli.search.tokens import list_asked_words
from sakura_cli.tasks.answer.question import AskedQuestion
from sakura_cli.tasks.framework.prompts import load_prompt

_JAPANESE = re.compile("[ぁ-ヿ一-鿿々]")
_WORDS, _HEADING = "answer-words", "answer-heading"
_MOST_TOKENS = 28
# Where there are more headings than these, choosing one takes too long.
_MOST_TOPICS = 3000
# A best passage that says less of a question than this is little.
_LITTLE = 0.5
_CONSIDERED = 3
# How fast places lose weight in a fusion.
_RANK_OFFSET = 10
# What other words lead to is as good as if so much more of the question were said there.
_LEAD = 0.05
_LEADING_PLACES = 3


def may_widen(question: AskedQuestion, hits: Sequence[Hit], candidates: Sequence[Hit]) -> bool:
    """Say whether the best passages say little of a question, and other words may lead to more.

    `candidates` are those of `hits` that are about what the question names: where none is, no other words help.
    """
    if not any(_JAPANESE.search(word) for word in list_asked_words(question.text)) or (hits and not candidates):
        return False
    return max((hit.coverage for hit in candidates[:_CONSIDERED]), default=0.0) < _LITTLE


def widen(
    question: AskedQuestion, index: PassageIndex, hits: Sequence[Hit], sampling: Sampling
) -> Generator[Sequence[GenerationRequest], Sequence[Completion], list[Hit]]:
    """Return the passages of a search and those of others by what a model says, best first."""
    requests = [
        GenerationRequest(
            load_prompt(_WORDS).render({"document": question.text}),
            sampling.budget(_MOST_TOKENS),
            language="ja",
            source_characters=question.text,
            temperature=sampling.temperature,
            seed=sampling.seed,
            is_single_line=True,
        )
    ]
    if topics := index.list_topics(_MOST_TOPICS):
        requests.append(
            GenerationRequest(
                load_prompt(_HEADING).render({"document": question.text}),
                sampling.budget(_MOST_TOKENS),
                temperature=sampling.temperature,
                seed=sampling.seed,
                quotations=tuple((topic,) for topic in topics),
            )
        )
    completions = yield requests
    found = [index.search(each.text, len(hits) or _RANK_OFFSET, covering=question.text) for each in completions]
    return fuse([hits, *map(_lead, found)])


def _lead(hits: Sequence[Hit]) -> list[Hit]:
    """Return hits, the first of which count for more than they say of the question."""
    return [
        replace(hit, coverage=min(1.0, hit.coverage + _LEAD)) if place < _LEADING_PLACES else hit
        for place, hit in enumerate(hits)
    ]


def fuse(lists: Sequence[Sequence[Hit]]) -> list[Hit]:
    """Return the passages of several searches by the places they have in each; of equal ones the surer is kept."""
    scores: dict[tuple[str, int, int], float] = {}
    kept: dict[tuple[str, int, int], Hit] = {}
    for hits in lists:
        for rank, hit in enumerate(hits, 1):
            key = (hit.passage.source, *hit.passage.span)
            scores[key] = scores.get(key, 0.0) + 1 / (_RANK_OFFSET + rank)
            known = kept.get(key, hit)
            kept[key] = replace(known, coverage=max(known.coverage, hit.coverage))
    best = max(scores.values(), default=1.0)
    ordered = sorted(scores, key=lambda key: -scores[key])
    return [replace(kept[key], score=scores[key] / best) for key in ordered]
