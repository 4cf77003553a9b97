"""The parties of a document: whom a letter addresses, who sends it, and what stands in the block of each.

Addressees by 御中 or 様 at the end of a line, senders by what a letterhead has; 甲 and others that headings name are in
the outline. Left out: which fields ask for whom (`naming`, by `labels/parts`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sakura_cli.characters.width import count_columns
from sakura_cli.documents.layout import is_sentence
from sakura_cli.lexicon import alternation, word_map, word_set, words
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.labelled.lines import LinePart, has_seal, is_organisation, read_line, strip_seal
from sakura_cli.tasks.extraction.outlining.inline import is_label, read_inline
from sakura_cli.tasks.extraction.outlining.naming import concept_of, is_a
from sakura_cli.tasks.extraction.outlining.outline import DocumentOutline
from sakura_cli.tasks.extraction.outlining.page_line import PageLine
from sakura_cli.text.facts import find_values

ADDRESSEE, SENDER = "<addressee>", "<sender>"

_FIRST_ROWS = 25
_HONORIFIC = alternation([*words("names/honorifics", "organisation", "formal"), *words("labels/letters", "learned")])
_BESIDE_NAME = alternation(words("labels/letters", "beside-name"))
# A wrapped line of prose has particles, too: 本日お越しくださった田中様.
_ADDRESSED = re.compile(
    rf"(?P<who>\S[^\n。、:：はをが]{{0,60}}?)[ 　]*(?P<honorific>{_HONORIFIC})"
    rf"(?:[ 　]*{_BESIDE_NAME})?"
    r"(?:[ 　\t]*(?:[(（][^()（）\n]{1,12}[)）])?[ 　\t]*$|[ 　\t]{2,})"
)
_TO_ORGANISATION = word_set("names/honorifics", "organisation")
_NOBODY = re.compile(alternation(words("labels/letters", "nobody")))
# The head of a paper says whose it is, and more: 一般社団法人 みちのく協会　収支予算書（案）.
_HEADS_PAPER = re.compile(
    rf"[ 　][^ 　]{{0,12}}{alternation(words('labels/papers', 'sheet', 'paper'))}(?:[（(][^（）()]{{1,24}}[)）])?$"
)
# What a town runs is its own sender: みどり台市上下水道局.
_AUTHORITY = re.compile(rf"\S{{1,10}}?{alternation(words('labels/addresses', 'area'))}\S{{2,12}}$")
_BANK = re.compile(alternation(words("labels/addresses", "bank")))
# A name with a blank inside is a person's where both parts are short: 鎌田スポーツ　小森.
_SHOP_AND_PERSON = re.compile(r"(?P<shop>[^\s]{5,20})[ 　]+(?P<person>[一-龠々]{1,4})")
_LABEL_BEFORE = re.compile(r"[（(【\[](?P<label>[^（）()【】\[\]]{1,8})[)）】\]][ 　]*(?=\S)")
_COLUMN_SLACK = 4
_MOST_GAP = 2
_FAR_RIGHT = 20
_GAP = re.compile(r"(?<=\S)(?:[ \t]{3,}|　{3,})")
_SHORT_LINE = 24
_WIDEST_GAP = 6
_CONTACT = frozenset({"postal-code", "address", "building", "head", "registration", "phone"})


@dataclass
class Party:
    """A party: the units of its block, and the parts of their lines."""

    role: str
    units: list[PageLine] = field(default_factory=list)
    parts: list[LinePart] = field(default_factory=list)
    # Whom or what a letter names first.
    name: Span | None = None
    person: Span | None = None


def find_addressee(outline: DocumentOutline) -> Party | None:
    """Return whom the first lines address; None where several that do not belong together are addressed."""
    text = outline.text
    lines = [
        unit
        for unit in outline.units
        if unit.kind in ("line", "heading") and unit.row < _FIRST_ROWS and not outline.is_header(unit.span)
    ]
    addressed = [(unit, match) for unit in lines if (match := _ADDRESSED.match(text, *unit.span)) is not None]
    if not addressed or len({unit.row for unit, _ in addressed}) > 2:
        return None
    organisations = [each for each in addressed if each[1]["honorific"] in _TO_ORGANISATION]
    persons = [each for each in addressed if each not in organisations]
    if len(organisations) > 1 or len(persons) > 1:
        return None
    party = Party(ADDRESSEE, [unit for unit, _ in addressed])
    if organisations:
        party.name = _without_label(text, Span(*organisations[0][1].span("who")))
        above = _line_above(lines, organisations[0][0])
        if above is not None and _is_department_of(text, party.name, _first_piece(text, above.span)):
            party.units.insert(0, above)
            party.name = _first_piece(text, above.span)
        party.person = Span(*persons[0][1].span("who")) if persons else None
    else:
        [(unit, match)] = persons[:1]
        who = _person_of(text, _without_label(text, Span(*match.span("who"))))
        above = _line_above(lines, unit)
        if above is not None and _heads_person(outline, above) and not is_organisation(who.cut(text)):
            party.units.insert(0, above)
            party.name, party.person = _firm_of(text, above.span), who
        elif _NOBODY.search(match["who"]):
            return None
        else:
            party.name = who
            party.person = None if is_organisation(who.cut(text)) else who
            if (both := _SHOP_AND_PERSON.fullmatch(text, *who)) is not None:
                party.name, party.person = Span(*both.span("shop")), Span(*both.span("person"))
    _extend(outline, party, is_addressee=True)
    return party


def _without_label(text: str, who: Span) -> Span:
    """Return who is addressed without the label in brackets before the name: (宛先) 東雲組合."""
    label = _LABEL_BEFORE.match(text, *who)
    return Span(label.end(), who.end) if label is not None and is_label(label["label"]) else who


def _person_of(text: str, who: Span) -> Span:
    """Return the person among what stands before the honorific: 循環器内科　猪瀬 晶, 医師　宇喜多 拓."""
    first = re.match(r"\S+(?=[ 　\t]+\S)", text[who.start : who.end])
    if first is not None and is_a(concept_of(first.group()), "named"):
        rest = text[who.start + first.end() : who.end]
        return Span(who.end - len(rest.lstrip(" 　\t")), who.end)
    persons = [part.span for part in read_line(text, who) if part.kind == "person"]
    return persons[0] if len(persons) == 1 else who


def _firm_of(text: str, line: Span) -> Span:
    """Return the firm that a line names, without its department."""
    named = [part.span for part in read_line(text, line) if part.kind == "organisation"]
    return named[0] if len(named) == 1 else _first_piece(text, line)


def _heads_person(outline: DocumentOutline, above: PageLine) -> bool:
    """Say whether the line above a person names whom he is with: an organisation, or what a mail begins with."""
    words_ = above.span.cut(outline.text)
    if is_organisation(words_):
        return True
    first = next((unit for unit in outline.units if not outline.is_header(unit.span)), None)
    is_mail = bool(outline.units) and outline.is_header(outline.units[0].span)
    is_plain = not is_sentence(words_) and not _NOBODY.search(words_) and not find_values(words_, "date")
    return is_mail and first is above and is_plain and len(words_) <= _SHORT_LINE


def find_sender(outline: DocumentOutline, addressee: Party | None) -> Party | None:
    """Return who sends the letter: the block of lines that names an organisation or person as a letterhead does."""
    taken = {unit.index for unit in addressee.units} if addressee else set()
    best: tuple[int, Party] | None = None
    for unit in outline.units:
        if unit.kind not in ("line", "heading") or unit.index in taken or _is_party_block(outline, unit):
            continue
        parts = read_line(outline.text, unit.span)
        name = next((part.span for part in parts if part.kind == "organisation"), None)
        if read_inline(outline.text, unit.span) or _HEADS_PAPER.search(unit.span.cut(outline.text)):
            continue
        if name is None or _BANK.search(name.cut(outline.text)) or _says_addressee(outline, addressee, name):
            continue
        if outline.is_quoted(unit.span) or _ADDRESSED.match(outline.text, *unit.span):
            continue
        party = Party(SENDER, [unit], name=name)
        _extend(outline, party, is_addressee=False, taken=taken)
        weight = 2 * len({part.kind for part in party.parts} & _CONTACT) + len(party.units)
        if best is None or weight > best[0]:
            best = weight, party
    if best is not None:
        return best[1]
    return _find_unnamed(outline, taken, least_column=0 if addressee else _FAR_RIGHT)


def roles_of_units(outline: DocumentOutline, addressee: Party | None, sender: Party | None) -> dict[int, str]:
    """Return of which party each unit is: by its block, and whoever is addressed beside a label is of the addressee."""
    roles = {unit.index: party.role for party in (addressee, sender) if party is not None for unit in party.units}
    for unit in outline.units:
        is_said = unit.pair is not None and unit.pair.value.pieces and not outline.is_header(unit.span)
        if not is_said or unit.pair is None or addressee is None or unit.row >= _FIRST_ROWS:
            continue
        is_person = is_a(concept_of(unit.pair.label.cut(outline.text)), "named")
        if is_person and _ADDRESSED.match(outline.text, *unit.pair.value.pieces[0]) is not None:
            roles.setdefault(unit.index, ADDRESSEE)
    return roles


def _find_unnamed(outline: DocumentOutline, taken: set[int], *, least_column: int) -> Party | None:
    """Return a sender whose name has no legal form: what stands by an address or a seal and is neither."""
    for unit in outline.units:
        if unit.kind != "line" or unit.index in taken or _is_party_block(outline, unit) or unit.column < least_column:
            continue
        parts = read_line(outline.text, unit.span)
        kinds = {part.kind for part in parts}
        is_person = "person" in kinds and bool(kinds & {"department", "head"}) and unit.row < _FIRST_ROWS
        if not (kinds & {"address", "postal-code"} or has_seal(outline.text, unit.span) or is_person):
            continue
        party = Party(SENDER, [unit])
        _extend(outline, party, is_addressee=False, taken=taken)
        party.name = next((name for each in party.units if (name := _find_name(outline.text, each)) is not None), None)
        if party.name is not None:
            return party
    return None


def _find_name(text: str, unit: PageLine) -> Span | None:
    """Return the first word of a line before a post, or the whole of a line that nothing else explains."""
    if unit.kind != "line":
        return None
    parts = read_line(text, unit.span)
    if any(part.kind == "organisation" for part in parts):
        return next(part.span for part in parts if part.kind == "organisation")
    if any(part.kind in ("address", "postal-code", "building", "phone", "registration") for part in parts):
        return None
    if [part.kind for part in parts] == ["department"] and _AUTHORITY.match(unit.span.cut(text)):
        return parts[0].span
    first = re.match(r"[^ 　\t]+(?=[ 　\t]+(\S+)[ 　\t])", unit.span.cut(text))
    if first and _is_post(first[1]) and not any(part.kind == "department" for part in parts):
        return Span(unit.span.start, unit.span.start + first.end())
    head = next((part.span for part in parts if part.kind == "head"), None)
    person = next((part.span for part in parts if part.kind == "person"), None)
    if head is not None and person is not None:
        return Span(head.start, person.end)
    return person


def _is_post(word: str) -> bool:
    return word in words("names/titles", "post") or word in words("labels/addresses", "head")


def _extend(outline: DocumentOutline, party: Party, *, is_addressee: bool, taken: set[int] | None = None) -> None:
    """Add the lines and pairs around a party's that stand in the same column, without a gap, and read their parts."""
    first = party.units[0]
    members = {unit.index: unit for unit in party.units}
    for step in (1, -1):
        row = party.units[-1 if step > 0 else 0].row
        ordered = [unit for unit in outline.units if (unit.row - row) * step >= 0 and unit.index not in members]
        for unit in sorted(ordered, key=lambda unit: (unit.row * step, unit.column)):
            if abs(unit.column - first.column) > 2 * _COLUMN_SLACK and not _is_behind(outline, unit, members.values()):
                continue
            if abs(unit.row - row) > (1 if is_addressee else _MOST_GAP) or unit.index in (taken or ()):
                break
            is_sure = _belongs(outline, unit, is_addressee=is_addressee, is_above=step < 0)
            if not is_sure and (is_addressee or step < 0 or not _may_belong(outline, unit)):
                break
            members[unit.index] = unit
            row = unit.row
    party.units = sorted(members.values(), key=lambda unit: unit.index)
    party.parts = [part for unit in party.units if unit.kind != "pair" for part in read_line(outline.text, unit.span)]


