"""Whether a source says that a value is what a field asks for: words of the field's name in its sentence or heading.

A value without such a witness may be right, but nothing in the document says so. Left out: labels, which are witnesses
themselves (`assigning`).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from sakura_cli.characters.fold import fold
from sakura_cli.lexicon import read_table
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.fields import Field
from sakura_cli.tasks.extraction.labelled.lines import is_organisation
from sakura_cli.tasks.extraction.outlining.naming import bare, concept_of, is_a, names_of
from sakura_cli.tasks.extraction.outlining.outline import DocumentOutline
from sakura_cli.tasks.extraction.relations.prose import spellings_of
from sakura_cli.text.names import find_honorific

_PAIR = re.compile(r"[一-龠々ァ-ヶーA-Za-z][一-龠々ァ-ヶーA-Za-zぁ-ん]")
_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")


def has_words(field: Field) -> bool:
    """Say whether a field is named in words that a Japanese text could have."""
    if any(is_a(concept_of(name), "generic") for name in names_of(field)):
        return False
    return any(len(word) > 1 and _JAPANESE.search(word) for word in _words_of(names_of(field)))


def is_witnessed(outline: DocumentOutline, field: Field, span: Span, owners: tuple[str, ...] = ()) -> bool:
    """Say whether words around a value tell that a field asks for it, or whether the field is named too generally."""
    names = (*names_of(field), *owners)
    if not has_words(field):
        return True
    around = outline.around(span)
    if any(word in around for word in _words_of(names)):
        return True
    return _has_shape(outline.text, field, span)


def stands_somewhere(outline: DocumentOutline, field: Field, owners: tuple[str, ...] = ()) -> bool:
    """Say whether any word that could be a witness for a field stands in the text."""
    if not has_words(field):
        return True
    text = fold(outline.text).lower()
    return any(word in text for word in _words_of((*names_of(field), *owners))) or _is_general(field)


def _is_general(field: Field) -> bool:
    return any(is_a(concept_of(name), "named") for name in names_of(field))


def _has_shape(text: str, field: Field, span: Span) -> bool:
    """Say whether the value itself shows what it is: a person addressed, a company, for a field that asks for any."""
    if not _is_general(field):
        return False
    if field.type == "name":
        return find_honorific(text, span) is not None
    return is_organisation(span.cut(text)) or find_honorific(text, span) is not None


@lru_cache(maxsize=1024)
def _words_of(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words by which a text may mean a field: its name, those of its concept, pairs of its characters."""
    found: list[str] = []
    for name in names:
        key = bare(name)
        concept = concept_of(name)
        spelled = [key, *(map(bare, spellings_of(concept)) if concept is not None else ())]
        found += [each for each in spelled if len(each) > 1]
        stem = _without_type(key)
        pairs = [stem[at : at + 2] for at in range(len(stem) - 1) if _PAIR.fullmatch(stem[at : at + 2])]
        found += [pair for pair in pairs if pair not in _type_nouns()]
        found += [stem for each in spelled if len(stem := _without_type(each)) > 1 and stem not in _type_nouns()]
        if concept is not None:
            found += [row["word"] for row in read_table("labels/witnesses") if row["concept"] == concept]
    return tuple(dict.fromkeys(found))


@cache
def _type_nouns() -> tuple[str, ...]:
    nouns = {row["word"] for row in read_table("labels/type_nouns")}
    return tuple(sorted(nouns, key=lambda word: (-len(word), word)))


def _without_type(key: str) -> str:
    end = next((noun for noun in _type_nouns() if key.endswith(noun) and len(noun) < len(key)), "")
    return key[: len(key) - len(end)]
