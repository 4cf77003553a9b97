"""Every shell example of the documents runs: each line in a process, in a folder with the files that it names.

A line that is added runs, too. What cannot run here is listed below, with what is looked at instead.
"""

from __future__ import annotations

import dataclasses
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sakura_cli.api import engine as api_engine
from tests.cli.conftest import ROOT, TEXT, environment
from tests.fakes.documented_command import ANSWER, INQUIRY, RULES
from tests.fakes.engine import ScriptedWorker
from tests.fakes.hub import serve_hub
from tests.fakes.weights import entry_for, write_gguf

PAGES = [
    "README.md",
    "README.ja.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    *sorted(p.name for p in (ROOT / "docs").glob("*.md")),
]

# Lines that no test runs, and the words that must stand in a file for them to be true.
NOT_RUN = {
    # What these do is what runs the tests, and what the tests of real weights do.
    "make demo": ("Makefile", "cat examples/memo.txt | $(BIN)/sakura summarize -m $(DEMO_MODEL)"),
    "make test": ("Makefile", "test: lint"),
    # An installation takes minutes: `make dist-check` makes one of the wheel and one of the source archive.
    "pipx install sakura-cli": ("pyproject.toml", 'name = "sakura-cli"'),
    "pipx install sakura-cli --pip-args='--extra-index-url https://abetlen.github.io/llama-cpp-python/whl/cpu'": (
        "pyproject.toml",
        '"llama-cpp-python',
    ),
    "SKBUILD_WHEEL_CMAKE=false pipx install 'sakura-cli[prebuilt]' --pip-args=--no-cache-dir": (
        "Makefile",
        "$(BINDINGS_ONLY) build/packaging/bin/pipx install --pip-args=--no-cache-dir",
    ),
    # There is no server at that address.
    "sakura summarize --engine http://127.0.0.1:8080 memo.txt": (
        "tests/cli/commands/test_cli_engine.py",
        'sakura("summarize", "--json", "--engine", server.url',
    ),
    # These want an accelerator's compiler.
    'CMAKE_ARGS="-DGGML_CUDA=on" pipx install sakura-cli': ("pyproject.toml", '"llama-cpp-python'),
    'CMAKE_ARGS="-DGGML_METAL=on" pipx install sakura-cli': ("pyproject.toml", '"llama-cpp-python'),
}

_BLOCK = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"\s+#\s.*$")
_SHELL, _SESSION = "sh", "console"
# Kinds of blocks that are no shell; some are run by other tests (test_docs.py), none is a way past this one.
_OTHERS = {"python", "pycon", "yaml", "json", "vim", "lua", "elisp"}


@dataclass(frozen=True)
class Example:
    """A line of a document, and what it shows on a terminal; None where that is not shown."""

    line: str
    shown: str | None = None


def read_examples(page: str) -> list[Example]:
    """Return the examples of a page in their order. Raises ValueError for a block of no known kind."""
    examples: list[Example] = []
    for kind, content in _BLOCK.findall(page):
        if kind == _SESSION:
            for part in re.split(r"^\$ ", content, flags=re.MULTILINE)[1:]:
                line, _, shown = part.partition("\n")
                examples.append(Example(line, shown))
        elif kind == _SHELL:
            examples += (Example(_COMMENT.sub("", line)) for line in content.splitlines() if line)
        elif kind not in _OTHERS:
            raise ValueError(f"a block of the kind {kind!r}: an example of the shell is {_SHELL} or {_SESSION}")
    return examples


def read_page(name: str) -> str:
    path = ROOT / name if (ROOT / name).exists() else ROOT / "docs" / name
    return path.read_text(encoding="utf-8")


def examples_of(name: str) -> list[Example]:
    """Return the examples of a page that are to be run there: those of README.md are not run again for README.ja.md."""
    earlier = read_examples(read_page("README.md")) if name == "README.ja.md" else []
    return [each for each in read_examples(read_page(name)) if each.line not in NOT_RUN and each not in earlier]


