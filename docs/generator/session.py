"""Record the terminal sessions that the READMEs show: `python -m docs.generator.session`, or `make session`.

Real commands run on a terminal of 100 columns, the first with the demo's weights; what they print is drawn as SVG.
Nothing is edited, and the picture refers to nothing outside itself. Left out: what is overwritten while a command runs.
"""

from __future__ import annotations

import html
import io
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parents[2]
COLUMNS = 100
COMMANDS = (
    "cat examples/memo.txt | sakura summarize -m qwen2.5-coder-1.5b",
    "sakura extract --fields '日時:date, 出席者, 見積もり:amount' -m qwen2.5-coder-1.5b examples/memo.txt",
    "echo '明日の会議、資料送ってくれる？' | sakura keigo-rewrite --rules-only",
    "echo 'こちらをご覧になられますか。' | sakura keigo-rewrite --check",
)
SESSIONS = {"en": ROOT / "docs/images/session.svg", "ja": ROOT / "docs/images/session.ja.svg"}
# Fonts are those of the reader, not of a server.
_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
# Where the terminal is told to move or erase: what was printed before is gone.
_OVERWRITTEN = re.compile(r".*\x1b\[[?0-9;]*[A-HJKSTfhl]\r?", re.DOTALL)
_PIECE = re.compile(r'textLength="(?P<length>[\d.]+)"(?P<rest>[^>]*)>(?P<text>[^<]*)</text>')


def main() -> None:
    """Record the session in each language of the interface."""
    for language, path in SESSIONS.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(draw([(command, run(command, language)) for command in COMMANDS]), encoding="utf-8")


def run(command: str, language: str) -> str:
    """Return what a command line leaves on a terminal, its messages first."""
    ours, theirs = pty.openpty()
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {
        "SAKURA_LANG": language,
        "PATH": path,
        "TERM": "xterm-256color",
        "COLUMNS": str(COLUMNS),
    }
    with subprocess.Popen(
        ["bash", "-c", command], cwd=ROOT, env=environment, stdout=theirs, stderr=subprocess.PIPE, text=True
    ) as process:
        os.close(theirs)
        printed = b""
        while block := _read(ours):
            printed += block
        messages = process.stderr.read() if process.stderr else ""
    os.close(ours)
    return messages + _OVERWRITTEN.sub("", printed.decode("utf-8")).replace("\r\n", "\n")


def draw(session: list[tuple[str, str]]) -> str:
    """Return commands and what they printed as SVG."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    for command, printed in session:
        console.print(Text.assemble(("$ ", "bold green"), (command, "bold")), overflow="fold")
        console.print(Text.from_ansi(printed.rstrip("\n")), overflow="fold")
        console.print()
    return _PIECE.sub(_widen, _FONT.sub("", console.export_svg(title="sakura", unique_id="session")))


def _widen(piece: re.Match[str]) -> str:
    """Give Japanese the room of two columns a character: Rich counts it as one."""
    text = html.unescape(piece["text"])
    length = float(piece["length"]) * cell_len(text) / max(1, len(text))
    return f'textLength="{length:.1f}"{piece["rest"]}>{piece["text"]}</text>'


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # Linux says so when the other end is closed.
        return b""


if __name__ == "__main__":
    main()
