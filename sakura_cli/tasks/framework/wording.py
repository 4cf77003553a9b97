"""The wording of a Japanese summary: plain endings (常体), no words that lead over from what was left out, and not the
frame of a record (田中より、…との報告があった).
"""

from __future__ import annotations

import re

from sakura_cli.keigo import rewrite
from sakura_cli.keigo.types import Level

_LEADING = re.compile(
    r"(?m)^((?:[・\-•*]\s*)?)(?:つきましては|なお|また|さらに|そして|次に|続いて|まず|それから|ちなみに|あわせて|併せて"
    r"|このため|そのため|したがって|従いまして|しかしながら|しかし|ただし|一方で?|こうした中)、"
)
_REPORTED = re.compile(
    r"(?m)(?:(?<=^)|(?<=[。：・]))(?:[^、。：:]{1,12}(?:より|から)、)?(?P<said>[^。：]*?)"
    r"(?:との|旨の|という)(?:報告|説明)(?:が(?:あった|なされた)|を受けた)(?=。|$)"
)
# Asked politely, a request looks like a statement once it is plain.
_REQUEST = re.compile(r"いただけ(?:(?:ます|ません)(?:でしょう)?か|ないでしょうか|ますと幸いです|れば幸いです)")
# 見解を伺います asks somebody; its plain 聞く would tell of what was heard.
_HEARD = re.compile(r"(?P<what>(?:見解|所見|所感|認識|考え|方針|見通し)を、?)聞(?:く|きたい(?:と思う)?)(?=。|$)")
_POLITE = re.compile(r"です|ます|ました|ません|ましょう|まして|ござい|ください|下さい|いただ|いたし|まいり")


def settle_wording(text: str) -> str:
    """Return text in plain style; text that is plain already comes back as it is."""
    text = text.replace("につきましては", "については").replace("としましては", "としては")
    text = _REQUEST.sub("いただきたい", text)
    text = _REPORTED.sub(r"\g<said>", _LEADING.sub(r"\1", text))
    return _HEARD.sub(r"\g<what>伺う", rewrite(text, level=Level.PLAIN).text) if _POLITE.search(text) else text
