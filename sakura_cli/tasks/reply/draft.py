"""The draft: what is told to each question in the frame of a tone, and nothing that neither the mail nor a source says.

A line that breaks a rule of keigo is quoted, or named less closely, until the draft breaks none. Left out: what is told
(`stating`, `wording`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sakura_cli.japanese.sentences import split_sentences
from sakura_cli.keigo import Audience, Problem, check
from sakura_cli.tasks.framework.prompt_template import PLACEHOLDER, PromptTemplate
from sakura_cli.tasks.framework.result import Finding
from sakura_cli.tasks.reply.points import Point, name_heading, name_topic
from sakura_cli.tasks.reply.promises import find_promises, has_promise_word, has_unknown_facts
from sakura_cli.tasks.reply.reading.addressee import Addressee, write_addressee
from sakura_cli.tasks.reply.result import ReplyFinding
from sakura_cli.tasks.reply.stating import Stated
from sakura_cli.tasks.reply.wording import quote, word_line

_NUMBER = re.compile(r"[0-9０-９]|[一二三四五六七八九十百千万億]+[円年個回日割倍]")
_MOST_TOPIC_CHARACTERS = 30
_MOST_TOPICS_CHARACTERS = 50
# A draft is mended so often: each time a line that is wrong is written otherwise.
_MOST_ROUNDS = 5


@dataclass(frozen=True)
class Told:
    """A point with what is stated to it, None where the sources have no answer; `rewritten` are its lines in keigo."""

    point: Point
    stated: Stated | None = None
    rewritten: Sequence[str] = ()


@dataclass(frozen=True)
class Sender:
    """Who replies; `signature` is the text that ends the draft."""

    name: str = ""
    company: str = ""
    signature: str = ""


@dataclass(frozen=True)
class Content:
    """What a draft is made of; `known` is what the mail, the `sources` and the options say, all together."""

    told: Sequence[Told]
    addressee: Addressee
    sender: Sender
    is_complaint: bool
    known: str
    sources: str


@dataclass(frozen=True)
class _Line:
    """A line of the draft: of the frame, or of what is told; `place` says which of the lines that are told."""

    text: str
    is_frame: bool = False
    place: tuple[int, int] | None = None


@dataclass(frozen=True)
class _Manner:
    """How lines are written that would otherwise break a rule."""

    quoted: frozenset[tuple[int, int]] = frozenset()
    has_topics: bool = True
    has_post: bool = True


@dataclass
class _Group:
    """Points that are told the same."""

    told: Told
    number: int
    topics: list[str] = field(default_factory=list)


def write_draft(content: Content, template: PromptTemplate) -> tuple[str, list[Finding]]:
    """Return the draft, and what had to be taken out of its frame or is still wrong with it."""
    manner = _Manner()
    for _round in range(_MOST_ROUNDS):
        lines, findings = _drop_unfounded(list(_fill_frame(content, template, manner)), content)
        text, starts = _join(lines)
        problems = check(text, audience=Audience.EXTERNAL)
        better = _mend(manner, [(problem, _find_line(lines, starts, problem)) for problem in problems])
        if better == manner:
            break
        manner = better
    findings += [ReplyFinding.KEIGO.found(rule=problem.rule, message=problem.message) for problem in problems]
    return text, findings


def list_answers(told: Told, template: PromptTemplate) -> list[str]:
    """Return the lines that are told to a point."""
    lines = told.stated.lines if told.stated else ()
    return [word_line(line, rewritten, template) for line, rewritten in zip(lines, told.rewritten, strict=True)]


def _mend(manner: _Manner, wrong: Sequence[tuple[Problem, _Line]]) -> _Manner:
    for _problem, line in wrong:
        if line.place is not None and line.place not in manner.quoted:
            manner = replace(manner, quoted=manner.quoted | {line.place})
        elif line.is_frame:
            manner = replace(manner, has_topics=False)
        else:
            manner = replace(manner, has_post=False)
    return manner


def _fill_frame(content: Content, template: PromptTemplate, manner: _Manner) -> Iterator[_Line]:
    """Yield the lines of the frame with its fields filled."""
    fields = {
        "addressee": _list_addressee(content, template, manner),
        "greeting": _list_greeting(content, template),
        "opening": [_Line(each, is_frame=True) for each in _list_opening(content, template)],
        "document": list(_list_told(content, template, manner)),
        "closing": [_Line(each, is_frame=True) for each in _list_closing(content, template)],
        "signature": [_Line(each) for each in content.sender.signature.splitlines()],
    }
    joined = {name: "".join(each.text for each in lines) for name, lines in fields.items()}
    for line in template.user.split("\n"):
        if whole := PLACEHOLDER.fullmatch(line.strip()):
            yield from fields[whole[1]]
        else:
            yield _Line(PLACEHOLDER.sub(lambda match: joined[match[1]], line), is_frame=bool(line.strip()))


def _list_addressee(content: Content, template: PromptTemplate, manner: _Manner) -> list[_Line]:
    who = content.addressee if manner.has_post else replace(content.addressee, post="")
    nobody, person, organisation = (template.phrase(key) for key in ("nobody", "person", "organisation"))
    return [_Line(each) for each in write_addressee(who, nobody, person, organisation).split("\n")]


def _list_greeting(content: Content, template: PromptTemplate) -> list[_Line]:
    lines = template.phrase("greeting").split("\n")
    sender = content.sender
    if sender.company and sender.name:
        lines.append(template.phrase("own", company=sender.company, name=sender.name))
    elif own := sender.company or sender.name:
        lines.append(template.phrase("own_single", own=own))
    return [_Line(each, is_frame=True) for each in lines]


def _list_opening(content: Content, template: PromptTemplate) -> list[str]:
    if content.is_complaint:
        return template.phrase("apology").split("\n")
    return template.phrase("thanks" if content.told else "thanks_message").split("\n")


def _list_closing(content: Content, template: PromptTemplate) -> list[str]:
    return template.phrase("closing" if content.told else "closing_message").split("\n")


def _list_told(content: Content, template: PromptTemplate, manner: _Manner) -> Iterator[_Line]:
    """Yield what is told: each answer under its topic where there are several, and what is open."""
    groups = _group(content.told)
    is_several = len(groups) > 1
    for number, group in enumerate(groups, 1):
        topics = _name_topics(group.topics, manner)
        if number > 1:
            yield _Line("")
        else:
            lead = "lead" if is_several or not topics else "lead_topic"
            yield _Line(template.phrase(lead, topic=topics), is_frame=True)
            yield _Line("")
        if is_several:
            yield _Line(
                template.phrase("about" if topics else "about_unnamed", number=number, topic=topics), is_frame=True
            )
        yield from _list_lines(group, template, manner)
    unanswered = [each for each in content.told if each.stated is None]
    if unanswered:
        if groups:
            yield _Line("")
        yield _Line(_tell_open(unanswered, bool(groups), template, manner), is_frame=True)
    elif not content.told and content.is_complaint:
        yield _Line(template.phrase("open_complaint"), is_frame=True)


def _list_lines(group: _Group, template: PromptTemplate, manner: _Manner) -> Iterator[_Line]:
    lines = group.told.stated.lines if group.told.stated else ()
    for k, (line, rewritten) in enumerate(zip(lines, group.told.rewritten, strict=True)):
        place = (group.number, k)
        text = quote(line, template) if place in manner.quoted else word_line(line, rewritten, template)
        yield _Line(text, place=place)


def _group(told: Sequence[Told]) -> list[_Group]:
    """Return the points that have an answer, those together that are answered by the same."""
    groups: list[_Group] = []
    for number, each in enumerate(told):
        if each.stated is None:
            continue
        topic = _find_topic(each)
        same = next((g for g in groups if g.told.stated is not None and each.stated.key <= g.told.stated.key), None)
        if same is None:
            same = _Group(each, number)
            groups.append(same)
        if topic not in same.topics:
            same.topics.append(topic)
    return groups


def _find_topic(told: Told) -> str:
    """Return what an answered point is about: in its writer's words, else by the heading its answer stands under."""
    topic = name_topic(told.point.text)
    passages = [line.statement.passage for line in told.stated.lines] if told.stated else []
    sources = "".join(text for passage in passages for text in (*passage.above, passage.text))
    if has_promise_word(topic) and find_promises(topic, sources):
        return ""
    if not topic and passages:
        topic = name_heading(passages[0].topic)
    return topic if len(topic) <= _MOST_TOPIC_CHARACTERS else ""


