"""A document as a sheet of Calc, as forms often are: words run over the cells on their right; see `make`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from benchmarks.prints.source import Part, find_spans

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for name, path in {
        "office": "office", "style": "style", "text": "text", "table": "table", "fo": "xsl-fo-compatible",
    }.items()
)  # fmt: skip
_SIDES = {
    "all": ("top", "bottom", "left", "right"), "rows": ("top", "bottom"), "none": (), "shaded": (), "zebra": (),
}  # fmt: skip
_ALIGNS = {"l": "start", "r": "end", "c": "center"}


def write_sheet(layout: dict[str, str], parts: Sequence[Part]) -> str:
    """Return the flat sheet of a document; its columns are as wide as `columns` says, in millimetres."""
    widths = [float(each) for each in layout["columns"].split(",")]
    size = layout.get("size", "10.5")
    font = {"gothic": "IPAGothic", "pmincho": "IPAPMincho", "sans": "Noto Sans CJK JP"}.get(
        layout.get("font", ""), "IPAMincho"
    )
    styles = _Styles(font, size)
    rows = ""
    for part in parts:
        rows += _table(part, styles) if part.kind == "table" else _line(part, styles, len(widths))
    columns = "".join(f'<table:table-column table:style-name="c{number}"/>' for number in range(len(widths)))
    column_styles = "".join(
        f'<style:style style:name="c{number}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width}mm"/></style:style>'
        for number, width in enumerate(widths)
    )
    paper = {"A4": (210, 297), "A5": (148, 210)}[layout.get("paper", "A4")]
    if layout.get("turn") == "landscape":
        paper = (paper[1], paper[0])
    header, footer = (_running(layout.get(each, "")) for each in ("header", "footer"))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:automatic-styles>'
        f'{column_styles}{styles.write()}<style:style style:name="ta" style:family="table" style:master-page-name="m">'
        '<style:table-properties table:display="true"/></style:style>'
        '<style:style style:name="ro" style:family="table-row"><style:table-row-properties '
        'style:use-optimal-row-height="true"/></style:style>'
        f'<style:page-layout style:name="p"><style:page-layout-properties fo:page-width="{paper[0]}mm" '
        f'fo:page-height="{paper[1]}mm" fo:margin="15mm"/><style:header-style><style:header-footer-properties '
        'fo:min-height="8mm" fo:margin-bottom="3mm"/></style:header-style><style:footer-style>'
        '<style:header-footer-properties fo:min-height="8mm" fo:margin-top="3mm"/></style:footer-style>'
        "</style:page-layout></office:automatic-styles><office:master-styles>"
        f'<style:master-page style:name="m" style:page-layout-name="p"><style:header><text:p>{header}</text:p>'
        f"</style:header><style:footer><text:p>{footer}</text:p></style:footer></style:master-page>"
        f'</office:master-styles><office:body><office:spreadsheet><table:table table:name="s" table:style-name="ta">'
        f"{columns}{rows}</table:table></office:spreadsheet></office:body></office:document>"
    )


class _Styles:
    """The styles of cells, made when they are asked for."""

    def __init__(self, font: str, size: str):
        self.font, self.size = font, size
        self.made: dict[str, str] = {}

    def name(self, sides: Sequence[str], align: str, *, fill: str = "", wraps: bool = False, points: str = "") -> str:
        border = "".join(f' fo:border-{side}="0.5pt solid #000000"' for side in sides)
        shade = f' fo:background-color="{fill}"' if fill else ""
        wrap = ' fo:wrap-option="wrap"' if wraps else ""
        size = points or self.size
        text = (
            f'<style:table-cell-properties{border}{shade}{wrap} fo:padding="0.6mm" style:vertical-align="middle"/>'
            f'<style:paragraph-properties fo:text-align="{align}"/><style:text-properties '
            f'fo:font-family="{self.font}" style:font-family-asian="{self.font}" fo:font-size="{size}pt" '
            f'style:font-size-asian="{size}pt"/>'
        )
        return self.made.setdefault(text, f"ce{len(self.made)}")

    def write(self) -> str:
        return "".join(
            f'<style:style style:name="{name}" style:family="table-cell">{text}</style:style>'
            for text, name in self.made.items()
        )


def _line(part: Part, styles: _Styles, count: int) -> str:
    points = str(float(styles.size) + 4) if part.kind == "heading" and part.level == 1 else ""
    is_centred = part.kind in ("centre", "caption") or (part.kind == "heading" and part.level == 1)
    align = "center" if is_centred else "end" if part.kind == "right" else "start"
    # Long paragraphs wrap in merged cells, short ones run over the cells beside them.
    is_merged = align != "start" or len(part.text) > 30
    name = styles.name((), align, wraps=is_merged, points=points)
    indent = "　" * (part.level - 1) if part.kind == "item" else ""
    span = f' table:number-columns-spanned="{count}"' if is_merged else ""
    lines = 1 + len(part.text) // 48 if is_merged else 1
    height = ' table:style-name="ro"' if lines == 1 else ""
    cells = f"{_cell(indent + part.text, name, span)}" + (
        "<table:covered-table-cell/>" * (count - 1) if is_merged else ""
    )
    return f"<table:table-row{height}>{cells}</table:table-row>"


def _table(part: Part, styles: _Styles) -> str:
    kind, count = part.look.get("borders", "all"), len(part.rows[0])
    aligns = part.look.get("align", ",".join("l" * count)).split(",")
    heads = int(part.look.get("head", "1"))
    made = ""
    for number, cells in enumerate(find_spans(part.rows)):
        row = ""
        for column in range(count):
            found = next((cell for cell in cells if cell[0] == column), None)
            if found is None:
                row += "<table:covered-table-cell/>"
                continue
            _, words, across, down = found
            is_shaded = (number < heads and kind in ("shaded", "zebra")) or (kind == "zebra" and number % 2 == 0)
            align = "center" if number < heads else _ALIGNS[aligns[column]]
            name = styles.name(_SIDES[kind], align, fill="#dddddd" if is_shaded else "", wraps=True)
            span = f' table:number-columns-spanned="{across}" table:number-rows-spanned="{down}"'
            row += _cell(words, name, span if across > 1 or down > 1 else "")
        made += f'<table:table-row table:style-name="ro">{row}</table:table-row>'
    # An empty row sets it apart from what follows.
    return made + "<table:table-row><table:table-cell/></table:table-row>"


def _cell(words: str, name: str, span: str) -> str:
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in words.split("⏎"))
    kind = ' office:value-type="string"' if words else ""
    return f'<table:table-cell table:style-name="{name}"{span}{kind}>{lines if words else ""}</table:table-cell>'


def _running(text: str) -> str:
    made = ""
    for piece in re.split("([#$])", text):
        made += {"#": "<text:page-number/>", "$": "<text:page-count/>"}.get(piece, escape(piece))
    return made
