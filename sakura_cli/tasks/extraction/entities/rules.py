"""Names that morphology and the ends of words tell by rule, each with how sure the rule is.

Left out: names that look like ordinary words, and most titles of works; those a model has to point out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sakura_cli.japanese.morphology import Morpheme, analyse_morphemes
from sakura_cli.lexicon import alternation, word_set, words
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.entities.phrases import LATIN, Mention, find_phrases, is_proper, suffix_of
from sakura_cli.tasks.extraction.entities.proper import find_proper
from sakura_cli.tasks.extraction.entities.words import PROPER_ONLY_SUFFIXES, Category

_LINE = re.compile(r"[^\n]+")
_QUOTED = re.compile(r"『(?P<double>[^『』\n]{1,40})』|「(?P<single>[^「」\n。]{1,30})」")
_NAME_AFTER = re.compile(alternation(words("names/marks", "pseudonym")))
_WORK_BEFORE = re.compile(rf"{alternation(words('names/marks', 'work'))}$")
_SUBJECT = re.compile("は、?")
_YEAR = re.compile(r"(?:1[0-9]|20)[0-9]{2}年")
# No name has more; what goes on without a blank or mark is a table or a code.
_MOST_WORDS = 80
_DETERMINERS = word_set("names/stems", "determiner")
_LEGAL_FORMS = word_set("names/companies", "company")
_NO_OWNERS = word_set("names/marks", "no-owner")


def find_mentions(text: str) -> list[Mention]:
    """Return the names rules find, in order and without overlaps."""
    found: list[Mention] = []
    for line in _LINE.finditer(text):
        morphemes = analyse_morphemes(line.group(), line.start())
        mentions = [mention for phrase in find_phrases(morphemes) for mention in _classify(text, phrase)]
        found += _join_full_names(mentions, morphemes)
    found += _find_works(text)
    return drop_overlaps(found)


def drop_overlaps(mentions: Sequence[Mention]) -> list[Mention]:
    """Keep the surer of two mentions that overlap, the longer of equals."""
    taken = bytearray(max((mention.span.end for mention in mentions), default=0))
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (-m.weight, m.span.start - m.span.end, m.span.start)):
        start, end = mention.span
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.span)


def _join_full_names(mentions: Sequence[Mention], morphemes: Sequence[Morpheme]) -> list[Mention]:
    """Make one name of a surname and a given name with a blank between them: 根本 康平."""
    gaps = {
        (before.end, after.start)
        for before, blank, after in zip(morphemes, morphemes[1:], morphemes[2:], strict=False)
        if blank.surface in (" ", "　") and before.sub3 == "姓" and after.sub3 == "名"
    }
    joined: list[Mention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        if last and last.category == mention.category == "person" and (last.span.end, mention.span.start) in gaps:
            joined[-1] = Mention(Span(last.span.start, mention.span.end), "person", max(last.weight, mention.weight))
        else:
            joined.append(mention)
    return joined


def _classify(text: str, phrase: Sequence[Morpheme]) -> Iterator[Mention]:
    """Find the names in a phrase: by the suffix its words end in, then proper nouns in what is left."""
    begin = 0
    while begin < len(phrase):
        rest = phrase[begin : begin + _MOST_WORDS]
        if len(rest) > 2 and rest[0].surface + rest[1].surface in _LEGAL_FORMS:
            yield Mention(Span(rest[0].start, phrase[-1].end), "company", 3)
            return
        cut = _find_suffixed(text, rest)
        if cut is None:
            break
        count, mention = cut
        if mention.category == "place":
            # 東京都渋谷区恵比寿: what a place is part of goes on as long as places follow.
            while count < len(rest) and rest[count].sub2 == "地名" and suffix_of(rest[count].surface) is None:
                count += 1
            mention = Mention(Span(mention.span.start, rest[count - 1].end), mention.category, mention.weight)
        yield from _split_owner(text, rest[:count], mention)
        begin += count
    yield from find_proper(text, phrase[begin:])


def _find_suffixed(text: str, phrase: Sequence[Morpheme]) -> tuple[int, Mention] | None:
    """Return the longest beginning of a phrase that ends in a suffix, and how many morphemes it has."""
    for count in range(len(phrase), 0, -1):
        start = _skip_ordinary(phrase[:count])
        span = Span(phrase[start].start, phrase[count - 1].end)
        found = suffix_of(span.cut(text))
        if found is None:
            continue
        suffix, category = found
        cut = span.end - len(suffix)
        if count == start + 1:
            # A single word of the dictionary: 川崎市 is a name, 出版社 and 小川 are not.
            if phrase[start].sub == "固有名詞" or len(suffix) < 2:
                continue
        elif all(m.start != cut for m in phrase[start:count]):
            continue
        if category == "place":
            start = next((i for i in range(start, count) if is_proper(phrase[i])), start)
            span = Span(phrase[start].start, span.end)
        if not _has_name_before(phrase[start:count], suffix, cut, category):
            continue
        if category != "event":
            span = _drop_year(text, span)
        return count, Mention(span, category, 3)
    return None


def _skip_ordinary(phrase: Sequence[Morpheme]) -> int:
    start = 0
    while start < len(phrase) - 1 and phrase[start].surface in _DETERMINERS:
        start += 1
    return start


def _has_name_before(phrase: Sequence[Morpheme], suffix: str, cut: int, category: Category) -> bool:
    """Say whether what stands before a suffix makes a name of it: a proper noun, a foreign word, or enough kanji."""
    before = [m for m in phrase if m.start < cut]
    words = "".join(m.surface for m in before)
    if category == "place":
        return bool(before) and (is_proper(before[-1]) or any(m.sub2 == "地名" for m in before) or len(words) == 1)
    if any(is_proper(m) or LATIN.fullmatch(m.surface) for m in before):
        return True
    if suffix in PROPER_ONLY_SUFFIXES:
        return False
    return len(words) >= (4 if category == "product" else 2)


def _drop_year(text: str, span: Span) -> Span:
    match = _YEAR.match(text, *span)
    return Span(match.end(), span.end) if match else span


def _split_owner(text: str, phrase: Sequence[Morpheme], mention: Mention) -> Iterator[Mention]:
    """Part a facility from the body it belongs to: フェアフィールド大学ドーラン校."""
    if mention.category == "facility":
        suffix = suffix_of(mention.span.cut(text))
        last = mention.span.end - (len(suffix[0]) if suffix else 0)
        for count in range(len(phrase) - 1, 0, -1):
            owner = Span(mention.span.start, phrase[count - 1].end)
            if owner.end <= owner.start:
                break
            found = suffix_of(owner.cut(text))
            if found and found[1] == "company" and owner.end < last and found[0] not in _NO_OWNERS:
                yield Mention(owner, "company", 3)
                yield Mention(Span(owner.end, mention.span.end), "facility", 3)
                return
    yield mention


def _find_works(text: str) -> Iterator[Mention]:
    """Take for the title of a work what stands in 『』, or in 「」 after a word for works; else it is a guess."""
    for match in _QUOTED.finditer(text):
        if _NAME_AFTER.match(text, match.end()):
            yield Mention(Span(*match.span("double" if match["double"] else "single")), "person", 4)
        elif match["double"]:
            yield Mention(Span(*match.span("double")), "product", 4)
        elif _WORK_BEFORE.search(text, 0, match.start()) or (match.start() == 0 and _SUBJECT.match(text, match.end())):
            yield Mention(Span(*match.span("single")), "product", 4)
        elif not re.search(r"[、。！？]|[うるたいだ]$", match["single"]) and len(match["single"]) <= 20:
            yield Mention(Span(*match.span("single")), "product", 2)
