"""Workbooks made by hand: a zip archive of XML strings, for what no program would save."""

from __future__ import annotations

import zipfile
from io import BytesIO

from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.office import package

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
# 1: a date, 2: hidden by ;;;, 3: shaded, 4: framed, 5: yen
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy/m/d"/>'
    '<numFmt numFmtId="165" formatCode=";;;"/></numFmts><fonts><font/><font><b/></font></fonts>'
    '<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFD9D9D9"/></patternFill></fill></fills>'
    '<borders><border/><border><left style="thin"/></border></borders>'
    '<cellXfs><xf/><xf numFmtId="164"/><xf numFmtId="165"/><xf fillId="2"/><xf borderId="1"/>'
    '<xf numFmtId="5"/></cellXfs>'
    "</styleSheet>"
)


def make_workbook(
    *sheets: str,
    strings: str = "",
    properties: str = "",
    states: dict[int, str] | None = None,
    beside: dict[str, str] | None = None,
    relations: str = "",
) -> bytes:
    """Return a workbook of sheets named S1, S2, …, each the inside of its `worksheet`; `relations` are the first's."""
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr {properties}/><sheets>'
        + "".join(
            f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}" state="{(states or {}).get(n, "visible")}"/>'
            for n in range(1, len(sheets) + 1)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        + "".join(
            f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in range(1, len(sheets) + 1)
        )
        + f'<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="t" Type="{OFFICE}/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
        **{
            f"xl/worksheets/sheet{n}.xml": f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>'
            for n, sheet in enumerate(sheets, 1)
        },
        **(beside or {}),
    }
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return data.getvalue()


def rows(*cells: list[str | float | None], more: str = "") -> str:
    """Return sheet data of rows from the first on: None leaves a cell out, a string that begins with < is one."""
    lines = []
    for number, row in enumerate(cells, 1):
        made = "".join(_cell(f"{chr(65 + k)}{number}", each) for k, each in enumerate(row) if each is not None)
        lines.append(f'<row r="{number}">{made}</row>')
    return f"<sheetData>{''.join(lines)}</sheetData>{more}"


def read_made(*sheets: str, **parts: object) -> Document:
    """Return the document of a workbook made by hand."""
    return package.read(make_workbook(*sheets, **parts), source="a.xlsx")  # type: ignore[arg-type]


def _cell(name: str, value: str | float) -> str:
    if isinstance(value, str) and value.startswith("<"):
        return value.replace("<c ", f'<c r="{name}" ', 1)
    if isinstance(value, str):
        return f'<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'
    return f'<c r="{name}"><v>{value}</v></c>'
