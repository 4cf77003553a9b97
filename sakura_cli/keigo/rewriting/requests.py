"""Put requests, prohibitions, permissions and suggestions: 〜て, 〜しろ, 〜してくれる？, 〜していい？, 〜したら？.

What bids without asking (〜すること, 〜ないように) and what is only passed on (〜という) are put here, too.
Quoted commands are left to their quotation marks.
"""

from __future__ import annotations

from typing import Final

from sakura_cli.japanese import conjugation as c
from sakura_cli.japanese.conjugation import Word
from sakura_cli.japanese.predicate import FAVOURS, MOTIONS, Layer, Predicate
from sakura_cli.keigo.lexicon import nouns, sahen, verbs
from sakura_cli.keigo.rewriting import forms
from sakura_cli.keigo.rewriting.acts.act import CONFIRMING, MUSING, Act
from sakura_cli.keigo.rewriting.context import Sentence, Style
from sakura_cli.keigo.rewriting.rendering import render_after
from sakura_cli.keigo.types import HonorificClass, Level
from sakura_cli.lexicon import word_set
from sakura_cli.localization import gettext as _

_ASKING: Final = FAVOURS | {"頂戴"}
_DROPPED: Final = word_set("japanese/predicates", "te-dropped")
"""Auxiliaries a request in お〜ください need not repeat."""
_THING: Final = frozenset(("こと", "事"))
_NOMINAL_ENDS: Final = word_set("japanese/tags", "nominal-end")
_TOPICS: Final = word_set("japanese/particles", "topic")


def without_giving(pred: Predicate) -> list[Layer]:
    """Return the layers without those that only make the request (くれる, もらう, ほしい, たい)."""
    return [
        layer
        for k, layer in enumerate(pred.layers)
        if not (layer.kind == "tai" and pred.has_te(*verbs.RECEIVED))
        and not (layer.kind in ("te", "naide") and layer.norm in _ASKING and not _is_fetched(pred.layers[k:]))
    ]


def _is_fetched(layers: list[Layer]) -> bool:
    """Tell whether one is asked to go and have something done (押してもらってきて)."""
    return layers[0].norm in verbs.RECEIVED and len(layers) > 1 and layers[1].norm in MOTIONS


def find_stem(pred: Predicate, layers: list[Layer], style: Style) -> str:
    """Return the お〜 or ご〜 stem of a requested act; "" where て has to serve."""
    if not style.is_honorific or pred.honorific:
        return ""
    # 鍵をかけておいて is not おかけください.
    dropped_here = _DROPPED - {"置く"} if not pred.noun and pred.norm in verbs.KEPT else _DROPPED
    kept = [layer for layer in layers if not (layer.kind == "te" and layer.norm in dropped_here)]
    dropped = [layer.norm for layer in layers if layer not in kept]
    if kept or ("来る" in dropped and pred.norm not in verbs.BROUGHT):
        return ""
    if pred.norm == "連れる":
        return "お連れ"
    return forms.request_stem(pred.head, pred.norm, pred.noun)


