"""A document as a page that a browser prints; see `make`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from benchmarks.prints.source import MARK, Part, find_spans

_FONTS = {"mincho": "IPAMincho", "gothic": "IPAGothic", "pmincho": "IPAPMincho", "serif": "Noto Serif CJK JP",
          "sans": "Noto Sans CJK JP"}  # fmt: skip
_CSS = """
@page {{ size: {paper}; margin: {margin}mm; @top-right {{ content: "{header}"; font: 9pt {font}; }}
  @bottom-center {{ content: {footer}; font: 9pt {font}; }} }}
body {{ font: {size}pt/{leading} "{font}"; margin: 0; writing-mode: {mode}; text-align: {justify}; }}
h1 {{ font-size: 150%; text-align: center; }} h2 {{ font-size: 120%; }} h3, h4 {{ font-size: 100%; }}
h1, h2, h3, h4 {{ font-family: "Noto Sans CJK JP"; line-height: 1.4; margin-block: 1em .4em; break-after: avoid; }}
p {{ margin: 0; text-indent: {indent}; }} p.article {{ text-indent: -1em; padding-inline-start: 1em; }}
p.item1, p.item2, p.item3 {{ text-indent: -1em; padding-inline-start: 2em; }}
p.item2 {{ padding-inline-start: 3em; }} p.item3 {{ padding-inline-start: 4em; }}
p.right {{ text-align: end; text-indent: 0; }} p.centre, p.caption {{ text-align: center; text-indent: 0; }}
p.caption {{ font-size: 90%; }} p.note {{ font-size: 80%; text-indent: 0; }} sup {{ font-size: 60%; }}
p.entry {{ display: flex; text-indent: 0; }} p.entry i {{ flex: 1; border-block-end: 0; overflow: hidden;
  white-space: nowrap; font-style: normal; min-width: 0; text-align: end; }}
div.box {{ border: 1px solid #000; padding: 6px 10px; margin-block: 8px; }} div.columns {{ column-gap: 8mm; }}
table {{ border-collapse: collapse; margin-block: 6px 10px; }} td, th {{ padding: {pad}; vertical-align: {place};
  font-weight: normal; font-size: {cell}%; }} th {{ text-align: center; font-weight: {head}; }}
table.all td, table.all th {{ border: 1px solid #000; }}
table.rows td, table.rows th {{ border-block: 1px solid #777; }}
table.open td, table.open th {{ border: 1px solid #000; }} table.open {{ border-style: hidden; }}
table.open {{ border-inline: hidden; }}
table.head {{ border-block: 1.5px solid #000; }} table.head thead {{ border-block-end: 1px solid #000; }}
table.frame {{ border: 1px solid #000; }} table.outer {{ border: 1px solid #000; }}
table.outer tr {{ border-block: 1px solid #000; }}
table.posts td + td, table.posts th + th {{ border-inline-start: 1px solid #000; }}
table.zebra tr:nth-child(even) td, table.zebra th {{ background: #e8e8e8; }} table.shaded th {{ background: #ccd; }}
"""


def write_page(layout: dict[str, str], parts: Sequence[Part]) -> str:
    """Return the page of a document."""
    footer = re.sub("#", '" counter(page) "', f'"{layout.get("footer", "#")}"')
    css = _CSS.format(
        paper=layout.get("paper", "A4") + (" landscape" if layout.get("turn") == "landscape" else ""),
        margin=layout.get("margin", "22"),
        header=layout.get("header", ""),
        footer=re.sub(r"\$", '" counter(pages) "', footer),
        font=_FONTS[layout.get("font", "serif")],
        size=layout.get("size", "10.5"),
        leading=layout.get("leading", "1.6"),
        mode="vertical-rl" if layout.get("way") == "down" else "horizontal-tb",
        justify=layout.get("justify", "justify").replace("both", "justify"),
        indent="0" if layout.get("indent") == "no" else "1em",
        pad=layout.get("pad", "3px 6px"),
        place="middle" if layout.get("middle") == "yes" else "top",
        cell="90" if layout.get("cells") == "small" else "100",
        head="bold" if layout.get("bold-head") == "yes" else "normal",
    )
    body = "\n".join(_part(part) for part in parts if part.kind != "note")
    body += "\n".join(
        f'<p class="note"><sup>{part.level}</sup> {escape(part.text)}</p>' for part in parts if part.kind == "note"
    )
    return f'<!DOCTYPE html><html lang="ja"><meta charset="utf-8"><title>x</title><style>{css}</style>{body}'


def _part(part: Part) -> str:
    if part.kind == "table":
        return _table(part)
    if part.kind == "%page":
        return '<div style="break-after: page"></div>'
    if part.kind == "%box":
        return '<div class="box">'
    if part.kind == "%columns":
        return f'<div class="columns" style="columns: {part.text}">'
    if part.kind == "%end":
        return "</div>"
    words = _inline(part.text)
    if part.kind == "heading":
        return f"<h{part.level}>{words}</h{part.level}>"
    if part.kind == "item":
        return f'<p class="item{part.level}">{words}</p>'
    if part.kind == "entry":
        title, page = part.text.split("@")
        return f'<p class="entry"><span>{escape(title)}</span><i>{"・" * 200}</i><span>{escape(page)}</span></p>'
    if part.kind == "paragraph":
        is_article = re.match(r"第[0-9０-９一二三四五六七八九十]+条|[0-9０-９]{1,2}　", part.text)
        return f"<p{' class=article' if is_article else ''}>{words}</p>"
    return f'<p class="{part.kind}">{words}</p>'


def _inline(text: str) -> str:
    return MARK.sub(r"<sup>\1</sup>", escape(text)).replace("⏎", "<br>")


def _table(part: Part) -> str:
    look, count = part.look, len(part.rows[0])
    shares = [float(each) for each in look["widths"].split(",")] if "widths" in look else []
    aligns = look.get("align", ",".join("l" * count)).split(",")
    heads = int(look.get("head", "1"))
    made: list[str] = []
    for number, cells in enumerate(find_spans(part.rows)):
        tag = "th" if number < heads else "td"
        row = ""
        for column, words, across, down in cells:
            align = {"l": "start", "r": "end", "c": "center"}[aligns[column]] if tag == "td" else "center"
            row += f'<{tag} colspan="{across}" rowspan="{down}" style="text-align: {align}">{_inline(words)}</{tag}>'
        made.append(f"<tr>{row}</tr>")
    grid = "".join(f'<col style="inline-size: {100 * each / sum(shares)}%">' for each in shares)
    width = f"inline-size: {look.get('full', '100')}%;" if shares else ""
    place = {"center": "margin-inline: auto;", "right": "margin-inline-start: auto;"}.get(look.get("place", ""), "")
    return (
        f'<table class="{look.get("borders", "all")}" style="{width}{place}">{grid}'
        f"<thead>{''.join(made[:heads])}</thead><tbody>{''.join(made[heads:])}</tbody></table>"
    )
