"""Whether words of the sources are about what a point asks: by the words that tell it apart, not by how it is asked.

A statement that says all of them answers without a model; of what a model quotes, what the point is about has to be
said. A thing that no source names is left open. Left out: how sure a model is (`tasks.answer`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sakura_cli.characters.fold import fold
from sakura_cli.japanese.morphology import Morpheme, analyse_morphemes
from sakura_cli.lexicon import word_set, words
from sakura_cli.search.index import Hit, PassageIndex
from sakura_cli.search.passages import SourcePassage
from sakura_cli.search.synonyms import Alternatives, find_alternatives, is_said
from sakura_cli.search.thesaurus import find_like
from sakura_cli.search.tokens import clean_word, list_asked_words, list_words
from sakura_cli.tasks.answer.amounts.values import list_values
from sakura_cli.tasks.answer.question import AskedQuestion, find_codes, read_question
from sakura_cli.tasks.answer.statements import Statement, list_statements
from sakura_cli.tasks.reply.compounds import drop_brackets, find_asking_clause
from sakura_cli.tasks.reply.points import GENERIC, Point, find_last_clause, name_topic
from sakura_cli.tasks.reply.stating import find_caption

_PASSED_OVER = word_set("reply/passed_over", "soft", "mute")
_OPEN = word_set("search/question_words", "open")
_SOFT = word_set("reply/passed_over", "soft")
_COSTS = words("reply/meant_by_values", "sum")
_TERMS = words("reply/meant_by_values", "time")
_TIME = re.compile(r"\d(?:営業)?[日時分週年]|\d[かヶカ]月")
_HALF = 0.5
_ROUNDING = 0.001
_AMOUNT = frozenset(("amount",))
_HITS = 8
# So much of what is asked a statement has to say to answer by itself, in so many words that together tell about as much
# as one that no passage has: two that half of the passages have tell less.
_ALL = 0.95
_LEAST_WORDS = 2
_LEAST_WEIGHT = 0.9
_UNSEEN = "\0"
# So much of it, where a model found nothing that answers.
_NEARLY_ALL = 0.8
# Or so much, what it says with what it stands under and alone taken together.
_MOSTLY_ALONE = 1.28
# And so much of it makes up for what it is about by the writer's words not being said.
_MOST = 0.6
# By so much more of what is asked another statement of a passage is the one that was meant.
_MUCH_MORE = 0.25
_MOST_ROWS, _MOST_CELLS = 10, 32
_CLEARLY = 1.5
_SOME = 0.3


# Of a statement: how much of what is asked it says with what it stands under, whether with a value of the kind, how
# much alone, how much of the theme of the mail, and how near the search found it.
_Score = tuple[float, bool, float, float, float]


@dataclass(frozen=True)
class PointWords:
    """What a point wants: the words that tell it apart with their weights, and those that say what it is about.

    `own` are the weights of those that its own sentence has, without what stands before it; `theme` those of what the
    mail says besides, by which of two that answer alike the one is told that is about the same. `asking` are the words
    of the clause that asks, `told` of what the mail tells outside of its points, `near` of what stands just before a
    point that says little. `counted` are those that a number is asked of (何日);
    `wide` what may stand in the place of words that others stand between, `like` what means the same by a dictionary as
    those that no source has.
    """

    question: AskedQuestion
    weights: Mapping[str, float]
    own: Mapping[str, float]
    soft: Mapping[str, float]
    topic: Sequence[str]
    alternatives: Alternatives
    theme: Mapping[str, float] = field(default_factory=dict)
    asking: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    near: Mapping[str, float] = field(default_factory=dict)
    counted: frozenset[str] = frozenset()
    wide: Alternatives = field(default_factory=dict)
    like: Alternatives = field(default_factory=dict)
    least_weight: float = 0.0
    rare_weight: float = 0.0
    unseen_weight: float = 1.0

    def measure(self, held: Sequence[str], *, is_own: bool = False) -> float:
        """Return how much of it words say, or of its own sentence, from 0 to 1."""
        weights = self.own if is_own else self.weights
        whole = sum(weights.values())
        said = sum(weight for word, weight in weights.items() if is_said(word, held, self.alternatives))
        soft = sum(weight for word, weight in self.soft.items() if is_said(word, held, {}))
        return (said + soft) / (whole + soft) if whole else 0.0

    def measure_theme(self, held: Sequence[str]) -> float:
        """Return how much words say of what else the mail is about, as the sum of what tells."""
        known = set(held)
        return sum(weight for word, weight in self.theme.items() if word in known)

    def names_topic(self, held: Sequence[str]) -> bool:
        """Say whether words name what it is about: more than half of the words for it."""
        said = sum(is_said(word, held, self.alternatives) for word in self.topic)
        return 2 * said > len(self.topic)


def read_wanted(point: Point, index: PassageIndex) -> PointWords:
    """Return what a point wants: by its last clause alone where no passage has a word of those before it."""
    question = read_question(point.asked)
    telling = _list_telling(question.text)
    bare = drop_brackets(point.text)
    last = find_last_clause(bare)
    unseen = index.weigh([_UNSEEN])[_UNSEEN]
    kept = _list_telling(last)
    is_last = kept and any(weight >= unseen for word, weight in index.weigh(telling).items() if word not in kept)
    question = read_question(last) if is_last else question
    topic = [word for word in list_words(name_topic(bare)) if word in telling]
    # That of a word of one passage: half a passage counts for one that has it (see `PassageIndex.weigh`).
    rare_weight = math.log(1 + (math.exp(unseen) - 1) / 3)
    mine = set(kept if is_last else _list_telling(bare))
    # Of what stands before it counts what the sources know.
    weights = {word: weight for word, weight in index.weigh(telling).items() if word in mine or weight < unseen}
    theme = index.weigh([word for word in _list_telling(point.theme) if word not in weights])
    others = find_alternatives([word for word, weight in theme.items() if weight >= unseen])
    # What means the same as what is asked (返金, of 返す) is no theme besides it.
    others = {word: runs for word, runs in others.items() if all(weights.keys().isdisjoint(run) for run in runs)}
    theme = {word: weight for word, weight in theme.items() if weight < unseen or word in others}
    own = {word: weight for word, weight in weights.items() if word in mine}
    is_short = sum(own.values()) < _LEAST_WEIGHT * unseen
    return PointWords(
        question,
        weights,
        own,
        index.weigh(_list_soft(question.text)),
        topic,
        find_alternatives(list_words(question.text)),
        theme,
        frozenset(_list_telling(find_asking_clause(point.text))),
        frozenset(_list_telling(point.told)),
        {word: theme[word] for word in _list_telling(point.near * is_short) if word in theme},
        _list_counted(question.text),
        {**others, **_find_alternatives(question.text, telling)},
        find_like(word for word, weight in weights.items() if weight >= unseen),
        _LEAST_WEIGHT * unseen,
        rare_weight,
        unseen,
    )


def find_certain(wanted: PointWords, hits: Sequence[Hit], *, is_refused: bool = False) -> Statement | None:
    """Return the statement that says all of what is asked, of several the one that says most of it in its own words.

    Where a model `is_refused`, what says most of it is taken too, and of few words what the rest of the mail is about.
    """
    weight = sum(wanted.weights.values())
    is_telling = len(wanted.weights) >= _LEAST_WORDS and weight >= wanted.least_weight
    # What a single passage speaks of needs no second word.
    is_telling = is_telling or (len(wanted.weights) == 1 and weight >= wanted.rare_weight - _ROUNDING)
    if not is_telling and not is_refused:
        return None
    scored = list(_score(wanted, hits))
    found = max(scored, key=lambda each: each[0], default=None)
    if found is None or not (_says_enough(found[0]) if is_refused else found[0][0] >= _ALL):
        return None
    if not is_telling and (_is_one_of_rows(found, scored) or not _is_of_theme(found, scored)):
        return None
    if len(wanted.weights) < _LEAST_WORDS and (_is_elsewhere(found, scored) or not _answers_alone(wanted, found[0])):
        return None
    if not is_about(wanted, found[1].passage) or _is_off_theme(found[0], [score for score, _ in scored]):
        return None
    return found[1]


def _says_enough(score: _Score) -> bool:
    """Say whether a statement says nearly all of what is asked, or most of it by itself."""
    share, _has_value, own, *_rest = score
    return share >= _NEARLY_ALL or (share >= _MOST and share + own >= _MOSTLY_ALONE)


def _is_one_of_rows(found: tuple[_Score, Statement], scored: Sequence[tuple[_Score, Statement]]) -> bool:
    """Say whether a statement is a row of a table that what is asked does not tell from another row."""
    score, statement = found
    passage = statement.passage
    return bool(passage.cells) and any(
        other.passage != passage and other.passage.source == passage.source and each[:3] == score[:3]
        for each, other in scored
    )


def _answers_alone(wanted: PointWords, score: _Score) -> bool:
    """Say whether what says a single word answers: with a value of the kind asked for, or of more than an act."""
    _share, has_value, *_rest = score
    acts = (each.is_verb for word in wanted.weights for each in analyse_morphemes(word))
    return has_value if wanted.question.units else bool(wanted.topic) or not all(acts)


def _is_elsewhere(found: tuple[_Score, Statement], scored: Sequence[tuple[_Score, Statement]]) -> bool:
    """Say whether another document says as much of what is asked, in a sentence of its own."""
    return any(other.passage.source != found[1].passage.source and each[0] >= found[0][0] for each, other in scored)


def _is_of_theme(found: tuple[_Score, Statement], scored: Sequence[tuple[_Score, Statement]]) -> bool:
    """Say whether the passage of a statement that says all that is asked is about the theme more than others are."""
    (share, _, _, theme, _), statement = found
    others = [score[3] for score, other in scored if other.passage != statement.passage and score[0] >= _ALL]
    return share >= _ALL and theme >= _CLEARLY * max([1.0, *others])


def _is_off_theme(best: _Score, scores: Sequence[_Score]) -> bool:
    """Say whether another statement says most of what is asked where the rest of the mail is spoken of much more.

    What says all of it by itself is not off.
    """
    most = max(theme for _, _, _, theme, _ in scores)
    if not most or best[2] >= _ALL:
        return False
    worth = (1 + best[3] / most) * best[0]
    return any(share >= _MOST and (1 + theme / most) * share > worth for share, _, _, theme, _ in scores)


def find_value(wanted: PointWords, hits: Sequence[Hit]) -> Statement | None:
    """Return the only statement that names what is asked about with a value of the kind that is asked for."""
    units = wanted.question.units
    found = [
        statement
        for hit in hits[:_HITS]
        for statement in list_statements(hit.passage)
        if wanted.topic
        and all(is_said(word, list_words(statement.shown), wanted.alternatives) for word in wanted.topic)
        and list_values(statement.shown, units)
    ]
    return found[0] if units and len(found) == 1 else None


def find_nearer(wanted: PointWords, statement: Statement) -> Statement:
    """Return the statement beside another, in its passage, that says much more of what is asked, else that one."""
    if statement.passage.cells:
        return statement
    shares = {
        each.number: wanted.measure(list_words(each.shown), is_own=bool(wanted.own))
        for each in list_statements(statement.passage)
    }
    best = max(shares, key=lambda number: shares[number])
    is_nearer = shares[best] >= shares.get(statement.number, 0.0) + _MUCH_MORE
    return list_statements(statement.passage)[best] if is_nearer else statement


def find_rows(wanted: PointWords, hits: Sequence[Hit]) -> list[Statement]:
    """Return the rows of the one table that is about what is asked and that the question does not tell apart.

    The table is that of the mail's theme, where there are several; none where its rows are more than a few.
    """
    tables: dict[tuple[str, Sequence[str]], list[Hit]] = {}
    for hit in hits:
        passage = hit.passage
        labels = list_words(" ".join((*passage.above, *(cell.label for cell in passage.cells))))
        if passage.cells and wanted.topic and all(is_said(word, labels, wanted.alternatives) for word in wanted.topic):
            tables.setdefault((passage.source, passage.above), []).append(hit)
    themes = {
        key: wanted.measure_theme(list_words(" ".join((key[0], *key[1], *(each.passage.shown for each in rows)))))
        for key, rows in tables.items()
    }
    best = sorted(tables, key=lambda key: -themes[key])
    # What everything has (料金) is no theme.
    if not best or (GENERIC.issuperset(wanted.topic) and not themes[best[0]]):
        return []
    if len(best) > 1 and themes[best[0]] < _CLEARLY * max(themes[best[1]], 1.0):
        return []
    rows = sorted(tables[best[0]], key=lambda hit: hit.passage.span)
    statements = [list_statements(hit.passage)[0] for hit in rows]
    return statements if may_be_stated(statements) else []


def may_be_stated(rows: Sequence[Statement]) -> bool:
    """Say whether rows of a table are several, and not so much that they answer nothing."""
    return 1 < len(rows) <= _MOST_ROWS and sum(len(each.passage.cells) for each in rows) <= _MOST_CELLS


def is_about(wanted: PointWords, passage: SourcePassage) -> bool:
    """Say whether a passage is about what is asked."""
    held = _list_held(passage)
    # A sentence that tells too little by itself counts with what stands before it.
    tells = bool(wanted.topic) or sum(wanted.own.values()) >= wanted.least_weight
    share = wanted.measure(held, is_own=bool(wanted.own) and tells)
    return share >= _MOST or (share >= _SOME and wanted.names_topic(held) if wanted.topic else share >= _SOME)


def is_named(wanted: PointWords, hits: Sequence[Hit]) -> bool:
    """Say whether any of the passages found may be about what is asked."""
    return any(is_about(wanted, hit.passage) for hit in hits)


def _find_alternatives(text: str, telling: Sequence[str]) -> Alternatives:
    """Return what may stand in place of words, also of those that others stand between (お金は、いつ頃戻りますか).

    What the text says itself stands for nothing else: 届く of 届いてから連絡する is no 連絡.
    """
    found, said = [find_alternatives(list_words(text)), find_alternatives(telling)], set(telling)
    runs = {word: [run for each in found for run in each.get(word, ())] for each in found for word in each}
    return {word: [run for run in each if not said.issuperset(run)] for word, each in runs.items()}


def _score(wanted: PointWords, hits: Sequence[Hit]) -> Iterator[tuple[_Score, Statement]]:
    units = wanted.question.units
    codes = wanted.question.codes
    for hit in hits[:_HITS]:
        if codes and not codes <= find_codes(" ".join((hit.passage.shown, *hit.passage.above))):
            continue
        above = list_words(" ".join(hit.passage.above))
        theme = wanted.measure_theme([*above, *list_words(f"{hit.passage.source} {hit.passage.shown}")])
        statements = list_statements(hit.passage)
        for statement in statements:
            own = list_words(statement.shown)
            has_value = bool(units) and bool(list_values(statement.shown, units))
            meant = list_meant(statement.shown)
            share = wanted.measure([*own, *above, *meant, *list_words(find_caption(statement, statements))])
            if codes and share >= _HALF:
                share = 1.0
            yield (round(share, 2), has_value, round(wanted.measure(own), 2), round(theme, 1), hit.score), statement


def _list_counted(text: str) -> frozenset[str]:
    """Return the words of a question that a number is asked of."""
    pairs = pairwise(analyse_morphemes(text))
    return frozenset(clean_word(two.norm) for one, two in pairs if one.norm in _OPEN and one.end == two.start)


def _list_held(passage: SourcePassage) -> list[str]:
    return [*list_words(" ".join((passage.shown, *passage.above))), *list_meant(passage.shown)]


def list_meant(text: str) -> list[str]:
    """Return what values mean without its word: a sum is a charge, so many days are a term."""
    return [*(_COSTS if list_values(text, _AMOUNT) else ()), *(_TERMS if _TIME.search(fold(text)) else ())]


def _list_soft(text: str) -> list[str]:
    """Return the words of a question that count only where an answer says them, too."""
    return list(dict.fromkeys(each.norm for each in analyse_morphemes(text) if each.norm in _SOFT))


def _list_telling(text: str) -> list[str]:
    """Return the words of a question that tell what would answer it; numbers are found by what they count.

    What is only added to a verb (抜いておく) tells nothing by itself.
    """
    left_out = {clean_word(two.norm) for one, two in pairwise(analyse_morphemes(text)) if _is_added(one, two)}
    left_out |= {clean_word(each.norm) for each in analyse_morphemes(text) if each.sub == "数詞"} | _PASSED_OVER
    return [word for word in list_asked_words(text) if word not in left_out and not word.isdecimal()]


def _is_added(before: Morpheme, each: Morpheme) -> bool:
    """Say whether a word is an auxiliary verb after another."""
    return each.is_verb and each.sub == "非自立可能" and before.sub == "接続助詞"
