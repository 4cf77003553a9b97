"""Hints that are commands: what is typed from one does what it says, whatever a file is called."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.cli.running.outputs import check_output
from sakura_cli.errors import SakuraError, write_command
from sakura_cli.tasks.framework.prompts import read_prompt_file


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("議事録.txt", "ls -l 議事録.txt"),
        ("memo (1).txt", "ls -l 'memo (1).txt'"),
        ("a; rm -rf ~", "ls -l 'a; rm -rf ~'"),
        ("it's.txt", """ls -l 'it'"'"'s.txt'"""),
        ("$(id).txt", "ls -l '$(id).txt'"),
        ("会議　録.txt", "ls -l '会議　録.txt'"),
        ("-rf", "ls -l ./-rf"),
        ("", "ls -l ''"),
    ],
)
def test_a_command_in_a_hint_is_quoted_where_a_shell_needs_it(path: str, line: str) -> None:
    assert write_command("ls", "-l", Path(path) if path else "") == line


@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")))))
def test_a_shell_reads_the_words_back(words: list[str]) -> None:
    assert shlex.split(write_command("ls", *words)) == ["ls", *words]


def test_errors_about_files_of_any_name_quote_them(tmp_path: Path) -> None:
    folder = tmp_path / "a; touch b"
    with pytest.raises(SakuraError) as caught:
        check_output(folder / "out.txt", [], may_replace_input=False)
    assert caught.value.hint == f"mkdir -p '{folder}'"
    folder.mkdir()
    (folder / "p.yaml").write_bytes(b"\x93\xfa")
    with pytest.raises(SakuraError) as caught:
        read_prompt_file(folder / "p.yaml")
    assert caught.value.hint == f"iconv -t UTF-8 '{folder}/p.yaml'"