def _is_behind(outline: DocumentOutline, unit: PageLine, members: Iterable[PageLine]) -> bool:
    """Say whether a unit stands on the line of a member, right after it."""
    return any(
        unit.row == other.row
        and unit.span.start >= other.span.end
        and count_columns(outline.text[other.span.end : unit.span.start]) <= _WIDEST_GAP
        for other in members
    )


def _belongs(outline: DocumentOutline, unit: PageLine, *, is_addressee: bool, is_above: bool) -> bool:
    """Say whether a unit may stand in the block of a party."""
    if unit.kind == "pair" and unit.pair is not None:
        return is_a(concept_of(unit.pair.label.cut(outline.text)), "part") or any(
            is_a(concept_of(inner.label.cut(outline.text)), "part") for inner in read_inline(outline.text, unit.span)
        )
    if unit.kind not in ("line", "heading"):
        return False
    if _ADDRESSED.match(outline.text, *unit.span):
        return is_addressee
    parts = read_line(outline.text, unit.span)
    if any(part.kind == "organisation" for part in parts):
        return is_above and is_addressee
    if parts:
        return True
    inline = read_inline(outline.text, unit.span)
    return bool(inline) and all(is_a(concept_of(each.label.cut(outline.text)), "part") for each in inline)


def _may_belong(outline: DocumentOutline, unit: PageLine) -> bool:
    """Say whether a line that nothing explains may be one of a letterhead: a short one without a label."""
    words_ = unit.span.cut(outline.text)
    return (
        unit.kind == "line"
        and len(words_) <= _SHORT_LINE
        and not is_sentence(words_)
        and not read_inline(outline.text, unit.span)
        and not find_values(words_, "date")
        and not find_values(words_, "amount")
    )


