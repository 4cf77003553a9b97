"""Verbs and their 尊敬語, 謙譲語Ⅰ and 謙譲語Ⅱ, by `verbs.tsv` and `honorific_verbs.tsv`; keyed by normalized spelling.

Special forms follow 敬語の指針 (2007) pp.24-28. サ変 nouns are in `sahen`.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from sakura_cli.japanese.conjugation import Word, read_word
from sakura_cli.lexicon import Row, read_table, word_set

_TABLE: Final = "keigo/verbs"
_HONORIFICS: Final = "keigo/honorific_verbs"


class Special(NamedTuple):
    """Suppletive honorific verbs of one plain verb; None where the regular pattern or the plain verb serves."""

    respect: Word | None = None
    humble: Word | None = None
    courteous: Word | None = None


def _read_special(row: Row) -> Special:
    return Special(*(read_word(row[column]) if row[column] else None for column in Special._fields))


SPECIAL_VERBS: Final = {
    row["word"]: _read_special(row) for row in read_table(_TABLE) if row["respect"] or row["humble"] or row["courteous"]
}
_BEFORE_KUDASAI: Final = {row["word"]: row["before_kudasai"] for row in read_table(_TABLE) if row["before_kudasai"]}
RESPECT_TE: Final = {verb: form for verb, form in _BEFORE_KUDASAI.items() if form.endswith("て")}
"""The て form of 尊敬語 that stands before ください (いらしてください)."""
REQUEST_STEMS: Final = {
    verb: "" if form == "-" or verb in RESPECT_TE else form for verb, form in _BEFORE_KUDASAI.items()
}
"""What stands before ください where it is not お + 連用形 ("": no such form, て + ください serves)."""
RESPECT_BY_O: Final = word_set(_TABLE, "respect-by-o")
"""お〜になる is well formed and usual in business Japanese."""
HUMBLE_BY_O: Final = word_set(_TABLE, "humble-by-o")
"""お〜する is well formed: the act reaches the person addressed."""
RESPECT_BY_RERU: Final = word_set(_TABLE, "respect-by-reru")
"""Acts of people for which れる/られる is the natural 尊敬語 (no usual お〜になる)."""
PERMISSIVE: Final = word_set(_TABLE, "permissive")
"""Verbs for one's own wish to be allowed: させていただく is the established form."""
LEFT_OFF: Final = word_set(_TABLE, "left-off")
"""Of these the ones that leave was taken for also when they are past (休ませていただきました)."""
INVOLUNTARY: Final = word_set(_TABLE, "involuntary")
UNASKED: Final = word_set(_TABLE, "unasked")
"""What nobody is asked to do: it happens to people (困って, 疲れて)."""
UNASKED_STATES: Final = word_set(_TABLE, "unasked-state")
"""Verbs of which nobody is asked for 〜ている (忘れてて)."""
ASKED_STATES: Final = word_set(_TABLE, "asked-state", "kept")
"""Verbs of which one is asked for 〜ていて (待ってて); of others it tells what goes on."""
OF_THINGS: Final = word_set(_TABLE, "of-things")
"""Verbs without an object of which things are the subject, too (届く, 来る, 消える)."""
COMING_OUT: Final = word_set(_TABLE, "coming-out")
"""What is known, found or settled at some time, by nobody's act (いつわかりますか)."""
MAY_BE_ABLE: Final = word_set(_TABLE, "may-be-able")
"""Verbs with an object that without one may be the potential of another verb (入れる, of 入る)."""
REACHED: Final = word_set(_TABLE, "reached")
"""What comes about for whoever does what is told before (行けば着く)."""
KEPT: Final = word_set(_TABLE, "kept")
"""Verbs whose 〜ておく means something of its own (取っておく)."""
POTENTIAL_OFFER: Final = word_set(_TABLE, "offered")
"""Verbs whose potential, said of a thing, offers the act to the person addressed (使える -> お使いいただける)."""
DONE_FOR_ASKER: Final = word_set(_TABLE, "for-asker")
"""What one is asked whether one can do it for who asks (直せる？)."""
WITH_OBJECT: Final = word_set(_TABLE, "object")
"""Verbs of which a thing right before them is the object, without を, too (薬飲む)."""
WITH_PART: Final = word_set(_TABLE, "part")
"""Verbs of which どこ right before them asks what is acted on (どこ直せばいい？)."""
WITH_PLACE: Final = word_set(_TABLE, "place")
"""Verbs of which どこ right before them asks where it ends up (どこ置いた？)."""
WITH_GOAL: Final = word_set(_TABLE, "goal")
"""Verbs of which a place or purpose right before them is the goal, without に, too (銀行行く)."""
COMING: Final = word_set(_TABLE, "comes")
"""Verbs of which a thing that arrives is the subject, without が, too (荷物着いた)."""
ENTERING: Final = word_set(_TABLE, "enters")
"""Verbs of which what is entered is the goal, without に, too (風呂入る)."""
WITH_PERSON: Final = word_set(_TABLE, "person")
"""Verbs of which a person right before them is the subject, without が, too (田中さんいる？)."""
WITH_PERSON_OBJECT: Final = word_set(_TABLE, "person-object")
"""Verbs of which a person right before them is the object, without を, too (業者呼んで)."""
WITH_SUBJECT: Final = word_set(_TABLE, "subject")
"""Verbs of which a thing right before them is the subject, without が, too (仕様変わった)."""
SURELY_OWN: Final = word_set(_TABLE, "surely-own")
"""Acts that, said of oneself, are put humbly even where the text is polite already."""
OWN_ACTS: Final = word_set(_TABLE, "own-act") | HUMBLE_BY_O
"""Acts on a thing: said without a subject, they tell of oneself."""
ANNOUNCED: Final = word_set(_TABLE, "announced")
"""Acts that a sentence in ね announces as one's own (明日行くね)."""
BURDENING: Final = word_set(_TABLE, "burdening")
"""Acts that a sentence in ね complains of (ずいぶん待たせるね)."""
EXCLAIMED: Final = word_set(_TABLE, "exclaimed")
"""What one is glad or sorry of with な, and forbids nobody (助かるな)."""
OF_WORKS: Final = word_set(_TABLE, "of-works")
"""拝見, 拝読 and 拝聴 are for what the other side made."""
PROGRESSIVE: Final = word_set(_TABLE, "progressive")
"""Verbs of which 〜ている is put as 〜ていらっしゃる (住んでいらっしゃる)."""
ASKING: Final = word_set(_TABLE, "asking")
"""Verbs whose に names who is asked."""
DIRECTED: Final = word_set(_TABLE, "directed")
"""Acts of 謙譲語Ⅰ that always reach somebody, whether said or not (貸す, 勧める)."""
LENT: Final = word_set(_TABLE, "lent")
"""What one does for another with a part of the body (手を貸す)."""
ASSIGNING: Final = word_set(_TABLE, "assigning")
"""Acts whose topic is the part that somebody gets (司会は田中さんに頼む)."""
CAUSED: Final = word_set(_TABLE, "caused")
"""Verbs without an object, whose causative with を makes a thing or somebody do it (走らせる)."""
MEETING: Final = word_set(_TABLE, "meeting")
"""Verbs whose object is whom they reach: a thing is nobody (バスを待つ, 修理を呼ぶ)."""
OF_THE_READER: Final = word_set(_TABLE, "of-reader")
"""What どうやって asks of the reader, not of anybody (どうやって来る？)."""
OF_WRITER: Final = word_set(_TABLE, "of-writer")
"""What nobody but the writer is told of without being named, whoever is named before (社長が来ると思う)."""
TOLD_WRITER: Final = word_set(_TABLE, "told-writer")
"""After a quotation the writer's, whoever it speaks of (奥さんは料理が得意だと聞いた)."""
SPONTANEOUS: Final = word_set(_TABLE, "spontaneous")
"""Verbs whose potential tells what comes to one's mind by itself (思えない)."""
RECEIVING: Final = word_set(_TABLE, "receiving")
"""Acts of who asks: what follows them is theirs, too (借りて帰れる？)."""
WRITTEN: Final = word_set(_TABLE, "written")
"""Verbs of which 〜ている after a quotation tells what stands somewhere (…なんて書いてない)."""
FEELINGS: Final = word_set(_TABLE, "feeling")
"""What a statement tells of the writer's mind (驚く)."""
CONSUMED: Final = word_set(_TABLE, "consumed")
MOVING: Final = word_set(_TABLE, "moving")
RETURNING: Final = word_set(_TABLE, "returning")
CARRIED: Final = word_set(_TABLE, "carried")
"""Verbs that are one act with 行く or 来る after て (持っていく)."""
RECEIVED: Final = word_set(_TABLE, "received")
"""Verbs that after て tell of another's act done for oneself."""
BROUGHT: Final = word_set(_TABLE, "brought")
"""Verbs of which 〜てきて is asked for without くる (お持ちください)."""

HONORIFIC_VERBS: Final = word_set(_HONORIFICS, "verb")
HONORIFIC_NOUNS: Final = word_set(_HONORIFICS, "sahen")
SENSES: Final = {row["word"]: row["senses"].split() for row in read_table(_HONORIFICS) if row["senses"]}
"""The plain words that an honorific word may stand for, normalized."""
