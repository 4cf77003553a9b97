"""What the blocks of parties label: names by roles, and the parts of their lines by what letterheads have.

Left out: finding the blocks (`parties`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sakura_cli.documents.blocks import Cell
from sakura_cli.lexicon import read_rows, word_map
from sakura_cli.tasks.extraction.labelled.parties.finding import ADDRESSEE, SENDER, Party, read_blocks
from sakura_cli.tasks.extraction.labelled.place import LabelledPlace
from sakura_cli.tasks.extraction.outlining.naming import concept_of, is_a
from sakura_cli.tasks.extraction.outlining.outline import DocumentOutline
from sakura_cli.tasks.extraction.source import Place, place_of

_FIRST_UNITS = 6
_TITLE_UNITS = 12
_REPRESENTS = -12
_UNFIRM = -12


def read_parties(
    outline: DocumentOutline,
    addressee: Party | None,
    sender: Party | None,
    contract_roles: Mapping[str, Sequence[str]] | None = None,
) -> Iterator[LabelledPlace]:
    """Yield what the blocks of parties say: their names by their roles, and the parts of their lines.

    `contract_roles` are what a contract makes of the parties it names: 甲 is the 委託者.
    """
    for party in (addressee, sender):
        if party is None:
            continue
        roles = _roles_in(outline, party.role)
        if party.name is not None:
            # Whom a letter names without a firm is not whom a label names.
            weight = _UNFIRM if party is addressee and party.name == party.person else 0
            for role in roles:
                yield LabelledPlace(role, party.name, "letter", roles, weight=weight)
        beside = context_of_party(party.role)[len(roles_of(party.role)) :]
        yield from _read_parts(outline, party, (*roles, *beside))
        if party is addressee and party.person is not None and party.person != party.name:
            if party.name is not None and not any(part.kind == "organisation" for part in party.parts):
                yield LabelledPlace(part_labels()["organisation"], party.name, "letter", roles, weight=-1)
            for label in (part_labels()["addressed-person"], *_paper_parts(outline, "person")):
                yield LabelledPlace(label, party.person, "letter", roles, weight=-1)
    for party in read_blocks(outline):
        roles = (party.role, *(contract_roles or {}).get(party.role, ()))
        if party.name is not None and len(party.units) > 1:
            yield LabelledPlace(party.role, party.name, "letter", (), weight=3 if _begins_with_address(party) else -1)
        yield from _read_parts(outline, party, roles)
        is_organisation = any(part.kind == "organisation" for part in party.parts)
        if party.person is not None and is_organisation:
            yield LabelledPlace(part_labels()["addressed-person"], party.person, "letter", roles, weight=-6)


def _roles_in(outline: DocumentOutline, role: str) -> tuple[str, ...]:
    """Return what fields call a party in a paper of this kind; what the paper calls the other party is not its name."""
    other = SENDER if role == ADDRESSEE else ADDRESSEE
    mine, theirs = _paper_roles(outline, role), _paper_roles(outline, other)
    return (*(each for each in roles_of(role) if each not in theirs), *mine)


def _paper_roles(outline: DocumentOutline, role: str) -> tuple[str, ...]:
    """Return what a paper of this kind calls a party: the addressee of a 納品書 is its 納品先."""
    kind = {ADDRESSEE: "addressee", SENDER: "sender"}[role]
    titles = ["".join(unit.span.cut(outline.text).split()) for unit in outline.units[:_FIRST_UNITS]]
    rows = read_rows("labels/paper_roles", kind)
    subject = _subject(outline)
    return (
        *(row["role"] for row in rows if any(title.startswith(row["word"]) for title in titles)),
        *(row["role"] for row in read_rows("labels/paper_roles", f"{kind} of mail") if row["word"] in subject),
    )


def _paper_parts(outline: DocumentOutline, kind: str) -> tuple[str, ...]:
    """Return what a paper of this kind calls a part of a letterhead: its persons are doctors."""
    rows = read_rows("labels/paper_roles", kind) if kind in ("person", "department") else []
    titles = ["".join(unit.span.cut(outline.text).split()) for unit in outline.units[:_TITLE_UNITS]] if rows else []
    return tuple(row["role"] for row in rows if any(row["word"] in title for title in titles))


def _subject(outline: DocumentOutline) -> str:
    """Return the subject of a mail that brings something; nothing of one that asks for it."""
    for unit in outline.units:
        if unit.pair is not None and outline.is_header(unit.span):
            said = unit.pair.value.cut(outline.text) if unit.pair.value.pieces else ""
            is_subject = is_a(concept_of(unit.pair.label.cut(outline.text)), "title")
            if is_subject and not any(row["word"] in said for row in read_rows("labels/paper_roles", "asked")):
                return said
    return ""


def _read_parts(outline: DocumentOutline, party: Party, roles: tuple[str, ...]) -> Iterator[LabelledPlace]:
    parts = party.parts
    for place, part in enumerate(parts):
        label = part_labels().get(part.kind)
        if label is None:
            continue
        value: Place = part.span
        following = parts[place + 1] if place + 1 < len(parts) else None
        if part.kind == "address" and following is not None and following.kind == "building":
            value = place_of(outline.text, Cell((part.span, following.span))) or part.span
        is_headed = (
            place > 0 and parts[place - 1].kind == "head" and parts[place - 1].span.cut(outline.text) in _heads()
        )
        # Who stands for a firm is seldom whom one asks.
        weight = _REPRESENTS if part.kind == "person" and is_headed else 0
        for each in (label, *_paper_parts(outline, part.kind)):
            yield LabelledPlace(each, value, "letter", roles, weight=weight)
        if part.kind == "head" and following is not None and following.kind == "person":
            yield LabelledPlace(part.span.cut(outline.text), following.span, "letter", roles)
            is_head = is_a(concept_of(part.span.cut(outline.text)), "part") or part.span.cut(outline.text) in _heads()
            if is_head:
                yield LabelledPlace(part_labels()["representative"], following.span, "letter", roles)


def roles_of(role: str) -> tuple[str, ...]:
    """Return what fields call the addressee or the sender of a letter."""
    kind = {ADDRESSEE: "addressee", SENDER: "sender"}.get(role)
    return tuple(row["word"] for row in read_rows("labels/parts", kind)) if kind else ()


def context_of_party(role: str) -> tuple[str, ...]:
    """Return what says whose a part of a letter is: names of the party, for the sender also of who is to be asked."""
    more = tuple(row["word"] for row in read_rows("labels/parts", "sender-side")) if role == SENDER else ()
    return (*roles_of(role), *more)


def part_labels() -> dict[str, str]:
    """Return what the parts of a letterhead are called."""
    return word_map("labels/part_labels", "word", column="part")


def _begins_with_address(party: Party) -> bool:
    return bool(party.parts) and party.parts[0].kind in ("address", "postal-code")


def _heads() -> frozenset[str]:
    return frozenset(row["word"] for row in read_rows("labels/addresses", "head"))
