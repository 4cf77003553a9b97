"""The formats a text may be in, recognised by its name and by what it says, and the reader of each.

A reader is a module of `reading` with `read(text)`, imported when a text of its format comes. Left out: formats that
are not text, which `reading.registry` knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Literal

from sakura_cli.documents.blocks import Block
from sakura_cli.documents.records import find_sign, find_start

TextFormat = Literal["text", "markdown", "srt", "csv"]

_SUBTITLES = "sakura_cli.documents.reading.subtitles"
_ARROW, _SCRIPT = "-->", "[Script Info]"
_START_CHARACTERS = 200
_MARKDOWN_SIGNS = (
    re.compile(r"(?m)^#{1,6} \S"),
    re.compile(r"(?m)^(?:```|~~~)"),
    re.compile(r"\[[^\[\]\n]+\]\([^()\s]+\)"),
    re.compile(r"(?m)^\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+"),
    re.compile(r"\*\*[^*\n]+\*\*"),
)


@dataclass(frozen=True)
class _Reader:
    """How a format is known: by its extensions, else by what a text says; and the module that reads it."""

    module: str
    extensions: tuple[str, ...]
    is_recognised: Callable[[str], bool]
    # What a format says that is less telling than the name of another one.
    is_weak: bool = False
    # What a text of that name has, or the name is wrong.
    must_hold: Callable[[str], bool] = lambda text: True


def _looks_like_subtitles(text: str) -> bool:
    if _ARROW not in text and _SCRIPT not in text[:_START_CHARACTERS]:
        return False
    return bool(import_module(_SUBTITLES).is_subtitles(text))


def _has_cues(text: str) -> bool:
    return bool(import_module(_SUBTITLES).has_cues(text))


def _looks_like_markdown(text: str) -> bool:
    """Recognise Markdown by two different signs: one alone is none."""
    return sum(bool(sign.search(text)) for sign in _MARKDOWN_SIGNS) > 1


def _looks_like_table(text: str) -> bool:
    return find_start(text)[1] is not None or find_sign(text) is not None


_READERS: Mapping[TextFormat, _Reader] = {
    "srt": _Reader("subtitles", (".srt", ".vtt", ".ass", ".ssa"), _looks_like_subtitles, must_hold=_has_cues),
    "markdown": _Reader("marked_up.markdown", (".md", ".markdown", ".mkd"), _looks_like_markdown, is_weak=True),
    "csv": _Reader("delimited.csv", (".csv", ".tsv"), _looks_like_table, is_weak=True),
    "text": _Reader("plain", (".txt",), lambda _: True, is_weak=True),
}


def recognise_format(name: str, text: str) -> TextFormat:
    """Return the format of a text by its name's extension, else by what it says.

    A name that says nothing but that it is text is asked after what no other text says.
    """
    named = next((each for each, reader in _READERS.items() if name.lower().endswith(reader.extensions)), None)
    if named not in (None, "text") and _READERS[named].must_hold(text):
        return named
    for format_, reader in _READERS.items():
        if reader.is_recognised(text) and not (named and reader.is_weak):
            return format_
    return "text"


def is_named_text(name: str) -> bool:
    """Say whether a name has an extension of one of the formats here."""
    return any(name.lower().endswith(reader.extensions) for reader in _READERS.values())


def find_blocks(text: str, format_: TextFormat) -> Sequence[Block]:
    """Return the blocks of a text of a format, in order."""
    read: Callable[[str], Sequence[Block]] = import_module(
        f"sakura_cli.documents.reading.{_READERS[format_].module}"
    ).read
    return read(text)
