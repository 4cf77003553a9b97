"""The kit for machines without a network: what it holds, and that nothing is run before every hash is right."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WHEEL, WEIGHTS = "wheels/sakura_cli-1-py3-none-any.whl", "weights/tiny.tar"


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    """Return a kit of empty packages for a Python that only writes down how it was called."""
    folder = tmp_path / "kit"
    for name in (WHEEL, WEIGHTS):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{name}\n", encoding="ascii")
    (folder / "python-version").write_text("3.11\n", encoding="ascii")
    (folder / "install.sh").write_bytes((ROOT / "kit" / "install.sh").read_bytes())
    names = ("install.sh", "python-version", WEIGHTS, WHEEL)
    lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="ascii")
    program = f"""#!/bin/sh
echo "$(basename "$0") $*" >> {tmp_path}/calls
case "$*" in
*'3.11'*) exit 0 ;;
*sys.version_info*) exit 1 ;;
*venv*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" && cp "$0" "$3/bin/sakura" ;;
esac
"""
    (tmp_path / "python").write_text(program, encoding="ascii")
    (tmp_path / "python").chmod(0o755)
    return folder


def install(kit: Path, place: str, language: str = "C") -> tuple[int, list[str], list[str]]:
    """Run the kit's script; return its status, what was run, and what was said."""
    variables = os.environ | {"PYTHON": str(kit.parent / "python"), "LC_ALL": language}
    command = ["sh", str(kit / "install.sh"), place]
    done = subprocess.run(command, cwd=kit.parent, env=variables, capture_output=True, text=True, check=False)
    calls = kit.parent / "calls"
    return done.returncode, calls.read_text("utf-8").splitlines() if calls.exists() else [], done.stderr.splitlines()


def test_a_kit_is_installed_without_an_index_and_tried(kit: Path) -> None:
    status, calls, said = install(kit, "place")
    place = kit.parent / "place"
    assert (status, said[-1]) == (0, f"done: {place}/bin/sakura")
    assert calls[1:] == [
        f"python -m venv {place}",
        "python -m pip install --isolated --disable-pip-version-check --quiet --no-index --find-links wheels "
        "sakura-cli[prebuilt]",
        f"sakura models import {WEIGHTS}",
        "sakura doctor",
        "sakura summarize --style headline",
    ]


@pytest.mark.parametrize("name", [WHEEL, WEIGHTS, "python-version", "install.sh"])
@pytest.mark.fault("S1")
def test_a_kit_with_a_changed_byte_is_refused_before_anything_runs(kit: Path, name: str) -> None:
    """A file of the kit changed on its way: nothing of the kit is run, not even to find the Python."""
    changed = kit / name
    changed.write_bytes(changed.read_bytes() + b"#")
    status, calls, said = install(kit, "place")
    assert (status, calls) == (1, [])
    assert said[-1] == "this kit is damaged, nothing was installed; copy it again"


def test_a_file_that_was_added_to_a_kit_is_refused_by_name(kit: Path) -> None:
    (kit / "wheels" / "typer-99-py3-none-any.whl").touch()
    status, calls, said = install(kit, "place")
    assert (status, calls) == (1, [])
    assert said[-1] == "wheels/typer-99-py3-none-any.whl does not belong to this kit, nothing was installed"


def test_another_python_than_the_kits_is_told_which_one_it_wants(kit: Path) -> None:
    (kit / "python-version").write_text("3.12\n", encoding="ascii")
    sums = kit / "SHA256SUMS"
    kept = [line for line in sums.read_text("ascii").splitlines() if "python-version" not in line]
    sums.write_text(
        "\n".join([*kept, f"{hashlib.sha256(b'3.12' + os.linesep.encode()).hexdigest()}  python-version\n"])
    )
    status, calls, said = install(kit, "place", "ja_JP.UTF-8")
    assert (status, len(calls)) == (1, 1)
    assert said[-1] == "このキットには Python 3.12 が必要です: PYTHON=python3.12 sh install.sh"


def test_a_kit_holds_what_sakura_runs_with_and_nothing_that_only_tests_need() -> None:
    command = [sys.executable, ROOT / "kit" / "requirements.py", ROOT / "requirements-dev.lock"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    entries = {line.split("==")[0] for line in done.stdout.splitlines() if "==" in line}
    assert {"typer", "huggingface-hub", "jinja2", "numpy", "sudachidict-small", "xllamacpp", "markupsafe"} <= entries
    assert not entries & {"sakura-cli", "llama-cpp-python", "pytest", "mypy", "ruff", "gguf", "babel"}
    assert done.stdout.count("--hash=sha256:") >= len(entries)
