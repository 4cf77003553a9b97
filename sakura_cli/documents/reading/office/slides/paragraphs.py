"""The paragraphs of a shape or a cell of a presentation: words in their formats, as items where they have bullets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from sakura_cli.documents.reading.building import StyledWords, mark_runs
from sakura_cli.documents.reading.office.alternatives import choose_alternative
from sakura_cli.documents.reading.office.content import FoundParagraph
from sakura_cli.documents.reading.office.shown.equations import write_equation
from sakura_cli.documents.reading.office.shown.symbols import is_symbol_font, map_symbols
from sakura_cli.documents.reading.office.slides.bullets import BulletCounter
from sakura_cli.documents.reading.office.stories import StoryPart

_SWITCHES = ("b", "i", "u", "strike", "baseline", "sz", "cap")
_NOTHING = frozenset({"0", "false", "none", "noStrike"})
# A line that ends within a paragraph, as some versions write it.
_ESCAPED_BREAK = re.compile(r"_x000[BbDd]_")


def read_paragraphs(body: Element, story: StoryPart, bullets: BulletCounter) -> Iterator[FoundParagraph]:
    """Yield the paragraphs of a body of text, in order; `bullets` says what stands before them."""
    for element in body.iterfind("a-p"):
        properties = element.find("a-pPr")
        given = "0" if properties is None else properties.get("lvl", "0")
        level = int(given) if given.isdecimal() else 0
        words = mark_runs(list(_read_words(element, story)))
        if not "".join(each.text for each in words).strip():
            yield FoundParagraph()
            continue
        label = bullets.label(properties, level)
        yield FoundParagraph(words) if label is None else FoundParagraph(words, "item", level + 1, label)


def _read_words(element: Element, story: StoryPart) -> Iterator[StyledWords]:
    for child in element:
        if child.tag == "a-r":
            yield from _read_run(child, story, is_fixed=False)
        elif child.tag == "a-fld":
            # The number of the slide, the date.
            yield from _read_run(child, story, is_fixed=True)
        elif child.tag == "a-br":
            yield StyledWords("\n", is_fixed=True)
        elif child.tag == "mc-AlternateContent":
            chosen = choose_alternative(child)
            yield from _read_words(chosen, story) if chosen is not None else ()
        elif child.tag not in ("a-pPr", "a-endParaRPr"):
            equation = "".join(write_equation(each) for each in child.iter("m-oMath"))
            if equation:
                yield StyledWords(equation, is_fixed=True)


def _read_run(run: Element, story: StoryPart, *, is_fixed: bool) -> Iterator[StyledWords]:
    properties, text = run.find("a-rPr"), run.find("a-t")
    if text is None or not text.text:
        return
    font = None if properties is None else properties.find("a-sym")
    words = _ESCAPED_BREAK.sub("\n", text.text)
    name = "" if font is None else font.get("typeface", "")
    if name and is_symbol_font(name):
        words, is_fixed = map_symbols(words, name), True
    node = None if is_fixed else story.nodes.get(text)
    yield StyledWords(words, _name_look(properties, story), is_fixed, node)


def _name_look(properties: Element | None, story: StoryPart) -> str:
    if properties is None:
        return ""
    names = [f"{each}={properties.get(each)}" for each in _SWITCHES if properties.get(each, "0") not in _NOTHING]
    color = properties.find("a-solidFill/*")
    if color is not None:
        names.append(f"color={color.get('val', '')}")
    link = properties.find("a-hlinkClick")
    if link is not None:
        relation = story.relations.by_id.get(link.get("r-id", ""))
        names.append(f"link={relation.target if relation is not None else link.get('action', '')}")
    return " ".join(names)
