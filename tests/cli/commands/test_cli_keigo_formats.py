"""Problems for other programs, what standard input is called, and the settings of a project."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import fastjsonschema
import pytest

from tests.cli.conftest import Run

WRONG = "😀 先生は資料をお読みになられた。\n昔は星が見れました。\n"


@pytest.fixture
def memo(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(WRONG, encoding="utf-8")
    return path


def test_annotations_are_one_a_line(sakura: Run, memo: Path) -> None:
    result = sakura("keigo", "--check", "--format", "github", "a.txt")
    lines = result.stdout.decode().splitlines()
    assert result.returncode == 1
    assert [line.split("::")[1] for line in lines] == [
        "error file=a.txt,line=1,col=9,title=double-respect",
        "warning file=a.txt,line=2,col=5,title=ra-nuki",
    ]


def test_checkstyle_is_xml_with_a_file_for_each_input(sakura: Run, memo: Path, tmp_path: Path) -> None:
    (tmp_path / "b&c.txt").write_text("本日は晴れです。\n", encoding="utf-8")
    root = ElementTree.fromstring(sakura("keigo", "--check", "--format", "checkstyle", "a.txt", "b&c.txt").stdout)  # noqa: S314
    assert [file.get("name") for file in root] == ["a.txt", "b&c.txt"]
    assert [(each.get("line"), each.get("source")) for each in root[0]] == [
        ("1", "sakura.double-respect"),
        ("2", "sakura.ra-nuki"),
    ]


def test_sarif_counts_in_utf16_and_has_the_fixes(sakura: Run, memo: Path) -> None:
    log = json.loads(sakura("keigo", "--check", "--format", "sarif", "a.txt").stdout)
    [only] = log["runs"]
    assert (log["version"], only["columnKind"]) == ("2.1.0", "utf16CodeUnits")
    assert [rule["id"] for rule in only["tool"]["driver"]["rules"]] == ["double-respect", "ra-nuki"]
    first, second = only["results"]
    region = first["locations"][0]["physicalLocation"]["region"]
    units = WRONG.splitlines()[0].encode("utf-16-le")
    found = units[2 * (region["startColumn"] - 1) : 2 * (region["endColumn"] - 1)].decode("utf-16-le")
    assert found == "お読みになられ"
    assert (first["ruleIndex"], second["ruleIndex"], first["level"]) == (0, 1, "error")
    [change] = first["fixes"][0]["artifactChanges"][0]["replacements"]
    assert change["insertedContent"]["text"] == "お読みになっ"


@pytest.mark.parametrize("name", ["a.txt", "見積 1.md"])
def test_sarif_is_valid_and_has_what_code_scanning_asks_for(sakura: Run, memo: Path, name: str) -> None:
    memo.rename(memo.with_name(name))
    log = json.loads(sakura("keigo", "--check", "--format", "sarif", name).stdout)
    # The schema of OASIS, as @microsoft/jest-sarif (MIT) has it.
    schema = json.loads((Path(__file__).parent / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    fastjsonschema.compile(schema)(log)
    [only] = log["runs"]
    for rule in only["tool"]["driver"]["rules"]:
        assert all(rule[text]["text"] for text in ("shortDescription", "fullDescription", "help"))
    for result in only["results"]:
        place = result["locations"][0]["physicalLocation"]
        assert unquote(place["artifactLocation"]["uri"]) == name and place["artifactLocation"]["uri"].isascii()
        assert result["message"]["text"] and result["partialFingerprints"]
    assert len({result["partialFingerprints"]["keigo/v1"] for result in only["results"]}) == 2


def test_sarif_of_a_text_without_problems_is_valid(sakura: Run, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("本日は晴れです。\n", encoding="utf-8")
    log = json.loads(sakura("keigo", "--check", "--format", "sarif", "b.txt").stdout)
    schema = json.loads((Path(__file__).parent / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    fastjsonschema.compile(schema)(log)
    assert log["runs"][0]["results"] == []


def test_a_format_is_for_checks(sakura: Run, memo: Path) -> None:
    result = sakura("keigo", "--format", "sarif", "a.txt")
    assert result.returncode == 2
    assert b"hint: sakura keigo --check --format sarif" in result.stderr


def test_standard_input_has_the_name_it_is_given(sakura: Run) -> None:
    result = sakura("keigo", "--check", "--stdin-filename", "docs/memo.md", stdin="昔は星が見れました。\n".encode())
    assert result.stdout.decode().startswith("docs/memo.md:1:5: ra-nuki: ")


PROJECT = """\
keigo:
  audience: {"inside/*": internal}
  rules: {ra-nuki: off, koto-ga-dekiru: on}
  words: [ご利用できます]
"""


def test_a_project_chooses_rules_words_and_audiences(sakura: Run, tmp_path: Path) -> None:
    (tmp_path / ".sakura.yaml").write_text(PROJECT, encoding="utf-8")
    (tmp_path / "inside").mkdir()
    text = "昔は星が見れました。\n変更することができます。\nカードをご利用できます。\n弊社の佐藤部長が説明します。\n"
    for name in ("a.txt", "inside/b.txt"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    lines = sakura("keigo", "--check", "a.txt", "inside/b.txt").stdout.decode().splitlines()
    assert [line.split(": ")[:2] for line in lines] == [
        ["a.txt:2:3", "koto-ga-dekiru"],
        ["a.txt:4:4", "own-title"],
        ["inside/b.txt:2:3", "koto-ga-dekiru"],
    ]
    # What is typed goes before it.
    [line] = sakura("keigo", "--check", "--rule", "ra-nuki", "a.txt").stdout.decode().splitlines()
    assert line.startswith("a.txt:1:5: ra-nuki")


@pytest.mark.parametrize(
    "text",
    [
        "keigo: {rules: {ra-nukii: off}}",
        "keigo: {audience: {'*': boss}}",
        "keigo: {words: [1]}",
        "keigo: {colour: red}",
        "keigo: [",
        "- a",
        "keigo: {rules: {ra-nuki: maybe}}",
    ],
)
def test_a_project_that_is_wrong_is_named(sakura: Run, memo: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / ".sakura.yaml").write_text(text, encoding="utf-8")
    result = sakura("keigo", "--check", "a.txt")
    assert result.returncode == 78
    assert b".sakura.yaml: " in result.stderr and b"hint: " in result.stderr
