"""Write statements and questions around their core: set business wording, states of the other side, hearsay, and what
closes them: final particles, and the conjunction of a clause.

Requests are in `requests`; which core fits is decided in `cores`.
"""

from __future__ import annotations

from typing import Final

from sakura_cli.japanese import conjugation as c
from sakura_cli.japanese.conjugation import Word
from sakura_cli.japanese.predicate import Predicate, PredicateUnit
from sakura_cli.keigo.lexicon import nouns, persons, phrases
from sakura_cli.keigo.rewriting.acts import things
from sakura_cli.keigo.rewriting.acts.act import CONFIRMING, MUSING, Act, is_question, is_wondering
from sakura_cli.keigo.rewriting.context import CONTEXT_TOKENS, Sentence
from sakura_cli.keigo.rewriting.cores.core import Core
from sakura_cli.keigo.rewriting.cores.evidence import names_other
from sakura_cli.keigo.rewriting.rendering import render
from sakura_cli.keigo.types import Audience, Level, Side
from sakura_cli.lexicon import word_set, words

_IDIOMS: Final = words("keigo/contexts", "idiom")
_LEXICAL: Final = words("keigo/contexts", "lexical")
_REGRETTED: Final = words("keigo/contexts", "regretted")
_ADVISED: Final = words("keigo/contexts", "advised")
_ADVERSATIVES: Final = word_set("japanese/particles", "adversative")
_SEEKING_CONSENT: Final = word_set("japanese/particles", "seeking-consent")
_POLITE_ENDINGS: Final = words("japanese/polite_endings")
_ADJECTIVES_IN_DESU: Final = ("いです", "かったです")
_SOLEMN_ENDINGS: Final = words("keigo/contexts", "solemn")


def render_statement(s: Sentence, pred: Predicate, act: Act, core: Core) -> str:
    """Return a statement or question around its chosen core, set business wording first."""
    style = s.style
    asks = is_question(s, pred)
    word = core.word
    is_business = style.is_honorific
    only_plain = pred.tail is pred.core and not pred.layers and pred.core == PredicateUnit("core")
    if (
        pred.kind == "na"
        and pred.norm in ("お願い", "頼み")
        and pred.tail is pred.core
        and not pred.core.negated
        and not asks
    ):
        return phrases.ASK_FAVOUR[style.level]
    if (
        pred.kind == "na"
        and s.tokens[pred.last - 1].sub2 == "サ変可能"
        and pred.core == PredicateUnit("core")
        and pred.first > s.first
        and s.tokens[pred.first - 1].surface == "を"
    ):
        return word.text + ("いたします" if is_business else "します")
    if pred.norm == "頼む" and only_plain and not asks and act.particle != "が" and pred.role == "final":
        return phrases.ASK_FAVOUR[style.level]
    if (
        pred.norm == "悪い"
        and pred.role == "coordinate"
        and pred.conjunction != "から"
        and only_plain | (pred.tail.kind == "explain")
    ) and s.before(pred.first).endswith(_REGRETTED):
        return "申し訳ございません" if is_business else "申し訳ありません"
    if pred.kind != "verb":
        word = _honour_state(s, pred, act, word)
    only_core = pred.tail is pred.core
    if only_core and is_business:
        special = _special_statement(s, pred, act, word, asks)
        if special:
            return special
    if core.has_negation:
        was, pred.core.negated = pred.core.negated, False
        text = render(pred, word, is_business=is_business, is_question=asks)
        if only_core or pred.tail.kind == "explain":
            return text
        pred.core.negated = was
        return render(pred, pred.build(), is_business=is_business, is_question=asks)
    if pred.norm == "無い" and pred.kind == "adj" and only_core and s.before(pred.first).endswith(_LEXICAL):
        return c.polite(Word("ない", "adj"), in_past=pred.core.past) if not pred.core.negated else word.text
    is_measured = pred.core.past and things.follows_count(s, pred)  # 熱が37度8分あった
    gozaru = (
        is_business
        and not is_measured
        and only_core
        and not pred.layers
        and (
            (pred.norm == "有る" and pred.kind == "verb")
            or (pred.norm == "無い" and pred.kind == "adj" and not pred.core.negated)
        )
        and not pred.tail.polite
        and not (act.side.is_raised or names_other(s, pred))
        and not s.before(pred.first).endswith(_IDIOMS)
    )
    if pred.norm == "有る" and asks and is_business and only_core and not pred.layers and not pred.tail.polite:
        gozaru = True
    text = render(pred, word, is_business=is_business, is_question=asks or is_wondering(pred), gozaru=gozaru)
    if "って" in pred.particles and pred.role == "final":
        return _render_hearsay(pred, word)
    softens = pred.kind == "na" or pred.norm == "良い" or pred.tail.kind == "explain"
    is_state = word.text == "ご存じ" or (
        pred.kind == "na" and word.text != pred.head.text and pred.norm in nouns.HONORIFIC_ADJECTIVES
    )
    confirms = bool(pred.particles) and pred.particles[-1] in _SEEKING_CONSENT and "か" not in pred.particles
    if (
        asks
        and is_business
        and not pred.tail.polite
        and text.endswith("です")
        and softens
        and not (is_state or confirms)
    ):
        text = text[:-2] + "でしょう"
    return text


