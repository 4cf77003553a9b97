"""The directives of reStructuredText in a text: how much of each line is markup, and no words.

`.. note:: 題` shows its title, `.. code-block::` is code with all that is indented below it, options (`:caption:`),
comments and targets are not shown. Left out: roles inside a line, and everything else that reStructuredText knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_DIRECTIVE = re.compile(r"(?P<indent>[ \t]*)\.\.[ \t]+(?:\|[^|\n]+\|[ \t]+)?(?P<name>[A-Za-z][\w:-]*)::(?=\s|$)[ \t]*")
_COMMENT = re.compile(r"[ \t]*\.\.(?:[ \t]+(?:(?![_\[|]|\S+::)|_[^:\n]+:)|$)")
_OPTION = re.compile(r"[ \t]+:[\w-]+:(?=\s|$)")
# Those whose argument is words that are shown; of others it is a file, a language, a name.
_TITLED = frozenset(
    {"attention", "caution", "danger", "error", "hint", "important", "note", "tip", "warning", "admonition", "seealso"}
    | {"todo", "topic", "sidebar", "rubric", "replace", "table", "csv-table", "list-table"}
)
_CODE = frozenset(
    {"code", "code-block", "sourcecode", "literalinclude", "highlight", "math", "raw", "parsed-literal", "doctest"}
    | {"toctree"}
)


def count_markup(lines: Sequence[str]) -> Iterator[int]:
    """Yield for each line how many of its first characters are markup: none, some, all. A line that is all has code."""
    # How far a directive is indented all of whose lines are left out, and whether options may follow one.
    hidden: int | None = None
    is_open = False
    for line in lines:
        indent = len(line) - len(line.lstrip())
        if hidden is not None and (not line.strip() or indent > hidden):
            yield len(line)
            continue
        hidden = None
        directive = _DIRECTIVE.match(line)
        if directive is None:
            is_comment = bool(_COMMENT.match(line))
            hidden = indent if is_comment else None
            is_open = is_open and bool(_OPTION.match(line))
            yield len(line) if is_comment or is_open else 0
            continue
        name = directive["name"].rpartition(":")[2]
        hidden = indent if name in _CODE else None
        is_open = True
        yield directive.end() if name in _TITLED else len(line)


def has_directives(text: str) -> bool:
    """Say whether a text has a directive."""
    return "::" in text and any(_DIRECTIVE.match(line) for line in text.splitlines() if line.lstrip().startswith(".. "))
