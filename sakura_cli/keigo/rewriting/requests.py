"""Put requests, prohibitions, permissions and suggestions: 〜て, 〜しろ, 〜してくれる？, 〜していい？, 〜したら？.

Quoted commands are left to their quotation marks.
"""

from __future__ import annotations

from typing import Final

from sakura_cli.japanese import conjugation as c
from sakura_cli.japanese.conjugation import Word
from sakura_cli.japanese.predicate import FAVOURS, Layer, Predicate
from sakura_cli.keigo.lexicon import sahen, verbs
from sakura_cli.keigo.rewriting import forms
from sakura_cli.keigo.rewriting.acts import Act
from sakura_cli.keigo.rewriting.context import Style
from sakura_cli.keigo.types import Level
from sakura_cli.lexicon import word_set

_ASKING: Final = FAVOURS | {"頂戴"}
_DROPPED: Final = word_set("japanese/predicates", "te-dropped")
"""Auxiliaries a request in お〜ください need not repeat."""


def without_giving(pred: Predicate) -> list[Layer]:
    """Return the layers without those that only make the request (くれる, もらう, ほしい, たい)."""
    return [
        layer
        for layer in pred.layers
        if not (layer.kind == "tai" and pred.has_te("貰う", "頂く"))
        and not (layer.kind in ("te", "naide") and layer.norm in _ASKING)
    ]


def find_stem(pred: Predicate, layers: list[Layer], style: Style) -> str:
    """Return the お〜 or ご〜 stem of a requested act; "" where て has to serve."""
    if not style.is_honorific or pred.honorific:
        return ""
    kept = [layer for layer in layers if not (layer.kind == "te" and layer.norm in _DROPPED)]
    dropped = [layer.norm for layer in layers if layer not in kept]
    if kept or ("来る" in dropped and pred.norm not in verbs.BROUGHT):
        return ""
    if pred.norm == "連れる":
        return "お連れ"
    return forms.request_stem(pred.head, pred.norm, pred.noun)


def make_request(pred: Predicate, style: Style) -> str:
    """Return a direct request: お待ちください, 〜してください, 〜しないようお願いいたします."""
    if pred.honorific == "request" and pred.head.text.endswith("くださる"):
        return c.imperative(pred.head)
    if pred.norm == "下さる" and pred.noun:
        return ("" if pred.prefix else sahen.honorific_prefix(pred.noun)) + pred.noun + "ください"
    layers = without_giving(pred)
    if is_negative(pred):
        negative = c.negative(pred.build(layers=layers)).text
        if style.is_honorific:
            return negative + ("ようお願い申し上げます" if style.is_formal else "ようお願いいたします")
        return negative + "でください"
    stem = find_stem(pred, layers, style)
    if not stem and style.is_honorific and not pred.honorific and not layers:
        verb = verbs.RESPECT_TE.get(pred.norm)
        if verb:
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
    if layers and layers[-1].kind == "causative" and style.is_honorific:
        return c.te_form(pred.build(layers=layers)) + "いただきたく存じます"
    if pred.honorific in ("humble",) and pred.prefix and pred.noun:
        return pred.prefix + pred.noun + "ください"
    return c.te_form(pred.build(layers=layers)) + (
        "くださいますようお願い申し上げます" if style.is_formal else "ください"
    )


def make_asking(pred: Predicate, style: Style) -> str:
    """Return a request put as a question: ご確認いただけますでしょうか."""
    layers = without_giving(pred)
    if any(layer.kind == "naide" for layer in pred.layers):
        return c.negative(pred.build(layers=layers)).text + "でいただけますか"
    if style.is_honorific and pred.norm in verbs.RESPECT_TE and not layers and not pred.noun:
        return verbs.RESPECT_TE[pred.norm] + (
            "いただけないでしょうか" if pred.core.negated else "いただけますでしょうか"
        )
    stem = find_stem(pred, layers, style) or c.te_form(pred.build(layers=layers))
    if pred.core.negated:
        return stem + ("いただけないでしょうか" if style.is_honorific else "いただけませんか")
    return stem + ("いただけますでしょうか" if style.is_honorific else "いただけますか")


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
    tail = pred.tail
    if act.kind == "asking-permission":
        ask = "よろしいでしょう" if style.is_honorific else "いいです"
        return c.te_form(word) + "も" + ask + "か"
    if tail.negated:
        return c.te_form(word) + "も" + c.polite(tail.word, negated=True)
    if style.is_honorific:
        stem = find_stem(pred, pred.layers, style)
        return (stem + "いただいて" if stem else c.te_form(word)) + "も差し支えございません"
    return c.te_form(word) + "もいいです"


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
