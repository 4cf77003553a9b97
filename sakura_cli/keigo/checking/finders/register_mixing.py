"""Find the sentences whose register is not the text's, where at least three agree and twice as many at that."""

from __future__ import annotations

from collections.abc import Iterator

from sakura_cli.keigo.checking.match import Match
from sakura_cli.keigo.checking.passage import CheckedLine
from sakura_cli.keigo.register import find_registers
from sakura_cli.keigo.types import Register


def find_other_register(p: CheckedLine) -> Iterator[Match]:
    """Yield the sentences in the rarer register; `register` says which that is."""
    sentences = [each for each in find_registers(p.text, prose_only=True) if each.register is not Register.NONE]
    plain = [each for each in sentences if each.register is Register.PLAIN]
    polite = [each for each in sentences if each.register is not Register.PLAIN]
    if not plain or not polite or len(sentences) < 3:
        return
    few, many = sorted((plain, polite), key=len)
    if len(few) * 2 <= len(many):
        groups = {"register": "plain" if few is plain else "polite"}
        yield from (Match(p, start=each.start, end=each.end, groups=groups) for each in few)
