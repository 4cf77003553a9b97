"""PDFs made by hand: words at given places in fonts that are not embedded, lines, pictures. They are small."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_HEIGHT = 842
_FONTS = {
    "mincho": ("Ryumin-Light", "UniJIS-UTF16-H"),
    "vertical": ("Ryumin-Light", "UniJIS-UTF16-V"),
    "gothic": ("GothicBBB-Medium", "UniJIS-UTF16-H"),
    "bold": ("MidashiGo-Bold", "UniJIS-UTF16-H"),
}


class HandMadePage:
    """A page in the making; places are points from its top left corner, of the baseline's beginning."""

    def __init__(self, width: int = 595, height: int = _HEIGHT, rotate: int = 0) -> None:
        self.width, self.height, self.rotate = width, height, rotate
        self.content: list[str] = []
        self.has_picture = False
        self.fields: list[tuple[float, float, str]] = []
        self.comments: list[str] = []

    def write(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 10.5,
        *,
        font: str = "mincho",
        mode: int = 0,
        colour: str = "0 0 0",
        matrix: str = "1 0 0 1",
        codes: str = "",
    ) -> HandMadePage:
        """Write words; `mode` is how they are painted, `codes` are the codes of the font if they are not the words."""
        spelled = codes or text.encode("utf-16-be").hex()
        self.content.append(
            f"BT /{font} {size} Tf {mode} Tr {colour} rg {matrix} {x} {self.height - y} Tm <{spelled}> Tj ET"
        )
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> HandMadePage:
        """Draw a line."""
        self.content.append(f"0.5 w {x0} {self.height - y0} m {x1} {self.height - y1} l S")
        return self

    def fill(self, x0: float, y0: float, x1: float, y1: float, colour: str) -> HandMadePage:
        """Fill a box."""
        self.content.append(f"{colour} rg {x0} {self.height - y1} {x1 - x0} {y1 - y0} re f")
        return self

    def dot(self, x: float, y: float, size: float = 4) -> HandMadePage:
        """Draw a round bullet; the place is its middle."""
        r = size / 2
        top, k = self.height - y, 0.55 * r
        self.content.append(
            f"{x + r} {top} m {x + r} {top + k} {x + k} {top + r} {x} {top + r} c "
            f"{x - k} {top + r} {x - r} {top + k} {x - r} {top} c {x - r} {top - k} {x - k} {top - r} {x} {top - r} c "
            f"{x + k} {top - r} {x + r} {top - k} {x + r} {top} c f"
        )
        return self

    def fill_in(self, x: float, y: float, text: str) -> HandMadePage:
        """Add a field of a form that somebody has filled in."""
        self.fields.append((x, y, text))
        return self

    def comment(self, text: str) -> HandMadePage:
        """Add a note of a reader."""
        self.comments.append(text)
        return self

    def picture(self, x0: float, y0: float, x1: float, y1: float) -> HandMadePage:
        """Place a grey picture."""
        self.has_picture = True
        self.content.append(f"q {x1 - x0} 0 0 {y1 - y0} {x0} {self.height - y1} cm /picture Do Q")
        return self


def make_pdf(pages: Sequence[HandMadePage], *, to_unicode: Mapping[str, str] | None = None) -> bytes:
    """Return the file of some pages; the font `named` spells two-byte codes as `to_unicode` says."""
    objects: list[bytes] = [b"", b""]

    def add(body: str, stream: bytes | None = None) -> int:
        data = body.encode("latin-1")
        if stream is not None:
            data = data[: data.rindex(b">>")] + b"/Length %d >>" % len(stream)
            data += b"\nstream\n" + stream + b"\nendstream"
        objects.append(data)
        return len(objects)

    fonts = []
    for name, (base, encoding) in _FONTS.items():
        fonts.append(f"/{name} {_add_font(add, base, encoding)} 0 R")
    if to_unicode is not None:
        fonts.append(f"/named {_add_font(add, 'Named', 'Identity-H', to_unicode)} 0 R")
    picture = add(
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 >>", b"\x80"
    )
    kids = []
    for page in pages:
        content = add("<< >>", "\n".join(page.content).encode("latin-1"))
        pictures = f"/XObject << /picture {picture} 0 R >>" if page.has_picture else ""
        notes = [_add_field(add, page, fonts, *field) for field in page.fields]
        notes += [
            add(f"<< /Type /Annot /Subtype /Text /Rect [9 9 30 30] /Contents <feff{text.encode('utf-16-be').hex()}> >>")
            for text in page.comments
        ]
        kids.append(
            add(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}] /Rotate {page.rotate} "
                f"/Resources << /Font << {' '.join(fonts)} >> {pictures} >> /Contents {content} 0 R "
                f"/Annots [{' '.join(f'{note} 0 R' for note in notes)}] >>"
            )
        )
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>".encode()
    return _write_file(objects)


def _add_field(add, page, fonts, x, y, text):  # type: ignore[no-untyped-def]
    words = f"BT /mincho 10.5 Tf 2 4 Td <{text.encode('utf-16-be').hex()}> Tj ET"
    look = add(
        f"<< /Type /XObject /Subtype /Form /BBox [0 0 200 16] /Resources << /Font << {' '.join(fonts)} >> >> >>",
        words.encode("latin-1"),
    )
    bottom = page.height - y - 4
    return add(
        f"<< /Type /Annot /Subtype /Widget /FT /Tx /T (field) /F 4 /Rect [{x - 2} {bottom} {x + 198} {bottom + 16}] "
        f"/AP << /N {look} 0 R >> >>"
    )


def _add_font(add, base, encoding, to_unicode=None):  # type: ignore[no-untyped-def]
    ordering = "Identity" if to_unicode is not None else "Japan1"
    descriptor = add(
        f"<< /Type /FontDescriptor /FontName /{base} /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 "
        "/Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>"
    )
    # Letters and digits of the fonts are half as wide as kanji.
    widths = "/W [1 95 500 231 632 500]" if to_unicode is None else ""
    inner = add(
        f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /{base} /CIDSystemInfo << /Registry (Adobe) "
        f"/Ordering ({ordering}) /Supplement 6 >> /FontDescriptor {descriptor} 0 R /DW 1000 {widths} >>"
    )
    mapping = f"/ToUnicode {_add_map(add, to_unicode)} 0 R" if to_unicode is not None else ""
    return add(
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{base} /Encoding /{encoding} "
        f"/DescendantFonts [{inner} 0 R] {mapping} >>"
    )


def _add_map(add, to_unicode):  # type: ignore[no-untyped-def]
    rows = "\n".join(f"<{code}> <{text.encode('utf-16-be').hex()}>" for code, text in to_unicode.items())
    stream = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Named def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange {len(to_unicode)} beginbfchar\n{rows}\nendbfchar\n"
        "endcmap end end"
    )
    return add("<< >>", stream.encode("latin-1"))


def _write_file(objects: Sequence[bytes]) -> bytes:
    data = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return bytes(data) + head + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(data))