def make_request(pred: Predicate, style: Style, *, is_caused: bool = False) -> str:
    """Return a direct request: お待ちください, 〜してください, 〜しないようお願いいたします.

    `is_caused` says that a causative asks for what a thing is made to do (プログラムを走らせて), not for leave.
    """
    if pred.honorific == "request" and pred.head.text.endswith("くださる"):
        return c.imperative(pred.head)
    if pred.norm == "下さる" and pred.noun:
        return ("" if pred.prefix else sahen.honorific_prefix(pred.noun)) + pred.noun + "ください"
    layers = without_giving(pred)
    if (had := had_done(pred)) is not None:
        return c.te_form(had) + ("くださいますようお願い申し上げます" if style.is_formal else "ください")
    if is_negative(pred):
        negative = c.negative(pred.build(layers=layers)).text
        if style.is_honorific:
            return negative + ("ようお願い申し上げます" if style.is_formal else "ようお願いいたします")
        return negative + "でください"
    stem = find_stem(pred, layers, style)
    auxiliaries = [each.norm for each in layers]
    if not stem and style.is_honorific and not (pred.honorific or pred.noun) and auxiliaries == ["見る"]:
        found = forms.respect(pred.head, pred.norm, pred.noun)
        if found is not None:
            ending = "みてくださいますようお願い申し上げます" if style.is_formal else "みてください"
            return c.te_form(found.word) + ending
    goes_on = auxiliaries == ["居る"]
    if not stem and style.is_honorific and not pred.honorific and (not layers or goes_on):
        verb = verbs.RESPECT_TE.get(pred.norm)
        if verb:
            verb += "いて" if goes_on else ""
            return verb + ("くださいますようお願い申し上げます" if style.is_formal else "ください")
    if not stem and not pred.prefix and not pred.noun and pred.norm in ("呉れる", "下さる"):
        return "ください"
    if pred.norm == "頂戴" and pred.noun == "" and pred.head.text.endswith("頂戴する"):
        noun = pred.head.text[: -len("頂戴する")]
        stem = forms.request_stem(Word(noun + "する", "suru"), "為る", noun)
        if not stem:
            return noun + "をください" if not style.is_honorific else noun + "をお願いいたします"
        if not style.is_honorific:
            return noun + "をください"
    if stem:
        return stem + ("くださいますようお願い申し上げます" if style.is_formal else "ください")
    if layers and layers[-1].kind == "causative" and style.is_honorific and not is_caused:
        return c.te_form(pred.build(layers=layers)) + "いただきたく存じます"
    if pred.honorific in ("humble",) and pred.prefix and pred.noun:
        return pred.prefix + pred.noun + "ください"
    return c.te_form(pred.build(layers=layers)) + (
        "くださいますようお願い申し上げます" if style.is_formal else "ください"
    )


def had_done(pred: Predicate) -> Word | None:
    """Return what somebody is asked to have done by somebody else (先生に書いてもらって, …書いてもらってください)."""
    layers = list(pred.layers)
    if len(layers) > 1 and layers[-1].norm in ("下さる", "呉れる"):
        layers.pop()
    last = layers[-1] if layers else None
    if last is None or last.kind != "te" or last.norm not in verbs.RECEIVED or last.is_potential or pred.has_tai:
        return None
    return pred.build(layers=layers)


def make_asking(pred: Predicate, style: Style) -> str:
    """Return a request put as a question: ご確認いただけますでしょうか."""
    layers = without_giving(pred)
    if len(pred.layers) > 1 and not pred.permission and (had := had_done(pred)) is not None:
        return c.te_form(had) + ("いただけますでしょうか" if style.is_honorific else "いただけますか")
    if any(layer.kind == "naide" for layer in pred.layers):
        return c.negative(pred.build(layers=layers)).text + "でいただけますか"
    if pred.norm == "遣る" and not pred.noun:
        return c.te_form(pred.build(layers=layers)) + _asked_favour(pred, style)  # なさっていただく raises twice
    if style.is_honorific and pred.norm in verbs.RESPECT_TE and not layers and not pred.noun:
        return verbs.RESPECT_TE[pred.norm] + (
            "いただけないでしょうか" if pred.core.negated else "いただけますでしょうか"
        )
    stem = find_stem(pred, layers, style) or c.te_form(pred.build(layers=layers))
    return stem + _asked_favour(pred, style)


def _asked_favour(pred: Predicate, style: Style) -> str:
    if pred.core.negated:
        return "いただけないでしょうか" if style.is_honorific else "いただけませんか"
    return "いただけますでしょうか" if style.is_honorific else "いただけますか"


def is_negative(pred: Predicate) -> bool:
    """Tell whether a request asks not to do: 〜ないで(ください)."""
    return pred.core.negated or any(layer.kind == "naide" for layer in pred.layers)


