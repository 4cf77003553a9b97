"""What the styles of an OpenDocument say: titles, hidden text, lists and how they count, what a run looks like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from sakura_cli.documents.reading.office.shown.counting import NumberingLevel
from sakura_cli.documents.reading.office.shown.numerals import write_number
from sakura_cli.lexicon import word_map

_LONGEST_CHAIN = 32
_FORMS = {"": "none", "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
# Other forms are written as their first numbers (ア, イ, ウ, ...).
_FORMS_BY_FIRST = {
    write_number(1, form): form
    for form in (
        "decimalFullWidth",
        "decimalEnclosedCircle",
        "japaneseCounting",
        "japaneseLegal",
        "aiueoFullWidth",
        "aiueo",
        "irohaFullWidth",
        "iroha",
        "ideographTraditional",
        "ideographZodiac",
    )
}
_LOOKS = {
    "fo-font-weight": "b",
    "fo-font-style": "i",
    "fo-color": "color",
    "fo-font-size": "sz",
    "fo-background-color": "highlight",
    "style-text-underline-style": "u",
    "style-text-line-through-style": "strike",
    "style-text-position": "position",
}
_PLAIN = frozenset({"none", "normal", "transparent"})


class OpenStyles:
    """The styles of a document; `roots` are those of the parts that have some, the content's own first."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._styles: dict[tuple[str, str], Element] = {}
        self._lists: dict[str, dict[int, NumberingLevel]] = {}
        self.outline: dict[int, NumberingLevel] = {}
        for root in roots:
            for each in root.iter("style-style"):
                self._styles.setdefault((each.get("style-family", ""), each.get("style-name", "")), each)
            for each in root.iter("text-list-style"):
                self._lists.setdefault(each.get("style-name", ""), dict(_read_levels(each)))
            for each in root.iter("text-outline-style"):
                self.outline = self.outline or {
                    level: found for level, found in _read_levels(each) if found.form != "none"
                }

    def levels(self, name: str | None) -> dict[int, NumberingLevel]:
        """Return the levels of a style of lists, from 0; none where it is not there."""
        return self._lists.get(name or "", {})

    def list_of(self, paragraph_style: str | None) -> str | None:
        """Return the style of lists that a style of paragraphs names."""
        return next(self._say("paragraph", paragraph_style, "style-list-style-name"), None)

    def is_title(self, name: str | None) -> bool:
        """Say whether paragraphs of a style are the title of the document."""
        kinds = word_map("documents/styles", "kind")
        return any(kinds.get(each.lower()) == "title" for each, _ in self._chain("paragraph", name))

    def hides(self, name: str | None) -> bool:
        """Say whether a style hides words."""
        return self._property("text", name, "style-text-properties", "text-display") == "none"

    def is_page_hidden(self, name: str | None) -> bool:
        """Say whether slides of a style are not shown."""
        path = "style-drawing-page-properties"
        return self._property("drawing-page", name, path, "presentation-visibility") == "hidden"

    def name_look(self, name: str | None) -> str:
        """Return the name of what a run of a style looks like; empty for a plain one."""
        names: list[str] = []
        for attribute, short in _LOOKS.items():
            value = self._property("text", name, "style-text-properties", attribute)
            if value and value not in _PLAIN:
                names.append(short if value in ("bold", "italic") else f"{short}={value}")
        return " ".join(names)

    def _property(self, family: str, name: str | None, part: str, attribute: str) -> str | None:
        for _, style in self._chain(family, name):
            found = style.find(part)
            if found is not None and (value := found.get(attribute)) is not None:
                return value
        return None

    def _say(self, family: str, name: str | None, attribute: str) -> Iterator[str]:
        for _, style in self._chain(family, name):
            if value := style.get(attribute):
                yield value

    def _chain(self, family: str, name: str | None) -> Iterator[tuple[str, Element]]:
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get((family, name or ""))
            if style is None:
                if name:
                    yield name, Element("style-style")
                return
            yield name or "", style
            name = style.get("style-parent-style-name")


def _read_levels(style: Element) -> Iterator[tuple[int, NumberingLevel]]:
    for each in style:
        number = each.get("text-level", "")
        if not number.isdecimal() or not 1 <= int(number) <= 9:
            continue
        level = int(number) - 1
        if each.tag == "text-list-level-style-bullet":
            text = each.find("style-text-properties")
            font = "" if text is None else text.get("style-font-name") or text.get("fo-font-family") or ""
            around = each.get("style-num-prefix", ""), each.get("style-num-suffix", "")
            mark = each.get("text-bullet-char", "").join(around)
            yield level, NumberingLevel(form="bullet", text=mark, suffix=_read_suffix(each), font=font)
        elif each.tag != "text-list-level-style-image":
            yield level, _read_number(each, level)
        else:
            yield level, NumberingLevel(form="bullet", suffix=" ")


def _read_number(each: Element, level: int) -> NumberingLevel:
    written = each.get("style-num-format", "")
    form = _FORMS.get(written) or _FORMS_BY_FIRST.get(written[:1], "decimal")
    shown = each.get("text-display-levels", "1")
    first = max(level - (int(shown) if shown.isdecimal() else 1) + 1, 0)
    places = ".".join(f"%{number + 1}" for number in range(first, level + 1))
    start = each.get("text-start-value", "1")
    return NumberingLevel(
        start=int(start) if start.isdecimal() else 1,
        form=form,
        text=f"{each.get('style-num-prefix', '')}{places}{each.get('style-num-suffix', '')}",
        suffix=_read_suffix(each),
    )


def _read_suffix(level: Element) -> str:
    alignment = level.find("style-list-level-properties/style-list-level-label-alignment")
    follows = "" if alignment is None else alignment.get("text-label-followed-by", "")
    return " " if follows in ("listtab", "space") else ""
