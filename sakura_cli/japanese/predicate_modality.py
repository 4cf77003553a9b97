"""Parse what follows a predicate proper: のだ, かもしれない, らしい, そうだ, final particles; and decide its role
in the sentence."""

from __future__ import annotations

from typing import Final

from sakura_cli.japanese import predicate as p
from sakura_cli.japanese.conjugation import Word
from sakura_cli.japanese.morphology import Morpheme
from sakura_cli.japanese.predicate import PredicateUnit
from sakura_cli.japanese.predicate_heads import HeadParser
from sakura_cli.lexicon import word_set, words

_EXPLAINING_NO: Final = word_set("japanese/tags", "explaining-no")
_CONTINUING: Final = words("japanese/tags", "continuing")
_CONJECTURES: Final = word_set("japanese/predicates", "conjecture")
_CLAUSE_OPENERS: Final = word_set("japanese/tags", "clause-opener")
_TAGS: Final = word_set("japanese/predicates", "tag")
_COPULA_TE: Final = word_set("japanese/predicates", "copula-te")
_NEGATED_COPULA: Final = word_set("japanese/predicates", "negated-copula")
_FINAL_ANYHOW: Final = word_set("japanese/particles", "final-anyhow")
_INTERJECTED: Final = word_set("japanese/particles", "interjected")


