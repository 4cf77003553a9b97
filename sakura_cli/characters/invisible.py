"""Characters that carry text no reader sees: removed before a model reads them.

Tag characters (U+E0000 to U+E007F) and runs of variation selectors spell whole sentences invisibly; direction controls
show a line in another order than it is read in. What Japanese text needs stays: a single variation selector after a
kanji or an emoji, the flags that are written with tags, zero-width joiners and spaces.
"""

from __future__ import annotations

import re

_HIDDEN = re.compile(
    "(?P<flag>\U0001f3f4\U000e0067\U000e0062(?:\U000e0065\U000e006e\U000e0067|\U000e0073\U000e0063\U000e0074"
    "|\U000e0077\U000e006c\U000e0073)\U000e007f)"
    "|[\U000e0000-\U000e007f]+"
    "|[\u202a-\u202e\u2066-\u2069]+"
    "|(?<=[\ufe00-\ufe0f\U000e0100-\U000e01ef])[\ufe00-\ufe0f\U000e0100-\U000e01ef]+"
)


def remove_hidden(text: str) -> tuple[str, int]:
    """Return the text without hidden characters, and how many there were."""
    kept = _HIDDEN.sub(lambda match: match["flag"] or "", text)
    return kept, len(text) - len(kept)
