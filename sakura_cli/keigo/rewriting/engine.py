"""Rewrite a text: lines, sentences, predicates and words, then one pass that applies the edits.

Everything outside the edits is copied unchanged, so layout, quotations, code, names and numbers stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from sakura_cli.japanese.morphology import Morpheme, analyse_morphemes
from sakura_cli.japanese.predicate import PREDICATIVE_PARTICLES, RAISED_NOUNS, Predicate
from sakura_cli.japanese.predicate_parser import Parser
from sakura_cli.keigo.layout import MASK, ProseLine, find_lines
from sakura_cli.keigo.lexicon import verbs
from sakura_cli.keigo.lexicon.nouns import CALLED
from sakura_cli.keigo.meaning import asks_without_mark
from sakura_cli.keigo.rewriting import colloquial, inner, phrases, requests, words
from sakura_cli.keigo.rewriting.acts.act import Act, tells_of_others
from sakura_cli.keigo.rewriting.context import Edit, Sentence, Style
from sakura_cli.keigo.rewriting.edits import apply_edits
from sakura_cli.keigo.rewriting.finite import rewrite_finite
from sakura_cli.keigo.rewriting.spelling.sentences import rewrite_standardized
from sakura_cli.keigo.sense import brings_errors, says_the_same
from sakura_cli.keigo.types import Audience, HonorificClass, Level, Rewrite, SentenceRewrite, Side
from sakura_cli.lexicon import word_set
from sakura_cli.localization import gettext as _

_TERMINATORS = frozenset("。．！？!?…‥\u203c\u2049")
_HEADS: Final = word_set("japanese/tags", "predicate-head")
_PREDICATES: Final = word_set("japanese/tags", "predicate")
_AFTER_NOMINALS: Final = word_set("japanese/tags", "after-nominal")
_NOMINAL_ENDS: Final = word_set("japanese/tags", "nominal-end")
_INTERROGATIVES: Final = word_set("keigo/sides", "interrogative")
_REASONS: Final = word_set("japanese/particles", "reason")
_CASE_ENDS: Final = word_set("japanese/particles", "case-end")
_AFTER_NOUN: Final = word_set("japanese/predicates", "after-noun")


def rewrite_text(text: str, level: Level, audience: Audience) -> Rewrite:
    """Return `text` at the given level, with the changes that were made."""
    edits: list[Edit] = []
    for line, sentence in _sentences_in_context(text, Style(level, audience)):
        edits += rewrite_safely(sentence, line, text)
    return apply_edits(text, edits)


def rewrite_each(text: str, level: Level, audience: Audience) -> list[SentenceRewrite]:
    """Return every sentence that may be rewritten, without its closing mark, with its changes."""
    found: list[SentenceRewrite] = []
    continued = -1
    previous: ProseLine | None = None
    for line, sentence in _sentences_in_context(text, Style(level, audience)):
        if previous is not None and line.start != previous.start:
            continued = line.start if previous.is_open else -1
        previous = line
        start, end = sentence.start, sentence.end
        edits = rewrite_safely(sentence, line, text)
        end = max([end, *(edit.end for edit in edits)])
        within = [replace(edit, start=edit.start - start, end=edit.end - start) for edit in edits]
        result = apply_edits(text[start:end], within)
        is_whole = not sentence.is_open and continued != line.start
        found.append(SentenceRewrite(start, end, result.text, result.changes, is_whole))
        continued = -1
    return found


def rewrite_safely(sentence: Sentence, line: ProseLine, text: str) -> list[Edit]:
    """Return the edits of a sentence that leave what it says: at its level, else at the polite one, else none."""
    start = sentence.start
    end = sentence.tokens[sentence.last].end if sentence.has_terminator else sentence.end
    levels = dict.fromkeys((sentence.style.level, Level.POLITE))
    for level in levels:
        tried = replace(sentence, style=replace(sentence.style, level=level), edits=[])
        edits = restore_masked(rewrite_sentence(tried), line, text)
        if tried.is_set_phrase or not edits:
            return edits
        last = max(end, *(edit.end for edit in edits))
        within = [replace(edit, start=edit.start - start, end=edit.end - start) for edit in edits]
        said = tried.spelled + text[sentence.end : last] if tried.spelled else text[start:last]
        written = apply_edits(text[start:last], within).text
        says_it = says_the_same(said, written, is_set_wording=tried.is_thanks)
        if says_it and not brings_errors(text[start:last], written, sentence.style.audience):
            return edits
    return []


def _sentences_in_context(text: str, style: Style) -> Iterator[tuple[ProseLine, Sentence]]:
    """Yield the sentences of a text, each told whether those before it tell of somebody else."""
    previous: Sentence | None = None
    end = 0
    for line in find_lines(text):
        if line.kind == "cell":
            continue
        if "\n\n" in text[end : line.start]:
            previous = None
        end = line.start + len(line.text)
        for sentence in split_sentences(line, style):
            sentence.is_narrative = previous is not None and tells_of_others(previous)
            previous = sentence
            yield line, sentence


_STOPS: Final = ".．"
_ENUMERATOR: Final = re.compile(
    r"\s*(?:[0-9０-９]{1,3}(?:[.．][0-9０-９]{1,3})*|[A-Za-zＡ-Ｚａ-ｚァ-ヶ一二三四五六七八九十])[.．]"
)
_MASKED: Final = re.compile(f"{MASK}+")


def restore_masked(edits: list[Edit], line: ProseLine, text: str) -> list[Edit]:
    """Put what was masked back into the edits that copied it; drop an edit that lost some of it."""
    kept = []
    for edit in edits:
        if MASK in edit.after or MASK in line.text[edit.start - line.start : edit.end - line.start]:
            runs = list(_MASKED.finditer(line.text, edit.start - line.start, edit.end - line.start))
            if [run.group() for run in runs] != _MASKED.findall(edit.after):
                continue
            parts = _MASKED.split(edit.after)
            sources = [text[line.start + run.start() : line.start + run.end()] for run in runs]
            filled = parts[0] + "".join(source + part for source, part in zip(sources, parts[1:], strict=True))
            edit = replace(edit, after=filled)
        kept.append(edit)
    return kept


def split_sentences(line: ProseLine, style: Style) -> Iterator[Sentence]:
    """Yield the sentences of a line, cut at 。！？ and the like."""
    tokens = analyse_morphemes(line.text, line.start)
    first = 0
    count = len(tokens)
    for k, t in enumerate(tokens):
        is_end = t.surface[0] in _TERMINATORS and t.pos in ("補助記号", "記号")
        # The number of an item belongs to no sentence.
        if (is_end and k == first) or (t.surface in _STOPS and _ENUMERATOR.fullmatch(line.text, 0, t.end - line.start)):
            first = k + 1
            continue
        if is_end or k == count - 1:
            last = k if is_end else k + 1
            while first < last and tokens[first].pos in ("空白", "補助記号") and tokens[first].surface not in "「『“":
                first += 1
            if first < last and not _is_foreign(tokens[first:last]):
                asks = is_end and (
                    "？" in t.surface or "?" in t.surface or (k + 1 < count and tokens[k + 1].surface in "？?")
                )
                is_open = line.is_open and not is_end
                yield Sentence(tokens, first, last, style, asks, is_open, is_end, line.kind == "item")
            first = k + 1


def _is_foreign(tokens: Sequence[Morpheme]) -> bool:
    """Say whether words are a sentence of another language: several words, none of them with a Japanese letter."""
    words = [each.surface for each in tokens if not each.is_sign and each.surface.strip()]
    return len(words) > 1 and all(map(str.isascii, words))


def rewrite_sentence(s: Sentence) -> list[Edit]:
    """Return the edits of one sentence."""
    s.is_question = s.is_question or asks_without_mark(s.text())
    standard = rewrite_standardized(s, rewrite_sentence)
    if standard is not None:
        return standard
    if phrases.rewrite_sentence(s):
        s.is_set_phrase = True
        close_question(s)
        return s.edits
    done_to = phrases.rewrite_opening(s)
    done_from = phrases.rewrite_ending(s)
    s.is_thanks = done_from < s.end
    predicates = parse_predicates(s.tokens, s.first, s.last)
    occupied: set[int] = set()
    addresses = s.is_question
    begin = s.first
    clauses: list[tuple[int, Predicate, Act]] = []
    for index, pred in enumerate(predicates):
        if s.tokens[pred.first].start < done_to or s.tokens[pred.last - 1].end > done_from:
            occupied.update(range(pred.first, pred.last))
            continue
        if pred.role == "attributive" and not pred.tail.mood and _precedes_thanks(s, pred, done_from):
            pred.role = "final"
        before = len(s.edits)
        following = predicates[index + 1] if index + 1 < len(predicates) else None
        is_inner = requests.rewrite_so_that(s, pred) or inner.rewrite_inner(s, pred, following, begin)
        act = None if is_inner else rewrite_finite(s, pred, begin)
        if len(s.edits) > before:
            occupied.update(k for k in range(pred.first, pred.last))
        elif pred.kind == "verb":
            occupied.update(range(pred.first, pred.last))
        if act is not None:
            clauses.append((begin, pred, act))
            is_leave = any(layer.kind == "causative" for layer in pred.layers)  # 早めに帰らせて
            asks = act.kind in ("request", "asking", "wish-request", "suggestion")
            addresses = addresses or (asks and not is_leave)
        if pred.role == "coordinate":
            begin = pred.last
    finish_question(s)
    finish_statement(s)
    close_question(s)
    colloquial.replace_words(s)
    done = occupied | _outside(s, done_to, done_from)
    words.rewrite_words(s, done, addresses=addresses, own=_told_of_oneself(clauses))
    return s.edits


def _told_of_oneself(clauses: list[tuple[int, Predicate, Act]]) -> set[int]:
    """Return the tokens of clauses that tell of oneself (名前を書き忘れたけど…): nothing there is the other side's."""
    asks_leave = bool(clauses) and clauses[-1][2].kind in ("asking-permission", "offer")
    own: set[int] = set()
    for begin, pred, act in clauses:
        tells = pred.role == "coordinate" and act.kind == "statement" and act.side is Side.SELF
        # 都合が悪いから, 時間が足りないので: a reason is one's own
        gives_reason = pred.role == "coordinate" and pred.conjunction in _REASONS and act.kind == "statement"
        tells = tells or (gives_reason and pred.norm not in verbs.COMING_OUT)
        if (asks_leave and pred.norm not in verbs.ASKING) or tells:
            own.update(range(begin, pred.last))
    return own


