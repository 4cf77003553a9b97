"""Recognise header, quotes and signature of a mail in plain text, Japanese or English, and leave them out.

Works by layout and by the words mail programs write. Left out: MIME (encoded words, multipart, base64), which `eml` has
decoded before; greetings, which are part of what somebody wrote.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from sakura_cli.lexicon import alternation, words
from sakura_cli.spans import Excerpt, Span, drop_spans

MailPartKind = Literal["header", "quote", "signature"]


def _either(*kinds: str) -> str:
    """Return a regular expression for any of the words of a mail of these kinds."""
    return alternation(words("documents/mail", *kinds))


_LINE = re.compile(r"[^\n]*(?:\n|$)")
_HEADER_FIELD = re.compile(
    r"(?:From|To|Cc|Bcc|Subject|Date|Sent|Reply-To|Message-ID|In-Reply-To|References|MIME-Version|Content-[A-Za-z-]+|X-[A-Za-z-]+"
    rf"|Received|Return-Path|{_either('core-field', 'field')})[ 　]*[:：]",
    re.IGNORECASE,
)
_CORE_FIELD = re.compile(rf"(?:From|To|Subject|{_either('core-field')})[ 　]*[:：]", re.IGNORECASE)
_QUOTED = re.compile(r"[ \t]*[>＞]")
_QUOTE_INTRODUCTION = re.compile(
    r"(?:On\b.{5,120}\bwrote:"
    rf"|.{{0,120}}(?:<[^>\n]+@[^>\n]+>|{_either('writer')})[^\n]{{0,30}}(?:wrote|writes|{_either('introduction')})?[:：])"
    r"[ \t]*$"
)
_ORIGINAL = re.compile(
    r"[ \t]*(?:-{2,}|_{5,}|＿{5,}|━{5,})[ ]*"
    rf"(?:Original Message|Forwarded message|Original Appointment|{_either('forwarded')})[ ]*-*[ \t]*$",
    re.IGNORECASE,
)
_RULE = re.compile(
    r"[ \t　]*([-=*_~+#─━―＿＝－＊・☆★◆◇■□▲▼◎○●｡.:/／┏┗┓┛]|=-|-=|\*-)\1{3,}.*$"
    r"|-- $|--$|[┏┗╋┼].{2,}$"
)
_CONTACT = re.compile(
    rf"(?:TEL|FAX|Tel|Fax|Mobile|E-?[Mm]ail|ＴＥＬ|ＦＡＸ|mail|URL|HP|Web|{_either('contact')})[ 　]*[:：.]?|〒"
    r"|[\w.+-]+@[\w-]+\.[\w.]+|https?://"
    rf"|{alternation(words('names/companies', 'company'))}|[（(]株[)）]|㈱"
    rf"|{_either('department')}[ 　]*$|0\d{{1,4}}[-(]\d{{1,4}}[-)]\d{{3,4}}"
)
_MAX_SIGNATURE_LINES = 14


class MailPart(NamedTuple):
    """A part of a mail that its writer did not write for this message."""

    kind: MailPartKind
    span: Span


class _Line(NamedTuple):
    span: Span
    text: str


def find_mail_parts(text: str) -> list[MailPart]:
    """Find the header, the quotes and the signature, in order; an empty list for what is no mail."""
    lines = [_Line(Span(*match.span()), match.group().rstrip("\n")) for match in _LINE.finditer(text) if match.group()]
    parts: list[MailPart] = []
    first = _count_header_lines(lines)
    if first:
        parts.append(MailPart("header", Span(0, lines[first - 1].span.end)))
    quotes, last = _find_quotes(lines, first)
    signature = _find_signature(lines, first, last, quotes)
    parts.extend(MailPart("quote", _join(lines, start, end)) for start, end in quotes)
    if signature:
        parts.append(MailPart("signature", _join(lines, *signature)))
    return sorted(parts, key=lambda part: part.span)


def strip_mail(text: str) -> Excerpt:
    """Leave out header, quotes and signature; the subject's words stay, because a message may not repeat them."""
    dropped: list[Span] = []
    for part in find_mail_parts(text):
        subject = re.search(
            r"^(?:Subject|件名)[ 　]*[:：][ 　]*(.*\n?)", part.span.cut(text), re.MULTILINE | re.IGNORECASE
        )
        if part.kind == "header" and subject and "=?" not in subject.group():
            start, end = (part.span.start + position for position in subject.span(1))
            dropped.extend((Span(part.span.start, start), Span(end, part.span.end)))
        else:
            dropped.append(part.span)
    return drop_spans(text, dropped)


def _join(lines: list[_Line], start: int, end: int) -> Span:
    return Span(lines[start].span.start, lines[end - 1].span.end)


def _count_header_lines(lines: list[_Line], begin: int = 0) -> int:
    """Count the lines of a header block at `begin`, its closing blank line included; 0 where there is none."""
    core = 0
    for index in range(begin, len(lines)):
        line = lines[index].text
        if _HEADER_FIELD.match(line):
            core += _CORE_FIELD.match(line) is not None
        elif not (line[:1] in " \t" and line.strip() and index > begin):
            return index - begin + (not line.strip()) if core >= 2 else 0
    return len(lines) - begin if core >= 2 else 0


def _find_quotes(lines: list[_Line], first: int) -> tuple[list[tuple[int, int]], int]:
    """Find runs of quoted lines, and where an attached earlier message begins (it runs to the end)."""
    quotes: list[tuple[int, int]] = []
    index = first
    while index < len(lines):
        line = lines[index].text
        rule_then_header = _RULE.match(line) and _count_header_lines(lines, index + 1) >= 3
        if _ORIGINAL.match(line) or rule_then_header or (index > first and _count_header_lines(lines, index) >= 3):
            quotes.append((index, len(lines)))
            return quotes, index
        if _QUOTED.match(line):
            start = index
            while index < len(lines) and (_QUOTED.match(lines[index].text) or _is_gap(lines, index)):
                index += 1
            if start > first and _QUOTE_INTRODUCTION.match(lines[start - 1].text):
                start -= 1
            quotes.append((start, index))
            continue
        index += 1
    return quotes, len(lines)


def _is_gap(lines: list[_Line], index: int) -> bool:
    return not lines[index].text.strip() and index + 1 < len(lines) and bool(_QUOTED.match(lines[index + 1].text))


def _find_signature(lines: list[_Line], first: int, last: int, quotes: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Find a rule near the end that is followed by contact facts and little else."""
    end = last
    while end > first and not lines[end - 1].text.strip():
        end -= 1
    while quotes and quotes[-1][1] >= end > quotes[-1][0]:
        end = quotes[-1][0]
        while end > first and not lines[end - 1].text.strip():
            end -= 1
    rules = [i for i in range(max(first, end - _MAX_SIGNATURE_LINES - 2), end) if _RULE.match(lines[i].text)]
    for start in rules:
        inner = [line.text for line in lines[start + 1 : end] if line.text.strip() and not _RULE.match(line.text)]
        contacts = sum(_CONTACT.search(line) is not None for line in inner)
        is_delimiter = lines[start].text.rstrip() == "--"
        sentences = sum(line.rstrip().endswith(("。", "？", "！")) for line in inner)
        if inner and len(inner) <= _MAX_SIGNATURE_LINES and (is_delimiter or (contacts >= 2 and not sentences)):
            return start, end
    return None
