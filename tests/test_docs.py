"""The documents and the program keep in step: what is generated is what would be, and the Python examples run."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from docs.generator.outputs import make_files
from docs.generator.tree import read_tree
from sakura_cli.api import engine as api_engine
from sakura_cli.cli.app import Commands
from tests.fakes.documented_command import ALLOWANCE, INQUIRY, RULES
from tests.fakes.engine import ScriptedWorker
from tests.fakes.weights import write_gguf

ROOT = Path(__file__).parents[1]
_EXAMPLE = re.compile(r"^```pycon\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_examples_of_the_python_guide_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAKURA_MODEL", str(write_gguf(tmp_path / "own.gguf")))
    memo = "会議を開き、来月の予定を確認した。次回の場所は未定である。"
    (tmp_path / "minutes.txt").write_bytes(memo.encode("cp932"))
    monkeypatch.setattr(api_engine, "WorkerEngine", ScriptedWorker(lambda request: "来月の予定を確認"))
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    examples = "\n".join(_EXAMPLE.findall(page))
    test = doctest.DocTestParser().get_doctest(examples, {}, "docs/python.md", "docs/python.md", 0)
    assert len(test.examples) > 15
    told: list[str] = []
    results = doctest.DocTestRunner(verbose=False).run(test, out=told.append)
    assert not results.failed, "".join(told)


def test_the_example_of_asking_from_python_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAKURA_MODEL", str(write_gguf(tmp_path / "own.gguf")))
    Path("規程").mkdir()
    Path("規程", "賃金.txt").write_text(RULES, encoding="utf-8")
    monkeypatch.setattr(api_engine, "WorkerEngine", ScriptedWorker(lambda request: ALLOWANCE))
    page = (ROOT / "docs" / "ask.md").read_text(encoding="utf-8")
    test = doctest.DocTestParser().get_doctest("\n".join(_EXAMPLE.findall(page)), {}, "docs/ask.md", "docs/ask.md", 0)
    assert len(test.examples) == 5
    told: list[str] = []
    results = doctest.DocTestRunner(verbose=False).run(test, out=told.append)
    assert not results.failed, "".join(told)


def test_the_example_of_replying_from_python_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAKURA_MODEL", str(write_gguf(tmp_path / "own.gguf")))
    Path("規程").mkdir()
    Path("規程", "賃金.txt").write_text(RULES, encoding="utf-8")
    Path("問い合わせ.txt").write_text(INQUIRY, encoding="utf-8")
    monkeypatch.setattr(api_engine, "WorkerEngine", ScriptedWorker(lambda request: ALLOWANCE))
    page = (ROOT / "docs" / "reply.md").read_text(encoding="utf-8")
    test = doctest.DocTestParser().get_doctest("\n".join(_EXAMPLE.findall(page)), {}, "reply.md", "docs/reply.md", 0)
    assert len(test.examples) == 5
    told: list[str] = []
    results = doctest.DocTestRunner(verbose=False).run(test, out=told.append)
    assert not results.failed, "".join(told)
    assert Path("reply.eml").is_file()


@pytest.fixture(scope="module")
def generated() -> dict[Path, str]:
    """Return what `make docs` would write."""
    return make_files()


@pytest.mark.parametrize("folder", ["docs/commands", "docs/man", "completions"])
def test_generated_files_are_those_of_the_commands(folder: str, generated: dict[Path, str]) -> None:
    expected = {path.name: text for path, text in generated.items() if path.parent == Path(folder)}
    written = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / folder).iterdir() if path.is_file()}
    written.pop("__init__.py", None)
    assert sorted(written) == sorted(expected)
    assert [name for name, text in expected.items() if written[name] != text] == [], "make docs"


def test_the_keywords_of_the_api_are_those_of_the_options(generated: dict[Path, str]) -> None:
    path = Path("sakura_cli/api/keywords.py")
    assert (ROOT / path).read_text(encoding="utf-8") == generated[path], "make docs"


def test_every_command_and_option_has_help() -> None:
    for command in read_tree().walk():
        assert command.help, command.path
        for parameter in (*command.arguments, *command.options):
            assert parameter.help, (command.path, parameter.name)


def test_the_line_of_a_command_in_the_list_is_that_of_its_own_help() -> None:
    lines = {entry.name: entry.help for entry in Commands.entries if not entry.is_hidden}
    assert lines == {command.path[-1]: command.help for command in read_tree().commands}
    also = {entry.name for entry in Commands.entries if entry.is_hidden}
    assert also == {alias for command in read_tree().commands for alias in command.aliases}
