"""The parts of a bank account that is written in one line: みずうみ銀行 芝支店 普通 7654321 カ）オリオン.

Left out: accounts whose parts have labels of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sakura_cli.characters.fold import fold
from sakura_cli.lexicon import alternation, word_map, words
from sakura_cli.spans import Span

_WORDS = "labels/addresses"
_GAP = r"[ /・,、|]*"
_ACCOUNT = re.compile(
    rf"(?P<bank>[^ /,、|:：]{{1,16}}?{alternation(words(_WORDS, 'bank'))}){_GAP}"
    rf"(?:(?P<branch>[^ /,、|]{{1,14}}?{alternation(words(_WORDS, 'branch'))})(?:[(][0-9]{{3}}[)])?{_GAP})?"
    rf"(?:[(]?(?P<kind>{alternation(words(_WORDS, 'account'))})[)]?{_GAP})?"
    rf"(?:[^ 0-9*]{{0,6}}[:.]?[ ]*(?P<account>[0-9]{{6,8}}|[*●xX]{{2,6}}[0-9]{{2,4}})(?![0-9-]){_GAP})?"
    rf"(?P<holder>\S.*)?"
)
_PARTS = ("bank", "branch", "kind", "account", "holder")


_BANK_ALONE = re.compile(rf"[ ]*(?P<bank>[^ /,、|:：]{{1,16}}{alternation(words(_WORDS, 'bank'))})(?=[ ]*$|[ ]{{3,}})")
_BELOW = re.compile(
    rf"[ ]*(?P<branch>[^ /,、|]{{1,14}}?{alternation(words(_WORDS, 'branch'))}){_GAP}"
    rf"(?:[(]?(?P<kind>{alternation(words(_WORDS, 'account'))})[)]?{_GAP})?(?P<account>[0-9]{{6,8}})(?![0-9-])"
)
_HOLDER_BELOW = re.compile(r"[ ]*(?P<holder>[ァ-ヶー][ァ-ヶー().・ ]{2,40}?)(?=[ ]*$|[ ]{3,})")


def read_wrapped_accounts(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the parts of an account whose bank, branch with number and holder have a line each."""
    folded = fold(text)
    start = 0
    starts = []
    for line in folded.split("\n"):
        starts.append(start)
        start += len(line) + 1
    ends = [*(each - 1 for each in starts[1:]), len(folded)]
    lines = [Span(*edges) for edges in zip(starts, ends, strict=True)]
    for above, numbered, below in zip(lines, lines[1:], [*lines[2:], Span(len(folded), len(folded))], strict=False):
        bank, account = _BANK_ALONE.match(folded, *above), _BELOW.match(folded, *numbered)
        if bank is None or account is None:
            continue
        holder = _HOLDER_BELOW.match(folded, *below)
        for part in _PARTS:
            found = bank if part == "bank" else holder if part == "holder" else account
            if found is not None and found[part]:
                yield word_map("labels/part_labels", "word", column="part")[part], Span(*found.span(part))


def is_account(words_: str) -> bool:
    """Say whether words are a bank account with its number: bank and branch are nobody's company and department."""
    found = _ACCOUNT.match(fold(words_.strip(" 　")))
    return found is not None and bool(found["account"]) and bool(found["branch"] or found["kind"])


def read_account(text: str, span: Span) -> Iterator[tuple[str, Span]]:
    """Yield the names of the parts with their spans; nothing where no bank and number stand."""
    found = _ACCOUNT.search(fold(span.cut(text)))
    if found is None or not (found["account"] or found["branch"]):
        return
    for part in _PARTS:
        if found[part] and (part != "holder" or found["account"]):
            label = word_map("labels/part_labels", "word", column="part")[part]
            words_ = found[part]
            start = span.start + found.start(part)
            if part == "holder":
                words_ = words_ if re.search(r"[(]", words_) else words_.rstrip(" )")
                end = len(words_.rstrip())
                yield label, Span(start, start + end)
            else:
                yield label, Span(start, start + len(words_))
