"""Folders that another process changes while they are looked through."""

from __future__ import annotations

import shutil
from pathlib import Path

from sakura_cli.models.keeping.folders import sizes_below


def test_files_and_folders_that_vanish_are_passed_over(tmp_path: Path) -> None:
    for name in ("a", "b/c", "b/d/e"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"12345")
    sizes = sizes_below(tmp_path)
    assert next(sizes) == 5
    shutil.rmtree(tmp_path / "b" / "d")
    (tmp_path / "b" / "c").unlink()
    assert not list(sizes)


def test_what_is_no_folder_has_no_sizes(tmp_path: Path) -> None:
    assert not list(sizes_below(tmp_path / "none"))