def _special_statement(s: Sentence, pred: Predicate, act: Act, word: Word, asks: bool) -> str:
    """Return set business wording for いい, feelings, being busy and wishes; "" where none applies."""
    asks_now = asks and not pred.core.negated and not pred.core.past and not pred.layers
    if asks_now and pred.kind == "adj" and pred.norm == "良い":
        return "よろしいでしょう"
    if pred.tail.polite or (pred.layers and not pred.has_tai):
        return ""
    plain_now = not pred.core.negated and not pred.core.past and pred.core.mood == ""
    if pred.kind == "adj" and plain_now:
        if pred.norm == "良い":
            before = s.before(pred.first)
            if asks:
                return "よろしいでしょう"
            if _follows_noun_in_de(s, pred) and pred.role == "final":
                return "結構です"  # 別の日でいいよ
            if before.endswith("と") and not {"ね", "な"}.isdisjoint(pred.particles):
                return "よろしいです"  # 早く治るといいね hopes
            if before.endswith(_ADVISED) and pred.role == "final":
                return "よろしいかと存じます"
        if pred.norm in nouns.FEELINGS and pred.role == "final" and not asks and "ね" not in pred.particles:
            return nouns.FEELINGS[pred.norm]
        is_general = any(
            t.sub == "係助詞" for t in s.tokens[max(s.first, pred.first - CONTEXT_TOKENS) : pred.first]
        )  # 夏は忙しい
        if pred.norm == "忙しい" and not (act.is_explicit or asks or is_general or "ね" in pred.particles):
            return "立て込んでおります"
    if (
        pred.has_tai
        and plain_now
        and pred.layers[-1].kind == "tai"
        and not asks
        and pred.role == "final"
        and pred.kind == "verb"
        and act.side is Side.SELF
    ):
        return word.text[:-1] + "く存じます"
    return ""


def _follows_noun_in_de(s: Sentence, pred: Predicate) -> bool:
    k = pred.first - 1
    return k > s.first and s.tokens[k].surface == "で" and (s.tokens[k - 1].is_noun or s.tokens[k - 1].pos == "接尾辞")


def _honour_state(s: Sentence, pred: Predicate, act: Act, word: Word) -> Word:
    """Give お/ご to a state of the other side (お元気, お忙しい) and map interrogatives (いかが, どなた)."""
    text = pred.head.text
    asks = is_question(s, pred)
    if pred.kind == "na" and s.style.is_honorific and asks and pred.norm in nouns.INTERROGATIVES and not pred.prefix:
        return Word(nouns.INTERROGATIVES[pred.norm][0].business, "na")
    if pred.kind == "na" and text in nouns.PREDICATIVE:
        return Word(nouns.PREDICATIVE[text], "na")
    raised = act.side.is_raised if act.is_explicit else asks and act.side is not Side.THING
    if not raised or not (s.style.is_honorific or act.is_explicit) or pred.layers:
        return word
    before = s.tokens[pred.first - 1] if pred.first > s.first else None
    if before is not None and before.pos == "接頭辞":
        return word
    is_part = before is not None and before.pos == "名詞" and before.surface not in persons.EVERYBODY
    if before is not None and (is_part or before.surface in ("の", "が")) and not act.is_explicit:
        return word
    form = nouns.HONORIFIC_ADJECTIVES.get(text)
    return Word(form, word.cls) if form else word


def _render_hearsay(pred: Predicate, word: Word) -> str:
    """Return 〜んだって as 〜そうです."""
    unit = pred.core
    if word.cls == "na" and not unit.negated and not unit.past:
        return word.text + "だそうです"
    return c.plain(word, negated=unit.negated, in_past=unit.past) + "そうです"