def _first_piece(text: str, line: Span) -> Span:
    """Return what stands on a line before a wide gap."""
    gap = _GAP.search(text, *line)
    return Span(line.start, gap.start()) if gap else line


def _is_department_of(text: str, name: Span, above: Span) -> bool:
    """Say whether a line names a department, and the one above it the organisation."""
    parts = read_line(text, name)
    return bool(parts) and parts[0].kind == "department" and is_organisation(above.cut(text))


def _line_above(lines: Sequence[PageLine], unit: PageLine) -> PageLine | None:
    return next(
        (
            other
            for other in reversed(lines)
            if other.row == unit.row - 1 and abs(other.column - unit.column) <= _COLUMN_SLACK
        ),
        None,
    )


def _says_addressee(outline: DocumentOutline, addressee: Party | None, name: Span) -> bool:
    return (
        addressee is not None
        and addressee.name is not None
        and name.cut(outline.text) in addressee.name.cut(outline.text)
    )


def _is_party_block(outline: DocumentOutline, unit: PageLine) -> bool:
    """Say whether a unit stands under the name of a party, as 甲 and 乙 do."""
    return any(outline.units[index].style == "role" for index in unit.headings)


def _find_labelled_names(outline: DocumentOutline, units: Sequence[PageLine]) -> dict[str, Span]:
    """Return the names that labels in a block give a party: 商号, 氏名."""
    labels = word_map("labels/part_labels", "part")
    found: dict[str, Span] = {}
    for unit in units:
        concept = concept_of(unit.pair.label.cut(outline.text)) if unit.pair is not None else None
        if unit.pair is not None and unit.pair.value.pieces and (part := labels.get(concept or "")):
            found.setdefault(part, strip_seal(outline.text, unit.pair.value.pieces[0]))
    return found


