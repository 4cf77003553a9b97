"""Every public function of the text layers that takes text, found in the packages themselves, and how it is called.

A parameter is filled by its type: text by the text, what has no text in it by a fixed value. What takes only things
that others made of a text (outlines, predicates, hits) is called by those, and by the tasks, which are run as a whole.
"""

from __future__ import annotations

import collections.abc
import datetime
import enum
import importlib
import inspect
import pkgutil
import types
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sakura_cli.documents.blocks import Block
from sakura_cli.documents.document import Document
from sakura_cli.documents.formats import find_blocks
from sakura_cli.japanese.morphology import Morpheme, analyse_morphemes
from sakura_cli.spans import Span
from sakura_cli.text.facts import SourceFacts
from sakura_cli.text.glossary import Term

PACKAGES = ("characters", "text", "documents", "japanese", "keigo", "search", "tasks")
# What reads the formats of others is called by `formats`, what writes them runs in a process with limits.
_APART = ("documents.process", "documents.isolated", "documents.writing.office", "documents.reading.office")
_APART += ("documents.reading.pdf", "documents.reading.rtf", "documents.reading.mails", "documents.reading.web")
_APART += ("documents.writing.located_page", "documents.writing.html", "documents.transfer", "documents.refusals")
# The notation of rules and what an index stores are the project's own.
_APART += (
    "search.stored",
    "keigo.checking.rule",
    "keigo.checking.token_patterns",
    "keigo.checking.tables",
    "japanese.conjugation",
)
_SEQUENCES = (collections.abc.Sequence, collections.abc.Iterable, collections.abc.Collection, list, tuple)

# Parameters that are no text of a document.
_BY_NAME = {
    "line_start": "> ",
    "separator": "、",
    "mark": "・",
    "codec": "utf-8",
    "encoding": "utf-8",
    "language": "ja",
}

# What a model answers is bounded by its tokens: a few lines, however long the document.
_ANSWERED = {"tag_lines": "text"}
_ANSWER = "決定：倉庫を移す。\n宿題：見積もりを取る。"

Call = Callable[[str], Any]


class CannotFillError(Exception):
    """A function takes what is not made of a text alone."""


@dataclass(frozen=True)
class TextCall:
    """A function, by its name in the package, called with a text."""

    name: str
    call: Call


def find_calls() -> Iterator[TextCall]:
    """Yield the public functions that take text, and the methods of classes that are made of one."""
    for name, function in find_functions():
        try:
            yield TextCall(name, _make_call(function))
        except CannotFillError:
            continue


def find_functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield every public function of the packages with its name."""
    for package in PACKAGES:
        root = importlib.import_module(f"sakura_cli.{package}")
        for found in pkgutil.walk_packages(root.__path__, f"{root.__name__}."):
            short = found.name.removeprefix("sakura_cli.")
            if short.startswith(_APART) or short.endswith("__main__"):
                continue
            module = importlib.import_module(found.name)
            for name, value in sorted(vars(module).items()):
                function = inspect.unwrap(value) if callable(value) else value
                if inspect.isfunction(function) and function.__module__ == found.name and not name.startswith("_"):
                    yield f"{short}.{name}", value


def _make_call(function: Callable[..., Any]) -> Call:
    plain = inspect.unwrap(function)
    try:
        hints = typing.get_type_hints(plain)
    except NameError:  # a type that only type checkers see
        raise CannotFillError from None
    wanted = [
        (each.name, hints[each.name], each.kind is inspect.Parameter.KEYWORD_ONLY)
        for each in inspect.signature(plain).parameters.values()
        if each.default is each.empty and each.kind not in (each.VAR_POSITIONAL, each.VAR_KEYWORD)
    ]
    if not any(holds_text(hint) for _, hint, _ in wanted):
        raise CannotFillError

    answered = _ANSWERED.get(plain.__name__)

    def call(text: str) -> Any:
        values = [
            (name, _ANSWER if name == answered else _BY_NAME.get(name) or fill(hint, text), is_keyword)
            for name, hint, is_keyword in wanted
        ]
        result = function(
            *(value for _, value, is_keyword in values if not is_keyword),
            **{name: value for name, value, is_keyword in values if is_keyword},
        )
        return list(result) if hasattr(result, "__next__") else result

    for _, hint, _ in wanted:
        fill(hint, "あ")
    return call


def holds_text(hint: Any) -> bool:
    """Say whether a value of a type is made of a text."""
    if hint in (str, bytes, Document, Block, SourceFacts, Morpheme):
        return True
    return any(holds_text(each) for each in typing.get_args(hint))


def fill(hint: Any, text: str) -> Any:
    """Return a value of a type, made of a text. Raises CannotFillError."""
    arguments, origin = typing.get_args(hint), typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        if type(None) in arguments and str not in arguments:
            return None
        return fill(str if str in arguments else arguments[0], text)
    if origin is typing.Literal:
        return arguments[0]
    if origin in (frozenset, set, collections.abc.Set) and arguments == (str,):
        return frozenset(text.split("\n"))
    if origin in _SEQUENCES and arguments:
        return _fill_many(arguments[0], text)
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return next(iter(hint))
    fixed: dict[Any, Any] = {
        bool: False,
        int: 3,
        float: 1.0,
        Decimal: Decimal(3),
        datetime.date: datetime.date(2026, 4, 1),
    }
    if hint in fixed:
        return fixed[hint]
    makers: dict[Any, Callable[[str], Any]] = {
        str: lambda text: text,
        bytes: str.encode,
        Span: lambda text: Span(0, len(text)),
        Document: lambda text: Document("a.txt", text, "utf-8", "\n", has_bom=False),
        SourceFacts: SourceFacts,
    }
    if hint in makers:
        return makers[hint](text)
    raise CannotFillError


def _fill_many(kind: Any, text: str) -> Any:
    if kind is str:
        return tuple(text.split("\n"))
    if kind is Span:
        return [Span(start, start + 1) for start in range(0, len(text), 2)]
    if kind is Block:
        return find_blocks(text, "text")
    if kind is Morpheme:
        return analyse_morphemes(text)
    if kind is Term:
        return [Term(word, word) for word in ("の", "一", "1", "a", "会議")]
    raise CannotFillError