class ModalityParser(HeadParser):
    """Parse modality, particles and role."""

    def parse_modality(self) -> None:
        while self.j < self.n and self.found.tail.mood in ("", "attributive"):
            t = self.at()
            lead, unit = "", None
            nxt = self.at(1)
            if self.is_tag():
                self.found.units.append(PredicateUnit("tag"))
                self.j += 3 if self.at(2).surface == "か" else 2
                return
            if t.pos == "助動詞" and t.lemma in ("だ", "です") and t.cform == "意志推量形":
                unit = PredicateUnit("darou", mood="darou", polite=t.lemma == "です")
                self.j += 1
                self.found.units.append(unit)
                return
            if t.surface in ("の", "ん") and t.sub in _EXPLAINING_NO:
                if self.is_spoken_of():
                    return
                if not (
                    (self.is_copula(nxt) and nxt.surface not in ("な", "なら"))
                    or t.sub == "終助詞"
                    or nxt.sub == "終助詞"
                    or self.ends_at(1)
                ):
                    return
                if (
                    nxt.surface == "で"
                    and self.at(2).surface not in ("は", "ない")
                    and self.at(2).norm not in ("御座る", "有る")
                ):
                    return
                unit = PredicateUnit("explain", "", Word(t.surface, "na"))
                self.j += 1
                unit.bare = not self.is_copula(self.at())
                self.found.units.append(unit)
                self.parse_copula(unit)
                continue
            if t.surface == "か" and nxt.surface == "も" and self.at(2).norm == "知れる":
                unit = PredicateUnit("maybe", "かも", Word("しれる", "1"), negated=True)
                self.j += 3
                while self.at().pos == "助動詞" and (self.at().lemma in p.INFLECTIONS or self.at().lemma == "ない"):
                    unit.past |= self.at().lemma == "た"
                    unit.polite |= self.at().lemma in ("ます", "です")
                    self.j += 1
                self.found.units.append(unit)
                continue
            if t.surface == "かも" or (
                t.surface == "か" and nxt.surface == "も" and (self.ends_at(2) or self.at(2).sub == "終助詞")
            ):
                self.j += 1 if t.surface == "かも" else 2
                self.found.units.append(PredicateUnit("maybe", "かも", Word("しれる", "1"), negated=True))
                continue
            if t.lemma == "らしい" and t.pos == "助動詞":
                unit = PredicateUnit("evident", "", Word("らしい", "adj"))
                self.j += 1
            elif t.sub == "助動詞語幹" and t.surface in _CONJECTURES:
                after = self.at(1)
                if not (self.is_copula(after) or self.ends_at(1) or after.sub == "終助詞"):
                    return
                unit = PredicateUnit("hearsay" if t.surface == "そう" else "seem", "", Word(t.surface, "na"))
                self.j += 1
            elif (
                t.norm in p.FORMAL_NOUNS
                and (t.is_noun or t.sub == "副助詞")
                and ((self.is_copula(nxt) and nxt.surface != "な") or nxt.sub == "終助詞" or self.ends_at(1))
            ):
                unit = PredicateUnit("noun", "", Word(t.surface, "na"))
                self.j += 1
            elif t.lemma == "べし":
                unit = PredicateUnit("noun", "", Word("べき", "na"))
                self.j += 1
            else:
                return
            unit.lead = lead
            self.found.units.append(unit)
            if unit.word.cls == "na":
                self.parse_copula(unit)
            else:
                while (
                    self.at().pos == "助動詞" and self.at().lemma in ("た", "です") and self.at().cform != "意志推量形"
                ):
                    unit.past |= self.at().lemma == "た"
                    unit.polite |= self.at().lemma == "です"
                    self.j += 1

    def is_spoken_of(self) -> bool:
        """Tell whether の before a comma makes a clause what is spoken of (会議が変わったの、聞いた？)."""
        return self.at().surface == "の" and self.at(1).surface == "、" and not self.ends_at(2)

    def starts_clause(self, k: int) -> bool:
        """Tell whether what follows a comma begins a clause of its own, and is no noun that is told of."""
        t = self.at(k)
        if t.pos == "副詞" and self.at(k + 1).pos in ("形容詞", "形状詞"):
            return False  # 昨日買った、とても高いかばん
        return t.pos in _CLAUSE_OPENERS or (t.is_noun and t.sub2 == "副詞可能" and self.at(k + 1).surface != "の")

    def is_tag(self) -> bool:
        """Tell whether じゃない after a finite verb or adjective, at the end, seeks agreement (言ったじゃないか)."""
        if self.found.kind == "na" and self.found.tail is self.found.core and not self.found.core.past:
            return False
        t, denial = self.at(), self.at(1)
        is_form = t.surface in _TAGS and t.lemma == "だ" and denial.norm == "無い" and denial.cform.startswith("終止形")
        return is_form and (self.ends_at(2) or (self.at(2).surface == "か" and self.ends_at(3)))

    def bids_in_na(self) -> bool:
        """Tell whether な after a verb's stem ends the sentence: a command."""
        found = self.found
        is_stem = found.kind == "verb" and found.tail is found.core and found.core.mood == "renyou"
        if not is_stem or found.core.polite or self.at().surface != "な" or self.at().sub != "終助詞":
            return False
        return self.ends_at(1) or (self.at(1).sub == "終助詞" and self.ends_at(2))

    def parse_particles(self) -> None:
        found = self.found
        particles = []
        if self.bids_in_na():
            found.core.mood = "te"  # ゆっくり休みな asks as 休んでな does
        if found.tail.mood == "te" and found.norm in p.CARRYING and self.at().surface == "って" and self.ends_at(1):
            found.layers.append(p.Layer("te", Word("いく", "5iku"), "行く"))  # 持ってって asks to take along
            self.j += 1
            return
        if found.tail.mood in ("te", "renyou", "zu", "nara", "adverb", "attributive") and not (
            found.tail.mood == "te" and (self.at().sub == "終助詞" or (self.at().surface == "って" and self.ends_at(1)))
        ):
            return
        while self.j < self.n:
            t = self.at()
            if self.is_spoken_of():
                break
            if t.sub == "終助詞" or (
                t.pos == "助詞" and t.surface in _FINAL_ANYHOW and (self.ends_at(1) or self.at(1).sub == "終助詞")
            ):
                particles.append(t.surface.rstrip("ー〜～") or t.surface)
            elif t.surface == "と" and self.ends_at(1) and found.kind == "verb" and found.core.negated:
                found.core.mood = "nakya" if found.tail is found.core and not found.core.past else ""  # 返さないと
                if not found.core.mood:
                    break
            elif (
                t.surface in ("って", "と")
                and t.pos == "助詞"
                and (self.ends_at(1) or (t.surface == "って" and self.at(1).sub == "終助詞"))
            ):
                particles.append("って")
            elif t.pos == "感動詞" and t.surface in _INTERJECTED:
                particles.append(t.surface)
            elif t.surface in ("ー", "〜", "～", "っ", "ッ") and particles != []:
                pass
            else:
                break
            self.j += 1
        found.particles = tuple(particles)

    def decide_role(self) -> None:
        found = self.found
        t = self.at()
        mood = found.tail.mood
        if mood in ("te", "renyou", "zu"):
            found.role = (
                "final" if mood == "te" and (self.ends_at(0) or found.particles) else "te" if mood == "te" else "renyou"
            )
            if mood == "renyou" and self.ends_at(0):
                found.role = "final"
            return
        if mood in ("ba", "tara", "nara", "nakya"):
            found.role = "final" if self.ends_at(0) or found.particles else "conditional"
            return
        if t.surface in ("の", "ん") and self.at(1).surface == "で" and self.at(2).surface not in _NEGATED_COPULA:
            found.role = "coordinate"
            found.conjunction = "ので"
            return
        if (
            t.sub == "準体助詞"
            and self.at(1).surface == "に"
            and (self.ends_at(2) or self.at(2).sub == "終助詞")
            and not found.particles
        ):
            found.role = "coordinate"
            found.conjunction = "のに"
            return
        if mood in ("attributive", "adverb"):
            found.role = "attributive"
            return
        if self.ends_at(0):
            found.role = "final"
            return
        if t.sub == "接続助詞" and t.surface in p.PREDICATIVE_PARTICLES and self.is_copula(self.at(1)):
            found.role = "attributive"  # 足しているからだと思う
            return
        if t.pos == "助詞" and t.sub == "接続助詞" and t.surface in p.CONJUNCTIONS:
            found.role = "coordinate"
            found.conjunction = t.surface
            return
        if t.surface in ("の", "ん") and self.at(1).surface == "で" and self.at(2).surface not in _NEGATED_COPULA:
            found.role = "coordinate"
            found.conjunction = "ので"
            return
        if t.surface in ("って", "と") and t.pos == "助詞":
            found.role = "quoted" if t.sub != "接続助詞" else "conditional"
            if t.surface == "と" and self.at(1).norm in p.QUOTING_VERBS:
                found.role = "quoted"
            return
        if found.particles == ("か",) and t.surface in ("、", "，"):
            found.role = "attributive"  # AかBか: an embedded question
            return
        if found.particles == ("さ",) and t.surface in ("、", "，") and found.kind == "na":
            found.role = "attributive"  # 昨日さ、: only a pause
            return
        if found.particles and (t.surface == "、" or t.is_sign):
            found.role = "final"
            return
        before = self.at(-1)
        is_finite = before.cform.startswith("終止形") or (before.cform.startswith("連体形") and self.starts_clause(1))
        is_finite = is_finite and (before.is_verb or before.pos in ("形容詞", "助動詞"))
        if t.surface in ("、", "，") and (is_finite or (before.lemma in ("だ", "です") and before.pos == "助動詞")):
            found.role = "final"
            return
        if found.particles and found.particles[-1] not in ("か",):
            found.role = "final"
            return
        if mood in ("imperative", "volitional"):
            found.role = "final" if t.is_sign else "quoted"
            return
        found.role = "attributive"

    def parse_copula(self, unit: PredicateUnit) -> None:
        """Parse だ, だった, じゃない, でしょう, です… into `unit`."""
        t = self.at()
        if t.surface in ("で", "じゃ") and t.pos != "助動詞" and self.negates_or_elevates(1):
            self.parse_negated_copula(unit)
            return
        if t.pos != "助動詞" or t.lemma not in ("だ", "です"):
            return
        if t.cform == "意志推量形":
            unit.mood, unit.polite = "darou", t.lemma == "です"
        elif t.lemma == "です":
            unit.polite = True
            if self.at(1).lemma == "た":
                unit.past = True
                unit.mood = "tara" if self.at(1).cform.startswith("仮定形") else ""
                self.j += 1
        elif t.surface == "だ":
            pass
        elif t.surface == "だっ":
            if self.at(1).lemma == "た":
                unit.past = True
                unit.mood = "tara" if self.at(1).cform.startswith("仮定形") else ""
                self.j += 1
            else:
                unit.mood = "te"
        elif t.surface in _COPULA_TE:
            self.parse_negated_copula(unit)
            return
        elif t.surface == "な":
            unit.mood = "attributive"
        elif t.surface == "なら":
            unit.mood = "nara"
        elif t.surface == "に":
            unit.mood = "adverb"
        self.j += 1

    def parse_negated_copula(self, unit: PredicateUnit) -> None:
        k = 1
        if self.at(k).surface in ("は", "も"):
            unit.also = self.at(k).surface == "も"
            k += 1
        t = self.at(k)
        if (t.norm == "無い" and t.pos == "形容詞") or t.lemma == "ない":
            unit.negated = True
            self.j += k + 1
            last = t
            while self.at().pos == "助動詞" and self.at().lemma in ("た", "です") and self.at().cform != "意志推量形":
                last = self.at()
                unit.past |= last.lemma == "た"
                unit.polite |= last.lemma == "です"
                self.j += 1
            self.close(unit, last)
            if unit.mood == "renyou" and self.at().surface == "て":
                self.j += 1
                unit.mood = "te"
            return
        if t.norm == "有る" and t.is_verb:
            self.j += k + 1
            last = t
            while self.at().pos == "助動詞" and self.at().lemma in p.INFLECTIONS:
                last = self.at()
                unit.past |= last.lemma == "た"
                unit.polite |= last.lemma == "ます"
                unit.negated |= last.lemma in ("ぬ", "ず")
                self.j += 1
            self.close(unit, last)
            return
        if t.norm in ("御座る", "いらっしゃる") and t.is_verb:
            unit.polite = True
            self.found.honorific = "courteous" if t.norm == "御座る" else "respect"
            unit.mood = "keep"
            self.j += k + 1
            while self.at().pos == "助動詞" and self.at().lemma in p.INFLECTIONS:
                unit.past |= self.at().lemma == "た"
                unit.negated |= self.at().lemma in ("ぬ", "ず")
                self.j += 1
            return
        unit.mood = "te"
        self.j += 1

    def close(self, unit: PredicateUnit, last: Morpheme) -> None:
        """Set the mood of a unit from the form its last inflecting word is in."""
        if unit.mood:
            return
        form = last.cform
        if form == "意志推量形":
            unit.mood = "volitional"
        elif form == "命令形":
            unit.mood = "imperative"
        elif form.startswith("仮定形"):
            unit.mood = "ba"
            if self.at().surface == "ば":
                self.j += 1
        elif form.startswith(_CONTINUING):
            unit.mood = "renyou"
