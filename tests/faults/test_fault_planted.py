"""Bugs that are planted: a function of reading or of a task raises what nobody foresaw, for one input of three.

The functions are those that the command really calls for that input, so that what is written tomorrow is tried, too.
"""

from __future__ import annotations

import io
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

import sakura_cli
from sakura_cli.api import engine as api_engine
from tests.cli.conftest import in_process
from tests.fakes.engine import ScriptedWorker

_PACKAGE = Path(sakura_cli.__file__).parent
# What runs many inputs, and what it is written with: not work on one of them.
_FRAMEWORK = ("cli/", "bounds.py", "errors.py", "localization.py", "platforms.py", "settings.py", "paths.py")
_FRAMEWORK += ("inference/", "models/", "options/", "isolation/", "user_files.py", "__init__.py")
_FRAMEWORK += ("tasks/framework/steps.py", "tasks/framework/prompts.py", "tasks/framework/result.py")
_FRAMEWORK += ("api/engine.py", "api/jobs.py")
# How an input is called where its failure is told.
_NAMING = "name_of"
_PLANTED = 20

TEXTS = (
    "部長が来月10月3日に来ます。費用は12万円です。担当は山田様です。\n",
    "# 会議\n\n社長が午後3時に申されました。資料を送ります。\n\n- 品名：机、単価は3,000円。\n\n「はい」と言った。\n",
    "明日の会議は中止です。電話は03-1234-5678です。\n",
)
COMMANDS: dict[str, tuple[str, ...]] = {
    "keigo": ("keigo-rewrite", "--rules-only"),
    "check": ("keigo-rewrite", "--check"),
    "read": ("read", "--json"),
    "extract": ("extract", "--fields", "日付:date, 金額:amount, 時刻:time, 電話:phone, 担当"),
    "summarize": ("summarize", "--style", "minutes"),
    "translate": ("translate", "--to", "en", "--json"),
}


class PlantedError(Exception):
    """Nobody foresaw it."""


def owner_of(frame: FrameType | None) -> bool:
    """Say whether a call belongs to the second of the three inputs."""
    while frame is not None:
        name, values = frame.f_code.co_name, frame.f_locals
        if name == "advance" and "self" in values:
            return bool(values["self"].index == 1)
        if name == "read_input":
            return bool(values["source"].name == "b.md")
        if name == "_tell_one":
            return bool(values["place"] == 1)
        frame = frame.f_back
    return False


def is_work(code: CodeType) -> bool:
    """Say whether a function reads or works on an input."""
    try:
        place = Path(code.co_filename).relative_to(_PACKAGE).as_posix()
    except ValueError:
        return False
    return not place.startswith(_FRAMEWORK) and not code.co_name.startswith("<") and code.co_name != _NAMING


@contextmanager
def watching(on_call: Callable[[FrameType], None]) -> Iterator[None]:
    """Tell of every call of a Python function."""

    def trace(frame: FrameType, event: str, argument: Any) -> None:
        if event == "call":
            on_call(frame)

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield
    finally:
        sys.settrace(before)


@pytest.fixture
def run(
    model: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> Callable[..., Any]:
    """Run a command over three files, the second of which a function may fail at."""
    files = [tmp_path / name for name in ("a.txt", "b.md", "c.txt")]
    for file, text in zip(files, TEXTS, strict=True):
        file.write_text(text, encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))

    def run(name: str, on_call: Callable[[FrameType], None]) -> Any:
        monkeypatch.setattr(api_engine, "WorkerEngine", ScriptedWorker(lambda request: "会議は10月3日です。"))
        with watching(on_call):
            return in_process(*COMMANDS[name], "-m", model, *files, capture=capsysbinary)

    return run


@pytest.mark.parametrize("name", COMMANDS)
def test_a_bug_ends_the_input_that_finds_it(name: str, run: Callable[..., Any]) -> None:
    """Exceptions planted in functions that work on one of three files: 3, that file told as 70, the others done."""
    called: set[CodeType] = set()
    whole = run(name, lambda frame: called.add(frame.f_code) if is_work(frame.f_code) and owner_of(frame) else None)
    assert whole.status in (0, 1), whole.stderr
    functions = sorted(called, key=lambda code: (code.co_filename, code.co_firstlineno))
    assert len(functions) > _PLANTED
    reached: list[CodeType] = []
    ended = 0
    random.Random(name).shuffle(functions)  # noqa: S311 - cases, not secrets
    for planted in functions:
        # What a cache holds is not worked out again, and fails nobody.
        if len(reached) == _PLANTED:
            break

        def fail(frame: FrameType, planted: CodeType = planted) -> None:
            if frame.f_code is planted and owner_of(frame):
                reached.append(planted)
                raise PlantedError("会議の中身")

        before = len(reached)
        result = run(name, fail)
        del reached[before + 1 :]
        place = f"{planted.co_filename}:{planted.co_firstlineno}"
        # Some code goes on without what failed, as it should.
        assert result.status in (0, 1, 3), (place, result.stderr)
        assert "中身" not in result.stderr
        ended += result.status == 3
        if result.status == 3:
            assert result.stderr.count("PlantedError: this is a bug in sakura") == 1, (place, result.stderr)
            assert "b.md" in result.stderr
    assert len(reached) == _PLANTED
    assert ended > _PLANTED / 2
