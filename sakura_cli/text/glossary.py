"""Glossaries: terms and how they are to be translated, from CSV, TSV or the YAML of prh; found in texts and checked.

Left out: inflection beyond an English plural or past ending, and reading the file, which is the caller's.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sakura_cli.characters.fold import fold
from sakura_cli.errors import BadInputError
from sakura_cli.lexicon import alternation, words
from sakura_cli.localization import gettext as _
from sakura_cli.platforms import limited_time
from sakura_cli.spans import Span
from sakura_cli.user_files import UserFileError, parse_yaml

_HEADER = re.compile(rf"{alternation(words('labels/fields', 'glossary-source'))}$", re.IGNORECASE)
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ0-9]")
_ENDINGS = r"(?:s|es|ed|d|ing)?"
# A pattern is looked for in a paragraph at a time.
_MOST_SECONDS = 5
_HINT = _("one term a line: source,target[,note]")


@dataclass(frozen=True)
class Term:
    """A term of the source language and what it has to be in the translation; `note` is for people."""

    source: str
    target: str
    note: str = ""
    is_pattern: bool = False


@dataclass(frozen=True)
class TermMention:
    """A term that occurs in a text, and where."""

    term: Term
    span: Span


def parse_glossary(text: str, *, name: str) -> list[Term]:
    """Read a glossary; `name` tells TSV and YAML from CSV. Raises BadInputError with the line that is wrong."""
    lower = name.lower()
    if lower.endswith((".yml", ".yaml")):
        terms = list(_read_prh(text, name))
    else:
        terms = list(_read_table(text, name, "\t" if lower.endswith(".tsv") or _has_tabs(text) else ","))
    if not terms:
        raise BadInputError(_("the glossary {name} has no terms").format(name=name), hint=_HINT, kind="bad-glossary")
    return list(dict.fromkeys(terms))


def find_terms(text: str, terms: Sequence[Term]) -> list[TermMention]:
    """Find the terms that occur in a text, in order; of terms that overlap the longest counts.

    Raises BadInputError for a pattern of the user's that takes too long.
    """
    folded = fold(text)
    found = [TermMention(term, span) for term in terms for span in _find_term(term, folded)]
    found.sort(key=lambda mention: (mention.span.start - mention.span.end, mention.span.start))
    kept: list[TermMention] = []
    taken = bytearray(len(folded))
    for mention in found:
        start, end = mention.span
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.span)


def find_missed(source: str, target: str, terms: Sequence[Term]) -> list[TermMention]:
    """List the mentions of terms in a source, one a term, whose translation the target lacks."""
    folded = fold(target)
    mentions = {mention.term: mention for mention in reversed(find_terms(source, terms))}
    return [mention for term, mention in mentions.items() if not _target_pattern(term.target).search(folded)][::-1]


def has_term(text: str, target: str) -> bool:
    """Say whether a text has the translation of a term."""
    return bool(_target_pattern(target).search(fold(text)))


def _find_term(term: Term, folded: str) -> list[Span]:
    matches = _source_pattern(term).finditer(folded)
    if not term.is_pattern:
        return [Span(*match.span()) for match in matches if match.end() > match.start()]
    try:
        # A pattern of the user's may go back and forth for ever: (a+)+$.
        with limited_time(_MOST_SECONDS, of_processor=True):
            return [Span(*match.span()) for match in matches if match.end() > match.start()]
    except TimeoutError:
        raise BadInputError(
            _("a pattern of the glossary takes more than {limit} seconds on one text").format(limit=_MOST_SECONDS),
            hint=_("write it without repetition inside repetition, as in (a+)+"),
            kind="bad-glossary",
        ) from None


@lru_cache(maxsize=4096)
def _source_pattern(term: Term) -> re.Pattern[str]:
    return re.compile(term.source) if term.is_pattern else _word_pattern(term.source)


@lru_cache(maxsize=4096)
def _target_pattern(target: str) -> re.Pattern[str]:
    return _word_pattern(target)


def _word_pattern(words: str) -> re.Pattern[str]:
    """Return a pattern for whole words, singular or plural: server is in servers and not in observer."""
    folded = fold(words.strip())
    body = r"[\s-]+".join(re.escape(word) for word in re.split(r"[\s-]+", folded) if word)
    before = r"(?<![A-Za-zÀ-ÖØ-öø-ÿ0-9])" if _LATIN.match(folded[:1]) else ""
    after = rf"{_ENDINGS}(?![A-Za-zÀ-ÖØ-öø-ÿ0-9])" if _LATIN.match(folded[-1:]) else ""
    return re.compile(before + body + after, re.IGNORECASE)


def _has_tabs(text: str) -> bool:
    first = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    return "\t" in first and "," not in first.split("\t")[0]


def _read_table(text: str, name: str, separator: str) -> Iterator[Term]:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        message = _("the glossary {name} cannot be read: {reason}").format(name=name, reason=error)
        raise BadInputError(message, hint=_HINT, kind="bad-glossary") from None
    for number, row in enumerate(rows, start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or cells[0].startswith("#"):
            continue
        if number == 1 and _HEADER.match(cells[0]):
            continue
        if len(cells) < 2 or not cells[0] or not cells[1]:
            message = _("line {number} of the glossary {name} lacks a source or a target")
            raise BadInputError(message.format(number=number, name=name), hint=_HINT, kind="bad-glossary")
        yield Term(cells[0], cells[1], cells[2] if len(cells) > 2 else "")


def _read_prh(text: str, name: str) -> Iterator[Term]:
    """Read prh rules: each pattern is a source, what is expected is its target."""
    try:
        data = parse_yaml(text)
    except UserFileError as error:
        message = _("the glossary {name} is not valid YAML").format(name=name)
        if error.is_too_complex:
            message = _("the glossary {name} is too large or nested too deeply").format(name=name)
        raise BadInputError(message, kind="bad-glossary") from None
    rules = data.get("rules") if isinstance(data, dict) else None
    if not isinstance(rules, list):
        message = _("the glossary {name} has no list of rules").format(name=name)
        raise BadInputError(message, hint="rules: [{expected: …, pattern: …}]", kind="bad-glossary")
    for number, rule in enumerate(rules, start=1):
        expected = rule.get("expected") if isinstance(rule, dict) else None
        if not isinstance(expected, str) or not expected:
            message = _("rule {number} of the glossary {name} does not say what is expected (expected)")
            raise BadInputError(message.format(number=number, name=name), kind="bad-glossary")
        for pattern in _list_patterns(rule):
            yield _read_pattern(pattern, expected, name, number)


def _list_patterns(rule: dict[str, Any]) -> list[str]:
    patterns = rule.get("pattern", rule.get("patterns", []))
    return [str(pattern) for pattern in (patterns if isinstance(patterns, list) else [patterns])]


def _read_pattern(pattern: str, expected: str, name: str, number: int) -> Term:
    regular = re.fullmatch(r"/(.*)/([gimsu]*)", pattern)
    if regular is None:
        return Term(pattern, expected)
    try:
        flags = "(?i)" if "i" in regular[2] else ""
        re.compile(flags + regular[1])
    except re.error:
        message = _("rule {number} of the glossary {name} has a pattern that cannot be read")
        raise BadInputError(message.format(number=number, name=name), kind="bad-glossary") from None
    return Term(flags + regular[1], expected, is_pattern=True)
