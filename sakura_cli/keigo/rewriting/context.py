"""What a rewriting knows of its task and of the sentence it works on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sakura_cli.japanese.morphology import Morpheme
from sakura_cli.keigo.types import Audience, HonorificClass, Level

# So far back a sentence is looked at for what a predicate belongs to: none that people write is longer.
CONTEXT_TOKENS = 200


@dataclass(frozen=True, slots=True)
class Style:
    """Level and audience of a rewriting."""

    level: Level
    audience: Audience

    @property
    def is_honorific(self) -> bool:
        """Tell whether unmarked acts take 尊敬語 and 謙譲語."""
        return self.level in (Level.BUSINESS, Level.FORMAL)

    @property
    def is_formal(self) -> bool:
        return self.level is Level.FORMAL


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement of `text[start:end]`."""

    start: int
    end: int
    after: str
    honorific_class: HonorificClass
    reason: str


@dataclass(slots=True)
class Sentence:
    """One sentence: its tokens (half-open range `first`, `last` of `tokens`; its terminator is token `last`).

    `is_item` says that it is an item of a list, `is_narrative` that the sentences before it tell what somebody else
    did; `spelled` is the sentence in the standard spelling that was rewritten where its own is not, `is_standard` that
    its own is; `is_set_phrase` that the whole of it was put by a table of set phrases, `is_thanks` that its end was.
    """

    tokens: Sequence[Morpheme]
    first: int
    last: int
    style: Style
    is_question: bool
    is_open: bool = False
    has_terminator: bool = False
    is_item: bool = False
    is_narrative: bool = False
    edits: list[Edit] = field(default_factory=list)
    whole: str = ""
    spelled: str = ""
    is_standard: bool = False
    is_set_phrase: bool = False
    is_thanks: bool = False

    def text(self, first: int | None = None, last: int | None = None) -> str:
        """Return the text of a token range, all of the sentence without one."""
        if first is None and last is None:
            # Asked for by every step of the rewriting: put together once.
            if not self.whole:
                self.whole = "".join([t[0] for t in self.tokens[self.first : self.last]])
            return self.whole
        low = self.first if first is None else first
        high = self.last if last is None else last
        return "".join([t[0] for t in self.tokens[low:high]])

    def before(self, k: int) -> str:
        """Return the words of the sentence before token `k`, of an endless one those that can matter."""
        return self.text(max(self.first, k - CONTEXT_TOKENS), k)

    @property
    def start(self) -> int:
        return self.tokens[self.first].start

    @property
    def end(self) -> int:
        return self.tokens[self.last - 1].end

    def replace(self, start: int, end: int, after: str, honorific_class: HonorificClass, reason: str) -> None:
        self.edits.append(Edit(start, end, after, honorific_class, reason))
