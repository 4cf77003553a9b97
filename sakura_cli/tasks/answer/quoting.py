"""Ask a model for the words that answer: it can write nothing but a stretch of what it is shown, or that none is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sakura_cli.inference.requests import GenerationRequest
from sakura_cli.lexicon import alternation, words
from sakura_cli.options.sampling import Sampling
from sakura_cli.spans import Span
from sakura_cli.tasks.answer.amounts.values import complete, list_values
from sakura_cli.tasks.answer.clauses import keep_asked
from sakura_cli.tasks.answer.question import AskedQuestion
from sakura_cli.tasks.answer.statements import Statement, show_statements, split_words
from sakura_cli.tasks.framework.prompt_template import PromptTemplate

_JOINTS = alternation(words("search/question_words", "joint"))
_JOINT = re.compile(_JOINTS)
_ASKED_BESIDE = _JOINTS + alternation(words("search/question_words", "open"))
_MOST_NAMED_CHARACTERS = 60
_MOST_VALUE_TOKENS = 60
_MOST_SENTENCE_TOKENS = 200


@dataclass(frozen=True)
class Quotation:
    """Words that a statement holds, and where they stand in its document."""

    statement: Statement
    span: Span
    text: str


def make_quoting_request(
    template: PromptTemplate,
    question: AskedQuestion,
    statements: Sequence[Statement],
    weights: Mapping[str, float],
    sampling: Sampling,
) -> GenerationRequest:
    """Return the request for the words of statements that answer a question, whose words have weights."""
    none = template.phrase("none")
    # A cell may say the same word, which would then answer for the model that it sees no answer.
    quotations = [each for each in _list_quotations(question, statements, weights) if each != (none,)]
    return GenerationRequest(
        template.render({"document": show_statements(statements), "question": question.text}),
        sampling.budget(_MOST_SENTENCE_TOKENS if question.wants_sentence else _MOST_VALUE_TOKENS),
        temperature=sampling.temperature,
        seed=sampling.seed,
        # A whole sentence seldom begins as a model would: that there is none is judged by its weight alone.
        quotations=tuple(quotations) if question.wants_sentence and quotations else (*quotations, (none,)),
        weighed=(none,),
    )


def has_values(question: AskedQuestion, statements: Sequence[Statement]) -> bool:
    """Say whether statements have a number that may be of what a question asks one for, if it does."""
    texts = [excerpt.text for statement in statements for excerpt in statement.quotable]
    return not question.units or any(list_values(text, question.units, with_plain=True) for text in texts)


def locate(words: str, statements: Sequence[Statement], question: AskedQuestion) -> Quotation | None:
    """Return where words that answer a question stand: in the statement that says most of what was asked, if in any.

    What a value or a name in brackets was quoted without is added, what the question names itself left out.
    """
    words = words.strip()
    if not words:
        return None
    for statement in sorted(statements, key=lambda each: -each.score):
        for excerpt in statement.quotable:
            start = excerpt.text.find(words)
            if start >= 0:
                whole = complete(excerpt.text, Span(start, start + len(words)), is_part_asked=bool(question.units))
                whole = _leave_out_named(excerpt.text, whole, question)
                return Quotation(statement, excerpt.to_source(whole), whole.cut(excerpt.text))
    return None


def _leave_out_named(text: str, span: Span, question: AskedQuestion) -> Span:
    """Return a span without what a question names just before it asks: of カール6世とフェリペ5世 the second (…と誰)."""
    quoted = span.cut(text)
    for match in _JOINT.finditer(quoted, 0, _MOST_NAMED_CHARACTERS):
        named = quoted[: match.start()]
        if named and match.end() < len(quoted) and re.search(re.escape(named) + _ASKED_BESIDE, question.text):
            return Span(span.start + match.end(), span.end)
    return span


def _list_quotations(
    question: AskedQuestion, statements: Sequence[Statement], weights: Mapping[str, float]
) -> list[tuple[str, ...]]:
    """Return what may be quoted, by its words: values of what is asked for where there are any, else any stretch."""
    texts = list(dict.fromkeys(excerpt.text for statement in statements for excerpt in statement.quotable))
    if question.wants_sentence:
        return [(text,) for text in texts]
    for with_plain in (False, True) if question.units else ():
        values = [
            each.cut(text)
            for text in texts
            for each in keep_asked(text, list_values(text, question.units, with_plain=with_plain), question, weights)
        ]
        if values:
            return [(value,) for value in dict.fromkeys(values)]
    return [split_words(text) for text in texts]
