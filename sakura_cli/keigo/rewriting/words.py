"""Replace words around the predicates: 改まり語, pronouns, interrogatives, nouns of the other side, adverbs of
requests."""

from __future__ import annotations

from typing import Final

from sakura_cli.keigo.lexicon import nouns, persons
from sakura_cli.keigo.rewriting.context import Sentence
from sakura_cli.keigo.types import Audience, HonorificClass
from sakura_cli.lexicon.wordlist import word_set
from sakura_cli.localization import gettext as _

_WORD = _("a more formal word (慣用)")
_NOUN = _("raises what belongs to the other side (敬語の指針 p.24)")


_TRIGGERS: Final = (
    frozenset(nouns.WORDS)
    | frozenset(nouns.INTERROGATIVES)
    | frozenset(nouns.HONORIFIC_NOUNS)
    | frozenset(nouns.REQUEST_ADVERBS)
    | persons.SELF
    | persons.ADDRESSEE
    | word_set("さん 世話 て うち ウチ ここ これ 今 後 あと この あの って 御前 おまえ")
)


def rewrite_words(s: Sentence, occupied: set[int], *, addresses: bool) -> None:
    """Add edits for single words of `s`; tokens in `occupied` belong to rewritten predicates.

    `addresses` says that the sentence asks or requests something of the person addressed.
    """
    k = s.first
    business = s.style.is_honorific
    while k < s.last:
        if k in occupied or s.tokens[k].surface not in _TRIGGERS:
            k += 1
            continue
        width = (
            _rewrite_owner(s, k)
            or _rewrite_word(s, k, business)
            or (business and addresses and _rewrite_noun(s, k))
            or 1
        )
        k += width


def _rewrite_owner(s: Sentence, k: int) -> int:
    """うちの会社 -> 弊社, あなたの会社 -> 貴社; return the number of tokens taken."""
    t = s.tokens[k]
    if k + 2 >= s.last or s.tokens[k + 1].surface != "の":
        return 0
    owned = s.tokens[k + 2].surface
    external = s.style.audience is Audience.EXTERNAL
    if t.surface in persons.SELF or t.surface in ("うち", "ウチ"):
        if owned in ("会社", "社", "企業"):
            after = "弊社" if external else "当社"
            s.replace(
                t.start,
                s.tokens[k + 2].end,
                after,
                HonorificClass.FORMAL_WORD,
                _("what one calls one's own company (慣用)"),
            )
            return 3
        if t.surface in ("うち", "ウチ") and s.style.is_honorific:
            if owned in persons.TITLES:
                after = "弊社の" if external else "当社の"
            elif owned in persons.OWN_FAMILY:
                after = "私の"
            else:
                after = "弊社の" if external else "当社の"
            if s.tokens[k + 2].is_noun and owned not in ("方", "ほう", "ため", "一つ"):
                s.replace(t.start, s.tokens[k + 1].end, after, HonorificClass.FORMAL_WORD, _WORD)
                return 2
    if t.norm in ("貴方", "君", "御前", "お前", "其方", "そちら") and s.style.is_honorific:
        if owned in ("会社", "社", "企業"):
            s.replace(
                t.start,
                s.tokens[k + 2].end,
                "貴社",
                HonorificClass.RESPECT,
                _("the respectful word for the other company (敬語の指針 p.24)"),
            )
            return 3
        if owned in ("家", "うち"):
            s.replace(t.start, s.tokens[k + 2].end, "お宅", HonorificClass.RESPECT, _NOUN)
            return 3
        if owned in nouns.HONORIFIC_NOUNS and t.norm != "其方":
            s.replace(t.start, s.tokens[k + 2].end, nouns.HONORIFIC_NOUNS[owned], HonorificClass.RESPECT, _NOUN)
            return 3
    return 0


