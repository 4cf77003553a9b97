"""Words that mean the same by a dictionary of synonyms."""

from __future__ import annotations

from sakura_cli.search.thesaurus import find_like


def test_words_that_mean_the_same_may_stand_for_one_another() -> None:
    like = find_like(["転居", "ない"])
    assert ("引っ越し",) in like["転居"] and "ない" not in like


def test_what_means_other_things_too_stands_for_others_and_is_not_looked_up() -> None:
    assert ("返金",) in find_like(["払い戻す"])["払い戻す"]
    assert ("払い戻す",) not in find_like(["返金"]).get("返金", ())
