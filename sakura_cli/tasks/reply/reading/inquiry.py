"""A mail as an inquiry: who writes, and the sentences of the newest message alone.

What is quoted is context, and whom the mail addresses is the house itself. Left out: what the sentences want (`points`)
and who the writer is to be called (`addressee`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.utils import parseaddr

from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.mail import find_mail_parts
from sakura_cli.japanese.morphology import analyse_morphemes
from sakura_cli.japanese.sentences import split_sentences
from sakura_cli.lexicon import alternation, word_set, words
from sakura_cli.spans import drop_spans
from sakura_cli.tasks.reply.reading.introductions import is_kana_name, is_person

_FIELD = re.compile(
    rf"[ \t　]*(?P<name>From|Subject|To|Cc|Date|{alternation(words('documents/mail', 'core-field', 'field'))})"
    r"[ 　\t]*[:：][ 　\t]*(?P<value>.*)",
    re.IGNORECASE,
)
_SUBJECTS = ("subject", *words("reply/mail_labels", "subject"))
_SENDERS = ("from", *words("reply/mail_labels", "sender"))
_ADDRESSED = re.compile(rf"{alternation(words('names/honorifics', 'organisation', 'formal', 'everybody'))}[、，,]?$")
# So many lines of a message may name whom it is for.
_MOST_ADDRESSED_LINES = 6
_MARK = re.compile(
    r"[ \t　]*(?:[・●○■□◆◇▼▽※*+\-‐–]|[①-⑳⑴-⒇]|[QＱ問][0-9０-９]*[.．:：)）、]"
    r"|[(（]?(?:[0-9０-９]{1,2}|[一二三四五六七八九十]|[A-Za-zａ-ｚＡ-Ｚア-オ])[)）.．、:：])"
    r"[ \t　]*(?=[^\W_]|[「『（(])"
)
_ENDED = re.compile(r"[。．.！!？?…」』）)♪☆～〜][ 　]*$")
# What stands behind the last sentence, in its line: いくらですか？　中野
_SIGNED = re.compile(r"(?P<text>.*[。．.！!？?…」』）)♪☆～〜])[ 　]+(?P<name>[^。．！!？?、，]{1,30}?)[ 　]*")
_BROKEN = re.compile(r"[、，,][ 　]*$")
_PREDICATING = word_set("reply/topics", "predicating")
_WORD = re.compile(r"[^\W_]")
_JAPANESE = re.compile(r"[ぁ-ヿ一-龠]")


@dataclass(frozen=True)
class MessageSentence:
    """A sentence of a message, in which paragraph it is, and whether it is an item of a list, or goes on with one."""

    text: str
    paragraph: int
    is_item: bool = False
    goes_on: bool = False


@dataclass(frozen=True)
class Inquiry:
    """What a mail says: `signature` are the lines below the message that say who wrote it, `quoted` earlier mails."""

    name: str
    subject: str
    sentences: Sequence[MessageSentence]
    signature: Sequence[str]
    quoted: str

    @property
    def text(self) -> str:
        """The message as one text."""
        return "\n".join(sentence.text for sentence in self.sentences)

    @property
    def is_japanese(self) -> bool:
        """Whether anything of the message is Japanese; of an empty message, whether its subject is."""
        return bool(_JAPANESE.search(self.text or self.subject or "あ"))


def read_inquiry(document: Document) -> Inquiry:
    """Return what a mail says."""
    parts = find_mail_parts(document.text)
    kept = drop_spans(document.text, [part.span for part in parts]).text
    cut = {kind: [part.span.cut(document.text) for part in parts if part.kind == kind] for kind in ("header", "quote")}
    signed = [part.span.cut(document.text) for part in parts if part.kind == "signature"]
    lines = kept.split("\n")
    fields = dict(_read_fields("".join(cut["header"]).split("\n")))
    # A text that somebody saved may have a single field, which is no header yet.
    begin = 0
    while begin < len(lines) and (not lines[begin].strip() or _is_lone_field(lines[begin])):
        for name, value in _read_fields(lines[begin : begin + 1]):
            fields.setdefault(name, value)
        begin += 1
    lines = _drop_addressed(lines[begin:])
    lines, signature = _split_signature(lines)
    sender = next((fields[name] for name in _SENDERS if name in fields), "")
    return Inquiry(
        parseaddr(sender)[0],
        next((fields[name] for name in _SUBJECTS if name in fields), ""),
        tuple(_list_sentences(lines)),
        (*signature, *(line.strip() for text in signed for line in text.split("\n") if line.strip())),
        "\n".join(cut["quote"]),
    )


def _is_lone_field(line: str) -> bool:
    return _FIELD.match(line) is not None and not _ENDED.search(line)


def _read_fields(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if match := _FIELD.match(line):
            yield match["name"].lower(), match["value"].strip()


def _drop_addressed(lines: Sequence[str]) -> list[str]:
    """Return the lines after those that name whom the mail is for."""
    first = [index for index, line in enumerate(lines) if line.strip()][:_MOST_ADDRESSED_LINES]
    last = -1
    for index in first:
        line = lines[index].strip()
        if _ADDRESSED.search(line):
            last = index
        elif _ENDED.search(line) or _BROKEN.search(line):
            break
    return list(lines[last + 1 :])


def _split_signature(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the message, and the lines at its end that say nothing but who wrote it: names, no sentences."""
    end = len(lines)
    while end and (not lines[end - 1].strip() or _is_naming(lines[end - 1])):
        end -= 1
    message, signature = list(lines[:end]), [line.strip() for line in lines[end:] if line.strip()]
    last = _SIGNED.fullmatch(message[-1]) if message and not signature else None
    if last and not _MARK.match(message[-1]) and _is_naming(last["name"]) and _names_person(last["name"]):
        return [*message[:-1], last["text"]], [last["name"]]
    return message, signature


