"""What stands in a paragraph of Word: words in their formats as they are shown, text boxes, marks of notes.

Ruby gives its base and not its reading; revisions what was inserted and not what was deleted; fields their results.
Left out: which paragraph it is (`paragraphs`), and what text boxes hold (`story`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from sakura_cli.documents.reading.building import StyledWords, mark_runs
from sakura_cli.documents.reading.office.alternatives import choose_alternative
from sakura_cli.documents.reading.office.shown.equations import write_equation
from sakura_cli.documents.reading.office.shown.symbols import is_symbol_font, map_symbol, map_symbols
from sakura_cli.documents.reading.office.stories import StoryPart
from sakura_cli.documents.reading.office.word.drawings import find_boxes
from sakura_cli.documents.reading.office.word.fields import OpenFields
from sakura_cli.documents.reading.office.word.looks import name_look
from sakura_cli.documents.reading.office.word.parts import WordParts
from sakura_cli.documents.reading.office.word.values import is_on
from sakura_cli.documents.structure import LeftOutKind

_BREAKS = re.compile(r"[\r\n\t]")
_EDGES = " \t\r\n"
_SKIPPED = frozenset(
    ("w-pPr", "w-rPr", "w-sdtPr", "w-sdtEndPr", "w-smartTagPr", "w-customXmlPr", "w-moveFrom", "w-rubyPr", "w-rt")
)
_AS_TEXT = {"w-tab": "\t", "w-ptab": "\t", "w-cr": "\n", "w-br": "\n", "w-noBreakHyphen": "-"}
_NOTES = {"w-footnoteReference": "footnote", "w-endnoteReference": "endnote"}
_UNKNOWN_SYMBOL = "〓"


@dataclass
class InlineContent:
    """The words of a paragraph, and the contents of the text boxes whose anchors stand in it."""

    words: list[StyledWords] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    diagrams: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Surroundings:
    """What holds for all that stands in an element: the format of its run, its link, a style that hides."""

    properties: Element | None = None
    link: str = ""
    is_hidden_by_paragraph: bool = False


class InlineReader:
    """Reads the paragraphs of a story in order: fields may begin in one and end in another."""

    def __init__(self, parts: WordParts, story: StoryPart) -> None:
        self._parts = parts
        self._story = story
        self._blanks = story.root.get("xml-space")
        self._fields = OpenFields()
        self._content = InlineContent()
        # What was passed over since the last words: its pieces are one, however many runs they are.
        self._passed: LeftOutKind | None = None
        self._readers: dict[str, Callable[[Element, _Surroundings], None]] = {
            "w-r": self._read_run,
            "w-t": self._read_text,
            "w-hyperlink": self._read_link,
            "w-fldSimple": self._read_simple_field,
            "w-fldChar": self._read_field_mark,
            "w-instrText": self._read_code,
            "w-sdt": self._read_control,
            "w-del": self._read_deletion,
            "w-subDoc": self._read_part,
            "w-sym": self._read_symbol,
            **dict.fromkeys(_AS_TEXT, self._read_character),
            **dict.fromkeys(_NOTES, self._refer),
            "m-oMath": self._read_equation,
            "w-drawing": self._read_drawing,
            "w-pict": self._read_drawing,
            "w-object": self._read_drawing,
            "mc-AlternateContent": self._read_alternatives,
        }

    def read(self, paragraph: Element, *, is_hidden: bool = False) -> InlineContent:
        """Return what stands in a paragraph; `is_hidden` where its style hides what does not say otherwise."""
        self._content, self._passed = InlineContent(), None
        self._walk(paragraph, _Surroundings(is_hidden_by_paragraph=is_hidden))
        self._content.words = mark_runs(self._content.words)
        return self._content

    def _walk(self, element: Element, around: _Surroundings) -> None:
        for child in element:
            read = self._readers.get(child.tag)
            if read is not None:
                read(child, around)
            elif child.tag not in _SKIPPED:
                self._walk(child, around)

    def _write(self, text: str, around: _Surroundings, *, is_fixed: bool = False, node: object = None) -> None:
        if text and self._fields.are_shown:
            self._passed = None
            fixed = is_fixed or self._fields.are_fixed
            look = name_look(around.properties, around.link or self._fields.link)
            self._content.words.append(StyledWords(text, look, fixed, None if fixed else node))

    def _read_run(self, run: Element, around: _Surroundings) -> None:
        properties = run.find("w-rPr")
        if self._is_hidden(properties, around):
            self._pass_over(run)
            return
        self._walk(run, replace(around, properties=properties))

    def _is_hidden(self, properties: Element | None, around: _Surroundings) -> bool:
        switch = None if properties is None else properties.find("w-vanish")
        if switch is not None:
            return is_on(switch)
        style = None if properties is None else properties.find("w-rStyle")
        by_style = None if style is None else self._parts.styles.hides(style.get("w-val"))
        return around.is_hidden_by_paragraph if by_style is None else by_style

    def _pass_over(self, run: Element) -> None:
        """Count a hidden run, once for all that follow one another; fields begin and end in it nevertheless."""
        for child in run:
            if child.tag in ("w-fldChar", "w-instrText"):
                self._readers[child.tag](child, _Surroundings())
            elif child.tag == "w-t" and self._fields.are_shown and (child.text or "").strip():
                self._leave_out(LeftOutKind.HIDDEN_TEXT)

    def _leave_out(self, kind: LeftOutKind) -> None:
        if self._passed is not kind:
            self._parts.left_out[kind] += 1
        self._passed = kind

    def _read_text(self, element: Element, around: _Surroundings) -> None:
        text = _BREAKS.sub(" ", element.text or "")
        if element.get("xml-space", self._blanks) != "preserve":
            text = text.strip(_EDGES)
        fonts = None if around.properties is None else around.properties.find("w-rFonts")
        font = "" if fonts is None else fonts.get("w-ascii") or fonts.get("w-hAnsi") or ""
        if font and is_symbol_font(font):
            self._write(map_symbols(text, font), around, is_fixed=True)
        else:
            self._write(text, around, node=self._story.nodes.get(element))

    def _read_link(self, element: Element, around: _Surroundings) -> None:
        identity = element.get("r-id")
        relation = self._story.relations.by_id.get(identity or "")
        link = relation.target if relation is not None else identity or f"#{element.get('w-anchor', '')}"
        self._walk(element, replace(around, link=link))

    def _read_simple_field(self, element: Element, around: _Surroundings) -> None:
        self._fields.begin(code=element.get("w-instr", ""), is_result=True)
        self._walk(element, around)
        self._fields.end()

    def _read_field_mark(self, element: Element, around: _Surroundings) -> None:
        kind = element.get("w-fldCharType")
        if kind == "begin":
            self._fields.begin(element.find("w-ffData"))
        elif kind == "separate":
            self._fields.separate()
        elif kind == "end":
            self._write(self._fields.end(), around, is_fixed=True)

    def _read_control(self, element: Element, around: _Surroundings) -> None:
        properties, content = element.find("w-sdtPr"), element.find("w-sdtContent")
        box = None if properties is None else properties.find("w14-checkbox")
        if box is not None:
            checked = box.find("w14-checked")
            is_ticked = checked is not None and checked.get("w14-val", "1") in ("1", "true", "on")
            self._write("☑" if is_ticked else "☐", around, is_fixed=True)
        elif properties is not None and is_on(properties.find("w-showingPlcHdr")):
            # What it asks for, not what somebody has answered.
            self._parts.left_out[LeftOutKind.PLACEHOLDERS] += 1
        elif content is not None:
            self._walk(content, around)

    def _read_deletion(self, element: Element, around: _Surroundings) -> None:
        if any((each.text or "").strip() for each in element.iter("w-delText")):
            self._leave_out(LeftOutKind.DELETIONS)

    def _read_part(self, element: Element, around: _Surroundings) -> None:
        self._parts.left_out[LeftOutKind.ATTACHMENTS] += 1

    def _read_symbol(self, element: Element, around: _Surroundings) -> None:
        try:
            code = int(element.get("w-char", ""), 16)
        except ValueError:
            return
        self._write(map_symbol(code, element.get("w-font", "")) or _as_character(code), around, is_fixed=True)

    def _read_character(self, element: Element, around: _Surroundings) -> None:
        self._write(_AS_TEXT[element.tag], around, is_fixed=True)

    def _read_equation(self, element: Element, around: _Surroundings) -> None:
        self._write(write_equation(element), around, is_fixed=True)

    def _read_code(self, element: Element, around: _Surroundings) -> None:
        self._fields.add_code(element.text or "")

    def _refer(self, element: Element, around: _Surroundings) -> None:
        if self._fields.are_shown:
            own = element.get("w-customMarkFollows", "0").lower() in ("1", "true", "on")
            mark = self._parts.notes[_NOTES[element.tag]].refer(element.get("w-id", ""), has_own_mark=own)
            self._write(mark, around, is_fixed=True)

    def _read_drawing(self, element: Element, around: _Surroundings) -> None:
        found = find_boxes(element)
        self._content.boxes += found.boxes
        self._content.diagrams += found.diagrams
        self._parts.left_out.update(found.left_out)

    def _read_alternatives(self, element: Element, around: _Surroundings) -> None:
        chosen = choose_alternative(element)
        if chosen is not None:
            self._walk(chosen, around)


def _as_character(code: int) -> str:
    # Of a font whose glyphs are not known.
    return _UNKNOWN_SYMBOL if 0xE000 <= code <= 0xF8FF or not 0 < code < 0x110000 else chr(code)
