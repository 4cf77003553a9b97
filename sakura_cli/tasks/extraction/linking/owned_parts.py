"""Whose a part is that its label does not say: 電話 below 患者氏名 is the patient's, the only one in a head the shop's.

Labels of a form that follow one another are of one person until another is named; what a paper says once, of whoever
made it, is theirs (`labels/issuers`). Left out: the blocks of parties, whose parts carry their roles (`parties`).
"""

from __future__ import annotations

import re

from sakura_cli.lexicon import word_set
from sakura_cli.tasks.extraction.fields import Field
from sakura_cli.tasks.extraction.labelled.place import LabelledPlace
from sakura_cli.tasks.extraction.labelled.places import LabelledDocument
from sakura_cli.tasks.extraction.outlining.naming import LEAST, OWNED, bare, concept_of, is_a, names_of, split_owner

_ONE_BLOCK, _ISSUED = OWNED - 6, LEAST + 2
_MOST_LABELS = 12
_LEAST_WEIGHT = -3
_APART = re.compile(r"\n[ \t　]*\n|[-=─━*＊]{4,}")


def fit_owned(text: str, layout: LabelledDocument, field: Field, place: LabelledPlace) -> int:
    """Score a label that names a part for a field that says whose it is; 0 where it may be another's."""
    said = concept_of(place.label)
    if said is None or place.weight < _LEAST_WEIGHT or not (is_a(said, "part") or is_a(said, "sender-side")):
        return 0
    owners = [
        owner for name in names_of(field) for owner, core in split_owner(name) if concept_of(core) == said and owner
    ]
    if not owners:
        return 0
    told = _owner_above(text, layout, place)
    if told is not None:
        return _ONE_BLOCK if any(_is_one(owner, told) for owner in owners) else 0
    is_issuer = any(bare(owner) in word_set("labels/issuers") for owner in owners)
    return _ISSUED if is_issuer and not _is_addressed(layout, place) and _is_lone(text, layout, said) else 0


def _owner_above(text: str, layout: LabelledDocument, place: LabelledPlace) -> str | None:
    """Return who the nearest label above says it is of, in the same block of a form; None where none does."""
    units = layout.outline.units
    if not 0 <= place.unit < len(units) or units[place.unit].pair is None:
        return None
    for index in range(place.unit - 1, max(-1, place.unit - _MOST_LABELS), -1):
        above, below = units[index], units[index + 1]
        if above.pair is None or _APART.search(text, above.span.end, max(above.span.end, below.span.start)):
            return None
        label = above.pair.label.cut(text)
        for owner, core in split_owner(label):
            if is_a(concept_of(core), "part"):
                return owner
    return None


def _is_one(owner: str, other: str) -> bool:
    meant = concept_of(owner)
    return bare(owner) == bare(other) or (meant is not None and meant == concept_of(other))


def _is_addressed(layout: LabelledDocument, place: LabelledPlace) -> bool:
    addressee = layout.addressee
    return addressee is not None and place.unit in {unit.index for unit in addressee.units}


def _is_lone(text: str, layout: LabelledDocument, said: str) -> bool:
    """Say whether all labels of a part have one value in a document."""
    values = {
        "".join(each.value.cut(text).split())
        for each in layout.places
        if concept_of(each.label) == said and each.weight >= _LEAST_WEIGHT
    }
    return len(values) == 1
