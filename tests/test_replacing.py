"""Files replaced whole or not at all, with and without nameless files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sakura_cli import replacing
from sakura_cli.replacing import replaced_file

ROOT = Path(__file__).parents[1]


@pytest.fixture(params=["nameless", "named"])
def target(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if request.param == "named":
        monkeypatch.setattr(replacing, "_open_nameless", lambda folder: None)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "target").write_bytes(b"before")
    return folder / "target"


def test_the_new_file_takes_the_place_of_the_old(target: Path) -> None:
    with replaced_file(target, 0o640) as file:
        file.write(b"after")
        assert target.read_bytes() == b"before"
    assert target.read_bytes() == b"after"
    assert target.stat().st_mode & 0o777 == 0o640
    assert list(target.parent.iterdir()) == [target]


def test_an_error_leaves_the_old_file_alone(target: Path) -> None:
    with pytest.raises(ValueError, match="halfway"), replaced_file(target, 0o600) as file:
        file.write(b"aft")
        raise ValueError("halfway")
    assert target.read_bytes() == b"before"
    assert list(target.parent.iterdir()) == [target]


def test_a_killed_writer_leaves_nothing_where_files_can_be_nameless(tmp_path: Path) -> None:
    program = """
import os, signal, sys
from pathlib import Path
from sakura_cli.replacing import replaced_file
with replaced_file(Path(sys.argv[1]), 0o600) as file:
    file.write(b"half" * 10000)
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""
    folder = tmp_path / "folder"
    folder.mkdir()
    result = subprocess.run([sys.executable, "-c", program, folder / "target"], cwd=ROOT, check=False)
    assert result.returncode == -9
    has_nameless = replacing._open_nameless(folder)
    if has_nameless is not None:
        os.close(has_nameless)
        assert list(folder.iterdir()) == []
    else:
        assert [path.suffix for path in folder.iterdir()] == [".tmp"]
