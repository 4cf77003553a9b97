"""What limits an answer: the sentences after it that begin with ただし and its kind. They stand with it.

One that comes later in the same line limits all of the line; on the next line, what stands just before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sakura_cli.lexicon import guarded
from sakura_cli.spans import Span
from sakura_cli.tasks.answer.statements import Statement, list_statements

_PROVISO = re.compile(rf"[\s　（(]*{guarded('search/provisos', 'proviso')}")


def is_proviso(text: str) -> bool:
    """Say whether a sentence limits or adds to the one before it."""
    return _PROVISO.match(text) is not None


def find_conditions(statement: Statement) -> Sequence[Statement]:
    """Return what has to be read with a statement, in order: itself where it is a proviso, and those that follow."""
    if statement.passage.cells:
        return ()
    conditions = [statement] if is_proviso(statement.shown) else []
    is_next = True
    for following in list_statements(statement.passage)[statement.number + 1 :]:
        is_in_line = "\n" not in statement.passage.cut(Span(statement.span.end, following.span.start))
        is_next = is_next and is_proviso(following.shown)
        if not is_in_line and not is_next:
            break
        if is_proviso(following.shown):
            conditions.append(following)
    return conditions