def _precedes_thanks(s: Sentence, pred: Predicate, done_from: int) -> bool:
    """Tell whether thanks or an apology follow a whole sentence after a comma (忘れてた、ごめん)."""
    k = pred.last
    return done_from < s.end and k + 1 < s.last and s.tokens[k].is_sign and s.tokens[k + 1].start == done_from


def finish_question(s: Sentence) -> None:
    """Add ですか to a question that ends in neither predicate nor particle (…をぐるっと？, それ誰の？)."""
    if not s.is_question or any(edit.end >= s.end for edit in s.edits):
        return
    t = s.tokens[s.last - 1]
    if t.surface == "の" and s.last - 2 >= s.first and s.tokens[s.last - 2].pos == "代名詞":
        ending = "ものでしょうか" if s.style.is_honorific else "ものですか"
        s.replace(t.end, t.end, ending, HonorificClass.POLITE, _("put into です・ます (敬語の指針 p.20)"))
    elif t.pos in _NOMINAL_ENDS or t.surface in _CASE_ENDS or t.norm in _INTERROGATIVES:
        ending = "でしょうか" if s.style.is_honorific else "ですか"
        s.replace(t.end, t.end, ending, HonorificClass.POLITE, _("put into です・ます (敬語の指針 p.20)"))


def finish_statement(s: Sentence) -> None:
    """Add です to a statement that ends in まで, から or だけ (昼休みは一時まで。)."""
    if s.is_question or not s.has_terminator or any(edit.end >= s.end for edit in s.edits):
        return
    t, before = s.tokens[s.last - 1], s.tokens[s.last - 2]
    is_limit = t.pos == "助詞" and t.surface in _LIMITS and s.last - 2 > s.first
    is_topical = any(each.surface in _TOPICS and each.sub == "係助詞" for each in s.tokens[s.first : s.last - 1])
    # お問い合わせは総務部まで。 asks for something.
    is_counted = before.sub2 in ("助数詞可能", "助数詞") and s.tokens[s.last - 3].sub == "数詞"
    asks = t.surface in _ASKED_LIMITS and before.sub2 != "副詞可能" and not is_counted
    if is_limit and is_topical and not asks:
        s.replace(t.end, t.end, "です", HonorificClass.POLITE, _("put into です・ます (敬語の指針 p.20)"))


