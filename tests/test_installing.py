"""What an installation from the source prints: what it does, how long it takes, and why it failed."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
STEP = ROOT / ".ci" / "step"


def run_step(folder: Path, script: str) -> subprocess.CompletedProcess[str]:
    command = [STEP, "building", "bash", "-c", script]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_a_step_says_what_was_done_and_keeps_what_was_printed(tmp_path: Path) -> None:
    done = run_step(tmp_path, "echo WARNING: running as root >&2; echo fetched")
    assert (done.returncode, done.stdout) == (0, "")
    assert re.fullmatch(r"building: done in \d+s +\n", done.stderr)
    assert (tmp_path / "build" / "install.log").read_text(encoding="utf-8").splitlines() == [
        "WARNING: running as root",
        "fetched",
    ]


def test_a_step_that_fails_shows_the_end_and_names_what_helps(tmp_path: Path) -> None:
    run_step(tmp_path, "echo of the step before")
    failed = run_step(tmp_path, "seq 100; exit 3")
    assert failed.returncode == 3
    *shown, told = failed.stderr.splitlines()
    assert shown == [str(number) for number in range(81, 101)]
    assert told.startswith("building failed; everything it said is in build/install.log")
    [heading] = re.findall('section "(.*)"', told)
    assert f"\n## {heading}\n" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_what_a_step_has_started_ends_with_it(tmp_path: Path) -> None:
    script = "(sleep 60 & echo $! > child; wait) & wait"
    process = subprocess.Popen([STEP, "building", "bash", "-c", script], cwd=tmp_path, stderr=subprocess.DEVNULL)
    child = tmp_path / "child"
    _wait_until(lambda: child.exists() and child.read_text(encoding="ascii").strip() != "")
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 130
    _wait_until(lambda: not _is_running(int(child.read_text(encoding="ascii"))))


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").split()[2] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def _wait_until(is_true: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not is_true():
        assert time.monotonic() < end
        time.sleep(0.05)


def run_ci(folder: Path, *programs: str) -> tuple[list[str], str]:
    """Run `.ci/run` among programs that only write down their names and arguments; return those and what was said."""
    (folder / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", folder / ".ci" / "run")
    place = folder / "bin"
    place.mkdir()
    (folder / ".venv" / "bin").mkdir(parents=True)
    for program in (*(place / name for name in ("make", *programs)), folder / ".venv" / "bin" / "python"):
        program.write_text(f'#!/bin/bash\necho "{program.name} $*" >> {folder}/calls\n', encoding="ascii")
        program.chmod(0o755)
    for name in ("bash", "dirname", "env", "mkdir"):
        (place / name).symlink_to(shutil.which(name) or name)
    (place / "id").write_text("#!/bin/bash\necho 0\n", encoding="ascii")
    (place / "id").chmod(0o755)
    done = subprocess.run(
        [folder / ".ci" / "run"], env={"PATH": str(place)}, capture_output=True, text=True, check=True
    )
    return (folder / "calls").read_text(encoding="utf-8").splitlines(), done.stderr


TESTS = ["make test", "python -m tests.inference.libraries build/prebuilt"]


def test_ci_installs_the_shells_that_are_missing(tmp_path: Path) -> None:
    installing = "apt-get install -qq -y --no-install-recommends fish"
    assert run_ci(tmp_path, "apt-get", "zsh") == ([installing, *TESTS], "")


def test_ci_says_which_shells_are_missing_and_goes_on(tmp_path: Path) -> None:
    assert run_ci(tmp_path) == (TESTS, "not installed, so their completions are not tried: zsh fish\n")
