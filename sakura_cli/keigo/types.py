"""Result types of keigo analysis, checking and rewriting. Spans are half-open, in code points of the given text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class HonorificClass(str, Enum):
    """The five classes of 敬語の指針 (2007), and 改まり語 beside them."""

    RESPECT = "尊敬語"
    HUMBLE = "謙譲語Ⅰ"
    COURTEOUS = "謙譲語Ⅱ"
    POLITE = "丁寧語"
    BEAUTIFIED = "美化語"
    FORMAL_WORD = "改まり語"
    PLAIN = "常体"


class Level(str, Enum):
    """How polite a rewriting is: です・ます, mail to clients, ceremony and official letters, or 常体."""

    POLITE = "polite"
    BUSINESS = "business"
    FORMAL = "formal"
    PLAIN = "plain"


class Audience(str, Enum):
    """Whom the text addresses: people outside one's organisation, inside it, or one's superiors in it."""

    EXTERNAL = "external"
    INTERNAL = "internal"
    SUPERIOR = "superior"


class Severity(str, Enum):
    """`error` breaks a rule of its source; `shifting` is usage in change; `style` is a matter of taste."""

    ERROR = "error"
    SHIFTING = "shifting"
    STYLE = "style"


class Register(str, Enum):
    """Register of a sentence or text."""

    PLAIN = "常体"
    POLITE = "敬体"
    BUSINESS = "business"
    MIXED = "mixed"
    NONE = "none"


class Side(str, Enum):
    """Whose side an actor stands on, as seen from the writer and the audience."""

    SELF = "self"
    IN_GROUP = "in-group"
    ADDRESSEE = "addressee"
    RESPECTED = "respected"
    NEUTRAL = "neutral"
    THING = "thing"
    UNKNOWN = "unknown"

    @property
    def is_raised(self) -> bool:
        return self in (Side.ADDRESSEE, Side.RESPECTED)

    @property
    def is_own(self) -> bool:
        return self in (Side.SELF, Side.IN_GROUP)


@dataclass(frozen=True, slots=True)
class Problem:
    """A keigo problem; `suggestion` replaces `text[start:end]` ("" where none is certain)."""

    rule: str
    severity: Severity
    start: int
    end: int
    message: str
    suggestion: str
    source: str


@dataclass(frozen=True, slots=True)
class RuleDescription:
    """What a rule of the check finds, in Japanese, and the source that says so."""

    summary: str
    source: str


@dataclass(frozen=True, slots=True)
class Change:
    """One replacement of a rewriting, located in the original text."""

    start: int
    end: int
    before: str
    after: str
    honorific_class: HonorificClass
    reason: str


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A rewritten text and the changes that make it from the original."""

    text: str
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class SentenceRewrite:
    """The sentence `original[start:end]` as rewritten; the spans of its changes count from the sentence's start.

    `is_whole` is false for part of a sentence that a line break divides.
    """

    start: int
    end: int
    text: str
    changes: list[Change]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Expression:
    """An honorific expression found in a text."""

    start: int
    end: int
    text: str
    honorific_class: HonorificClass
    actor: Side


@dataclass(frozen=True, slots=True)
class SentenceRegister:
    """The register of the sentence `text[start:end]`; `level` runs from 1 (most honorific) to 4 (casual)."""

    start: int
    end: int
    register: Register
    level: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """Register of a whole text and of its sentences, and its honorific expressions."""

    register: Register
    sentences: list[SentenceRegister]
    expressions: list[Expression]
