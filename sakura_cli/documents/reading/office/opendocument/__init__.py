"""Texts and presentations of OpenDocument (.odt, .odp), which LibreOffice writes; `reader` is the way in."""
