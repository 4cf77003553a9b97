"""Reasons without a reading: each is its message, which the catalogue has, and knows whether a value stands there."""

from __future__ import annotations

import gettext

from sakura_cli.localization import CATALOGUES, DOMAIN
from sakura_cli.text.quantities import Unread


def test_a_reason_is_its_message_and_knows_whether_a_value_stands_there() -> None:
    assert Unread("no such date") is Unread.NO_SUCH_DATE and Unread.NO_SUCH_DATE == "no such date"
    assert Unread.NO_SUCH_DATE.says_nothing and not Unread.NO_SINGLE_READING.says_nothing


def test_every_reason_is_in_the_catalogue() -> None:
    japanese = gettext.translation(DOMAIN, CATALOGUES, ["ja"])
    assert all(japanese.gettext(each) != each for each in Unread)
