"""Tell what a final predicate does (request, permission, offer, wish, statement…) and who performs what it names."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from sakura_cli.japanese.predicate import Predicate
from sakura_cli.keigo import actors
from sakura_cli.keigo.lexicon import nouns, persons, sahen, verbs
from sakura_cli.keigo.rewriting import forms
from sakura_cli.keigo.rewriting.acts import things
from sakura_cli.keigo.rewriting.acts.asking import can_be_asked
from sakura_cli.keigo.rewriting.context import CONTEXT_TOKENS, Sentence
from sakura_cli.keigo.types import Audience, Side
from sakura_cli.lexicon import word_set, words


class Act(NamedTuple):
    """What a predicate does: its kind, the actor's side, and how the actor was found (`particle`, "" for a guess)."""

    kind: str
    """`statement`, `question`, `request`, `asking`, `wish`, `permission`, `asking-permission`, `offer`,
    `volition`, `suggestion`, `prohibition`, `must`, `fragment` (half a sentence that ends in て)."""
    side: Side
    particle: str

    @property
    def is_explicit(self) -> bool:
        return self.particle != ""


_ASSURING: Final = "よ"
_QUESTION_PARTICLES: Final = word_set("japanese/particles", "question")
MUSING: Final = word_set("japanese/particles", "musing")
CONFIRMING: Final = word_set("japanese/particles", "confirming")
SUBJECT_PARTICLES: Final = word_set("japanese/particles", "subject")


def is_question(s: Sentence, pred: Predicate) -> bool:
    """Tell whether the predicate asks: by its particles, or by the sentence's question mark."""
    if pred.role != "final":
        return False
    marks = pred.particles
    if s.is_question and marks[-1:] == (_ASSURING,) and "か" not in marks and not _asks_what(s):
        return False  # 申し込んじゃうよ？
    if s.is_question and not (pred.last < s.last and s.tokens[pred.last].surface in ("、", "，")):
        return True
    return bool(marks) and marks[0] in _QUESTION_PARTICLES and not (len(marks) > 1 and marks[1] in MUSING)


def is_wondering(pred: Predicate) -> bool:
    """Tell whether the predicate ends in かな."""
    return len(pred.particles) > 1 and pred.particles[0] == "か" and pred.particles[1] in MUSING


