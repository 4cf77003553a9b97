"""An index that is kept: private, brought up to date file by file, whole whatever ends its writer."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from sakura_cli.api.indexing import make_reader
from sakura_cli.errors import StorageError
from sakura_cli.search.kept import IndexChanges, KeptIndex, find_kept, list_kept, make_kept, remove_kept
from tests.search.documents import PRICES, RULES

UPDATE = """
import sys
from pathlib import Path
from sakura_cli.api.indexing import make_reader
from sakura_cli.search.kept import make_kept
print("ready", flush=True)
make_kept(Path(sys.argv[1])).update(make_reader(), lambda done, total: print(done, flush=True))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "規程"
    (folder / "下").mkdir(parents=True)
    (folder / "規則.txt").write_text(RULES, encoding="utf-8")
    (folder / "下" / "価格.md").write_text(PRICES, encoding="utf-8")
    (folder / "絵.png").write_bytes(b"\x89PNG\0\0")
    (folder / ".隠し.txt").write_text("住宅手当は秘密です。", encoding="utf-8")
    return folder


def update(folder: Path) -> IndexChanges:
    kept = make_kept(folder)
    changes = kept.update(make_reader())
    kept.close()
    return changes


def first_words(folder: Path, question: str) -> str:
    kept = find_kept(folder)
    assert kept is not None
    hits = kept.search(question, 1)
    kept.close()
    return hits[0].passage.shown if hits else ""


def check(path: Path) -> None:
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.execute("INSERT INTO tokens (tokens) VALUES ('integrity-check')")
    counts = {connection.execute(f"SELECT count(*) FROM {table}").fetchone() for table in ("passages", "tokens")}  # noqa: S608
    assert len(counts) == 1
    connection.close()


def test_only_what_has_changed_is_read(folder: Path) -> None:
    assert update(folder) == IndexChanges(added=2, unread=1)
    assert update(folder) == IndexChanges()
    (folder / "規則.txt").write_text(RULES.replace("18,000円", "19,000円"), encoding="utf-8")
    os.utime(folder / "下" / "価格.md", (1, 1))
    assert update(folder) == IndexChanges(changed=1)
    assert "19,000円" in first_words(folder, "住宅手当の月額")
    (folder / "下" / "価格.md").unlink()
    assert update(folder) == IndexChanges(removed=1)
    assert "MK-210" not in first_words(folder, "MK-210")


def test_names_are_those_of_the_folder_as_it_was_given(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    update(folder)
    monkeypatch.chdir(folder.parent)
    kept = find_kept(Path("規程"))
    assert kept is not None
    assert kept.search("住宅手当の月額", 1)[0].passage.source == "規程/規則.txt"


def test_only_the_user_may_read_it(folder: Path) -> None:
    kept = make_kept(folder)
    kept.update(make_reader())
    for path in kept.path.parent.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.path.parent.stat().st_mode) == 0o700


def test_it_is_listed_and_removed(folder: Path) -> None:
    update(folder)
    assert [each.folder for each in list_kept()] == [folder.resolve()]
    assert remove_kept(folder)
    assert not remove_kept(folder)
    assert find_kept(folder) is None
    assert list_kept() == []


def test_one_of_another_version_is_made_anew(folder: Path) -> None:
    update(folder)
    kept = make_kept(folder)
    connection = sqlite3.connect(kept.path)
    connection.execute("UPDATE kept SET recipe = 'old'")
    connection.commit()
    connection.close()
    assert update(folder) == IndexChanges(added=2, unread=1)


def test_one_that_is_damaged_is_told_of(folder: Path) -> None:
    kept = make_kept(folder)
    kept.close()
    path = kept.path
    path.write_bytes(b"not a database, certainly" * 100)
    with pytest.raises(StorageError) as raised:
        KeptIndex(path, folder)
    assert "index rm" in str(raised.value.hint)


@pytest.mark.parametrize("after", [1, 2, 3])
def test_a_writer_that_is_killed_leaves_it_whole(folder: Path, after: int) -> None:
    for number in range(100):
        (folder / f"{number}.txt").write_text(f"{RULES}\n第99条　{number}番目の規則である。\n", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-c", UPDATE, str(folder)], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": "."}
    )
    assert process.stdout is not None
    for _ in range(after):
        process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.wait()
    # The file may not have been there yet.
    kept = make_kept(folder)
    check(kept.path)
    kept.update(make_reader())
    check(kept.path)
    assert len(kept.stamps()) == 103


def test_two_writers_take_turns(folder: Path) -> None:
    for number in range(60):
        (folder / f"{number}.txt").write_text(f"{RULES}\n第99条　{number}番目の規則である。\n", encoding="utf-8")
    make_kept(folder).close()
    done: list[IndexChanges] = []
    threads = [threading.Thread(target=lambda: done.append(update(folder))) for _ in range(2)]
    for thread in threads:
        thread.start()
        time.sleep(0.05)
    for thread in threads:
        thread.join()
    assert len(done) == 2
    assert sum(each.added for each in done) == 62
    kept = find_kept(folder)
    assert kept is not None
    check(kept.path)
