"""The bullets and numbers of a shape's paragraphs: what they say themselves, their shape, its layout and master."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from sakura_cli.documents.reading.office.shown.numerals import write_number
from sakura_cli.documents.reading.office.shown.symbols import map_symbols

LEVELS = 9
_BULLET = "・"
# How `a:buAutoNum` calls the forms of numbers, and what stands around them.
_FORMS = {
    "arabic": "decimal",
    "arabicDb": "decimalFullWidth",
    "alphaUc": "upperLetter",
    "alphaLc": "lowerLetter",
    "romanUc": "upperRoman",
    "romanLc": "lowerRoman",
    "circleNumDb": "decimalEnclosedCircle",
    "circleNumWdWhite": "decimalEnclosedCircle",
    "circleNumWdBlack": "decimalEnclosedCircle",
    "ea1JpnKor": "japaneseCounting",
    "ea1JpnChsDb": "japaneseCounting",
    "ea1Chs": "japaneseCounting",
    "ea1Cht": "japaneseCounting",
}
_AROUND = {"Period": ("", "."), "ParenR": ("", ")"), "ParenBoth": ("(", ")"), "Minus": ("- ", " -"), "Plain": ("", "")}


@dataclass
class BulletCounter:
    """Counts the numbered paragraphs of one shape; `styles` are the lists of levels that hold for it, nearest first."""

    styles: Sequence[Element]
    _counts: dict[int, tuple[str, int]] = field(default_factory=dict)

    def label(self, properties: Element | None, level: int) -> str | None:
        """Return what stands before the next paragraph, with its blank; None where nothing does."""
        bullet, font = self._find(properties, level)
        for deeper in [each for each in self._counts if each > level]:
            del self._counts[deeper]
        if bullet is None or bullet.tag == "a-buNone":
            self._counts.pop(level, None)
            return None
        if bullet.tag != "a-buAutoNum":
            mark = map_symbols(bullet.get("char", ""), font, unknown=_BULLET)
            self._counts.pop(level, None)
            return f"{mark or _BULLET} "
        scheme = bullet.get("type", "arabicPeriod")
        counted, count = self._counts.get(level, ("", 0))
        start = bullet.get("startAt", "1")
        key = f"{scheme} {start}"
        count = count + 1 if counted == key else int(start) if start.isdecimal() else 1
        self._counts[level] = (key, count)
        return f"{_write(scheme, count)} "

    def _find(self, properties: Element | None, level: int) -> tuple[Element | None, str]:
        """Return the nearest bullet that something says, and the nearest font of bullets."""
        bullet: Element | None = None
        font = ""
        name = f"a-lvl{min(level, LEVELS - 1) + 1}pPr"
        for each in (properties, *(style.find(name) for style in self.styles)):
            for child in each if each is not None else ():
                if child.tag == "a-buFont":
                    font = font or child.get("typeface", "")
                elif bullet is None and child.tag in ("a-buNone", "a-buChar", "a-buAutoNum", "a-buBlip"):
                    bullet = child
            if bullet is not None:
                break
        return bullet, font


def _write(scheme: str, value: int) -> str:
    ending = next((each for each in _AROUND if scheme.endswith(each)), "")
    before, after = _AROUND.get(ending, ("", ""))
    return before + write_number(value, _FORMS.get(scheme.removesuffix(ending), "decimal")) + after