def make_wish_request(pred: Predicate, style: Style) -> str:
    """Return 〜してほしい as 〜いただきたく存じます, or いただきたい where a clause goes on."""
    layers = without_giving(pred)
    stem = find_stem(pred, layers, style) or c.te_form(pred.build(layers=layers))
    if is_negative(pred):
        negative = c.negative(pred.build(layers=layers)).text
        return negative + ("ようお願いいたします" if style.is_honorific else "でいただきたいです")
    if pred.role == "final" and pred.tail is pred.core and not pred.core.past and style.is_honorific:
        return stem + "いただきたく存じます"
    return stem


def make_permission(pred: Predicate, act: Act, style: Style, word: Word) -> str:
    """Return 〜していい(？) with its actor's own form; `word` is the act's humble or plain word."""
    permitted = pred.units[1]
    # What need not be done (しなくていい) is as far from what may be done as refusing it.
    spares = pred.core.negated
    lead = c.te_form(c.negative(word) if spares else word) + "も"
    if act.kind == "asking-permission":
        return lead + ("よろしいでしょう" if style.is_honorific else "いいです") + "か"
    is_heard = "って" in pred.particles
    if permitted is not pred.tail and not (is_heard and pred.tail.kind == "explain"):
        # Said of others (しなくていいそうだ): the permission keeps its words.
        return lead + render_after(pred, permitted)
    if is_heard:
        return lead + c.plain(permitted.word, negated=permitted.negated, in_past=permitted.past) + "そうです"
    if pred.conjunction == "のに":
        return lead + "よろしいのです"  # 叱らなくてもいいのに
    if pred.particles and pred.particles[0] in MUSING | CONFIRMING:
        return lead + c.polite(permitted.word, negated=permitted.negated, in_past=permitted.past)  # 買ってもいいな
    # 答えてもいい may be one's own readiness, and 全員が… receives nothing.
    may_be_own = not (spares or pred.noun or pred.particles) and pred.norm in verbs.SURELY_OWN | verbs.DIRECTED
    is_of_others = act.is_explicit and (act.particle == "が" or not act.side.is_raised)
    if may_be_own or is_of_others:
        return lead + c.polite(permitted.word, negated=permitted.negated, in_past=permitted.past)
    if permitted.negated:
        return lead + c.polite(permitted.word, negated=True)
    if style.is_honorific:
        layers = without_giving(pred)
        stem = find_stem(pred, layers, style)
        if layers != pred.layers and not stem:
            stem = c.te_form(pred.build(layers=layers))
        raised = forms.respect(pred.head, pred.norm, pred.noun) if spares and not (stem or layers) else None
        if raised is not None:
            lead = c.te_form(c.negative(raised.word)) + "も"  # 気になさらなくても
        received = "いただかなくて" if spares else "いただいて"
        return (stem + received + "も" if stem else lead) + "差し支えございません"
    return lead + "いいです"


def make_suggestion(word: Word, style: Style) -> str:
    return c.te_form(word) + ("はいかがでしょうか" if style.is_honorific else "はどうですか")


def make_prohibition(pred: Predicate, style: Style) -> str:
    negative = c.negative(pred.build()).text
    if style.level is Level.POLITE:
        return negative + "でください"
    return negative + ("ようお願い申し上げます" if style.is_formal else "ようお願いいたします")


def is_offered(pred: Predicate, base: Word | None) -> bool:
    """Tell whether a potential offers the act to the person addressed (使える, 利用できる)."""
    if base is None or pred.core.past:
        return False
    if pred.noun:
        return pred.noun in sahen.ABLE_OFFER
    return pred.norm in verbs.POTENTIAL_OFFER


def is_bidding(s: Sentence, pred: Predicate) -> bool:
    """Tell whether a predicate ends in a bare こと that bids (確認すること), and does not define (目標は勝つことだ)."""
    tail = pred.tail
    is_bare = tail.kind == "noun" and tail.word.text in _THING and not (tail.polite or tail.negated or tail.past)
    if not (is_bare and len(pred.units) == 2 and pred.kind == "verb" and pred.role == "final" and not pred.particles):
        return False
    if s.tokens[pred.last - 1].surface != tail.word.text or s.is_question or pred.core.past or pred.core.polite:
        return False
    happens = pred.norm in verbs.INVOLUNTARY or pred.norm in verbs.UNASKED or pred.noun in sahen.IMPERSONAL
    return not happens and not any(_is_defined(s, k) for k in range(s.first + 1, pred.first))


