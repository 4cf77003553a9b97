"""The options dataclasses: what they refuse, and that the words they allow are those that the tasks know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any, get_args

import pytest

from sakura_cli.documents.formats import TextFormat
from sakura_cli.errors import UsageError
from sakura_cli.keigo import Audience, Level
from sakura_cli.options.declaring import Options, find_option
from sakura_cli.options.extraction import ExtractionOptions, read_day
from sakura_cli.options.keigo import CheckOptions, FixOptions, KeigoAudience, KeigoLevel, KeigoOptions
from sakura_cli.options.sampling import GREEDY, Sampling
from sakura_cli.options.summary import SummaryOptions
from sakura_cli.options.translation import ProseFormat, TranslationOptions


@pytest.mark.parametrize(
    ("make", "message", "hint"),
    [
        (lambda: SummaryOptions(style="bulets"), "style cannot be 'bulets'", "did you mean bullets?"),
        (lambda: SummaryOptions(lang="fr"), "lang cannot be 'fr'", "one of ja, en"),
        (lambda: SummaryOptions(points=0), "points cannot be 0", "1 or more"),
        (lambda: SummaryOptions(max_chars=9), "max_chars cannot be 9", "10 or more"),
        (lambda: TranslationOptions("jp"), "to cannot be 'jp'", "one of ja, en, zh, ko, de, fr, es"),
        (lambda: TranslationOptions("en", source="eng"), "source cannot be 'eng'", "did you mean en?"),
        (lambda: TranslationOptions("en", format="docx"), "format cannot be 'docx'", "one of text, markdown, srt, csv"),
        (lambda: KeigoOptions(level="very"), "level cannot be 'very'", "one of polite, business, formal, plain"),
        (lambda: CheckOptions(audience="all"), "audience cannot be 'all'", "one of external, internal, superior"),
    ],
)
def test_a_value_that_is_not_allowed_is_named_with_what_is(
    make: Callable[[], Options], message: str, hint: str
) -> None:
    with pytest.raises(UsageError) as caught:
        make()
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_none_leaves_a_choice_open_and_no_upper_bound_holds_for_a_program() -> None:
    assert TranslationOptions("en").format is None
    assert SummaryOptions(points=500).points == 500


def test_a_day_that_is_none_is_refused() -> None:
    assert read_day("2026-03-05").isoformat() == "2026-03-05"
    with pytest.raises(UsageError):
        read_day("3月5日")


def test_the_words_are_those_of_the_rooms_that_read_them() -> None:
    assert set(get_args(KeigoLevel)) == {each.value for each in Level}
    assert set(get_args(KeigoAudience)) == {each.value for each in Audience}
    assert get_args(ProseFormat) == get_args(TextFormat)


@pytest.mark.parametrize(
    "options", [SummaryOptions, TranslationOptions, ExtractionOptions, KeigoOptions, FixOptions, CheckOptions]
)
def test_every_field_is_an_option_of_the_command_line_but_those_it_shares(options: type[Any]) -> None:
    left = {each.name for each in fields(options) if find_option(each) is None}
    # Asked for by options of every task and by the files of projects.
    assert left <= {"strict", "explain", "also", "words"}


def test_a_budget_is_what_is_needed_unless_less_is_allowed() -> None:
    assert GREEDY.budget(40) == 40
    assert Sampling(max_tokens=20).budget(40) == 20
    assert Sampling(max_tokens=80).budget(40) == 40
