"""Minutes (議事録) from tagged lines: what was decided, what is to be done by whom, what comes next."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SECTIONS = {
    "決定": "■ 決定事項",
    "宿題": "■ 宿題",
    "次回": "■ 次回",
    "報告": "■ 報告",
    "Decided": "Decisions",
    "To do": "Actions",
    "Next": "Next meeting",
    "Reported": "Reports",
}
_TAGGED = re.compile(rf"[・\-•*\s]*({'|'.join(_SECTIONS)})\s*[：:]\s*(.+)")
_NOTHING = re.compile(r"(なし|特になし|none)[。.]?$", re.IGNORECASE)
_DEFAULT_TAG = "報告"


def arrange_minutes(texts: Sequence[str]) -> list[str]:
    """Return the lines of minutes: each section's heading and items, empty sections left out.

    `texts` hold lines like 決定：… ; a line without a tag is a report.
    """
    items: dict[str, list[str]] = {heading: [] for heading in _SECTIONS.values()}
    for line in (line.strip() for text in texts for line in text.splitlines()):
        match = _TAGGED.match(line)
        tag, content = (match[1], match[2].strip()) if match else (_DEFAULT_TAG, line.lstrip("・-•* "))
        section = items[_SECTIONS[tag]]
        if content and not _NOTHING.match(content) and content not in section:
            section.append(content)
    return [
        line for heading, section in items.items() if section for line in (heading, *(f"・{item}" for item in section))
    ]
