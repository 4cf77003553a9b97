"""A session of an editor with the language server: opened, changed, fixed, closed, in messages as editors send them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pygls")

WRONG = "😀 先生は資料をお読みになられた。\n"


class Editor:
    """The editor's side of a session."""

    def __init__(self, folder: Path) -> None:
        self.uri = (folder / "memo.md").as_uri()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "sakura_cli", "lsp"],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        )
        self._count = 0

    def ask(self, method: str, params: Any) -> Any:
        self._count += 1
        self._send({"id": self._count, "method": method, "params": params})
        while (message := self._read()).get("id") != self._count:
            pass
        return message["result"]

    def tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def diagnostics(self) -> list[dict[str, Any]]:
        while (message := self._read()).get("method") != "textDocument/publishDiagnostics":
            pass
        found: list[dict[str, Any]] = message["params"]["diagnostics"]
        return found

    def close(self) -> int:
        self.ask("shutdown", None)
        self.tell("exit", None)
        return self._process.wait(10)

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        length = 0
        while (line := self._process.stdout.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        return message


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    made = Editor(tmp_path)
    made.ask("initialize", {"processId": None, "rootUri": tmp_path.as_uri(), "capabilities": {}})
    made.tell("initialized", {})
    yield made
    assert made.close() == 0


def open_text(editor: Editor, text: str) -> list[dict[str, Any]]:
    document = {"uri": editor.uri, "languageId": "markdown", "version": 1, "text": text}
    editor.tell("textDocument/didOpen", {"textDocument": document})
    return editor.diagnostics()


def test_what_is_wrong_is_told_and_fixed(editor: Editor) -> None:
    [found] = open_text(editor, WRONG)
    assert (found["code"], found["source"], found["severity"]) == ("double-respect", "sakura", 1)
    # Positions count in UTF-16 units: the emoji is two.
    assert found["range"]["start"] == {"line": 0, "character": 9}
    context = {"diagnostics": [found]}
    asked = {"textDocument": {"uri": editor.uri}, "range": found["range"], "context": context}
    [action] = editor.ask("textDocument/codeAction", asked)
    [edit] = action["edit"]["changes"][editor.uri]
    assert (action["kind"], edit["newText"], edit["range"]) == ("quickfix", "お読みになっ", found["range"])
    change = {"range": edit["range"], "text": edit["newText"]}
    document = {"uri": editor.uri, "version": 2}
    editor.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})
    assert editor.diagnostics() == []
    editor.tell("textDocument/didClose", {"textDocument": {"uri": editor.uri}})
    assert editor.diagnostics() == []


def test_a_project_file_holds_in_the_editor(editor: Editor, tmp_path: Path) -> None:
    (tmp_path / ".sakura.yaml").write_text("keigo: {rules: {double-respect: off}}", encoding="utf-8")
    assert open_text(editor, WRONG) == []


def test_a_wrong_project_file_does_not_end_the_session(editor: Editor, tmp_path: Path) -> None:
    (tmp_path / ".sakura.yaml").write_text("keigo: {rules: {nothing: off}}", encoding="utf-8")
    assert open_text(editor, WRONG) == []