def close_question(s: Sentence) -> None:
    """End a question in か with 。 instead of ？, as business writing does."""
    if not (s.is_question and s.style.is_honorific and s.has_terminator and s.edits):
        return
    t = s.tokens[s.last]
    last = max(s.edits, key=lambda e: e.end)
    following = s.tokens[s.last + 1].surface if s.last + 1 < len(s.tokens) else ""
    if following[:1] in ("？", "?", "！", "!"):
        return
    if t.surface in ("？", "?") and last.end == t.start and last.after.endswith("か"):
        s.replace(t.start, t.end, "。", HonorificClass.FORMAL_WORD, _("a full stop after the か of a question (慣用)"))


def _outside(s: Sentence, done_to: int, done_from: int) -> set[int]:
    if done_to == s.start and done_from == s.end:
        return set()
    return {k for k in range(s.first, s.last) if s.tokens[k].start < done_to or s.tokens[k].end > done_from}


def parse_predicates(tokens: Sequence[Morpheme], first: int, last: int) -> list[Predicate]:
    """Return the predicates of a sentence from left to right."""
    found = []
    k = first
    while k < last:
        if _may_start(tokens, k, last):
            pred = Parser(tokens, k).parse()
            if pred is not None and pred.last <= last + 1:
                pred.last = min(pred.last, last)
                found.append(pred)
                k = max(pred.last, k + 1)
                continue
        k += 1
    return found


