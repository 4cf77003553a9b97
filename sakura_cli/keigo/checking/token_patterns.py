"""Match token patterns over the morphemes of a passage, in time that grows with its length alone.

A pattern is a row of elements with blanks between them; an element is one morpheme unless it says otherwise:

    に|は                 a surface, or one of several; @own:self one that stands in a table (kinds after the colon)
    [norm=成る|@x verb]    every test holds: surface, lemma, norm, pos, sub, sub2, and type or form, of which the
                          beginning counts; `!=` denies; `verb` and `noun` are their parts of speech
    [pos=副詞]|@x          one of several tests
    []                     any morpheme
    <verbal norm=読む>      お or ご with what it honours: stem, verb, sahen or verbal; tests of bare, norm and text
    ~@family               a word of a table, however many morphemes it has
    …                      any morphemes of the same sentence
    x?  x*  x{0,3}         optional or repeated, as often as can be (REPEATS at most)
    !x  -!x                the next morpheme, or the one before, is not this
    name:x                 what matched is called `name` in suggestions and conditions
    { x y }                what is reported; all of it without braces

Left out: what a rule says of a match, which is the business of `rule`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from sakura_cli.japanese.morphology import Morpheme
from sakura_cli.keigo.checking.match import Match
from sakura_cli.keigo.checking.passage import LEMMA, NORM, SURFACE, CheckedLine, Stem
from sakura_cli.keigo.checking.tables import read_words

REPEATS: Final = 12
_GAP: Final = 60
_PHRASE: Final = 5

_CHUNK: Final = re.compile(r"(?:\[[^\]]*\]|<[^>]*>|[^\s\[<])+")
_PARTS: Final = re.compile(
    r"(?P<deny>-?!)?(?:(?P<name>[a-z_]+):)?(?P<body>.*?)(?P<times>[?*]|\{(?P<least>\d+),(?P<most>\d+)\})?", re.DOTALL
)
_CHOICE: Final = re.compile(r"(?:^|\|)(\[[^\]]*\]|[^|\[\]]+)")
_FIELDS: Final = {"surface": SURFACE, "lemma": LEMMA, "norm": NORM, "pos": 3, "sub": 4, "sub2": 5, "type": 7, "form": 8}
_STEM_FIELDS: Final = {"text": 2, "bare": 3, "norm": 4}
_FLAGS: Final = {"verb": "pos=動詞", "noun": "pos=名詞|代名詞"}
_BY_BEGINNING: Final = (7, 8)
_Places: TypeAlias = "set[tuple[int, int]]"
_CONSUMING: Final = ("token", "stem", "phrase", "gap")


class Test(NamedTuple):
    """A field of a morpheme or stem, and the words it must be (or must not); tables are read when first compared."""

    field: int
    words: str
    is_wanted: bool

    def holds(self, item: Sequence[object]) -> bool:
        value = item[self.field]
        if self.field in _BY_BEGINNING:
            return str(value).startswith(tuple(read_words(self.words))) is self.is_wanted
        return (value in read_words(self.words)) is self.is_wanted


class Need(NamedTuple):
    """A SURFACE, LEMMA or NORM that a passage must hold: one of the words."""

    attribute: int
    words: str
    offset: int | None

    @property
    def commonness(self) -> tuple[bool, bool, int]:
        """A table is not read for this; a surface may be a particle, and so is commoner than a lemma or norm."""
        return "@" in self.words, self.attribute == SURFACE, self.words.count("|")


class Element(NamedTuple):
    """One element: its kind, the choices of tests it has, its name, and how often it may stand."""

    kind: str
    choices: tuple[tuple[Test, ...], ...] = ()
    name: str = ""
    least: int = 1
    most: int = 1
    words: str = ""
    stem_kind: str = ""

    def holds(self, token: Morpheme) -> bool:
        return any(all(test.holds(token) for test in tests) for tests in self.choices)


class TokenPattern(NamedTuple):
    """A pattern made ready: its elements, and what a passage must hold, the rarest first.

    `anchor` is the rarest need of which it is known how far it stands from where a match begins.
    """

    elements: tuple[Element, ...]
    needs: tuple[Need, ...]
    anchor: Need | None
    has_stem: bool
    begins_with_stem: bool


def compile_pattern(source: str) -> TokenPattern:
    """Return a pattern made ready; ValueError for what is no element."""
    elements = tuple(_parse(chunk) for chunk in _CHUNK.findall(source))
    needs = []
    offset: int | None = 0
    for element in elements:
        need = _need_of(element, offset)
        if need is not None:
            needs.append(need)
        if element.kind == "token" and element.least == element.most == 1:
            offset = None if offset is None else offset + 1
        elif element.kind in _CONSUMING:
            offset = None
    needs.sort(key=lambda need: need.commonness)
    consuming = [element.kind for element in elements if element.kind in _CONSUMING]
    return TokenPattern(
        elements,
        tuple(needs),
        anchor=next((need for need in needs if need.offset is not None), None),
        has_stem="stem" in consuming,
        begins_with_stem=consuming[:1] == ["stem"],
    )


def can_match(pattern: TokenPattern, passage: CheckedLine) -> bool:
    """Tell whether a passage holds all that a pattern needs, wherever it stands."""
    if pattern.has_stem and not passage.stems:
        return False
    return not any(read_words(need.words).isdisjoint(passage.places(need.attribute)) for need in pattern.needs)


def find_matches(pattern: TokenPattern, passage: CheckedLine) -> Iterator[Match]:
    """Yield the matches in a passage, one for each place where one begins."""
    if can_match(pattern, passage):
        dead_ends: _Places = set()
        for start in _starts(pattern, passage):
            match = Match(passage, start)
            if _advance(match, pattern.elements, 0, start, dead_ends) and match.first < match.last:
                yield match


def _starts(pattern: TokenPattern, passage: CheckedLine) -> Iterable[int]:
    if pattern.begins_with_stem:
        return [stem.first for stem in passage.stems]
    if pattern.anchor is None:
        return range(len(passage.tokens))
    places = passage.places(pattern.anchor.attribute)
    offset = pattern.anchor.offset or 0
    return sorted(
        k - offset for word in read_words(pattern.anchor.words) & places.keys() for k in places[word] if k >= offset
    )


def _advance(match: Match, elements: tuple[Element, ...], i: int, k: int, dead_ends: _Places) -> bool:
    """Tell whether the elements from `i` on match from token `k` on, and write down where.

    `dead_ends` are the elements and tokens from which there is no way on, wherever a match began: none is tried twice.
    """
    passage = match.passage
    tokens = passage.tokens
    while i < len(elements):
        element = elements[i]
        kind = element.kind
        if kind == "token" and element.least == element.most == 1:
            if k >= len(tokens) or not element.holds(tokens[k]):
                return False
            if element.name:
                match.parts[element.name] = (k, k + 1)
            k += 1
        elif kind == "open":
            match.first = k
        elif kind == "close":
            match.last = k
        elif kind == "not-next":
            if k < len(tokens) and element.holds(tokens[k]):
                return False
        elif kind == "not-before":
            if k > 0 and element.holds(tokens[k - 1]):
                return False
        else:
            if (i, k) in dead_ends:
                return False
            if any(_go_on(match, elements, i, k, end, dead_ends) for end in _ends(match, element, k)):
                return True
            dead_ends.add((i, k))
            return False
        i += 1
    if match.first < 0:
        match.first = match.begin
    if match.last < 0:
        match.last = k
    return True


def _go_on(match: Match, elements: tuple[Element, ...], i: int, k: int, end: int, dead_ends: _Places) -> bool:
    last = match.last
    if elements[i].name:
        match.parts[elements[i].name] = (k, end)
    if _advance(match, elements, i + 1, end, dead_ends):
        return True
    match.last = last
    return False


def _ends(match: Match, element: Element, k: int) -> Iterator[int]:
    """Yield where an element of more or less than one morpheme may end, the likelier first."""
    passage = match.passage
    tokens = passage.tokens
    if element.kind == "stem":
        for stem in passage.stems_at(k):
            if _is_stem(element, stem):
                match.stems[element.name or "stem"] = stem
                yield stem.last
    elif element.kind == "gap":
        end = min(passage.sentence_end(k), k + _GAP)
        yield from range(k, end + 1)
    elif element.kind == "phrase":
        ends = range(min(k + _PHRASE, len(tokens)), k, -1)
        yield from (end for end in ends if passage.surface(k, end) in read_words(element.words))
    else:
        end = k
        while end < len(tokens) and end - k < element.most and element.holds(tokens[end]):
            end += 1
        yield from range(end, k + element.least - 1, -1)


def _is_stem(element: Element, stem: Stem) -> bool:
    kind = element.stem_kind
    is_kind = (
        kind == "stem"
        or (kind in ("verb", "verbal") and stem.is_verb)
        or (kind in ("sahen", "verbal") and stem.is_sahen)
    )
    return is_kind and all(test.holds(stem) for test in element.choices[0])


@lru_cache(maxsize=512)
def _parse(chunk: str) -> Element:
    if chunk in ("{", "}"):
        return Element("open" if chunk == "{" else "close")
    parts = _PARTS.fullmatch(chunk)
    if parts is None or not parts["body"]:
        raise ValueError(f"no element of a pattern: {chunk}")
    body, name = parts["body"], parts["name"] or ""
    if body == "…":
        return Element("gap")
    if body.startswith("~"):
        return Element("phrase", name=name, words=body[1:])
    if body.startswith("<"):
        kind, *tests = body[1:-1].split()
        return Element("stem", (tuple(_parse_test(test, _STEM_FIELDS) for test in tests),), name, stem_kind=kind)
    choices = _parse_choices(body)
    if parts["deny"]:
        return Element("not-before" if parts["deny"] == "-!" else "not-next", choices)
    least, most = {"?": (0, 1), "*": (0, REPEATS)}.get(
        parts["times"] or "", (int(parts["least"] or 1), int(parts["most"] or 1))
    )
    return Element("token", choices, name, least, most)


def _parse_choices(body: str) -> tuple[tuple[Test, ...], ...]:
    found: list[tuple[Test, ...]] = []
    written = []
    choices = _CHOICE.findall(body)
    if "|".join(choices) != body:
        raise ValueError(f"no element of a pattern: {body}")
    for choice in choices:
        if choice.startswith("["):
            found.append(tuple(_parse_test(test, _FIELDS) for test in choice[1:-1].split()))
        else:
            written.append(choice)
    if written:
        found.append((Test(SURFACE, "|".join(written), True),))
    return tuple(found)


def _parse_test(source: str, fields: dict[str, int]) -> Test:
    name, sign, values = _FLAGS.get(source, source).partition("=")
    if not sign or name.rstrip("!") not in fields:
        raise ValueError(f"no test of a pattern: {source}")
    return Test(fields[name.rstrip("!")], values, not name.endswith("!"))


def _need_of(element: Element, offset: int | None) -> Need | None:
    """Return which surface, lemma or norm an element cannot do without."""
    if element.kind != "token" or element.least == 0 or len(element.choices) != 1:
        return None
    needs = [Need(test.field, test.words, offset) for test in element.choices[0] if test.is_wanted and test.field < 3]
    return min(needs, key=lambda need: need.commonness, default=None)
