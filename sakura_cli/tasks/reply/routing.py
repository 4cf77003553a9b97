"""Which statement of the sources a point leads to: its words weighed together with what the rest of its mail is about.

A customer's words are not the sources' words, but the place they belong to is told by all of them: what a statement
says counts most, then what it stands under, what stands beside it, what the point's mail tells, and words of one
kanji's family (乗る, 乗車). Left out: whether what is found is stated (`replying`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from sakura_cli.search.index import Hit, PassageIndex
from sakura_cli.search.synonyms import is_said
from sakura_cli.search.tokens import list_words
from sakura_cli.tasks.answer.amounts.values import list_values
from sakura_cli.tasks.answer.question import find_codes
from sakura_cli.tasks.answer.statements import Statement, list_statements
from sakura_cli.tasks.answer.versions import leave_out_older
from sakura_cli.tasks.reply.points import GENERIC, Point
from sakura_cli.tasks.reply.relevance import PointWords, list_meant, may_be_stated
from sakura_cli.tasks.reply.stating import find_caption, find_lead, state
from sakura_cli.text.meaning import find_condition

# What a word counts that is said in what a statement stands under, beside it in its passage, by another word for
# it, or by a kindred one.
_ABOVE = 0.8
_BESIDE = 0.5
_MEANT = 0.9
_LIKE = 0.8
_KINDRED = 0.6
# What the words of the clause that asks count besides, of what stands before the point, and of what it is about where
# headings say it; what the theme of the mail counts in headings and in the passage, and a value of the kind asked for.
_ASKING = 0.3
_HEADED = 0.3
_CONTEXT = 0.4
_THEME_ABOVE = 0.6
_THEME = 0.25
_VALUE = 1.5
# Of the theme, what only other points of the mail say.
_OTHER_POINTS = 0.3
_LEAST_OWN = 2
# Where so much is said, with words that tell as much as so many that no passage has, and so far ahead of other places,
# a model need not be asked; it has to agree where only what the point is about is said.
_CLEAR_SHARE = 0.6
_CLEAR_WEIGHT = 1.2
_FULL_SHARE = 0.8
_CLEAR_LEAD = 0.05
_FAR_LEAD = 0.1
_LEAST_LEAD = 0.13
# Half is enough where what the point is about is said so far from any other place and with so much else of the mail.
_HALF = 0.5
_ALONE_LEAD = 0.2
_ALONE_WEIGHT = 1.5
_CLOSE = 0.05
_HITS = 20
# 申し込む is 申し込み, too.
_VERB = re.compile(r"(?P<stem>[一-龠][ぁ-ん一-龠]*[一-龠ぁ-ん])[うくぐすつぬぶむる]")
_NATIVE = re.compile(r"(?P<kanji>[一-龠])[ぁ-ん]+")


@dataclass(frozen=True)
class Route:
    """Where a point leads: how much of what it asks is said there, and by how much it is ahead of other places.

    `rows` are those of a table that the point does not tell apart from the statement, it among them; `is_told` says
    whether it is told from what else its section says, by more than a word of one kanji's family, `is_named` whether
    what the point is about is said there.
    """

    statement: Statement
    share: float
    lead: float
    weight: float
    rows: Sequence[Statement] = ()
    is_told: bool = True
    is_named: bool = False

    @property
    def is_ahead(self) -> bool:
        """Whether no other place is as near; rows of one table are stated together."""
        return self.lead >= _CLEAR_LEAD and self.lead * self.weight >= _LEAST_LEAD

    @property
    def is_clear(self) -> bool:
        """Whether it answers without a model."""
        least = _CLEAR_SHARE if self.lead >= _FAR_LEAD else _FULL_SHARE
        if not self.is_told:
            return False
        if self.is_named and self.lead >= _ALONE_LEAD and self.weight >= _ALONE_WEIGHT:
            least = _HALF
        return self.is_ahead and self.share >= least and self.weight >= _CLEAR_WEIGHT

    @property
    def is_near(self) -> bool:
        """Whether it answers where a model quotes from there, too."""
        return self.is_ahead or (self.share >= _CLEAR_SHARE and self.weight >= _CLEAR_WEIGHT)

    def is_beside(self, statement: Statement) -> bool:
        """Say whether a statement is of the same section."""
        passage = statement.passage
        return (passage.source, passage.above) == (self.statement.passage.source, self.statement.passage.above)

    def is_at(self, statement: Statement) -> bool:
        """Say whether a statement stands in the same passage, or is a row of the same table."""
        passage = self.statement.passage
        return statement.passage == passage or statement.passage in [each.passage for each in self.rows]


def is_of_case(wanted: PointWords, statement: Statement) -> bool:
    """Say whether a mail says anything of what a statement holds under (台風のときは), if it has a condition."""
    condition = find_condition(statement.shown)
    words, held = list_words(condition), _Held.of(condition)
    told = (*wanted.weights, *wanted.near, *wanted.theme)
    natives = (native["kanji"] for word in words if (native := _NATIVE.fullmatch(word)))
    return (
        not words
        or any(held.says(word, wanted) for word in told)
        # 特急, where it is told of お急ぎの場合.
        or any(re.search(_write_family(kanji), " ".join(told)) for kanji in natives)
    )


@dataclass(frozen=True)
class _Scored:
    statement: Statement
    score: float
    share: float
    said: float
    weight: float
    topic: float
    is_firm: bool
    is_named: bool

    @property
    def place(self) -> tuple[str, tuple[str, ...]]:
        """The section it is of."""
        return self.statement.passage.source, self.statement.passage.above

    def is_nearer(self, other: _Scored) -> bool:
        """Say whether it says more of what is asked than another, and itself more of what that is about."""
        return self.share > other.share + _CLOSE and self.topic > other.topic


def search_around(point: Point, wanted: PointWords, index: PassageIndex) -> list[Hit]:
    """Return the passages that are near a point, or near to it and what its mail tells."""
    like = " ".join(run[0] for word in wanted.own for run in wanted.like.get(word, ()))
    texts = (wanted.question.text, f"{point.text} {point.told}", like)
    found = [index.search(text, _HITS) for text in texts if text]
    hits = {(hit.passage.source, hit.passage.span): hit for each in reversed(found) for hit in each}
    return leave_out_older(list(hits.values()))


def find_route(wanted: PointWords, hits: Sequence[Hit]) -> Route | None:
    """Return where a point leads, None where nothing near says any of it."""
    scored = sorted(_score(wanted, hits), key=lambda each: -each.score)
    if not scored or scored[0].said == 0.0:
        return None
    best = scored[0]
    other = next((each.score for each in scored if each.place != best.place), 0.0)
    alike = [each for each in scored if each.place == best.place and each.statement.passage.cells]
    rows = [each.statement for each in alike if round(each.said, 2) == round(best.said, 2)]
    is_row = may_be_stated(rows)
    # What says as much is stated together with it, or nothing tells which of them answers.
    equal = [each for each in scored if each.place == best.place and each.score == best.score]
    # 解約・延期 stands above 延期料, too, of which nobody asks who asks for 解約料.
    is_beside = any(each.place == best.place and each.is_nearer(best) for each in scored)
    is_told = best.is_firm and not is_beside and (is_row or len({state([each.statement]).key for each in equal}) == 1)
    return Route(
        best.statement,
        best.share,
        1 - other / best.score,
        best.weight / wanted.unseen_weight,
        sorted(rows, key=lambda each: each.passage.span) if is_row else (),
        is_told,
        best.is_named,
    )


def _score(wanted: PointWords, hits: Sequence[Hit]) -> Iterator[_Scored]:
    units, codes = wanted.question.units, wanted.question.codes
    # What says too little by itself asks for what stands before it as much.
    is_short = len(wanted.own) < _LEAST_OWN or GENERIC.issuperset(wanted.own)
    asking = {word: weight for word, weight in wanted.own.items() if word in wanted.asking} or wanted.own
    asking = wanted.weights if is_short else asking
    context_share = 1.0 if is_short else _CONTEXT
    for hit in hits:
        passage = hit.passage
        if codes and not codes <= find_codes(" ".join((passage.shown, *passage.above))):
            continue
        above = _Held.of(" ".join((*passage.above, PurePath(passage.source).stem)))
        beside = _Held.of(passage.shown)
        themed = _weigh_theme(wanted, above)
        theme = _THEME_ABOVE * themed + _THEME * _weigh_theme(wanted, beside)
        statements = list_statements(passage)
        for statement in statements:
            lead = find_lead(statement, statements)
            caption = find_caption(statement, statements)
            held = _Held.of(" ".join((statement.shown, caption, lead.shown if lead else "")), statement.shown)
            places = ((1.0, held), (_ABOVE, above), (_BESIDE, beside))
            said = {
                word: max(k * each.says(word, wanted) for k, each in places) for word in (*wanted.weights, *wanted.near)
            }
            has_value = bool(units) and bool(list_values(statement.shown, units))
            said |= dict.fromkeys(wanted.counted & said.keys(), 1.0) if has_value else {}
            own, asked = _sum(wanted.own, said), _sum(asking, said)
            context = _sum(wanted.weights, said) - own
            share = asked / (sum(asking.values()) or 1.0)
            around = context_share * context + _CONTEXT * _sum(wanted.near, said) + theme
            headed = _HEADED * sum(wanted.own.get(word, 0.0) * above.says(word, wanted) for word in wanted.topic)
            score = own + _ASKING * asked + around + headed + _VALUE * has_value
            telling = [said[word] for word in asking if word not in GENERIC]
            is_firm = max(telling, default=0.0) > _KINDRED or sum(map(bool, telling)) > 1
            topic = sum(wanted.own.get(word, 0.0) * held.says(word, wanted) for word in wanted.topic)
            is_named = bool(wanted.topic) and said.get(wanted.topic[-1], 0.0) >= _KINDRED
            weight = own + context + themed
            yield _Scored(statement, score, share, own + context, weight, topic, is_firm=is_firm, is_named=is_named)


@dataclass(frozen=True)
class _Held:
    """Words as they are looked for in a stretch of a source."""

    words: str
    text: str

    @classmethod
    def of(cls, text: str, valued: str = "") -> _Held:
        """Return the words of a text, and what the values of one mean."""
        return cls(" ".join((*list_words(text), *list_meant(valued))), text)

    def says(self, word: str, wanted: PointWords) -> float:
        """Return how much a word counts here: all, or less where only one of its family is said."""
        verb = _VERB.fullmatch(word)
        if is_said(word, self.words, {}) or (verb is not None and verb["stem"] in self.words):
            return 1.0
        if is_said(word, self.words, wanted.wide):
            return _MEANT
        if word in wanted.like and is_said(word, self.words, wanted.like):
            return _LIKE
        native = _NATIVE.fullmatch(word)
        return _KINDRED if native and re.search(_write_family(native["kanji"]), self.text) else 0.0


def _write_family(kanji: str) -> str:
    """Return the pattern of the compounds that a kanji is in."""
    return rf"{kanji}[一-龠]|[一-龠]{kanji}"


def _weigh_theme(wanted: PointWords, held: _Held) -> float:
    return sum(
        (1.0 if word in wanted.told else _OTHER_POINTS) * weight * held.says(word, wanted)
        for word, weight in wanted.theme.items()
    )


def _sum(weights: Mapping[str, float], said: Mapping[str, float]) -> float:
    return sum(weight * said[word] for word, weight in weights.items())
