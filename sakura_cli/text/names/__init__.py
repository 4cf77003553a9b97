"""Names of people, places, companies and things."""

from __future__ import annotations

from sakura_cli.text.names.finding import LEGAL_FORM, find_names, is_loanword, is_ordinary_person_word, strip_post
from sakura_cli.text.names.honorifics import find_honorific, is_honorific, strip_honorific

__all__ = [
    "LEGAL_FORM",
    "find_honorific",
    "find_names",
    "is_honorific",
    "is_loanword",
    "is_ordinary_person_word",
    "strip_honorific",
    "strip_post",
]