def final_particles(s: Sentence, pred: Predicate, act: Act, text: str) -> str:
    """Return the final particles that the level keeps, and か where a question has none."""
    marks = pred.particles
    asks = is_question(s, pred)
    hearsay = "って" in marks
    if act.kind in ("request", "prohibition", "suggestion", "fragment"):
        return ""
    if text.endswith(_SOLEMN_ENDINGS) and not asks:
        return ""
    if act.kind in ("asking", "asking-permission"):
        return "" if text.endswith("か") else "か"
    if hearsay:
        return "ね" if (marks[-1] in _SEEKING_CONSENT or s.is_question) and text.endswith(("す", "た")) else ""
    wonders = is_wondering(pred) or marks[:1] == ("かしら",)
    if wonders and not text.endswith("でしょう") and text.endswith(_POLITE_ENDINGS):
        return "か" if asks and not text.endswith("ました") else "でしょうか"  # もう返しましたでしょうか
    if asks or wonders or (marks and marks[0] in ("か", "かい")):
        confirms = marks and marks[-1] in _SEEKING_CONSENT and "か" not in marks and s.is_question
        return "ね" if confirms and not text.endswith("でしょう") else "か"
    if s.is_question and marks and marks[-1] == "よ":
        return "よ"  # 申し込んじゃうよ？
    if s.style.is_formal:
        return ""
    if not marks and pred.tail.kind == "explain" and pred.layers and pred.has_te("呉れる") and pred.role == "final":
        is_thanks = not pred.core.negated and (act.side.is_raised or not act.is_explicit)
        return "ね" if is_thanks else ""
    explains_oneself = pred.tail.kind == "explain" and "よ" in marks and not act.side.is_raised
    if explains_oneself and pred.role == "final":
        return ""  # 苦手なんだよね
    if not CONFIRMING.isdisjoint(marks) or not MUSING.isdisjoint(marks):
        feels = marks[0] in MUSING and (pred.has_tai or pred.norm in nouns.FEELINGS.keys() | nouns.SENSATIONS)
        drops = feels or (act.side.is_own and s.style.is_honorific and pred.kind == "verb")
        return "" if drops else ("よね" if "よ" in marks and s.style.level is Level.POLITE else "ね")
    if (
        ("よ" in marks or "よー" in marks)
        and s.style.level is Level.POLITE
        and s.style.audience is Audience.INTERNAL
        and not text.endswith("か")
    ):
        return "よ"
    return ""


def with_conjunction(s: Sentence, pred: Predicate, text: str, end: int) -> tuple[str, int]:
    text, end = _join(s, pred, text, end)
    k = next((k for k in range(pred.last, s.last) if s.tokens[k].start >= end), s.last)
    if s.style.is_honorific and all(t.sub == "終助詞" for t in s.tokens[k : s.last]):
        end = s.end  # 遅れるからね ends in ので
    return text, end


def _give_reason(s: Sentence, pred: Predicate, text: str, end: int) -> str:
    """Return a clause with ので: an adjective takes no です before it (寒いので), but where the sentence ends there."""
    is_nominal = pred.kind == "na" if pred.tail is pred.core else pred.tail.word.cls == "na"
    is_adjective = text.endswith(_ADJECTIVES_IN_DESU) and (not is_nominal or pred.tail.negated)  # いっぱいですので
    rest = (s.tokens[k] for k in range(pred.last, s.last))
    goes_on = any(t.start >= end and not t.is_sign and t.sub != "終助詞" for t in rest)
    return (text.removesuffix("です") if is_adjective and goes_on else text) + "ので"


def _join(s: Sentence, pred: Predicate, text: str, end: int) -> tuple[str, int]:
    """Return the clause with the conjunction that its level has, and the end of what stands there now."""
    style = s.style
    conj = pred.conjunction
    if conj == "ので":
        token_count = 2
        t = s.tokens[pred.last]
        width = t.end if t.surface == "ので" else s.tokens[min(pred.last + token_count - 1, len(s.tokens) - 1)].end
        if not style.is_honorific and not pred.tail.polite:
            plain = s.text(pred.first, pred.last)
            return plain + "ので", width
        return _give_reason(s, pred, text, width), width
    width = s.tokens[pred.last].end
    if conj in ("けれど", "けど") and pred.last + 1 < s.last and s.tokens[pred.last + 1].surface == "も":
        width = s.tokens[pred.last + 1].end
    if conj == "のに":
        t = s.tokens[pred.last]
        width = t.end if t.surface == conj else s.tokens[min(pred.last + 1, len(s.tokens) - 1)].end
        if all(t.sub == "終助詞" for t in s.tokens[pred.last : s.last] if t.start >= width):
            if pred.permission:
                return text + "が", width
            if pred.kind == "verb":
                return text + conj, width  # 間に合いましたのに。
            if pred.core.past or pred.norm == "良い":
                return s.text(pred.first, pred.last) + "のですが", width  # よかったのですが。
        return s.text(pred.first, pred.last) + conj, width
    if conj == "から":
        if style.is_honorific and pred.tail.kind != "explain" and not text.endswith("でしょう"):
            return _give_reason(s, pred, text, width), width
        return text + "から", width
    is_last = all(s.tokens[k].sub == "終助詞" for k in range(pred.last + 1, s.last))
    if conj == "し" and style.is_honorific and is_last:
        return text, width  # 聞いてないし。
    return text + ("が" if conj in _ADVERSATIVES else conj), width
