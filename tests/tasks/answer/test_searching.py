"""Passages without a model: of two versions the later one comes first, all else as it was ranked."""

from __future__ import annotations

from itertools import permutations

from sakura_cli.search.index import Hit, PassageIndex
from sakura_cli.tasks.answer.versions import leave_out_older, put_newer_first
from tests.search.documents import read

VERSIONS = {
    "休暇の取り方_2022年版.txt": "休暇の取り方\n\n2022年6月1日\n\n休暇の申請は紙で出す。休暇の申請は店長へ。\n",
    "休暇の取り方_2024年版.txt": "休暇の取り方\n\n2024年6月1日\n\n休暇の申請は、5日前までに紙で申請する。\n",
    "休暇の取り方_2026年版.txt": "休暇の取り方\n\n2026年6月1日\n\n休暇の申請は、3日前までにアプリから出す。\n",
    "会議.txt": "会議室の申請は、前日までに出す。\n",
}


def find() -> list[Hit]:
    index = PassageIndex.in_memory()
    for name, text in VERSIONS.items():
        index.add(read(name, text))
    return index.search("休暇の申請", 10)


def test_a_later_version_comes_before_the_earlier_ones_however_they_were_ranked() -> None:
    hits = find()
    assert len(hits) == 4
    for ranked in permutations(hits):
        ordered = put_newer_first(ranked)
        assert sorted(map(id, ordered)) == sorted(map(id, hits))
        dated = [hit.dated for hit in ordered if hit.dated]
        assert dated == sorted(dated, reverse=True)


def test_what_is_no_version_of_another_stays_where_it_was() -> None:
    hits = [hit for hit in find() if not hit.dated or hit.dated.startswith("2026")]
    assert put_newer_first(hits) == hits


def test_a_later_document_of_another_kind_replaces_nothing_though_its_words_and_articles_are_alike() -> None:
    index = PassageIndex.in_memory()
    article = "第3条（申請）\n休暇の申請は、{}日前までに所属長へ出す。\n"
    index.add(read("役員規程_2020.txt", f"役員規程\n\n2020年4月1日\n\n{article.format(10)}"))
    index.add(read("社員就業規則_2026.txt", f"社員就業規則\n\n2026年4月1日\n\n{article.format(3)}"))
    hits = index.search("休暇の申請", 10)
    # What both say is what a later version would say, too.
    assert {hit.passage.source for hit in leave_out_older(hits)} == {"役員規程_2020.txt", "社員就業規則_2026.txt"}
