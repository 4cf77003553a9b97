"""What the rules say is in the catalogue: the messages of problems and the reasons of changes are constants."""

from __future__ import annotations

import gettext

import pytest

from sakura_cli.keigo import Level, rewrite
from sakura_cli.keigo.checking.rule_set import all_rules
from sakura_cli.localization import CATALOGUES, DOMAIN
from tests.keigo.fixture_lines import read_pairs

JAPANESE = gettext.translation(DOMAIN, CATALOGUES, ["ja"])


def test_every_problem_has_a_japanese_message() -> None:
    said = {pattern.message for rule in all_rules() for pattern in rule.patterns}
    assert len(said) > 40
    assert {message for message in said if JAPANESE.gettext(message) == message} == set()


@pytest.mark.parametrize("level", list(Level))
def test_every_change_has_a_japanese_reason(level: Level) -> None:
    texts = [text for pair in read_pairs("rewrite_business.txt") for text in pair]
    given = {change.reason for text in texts for change in rewrite(text, level=level).changes}
    assert given
    assert {reason for reason in given if JAPANESE.gettext(reason) == reason} == set()