def _is_defined(s: Sentence, k: int) -> bool:
    """Tell whether token `k` marks as topic what a こと at the end defines (目標は), not what is acted on."""
    t = s.tokens[k]
    if t.pos != "助詞" or t.surface not in _TOPICS:
        return False
    before = s.tokens[k - 1]
    return before.surface in nouns.DEFINED or not (before.pos in _NOMINAL_ENDS or before.sub == "格助詞")


def find_bidden_noun(s: Sentence, pred: Predicate) -> int:
    """Return the token of the サ変 noun that 〜のこと bids (要確認のこと, 至急返信のこと); -1 where there is none."""
    k = pred.first
    is_bare = pred.kind == "na" and pred.head.text in _THING and pred.last == k + 1 and pred.role == "final"
    if not is_bare or k - 2 < s.first or s.tokens[k - 1].surface != "の" or s.is_question:
        return -1
    noun = s.tokens[k - 2]
    return k - 2 if noun.sub2.startswith("サ変") and noun.surface not in sahen.IMPERSONAL else -1


def put_bidden_noun(s: Sentence, noun: str) -> str:
    """Return the request for the act that a noun names: ご返信ください."""
    stem = forms.request_stem(Word(f"{noun}する", "suru"), "為る", noun) if s.style.is_honorific else ""
    if stem:
        return stem + ("くださいますようお願い申し上げます" if s.style.is_formal else "ください")
    return f"{noun}してください"


def rewrite_so_that(s: Sentence, pred: Predicate) -> bool:
    """Add the edit for 遅れないように。 as a request; return whether it was one."""
    k = pred.last
    end = s.last
    while end > k and s.tokens[end - 1].sub == "終助詞":
        end -= 1
    is_last = k + 2 == end and s.tokens[k].surface == "よう" and s.tokens[k + 1].surface == "に"
    bids = pred.role == "attributive" and (pred.kind == "verb" or pred.norm == "無い")
    if not (is_last and bids and s.has_terminator) or s.is_question:
        return False
    start = s.tokens[k].start
    if s.style.is_formal:
        after = "ようお願い申し上げます"
    else:
        after = "ようお願いいたします" if s.style.is_honorific else "ようにお願いします"
    s.replace(start, s.end, after, HonorificClass.POLITE, _("put into です・ます (敬語の指針 p.20)"))
    return True


def asks_why(s: Sentence, pred: Predicate) -> bool:
    """Tell whether a question ends in どうして, which asks for no act."""
    is_te = pred.norm == "為る" and not (pred.noun or pred.layers) and pred.core.mood == "te"
    return is_te and pred.first > s.first and s.tokens[pred.first - 1].surface == "どう"


def make_reported(pred: Predicate, act: Act) -> str:
    """Return what somebody else asks for, passed on (来てほしいとのことです, 触らないようにとのことです)."""
    layers = without_giving(pred)
    word = pred.build(layers=layers)
    asks = act.kind == "wish-request" or pred.core.mood == "te" or layers != pred.layers
    if act.kind == "prohibition" or is_negative(pred):
        lead = c.negative(word).text + ("でほしい" if asks else "ように")
    else:
        lead = c.te_form(word) + "ほしい" if asks else c.plain(word) + "ように"
    return lead + "とのことです"


def is_passed_on(s: Sentence, pred: Predicate) -> bool:
    """Tell whether 〜という at the end only passes on what is said: nobody is named who says it."""
    return (
        pred.norm == "言う"
        and pred.head.text == "いう"
        and not pred.layers
        and pred.tail is pred.core
        and not (pred.core.past or pred.core.negated or pred.core.polite or pred.particles)
        and pred.role == "final"
        and pred.first - 1 > s.first
        and s.tokens[pred.first - 1].surface == "と"
        and not s.is_question
    )
