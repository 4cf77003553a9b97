"""The wording of a Japanese summary: plain endings (常体), no words that lead over from what was left out, and not the
frame of a record (田中より、…との報告があった).
"""

from __future__ import annotations

import re

from sakura_cli.keigo import Level, rewrite
from sakura_cli.lexicon import alternation, words


def _any(*kinds: str) -> str:
    return alternation(words("summary/wording", *kinds))


_LEADING = re.compile(rf"(?m)^((?:[・\-•*]\s*)?){_any('leading')}、")
# No sentence is longer.
_REPORTED = re.compile(
    r"(?m)(?:(?<=^)|(?<=[。：・]))(?:[^、。：:]{1,12}(?:より|から)、)?(?P<said>[^。：]{0,400}?)"
    rf"{_any('quoting')}{_any('account')}{_any('received')}(?=。|$)"
)
# Asked politely, a request looks like a statement once it is plain.
_REQUEST = re.compile(_any("request"))
# 見解を伺います asks somebody; its plain 聞く would tell of what was heard.
_HEARD = re.compile(rf"(?P<what>{_any('view')}を、?)聞(?:く|きたい(?:と思う)?)(?=。|$)")
_POLITE = re.compile(_any("polite"))


def settle_wording(text: str) -> str:
    """Return text in plain style; text that is plain already comes back as it is."""
    text = text.replace("につきましては", "については").replace("としましては", "としては")
    text = _REQUEST.sub("いただきたい", text)
    text = _REPORTED.sub(r"\g<said>", _LEADING.sub(r"\1", text))
    return _HEARD.sub(r"\g<what>伺う", rewrite(text, level=Level.PLAIN).text) if _POLITE.search(text) else text