def identify_act(s: Sentence, pred: Predicate, begin: int) -> Act:
    """Return the speech act and the side of the actor of a final or coordinate predicate."""
    side, particle, nominal = actors.find_subject(s.tokens, pred.first, begin, s.style.audience)
    if nominal is None and particle == "が" and is_question(s, pred):
        side = Side.ADDRESSEE  # みんな元気？
    if (
        particle == ""
        and pred.norm not in verbs.ENTERING
        and s.before(pred.first).endswith(persons.HOW_MANY)
        and is_question(s, pred)
    ):
        side, particle = Side.RESPECTED, "が"  # 何人来る？
    if nominal is not None and nominal.text == "人" and particle in SUBJECT_PARTICLES and is_question(s, pred):
        side = Side.RESPECTED  # ほかに行く人はいますか
    if nominal is not None and nominal.text in ("主人", "旦那") and not nominal.owner and is_question(s, pred):
        side = Side.RESPECTED
    if particle == "は" and nominal is not None and nominal.text in persons.TITLES and pred.norm in verbs.ASSIGNING:
        side = Side.THING  # 幹事は田中さんに任せた
    if nominal is not None and particle in SUBJECT_PARTICLES:
        side = side if is_question(s, pred) else side_for_outsiders(s, nominal, side)
    if side is Side.UNKNOWN and begin > s.first:
        side, particle, _ = actors.find_subject(s.tokens, pred.first, s.first, s.style.audience)
        if particle in ("が", "、", "も"):
            side, particle = (side, particle) if particle == "、" else (Side.UNKNOWN, "")
    asks = is_question(s, pred)
    kind = _kind(pred, asks)
    if kind == "question" and pred.core.mood == "ba" and pred.tail is pred.core and not _asks_what(s):
        kind = "suggestion"  # 見に来れば？
    if pred.norm == "思う" and kind == "statement" and not (pred.core.past or pred.layers) and particle != "、":
        return Act(kind, Side.SELF, "")  # 先輩は来ると思う: who thinks now is the writer
    quotes = pred.norm in verbs.TOLD_WRITER and pred.first > s.first and s.tokens[pred.first - 1].surface in _QUOTING
    if (
        quotes
        and kind == "statement"
        and particle == "は"
        and side not in (Side.SELF, Side.THING)
        and not pred.has_te("居る")
    ):
        return Act(kind, Side.SELF, "")
    if kind == "request" and pred.core.mood == "te" and not can_be_asked(s, pred, side, particle):
        return Act("fragment", Side.UNKNOWN, "")
    if kind == "statement" and particle == "が" and side.is_raised and _feels(s, pred):
        return Act(kind, Side.SELF, "")
    if side is not Side.UNKNOWN and side is not Side.THING:
        if particle == "、" and kind not in ("question", "suggestion", "request", "asking"):
            return Act(kind, _guess(s, pred, kind), "")
        return Act(kind, side, particle)
    if side is Side.THING and particle == "が":
        return (
            Act(kind, Side.THING, particle)
            if kind in ("statement", "question")
            else Act(kind, _guess(s, pred, kind), "")
        )
    if pred.norm == "言う" and kind == "statement" and (wish := _find_wish(s, pred)) > begin:
        side, particle, nominal = actors.find_subject(s.tokens, wish, begin, s.style.audience)
        if nominal is not None and particle == "が" and side is not Side.THING:
            return Act(kind, side_for_outsiders(s, nominal, side), particle)
    guess = _guess(s, pred, kind)
    if guess is Side.UNKNOWN and pred.norm == "言う" and _names_own_only(s, pred):
        guess = Side.IN_GROUP  # 父が行くと言ってた
    if (
        guess is Side.SELF
        and kind == "statement"
        and (_is_about_others(s, pred, nominal if side is Side.THING else None) or _goes_on_telling(s, pred))
    ):
        guess = Side.THING
    if guess is Side.SELF and kind == "statement" and pred.norm in verbs.OF_THINGS and things.follows_count(s, pred):
        guess = Side.THING  # 8個しか来なかった
    if kind == "question" and guess is Side.ADDRESSEE and _asks_how(s, pred):
        guess = Side.THING
    if (
        kind == "question"
        and not pred.noun
        and things.is_act_of_thing(s, pred, nominal if side is Side.THING else None)
    ):
        guess = Side.THING
    return Act(kind, guess, "")


def _feels(s: Sentence, pred: Predicate) -> bool:
    """Tell whether the writer feels what a clause in て causes (先生が教えてくれて安心した)."""
    is_feeling = pred.noun in sahen.FEELINGS if pred.noun else pred.norm in verbs.FEELINGS
    return is_feeling and any(
        t.sub == "接続助詞" and t.surface in ("て", "で") for t in s.tokens[max(s.first, pred.first - 8) : pred.first]
    )


def _find_wish(s: Sentence, pred: Predicate) -> int:
    """Return the token of たい before と言う, whose subject is who says it (社長が見たいと言ってる); -1 without one."""
    k = pred.first - 2
    is_quoted = k > s.first and s.tokens[k + 1].surface in ("と", "って")
    return k if is_quoted and s.tokens[k].lemma == "たい" else -1


def _names_own_only(s: Sentence, pred: Predicate) -> bool:
    """Tell whether those who are named before a predicate are all one's own people."""
    sides = [
        side_for_outsiders(s, nominal, nominal.side)
        for k in range(max(s.first, pred.first - CONTEXT_TOKENS) + 1, pred.first)
        if s.tokens[k].pos == "助詞"
        and s.tokens[k].surface in SUBJECT_PARTICLES
        and (nominal := actors.nominal_before(s.tokens, k, s.first, s.style.audience)) is not None
    ]
    persons_named = [side for side in sides if side is not Side.THING]
    return bool(persons_named) and all(side.is_own for side in persons_named)


def _asks_how(s: Sentence, pred: Predicate) -> bool:
    """Tell whether a question asks how something is done by whoever does it (休みはどうやって取るの)."""
    return (
        not pred.core.past
        and pred.norm not in verbs.OF_THE_READER
        and (any(how in s.before(pred.first) for how in _MANNERS_ASKED) or _asks_what_place(s, pred))
        and not any(
            t.surface in nouns.ATTRIBUTES for t in s.tokens[max(s.first, pred.first - CONTEXT_TOKENS) : pred.first]
        )  # お名前は何と言う？
    )


def _asks_what_place(s: Sentence, pred: Predicate) -> bool:
    """Tell whether a question asks where one has to put something (ハンコはどこに押すの)."""
    explains = pred.tail.kind == "explain" and not pred.layers and pred.norm not in verbs.MOVING
    return explains and s.before(pred.first).endswith(_PLACES_TO_PUT)


