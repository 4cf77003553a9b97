"""How a rewriting is shown: a word diff on stdout, the reasons of its changes on stderr."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from sakura_cli.cli.terminal import console
from sakura_cli.keigo import Change
from sakura_cli.localization import gettext as _
from sakura_cli.tasks.keigo.check import Places

_REMOVED, _ADDED, _RESET = "\x1b[31m", "\x1b[32m", "\x1b[0m"

Changes = Sequence[Change]


def write_diff(name: str, text: str, changes: Changes) -> None:
    """Write the lines that change, with the words that go and come: `file:line: [-今日-]{+本日+}、…`."""
    is_coloured = console.is_output_terminal() and not os.environ.get("NO_COLOR")
    places = Places(text)
    rows: dict[int, list[str]] = {}
    for line, start, end in _changed_lines(text, changes, places):
        row = rows.setdefault(line, [f"{console.escape(name)}:{line}: "])
        position = start
        for change in changes:
            if start <= change.start and change.end <= end:
                row += (_shown(text[position : change.start]), _marked(change, is_coloured))
                position = change.end
        row.append(_shown(text[position:end]))
    if rows:
        # The pieces are escaped already: what is left of control characters is the colour.
        console.write_bytes(("\n".join("".join(row) for row in rows.values()) + "\n").encode("utf-8", "surrogatepass"))


def write_reasons(name: str, text: str, changes: Changes) -> None:
    """Write to stderr, a line a change, what was changed, its class and its reason with the source."""
    places = Places(text)
    for change in changes:
        after = change.after or _("(deleted)")
        what = f"{change.before} → {after}"
        place = places.describe(change.start)
        console.remark(f"{name}:{place}: {what}: {change.honorific_class.value}: {change.reason}")


def _changed_lines(text: str, changes: Changes, places: Places) -> Iterator[tuple[int, int, int]]:
    seen: set[int] = set()
    for change in changes:
        line = places.line(change.start)
        if line not in seen:
            seen.add(line)
            start = text.rfind("\n", 0, change.start) + 1
            end = text.find("\n", change.start)
            yield line, start, len(text) if end < 0 else end


def _shown(text: str) -> str:
    return console.escape(text) if console.is_output_terminal() else text


def _marked(change: Change, is_coloured: bool) -> str:
    before, after = _shown(change.before), _shown(change.after)
    if is_coloured:
        return (f"{_REMOVED}{before}{_RESET}" if before else "") + (f"{_ADDED}{after}{_RESET}" if after else "")
    return (f"[-{before}-]" if before else "") + (f"{{+{after}+}}" if after else "")
