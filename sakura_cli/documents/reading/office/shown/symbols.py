"""Characters of symbol fonts (Wingdings, Symbol), which are stored by the number of their glyph, as what they show."""

from __future__ import annotations

from functools import cache

from sakura_cli.lexicon import read_table

# Where programs put the glyphs of a font that is not a text.
_PRIVATE = range(0xF000, 0xF100)


@cache
def _fonts() -> frozenset[str]:
    return frozenset(font for font, _ in _characters())


@cache
def _characters() -> dict[tuple[str, int], str]:
    return {(row["font"], int(row["code"], 16)): row["character"] for row in read_table("documents/symbols")}


def map_symbol(code: int, font: str) -> str:
    """Return the character of a glyph; empty where it is not known."""
    if code in _PRIVATE:
        code -= _PRIVATE.start
    return _characters().get((font.lower(), code), "")


def is_symbol_font(font: str) -> bool:
    """Tell whether a font has symbols in the place of letters."""
    return font.lower() in _fonts()


def map_symbols(text: str, font: str, *, unknown: str = "〓") -> str:
    """Return a text in some font with the glyphs of symbol fonts mapped, to `unknown` where they are not known."""
    if not is_symbol_font(font):
        return text
    return "".join(
        map_symbol(ord(character), font) or unknown if _is_glyph(character) else character for character in text
    )


def _is_glyph(character: str) -> bool:
    # Other characters are shown in another font.
    return " " < character < "\u0100" or ord(character) in _PRIVATE
