"""宛名と敬称: 御中 with 様, 各位 with 殿, a title with 様 (business usage)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sakura_cli.keigo.checking.rules.base import USAGE, Finding, Passage, Rule
from sakura_cli.keigo.lexicon import persons
from sakura_cli.keigo.types import Severity
from sakura_cli.localization import gettext as _

_ONCHU_THEN_NAME: Final = re.compile(
    r"御中(?=[\s　、]*[^\s　。、]{0,20}?[\s　]?[^\s　。、]{1,12}(?:様|さま|殿|先生)(?:[\s　。、]|$|へ))"
)
_DOUBLED: Final = re.compile(
    r"(?P<a>各位|御中|様|先生)[\s　]?(?P<b>殿(?!堂|下|様)|御中|様(?!々|式|子|相|に(?:お|ご)|の|方)|各位)"
)
_KEEP: Final = (
    "お客様各位",
    "会員様各位",
    "ご担当者様各位",
    "保護者様各位",
    "お取引先様各位",
    "関係者様各位",
    "株主様各位",
    "組合員様各位",
    "ご利用者様各位",
)
_TITLE: Final = re.compile(
    r"(?P<t>"
    + "|".join(
        sorted(
            (
                t
                for t in persons.TITLES
                if t
                not in ("代表", "監督", "主任", "役員", "理事", "顧問", "幹事", "博士", "師匠", "教授", "上司", "店長")
            ),
            key=len,
            reverse=True,
        )
    )
    + r")(?P<s>様|さま)(?!の|子|式|々)"
)


def find_doubled(p: Passage) -> Iterator[Finding]:
    """ABC御中 山田様, 関係者各位殿, 様御中."""
    if "御中" not in p.text and "各位" not in p.text and "殿" not in p.text and "先生" not in p.text:
        return
    for match in _ONCHU_THEN_NAME.finditer(p.text):
        start = p.start + match.start()
        before = next((t for t in p.tokens if t.end == start), None)
        if before is not None:
            message = _("御中 does not go with the 敬称 of a person")
            yield Finding(before.start, p.start + match.end(), message, before.surface)
    for match in _DOUBLED.finditer(p.text):
        a, b = match["a"], match["b"]
        if a == "様" and b == "各位" and any(p.text[: match.end()].endswith(word) for word in _KEEP):
            continue
        if (
            (a, b) in (("様", "各位"), ("先生", "各位"), ("様", "様"), ("様", "殿"))
            and (a, b) != ("様", "殿")
            and not p.text[: match.end()].endswith(("皆様各位",))
        ):
            continue
        yield Finding(
            p.start + match.start(),
            p.start + match.end(),
            _("one 敬称 on top of another"),
            "様"
            if p.text[: match.end()].endswith("皆様各位")
            else "各位"
            if "各位" in (a, b)
            else "御中"
            if b == "御中"
            else a,
        )


_COMPANY: Final = re.compile(r"(?P<c>御社|貴社|弊社|貴校|貴店)(?:様|さま)(?!式|子|々)|各位の皆(?:様|さま)")


def find_company(p: Passage) -> Iterator[Finding]:
    """御社様, 各位の皆様."""
    for match in _COMPANY.finditer(p.text):
        after = match["c"] or "各位"
        yield Finding(p.start + match.start(), p.start + match.end(), _("one 敬称 on top of another"), after)


def find_title(p: Passage) -> Iterator[Finding]:
    """田中部長様, 社長様."""
    for match in _TITLE.finditer(p.text):
        start, end = p.start + match.start(), p.start + match.end()
        yield Finding(start, end, _("a post is a 敬称 by itself and takes no 様"), match["t"])


RULES: Final = (
    Rule("double-address", Severity.ERROR, USAGE, "「御中」と「様」、「各位殿」などの重複", find_doubled),
    Rule("company-sama", Severity.ERROR, USAGE, "「御社様」「各位の皆様」など", find_company),
    Rule("title-sama", Severity.ERROR, USAGE, "「田中部長様」など、役職と「様」の重複", find_title),
)
