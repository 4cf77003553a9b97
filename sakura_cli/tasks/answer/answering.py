"""Answer a question from an index: find passages, show a model their statements, and let it quote what answers.

The answer is the documents' own words; what limits it stands with it, and where versions disagree the newer one counts.
Nothing is asked where nothing near was found. Left out: what is near (`search`).
"""

from __future__ import annotations

from collections.abc import Sequence

from sakura_cli.documents.document import Document
from sakura_cli.options.answer import AskOptions
from sakura_cli.options.sampling import GREEDY, Sampling
from sakura_cli.search.index import Hit, PassageIndex
from sakura_cli.search.tokens import list_asked_words
from sakura_cli.tasks.answer.conditions import find_conditions
from sakura_cli.tasks.answer.contrasts import is_of_other_year, is_other_row, leave_out_others
from sakura_cli.tasks.answer.judging import is_answer, is_hopeless
from sakura_cli.tasks.answer.lookup import look_up, share_said
from sakura_cli.tasks.answer.prose import write_out
from sakura_cli.tasks.answer.question import AskedQuestion, find_codes, read_question
from sakura_cli.tasks.answer.quoting import Quotation, has_values, locate, make_quoting_request
from sakura_cli.tasks.answer.result import GroundedFinding, GroundedPayload, cite, show_passage
from sakura_cli.tasks.answer.statements import Statement, choose_statements
from sakura_cli.tasks.answer.versions import find_newer, find_older, leave_out_older
from sakura_cli.tasks.answer.widening import may_widen, widen
from sakura_cli.tasks.framework.prompts import load_prompt
from sakura_cli.tasks.framework.result import TaskResult
from sakura_cli.tasks.framework.steps import Steps
from sakura_cli.text.evidence import find_instructions, names_task

_PROMPT = "answer"
_HITS = 20
_SHOWN_PASSAGES = 8
_SHOWN_CHARACTERS = 450
_NEAREST = 3


def answer(
    asked: Document, index: PassageIndex, options: AskOptions, sampling: Sampling = GREEDY
) -> Steps[GroundedPayload]:
    """Return what the documents of an index say to a question; a question they do not answer fails."""
    question = read_question(asked.text)
    hits = index.search(question.text, _HITS)
    candidates = [hit for hit in leave_out_older(hits) if _is_about(question, hit)]
    if may_widen(question, hits, candidates):
        hits = yield from widen(question, index, hits, sampling)
        candidates = [hit for hit in leave_out_older(hits) if _is_about(question, hit)]
    if is_hopeless(candidates):
        return _refuse(hits)
    weights = index.weigh(list_asked_words(question.text))
    shown = choose_statements(candidates[:_SHOWN_PASSAGES], weights, question, _SHOWN_CHARACTERS)
    statements = _leave_out_instructions(question, leave_out_others(question, shown))
    if (certain := look_up(question, statements, weights)) is not None:
        return (yield from _make_result(question, certain, hits, options, sampling))
    if not statements or not has_values(question, statements):
        return _refuse(hits)
    template = load_prompt(_PROMPT)
    [completion] = yield [make_quoting_request(template, question, statements, weights, sampling)]
    # A cell may say the same word.
    is_none = completion.text.strip() == template.phrase("none")
    quotation = None if is_none else locate(completion.text, statements, question)
    if quotation is None or question.names(quotation.text):
        return _refuse(hits)
    cited = next(hit for hit in candidates if hit.passage == quotation.statement.passage)
    said = share_said(question, quotation.statement, weights, answer=quotation.text)
    is_believed = is_answer(completion, max(cited.coverage, said), is_sentence=question.wants_sentence)
    if not is_believed or is_other_row(question, cited.passage, quotation.text, hits):
        return _refuse(hits, quotation.statement)
    return (yield from _make_result(question, quotation, hits, options, sampling))


def _is_about(question: AskedQuestion, hit: Hit) -> bool:
    """Say whether a passage names the things that a question names by a code, and no other year than it."""
    if is_of_other_year(question, hit):
        return False
    if not question.codes:
        return True
    passage = hit.passage
    return question.codes <= find_codes("\n".join((passage.shown, *passage.headings, passage.source)))


def _leave_out_instructions(question: AskedQuestion, statements: Sequence[Statement]) -> list[Statement]:
    """Leave out what tells whoever processes the text what to say, unless the question is about such things."""
    if names_task(question.text):
        return list(statements)
    return [each for each in statements if not any(told.is_about_task for told in find_instructions(each.shown))]


def _refuse(hits: Sequence[Hit], doubted: Statement | None = None) -> TaskResult[GroundedPayload]:
    nearest = [show_passage(hit.passage, hit.score) for hit in hits[:_NEAREST]]
    return TaskResult("", GroundedPayload(None, (), nearest, doubted=doubted), has_text=False, fails_check=True)


def _make_result(
    question: AskedQuestion,
    quotation: Quotation,
    hits: Sequence[Hit],
    options: AskOptions,
    sampling: Sampling,
) -> Steps[GroundedPayload]:
    """Return a quotation with what limits it, or both written out."""
    limits = _leave_out_instructions(question, find_conditions(quotation.statement))
    conditions = [each for each in limits if quotation.text not in each.shown]
    passage = quotation.statement.passage
    citations = [cite(passage, quotation.span), *(cite(passage, each.span) for each in conditions)]
    statements = [quotation.statement, *(each for each in conditions if each != quotation.statement)]
    said = _join(quotation.text, conditions)
    text = said
    if options.prose and (sentences := (yield from write_out(question, quotation.text, statements, sampling))):
        said = "".join(sentence for sentence, _ in sentences)
        text = "".join(f"{sentence}［{statements.index(statement) + 1}］" for sentence, statement in sentences)
    older = find_older(quotation.statement, quotation.text, hits)
    findings = [GroundedFinding.OLDER_VERSION.found(place=each.place) for each in older]
    if newer := find_newer(quotation.statement, hits):
        findings.append(GroundedFinding.NEWER_VERSION.found(file=newer))
    lines = [text, *_list_places(quotation, statements, is_numbered=text != said)]
    payload = GroundedPayload(said, citations, older=older or None, statements=tuple(statements))
    return TaskResult("\n".join(lines), payload, findings, has_text=False)


def _join(words: str, conditions: Sequence[Statement]) -> str:
    """Return an answer with what limits it."""
    if not conditions:
        return words
    end = "" if words.endswith(("。", "．", "！", "？")) else "。"
    return words + end + "".join(condition.shown for condition in conditions)


def _list_places(quotation: Quotation, statements: Sequence[Statement], *, is_numbered: bool) -> list[str]:
    """Return where an answer stands, a line a statement."""
    lines: list[str] = []
    for number, each in enumerate(statements, 1):
        span = quotation.span if each is quotation.statement else each.span
        mark = f"［{number}］" if is_numbered else "  "
        lines.append(f"{mark}{cite(each.passage, span).place}: {each.shown}")
    return lines
