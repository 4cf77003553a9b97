"""The values of an extraction as a review page lists them: fields one below the other, small records as a table.

What was looked for and not found is listed, too. All text is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from sakura_cli.localization import gettext as _
from sakura_cli.tasks.extraction.result import ExtractionPayload, ValueSpan

# Records with more fields than this are listed field by field: beside the text there is no room for more columns.
_MAX_COLUMNS = 4


def list_values(number: int, found: ExtractionPayload) -> str:
    """Return the tables of the values of a document's result, whose position on the page is `number`."""
    return "".join(_List(number, found).tables(found.data, "", ""))


def describe(span: ValueSpan) -> str:
    """Return what a mark says when it is pointed at: 金額 = 1280."""
    value = "—" if span.value is None else span.value
    said = f"{span.path} = {value}"
    return said + " · " + _("written differently") if span.alignment == "FUZZY" else said


class _List:
    def __init__(self, number: int, found: ExtractionPayload) -> None:
        self._number = number
        self._spans = {span.path: (index, span) for index, span in enumerate(found.spans)}
        self._turned_down: dict[str, list[str]] = {}
        for each in found.turned_down:
            self._turned_down.setdefault(each.path, []).append(each.raw)
        self._qualifiers = {note.path: note.qualifiers for note in found.qualifiers or ()}

    def tables(self, data: Any, path: str, title: str) -> Iterator[str]:
        """Yield the tables of a record, or of a list of records."""
        if isinstance(data, list):
            yield from self._records(data, path, title)
            return
        rows: list[str] = []
        rest: list[tuple[Any, str, str]] = []
        for name, member in data.items():
            below = f"{path}.{name}" if path else name
            if isinstance(member, dict) or (isinstance(member, list) and any(isinstance(i, dict) for i in member)):
                rest.append((member, below, f"{title} › {name}" if title else name))
            elif isinstance(member, list) and member:
                items = "".join(f"<div>{self._value(f'{below}[{index}]')}</div>" for index in range(len(member)))
                rows.append(f"<tr><th>{_isolate(name)}</th><td>{items}</td></tr>")
            else:
                rows.append(f"<tr><th>{_isolate(name)}</th>{self._cell(below)}</tr>")
        if rows:
            yield f"{_heading(title)}<table><tbody>{''.join(rows)}</tbody></table>\n"
        for member, below, heading in rest:
            yield from self.tables(member, below, heading)

    def _records(self, records: Sequence[Any], path: str, title: str) -> Iterator[str]:
        if not records:
            yield f"{_heading(title)}<p>{_nothing()}</p>\n"
            return
        names = list(dict.fromkeys(name for record in records for name in record))
        is_plain = not any(isinstance(member, dict | list) for record in records for member in record.values())
        if is_plain and len(names) <= _MAX_COLUMNS:
            head = "".join(f"<th>{_isolate(name)}</th>" for name in names)
            rows = (
                f"<tr>{''.join(self._cell(f'{path}[{index}].{name}') for name in names)}</tr>"
                for index in range(len(records))
            )
            yield f"{_heading(title)}<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>\n"
            return
        for index, record in enumerate(records):
            yield from self.tables(record, f"{path}[{index}]", f"{title} {index + 1}".strip())

    def _cell(self, path: str) -> str:
        return f"<td>{self._value(path)}</td>"

    def _value(self, path: str) -> str:
        """Return a value that leads to its place, with the words of the source where they differ."""
        index, span = self._spans.get(path, (0, None))
        others = self._turned_down.get(path, [])
        refused = f"<small>{escape(_others(others))}</small>" if others else ""
        if span is None:
            return _nothing() + refused
        value = "—" if span.value is None else str(span.value)
        place, row = f"v{self._number}-{index}", f"r{self._number}-{index}"
        said = [f"<bdi>{escape(span.raw)}</bdi>"] if span.raw != value else []
        if span.alignment == "FUZZY":
            said.append(escape(_("written differently")))
        said += [escape(word) for word in _qualify(self._qualifiers.get(path, {}))]
        if span.found == "model":
            said.append(escape(_("named by the model")))
        notes = f"<small>{' · '.join(said)}</small>" if said else ""
        return f'<a id="{row}" href="#{place}" title="{escape(path)}">{_isolate(value)}</a>{notes}{refused}'


def _qualify(said: Mapping[str, Any]) -> Iterator[str]:
    """Yield in words what there is to say of a value."""
    for name in ("currency", "unit"):
        if name in said:
            yield str(said[name])
    if said.get("tax") in ("included", "excluded"):
        yield _("tax included") if said["tax"] == "included" else _("tax excluded")
    if said.get("approximate"):
        yield _("approximate")
    if said.get("alternatives"):
        yield _("possible: {values}").format(values=" / ".join(map(str, said["alternatives"])))


def _others(raws: Sequence[str]) -> str:
    """Say which other values there are that fitted less."""
    return _("not taken: {values}").format(values=" / ".join(raws))


def _nothing() -> str:
    said = _("not found")
    return f'<span class="none">{escape(said)}</span>'


def _heading(title: str) -> str:
    return f"<h2>{_isolate(title)}</h2>\n" if title else ""


def _isolate(text: str) -> str:
    return f"<bdi>{escape(text)}</bdi>"
