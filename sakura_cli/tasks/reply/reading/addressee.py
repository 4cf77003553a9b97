"""Whom a reply is for: company, unit, post and name, from how the writer introduces and signs themselves.

What the message says goes before what its signature says, and that before the name of the sender's address; the fuller
form of one name is taken. Left out: the name of the house, which the mail is addressed to (`inquiry`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sakura_cli.japanese.morphology import analyse_morphemes
from sakura_cli.lexicon import alternation, word_set, words
from sakura_cli.spans import Span
from sakura_cli.tasks.reply.reading.inquiry import Inquiry
from sakura_cli.tasks.reply.reading.introductions import drop_reading, is_kana_name, is_person, read_introduction
from sakura_cli.text.names import LEGAL_FORM, is_ordinary_person_word, strip_honorific

_BLANKS = re.compile(r"[ 　\t／/|｜]+")
_POST = re.compile(rf"{alternation(words('names/titles', 'post', 'ambiguous'))}(?:代理|補佐)?$")
_UNIT = re.compile(rf"\S+(?:{alternation(words('names/marks', 'unit'))}|[部室])$")
_LEGAL = re.compile(rf"{LEGAL_FORM}|{alternation(words('names/companies', 'corporation'))}")
_ORGANISATION = re.compile(rf"{alternation(words('reply/senders', 'organisation'))}$")
_UNIT_AFTER = re.compile(rf"(?<={alternation(words('reply/senders', 'legal-end'))})\S{{2,4}}[部課室]$")
_CONTACT = re.compile(r"[@＠]|https?:|〒|(?:TEL|FAX|Tel|Fax|電話|携帯)|[0-9０-９]{2,}[-－ー(（][0-9０-９]|[:：]")
_DIGIT = re.compile(r"[0-9０-９]")
_NOBODY = word_set("reply/senders", "nobody")
_WESTERN = re.compile(r"[A-Za-z][A-Za-z.'-]+(?:[ 　]+[A-Za-z][A-Za-z.'-]*){0,3}")
_KANJI_NAME = re.compile(r"[一-龠々ヶケ]{1,4}[ 　]+[一-龠々ぁ-んァ-ヶー]{1,5}")
_MOST_CHARACTERS = 40


@dataclass(frozen=True)
class Addressee:
    """Whom a reply is for; what the mail does not say is empty."""

    company: str = ""
    unit: str = ""
    post: str = ""
    name: str = ""


def find_addressee(inquiry: Inquiry) -> Addressee:
    """Return whom the reply to a mail is for."""
    introduced = next((each for s in inquiry.sentences if (each := read_introduction(s.text))), None)
    signed = [_read_line(line) for line in inquiry.signature if not _CONTACT.search(line)]
    displayed = _read_line(inquiry.name)
    belonging = _read_belonging(introduced.belonging) if introduced else Addressee()
    known = _tidy(introduced.name) if introduced else ""
    name = _fullest(known, (each.name for each in (*signed, displayed)))
    sources = (belonging, *signed, displayed)
    return Addressee(
        _first(each.company for each in sources),
        _first(each.unit for each in sources),
        _first(each.post for each in sources) if name else "",
        name,
    )


def write_addressee(who: Addressee, nobody: str, person: str, company: str) -> str:
    """Return the lines that address somebody; `nobody` without a name, `person` and `company` end the others."""
    if not who.name:
        return " ".join(filter(None, [who.company, who.unit])) + f" {company}" if who.company else nobody
    own = " ".join(filter(None, [who.unit, who.post, who.name])) + person
    return "\n".join(filter(None, [who.company, own]))


def _read_belonging(text: str) -> Addressee:
    """Return what stands before a writer's name with の, as far as it names an organisation, its unit, or a post."""
    return _read_parts(_BLANKS.split(text), is_belonging=True)


def _read_line(line: str) -> Addressee:
    """Return what a line of a signature, or the name of an address, names."""
    line = drop_reading(line).strip(" 　-=*_~+#<>\"'")
    if not line or len(line) > _MOST_CHARACTERS:
        return Addressee()
    if _is_name(line):
        return Addressee(name=_tidy(line))
    return _read_parts(_BLANKS.split(line), is_belonging=False)


