"""What the rules say is in the catalogue: the messages of problems and the reasons of changes are constants."""

from __future__ import annotations

import gettext

import pytest

from sakura_cli.keigo import Level, check, rewrite
from sakura_cli.localization import CATALOGUES, DOMAIN
from tests.keigo.fixture_lines import read_lines, read_pairs

JAPANESE = gettext.translation(DOMAIN, CATALOGUES, ["ja"])
MIXED = [
    "資料を送りました。確認をお願いします。明日は休みだ。会議は明後日です。",
    "資料を送った。確認は済んだ。明日は休みです。会議は明後日だ。",
]


def test_every_problem_has_a_japanese_message() -> None:
    texts = [line.replace(" → ", ": ").split(": ")[1] for line in read_lines("check_wrong.txt")]
    said = {problem.message for text in [*texts, *MIXED] for problem in check(text)}
    assert len(said) > 20
    assert {message for message in said if JAPANESE.gettext(message) == message} == set()


@pytest.mark.parametrize("level", list(Level))
def test_every_change_has_a_japanese_reason(level: Level) -> None:
    texts = [text for pair in read_pairs("rewrite_business.txt") for text in pair]
    given = {change.reason for text in texts for change in rewrite(text, level=level).changes}
    assert given
    assert {reason for reason in given if JAPANESE.gettext(reason) == reason} == set()
