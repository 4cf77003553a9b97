"""Results of tasks: findings made of their kinds, and what completions cost together."""

from __future__ import annotations

import gettext
import importlib
import re

import pytest

from sakura_cli.inference.requests import Completion
from sakura_cli.localization import CATALOGUES, DOMAIN
from sakura_cli.spans import Span
from sakura_cli.tasks.framework.result import Finding, FindingKind, Usage
from sakura_cli.tasks.summary.result import SummaryFinding
from sakura_cli.tasks.translation.checks import TranslationFlawKind

TASKS = ("custom", "extraction", "keigo", "summary", "translation")
PLACE = re.compile(r"\{\w+\}")


def test_a_finding_has_its_kind_its_message_and_the_words_it_is_about() -> None:
    found = SummaryFinding.UNSUPPORTED.found(Span(2, 5), "会議は48万円", fact="amount")
    assert found == Finding("unsupported", "the source does not have this amount", 2, 5, "は48")
    assert SummaryFinding.EMPTY.found() == Finding("empty", "the model wrote nothing about a passage")


@pytest.mark.parametrize("task", TASKS)
def test_every_message_of_a_finding_is_in_the_catalogue(task: str) -> None:
    module = importlib.import_module(f"sakura_cli.tasks.{task}.result")
    kinds = [each for each in vars(module).values() if isinstance(each, type) and issubclass(each, FindingKind)]
    messages = [member.message for kind in kinds for member in kind]
    assert messages
    japanese = gettext.translation(DOMAIN, CATALOGUES, ["ja"])
    untranslated = [each for each in messages if japanese.gettext(each) == each]
    assert all(not re.search("[a-z]", PLACE.sub("", each)) for each in untranslated)


def test_every_flaw_of_a_translation_is_in_the_catalogue() -> None:
    japanese = gettext.translation(DOMAIN, CATALOGUES, ["ja"])
    assert all(japanese.gettext(each.message) != each.message for each in TranslationFlawKind)


def test_usage_is_that_of_all_completions() -> None:
    completion = Completion("本文", "stop", 5, 2, 3)
    assert Usage(chunks=4).plus([completion, completion]).plus([]) == Usage(10, 4, 6, 4)
