"""What a summary may not say: facts its source lacks, statements it does not make; and the source's words instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sakura_cli.spans import Span
from sakura_cli.tasks.framework.shorten import split_fragments
from sakura_cli.tasks.framework.wording import settle_wording
from sakura_cli.text.evidence import SentenceIndex, find_mismatched, share
from sakura_cli.text.facts import SourceFacts, find_unsupported
from sakura_cli.text.meaning import MISSTATEMENT_KINDS, find_misstatements

# A sentence that shares less than this with what it would replace is about something else.
_MIN_SCORE = 0.3
# The source's words may take so much more room than what they replace.
_ROOM = 1.4
_MIN_ROOM = 60
_MOST_ROOM = 120
# What a sentence comes to stands at its end.
_END_BONUS = 0.2
_PHRASE = re.compile(r"[^、，；;,]*(?:[、，；;]|,(?!\d)|$)")
_LABEL = re.compile(r"[^：:。、]{1,20}[：:]")


@dataclass(frozen=True)
class Flaw:
    """Something a text says that its source does not.

    `kind` is that of a fact, that of a misstatement, or "object" for what is done to another thing. `stated` are the
    words of the source that a misstatement is told by.
    """

    kind: str
    span: Span
    stated: str = ""

    @property
    def is_relation(self) -> bool:
        """Whether the facts are those of the source, but not what is said of them."""
        return self.kind == "object" or self.kind in MISSTATEMENT_KINDS


@dataclass
class Grounded:
    """A text after its flawed sentences were replaced, and the source's words now in it."""

    text: str
    replaced: list[str] = field(default_factory=list)


def find_flaws(text: str, source: str | SourceFacts) -> list[Flaw]:
    """List what a text says that its source does not, in order."""
    words = source.text if isinstance(source, SourceFacts) else source
    flaws = [Flaw(fact.kind, fact.text_span) for fact in find_unsupported(text, source)]
    flaws += [Flaw(each.kind, each.span, each.stated) for each in find_misstatements(text, words)]
    flaws += [Flaw("object", span) for span in find_mismatched(text, words)]
    return sorted(flaws, key=lambda flaw: flaw.span)


def ground(text: str, flaws: Sequence[Flaw], source: str) -> Grounded:
    """Replace the sentences of a text that hold flaws by the words of the source that come closest to them.

    A sentence nothing in the source comes close to stays as it is.
    """
    index = SentenceIndex(source)
    result = Grounded("")
    position = 0
    for fragment in split_fragments(text):
        span = Span(position, position + len(fragment))
        position = span.end
        mine = [flaw for flaw in flaws if span.start <= flaw.span.start < span.end]
        words = _find_words(fragment, [flaw.span.shift(-span.start) for flaw in mine], index) if mine else ""
        if not words:
            result.text += fragment
            continue
        if words not in result.text:
            result.text += words
            result.replaced.append(words.rstrip())
    return result


def _find_words(fragment: str, flaws: Sequence[Span], index: SentenceIndex) -> str:
    """Return the phrases of the source that say what a sentence should have said; nothing where there are none."""
    label = _LABEL.match(fragment)
    head = label.group() if label and not any(flaw.start < label.end() for flaw in flaws) else ""
    body = fragment[len(head) :]
    match = index.find_best(body)
    if match is None or match.score < _MIN_SCORE:
        return ""
    sentence = match.span.cut(index.text).replace("\n", "")
    # A run of phrases may lack the condition that the whole sentence has.
    runs = [
        _cut_phrases(sentence, body, max(_MIN_ROOM, int(_ROOM * len(body)))),
        sentence if len(sentence) <= _MOST_ROOM else "",
    ]
    settled = (settle_wording(words) if re.search(r"[ぁ-ん]", words) else words for words in runs if words)
    words = next((words for words in settled if not find_flaws(head + words, index.text)), "")
    if not words:
        return ""
    ending = "。" if fragment.rstrip().endswith("。") and not words.endswith(("。", "！", "？")) else ""
    spaces = fragment[len(fragment.rstrip()) :]
    return head + words + ending + spaces


def _cut_phrases(sentence: str, wanted: str, max_characters: int) -> str:
    """Return the run of whole phrases of a sentence that holds most of what is wanted and fits, else nothing."""
    if len(sentence) <= max_characters:
        return sentence
    phrases = [phrase for phrase in _PHRASE.findall(sentence) if phrase]
    best, best_score = "", 0.0
    for start in range(len(phrases)):
        run = ""
        for number, phrase in enumerate(phrases[start:], start=start + 1):
            run += phrase
            if len(run) > max_characters:
                break
            score = share(wanted, [run]) + (_END_BONUS if number == len(phrases) else 0.0)
            if score > best_score:
                best, best_score = run, score
    return best.rstrip("、，；;,")
