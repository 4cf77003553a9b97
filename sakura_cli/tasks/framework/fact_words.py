"""The kinds of checkable facts in the words of findings: a number, an amount, a date, a name."""

from __future__ import annotations

from sakura_cli.localization import gettext as _

# By the kinds of `text.facts`.
FACT_WORDS: dict[str, str] = {
    "number": _("number"),
    "amount": _("amount"),
    "percent": _("percentage"),
    "date": _("date"),
    "weekday": _("day of the week"),
    "time": _("time"),
    "url": _("web address"),
    "mail": _("mail address"),
    "phone": _("telephone number"),
    "model": _("model or version number"),
    "placeholder": _("placeholder"),
    "katakana": _("katakana word"),
    "kanji-name": _("name"),
    "latin": _("Latin word"),
}
