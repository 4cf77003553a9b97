"""What joins two dates: a range (3月5日〜7日) or a list (3月5日、7日), in folded text.

Left out: the joints of numbers, which have others besides (`quantities`, `normalize`).
"""

from __future__ import annotations

import re

_RANGED = "~|-|から|→|to|through|until"
_LISTED = "、|,|・|及び|および|と|または|又は|もしくは|ならびに"
# 7月20日10時〜21日18時.
_CLOCK = r"\d{1,2}(?:時(?:\d{1,2}分|半)?|:\d{2})\s?(?:~|-|から|→)"

RANGE = re.compile(rf"\s*(?:{_RANGED})\s*")
"""Joins the ends of a range."""

LIST = re.compile(rf"\s?(?:{_LISTED}|{_CLOCK})\s?")
"""Joins the members of a list, of which a later one may leave out its month."""

RANGE_OR_LIST = re.compile(rf"\s?(?:{_LISTED}|~|-|から|→|(?<= )(?:to|through|until|and|or)(?= ))\s?")
"""Joins dates of which the later takes over what it leaves out; English words only between spaces."""