@pytest.fixture
def folder(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a folder with the files that the examples name, and `sakura`, which has a scripted engine."""
    place = tmp_path / "work"
    place.mkdir()
    for name in ("memo.txt", "article.txt", "契約.txt", "契約.md", "請求/一月.txt", "請求/二月.txt"):
        _write(place / name, TEXT)
    for name in ("議事録/四月.txt", "議事録/五月.txt", "notes/a.txt", "notes/b.txt"):
        _write(place / name, TEXT)
    _write(place / "規程" / "賃金.txt", RULES)
    _write(place / "問い合わせ.txt", INQUIRY)
    _write(place / "受信" / "1.eml", f"From: a@example.jp\nSubject: =?utf-8?B?5Lya6K2w?=\n\n{INQUIRY}")
    _write(place / "mail.eml", f"From: a@example.jp\nSubject: =?utf-8?B?5Lya6K2w?=\n\n{TEXT}")
    _write(place / "mail.txt", "We met and confirmed the plan.\n")
    _write(place / "movie.srt", "1\n00:00:01,000 --> 00:00:02,000\nWe met.\n")
    _write(place / "terms.csv", "予定,plan\n")
    _write(place / "records.jsonl", json.dumps({"id": 1, "text": TEXT}) + "\n")
    _write(place / "記録.jsonl", json.dumps({"番号": 1, "本文": TEXT}) + "\n")
    _write(place / "list.txt", "notes/a.txt\nnotes/b.txt\n")
    _write(place / "README.ja.md", f"# 会議\n\n{TEXT}\n```sh\nsakura doctor\n```\n")
    write_gguf(place / "my-7b.gguf")
    fixtures = ROOT / "tests" / "documents" / "fixtures"
    for name, fixture in (
        ("規程.docx", "office/rules.docx"),
        ("議事録.docx", "office/minutes.docx"),
        ("案内.docx", "office/notice.docx"),
        ("請求.xlsx", "sheets/estimate.xlsx"),
    ):
        (place / name).write_bytes((fixtures / fixture).read_bytes())
    (home / "bin").mkdir()
    command = home / "bin" / "sakura"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tests.fakes.documented_command "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    subprocess.run(["git", "init", "-q"], cwd=place, check=True)
    with serve_hub(write_gguf(tmp_path / "own.gguf").read_bytes()) as hub:
        variables = {"HF_ENDPOINT": hub.url, "NO_PROXY": "127.0.0.1", "SAKURA_MODEL": str(tmp_path / "own.gguf")}
        entry = json.dumps(dataclasses.asdict(entry_for(hub.data)))
        for key, value in (environment(home, variables) | {"SAKURA_TEST_ENTRY": entry}).items():
            monkeypatch.setenv(key, value)
        monkeypatch.setenv("PATH", f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}")
        yield place


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "page", [name for name in PAGES if re.search(r"^```(sh|console)$", read_page(name), re.MULTILINE)]
)
def test_the_examples_of_a_page_run(page: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # What a page shows is in its own language.
    monkeypatch.setenv("SAKURA_LANG", "ja" if page.endswith(".ja.md") else "en")
    for example in examples_of(page):
        command = ["bash", "-o", "pipefail", "-c", example.line]
        env = {**os.environ, "SAKURA_LANG": "ja" if page.endswith(".ja.md") else "en"}
        result = subprocess.run(command, cwd=folder, env=env, input=TEXT.encode(), capture_output=True, check=False)
        said = result.stderr.decode()
        if example.shown is None:
            assert result.returncode == 0, f"{example.line}\n{said}"
        else:
            assert (result.stdout.decode(), said) == (example.shown, ""), example.line


def test_what_the_examples_make_is_there(folder: Path) -> None:
    line = "sakura summarize --style headline *.txt --json | jq -r .result.text"
    assert line in read_page("README.md")
    result = subprocess.run(["bash", "-c", line], cwd=folder, capture_output=True, check=True)
    assert result.stdout.decode() == f"{ANSWER}\n" * len(list(folder.glob("*.txt")))


@pytest.mark.parametrize("page", ["README.md", "README.ja.md"])
def test_the_python_of_the_readme_runs(
    page: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(api_engine, "WorkerEngine", ScriptedWorker(lambda request: ANSWER))
    [code] = [content for kind, content in _BLOCK.findall(read_page(page)) if kind == "python"]
    exec(compile(code, page, "exec"), {"text": TEXT})  # noqa: S102
    # Of so short a text each sentence is told.
    assert capsys.readouterr().out == "".join(f"・{each}\n" for each in TEXT.strip().split("。") if each)


def test_what_is_not_run_is_in_a_document_and_true() -> None:
    lines = {example.line for page in PAGES for example in read_examples(read_page(page))}
    for line, (file, words) in NOT_RUN.items():
        assert line in lines, f"no document has {line} any more"
        assert words in (ROOT / file).read_text(encoding="utf-8")


def test_a_block_of_no_known_kind_is_an_error() -> None:
    for kind in ("", "bash", "shell"):
        with pytest.raises(ValueError, match="an example of the shell is"):
            read_examples(f"```{kind}\nsakura summarize\n```\n")


@pytest.mark.parametrize("page", PAGES)
def test_no_block_of_a_page_gets_past(page: str) -> None:
    assert len(read_examples(read_page(page))) >= read_page(page).count("\n$ ")


def test_examples_are_read_from_blocks() -> None:
    page = "```sh\nsakura doctor   # looks\n\nmake test\n```\n```console\n$ echo '# 一'\n# 一\n$ true\n```\n"
    assert read_examples(page) == [
        Example("sakura doctor"),
        Example("make test"),
        Example("echo '# 一'", "# 一\n"),
        Example("true", ""),
    ]
