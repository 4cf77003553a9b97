"""What a rule suggests: words that matched, inflected as what follows asks for."""

from __future__ import annotations

import pytest

from sakura_cli.japanese.morphology import analyse_morphemes
from sakura_cli.keigo.checking.passage import CheckedLine, find_stems
from sakura_cli.keigo.checking.suggestions import fill
from sakura_cli.keigo.checking.token_patterns import compile_pattern, find_matches
from sakura_cli.keigo.types import Audience


def _suggest(pattern: str, text: str, *templates: str) -> str:
    tokens = analyse_morphemes(text)
    passage = CheckedLine(text, 0, tokens, find_stems(tokens), Audience.EXTERNAL)
    return fill(templates, next(iter(find_matches(compile_pattern(pattern), passage))))


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("お読みになられます", "お読みになり"),
        ("お読みになられた", "お読みになっ"),
        ("お読みになられて", "お読みになっ"),
        ("お読みになられない", "お読みになら"),
        ("お読みになられたい", "お読みになり"),
        ("お読みになられる", "お読みになる"),
        ("お読みになられれば", "お読みになれ"),
        ("お読みになられず", "お読みになら"),
        ("お読みになられ、", "お読みになり"),
        ("お読みになられよう", "お読みになろう"),
    ],
)
def test_a_word_takes_the_form_of_what_it_replaces(text: str, form: str) -> None:
    assert _suggest("{ <verb> に [norm=成る] [lemma=れる] }", text, "{stem}に{なる>}") == form


@pytest.mark.parametrize(
    ("template", "after"),
    [
        ("{noun}", "拝見"),
        ("{noun@humble_nouns.respect}", "ご覧"),
        ("{verb.norm}", "為る"),
        ("{verb.lemma}", "する"),
        ("{verb/し/さ/}", "さ"),
        ("{なさる>}", "なさっ"),
        ("{verb.norm@humble_nouns.respect}", ""),
        ("{nobody}", ""),
        ("noun=拝読 => {noun}", ""),
        ("noun=@humble_nouns:act verb.norm!=致す => {noun}", "拝見"),
    ],
)
def test_fields(template: str, after: str) -> None:
    assert _suggest("{ noun:拝見 verb:[norm=為る] } て", "拝見してください", template) == after


def test_the_first_template_that_fits_is_taken() -> None:
    templates = ("verb.norm=致す => いたす", "verb.norm=為る => する", "{verb}")
    assert _suggest("noun:拝見 verb:[norm=為る]", "拝見しました", *templates) == "する"