_LIMITS: Final = word_set("japanese/particles", "limit")
_ASKED_LIMITS: Final = word_set("japanese/particles", "asked-limit")
_TOPICS: Final = word_set("japanese/particles", "topic")
_SO: Final = word_set("keigo/contexts", "so")
_COPULAS: Final = frozenset(("だ", "です"))


def _may_start(tokens: Sequence[Morpheme], k: int, last: int) -> bool:
    """Tell cheaply whether a predicate can start at token `k`: most nouns and particles start none."""
    t = tokens[k]
    pos = t.pos
    if pos in _PREDICATES:
        # どういうこと says nothing, どうやって行く is no act of its own
        is_manner = t.surface == "いう" or (t.norm == "遣る" and k + 1 < last and tokens[k + 1].surface == "て")
        is_name = t.surface == "いう" and k + 1 < last and tokens[k + 1].surface in CALLED
        before = tokens[k - 1].surface if k > 0 else ""
        return not ((is_manner and before in _SO) or (is_name and before == "と"))  # 来るということ
    if pos == "助詞":
        if t.surface not in PREDICATIVE_PARTICLES:
            return False
    elif pos not in _HEADS:
        return False
    elif t.surface in RAISED_NOUNS:
        return True
    if k + 1 >= last:
        return True
    nxt = tokens[k + 1]
    if nxt.pos == "空白" and k + 2 < last:
        nxt = tokens[k + 2]
    if nxt.pos in _AFTER_NOMINALS:
        return nxt.lemma in _COPULAS or nxt.pos != "助動詞" or nxt.lemma == "らしい"
    if nxt.pos == "助詞":
        return nxt.sub == "終助詞" or nxt.surface in _AFTER_NOUN
    return (
        (nxt.is_verb and t.sub2[:2] == "サ変")
        or nxt.sub == "助動詞語幹"
        or nxt.norm == "頂戴"
        or nxt.surface in _AFTER_NOUN
    )
