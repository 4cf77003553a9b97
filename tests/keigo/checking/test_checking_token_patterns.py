"""Token patterns: what an element matches, what is reported, and that time grows with the text alone."""

from __future__ import annotations

import pytest

from sakura_cli.japanese.morphology import analyse_morphemes
from sakura_cli.keigo.checking.match import Match
from sakura_cli.keigo.checking.passage import CheckedLine, find_stems
from sakura_cli.keigo.checking.token_patterns import Element, compile_pattern, find_matches
from sakura_cli.keigo.types import Audience


def _passage(text: str) -> CheckedLine:
    tokens = analyse_morphemes(text)
    return CheckedLine(text, 0, tokens, find_stems(tokens), Audience.EXTERNAL)


def _find(pattern: str, text: str) -> list[str]:
    return [text[slice(*match.span)] for match in find_matches(compile_pattern(pattern), _passage(text))]


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("に|へ", "駅に行き、町へ戻る", ["に", "へ"]),
        ("[norm=行く]", "駅へ行きます。いけない", ["行き", "いけ"]),
        ("[verb norm=行く form=連用形]", "行くと行きます", ["行き"]),
        ("[noun] へ", "駅へ行く", ["駅へ"]),
        ("[norm=@respect_verbs:act]", "先生がおっしゃった", ["おっしゃっ"]),
        ("@things:thing は", "電車は来ない。人は来る", ["電車は"]),
        ("[norm!=行く pos=動詞]", "行って見る", ["見る"]),
        ("[pos=副詞]|電車", "電車がゆっくり来る", ["電車", "ゆっくり"]),
        ("<verb norm=読む>", "お読みになる。お話しになる", ["お読み"]),
        ("<sahen> [norm=為る]", "ご利用する。お読みする", ["ご利用する"]),
        ("<verbal bare!=読み> に", "お読みに。ご利用に", ["ご利用に"]),
        ("~ご主人", "ご主人は", ["ご主人"]),
        ("電車 は [pos=副詞]* { [verb] }", "電車はまだゆっくり動く", ["動く"]),
        ("電車 は [pos=副詞]{0,1} { [verb] }", "電車はまだゆっくり動く", []),
        ("誰 … { [verb] }", "誰が駅へ行く。私が来る", ["行く"]),
        ("-!が { [norm=行く] }", "私が行く。駅へ行く", ["行く"]),
        ("{ [norm=行く] } !か", "行くか。行くよ", ["行く"]),
        ("[] { [norm=行く] }", "行く。駅へ行く", ["行く"]),
    ],
)
def test_what_a_pattern_finds(pattern: str, text: str, found: list[str]) -> None:
    assert _find(pattern, text) == found


def test_named_parts_are_kept() -> None:
    text = "社長の田中が駅へ行く"
    (match,) = find_matches(compile_pattern("place:[noun] へ go:[verb]"), _passage(text))
    assert isinstance(match, Match)
    assert (match.value("place"), match.value("go", "norm")) == ("駅", "行く")


@pytest.mark.parametrize("pattern", ["に[norm=為る]", "[nrom=為る]", "[norm]", "name:"])
def test_what_is_no_element_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        compile_pattern(pattern)


def test_the_number_of_comparisons_grows_with_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    holds = Element.holds

    def count(self: Element, token: object) -> bool:
        nonlocal compared
        compared += 1
        return holds(self, token)  # type: ignore[arg-type]

    monkeypatch.setattr(Element, "holds", count)
    pattern = compile_pattern("の [noun]|の* [noun]|の* … [norm=行く]")
    counts = []
    for times in (100, 200, 400):
        compared = 0
        list(find_matches(pattern, _passage("山の川の" * times + "行く")))
        counts.append(compared)
    assert counts[2] < 5 * counts[0]
