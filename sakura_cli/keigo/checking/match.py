"""What a pattern or a finder has found: the place in a passage, and the parts of it that have names."""

from __future__ import annotations

from collections.abc import Mapping

from sakura_cli.keigo.checking.passage import CheckedLine, Stem


class Match:
    """A place in a passage: the tokens reported (half-open; -1 where only characters are), and its named parts.

    `begin` is where the pattern began, context included. `start` and `end` are offsets into the passage's text, for a
    match of characters. `is_repeated` says that one like it came before in the sentence.
    """

    __slots__ = ("begin", "end", "first", "groups", "is_repeated", "last", "parts", "passage", "start", "stems")

    def __init__(
        self,
        passage: CheckedLine,
        begin: int = 0,
        first: int = -1,
        last: int = -1,
        *,
        start: int = -1,
        end: int = -1,
        groups: Mapping[str, str] | None = None,
        is_repeated: bool = False,
    ) -> None:
        self.passage, self.begin, self.first, self.last = passage, begin, first, last
        self.start, self.end, self.is_repeated = start, end, is_repeated
        self.parts: dict[str, tuple[int, int]] = {}
        self.stems: dict[str, Stem] = {}
        self.groups: Mapping[str, str] = groups or {}

    @property
    def span(self) -> tuple[int, int]:
        """Where what is reported stands in the whole text."""
        if self.start >= 0:
            return self.passage.start + self.start, self.passage.start + self.end
        return self.passage.span(self.first, self.last)

    def has(self, name: str) -> bool:
        """Tell whether a part has that name."""
        return name in self.stems or name in self.parts or name in self.groups

    def value(self, name: str, attribute: str = "") -> str:
        """Return the text of a part, or an attribute of it: bare, norm or lemma."""
        stem = self.stems.get(name)
        if stem is not None:
            return {"bare": stem.bare, "norm": stem.norm}.get(attribute, stem.text)
        if name in self.parts:
            first, last = self.parts[name]
            token = self.passage.at(first)
            return {"norm": token.norm, "lemma": token.lemma}.get(attribute) or self.passage.surface(first, last)
        return self.groups.get(name, "")