def side_for_outsiders(s: Sentence, nominal: actors.Nominal, side: Side) -> Side:
    """Return the side of somebody told of to outsiders: a post alone is one's own, and a third person is not raised.

    Not for a question, where the post is the other side's: nobody asks outsiders about one's own people.
    """
    if s.style.audience is not Audience.EXTERNAL or side is not Side.RESPECTED:
        return side
    if nominal.text in persons.TITLES and not nominal.owner and nominal.text not in persons.THEIRS:
        return Side.IN_GROUP
    if nominal.owner in persons.TITLES - persons.THEIRS:
        return Side.NEUTRAL  # 社長の奥様
    last = s.tokens[nominal.last - 1]
    is_name = nominal.last - nominal.first > 1 and s.tokens[nominal.last - 2].sub2 == "人名"
    if last.surface in persons.FAMILIAR_SUFFIXES and is_name and not nominal.owner:
        return Side.NEUTRAL
    return side


_PLACES_TO_PUT: Final = words("keigo/contexts", "asked-place")
_MANNERS_ASKED: Final = words("keigo/contexts", "how")
_QUOTED: Final = re.compile("[」』]とも?$")
_WISHED: Final = re.compile("たい[なね]?[あぁー]?(?:と|って)$")
_LONG_CLAUSE: Final = 32


def _is_about_others(s: Sentence, pred: Predicate, topic: actors.Nominal | None) -> bool:
    """Tell whether a statement without a personal subject is no report of one's own act: 謙譲語 would be wrong then.

    Its topic is a thing that acts, it reports what was quoted, or it is a long narrative without a word for oneself.
    """
    if (
        topic is not None
        and pred.norm == "出来る"
        and not pred.noun
        and s.tokens[topic.last - 1].sub2.startswith("サ変")
    ):
        return False  # 返品はできない
    if topic is not None:
        is_object = topic.text in nouns.ACTED_ON or s.tokens[topic.last - 1].surface in nouns.ACTED_ON
        if not (is_object and _is_transitive_act(pred)):
            return True
    before = s.before(pred.first)
    if _QUOTED.search(before):
        return True
    return len(before) > _LONG_CLAUSE and not any(word in before for word in persons.WRITER)


def _goes_on_telling(s: Sentence, pred: Predicate) -> bool:
    """Tell whether a past act without a subject is one more act of whom the sentences before told."""
    return s.is_narrative and pred.core.past and not pred.particles


def tells_of_others(s: Sentence) -> bool:
    """Tell whether what follows a sentence may be about somebody else: its topic is a person neither here nor there."""
    if s.is_question:
        return False
    for k in range(s.first + 1, s.last):
        t = s.tokens[k]
        if t.pos == "助詞" and t.surface in SUBJECT_PARTICLES:
            nominal = actors.nominal_before(s.tokens, k, s.first, s.style.audience)
            if nominal is None or nominal.side is Side.THING:
                continue
            if nominal.side.is_own or nominal.side is Side.ADDRESSEE:
                return False
            last = s.tokens[nominal.last - 1]
            if last.sub2 == "人名" or last.pos in ("接尾辞", "代名詞") or actors.is_person(last.surface):
                return True
    return s.is_narrative


def _is_transitive_act(pred: Predicate) -> bool:
    return pred.noun in sahen.OWN_ACTS if pred.noun else pred.norm in verbs.OWN_ACTS


