"""A document as a file of Word, part by part, with nothing but what its layout needs; see `make`."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from html import escape

from benchmarks.prints.source import MARK, Part, find_spans

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PAPERS = {"A4": (11906, 16838), "A5": (8392, 11906), "B5": (10319, 14571)}
_FONTS = {
    "mincho": ("IPAMincho", "IPAGothic"), "gothic": ("IPAGothic", "IPAGothic"), "pmincho": ("IPAPMincho", "IPAPGothic"),
    "serif": ("Noto Serif CJK JP", "Noto Sans CJK JP"), "sans": ("Noto Sans CJK JP", "Noto Sans CJK JP"),
}  # fmt: skip
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = {
    "all": _EDGES, "rows": ("top", "bottom", "insideH"), "open": ("top", "bottom", "insideH", "insideV"),
    "none": (), "zebra": (), "shaded": (), "head": ("top", "bottom"), "frame": ("top", "left", "bottom", "right"),
    "posts": ("insideV",), "outer": ("top", "left", "bottom", "right", "insideH"),
}  # fmt: skip


class _Writer:
    def __init__(self, layout: dict[str, str], parts: Sequence[Part]):
        self.layout = layout
        self.notes = {part.level: part.text for part in parts if part.kind == "note"}
        self.size = float(layout.get("size", "10.5"))
        self.width, self.height = _PAPERS[layout.get("paper", "A4")]
        if layout.get("turn") == "landscape":
            self.width, self.height = self.height, self.width
        self.margin = int(float(layout.get("margin", "25")) * 56.7)
        self.columns = 1
        self.is_boxed = False

    def write(self, parts: Sequence[Part]) -> str:
        return "".join(self.part(part) for part in parts) + self.section(last=True)

    def part(self, part: Part) -> str:
        if part.kind == "table":
            return self.table(part) + self.paragraph("", 'w:line="120" w:lineRule="exact"')
        if part.kind == "%page":
            return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        if part.kind == "%columns":
            before = self.section()
            self.columns = int(part.text)
            return before
        if part.kind == "%box":
            self.is_boxed = True
            return ""
        if part.kind == "%end":
            closing = self.section() if self.columns > 1 else self.paragraph("")
            self.columns, self.is_boxed = 1, False
            return closing
        if part.kind == "note":
            return ""
        return self.words(part)

    def words(self, part: Part) -> str:
        layout, size = self.layout, int(self.size * 20)
        if part.kind == "heading":
            points = (self.size + 4, self.size + 2, self.size, self.size)[part.level - 1]
            if layout.get("headings") == "plain":
                points = self.size if part.level > 1 else points
            justify = "center" if part.level == 1 else "left"
            extra = f'<w:jc w:val="{justify}"/><w:keepNext/>'
            is_bold = layout.get("headings", "bold") == "bold"
            return self.paragraph(part.text, 'w:before="200" w:after="80"', extra, points, 1, is_bold)
        if part.kind == "item":
            left = size * (2 if part.level == 1 else 3 if part.level == 2 else 4)
            return self.paragraph(part.text, "", f'<w:ind w:left="{left}" w:hanging="{size}"/>')
        if part.kind in ("right", "centre"):
            return self.paragraph(part.text, "", f'<w:jc w:val="{"right" if part.kind == "right" else "center"}"/>')
        if part.kind == "caption":
            return self.paragraph(part.text, "", '<w:jc w:val="center"/>', self.size - 1, 1)
        if part.kind == "entry":
            place = self.width - 2 * self.margin
            leader = "none" if layout.get("leaders") == "no" else "dot"
            tab = f'<w:tabs><w:tab w:val="right" w:leader="{leader}" w:pos="{place}"/></w:tabs>'
            return self.paragraph(part.text, "", tab)
        is_article = re.match(r"第[0-9０-９一二三四五六七八九十]+条|[0-9０-９]{1,2}　", part.text)
        kind = f'w:left="{size}" w:hanging="{size}"' if is_article else f'w:firstLine="{size}"'
        return self.paragraph(part.text, "", f"<w:ind {kind}/>" if layout.get("indent") != "no" else "")

    def paragraph(
        self, text: str, spacing: str = "", extra: str = "", points: float = 0, face: int = 0, is_bold: bool = False
    ) -> str:
        line = int(float(self.layout.get("leading", "1.4")) * 240)
        if "w:line=" not in spacing:
            spacing += f' w:line="{line}" w:lineRule="auto"'
        box = ""
        if self.is_boxed:
            edge = 'w:val="single" w:sz="6" w:space="4" w:color="000000"'
            box = (
                "<w:pBdr>" + "".join(f"<w:{side} {edge}/>" for side in ("top", "left", "bottom", "right")) + "</w:pBdr>"
            )
        align = "" if "w:jc" in extra else f'<w:jc w:val="{self.layout.get("justify", "both")}"/>'
        order = re.split(r"(?=<w:jc|<w:keepNext)", extra)
        keep = "".join(each for each in order if each.startswith("<w:keepNext"))
        jc = "".join(each for each in order if each.startswith("<w:jc"))
        rest = "".join(each for each in order if not each.startswith(("<w:keepNext", "<w:jc")))
        tabs = rest if rest.startswith("<w:tabs") else ""
        indent = rest if not tabs else ""
        properties = f"<w:pPr>{keep}{box}{tabs}<w:spacing {spacing}/>{indent}{jc}{align}</w:pPr>"
        return f"<w:p>{properties}{self.runs(text, points, face, is_bold)}</w:p>"

    def runs(self, text: str, points: float = 0, face: int = 0, is_bold: bool = False) -> str:
        font = _FONTS[self.layout.get("font", "mincho")][face]
        half = int((points or self.size) * 2)
        look = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/>{"<w:b/>" if is_bold else ""}'
        look += f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
        made = ""
        for number, piece in enumerate(MARK.split(text)):
            if number % 2:
                raised = look + '<w:vertAlign w:val="superscript"/>'
                made += f'<w:r><w:rPr>{raised}</w:rPr><w:footnoteReference w:id="{int(piece) + 1}"/></w:r>'
            elif piece:
                for index, words in enumerate(re.split("[⏎@]", piece)):
                    if index:
                        made += f"<w:r><w:rPr>{look}</w:rPr>{'<w:tab/>' if '@' in piece else '<w:br/>'}</w:r>"
                    made += f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'
        return made

    def table(self, part: Part) -> str:
        look, count = part.look, len(part.rows[0])
        kind = look.get("borders", "all")
        room = (self.width - 2 * self.margin) // self.columns - (400 if self.columns > 1 else 0)
        total = int(room * float(look.get("full", "100")) / 100)
        shares = [float(each) for each in look["widths"].split(",")] if "widths" in look else [1.0] * count
        widths = [int(total * each / sum(shares)) for each in shares]
        lines = "".join(
            f'<w:{edge} w:val="{"single" if edge in _BORDERS[kind] else "nil"}" w:sz="4" w:space="0" w:color="000000"/>'
            for edge in _EDGES
        )
        aligns = look.get("align", ",".join("l" * count)).split(",")
        heads = int(look.get("head", "1"))
        rows = ""
        for number, cells in enumerate(find_spans(part.rows)):
            is_head = number < heads
            made = ""
            covered = {column for column, words in enumerate(part.rows[number]) if words == "^"}
            for column in range(count):
                if column in covered:
                    made += self.cell("", widths[column], "<w:vMerge/>", "left", kind, number, is_head)
                found = next((cell for cell in cells if cell[0] == column), None)
                if found is None:
                    continue
                _, words, across, down = found
                merge = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
                merge += '<w:vMerge w:val="restart"/>' if down > 1 else ""
                align = "center" if is_head else {"l": "left", "r": "right", "c": "center"}[aligns[column]]
                width = sum(widths[column : column + across])
                made += self.cell(words, width, merge, align, kind, number, is_head)
            repeat = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if is_head else ""
            if not is_head and look.get("split") != "yes":
                repeat = "<w:trPr><w:cantSplit/></w:trPr>"
            rows += f"<w:tr>{repeat}{made}</w:tr>"
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        place = f'<w:jc w:val="{look.get("place", "left")}"/>'
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/>{place}<w:tblBorders>{lines}</w:tblBorders>'
            f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
        )

    def cell(self, words: str, width: int, merge: str, align: str, kind: str, number: int, is_head: bool) -> str:
        fill = ""
        if (kind == "zebra" and (is_head or number % 2 == 0)) or (kind == "shaded" and is_head):
            fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{"BFBFBF" if is_head else "EEEEEE"}"/>'
        if kind == "head" and is_head:
            fill = '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="000000"/></w:tcBorders>'
        size = self.size - (1 if self.layout.get("cells") == "small" else 0)
        runs = self.runs(words, size, 0, is_head and self.layout.get("bold-head") == "yes")
        middle = '<w:vAlign w:val="center"/>' if self.layout.get("middle") == "yes" else ""
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merge}{fill}{middle}</w:tcPr>'
            f'<w:p><w:pPr><w:jc w:val="{align}"/></w:pPr>{runs}</w:p></w:tc>'
        )

    def section(self, *, last: bool = False) -> str:
        way = '<w:textDirection w:val="tbRl"/>' if self.layout.get("way") == "down" else ""
        columns = f'<w:cols w:num="{self.columns}" w:space="400"/>' if self.columns > 1 else ""
        edges = f'w:top="{self.margin}" w:right="{self.margin}" w:bottom="{self.margin}" w:left="{self.margin}"'
        turn = ' w:orient="landscape"' if self.width > self.height else ""
        found = (
            '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/>'
            '<w:footerReference w:type="default" r:id="rId3"/>'
            + ("" if last and self.columns == 1 and not self.has_columns else '<w:type w:val="continuous"/>')
            + f'<w:pgSz w:w="{self.width}" w:h="{self.height}"{turn}/>'
            f'<w:pgMar {edges} w:header="700" w:footer="700" w:gutter="0"/>{columns}{way}</w:sectPr>'
        )
        return found if last else f"<w:p><w:pPr>{found}</w:pPr></w:p>"

    has_columns = False


def write_word(layout: dict[str, str], parts: Sequence[Part]) -> bytes:
    """Return a document as a file of Word."""
    writer = _Writer(layout, parts)
    writer.has_columns = any(part.kind == "%columns" for part in parts)
    spaces = f'xmlns:w="{_W}" xmlns:r="{_R}"'
    notes = "".join(
        f'<w:footnote w:id="{number + 1}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/>'
        f"</w:r>{writer.runs(' ' + words, writer.size - 1.5)}</w:p></w:footnote>"
        for number, words in writer.notes.items()
    )
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>'
        for number, (kind, mark) in enumerate(
            (("separator", "separator"), ("continuationSeparator", "continuationSeparator"))
        )
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
        f'<Override PartName="/word/header1.xml" ContentType="{_TYPE}.header+xml"/>'
        f'<Override PartName="/word/footer1.xml" ContentType="{_TYPE}.footer+xml"/>'
        f'<Override PartName="/word/footnotes.xml" ContentType="{_TYPE}.footnotes+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{number}" Type="{_R}/{kind}" Target="{name}.xml"/>'
            for number, kind, name in (
                (2, "header", "header1"), (3, "footer", "footer1"), (4, "footnotes", "footnotes"),
            )
        )
        + "</Relationships>",
        "word/document.xml": f"<w:document {spaces}><w:body>{writer.write(parts)}</w:body></w:document>",
        "word/footnotes.xml": f"<w:footnotes {spaces}>{separators}{notes}</w:footnotes>",
        "word/header1.xml": f"<w:hdr {spaces}>{_running(writer, layout.get('header', ''), 'right')}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {spaces}>{_running(writer, layout.get('footer', '#'), 'center')}</w:ftr>",
    }  # fmt: skip
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{text}')
    return target.getvalue()


def _running(writer: _Writer, text: str, align: str) -> str:
    made = ""
    for piece in re.split("([#$])", text):
        if piece in ("#", "$"):
            field = "PAGE" if piece == "#" else "NUMPAGES"
            made += f'<w:fldSimple w:instr=" {field} ">{writer.runs("1", 9)}</w:fldSimple>'
        else:
            made += writer.runs(piece, 9)
    return f'<w:p><w:pPr><w:jc w:val="{align}"/></w:pPr>{made}</w:p>'