def _read_parts(parts: Sequence[str], *, is_belonging: bool) -> Addressee:
    company = unit = post = ""
    rest: list[str] = []
    for part in filter(None, parts):
        if _LEGAL.fullmatch(part) or (company and _LEGAL.fullmatch(company)):
            company = f"{company} {part}".strip()
        elif not company and _names_company(part, is_belonging=is_belonging):
            company, unit = _cut_company(part)
        elif _UNIT.fullmatch(part) and not (rest and not is_belonging):
            unit = f"{unit} {part}".strip()
        elif not rest and (found := _POST.search(part)) and not is_person(analyse_morphemes(part)):
            # 経理部部長 is 経理部 and 部長, 営業課長 is one.
            is_cut = _UNIT.fullmatch(part[: found.start()]) is not None
            unit = f"{unit} {part[: found.start()]}".strip() if is_cut else unit
            post = found.group() if is_cut else part
        else:
            rest.append(part)
    # What stands before a name and is none of it is a post that the table lacks: 教頭 伊藤 明.
    start = next((k for k in range(len(rest)) if _is_name(" ".join(rest[k:]))), len(rest))
    if is_belonging or start == len(rest):
        return Addressee(company, unit, post)
    return Addressee(company, unit, post or " ".join(rest[:start]), _tidy(" ".join(rest[start:])))


def _names_company(part: str, *, is_belonging: bool) -> bool:
    return bool(_LEGAL.search(part)) or (not _UNIT.fullmatch(part) and _is_organisation(part, is_belonging))


def _cut_company(part: str) -> tuple[str, str]:
    """Return a company's name and what is written on after it: 株式会社青葉商事総務部 has a unit at its end."""
    units = _UNIT_AFTER.search(part)
    return (part[: units.start()], units.group()) if units else (part, "")


def _is_organisation(part: str, is_belonging: bool) -> bool:
    """Say whether words name an organisation: by their end, or, before a name with の, by being nobody's role."""
    if _ORGANISATION.search(part) and not _ORGANISATION.fullmatch(part):
        return True
    if not is_belonging or is_ordinary_person_word(part) or part in _NOBODY or _DIGIT.search(part):
        return False
    morphemes = analyse_morphemes(part)
    if len(morphemes) < 2 or morphemes[-1].pos == "接尾辞" or any(each.pos == "代名詞" for each in morphemes):
        return False
    return not any(each.sub2 == "地名" for each in morphemes[-1:])


def _is_name(words: str) -> bool:
    """Say whether words are a person's name: to the dictionary, or in the form of one."""
    bare = _BLANKS.sub("", words)
    if bare.lower() in _NOBODY or any(each in bare for each in _NOBODY if not each.isascii()):
        return False
    if _ORGANISATION.search(bare) and not is_person(analyse_morphemes(bare), is_whole=True):
        return False
    if _WESTERN.fullmatch(words.strip()):
        return words.strip()[:1].isupper()
    if _UNIT.fullmatch(bare) and not is_person(analyse_morphemes(bare)):
        return False
    return is_person(analyse_morphemes(bare)) or is_kana_name(bare) or _KANJI_NAME.fullmatch(words.strip()) is not None


def _fullest(known: str, others: Iterable[str]) -> str:
    """Return the fullest form of a name: with the given name where the family name is the same."""
    for other in others:
        bare, own = _BLANKS.sub("", other), _BLANKS.sub("", known)
        if not known or (bare.startswith(own) and len(bare) > len(own)):
            known = other
    return known


def _tidy(name: str) -> str:
    """Return a name with single blanks, without a mark of respect that somebody wrote after it."""
    name = _BLANKS.sub(" ", name).strip()
    return strip_honorific(name, Span(0, len(name)), is_name=True).cut(name)


def _first(found: Iterable[str]) -> str:
    return next(filter(None, found), "")
