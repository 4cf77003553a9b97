"""An answer written out in a sentence or two: made of the cited lines alone, checked against them as summaries are.

What they do not say is replaced by their words; where that does not help, the quotation itself is the answer.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence

from sakura_cli.inference.requests import Completion, GenerationRequest
from sakura_cli.japanese.sentences import split_sentences
from sakura_cli.options.sampling import Sampling
from sakura_cli.tasks.answer.question import AskedQuestion
from sakura_cli.tasks.answer.statements import Statement, show_statements
from sakura_cli.tasks.framework.grounding import find_flaws, ground
from sakura_cli.tasks.framework.prompts import load_prompt
from sakura_cli.tasks.framework.soundness import find_unsoundness
from sakura_cli.text.evidence import share

_PROMPT = "answer-prose"
_MOST_TOKENS = 160
# A sentence that shares less with every cited line says something of its own.
_LEAST_SHARE = 0.3
# A text that has less of the quotation does not answer.
_LEAST_SAID = 0.5

Sentences = Sequence[tuple[str, Statement]]


def write_out(
    question: AskedQuestion, words: str, statements: Sequence[Statement], sampling: Sampling
) -> Generator[Sequence[GenerationRequest], Sequence[Completion], Sentences | None]:
    """Return sentences that answer a question, each with the statement it is of; None where they may not be told.

    `words` are those that answer, which have to stand in it; `statements` are all it is made of.
    """
    shown = show_statements(statements)
    prompt = load_prompt(_PROMPT).render({"document": shown, "question": question.text})
    [completion] = yield [
        GenerationRequest(
            prompt,
            sampling.budget(_MOST_TOKENS),
            language="ja",
            source_characters=shown + question.text,
            temperature=sampling.temperature,
            seed=sampling.seed,
        )
    ]
    text = completion.text.strip()
    if completion.finish_reason != "stop" or find_unsoundness(text, shown, "ja"):
        return None
    source = "\n".join((shown, *(statement.shown for statement in statements)))
    if flaws := find_flaws(text, source):
        text = ground(text, flaws, source).text
    if find_flaws(text, source) or not _says(text, words):
        return None
    sentences = [(span.cut(text), _find_source(span.cut(text), statements)) for span in split_sentences(text)]
    told = [(sentence, statement) for sentence, statement in sentences if statement is not None]
    return told if told and len(told) == len(sentences) else None


def _says(text: str, words: str) -> bool:
    """Say whether a text says most of what a quotation says."""
    return words.rstrip("。") in text or share(words, [text]) >= _LEAST_SAID


def _find_source(sentence: str, statements: Sequence[Statement]) -> Statement | None:
    scores = [(share(sentence, [statement.shown]), statement) for statement in statements]
    score, best = max(scores, key=lambda each: each[0])
    return best if score >= _LEAST_SHARE else None
