"""Names and terms that a document's translation renders in two ways: found from what its segments have in common.

A name is known in the translation by how it sounds (ベネット: Bennett, Bennet), a term by what the translations of most
of its sentences share and others lack. Left out: words that are nobody's name and no compound, which may well be
translated in many ways.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from sakura_cli.lexicon import word_set
from sakura_cli.spans import Span
from sakura_cli.tasks.translation.segments import Segment
from sakura_cli.text.facts import find_facts
from sakura_cli.text.glossary import Term, find_terms, has_term
from sakura_cli.text.languages import LanguageCode
from sakura_cli.text.names import find_names

_FUNCTION_WORDS = word_set("translation/function_words", "english")
_KATAKANA = re.compile(r"[ァ-ヺ][ァ-ヺー]{2,}")
_KANJI = re.compile(r"[一-龠々]{2,}")
# Each two side by side: where a word ends in a run of them is not known.
_TWO_KANJI = re.compile(r"(?=([一-龠々]{2}))")
_COMPOUND = re.compile(r"[一-龠々]{4,8}")
_LATIN_NAME = re.compile(r"(?<=[A-Za-z,;] )[A-Z][A-Za-zÀ-ÿ]+")
_CAPITALISED = re.compile(r"(?<![A-Za-zÀ-ÿ])[A-ZÀ-Þ][A-Za-zÀ-ÿ]+")
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:-[A-Za-zÀ-ÿ]+)*")
_LATIN_TARGETS = frozenset(("en", "de", "fr", "es"))
_LONGEST_PHRASE = 3
# Sentences that agree on a phrase: of names, and of other words, which sentences may share by chance.
_LEAST_NAMED, _LEAST_SHARED = 2, 3
_LEAST_ALIKE = 0.6
_SOUNDS = str.maketrans({"l": "r", "v": "b", "q": "k", "z": "s", "j": "s", "x": "ks", **dict.fromkeys("aeiouyfhw", "")})
_LONG_CONSONANT = "ッ"
# German and Germany are two words.
_DERIVED = re.compile(r"'?[esy]{1,2}")


@dataclass(frozen=True)
class Variation:
    """A word of a segment (by its place, and its span) that elsewhere is rendered otherwise: so, where it is known."""

    place: int
    span: Span
    rendering: str
    instead_of: str = ""


def find_variations(
    pairs: Sequence[tuple[Segment, str]], source: LanguageCode, target: LanguageCode, terms: Sequence[Term] = ()
) -> list[Variation]:
    """Find what the segments of a document, each with its translation, render in more than one way.

    The first rendering counts; terms of the glossary are left to that.
    """
    names: dict[str, dict[int, Span]] = defaultdict(dict)
    for place, (segment, _) in enumerate(pairs):
        taken = [*segment.protected, *(mention.span for mention in find_terms(segment.text, terms))]
        for span in _find_named(segment.text, source):
            if all(span.end <= each.start or each.end <= span.start for each in taken):
                names[span.cut(segment.text)].setdefault(place, span)
    texts = [text for _, text in pairs]
    shared = _Shared(texts, names, _list_words([segment.text for segment, _ in pairs], source), target)
    variations: dict[int, Variation] = {}
    for name, places in names.items():
        if len(places) < 2:
            continue
        found = list(_compare_sounds(name, places, texts, target)) or list(shared.compare(name))
        for variation in found:
            # One at a time: the second might undo the first.
            variations.setdefault(variation.place, variation)
    return list(variations.values())


def sound(word: str) -> str:
    """Return the consonants of a word in kana or Latin letters, those that change from one to the other as one."""
    letters = "".join(map(_spell, word.lower()))
    letters = (
        re.sub(r"c(?=[eiy])", "s", letters.replace("sch", "sh")).replace("ck", "k").replace("ch", "t").replace("c", "k")
    )
    letters = re.sub(r"th|sh", "s", letters).replace("ph", "")
    # At the end of a syllable Japanese has no r.
    letters = letters if _KATAKANA.match(word) else re.sub(r"r(?![aeiouy])", "", letters)
    return re.sub(r"(.)\1+", r"\1", letters.translate(_SOUNDS))


@lru_cache(maxsize=4096)
def _spell(char: str) -> str:
    """Return a kana as its Unicode name spells it (KATAKANA LETTER BE), a Latin letter without its marks."""
    name = unicodedata.name(char, "")
    if name.startswith("KATAKANA LETTER "):
        return "" if char == _LONG_CONSONANT else name.rpartition(" ")[2].lower()
    plain = unicodedata.normalize("NFKD", char)[:1]
    return plain if plain.isascii() and plain.isalpha() else ""


def _find_named(text: str, source: LanguageCode) -> Iterator[Span]:
    """Yield the names of a text and its compounds, which may be terms."""
    if source == "ja":
        spans = {name.span for name in find_names(text) if name.kind != "latin"}
        spans |= {Span(*match.span()) for match in _COMPOUND.finditer(text)}
    else:
        spans = {Span(*match.span()) for match in _LATIN_NAME.finditer(text)}
    facts = [
        fact.span for fact in find_facts(text) if fact.kind in ("date", "weekday", "amount", "time", "url", "mail")
    ]
    yield from sorted(span for span in spans if all(span.end <= each.start or each.end <= span.start for each in facts))


def _compare_sounds(
    name: str, places: dict[int, Span], texts: Sequence[str], target: LanguageCode
) -> Iterator[Variation]:
    """Yield where a name is spelled otherwise than in the first translation that has it."""
    if not (_KATAKANA.fullmatch(name) or (name.isascii() and target == "ja")):
        return
    words = _CAPITALISED if target in _LATIN_TARGETS else _KATAKANA
    first = ""
    for place, span in places.items():
        found = _find_sounding(name, words.findall(texts[place]))
        if not first:
            first = found
        elif found and _are_spellings(found, first) and not has_term(texts[place], first):
            yield Variation(place, span, first, found)


def _find_sounding(name: str, words: Sequence[str]) -> str:
    """Return the word that sounds like a name; nothing where none does, or several do."""
    wanted = sound(name)
    alike = {word for word in words if len(sound(word)) > 1 and _are_alike(sound(word), wanted)}
    return next(iter(alike)) if len(alike) == 1 else ""


def _are_alike(first: str, second: str) -> bool:
    return first[:1] == second[:1] and SequenceMatcher(None, first, second).ratio() >= _LEAST_ALIKE


def _are_spellings(first: str, second: str) -> bool:
    """Say whether two words are spellings of one name, and not forms of one word."""
    short, long = sorted((first, second), key=len)
    is_derived = long.startswith(short) and _DERIVED.fullmatch(long[len(short) :])
    return first != second and sound(first) == sound(second) and not is_derived


class _Shared:
    """What translations share, phrase by phrase, and what words of the source might account for it."""

    def __init__(
        self,
        texts: Sequence[str],
        names: dict[str, dict[int, Span]],
        words: Iterable[frozenset[int]],
        target: LanguageCode,
    ):
        self._names = names
        # In which segments the words of the source stand.
        self._words = frozenset(words)
        self._phrases = [set(_list_phrases(text, target)) for text in texts]
        self._counts = Counter(phrase for phrases in self._phrases for phrase in phrases)

    def compare(self, name: str) -> Iterator[Variation]:
        """Yield where a translation lacks what those of most other sentences with a name have, and others lack."""
        places = self._names[name]
        counts = Counter(phrase for place in places for phrase in self._phrases[place])
        if not counts or max(counts.values()) == len(places):
            return
        wanted = {phrase for phrase, count in counts.items() if self._is_sure(phrase, count, places)}
        # Of a phrase within another the longer one counts.
        longest = [each for each in wanted if not any(each != other and each in other for other in wanted)]
        if len(longest) != 1:
            return
        for place, span in places.items():
            if longest[0] not in self._phrases[place]:
                yield Variation(place, span, longest[0])

    def _is_sure(self, phrase: str, count: int, places: dict[int, Span]) -> bool:
        least = _LEAST_NAMED if phrase[:1].isupper() or _KATAKANA.fullmatch(phrase) else _LEAST_SHARED
        if count < least or 2 * count <= len(places) or self._counts[phrase] != count:
            return False
        # Another word of just these sentences would account for it better.
        return frozenset(place for place in places if phrase in self._phrases[place]) not in self._words


def _list_words(texts: Sequence[str], source: LanguageCode) -> Iterable[frozenset[int]]:
    """Return, for each word that tells something, in which texts it stands."""
    places: dict[str, set[int]] = defaultdict(set)
    for place, text in enumerate(texts):
        for pattern in (_KATAKANA, _TWO_KANJI) if source == "ja" else (_WORD,):
            for word in pattern.findall(text):
                places[word.lower()].add(place)
    return map(frozenset, places.values())


def _list_phrases(text: str, target: LanguageCode) -> Iterator[str]:
    """Yield what of a translation may be the rendering of a name or a term."""
    if target == "ja":
        yield from _KATAKANA.findall(text)
        yield from _KANJI.findall(text)
        return
    if target != "en":
        return
    words = [match.group() for match in _WORD.finditer(text)]
    words = [word if number else word.lower() for number, word in enumerate(words)]
    for start in range(len(words)):
        for end in range(start + 1, min(start + _LONGEST_PHRASE, len(words)) + 1):
            ends = {words[start].lower(), words[end - 1].lower()}
            if not ends & _FUNCTION_WORDS and all(len(each) > 2 for each in ends):
                yield " ".join(words[start:end])