def _names_person(words: str) -> bool:
    """Say whether any of words between blanks is a person's name."""
    return any(is_kana_name(word) or is_person(analyse_morphemes(word)) for word in words.split())


def _is_naming(line: str) -> bool:
    """Say whether a line has nothing but nouns and signs, and is no item of a list."""
    line = line.strip()
    if not _WORD.search(line):
        return True
    if _MARK.match(line) or (_ENDED.search(line) and not line.endswith((")", "）"))):
        return False
    if is_kana_name(line):
        return True
    morphemes = analyse_morphemes(line)
    return not any(each.pos in _PREDICATING or (each.pos == "助詞" and each.surface != "の") for each in morphemes)


def _list_sentences(lines: Sequence[str]) -> Iterator[MessageSentence]:
    """Yield the sentences of a message, lines that were wrapped joined."""
    paragraph = 0
    open_text, is_item = "", False
    for line in (*lines, ""):
        words = line.strip()
        mark = _MARK.match(line)
        if open_text and (not words or mark or _ends_here(open_text)):
            yield from _cut(open_text, paragraph, is_item)
            open_text, is_item = "", False
        if not words:
            paragraph += 1
            continue
        if mark:
            words, is_item = line[mark.end() :].strip(), True
        # A clause that a line break ends has no other sign.
        if open_text and _leads_on(open_text):
            open_text += "、"
        glue = " " if open_text and not _JAPANESE.search(open_text[-1] + words[0]) and open_text[-1].isascii() else ""
        open_text += glue + words


def _cut(text: str, paragraph: int, is_item: bool) -> Iterator[MessageSentence]:
    for number, span in enumerate(split_sentences(text)):
        yield MessageSentence(span.cut(text), paragraph, is_item, goes_on=number > 0)


def _leads_on(line: str) -> bool:
    """Say whether a line ends with a clause that leads to what follows (借りたいんですけど)."""
    return any(each.sub == "接続助詞" and len(each.surface) > 1 for each in analyse_morphemes(line)[-1:])


def _ends_here(line: str) -> bool:
    """Say whether a line that another follows ends its sentence: by its sign, or in a form that ends one."""
    if _ENDED.search(line):
        return True
    if _BROKEN.search(line):
        return False
    last = analyse_morphemes(line)[-1:]
    return any(each.sub == "終助詞" or (each.pos == "助動詞" and each.cform.startswith("終止")) for each in last)
