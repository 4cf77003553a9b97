"""Find the head of a predicate and what kind it is; the rest of it is `predicate_parser`'s and
`predicate_modality`'s."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sakura_cli.japanese import conjugation as c
from sakura_cli.japanese import predicate as p
from sakura_cli.japanese.conjugation import Word
from sakura_cli.japanese.morphology import Morpheme
from sakura_cli.japanese.predicate import Predicate
from sakura_cli.lexicon import word_set

_NOTHING = Morpheme("", "", "", "", "", "", "", "", "", -1, -1)
_NOUNS: Final = word_set("japanese/tags", "noun")
_NOMINALS: Final = word_set("japanese/tags", "nominal")
_NOMINAL_ENDS: Final = word_set("japanese/tags", "nominal-end")
_DOING: Final = word_set("japanese/predicates", "light-doing")
_UNABLE: Final = word_set("japanese/predicates", "unable")
_MAKES_HUMBLE: Final = word_set("japanese/predicates", "light-humble")
_NOUN_MODALITY: Final = word_set("japanese/predicates", "noun-modality")
_SPELT_APART: Final = word_set("japanese/predicates", "spelt-apart")
_BECOMING: Final = frozenset(("成る", "なれる"))
_AFTER_COPULA_TE: Final = word_set("japanese/predicates", "after-copula-te")


class HeadParser:
    """Parse the head of the predicate at token `i`: verb, サ変, お〜する, adjective, noun."""

    found: Predicate

    def __init__(self, tokens: Sequence[Morpheme], i: int) -> None:
        self.tokens = tokens
        self.i = self.j = i
        self.n = len(tokens)

    def at(self, k: int = 0) -> Morpheme:
        index = self.j + k
        return self.tokens[index] if 0 <= index < self.n else _NOTHING

    def parse_head(self) -> Predicate | None:
        t = self.at()
        if t.pos == "接頭辞" and t.norm == "御":
            return self.parse_honorific_head(t)
        if t.pos == "動詞":
            if t.cform.startswith("連用形") and self.is_guessed_noun(1):
                return self.make("na", Word(t.surface, "na"), t.norm)  # 休みらしい
            return self.parse_verb_head("")
        if t.surface in p.RAISED_NOUNS and self.at(1).surface == "に" and self.at(2).norm in _BECOMING:
            found = self.make("verb", Word(t.surface + "になる", "5r"), p.RAISED_NOUNS[t.surface], width=3)
            if self.at(-1).lemma == "なれる":
                found.head = Word(t.surface + "になれる", "1")
            found.honorific = "respect"
            return found
        if t.pos == "形容詞":
            word = c.make_word(t.lemma, t.ctype)
            return self.make("adj", word, t.norm) if word and t.cform != "語幹-一般" else self.stem_adjective(t, word)
        if t.pos == "名詞" and t.sub2.startswith("サ変") and self.at(1).norm in p.LIGHT_VERBS:
            nxt = self.at(1)
            if nxt.pos == "動詞" and not (nxt.norm in ("貰う", "呉れる") and t.sub3 == ""):
                self.j += 1
                return self.parse_verb_head(t.surface)
            if nxt.norm == "頂戴" and self.at(2).norm not in _DOING:
                self.j += 1
                found = self.make("verb", Word(t.surface + "頂戴する", "suru"), "頂戴")
                found.nasai = True
                return found
        if t.surface in ("」", "』", "”"):
            return self.make("na", Word(t.surface, "na"), "") if self.is_copula(self.at(1)) else None
        if t.pos in _NOMINAL_ENDS or t.pos == "助詞":
            return self.parse_nominal_head(t)
        return None

    def stem_adjective(self, t: Morpheme, word: Word | None) -> Predicate | None:
        if word and self.at(1).surface == "そう":
            return self.make("adj", word, t.norm)
        return None

    def make(self, kind: str, word: Word, norm: str, *, width: int = 1) -> Predicate:
        self.j += width
        return Predicate(kind, self.i, self.j, word, norm, self.tokens[self.j - 1].end)

    def parse_verb_head(self, noun: str) -> Predicate | None:
        t = self.at()
        # す of すべき is する.
        word = Word("する", "suru") if t.lemma == "す" and t.norm == "為る" else c.make_word(t.lemma, t.ctype)
        if word is None:
            return None
        norm = t.lemma if t.lemma in _SPELT_APART else p.KANA_NORMS.get(t.norm, t.norm)
        if word.cls == "zuru" and t.surface.endswith("じ"):
            word = Word(word.text[:-2] + "じる", "1")
        found = self.make("verb", Word(noun + word.text, word.cls), norm)
        found.noun = noun
        if (
            norm == "入る"
            and self.i > 1
            and self.tokens[self.i - 1].surface == "に"
            and self.tokens[self.i - 2].surface == "気"
        ):
            found.norm = "気に入る"
        lead = noun + t.surface
        while (
            t.cform.startswith("連用形")
            and self.at().norm in p.COMPOUND_SECONDS
            and (self.at().pos == "動詞" or self.at().sub == "動詞的")
        ):
            t = self.at()
            second = c.make_word(t.lemma, t.ctype)
            if second is None:
                break
            found.head = Word(lead + second.text, second.cls)
            found.norm = found.head.text
            lead += t.surface
            self.j += 1
        found.head_end = self.at(-1).end
        if t.cform.startswith("連用形") and self.at().norm == "為さる" and self.at().cform == "命令形":
            found.nasai = True
            self.j += 1
        return found

    def parse_honorific_head(self, t: Morpheme) -> Predicate | None:
        """Parse お/ご + stem + する, になる, なさる, ください, いただく, 申し上げる, できる, です."""
        stem = self.at(1)
        width = 2
        text = t.surface + stem.surface
        is_causative = stem.cform.startswith("未然形") and self.at(2).lemma in ("せる", "させる")
        if is_causative and self.at(2).cform.startswith("連用形"):
            text += self.at(2).surface
            width = 3
        elif (stem.is_verb and stem.cform.startswith("連用形")) or stem.is_noun or stem.pos == "形状詞":
            while self.at(width).is_verb and self.at(width - 1).is_verb and self.at(width).norm in p.COMPOUND_SECONDS:
                text += self.at(width).surface
                width += 1
        else:
            return None
        after = self.at(width)
        if after.surface == "に" and self.at(width + 1).norm in _BECOMING and (stem.is_verb or stem.surface != "世話"):
            self.j += width + 2
            found = Predicate(
                "verb", self.i, self.j, Word(text + "になる", "5r"), stem.norm, self.tokens[self.j - 1].end
            )
            if self.at(-1).lemma == "なれる":
                found.head = Word(text + "になれる", "1")
            found.honorific = "respect"
            return found
        if after.is_verb and after.norm in p.LIGHT_VERBS:
            word = c.make_word(after.lemma, after.ctype)
            if word is None:
                return None
            self.j += width + 1
            if after.cform.startswith("連用形") and self.at().norm in _UNABLE:
                # お答えいたしかねる is one verb.
                text, word = text + after.surface, Word("かねる", "1")
                self.j += 1
            found = Predicate("verb", self.i, self.j, Word(text + word.text, word.cls), stem.norm, self.at(-1).end)
            found.prefix, found.noun = t.surface, stem.surface
            found.honorific = (
                "humble"
                if after.norm in _MAKES_HUMBLE
                else "request"
                if after.norm in ("頂く", "下さる")
                else "respect"
            )
            return found
        if stem.is_verb and stem.norm == "願う" and stem.cform.startswith("連用形"):
            self.j += width
            return Predicate("na", self.i, self.j, Word(text, "na"), "お願い", self.tokens[self.j - 1].end)
        if self.is_copula(after) or self.ends_at(width):
            self.j += width
            return Predicate("na", self.i, self.j, Word(text, "na"), stem.norm, self.tokens[self.j - 1].end)
        return None

    def parse_nominal_head(self, t: Morpheme) -> Predicate | None:
        nxt = self.at(1)
        if t.pos == "助詞" and not (t.sub in ("格助詞", "副助詞") and t.surface in p.PREDICATIVE_PARTICLES):
            return None
        if nxt.surface in ("で", "じゃ") and t.pos != "助詞" and self.negates_or_elevates(2):
            return self.make("na", Word(t.surface, "na"), t.norm)
        if self.is_copula(nxt) or (nxt.sub == "終助詞" and nxt.surface in p.FINAL_PARTICLES and t.pos != "助詞"):
            return self.make("na", Word(t.surface, "na"), t.norm)
        if nxt.pos == "空白" and self.is_copula(self.at(2)):
            return self.make("na", Word(t.surface + nxt.surface, "na"), t.norm, width=2)  # 番号は 123 だ
        if (
            t.pos == "助詞"
            and nxt.sub == "終助詞"
            and (self.ends_at(2) or (self.at(2).sub == "終助詞" and self.ends_at(3)))
        ):
            return self.make("na", Word(t.surface, "na"), t.norm)  # 50個までかな
        if t.pos in _NOUNS and self.is_guessed_noun(1):
            return self.make("na", Word(t.surface, "na"), t.norm)
        if self.ends_at(1) and t.pos != "助詞":
            return self.make("na", Word(t.surface, "na"), t.norm)
        return None

    def is_guessed_noun(self, k: int) -> bool:
        """Tell whether らしい, かもしれない or the like follows, which makes a predicate of a noun."""
        t = self.at(k)
        return t.surface in _NOUN_MODALITY or (
            t.surface == "か" and self.at(k + 1).surface == "も" and self.at(k + 2).norm == "知れる"
        )

    def negates_or_elevates(self, k: int) -> bool:
        """Tell whether で is followed by (は) and ない, ある, ございます or いらっしゃいます."""
        if self.at(k).surface in ("は", "も"):
            k += 1
        return self.at(k).norm in _AFTER_COPULA_TE and self.at(k).pos != "連体詞"

    def is_copula(self, t: Morpheme) -> bool:
        if t.pos != "助動詞":
            return False
        return t.lemma == "です" or (t.lemma == "だ" and not t.cform.startswith("連用形-ニ"))

    def ends_at(self, k: int) -> bool:
        """Tell whether a sentence ends before the token `k` ahead; an ASCII full stop only ends one before a blank."""
        t = self.at(k)
        if t.surface[:1] in ("・", "／", "/") and self.at(k - 1).pos in _NOMINALS:
            return False  # ジョン・スミス, 静か・快適: a name or a list of words
        if t.surface == ".":
            return self.at(k + 1).pos in ("", "空白")
        return t.pos == "" or (t.pos in ("補助記号", "記号") and (t.sub == "句点" or t.surface[0] in "…‥♪☆！？!?・／/"))
