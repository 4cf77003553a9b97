"""The tables of words: well formed, each row with its source, no list twice."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from sakura_cli.lexicon.tables import FOLDER, alternation, guarded, read_rows, read_table, word_set, words
from sakura_cli.tasks.extraction.entities.words import CATEGORIES

TABLES = sorted(path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.rglob("*.tsv"))


@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_as_many_cells_as_the_header_and_a_source(name: str) -> None:
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    header, *rows = [line for line in lines if line.strip() and not line.startswith("# ")]
    columns = len(header.split("\t"))
    assert "source" in header.split("\t")
    assert [row for row in rows if len(row.split("\t")) != columns] == []
    assert [row for row in read_table(name) if not row["source"].strip()] == []


@pytest.mark.parametrize("name", TABLES)
def test_no_row_stands_twice(name: str) -> None:
    rows = [tuple(value for key, value in row.items() if key != "source") for row in read_table(name)]
    assert [row for row in set(rows) if rows.count(row) > 1] == []


def test_no_list_stands_twice() -> None:
    lists: dict[str, frozenset[str]] = {}
    for name in TABLES:
        column = next(iter(read_table(name)[0]))
        for kind in {kind for row in read_table(name) for kind in row.get("kind", "").split(", ")}:
            listed = word_set(name, *filter(None, [kind]), column=column)
            if len(listed) >= 5:
                lists[f"{name}:{kind}"] = listed
    same = [pair for pair in combinations(lists, 2) if lists[pair[0]] == lists[pair[1]]]
    assert same == []


@pytest.mark.parametrize("name", ["names/ends", "names/variants", "names/honorifics", "labels/categories"])
def test_a_word_that_is_looked_up_stands_once(name: str) -> None:
    assert len(words(name)) == len(read_table(name))


def test_the_ends_of_names_say_categories_and_what_stands_before_them() -> None:
    assert {row["kind"] for row in read_table("names/ends")} <= set(CATEGORIES)
    assert {row["stem"] for row in read_table("names/ends")} == {"", "any", "proper"}


def test_the_longest_word_of_an_alternation_is_tried_first() -> None:
    assert alternation(["部", "部長", "課"]) == "(?:部長|課|部)"


def test_an_alternation_of_no_words_matches_nothing() -> None:
    assert re.search(alternation([]), "部") is None


def test_words_come_once_and_in_order() -> None:
    for name in TABLES:
        if "word" in read_table(name)[0]:
            assert list(dict.fromkeys(words(name))) == list(words(name))


def test_a_guarded_word_counts_for_nothing_before_what_it_begins() -> None:
    pattern = re.compile(guarded("dates/month_parts", "vague"))
    assert pattern.match("初めに") and not pattern.match("初めて")


def test_a_row_is_of_every_kind_that_it_names() -> None:
    assert {"送る", "待つ"} <= word_set("keigo/verbs", "humble-by-o") & word_set("keigo/verbs", "surely-own")
    assert read_rows("keigo/verbs", "permissive", "surely-own") == tuple(
        row for row in read_table("keigo/verbs") if {"permissive", "surely-own"} & set(row["kind"].split(", "))
    )


def test_a_kind_that_a_table_does_not_have_is_an_error() -> None:
    with pytest.raises(KeyError):
        words("keigo/verbs", "humble-by-go")