def _kind(pred: Predicate, asks: bool) -> str:
    core, tail = pred.core, pred.tail
    marks = pred.particles
    wonders = asks or is_wondering(pred)
    if pred.permission and any(unit.kind == "explain" and unit.negated for unit in pred.units):
        return "question" if wonders else "statement"  # 集まらなくてもいいんじゃない？ gives an opinion
    if pred.permission:
        if pred.has_te(*verbs.RECEIVED) and (wonders or tail.mood == "darou"):
            return "asking"
        return "asking-permission" if wonders else "permission"
    if pred.kind == "verb":
        if tail.mood == "imperative":
            return "request"
        if tail.kind == "core" and core.mood == "te" and pred.role == "final":
            return "request"
        if core.mood == "tara" and tail is core and pred.role == "final" and not (marks and marks[0] in ("なあ",)):
            return "suggestion" if asks else "statement"
        if core.mood in ("nakya",) or (core.mood == "ba" and core.negated and pred.role == "final"):
            return "must"
        if core.mood == "volitional":
            return "offer" if asks else "volition"
        if (
            marks[:1] == ("な",)
            and tail is core
            and not core.negated
            and not core.past
            and not core.polite
            and pred.build().is_verb
            and (len(marks) == 1 or marks[1] in ("よ", "って"))
            and not (pred.has_te("居る") or pred.norm in verbs.OF_WRITER | verbs.EXCLAIMED)
            and not asks
        ):
            return "prohibition"
        if (
            pred.has_te("呉れる", "下さる", *verbs.RECEIVED)
            and wonders
            and not core.past
            and not pred.has_tai
            and tail.kind in ("core", "darou")
        ):
            last = pred.layers[-1]
            if last.kind in ("te", "naide") and (last.norm in ("呉れる", "下さる") or last.is_potential):
                return "asking"
        wishes = pred.has_te("欲しい") or (pred.has_te(*verbs.RECEIVED) and pred.has_tai)
        if wishes and not (tail.kind == "noun" and tail.negated):
            return "wish-request"  # 来てほしくないわけじゃない wishes nothing
        if pred.has_tai and not asks and "って" not in marks:
            return "wish"
    return "question" if asks else "statement"


def _asks_what(s: Sentence) -> bool:
    """Tell whether a sentence has an interrogative (どうすれば？)."""
    return any(t.norm in _INTERROGATIVES or t.surface in _MANNERS_OF for t in s.tokens[s.first : s.last])


_QUOTING: Final = word_set("japanese/particles", "quoting") | {"と"}
_INTERROGATIVES: Final = word_set("keigo/sides", "interrogative")
_MANNERS_OF: Final = word_set("keigo/contexts", "so")


def _guess(s: Sentence, pred: Predicate, kind: str) -> Side:
    if kind in ("request", "asking", "wish-request", "prohibition", "suggestion", "permission"):
        return Side.ADDRESSEE
    if kind in ("offer", "volition", "wish", "asking-permission", "must"):
        return Side.SELF
    if pred.norm == "成る" and s.before(pred.first).endswith("世話に"):
        return Side.SELF
    is_refusal = pred.norm == "出来る" and pred.core.negated and not s.before(pred.first).endswith("が")
    if pred.kind == "verb" and pred.norm in verbs.INVOLUNTARY and not is_refusal:
        return Side.THING
    if kind == "question":
        return Side.ADDRESSEE
    if pred.norm == "言う" and pred.has_te("居る") and not pred.core.negated:
        return Side.UNKNOWN  # 来ると言ってる: somebody does
    if pred.norm == "思う" and _WISHED.search(s.before(pred.first)):
        return Side.SELF  # 変えたいなって思う
    marks, kinds = pred.particles, {unit.kind for unit in pred.units}
    if "hearsay" in kinds or "って" in marks or "evident" in kinds:
        return Side.ADDRESSEE if marks and marks[-1] in CONFIRMING else Side.UNKNOWN
    if kinds & {"maybe", "seem", "darou"} or pred.tail.mood == "darou":
        return Side.UNKNOWN
    if pred.kind != "verb":
        return Side.UNKNOWN
    if pred.noun in sahen.OWN_COURTESIES or pred.norm == "おかけする":
        return Side.SELF
    if s.is_item and not (s.has_terminator or pred.core.past or marks):
        return Side.UNKNOWN  # a step of instructions: whoever reads it does it
    if "ね" in marks:
        if "explain" in kinds:
            return Side.UNKNOWN if "よ" in marks else Side.ADDRESSEE  # 実は辞めるんだよね tells of oneself
        announces = (
            "よ" not in marks
            and not pred.core.past
            and not pred.has_te("居る")
            and pred.norm not in verbs.BURDENING
            and (pred.norm in verbs.HUMBLE_BY_O or pred.noun in sahen.HUMBLE_PREFERRED or pred.norm in verbs.ANNOUNCED)
        )
        return Side.SELF if announces else Side.UNKNOWN
    if "な" in marks or "なあ" in marks or "さ" in marks or "わ" in marks:
        return Side.UNKNOWN
    if pred.core.past and pred.has_te("仕舞う"):
        return Side.UNKNOWN
    if pred.noun in sahen.IMPERSONAL:
        return Side.THING
    if forms.base_of_potential(pred.head, pred.norm) and pred.norm != "出来る":
        return Side.SELF
    return Side.SELF
