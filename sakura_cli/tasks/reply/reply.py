"""Draft the reply to a mail: each of its questions answered from an index, what is not answered left open.

Questions are told by rules and answers quoted from the sources, so that a model says nothing but which passage answers.
Nothing is sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from sakura_cli.documents.document import Document
from sakura_cli.documents.envelope import MailEnvelope, OutgoingMail
from sakura_cli.documents.reading.mail import find_mail_parts
from sakura_cli.options.reply import ReplyOptions, ReplyTone
from sakura_cli.options.sampling import GREEDY, Sampling
from sakura_cli.search.index import PassageIndex
from sakura_cli.tasks.answer.result import Citation, cite
from sakura_cli.tasks.framework.prompt_template import PromptTemplate
from sakura_cli.tasks.framework.prompts import load_prompt
from sakura_cli.tasks.framework.result import Finding, TaskResult
from sakura_cli.tasks.framework.steps import Steps
from sakura_cli.tasks.framework.together import run_together
from sakura_cli.tasks.reply.draft import Content, Sender, Told, list_answers, write_draft
from sakura_cli.tasks.reply.points import find_points
from sakura_cli.tasks.reply.reading.addressee import find_addressee
from sakura_cli.tasks.reply.reading.complaints import is_complaint
from sakura_cli.tasks.reply.reading.inquiry import Inquiry, read_inquiry
from sakura_cli.tasks.reply.replying import answer_point
from sakura_cli.tasks.reply.result import RepliedQuestion, ReplyFinding, ReplyPayload, ReplyTo
from sakura_cli.tasks.reply.wording import put_into_keigo, read_lines

# The prompts of the tones, in their order.
_PROMPTS = dict(zip(get_args(ReplyTone), ("reply", "reply-brief", "reply-apology"), strict=True))
_POLITE, *_, _APOLOGETIC = get_args(ReplyTone)


def reply(
    document: Document, index: PassageIndex, options: ReplyOptions, sender: Sender, sampling: Sampling = GREEDY
) -> Steps[ReplyPayload]:
    """Return the draft that answers a mail."""
    inquiry = read_inquiry(document)
    complains = is_complaint(inquiry)
    template = load_prompt(_PROMPTS[options.tone or (_APOLOGETIC if complains else _POLITE)])
    points = find_points(inquiry)
    answered = yield from run_together(
        [answer_point(point, index, sampling) for point in points] if inquiry.is_japanese else []
    )
    stated = [result.payload.stated for result in answered] or [None] * len(points)
    lines = [line.words for each in stated if each for line in each.lines]
    rewritten = iter(read_lines((yield from put_into_keigo(lines, sampling)), lines))
    told = [
        Told(point, each, [next(rewritten) for _ in each.lines] if each else ())
        for point, each in zip(points, stated, strict=True)
    ]
    passages = [line.statement.passage for each in stated if each for line in each.lines]
    sources = "\n".join(text for passage in passages for text in (*passage.above, passage.text))
    known = "\n".join((document.text, sources, sender.company, sender.name))
    content = Content(told, find_addressee(inquiry), sender, complains, known, sources)
    text, findings = write_draft(content, template)
    questions = [_describe(each, template) for each in told]
    found = [*_find_open(inquiry, questions), *(each for result in answered for each in result.findings), *findings]
    payload = ReplyPayload(questions, ReplyTo(**vars(content.addressee)), complains)
    return TaskResult(text, payload, found, mail=_make_mail(document, inquiry, text, sender, template))


def _describe(told: Told, template: PromptTemplate) -> RepliedQuestion:
    if told.stated is None:
        return RepliedQuestion(told.point.text, told.point.kind, None, (), is_open=True)
    answer = "\n".join(list_answers(told, template))
    return RepliedQuestion(told.point.text, told.point.kind, answer, tuple(_list_citations(told)), is_open=False)


def _list_citations(told: Told) -> Iterator[Citation]:
    for line in told.stated.lines if told.stated else ():
        if line.cell_span is not None or not line.label:
            yield cite(line.statement.passage, line.cell_span or line.statement.span)


def _find_open(inquiry: Inquiry, questions: Sequence[RepliedQuestion]) -> Iterator[Finding]:
    if not questions:
        yield ReplyFinding.NO_QUESTION.found()
    if not inquiry.is_japanese:
        yield ReplyFinding.LANGUAGE.found()
    for number, each in enumerate(questions, 1):
        if each.is_open:
            yield ReplyFinding.OPEN.found(number=number)


def _make_mail(
    document: Document, inquiry: Inquiry, text: str, sender: Sender, template: PromptTemplate
) -> OutgoingMail:
    envelope = document.envelope or MailEnvelope(inquiry.subject)
    header = next((part.span for part in find_mail_parts(document.text) if part.kind == "header"), None)
    original = document.text[header.end :] if header else document.text
    moment = envelope.moment
    date = f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M}" if moment else ""
    introduction = template.phrase("quoting", date=date, sender=envelope.sender).strip()
    return OutgoingMail(
        envelope, text, introduction, original.strip("\n"), sender.name, document.encoding == "iso2022_jp"
    )
