"""What is laid over the pages of a PDF: filled fields and typed words become part of the page, comments are counted.

Left out: links, which add no words.
"""

from __future__ import annotations

from typing import Any

import pypdfium2.raw as pdfium

_WORDS = (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP)
_COMMENTS = (
    pdfium.FPDF_ANNOT_TEXT,
    pdfium.FPDF_ANNOT_HIGHLIGHT,
    pdfium.FPDF_ANNOT_UNDERLINE,
    pdfium.FPDF_ANNOT_STRIKEOUT,
    pdfium.FPDF_ANNOT_SQUIGGLY,
)


def lay_in(pdf: Any, index: int, page: Any) -> tuple[Any, int]:
    """Return a page with what is filled in as part of it, opened anew if there is any, and how many comments it has."""
    comments, has_words = 0, False
    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, number)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        comments += kind in _COMMENTS and pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0) > 2
        has_words |= kind in _WORDS
        pdfium.FPDFPage_CloseAnnot(annotation)
    if has_words and pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS:
        page.close()
        page = pdf[index]
    return page, comments
