"""The files of folders."""

from __future__ import annotations

from pathlib import Path

from sakura_cli.search.files import list_files, walk_folder


def test_hidden_files_and_links_that_lead_round_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "下").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b.txt", "下/a.txt", ".git/config", ".隠し", "~$規程.docx"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "下" / "輪").symlink_to(tmp_path)
    (tmp_path / "切れた").symlink_to(tmp_path / "ない")
    assert [path.relative_to(tmp_path).as_posix() for path in walk_folder(tmp_path)] == ["b.txt", "下/a.txt"]


def test_files_are_listed_once_and_those_named_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "b.txt").write_text("x", encoding="utf-8")
    listed = list(list_files([tmp_path / "b.txt", tmp_path]))
    assert [(path.name, is_named) for path, is_named in listed] == [("b.txt", True), ("a.txt", False)]