def _spans_of(unit: PageLine) -> Sequence[Span]:
    """Return what of a unit says something of a party: a line, or the value of a label."""
    if unit.pair is not None:
        return unit.pair.value.pieces
    return (unit.span,) if unit.kind in ("line", "heading") else ()


def _read_addressed(text: str, span: Span) -> list[LinePart]:
    """Return the parts of a line of a party's block; whoever is addressed on it is a person, if nothing else."""
    parts = read_line(text, span)
    addressed = None if parts else _ADDRESSED.match(text, *span)
    if addressed is None or addressed["honorific"] in _TO_ORGANISATION or read_inline(text, span):
        return parts
    return [LinePart("person", Span(*addressed.span("who")))]


def read_blocks(outline: DocumentOutline) -> Iterator[Party]:
    """Yield the parties that headings name, with the lines under each: 甲, 貸主, お届け先."""
    for heading in outline.units:
        if heading.kind != "heading" or heading.style != "role":
            continue
        units = [unit for unit in outline.units if heading.index in unit.headings]
        parts = [part for unit in units for span in _spans_of(unit) for part in _read_addressed(outline.text, span)]
        named = _find_labelled_names(outline, units)
        if parts or named:
            name = next((part.span for part in parts if part.kind == "organisation"), named.get("organisation"))
            person = next((part.span for part in parts if part.kind == "person"), named.get("person"))
            yield Party(outline.words_of(heading), units, parts, name or person, person)
