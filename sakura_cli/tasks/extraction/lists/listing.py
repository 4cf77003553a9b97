"""Lists that stand below a heading or after a label: items of text, names, and records that a line each makes.

Left out: tables with a header (`items`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sakura_cli.characters.fold import fold
from sakura_cli.documents.blocks import Cell, Table
from sakura_cli.documents.layout import is_sentence
from sakura_cli.lexicon import alternation, words
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.cell_words import split_listed
from sakura_cli.tasks.extraction.fields import CHOICE, Field, one_of
from sakura_cli.tasks.extraction.labelled.likely import find_likely
from sakura_cli.tasks.extraction.labelled.place import LabelledPlace
from sakura_cli.tasks.extraction.lists.gapped_rows import find_gapped_tables, make_table
from sakura_cli.tasks.extraction.lists.typed_columns import cell_of, match_columns
from sakura_cli.tasks.extraction.outlining.inline import drop_marker, is_label, read_inline
from sakura_cli.tasks.extraction.outlining.naming import LEAST, compare, concept_of, is_a, names_of
from sakura_cli.tasks.extraction.outlining.outline import DocumentOutline
from sakura_cli.tasks.extraction.outlining.page_line import PageLine
from sakura_cli.tasks.extraction.range_ends import find_end, is_range
from sakura_cli.tasks.extraction.relations.items import read_cell
from sakura_cli.tasks.extraction.source import IndexedDocument, Leaf, Node

_LEAD = re.compile(
    r"(?P<who>[^\s:、。()]{1,12}(?:[ ](?!\.\.\.|…)[^\s:、。()]{1,6})?)[ ]*(?:[:]|→|(?:\.\.\.|…)+|[ ]{2,}|[ ]-[ ])[ ]*"
)
_NOTE = re.compile(r"[ ]*[(\[][^()\[\]]*[)\]][ 。]*$")
_PHRASE = re.compile(r"[をにがはで]|[うくすつぬむるい]$")
_LONGEST_NAME = 10
_REMARK = re.compile(r"[※＊(（]")
_AND = re.compile(rf"[・、，,/／&＆]|{alternation(words('labels/joints'))}")
_UNTIL = re.compile(rf"{alternation(words('labels/range_words', 'until'))}に?")
_LEADER = re.compile(r"(?:→|\.\.\.|…)[ .…]*$")
_EDGES = " 　\t、。，,・:：→…()（）[]"


def find_list_heading(outline: DocumentOutline, wanted: Field) -> PageLine | None:
    """Return the heading whose items a list field asks for; of several that fit the best."""
    best: tuple[int, PageLine] | None = None
    for unit in outline.units:
        if unit.kind != "heading" or unit.style == "role":
            continue
        heading = outline.words_of(unit)
        said = [heading, *re.findall(r"[（(]([^（）()]{2,12})[)）]", heading)]
        score = max(compare(name, each) for name in names_of(wanted) for each in said)
        if score < LEAST and _names_members(heading, wanted):
            score = LEAST
        if score >= LEAST and (best is None or score > best[0]) and outline.body_of(unit):
            best = score, unit
    return best[1] if best else None


def _names_members(heading: str, wanted: Field) -> bool:
    """Say whether a heading names what the records of a list consist of: 訪問先と面談者."""
    parts = [part for part in _AND.split(heading) if part]
    named = [part for part in parts if any(compare(field.name, part) >= LEAST for field in wanted.fields)]
    return len(named) == len(parts) > 1


def list_lines(outline: DocumentOutline, heading: PageLine) -> list[PageLine]:
    """Return the items below a heading: what stands right under it, and not what stands under another."""
    body = outline.body_of(heading)
    lines = [unit for unit in body if unit.headings and unit.headings[-1] == heading.index and unit.kind != "table"]
    if not lines or not _is_marked(outline, lines[0]):
        return lines
    # Behind items with marks, what stands as far left without one is none.
    stops = (at for at, unit in enumerate(lines) if unit.column <= lines[0].column and not _is_marked(outline, unit))
    return lines[: next(stops, None)]


def _is_marked(outline: DocumentOutline, unit: PageLine) -> bool:
    return drop_marker(outline.text, unit.span).start > unit.span.start


def extract_section(source: IndexedDocument, outline: DocumentOutline, wanted: Field) -> list[Node] | None:
    """Return the items of a list field that stand below its heading; None where it has none."""
    heading = find_list_heading(outline, wanted)
    if heading is None:
        return None
    if wanted.is_group:
        found = _read_records(source, outline, heading, wanted.fields)
        return found or None
    item = one_of(wanted)
    if item.type == CHOICE:
        return None
    lines = [unit.span for unit in list_lines(outline, heading)]
    is_told = item.type == "name" and any(is_sentence(line.cut(source.text)) for line in lines)
    spans = [drop_marker(source.text, line) for line in lines] if not is_told else []
    leaves = [leaf for span in spans for leaf in source.cells(wanted, span, whole=True) if leaf is not None]
    return [*leaves] or None


def extract_listed(source: IndexedDocument, places: Iterable[LabelledPlace], wanted: Field) -> list[Node] | None:
    """Return the records that a label's value lists on its lines: 備品　マイク 2本、スクリーン 1台.

    Each part has to have a value for every field.
    """
    members = [field for field in wanted.fields if field.type != "honorific"]
    if len(members) < max(2, len(wanted.fields)):
        return None
    for place in places:
        is_named = max(compare(name, place.label, place.context) for name in names_of(wanted)) >= LEAST
        if not is_named and not _names_members(place.label, wanted):
            continue
        pieces = place.value.pieces if isinstance(place.value, Cell) else (place.value,)
        lines = [line for piece in pieces for line in _lines_of(source.text, piece)]
        gapped = make_table(source, [line for line in lines if not _REMARK.match(source.text, *line)])
        if gapped is not None and match_columns(source, gapped, members) is not None:
            return _read_table(source, gapped, members)
        if all(field.is_free for field in members):
            continue
        # A number in brackets counts the line; those with circles may count what stands on it.
        bare = [drop_marker(source.text, line) if source.text[line.start] in "（(" else line for line in lines]
        parts = [part for line in bare for part in split_listed(source.text, line)]
        records = [_read_part(source, part, members) for part in parts]
        # What stands below the records says something of them: （１）または（２）のいずれか.
        while (
            len(records) > 2 and records[-1] is None and not any(_candidates(source, members, parts[len(records) - 1]))
        ):
            records.pop()
        if records and all(record is not None for record in records):
            return [record for record in records if record is not None]
    return None


def _candidates(source: IndexedDocument, fields: Sequence[Field], part: Span) -> list[Span]:
    """Return where values of typed fields stand in a part."""
    return [span for field in fields if not field.is_free for span in source.candidates(field, part)]


def _read_part(source: IndexedDocument, part: Span, fields: Sequence[Field]) -> dict[str, Node] | None:
    record = read_record(source, drop_marker(source.text, part), fields)
    if record is None or any(record[field.name] in (None, []) for field in fields):
        return None
    return record


def _lines_of(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for line in span.cut(text).split("\n"):
        if line.strip(" 　\t"):
            left = len(line) - len(line.lstrip(" 　\t"))
            yield Span(start + left, start + len(line.rstrip(" 　\t")))
        start += len(line) + 1


def extract_unheaded(source: IndexedDocument, outline: DocumentOutline, wanted: Field) -> list[Node] | None:
    """Return the rows of the only table without a header and heading whose columns can be told for all fields."""
    members = [field for field in wanted.fields if field.type != "honorific"]
    if len(members) < len(wanted.fields) or all(field.is_free for field in members):
        return None
    tables = [unit.block.table for unit in outline.units if unit.kind == "table" and unit.block.table is not None]
    found = [
        table
        for table in tables
        if not table.header_rows and len(table.rows) > 1 and match_columns(source, table, members) is not None
    ]
    if not found:
        gapped = find_gapped_tables(source, outline)
        found = [table for table in gapped if match_columns(source, table, members, is_exact=True) is not None]
    return _read_table(source, found[0], members) or None if len(found) == 1 else None


def _read_records(
    source: IndexedDocument, outline: DocumentOutline, heading: PageLine, fields: Sequence[Field]
) -> list[Node]:
    records: list[Node] = []
    for unit in outline.body_of(heading):
        if unit.kind == "table" and unit.block.table is not None and not unit.block.table.header_rows:
            records += _read_table(source, unit.block.table, fields)
    if records:
        return records
    lines = [unit.span for unit in list_lines(outline, heading) if unit.kind == "line"]
    gapped = make_table(source, [line for line in lines if not _REMARK.match(source.text, *line)])
    if gapped is not None and match_columns(source, gapped, fields) is not None:
        return _read_table(source, gapped, fields)
    for unit in list_lines(outline, heading):
        record = read_record(source, drop_marker(source.text, unit.span), fields)
        if record is not None:
            records.append(record)
    return records


def read_record(source: IndexedDocument, line: Span, fields: Sequence[Field]) -> dict[str, Node] | None:
    """Read a line as a record: who leads it, what its types tell, and the words that are left; None if it has none."""
    text = source.text
    record: dict[str, Node] = {field.name: [] if field.is_list else None for field in fields}
    rest = line
    names = [field for field in fields if field.type == "name" and not field.is_list] or _find_doers(fields)
    for field in fields:
        if field.type == CHOICE:
            record[field.name] = _found(source.cell(field, line))
    line = rest = _take_labelled(source, line, fields, record)
    folded = fold(line.cut(text))
    lead = _LEAD.match(folded)
    if len(names) == 1 and record[names[0].name] is not None:
        lead = None
    if len(names) == 1 and lead and (_PHRASE.search(lead["who"]) or _leads_to_person(folded, lead)):
        # What is to be done comes first: 原稿を確認する → 片倉.
        tail = _strip_taken(text, Span(line.start + lead.end(), line.end), source.occurrences_in("date", line))
        if tail is not None and 0 < tail.end - tail.start <= _LONGEST_NAME and not _PHRASE.search(tail.cut(text)):
            record[names[0].name] = _found(source.cell(names[0], tail))
            rest = Span(line.start, line.start + lead.end("who"))
            after = Span(line.start + lead.end(), line.end)
            for field in fields:
                if field.type == "date" and len(spans := source.candidates(field, after)) == 1:
                    record[field.name] = _found(source.cell(field, spans[0]))
            lead = None
    if len(names) == 1 and lead:
        who = Span(*lead.span("who")).shift(line.start)
        record[names[0].name] = _found(source.cell(names[0], who))
        rest = Span(line.start + lead.end(), line.end)
    taken: list[Span] = []
    for field in fields:
        if field.is_free or field.is_list or field.is_group or field.type in (CHOICE, "honorific"):
            continue
        if record[field.name] is not None:
            continue
        spans = [span for span in source.candidates(field, rest) if not any(_overlap(span, other) for other in taken)]
        alike = [other for other in fields if other.type == field.type]
        if len(alike) == 2 and {find_end(other) for other in alike} == {"start", "end"}:
            spans = source.candidates(field, rest)
            if len(spans) == 1 and not is_range(source.text, spans, field.type):
                spans = []
            alike = [field]
        if len(spans) == 1 and len(alike) == 1:
            leaf = source.cell(field, spans[0])
            record[field.name] = _found(leaf)
            taken.append(spans[0])
    if len(names) == 1 and record[names[0].name] is None:
        note = _NOTE.search(fold(rest.cut(text)))
        inside = Span(rest.start + note.start(), rest.end) if note else None
        if inside is not None:
            words = [
                Span(*match.span()).shift(inside.start)
                for match in re.finditer(r"[^\s()（）\[\]、,，/／・:：]+", inside.cut(text))
            ]
            words = [word for word in words if not is_label(word.cut(text))]
            people = [
                word
                for word in words
                if not any(_overlap(word, span) for span in taken) and not source.occurrences_in("date", word)
            ]
            if people and len(people[0].cut(text)) <= 8:
                record[names[0].name] = _found(source.cell(names[0], people[0]))
                rest = Span(rest.start, inside.start)
    free = [field for field in fields if field.type == "string" and not field.is_list and field not in names]
    if len(free) == 1 and record[free[0].name] is None:
        words_ = _strip_taken(text, rest, taken)
        if words_ is not None:
            record[free[0].name] = _found(source.cell(free[0], words_))
    return record if any(member not in (None, []) for member in record.values()) else None


def _find_doers(fields: Sequence[Field]) -> list[Field]:
    """Return the field of words that asks who does something, where another asks what: 担当, which may be everybody."""
    free = [field for field in fields if field.type == "string" and not field.is_list]
    doers = [field for field in free if any(is_a(concept_of(name), "sender-side") for name in names_of(field))]
    return doers if len(doers) == 1 and len(free) == len(doers) + 1 else []


def _leads_to_person(folded: str, lead: re.Match[str]) -> bool:
    """Say whether dots or an arrow lead from what is to be done to who does it: 届出 …… 若松（7月3日まで）."""
    tail = _NOTE.sub("", folded[lead.end() :]).strip(_EDGES)
    return _LEADER.search(lead.group()) is not None and 0 < len(tail) < len(lead["who"]) and not _PHRASE.search(tail)


def _take_labelled(source: IndexedDocument, line: Span, fields: Sequence[Field], record: dict[str, Node]) -> Span:
    """Give fields what labels later on a line say, and return the line up to the first of them: … 講師：神尾."""
    end = line.end
    for each in read_inline(source.text, line):
        label = each.label.cut(source.text)
        field = next((f for f in fields if max(compare(name, label) for name in names_of(f)) >= LEAST), None)
        if field is None or field.is_list or field.is_group or each.label.start <= line.start:
            continue
        record[field.name] = _found(source.cell(field, each.value))
        end = min(end, each.label.start)
    for label_, value in find_likely(source.text, Span(line.start, end)):
        said = label_.cut(source.text)
        fitting = [f for f in fields if not (f.is_free or f.is_list or f.is_group) and _is_named(f, said)]
        if len(fitting) == 1 and record[fitting[0].name] is None and label_.start > line.start:
            record[fitting[0].name] = _found(source.cell(fitting[0], value))
            end = min(end, label_.start)
    words_ = source.text[line.start : end]
    return Span(line.start, line.start + len(words_.rstrip(" 　\t、（(")))


def _is_named(field: Field, label: str) -> bool:
    return max(compare(name, label, (), field.type) for name in names_of(field)) >= LEAST


def _strip_taken(text: str, rest: Span, taken: Sequence[Span]) -> Span | None:
    """Take values that have a field of their own off the ends of a line, with the brackets and words around them."""
    start, end = rest
    for span in taken:
        if span.end <= start or span.start >= end:
            continue
        tail = text[span.end : end].strip(_EDGES)
        tail = "" if _UNTIL.fullmatch(tail) else tail
        head = text[start : span.start].strip(_EDGES)
        if len(tail) <= 4 and len(tail) < len(head):
            end = span.start
            opened = text.rfind("（", start, end), text.rfind("(", start, end)
            if max(opened) >= 0 and not re.search(r"[）)]", text[max(opened) : end]):
                end = max(opened)
        elif len(head) <= 4:
            start = span.end
            closing = re.match(r"[ 　]*(?:まで|迄)?(?:に|：|:|、|）|\))*[ 　]*", text[start:end])
            start += closing.end() if closing else 0
    words = text[start:end]
    start += len(words) - len(words.lstrip(" 　\t、：:→…～〜~"))
    end = start + len(text[start:end].rstrip(" 　\t、：:→…/／"))
    return Span(start, end) if start < end else None


def _read_table(source: IndexedDocument, table: Table, fields: Sequence[Field]) -> list[Node]:
    """Read a table without a header: by what stands in its columns, else each row as a line is read."""
    columns = match_columns(source, table, fields)
    records: list[Node] = []
    for row in table.rows:
        if re.match(r"[0-9０-９]{1,2}[.．)）]", row[0].cut(source.text)):
            break  # the next heading
        record: dict[str, Node] | None
        if columns is not None:
            cells = [cell_of(row, columns[field.name]) for field in fields]
            record = {field.name: read_cell(source, field, cell) for field, cell in zip(fields, cells, strict=True)}
        else:
            filled = [cell.span for cell in row if cell.pieces]
            line = Span(filled[0].start, filled[-1].end) if filled else Span(0, 0)
            record = read_record(source, drop_marker(source.text, line), fields) if filled else None
        if record is not None and any(member is not None for member in record.values()):
            records.append(record)
    return records


def _found(leaf: Leaf | None) -> Leaf | None:
    return replace(leaf, found="label") if leaf is not None else None


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