def _name_topics(topics: Sequence[str], manner: _Manner) -> str:
    joined = "、".join(filter(None, topics))
    return joined if manner.has_topics and len(joined) <= _MOST_TOPICS_CHARACTERS else ""


def _tell_open(unanswered: Sequence[Told], has_answers: bool, template: PromptTemplate, manner: _Manner) -> str:
    """Return the sentence that leaves points open; what could be promised is not named, lest it sound promised."""
    topics = list(dict.fromkeys(name_topic(each.point.text) for each in unanswered))
    are_named = all(topics) and not any(has_promise_word(topic) or _NUMBER.search(topic) for topic in topics)
    joined = "、".join(topics)
    if are_named and manner.has_topics and len(joined) <= _MOST_TOPICS_CHARACTERS:
        return template.phrase("open_topic", topic=joined)
    return template.phrase("open_rest" if has_answers else "open_message")


def _drop_unfounded(lines: Sequence[_Line], content: Content) -> tuple[list[_Line], list[Finding]]:
    """Return the lines without what the frame promises or says by itself."""
    kept: list[_Line] = []
    findings: list[Finding] = []
    for line in lines:
        if not line.is_frame:
            kept.append(line)
            continue
        sentences: list[str] = []
        for span in split_sentences(line.text):
            sentence = span.cut(line.text)
            if find_promises(sentence, content.sources):
                findings.append(ReplyFinding.PROMISE.found())
            elif has_unknown_facts(sentence, content.known):
                findings.append(ReplyFinding.FACT.found())
            else:
                sentences.append(sentence)
        if sentences:
            kept.append(replace(line, text="".join(sentences)))
    return kept, findings


def _join(lines: Sequence[_Line]) -> tuple[str, list[int]]:
    """Return the text of lines, with a blank line where there are several, and where each begins."""
    text, starts = "", []
    for line in lines:
        if not line.text.strip():
            starts.append(len(text))
            text += "" if not text or text.endswith("\n\n") else "\n"
            continue
        starts.append(len(text))
        text += line.text + "\n"
    return text.rstrip("\n"), starts


def _find_line(lines: Sequence[_Line], starts: Sequence[int], problem: Problem) -> _Line:
    return next(line for line, start in reversed(list(zip(lines, starts, strict=True))) if start <= problem.start)
