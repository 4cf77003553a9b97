"""Choice of words that business readers dislike: 了解, ご苦労様, and the like; and one register per text. Matters
of style."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from sakura_cli.keigo.checking.rules.base import USAGE, Finding, Passage, Rule
from sakura_cli.keigo.types import Audience, Severity
from sakura_cli.localization import gettext as _

_RYOKAI: Final = re.compile(
    r"(?<![相互事の])(?:了解)(?P<v>しました|いたしました|致しました|です|でございます|(?=。|！|$))"
)
_GOKURO: Final = re.compile(r"(?:ご|御)苦労(?:様|さま)")
_WORDS: Final[tuple[tuple[re.Pattern[str], str, str | Callable[[re.Match[str]], str]], ...]] = (
    (
        re.compile(r"お世話(?:様|さま)(?=です|でした)"),
        _("not said to superiors or to people outside the company"),
        "お世話になっております",
    ),
    (re.compile(r"すいません"), _("a casual form of すみません"), "すみません"),
    (re.compile(r"(?:お体|お身体|からだ|体)(?:を|に)?ご自愛"), _("自愛 says 体 already"), "ご自愛"),
    (re.compile(r"参考になりました"), _("to superiors one says 勉強になりました"), "勉強になりました"),
)


def find_ryokai(p: Passage) -> Iterator[Finding]:
    """了解しました."""
    if p.audience is Audience.INTERNAL:
        return
    for match in _RYOKAI.finditer(p.text):
        yield Finding(
            p.start + match.start(),
            p.start + match.end(),
            _("to superiors and outsiders 承知いたしました is safer"),
            "承知いたしました",
        )


def find_gokuro(p: Passage) -> Iterator[Finding]:
    """ご苦労様でした."""
    if p.audience is Audience.INTERNAL:
        return
    for match in _GOKURO.finditer(p.text):
        yield Finding(p.start + match.start(), p.start + match.end(), _("to superiors one says お疲れ様"), "お疲れ様")


def find_words(p: Passage) -> Iterator[Finding]:
    """すいません, お体ご自愛."""
    for pattern, message, after in _WORDS:
        for match in pattern.finditer(p.text):
            text = after if isinstance(after, str) else after(match)
            yield Finding(p.start + match.start(), p.start + match.end(), message, text)


def find_sasete(p: Passage) -> Iterator[Finding]:
    """Two or more させていただく in one sentence."""
    places = [match.start() for match in re.finditer(r"(?:させて|[かがたなまらわ]せて)(?:いただ|頂)", p.text)]
    previous = None
    for place in places:
        if previous is not None and not re.search(r"[。！？]", p.text[previous:place]):
            yield Finding(p.start + place, p.start + place + 7, _("させていただく more than once in a sentence"), "")
        previous = place


RULES: Final = (
    Rule("ryokai", Severity.STYLE, USAGE, "目上・社外への「了解しました」", find_ryokai),
    Rule("gokurosama", Severity.STYLE, "文化庁H17国語世論調査", "目上への「ご苦労様」", find_gokuro),
    Rule(
        "sasete-itadaku",
        Severity.STYLE,
        "敬語の指針(文化審議会答申2007) Q18 pp.40-41",
        "一文の中の「させていただく」の重複",
        find_sasete,
    ),
    Rule("wording", Severity.STYLE, USAGE, "「すいません」「お体ご自愛ください」など", find_words),
)
