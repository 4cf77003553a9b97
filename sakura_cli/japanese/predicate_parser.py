"""The state of one predicate parse: head, then layers, then negation and tense, then modality and particles."""

from __future__ import annotations

from typing import Final

from sakura_cli.japanese import conjugation as c
from sakura_cli.japanese import predicate as p
from sakura_cli.japanese.conjugation import Word
from sakura_cli.japanese.morphology import Morpheme
from sakura_cli.japanese.predicate import Layer, Predicate, PredicateUnit
from sakura_cli.japanese.predicate_modality import ModalityParser
from sakura_cli.lexicon import word_map, word_set

_VERBAL: Final = word_set("japanese/predicates", "verbal")
"""Auxiliaries that only follow verbs."""
_CAUSATIVES: Final = word_set("japanese/predicates", "causative")
_LEXICAL_CAUSATIVES: Final = word_map("japanese/predicates", "norm", "lexical-causative")
_POTENTIAL_AUXILIARIES: Final = word_set("japanese/predicates", "te-potential")
_PERMISSIONS: Final = word_set("japanese/predicates", "permission")
_PERMISSION_TAGS: Final = word_set("japanese/tags", "permission")

_FINITE: Final = ("終止形", "連体形")


class Parser(ModalityParser):
    """Parse one predicate from token `i` on."""

    def parse(self) -> Predicate | None:
        found = self.parse_head()
        if found is None:
            return None
        self.found = found
        unit = PredicateUnit("core")
        found.units.append(unit)
        if found.kind == "na":
            self.parse_copula(unit)
        elif found.nasai:
            unit.mood = "imperative"
        else:
            self.parse_layers(unit)
        self.parse_modality()
        self.parse_particles()
        found.last = self.j
        self.decide_role()
        return found

    def parse_layers(self, unit: PredicateUnit) -> None:
        found = self.found
        last = self.at(-1)
        while self.j < self.n:
            t = self.at()
            lemma = t.lemma
            if t.pos == "助動詞":
                if lemma in _VERBAL and not self.found.build().is_verb:
                    break
                if lemma in ("れる", "られる"):
                    found.layers.append(Layer("passive"))
                elif lemma in _CAUSATIVES:
                    if not self.lexicalise_causative(t):
                        found.layers.append(Layer("causative"))
                        if self.at(1).surface == "よ" and t.surface == "せ" and self.ends_at(2):
                            unit.mood = "imperative"  # 動かせよ
                            self.j += 2
                            return
                elif lemma == "たい":
                    found.layers.append(Layer("tai"))
                elif lemma == "たがる":
                    found.layers.append(Layer("suffix", Word(lemma, "5r"), lemma))
                elif lemma in p.CONTRACTED:
                    norm, word = p.CONTRACTED[lemma]
                    found.layers.append(Layer("te", word, norm))
                elif lemma == "ます":
                    unit.polite = True
                elif lemma == "ない":
                    unit.negated = True
                    if t.cform == "仮定形-融合":
                        unit.mood = "nakya"
                        self.j += 1
                        return
                elif lemma in ("ぬ", "ず"):
                    unit.negated = True
                    if not unit.polite and t.surface not in ("ん", "ぬ"):
                        unit.mood = "zu"
                        self.j += 1
                        return
                elif lemma == "た":
                    unit.past = True
                    if t.cform.startswith("仮定形"):
                        unit.mood = "tara"
                elif lemma == "です" and t.cform != "意志推量形":
                    unit.polite = True
                elif lemma in ("まい",):
                    return
                else:
                    break
                last = t
                self.j += 1
                continue
            if (
                t.pos == "形容詞"
                and t.norm == "無い"
                and last.cform.startswith("連用形")
                and last.ctype
                and not last.is_verb
            ):
                if unit.negated:
                    # できなくはない says that one can.
                    particle = self.at(-1).surface if self.at(-1) is not last else ""
                    found.layers.append(Layer("denial", Word(particle, "")))
                unit.negated = not unit.negated
                last = t
                self.j += 1
                continue
            if t.surface in ("は", "も") and self.at(1).norm == "無い" and last.cform.startswith("連用形"):
                self.j += 1
                continue
            is_split = t.surface in p.SPLIT_CONTRACTED and last.cform.endswith("音便")
            if is_split and self.at(1).norm in ("居る", "来る"):  # 読んどいて, 呼んどきます
                norm, word = p.SPLIT_CONTRACTED[t.surface]
                found.layers.append(Layer("te", word, norm))
                last = self.at(1)
                self.j += 2
                continue
            if t.pos == "接尾辞" and t.ctype == "形容詞":
                suffix = c.make_word(t.lemma, t.ctype)
                if suffix is not None and found.build().is_verb:
                    found.layers.append(Layer("suffix", suffix, t.norm))
                    last = t
                    self.j += 1
                    continue
            is_heard = last.cform.startswith(_FINITE)  # 来るそうだ
            if t.sub == "助動詞語幹" and t.surface == "そう" and t.pos == "形状詞" and not is_heard:
                if unit.negated and found.kind == "adj" and not found.layers:
                    found.head, unit.negated = c.negative(found.head), False  # 面白くなさそう
                found.layers.append(Layer("sou"))
                self.j += 1
                self.parse_copula(unit)
                return
            if (
                t.pos == "助詞"
                and t.lemma in ("て", "で")
                and t.sub in ("接続助詞", "格助詞")
                and t.surface in ("て", "で")
                and unit.mood != "tara"
            ):
                if self.parse_te(unit):
                    last = self.at(-1)
                    continue
                return
            break
        self.close(unit, last)

    def lexicalise_causative(self, t: Morpheme) -> bool:
        """Take 知らせる, 聞かせる and the like as verbs of their own."""
        found = self.found
        if found.layers or found.norm not in _LEXICAL_CAUSATIVES or found.honorific:
            return False
        found.head = c.causative(found.head)
        found.norm = _LEXICAL_CAUSATIVES[found.norm]
        return True

    def parse_te(self, unit: PredicateUnit) -> bool:
        """Parse what follows て; return whether more layers may follow."""
        found = self.found
        nxt = self.at(1)
        skip = 1 if nxt.surface in ("は", "も") and nxt.pos == "助詞" else 0
        aux = self.at(1 + skip)
        aux_norm = p.KANA_NORMS.get(aux.norm, aux.norm)
        if (
            aux.norm == "無い"
            and aux is nxt
            and not (unit.polite or unit.negated)
            and self.at(-1).cform.endswith("音便")
        ):
            found.layers.append(Layer("te", Word("いる", "1"), "居る"))  # 読んでない
            unit.negated = True
            self.j += 2
            return True
        if (
            aux.pos in ("動詞", "形容詞")
            and aux_norm in p.TE_AUXILIARIES
            and not skip
            and not aux.surface.startswith("見")
            and not (unit.polite or unit.negated)
        ):
            word = c.make_word(aux.lemma, aux.ctype)
            if word is not None:
                potential = aux.norm in _POTENTIAL_AUXILIARIES and word.cls == "1" and aux.lemma not in ("いる", "居る")
                found.layers.append(Layer("te", word, aux_norm, potential))
                self.j += 2
                return True
        if aux.norm in p.FAVOURS and unit.negated and not unit.polite and nxt is aux:
            giver = c.make_word(aux.lemma, aux.ctype)
            word = giver if giver is not None else Word("ちょうだい", "na")
            found.layers.append(Layer("naide", word, aux.norm, aux.norm in ("貰う", "頂く") and word.cls == "1"))
            unit.negated = False
            self.j += 2
            return word.cls != "na"
        if aux.cform != "連用形-促音便" and aux.norm in _PERMISSIONS and aux.pos in _PERMISSION_TAGS:
            unit.mood = "te"
            found.permission = aux.norm
            self.j += 1 + skip
            self.parse_permission()
            return False
        if nxt.surface in ("頂戴", "ちょうだい"):
            found.layers.append(Layer("te", Word("ちょうだい", "na"), "頂戴"))
            self.j += 2
            unit.mood = "imperative"
            return False
        unit.mood = "te"
        self.j += 1
        return False

    def parse_permission(self) -> None:
        """Parse いい, よろしい, 構わない, 大丈夫 after て(も) as a modal unit."""
        t = self.at()
        word = c.make_word(t.lemma, t.ctype) or Word(t.surface, "na")
        unit = PredicateUnit("permission", "", word)
        self.found.units.append(unit)
        self.j += 1
        if word.cls == "na":
            self.parse_copula(unit)
        else:
            layers = self.found.layers
            self.found.layers = []
            self.parse_layers(unit)
            self.found.layers = layers