def _rewrite_word(s: Sentence, k: int, business: bool) -> int:
    t = s.tokens[k]
    nxt = s.tokens[k + 1] if k + 1 < s.last else None
    after_surface = nxt.surface if nxt else ""
    pair = nouns.WORDS.get(t.surface)
    if pair is not None and _is_safe(s, k, after_surface):
        after = pair[1] if business else pair[0]
        end, width = t.end, 1
        if after_surface in ("な", "に", "で", "だ", "です", "でし") and t.surface in (
            "こんな",
            "そんな",
            "あんな",
            "どんな",
        ):
            return 1
        if after != t.surface:
            s.replace(t.start, end, after, HonorificClass.FORMAL_WORD, _WORD)
        return width
    if not business:
        return 0
    if t.surface == "さん" and k > s.first and s.tokens[k - 1].surface == "客":
        s.replace(t.start, t.end, "様", HonorificClass.RESPECT, _NOUN)
        return 1
    if (
        t.surface == "世話"
        and after_surface == "に"
        and s.tokens[k - 1].pos != "接頭辞"
        and k + 2 < s.last
        and s.tokens[k + 2].norm == "成る"
    ):
        s.replace(t.start, t.end, "お世話", HonorificClass.HUMBLE, _NOUN)
        return 1
    after = nouns.INTERROGATIVES.get(t.surface, "")
    if t.surface == "どこ" and after_surface in ("が", "の", "を", "も", "か", "まで"):
        after = ""
    if (
        after
        and s.is_question
        and after_surface not in ("か", "も", "して", "にか", "やっ", "し", "でも", "いう")
        and not (
            t.surface == "どう"
            and nxt is not None
            and (
                nxt.cform.startswith("仮定形")
                or (k + 2 < s.last and s.tokens[k + 2].surface in ("たら", "て"))
                or not (nxt.norm in ("為る", "思う", "だ", "です") or nxt.is_sign)
            )
        )
    ):
        s.replace(t.start, t.end, after, HonorificClass.FORMAL_WORD, _WORD)
        return 1
    if t.surface in ("ここ", "これ") and after_surface in ("に", "へ", "を", "は", "が", "、") and _points(s, k):
        s.replace(t.start, t.end, "こちら", HonorificClass.FORMAL_WORD, _WORD)
        return 1
    if t.surface == "今" and after_surface not in (
        "の",
        "まで",
        "から",
        "も",
        "後",
        "年",
        "月",
        "週",
        "回",
        "度",
        "は",
        "でも",
        "さら",
        "すぐ",
        "、",
    ):
        last = s.text()[-8:]
        if any(sign in last for sign in ("いる", "てる", "いない", "います", "いません", "忙しい", "おります")):
            s.replace(t.start, t.end, "ただいま", HonorificClass.FORMAL_WORD, _WORD)
            return 1
    if (
        t.surface in ("後", "あと")
        and after_surface == "で"
        and (k == s.first or s.tokens[k - 1].surface in ("は", "、", "も", "なら", "ば", "ら"))
    ):
        s.replace(t.start, s.tokens[k + 1].end, "後ほど", HonorificClass.FORMAL_WORD, _WORD)
        return 2
    is_quoting = t.surface == "って" or (t.surface == "て" and k > s.first and s.tokens[k - 1].surface == "何")
    if (
        is_quoting
        and k > s.first
        and nxt is not None
        and nxt.norm in ("思う", "言う", "聞く", "きく", "存じる", "伺う", "申す", "仰る")
    ):
        s.replace(t.start, t.end, "と", HonorificClass.FORMAL_WORD, _WORD)
        return 1
    if (
        t.surface == "この"
        and after_surface in ("前", "間")
        and k + 2 < s.last
        and s.tokens[k + 2].surface in ("は", "、", "の", "も")
    ):
        s.replace(t.start, s.tokens[k + 1].end, "先日", HonorificClass.FORMAL_WORD, _WORD)
        return 2
    if t.surface == "あの" and after_surface == "人":
        s.replace(t.start, s.tokens[k + 1].end, "あの方", HonorificClass.RESPECT, _NOUN)
        return 2
    return 0


def _points(s: Sentence, k: int) -> bool:
    """Tell whether ここ or これ points at something before speaker and hearer: it opens the sentence."""
    return (k == s.first and s.tokens[k].surface == "ここ") or (
        s.tokens[k].surface == "これ" and k == s.first and s.tokens[k + 1].surface in ("、", "を")
    )


def _is_safe(s: Sentence, k: int, after: str) -> bool:
    t = s.tokens[k]
    surface = t.surface
    if surface in nouns.SENTENCE_INITIAL:
        return (
            k == s.first
            and (after in ("、", "，") or surface in ("だから", "だけど", "なので", "でも"))
            and t.pos in ("接続詞", "感動詞", "副詞", "助詞", "名詞")
        )
    if surface in ("みな", "うち", "あと", "やつ", "いっぱい", "ちょっと"):
        if surface == "ちょっと" and after in ("した",):
            return False
        return surface in ("ちょっと", "いっぱい") or after not in ("の",)
    if surface in ("君", "きみ") and k > s.first and s.tokens[k - 1].sub2 == "人名":
        return False
    if surface == "君" and t.pos != "代名詞":
        return False
    if surface in ("とか",):
        return False
    if surface == "超":
        return t.pos in ("接頭辞", "副詞") and False
    if surface == "とても" and after in ("じゃ", "では"):
        return False
    if surface in ("全然", "ぜんぜん"):
        return any("ない" in x.lemma or x.lemma in ("ぬ", "ず") for x in s.tokens[k : s.last])
    if surface == "もっと" and after == "も":
        return False
    if surface == "僕" and after in ("ら", "たち", "達"):
        return True
    return not (surface == "すごく" and after == "は")


def _rewrite_noun(s: Sentence, k: int) -> int:
    """Give お/ご to a noun of the other side in a question or request (お名前を…)."""
    t = s.tokens[k]
    if k + 1 >= s.last or (
        k > s.first
        and (
            s.tokens[k - 1].pos in ("接頭辞", "名詞", "接尾辞", "代名詞")
            or (
                s.tokens[k - 1].surface in ("の",)
                and s.tokens[k - 2].surface in persons.SELF | {"弊社", "当社", "うち"}
            )
        )
    ):
        return 0
    nxt = s.tokens[k + 1]
    after = nouns.HONORIFIC_NOUNS.get(t.surface)
    if (
        after
        and (nxt.surface in ("を", "は", "が", "も", "に", "、", "の") or nxt.norm in ("有る", "無い"))
        and t.is_noun
    ):
        s.replace(t.start, t.end, after, HonorificClass.RESPECT, _NOUN)
        return 1
    after = nouns.REQUEST_ADVERBS.get(t.surface)
    if after and nxt.surface == "に":
        s.replace(t.start, t.end, after, HonorificClass.RESPECT, _NOUN)
        return 1
    return 0
