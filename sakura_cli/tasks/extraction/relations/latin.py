"""What papers in two languages say in Latin letters: the firm, the person, the post and the address on a card.

Only fields that ask for it (英文社名, name_en) get it, by `labels/latin`. Left out: papers in one language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from sakura_cli.lexicon import alternation, word_map, words
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.fields import Field
from sakura_cli.tasks.extraction.outlining.naming import bare, concept_of, is_a, names_of

LATIN = 110
Kind = Literal["company", "person", "post", "department", "address"]
# What each is called as a part of a letterhead.
_PARTS: dict[Kind, str] = {
    "company": "organisation",
    "person": "person",
    "post": "head",
    "department": "department",
    "address": "address",
}
_TABLE = "labels/latin"
# A stretch of a line that has no Japanese; gaps and slashes between blanks part it from others.
_STRETCH = re.compile(r"(?<![!-~])[A-Za-z0-9](?:[A-Za-z0-9.,&'()/-]|[ ](?![ /|]))*[A-Za-z0-9.)]")
_ASKS = re.compile(alternation(words(_TABLE, "asks")), re.IGNORECASE)


def _any(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z]){alternation(words(_TABLE, kind))}(?![A-Za-z])", re.IGNORECASE)


_COMPANY, _POST, _DEPARTMENT = _any("company"), _any("post"), _any("department")
_NO_NAME = re.compile(rf"{alternation(words(_TABLE, 'no-name'))}(?![a-z])", re.IGNORECASE)
_PERSON = re.compile(
    r"(?:(?:Dr|Mr|Ms|Mrs|Prof)\. )?(?:[A-Z][A-Za-z'-]*\.? ){1,2}[A-Z][A-Za-z'-]+"
    r"(?P<degrees>(?:, ?[A-Z][A-Za-z.]{1,5})*)"
)
_ADDRESS = re.compile(r"(?=[^\n]*[0-9])[^,]+(?:,[^,]+){2,}")


def asks_for_latin(field: Field) -> bool:
    """Say whether a field asks for what is written in Latin letters: 英文社名, name_en, 氏名（ローマ字）."""
    return field.type in ("string", "name") and any(_ASKS.search(name) for name in (field.name, field.hint))


def find_latin(text: str, field: Field) -> Iterator[tuple[int, Span]]:
    """Yield the only stretch of Latin letters that is of the kind a field asks for, with how surely."""
    kind = _kind_of(field) if asks_for_latin(field) else None
    if kind is None:
        return
    found = {
        span.cut(text): span for match in _STRETCH.finditer(text) if (span := _read(text, match, kind)) is not None
    }
    if len(found) == 1:
        yield LATIN, next(iter(found.values()))


def _kind_of(field: Field) -> Kind | None:
    for name in names_of(field):
        core = bare(re.sub(r"[()（）_ ]", "", _ASKS.sub("", name)))
        concept = concept_of(core)
        labels = word_map("labels/part_labels", "word", column="part")
        for kind, part in _PARTS.items():
            if concept is not None and concept == labels[part]:
                return kind
        if is_a(concept, "named"):
            return "company"
        if core.endswith(words("labels/told", "house")):
            return "company"
    return None


def _read(text: str, match: re.Match[str], kind: Kind) -> Span | None:
    """Return a stretch that is of a kind, a person without the degrees behind the name."""
    said = match.group()
    is_kind = _tell(said) == kind and not _NO_NAME.match(said)
    if not is_kind:
        return None
    person = _PERSON.fullmatch(said) if kind == "person" else None
    end = person.start("degrees") if person is not None else len(said)
    return Span(match.start(), match.start() + end)


def _tell(said: str) -> Kind | None:
    if _ADDRESS.fullmatch(said) and not _COMPANY.search(said.split(",")[0]):
        return "address"
    if _COMPANY.search(said):
        return "company"
    if _POST.search(said):
        return "post"
    if _DEPARTMENT.search(said):
        return "department"
    return "person" if _PERSON.fullmatch(said) else None
