"""Decoding held to a repertoire of characters, followed byte by byte.

Tokens are bytes, not characters: a model can spell 鉴 with three byte tokens, each of which is harmless alone. The
constraint keeps the bytes of the character under way and accepts a token only if all characters it completes are
allowed and the one it leaves open can still become one. It leaves choosing tokens to the sampler.
"""

from __future__ import annotations

from functools import lru_cache

from sakura_cli.characters.script import repertoire


class CharacterConstraint:
    """The state of one completion: the bytes of its unfinished last character."""

    def __init__(self, allowed: frozenset[str]):
        self._allowed = allowed
        self._prefixes = _prefixes(allowed)
        self._open = b""

    @property
    def is_at_boundary(self) -> bool:
        """Whether the completion so far ends with a whole character, so that it may end."""
        return not self._open

    def accepts(self, piece: bytes) -> bool:
        """Tell whether the completion may go on with these bytes."""
        return self._follow(piece) is not None

    def advance(self, piece: bytes) -> None:
        """Take the bytes of the chosen token into the state."""
        self._open = self._follow(piece) or b""

    def _follow(self, piece: bytes) -> bytes | None:
        data = self._open + piece
        whole, rest = _split_complete(data)
        try:
            text = whole.decode("utf-8")
        except UnicodeDecodeError:
            return None
        if not self._allowed.issuperset(text):
            return None
        return rest if not rest or rest in self._prefixes else None


def character_constraint(language: str | None, source: str) -> CharacterConstraint | None:
    """Return the constraint for output in a language, or None where any character may stand."""
    allowed = repertoire(language, source) if language else None
    return CharacterConstraint(allowed) if allowed is not None else None


@lru_cache(maxsize=8)
def _prefixes(allowed: frozenset[str]) -> frozenset[bytes]:
    """Return every proper beginning of the UTF-8 form of an allowed character."""
    encoded = (character.encode("utf-8", errors="surrogatepass") for character in allowed)
    return frozenset(data[:size] for data in encoded for size in range(1, len(data)))


def _split_complete(data: bytes) -> tuple[bytes, bytes]:
    """Split before the last character when its UTF-8 form is not complete."""
    for back in range(1, min(4, len(data)) + 1):
        byte = data[-back]
        if byte < 0x80:
            break
        if byte >= 0xC0:
            size = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return (data[:-back], data[-back:]) if back < size else (data, b"")
    return data, b""
