"""Grammars (GBNF) for what the built-in engine holds decoding to in other ways: characters, and quotations."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from sakura_cli.inference.json_schema import Schema, to_grammar

# A grammar of more rules than these takes longer to follow than an answer to check.
_MOST_WORDS = 1500


@lru_cache(maxsize=4)
def character_grammar(allowed: frozenset[str], *, is_single_line: bool) -> str:
    """Return the grammar of texts of these characters that begin with no blank."""
    characters = allowed - {"\n", "\r"} if is_single_line else allowed
    begin = {each for each in characters if not each.isspace()}
    return f"root ::= first next*\nfirst ::= [{_write_class(begin)}]\nnext ::= [{_write_class(characters)}]\n"


def quotation_grammar(texts: Sequence[Sequence[str]]) -> str | None:
    """Return the grammar of the runs of whole words of texts; None where it would be too large."""
    if sum(map(len, texts)) > _MOST_WORDS:
        return None
    rules: list[str] = []
    begins: list[str] = []
    for number, words in enumerate(texts):
        for place, word in enumerate(words):
            name, after = f"w{number}x{place}", f"w{number}x{place + 1}"
            goes_on = any(each.strip() for each in words[place + 1 :])
            rest = "" if not goes_on else f" ({after})?" if word.strip() else f" {after}"
            if word.strip() or goes_on:
                rules.append(f"{name} ::= {_write_literal(word)}{rest}")
            if word.strip():
                begins.append(name)
    return f"root ::= {' | '.join(begins)}\n" + "\n".join(rules) + "\n" if begins else None


def json_grammar(schema: Schema, allowed: frozenset[str] | None) -> str:
    """Return the grammar of JSON by a schema, whose texts are of these characters; None allows any."""
    grammar = to_grammar(schema)
    if allowed is None:
        return grammar
    inside = {each for each in allowed if each >= " " and each not in '"\\\x7f'}
    texts = f'char ::= [{_write_class(inside)}] | "\\\\" ["\\\\/bfnrt]'
    return "\n".join(texts if line.startswith("char ::=") else line for line in grammar.splitlines()) + "\n"


def choice_grammar(choices: Sequence[str]) -> str:
    """Return the grammar of one of several texts."""
    return f"root ::= {' | '.join(map(_write_literal, choices))}\n"


def _write_literal(text: str) -> str:
    return '"' + "".join(_escape(character) for character in text) + '"'


def _write_class(characters: Collection[str]) -> str:
    codes = sorted(map(ord, characters))
    runs: list[list[int]] = []
    for code in codes:
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "".join(_code(first) if first == last else f"{_code(first)}-{_code(last)}" for first, last in runs)


def _escape(character: str) -> str:
    return character if character.isalnum() else _code(ord(character))


def _code(code: int) -> str:
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
