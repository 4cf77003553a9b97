"""What is wrong with a translation: numbers, terms, names and markup lost, words left untranslated, refusals, length.

Everything is checked against the segment it translates, in whatever language. Left out: whether the sentence means the
same, which nothing here can tell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from typing import TYPE_CHECKING

from sakura_cli.characters.script import find_foreign, repertoire
from sakura_cli.characters.width import weigh_characters
from sakura_cli.lexicon import alternation, words
from sakura_cli.localization import gettext as _
from sakura_cli.localization import gettext_noop as noop
from sakura_cli.spans import Span
from sakura_cli.tasks.framework.fact_words import FACT_WORDS
from sakura_cli.tasks.translation.leftovers import find_leftover
from sakura_cli.tasks.translation.segments import Segment
from sakura_cli.text.facts import find_facts, find_unsupported, missing_facts, to_checkable
from sakura_cli.text.glossary import Term, find_missed
from sakura_cli.text.languages import LanguageCode

if TYPE_CHECKING:
    from sakura_cli.documents.reading.marked_up.inline import References

_NUMBERS = frozenset(("number", "amount", "percent", "date", "weekday", "time", "phone", "model"))
_QUARTER = re.compile(r"Q[1-4]")
_REFUSAL = re.compile(rf"^{alternation(words('translation/answers', 'refusal'))}")
_APOLOGY = re.compile(alternation(words("translation/answers", "apology")), re.IGNORECASE)
_SMALL_WORD = re.compile(r"(?<![A-Za-z0-9_./@#-])[a-z]{3,}(?![A-Za-z0-9_@/]|\.[a-z])")
_CJK = re.compile(r"[ぁ-ヺ一-龠가-힣]")
_JAPANESE_NAME_KINDS = frozenset(("latin",))
# Characters of the target for one of the source, both counted as Japanese ones; short segments vary more.
_SHORTEST, _LONGEST, _SLACK = 0.3, 3.0, 15
_MIN_ECHO = 12
_ECHO = 0.9


class TranslationFlawKind(str, Enum):
    """What may be wrong with a translation: its kind, its weight when two translations are compared, its message."""

    weight: int
    message: str

    EMPTY = "empty", 100, noop("nothing was translated")
    REFUSAL = "refusal", 60, noop("the model refused or apologised instead of translating")
    UNTRANSLATED = "untranslated", 40, noop("the text was left in the language of the source")
    MARKUP_LOST = "markup-lost", 30, noop("code, links or placeholders are not those of the source")
    BROKEN_OFF = "broken-off", 20, noop("the translation did not come to an end and was cut")
    NUMBER_MISSING = "number-missing", 10, noop("the translation lacks one {fact} of the source")
    FOREIGN_SCRIPT = "foreign-script", 10, noop("characters of another script")
    LENGTH = "length", 10, noop("the translation is much longer or shorter than its source")
    NUMBER_ADDED = "number-added", 5, noop("the source does not have this {fact}")
    TERM_MISSING = "term-missing", 5, noop("a term is not translated as the glossary has it")
    NAME_MISSING = "name-missing", 3, noop("a name of the source is missing")
    TERM_VARIES = "term-varies", 1, noop("a name or term that the document has elsewhere is translated otherwise here")
    LEFTOVER = "leftover", 2, noop("a word was left in the language of the source")
    # What can be read in the time that a cue is shown.
    TOO_FAST = "too-fast", 0, noop("{speed} characters a second are to be read here; {limit} can be")
    # Of what is right again there is only to tell.
    NUMBER_MENDED = "number-mended", 0, noop("the model wrote another {fact}; it was corrected from the source")

    def __new__(cls, kind: str, weight: int, message: str) -> TranslationFlawKind:
        """Make a member, whose value is the kind."""
        member = str.__new__(cls, kind)
        member._value_ = kind
        member.weight = weight
        member.message = message
        return member


# With these the source's words stand in the result: nothing is lost.
FATAL = frozenset((TranslationFlawKind.EMPTY, TranslationFlawKind.MARKUP_LOST))


@dataclass(frozen=True)
class TranslationFlaw:
    """Something wrong with a translation, and the kind of the fact it is about, if it is about one.

    `source_span` lies in the segment's text, `target_span` in its translation. `speed` are characters a second: what
    there is and what can be read.
    """

    kind: TranslationFlawKind
    source_span: Span | None = None
    target_span: Span | None = None
    fact_kind: str = ""
    speed: tuple[int, int] = (0, 0)

    @property
    def message(self) -> str:
        """What is wrong."""
        speed, limit = self.speed
        return _(self.kind.message).format(fact=FACT_WORDS.get(self.fact_kind), speed=speed, limit=limit)


def find_flaws(
    segment: Segment,
    translation: str,
    *,
    source: LanguageCode,
    target: LanguageCode,
    terms: Sequence[Term] = (),
    references: References | None = None,
    is_markdown: bool = False,
) -> list[TranslationFlaw]:
    """List what is wrong with a translation of a segment."""
    if not translation.strip():
        return [TranslationFlaw(TranslationFlawKind.EMPTY)]
    flaws = list(_find_language_flaws(segment, translation, source, target))
    if has_lost_markup(segment, translation, references or {}, is_markdown=is_markdown):
        flaws.append(TranslationFlaw(TranslationFlawKind.MARKUP_LOST))
    flaws += _find_number_flaws(segment.text, translation, source, target)
    flaws += [
        TranslationFlaw(TranslationFlawKind.TERM_MISSING, mention.span)
        for mention in find_missed(segment.text, translation, terms)
    ]
    flaws += _find_lost_names(segment, translation)
    return flaws


def weigh(flaws: Sequence[TranslationFlaw]) -> int:
    """Return how bad flaws are together."""
    return sum(flaw.kind.weight for flaw in flaws)


def has_lost_markup(segment: Segment, translation: str, references: References, *, is_markdown: bool) -> bool:
    """Say whether a translation has other markup than its segment, or markup in pieces."""
    wanted = Counter(piece for piece, is_protected in segment.pieces() if is_protected)
    if any(translation.count(piece) < count for piece, count in wanted.items()):
        return True
    if segment.tags and not _has_whole_tags(segment.tags, translation):
        return True
    if is_markdown:
        # Imported here: the parser is needed for Markdown only.
        from sakura_cli.documents.reading.marked_up.inline import describe_markup

        return describe_markup(translation, references) != describe_markup(segment.text, references)
    return any(translation.count(piece) > segment.text.count(piece) for piece in wanted)


def _has_whole_tags(names: Sequence[str], translation: str) -> bool:
    """Say whether each tag is opened and closed with something between, and none in another."""
    bare = re.sub(rf"<({'|'.join(names)})>(?:(?!</?(?:{'|'.join(names)})>).)+</\1>", "", translation)
    return not re.search(rf"</?(?:{'|'.join(names)})>", bare)


def _find_language_flaws(
    segment: Segment, translation: str, source: LanguageCode, target: LanguageCode
) -> Iterator[TranslationFlaw]:
    words, bare = segment.words, _without(translation, segment)
    if _REFUSAL.match(translation) and not _APOLOGY.search(words):
        yield TranslationFlaw(TranslationFlawKind.REFUSAL)
    if _is_untranslated(words, bare, source, target):
        yield TranslationFlaw(TranslationFlawKind.UNTRANSLATED)
    elif target in ("ja", "zh", "ko") and source not in ("ja", "zh", "ko") and (left := find_leftover(words, bare)):
        at = translation.find(left)
        yield TranslationFlaw(TranslationFlawKind.LEFTOVER, target_span=Span(at, at + len(left)))
    allowed = repertoire(target, "".join(piece for piece, is_protected in segment.pieces() if is_protected))
    if allowed is not None and (foreign := find_foreign(bare, allowed)):
        start, end = foreign[0]
        at = translation.find(bare[start:end])
        yield TranslationFlaw(TranslationFlawKind.FOREIGN_SCRIPT, target_span=Span(at, at + end - start))
    size, wanted = weigh_characters(bare), weigh_characters(words)
    if size > _LONGEST * wanted + _SLACK or size < _SHORTEST * wanted - _SLACK / 3:
        yield TranslationFlaw(TranslationFlawKind.LENGTH)


def is_too_short(source: str, translation: str) -> bool:
    """Say whether a translation says less than any of its source would, short words included."""
    return weigh_characters(translation) < _SHORTEST * weigh_characters(source)


def _is_untranslated(words: str, translation: str, source: LanguageCode, target: LanguageCode) -> bool:
    if len(words) >= _MIN_ECHO and SequenceMatcher(None, words, translation).ratio() > _ECHO:
        return True
    if target in ("ja", "zh", "ko"):
        return not _CJK.search(translation) and len(_SMALL_WORD.findall(words)) > 1
    return bool(_CJK.search(translation)) if source in ("ja", "zh", "ko") else False


def _find_number_flaws(
    text: str, translation: str, source: LanguageCode, target: LanguageCode
) -> Iterator[TranslationFlaw]:
    before, after = to_checkable(text, source), to_checkable(translation, target)
    if len(before) != len(text) or len(after) != len(translation):
        before, after = text, translation
    for fact in missing_facts(before, after):
        if fact.kind in _NUMBERS and not (_QUARTER.fullmatch(fact.normal_form) and "quarter" in after.lower()):
            yield TranslationFlaw(TranslationFlawKind.NUMBER_MISSING, fact.text_span, None, fact.kind)
    for fact in find_unsupported(after, before):
        if fact.kind in _NUMBERS:
            yield TranslationFlaw(TranslationFlawKind.NUMBER_ADDED, None, fact.text_span, fact.kind)


def _find_lost_names(segment: Segment, translation: str) -> Iterator[TranslationFlaw]:
    """Find Latin names in a Japanese, Chinese or Korean text: the translation has them letter for letter."""
    if not _CJK.search(segment.words):
        return
    lower = translation.lower()
    for fact in find_facts(segment.text):
        is_protected = any(span.start <= fact.span.start < span.end for span in segment.protected)
        if fact.kind in _JAPANESE_NAME_KINDS and not is_protected and fact.form.lower() not in lower:
            yield TranslationFlaw(TranslationFlawKind.NAME_MISSING, fact.span)


def _without(translation: str, segment: Segment) -> str:
    """Return a translation without the protected pieces of its segment."""
    bare = translation
    for piece in sorted({piece for piece, is_protected in segment.pieces() if is_protected}, key=len, reverse=True):
        bare = bare.replace(piece, " ")
    return bare
