"""The numbers Word shows before paragraphs: 第3条, 2.1, (イ), ①, counted as the document is read from its beginning.

Left out: which paragraph has which list, which its properties and its style say (`styles`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from xml.etree.ElementTree import Element

from sakura_cli.documents.reading.office.shown.counting import NumberingLevel, count_paragraph
from sakura_cli.documents.reading.office.word.values import is_on, read_integer, value_of

LEVELS = 9


class Numbering:
    """The lists of a document, and how far each has been counted. `root` is that of the part for numbering, if any."""

    def __init__(self, root: Element | None, list_styles: dict[str, str]) -> None:
        self._abstract: dict[str, dict[int, NumberingLevel]] = {}
        self._lists: dict[str, str] = {}
        self._own_levels: dict[tuple[str, int], NumberingLevel] = {}
        self._own_starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        links: dict[str, str] = {}
        for each in root.iterfind("w-abstractNum") if root is not None else ():
            name = each.get("w-abstractNumId", "")
            self._abstract[name] = dict(_read_levels(each))
            if (style := value_of(each, "w-numStyleLink")) is not None:
                links[name] = style
        for each in root.iterfind("w-num") if root is not None else ():
            self._read_list(each)
        for name, style in links.items():
            # A list that is only a name for the list of a style.
            target = self._lists.get(list_styles.get(style, ""))
            if target in self._abstract and target != name:
                self._abstract[name] = self._abstract[target]

    def find_level(self, name: str, style: str) -> int | None:
        """Return the level of a list that belongs to a style of paragraphs."""
        for level in range(LEVELS):
            found = self._level(name, level)
            if found is not None and found.style == style:
                return level
        return None

    def count(self, name: str, level: int) -> str | None:
        """Count a paragraph of a list and return what stands before it, with its blank; None without such a list."""
        if self._level(name, level) is None:
            return None
        counts = self._counts.setdefault(self._lists[name], {})
        start = self._own_starts.pop((name, level), None)
        return count_paragraph(partial(self._level, name), counts, level, start=start)

    def _level(self, name: str, level: int) -> NumberingLevel | None:
        own = self._own_levels.get((name, level))
        return own or self._abstract.get(self._lists.get(name, ""), {}).get(level)

    def _read_list(self, element: Element) -> None:
        name = element.get("w-numId", "")
        self._lists[name] = value_of(element, "w-abstractNumId") or ""
        for override in element.iterfind("w-lvlOverride"):
            level = read_integer(override.get("w-ilvl")) or 0
            for _, found in _read_levels(override):
                self._own_levels[name, level] = found
            start = read_integer(value_of(override, "w-startOverride"))
            if start is not None:
                self._own_starts[name, level] = start
                if (name, level) in self._own_levels:
                    self._own_levels[name, level] = replace(self._own_levels[name, level], start=start)


def _read_levels(element: Element) -> Iterator[tuple[int, NumberingLevel]]:
    for each in element.iterfind("w-lvl"):
        suffix = {"nothing": ""}.get(value_of(each, "w-suff") or "", " ")
        fonts = each.find("w-rPr/w-rFonts")
        start = read_integer(value_of(each, "w-start"))
        yield (
            read_integer(each.get("w-ilvl")) or 0,
            NumberingLevel(
                start=0 if start is None else start,
                form=_read_form(each),
                text=value_of(each, "w-lvlText") or "",
                suffix=suffix,
                restart=read_integer(value_of(each, "w-lvlRestart")),
                style=value_of(each, "w-pStyle"),
                is_legal=is_on(each.find("w-isLgl")),
                font=(fonts.get("w-hAnsi") or fonts.get("w-ascii") or "") if fonts is not None else "",
                is_hidden=is_on(each.find("w-rPr/w-vanish")),
            ),
        )


def _read_form(level: Element) -> str:
    """Return the form of a level's numbers; one of Word 2010 and later stands beside a form for older programs."""
    form = value_of(level, "mc-AlternateContent/mc-Choice/w-numFmt") or value_of(level, "w-numFmt") or "decimal"
    if form == "custom":
        form = value_of(level, "mc-AlternateContent/mc-Fallback/w-numFmt") or "decimal"
    return form
