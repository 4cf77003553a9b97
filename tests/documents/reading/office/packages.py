"""Make archives of office programs by hand, part by part, with what no test file of another program has."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.office import package

_SCHEMAS = "http://schemas.openxmlformats.org"
WORD_NAMESPACES = (
    f'xmlns:w="{_SCHEMAS}/wordprocessingml/2006/main" xmlns:r="{_SCHEMAS}/officeDocument/2006/relationships"'
    f' xmlns:mc="{_SCHEMAS}/markup-compatibility/2006" xmlns:m="{_SCHEMAS}/officeDocument/2006/math"'
    f' xmlns:a="{_SCHEMAS}/drawingml/2006/main" xmlns:pic="{_SCHEMAS}/drawingml/2006/picture"'
    f' xmlns:c="{_SCHEMAS}/drawingml/2006/chart" xmlns:dgm="{_SCHEMAS}/drawingml/2006/diagram"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
SLIDE_NAMESPACES = f'xmlns:p="{_SCHEMAS}/presentationml/2006/main" {WORD_NAMESPACES}'
_TYPES = f"{_SCHEMAS}/officeDocument/2006/relationships"
_LISTED = ("styles", "numbering", "settings", "footnotes", "endnotes", "comments", "header", "footer")


def make_archive(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip archive of parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def make_relations(targets: Mapping[str, tuple[str, str]]) -> str:
    """Return a list of relations: by id a kind and a target, which is external where it is an address."""
    listed = "".join(
        f'<Relationship Id="{identity}" Type="{_TYPES}/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if '://' in target else ''}/>"
        for identity, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_SCHEMAS}/package/2006/relationships">{listed}</Relationships>'


def make_word(body: str, more: Mapping[str, str | bytes] | None = None, **parts: str) -> bytes:
    """Return a Word document of the inside of its body; `parts` are the insides of styles, numbering, footnotes, …

    `more` are other parts by name; a relation `rId9` names the first of them.
    """
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": make_relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": f"<w:document {WORD_NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    targets = {f"part{kind}": (kind, f"{kind}.xml") for kind in _LISTED if kind in parts}
    targets["link"] = ("hyperlink", "https://example.jp/")
    for number, name in enumerate(more or {}, 9):
        targets[f"rId{number}"] = ("diagramData", name.removeprefix("word/"))
    for kind, inside in parts.items():
        made[f"word/{kind}.xml"] = f"<w:{kind} {WORD_NAMESPACES}>{inside}</w:{kind}>"
    made["word/_rels/document.xml.rels"] = make_relations(targets)
    return make_archive({**made, **(more or {})})


def read_word(body: str, more: Mapping[str, str | bytes] | None = None, **parts: str) -> Document:
    """Return what is read of a Word document made by `make_word`."""
    return package.read(make_word(body, more, **parts), source="文書.docx")


def paragraph(*runs: str, properties: str = "") -> str:
    """Return a paragraph of runs; words without markup are a run of their own."""
    inside = "".join(each if each.startswith("<") else run(each) for each in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def run(text: str, properties: str = "") -> str:
    """Return a run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def make_slides(*slides: str, more: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return a presentation of the insides of the trees of shapes of its slides; `hidden:` before one hides it."""
    numbers = range(1, len(slides) + 1)
    identities = "".join(f'<p:sldId id="{255 + number}" r:id="rId{number}"/>' for number in numbers)
    made: dict[str, str | bytes] = {
        "_rels/.rels": make_relations({"rId1": ("officeDocument", "ppt/presentation.xml")}),
        "ppt/presentation.xml": (
            f"<p:presentation {SLIDE_NAMESPACES}><p:sldIdLst>{identities}</p:sldIdLst></p:presentation>"
        ),
        "ppt/_rels/presentation.xml.rels": make_relations(
            {f"rId{number}": ("slide", f"slides/slide{number}.xml") for number in numbers}
        ),
    }
    for number, inside in enumerate(slides, 1):
        hidden = ' show="0"' if inside.startswith("hidden:") else ""
        tree = f"<p:cSld><p:spTree>{inside.removeprefix('hidden:')}</p:spTree></p:cSld>"
        made[f"ppt/slides/slide{number}.xml"] = f"<p:sld {SLIDE_NAMESPACES}{hidden}>{tree}</p:sld>"
    return make_archive({**made, **(more or {})})


def left_out(document: Document) -> dict[str, int]:
    """Return what was left out of a document, by its label."""
    return {part.kind.label: part.count for part in document.left_out}
