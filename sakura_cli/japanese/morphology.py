"""Morphological analysis of Japanese with SudachiPy: typed morphemes with spans.

The dictionary is opened on first use and shared. It is sudachidict-small (110 MB on disk, 80 ms to open): core
(193 MB, 80 ms) adds little but names. Splitting mode C keeps dictionary compounds whole, as the rules expect.
Named entities and syntax are left out: see `actors` and `predicate`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from sakura_cli.lexicon import word_set

if TYPE_CHECKING:
    from sudachipy import Morpheme as SudachiMorpheme
    from sudachipy import Tokenizer

MAX_ANALYSED_BYTES: Final = 40_000
"""Sudachi refuses input of more than 49,149 bytes: longer text is analysed in pieces."""


_SIGNS: Final = word_set("japanese/tags", "sign")


class Morpheme(NamedTuple):
    """One morpheme; `start` and `end` are half-open code point offsets into the analysed text.

    `lemma` is the dictionary form as spelled, `norm` its normalized spelling (行ける -> 行く, いる -> 居る),
    `pos` the part of speech with `sub`, `sub2`, `sub3` below it, `ctype` and `cform` the conjugation type and form
    ("" where a word has none).
    """

    surface: str
    lemma: str
    norm: str
    pos: str
    sub: str
    sub2: str
    sub3: str
    ctype: str
    cform: str
    start: int
    end: int

    @property
    def is_verb(self) -> bool:
        return self.pos == "動詞"

    @property
    def is_noun(self) -> bool:
        return self.pos in ("名詞", "代名詞")

    @property
    def is_sign(self) -> bool:
        return self.pos in _SIGNS


@lru_cache(maxsize=1)
def _tokenizer() -> Tokenizer:
    from sudachipy import Dictionary, SplitMode

    return Dictionary(dict="small").tokenizer(mode=SplitMode.C)


class _Entry(NamedTuple):
    """What the dictionary says of a word, as in `Morpheme`."""

    lemma: str
    norm: str
    pos: str
    sub: str = ""
    sub2: str = ""
    sub3: str = ""
    ctype: str = ""
    cform: str = ""


_entries: dict[int, _Entry] = {}
"""What is known of dictionary words already met, by Sudachi's word number."""


def analyse_morphemes(text: str, offset: int = 0) -> list[Morpheme]:
    """Return the morphemes of `text`, their spans moved by `offset` code points."""
    if len(text) * 3 > MAX_ANALYSED_BYTES and len(text.encode("utf-8", "replace")) > MAX_ANALYSED_BYTES:
        return _analyse_pieces(text, offset)
    found = []
    known = _entries
    build = tuple.__new__  # twice as fast as calling the class, on the hottest path of all
    for m in _tokenizer().tokenize(text):
        begin, end = m.begin(), m.end()
        if begin == end:  # Sudachi splits what it normalizes (… to three dots) into empty morphemes
            continue
        word_id = m.word_id()
        entry = known.get(word_id)
        if entry is None:
            entry = _describe(m, text[begin:end])
            if not m.is_oov():
                known[word_id] = entry
        found.append(build(Morpheme, (text[begin:end], *entry, begin + offset, end + offset)))
    return found


def is_known_word(word: str) -> bool:
    """Say whether the dictionary has a word, or all the words it is put together from."""
    return not any(m.is_oov() for m in _tokenizer().tokenize(word[: MAX_ANALYSED_BYTES // 4]))


def _describe(m: SudachiMorpheme, surface: str) -> _Entry:
    """Return dictionary form, normalized form, parts of speech, conjugation type and form."""
    pos = ["" if part == "*" else part for part in m.part_of_speech()]
    lemma, norm = m.dictionary_form(), m.normalized_form()
    if pos[0] == "感動詞" and surface == "お":  # お before a verb stem is sometimes taken for a filler
        return _Entry("お", "御", "接頭辞")
    if pos[4] == "助動詞-タ":  # 読んだ: voiced, the past auxiliary would look like the copula
        lemma = "た"
    return _Entry(lemma, norm, *pos)


def _analyse_pieces(text: str, offset: int) -> list[Morpheme]:
    """Analyse over-long text in pieces cut after a comma or a blank where there is one."""
    step = MAX_ANALYSED_BYTES // 4
    found: list[Morpheme] = []
    begin = 0
    while begin < len(text):
        end = min(begin + step, len(text))
        if end < len(text):
            cut = max(text.rfind(mark, begin + step // 2, end) for mark in "、，, 　。\n")
            end = cut + 1 if cut > 0 else end
        found += analyse_morphemes(text[begin:end], offset + begin)
        begin = end
    return found
