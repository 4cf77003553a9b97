"""Fill in what a rule suggests: `{stem}に{なる>}` with the words that matched, inflected as what follows asks for.

Fields: `{name}` what matched, `{name.bare}` an attribute of it (bare, norm, lemma), `{name@table.column}` what a table
says of it, `{name/pattern/new/}` with a replacement, and `>` at the end of a field: inflected to stand where the last
morpheme reported stood (なる before ます is なり). A suggestion may be a list of `test => template`, of which the first
that holds is taken: `giver.norm=下さる => {stem}{giver}`. Nothing is suggested where a table does not know the word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from sakura_cli.japanese import conjugation
from sakura_cli.japanese.conjugation import Word, make_word
from sakura_cli.japanese.morphology import Morpheme, analyse_morphemes
from sakura_cli.keigo.checking.match import Match
from sakura_cli.keigo.checking.tables import look_up, read_words

_FIELD: Final = re.compile(r"\{([^{}]+)\}")
_PARTS: Final = re.compile(
    r"(?P<name>[^.@/>]+)(?:\.(?P<attribute>[a-z]+))?(?:@(?P<table>[a-z_]+)\.(?P<column>[a-zA-Z_]+))?"
    r"(?:/(?P<pattern>[^/]*)/(?P<new>[^/]*)/)?(?P<inflected>>)?"
)
_ARROW: Final = " => "


def fill(templates: Sequence[str], match: Match) -> str:
    """Return the suggestion that the first fitting template makes of a match; "" where none is certain."""
    for template in templates:
        tests, arrow, body = template.rpartition(_ARROW)
        if not arrow or all(_holds(test, match) for test in tests.split()):
            return _fill_in(body, match)
    return ""


def _holds(test: str, match: Match) -> bool:
    place, _, values = test.partition("=")
    name, _, attribute = place.rstrip("!").partition(".")
    return (match.value(name, attribute) in read_words(values)) is not place.endswith("!")


def _fill_in(template: str, match: Match) -> str:
    values = [_fill_field(field, match) for field in _FIELD.findall(template)]
    if not all(value is not None for value in values):
        return ""
    given = iter(values)
    return _FIELD.sub(lambda _: next(given) or "", template)


def _fill_field(source: str, match: Match) -> str | None:
    """Return what stands for a field; None where that is not known."""
    field = _PARTS.fullmatch(source)
    if field is None:
        raise ValueError(f"no field of a suggestion: {source}")
    name = field["name"]
    if not match.has(name):
        return inflect(_word_of(name), match) if field["inflected"] else None
    value = match.value(name, field["attribute"] or "")
    if field["table"]:
        value = look_up(value, field["table"], field["column"])
        if not value:
            return None
    if field["pattern"] is not None:
        value = re.sub(field["pattern"], field["new"], value, count=1)
    if field["inflected"]:
        is_itself = not field["table"] and not field["attribute"]
        return inflect(_word_of(match.value(name, "lemma") if is_itself else value), match)
    return value


@lru_cache(maxsize=256)
def _word_of(dictionary_form: str) -> Word:
    """Return a verb as a word that inflects; of お聞きになる the last verb does."""
    last = analyse_morphemes(dictionary_form)[-1]
    return make_word(dictionary_form, last.ctype) or Word(dictionary_form, "5r")


def inflect(word: Word, match: Match) -> str:
    """Return a word in the form that the last morpheme of a match has, or that what follows it asks for."""
    passage = match.passage
    return inflect_before(word, passage.at(match.last - 1), passage.at(match.last))


def inflect_before(word: Word, replaced: Morpheme, following: Morpheme) -> str:
    """Return a word in the form in which it takes the place of `replaced` before `following`."""
    if following.lemma[:1] in ("た", "て") and following.lemma != "たい" and following.pos in ("助動詞", "助詞"):
        return conjugation.te_form(word)[:-1]
    if following.lemma == "ます":
        return conjugation.stem_polite(word)
    if following.lemma == "ない" or replaced.cform.startswith("未然形"):
        return conjugation.negative(word).text.removesuffix("ない")
    if replaced.cform.startswith("連用形"):
        return conjugation.stem_polite(word)
    if replaced.cform.startswith("仮定形"):
        return conjugation.conditional_ba(word)[:-1]
    if replaced.cform.startswith("意志推量形"):
        return conjugation.volitional(word)
    return word.text
