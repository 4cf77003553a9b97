"""Reasons without a reading: every one that a rule gives is known to what reports it, and has its kind."""

from __future__ import annotations

import ast
import gettext
from pathlib import Path

import sakura_cli
from sakura_cli.localization import CATALOGUES, DOMAIN
from sakura_cli.text.quantities import Unread

ROOMS = [Path(sakura_cli.__file__).parent / "text" / room for room in ("dates", "quantities", "facts")]


def _marked(path: Path) -> set[str]:
    """Return the messages that a module leaves to the catalogue without showing them."""
    return {
        call.args[0].value
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "noop"
        if isinstance(call.args[0], ast.Constant)
    }


def test_every_reason_of_the_rules_is_a_member() -> None:
    given = {message for room in ROOMS for path in room.glob("*.py") for message in _marked(path)}
    assert given <= {each.value for each in Unread}


def test_a_reason_is_its_message_and_knows_whether_a_value_stands_there() -> None:
    assert Unread("no such date") is Unread.NO_SUCH_DATE and Unread.NO_SUCH_DATE == "no such date"
    assert Unread.NO_SUCH_DATE.says_nothing and not Unread.NO_SINGLE_READING.says_nothing
    japanese = gettext.translation(DOMAIN, CATALOGUES, ["ja"])
    assert all(japanese.gettext(each) != each for each in Unread)
