"""The file of a memory: made where there is none, added to as a whole, with what others added, refused before work."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from sakura_cli.errors import InputNotFoundError, LockTimeoutError, OutputRefusedError, SakuraError
from sakura_cli.platforms import lock_file
from sakura_cli.tasks.translation.memory import store as storing
from sakura_cli.tasks.translation.memory.store import MemoryStore
from sakura_cli.tasks.translation.memory.tmx import MemoryUnit, read_tmx
from tests.tasks.translation.memory.test_tmx import OMEGAT


def unit(source: str, target: str) -> MemoryUnit:
    return MemoryUnit((("ja", source), ("en", target)))


def read(path: Path) -> list[MemoryUnit]:
    return list(read_tmx(path.read_bytes(), source=path.name).units)


def test_a_file_is_made_when_there_is_something_to_keep(tmp_path: Path) -> None:
    path = tmp_path / "memories" / "m.tmx"
    path.parent.mkdir()
    store = MemoryStore(path)
    store.add([])
    assert not path.exists()
    store.add([unit("検収", "acceptance"), unit("検収", "acceptance"), unit("検収 ", "acceptance")])
    store.add([unit("検収", "acceptance"), unit("納品", "delivery")])
    assert read(path) == [unit("検収", "acceptance"), unit("納品", "delivery")]
    assert [each.name for each in path.parent.iterdir()] == ["m.tmx"]
    if os.name == "posix":
        # Texts of the user's: nobody else reads them.
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_is_there_stays_and_so_does_the_mode_and_a_link(tmp_path: Path) -> None:
    path, link = tmp_path / "omegat.tmx", tmp_path / "link.tmx"
    path.write_text(OMEGAT, encoding="utf-8")
    path.chmod(0o640)
    link.symlink_to(path)
    MemoryStore(link).add([unit("納品", "delivery")])
    text = path.read_text(encoding="utf-8")
    assert link.is_symlink() and stat.S_IMODE(path.stat().st_mode) == 0o640
    assert text.startswith(OMEGAT.partition("  </body>")[0]) and "納品" in text


def test_two_runs_keep_what_both_add(tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    first, second = MemoryStore(path), MemoryStore(path)
    first.add([unit("一", "one")])
    second.add([unit("二", "two"), unit("一", "one")])
    first.add([unit("三", "three"), unit("二", "two")])
    assert read(path) == [unit("一", "one"), unit("二", "two"), unit("三", "three")]


def test_a_run_looks_up_what_was_there_before_it(tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    store = MemoryStore(path)
    store.add([unit("検収する", "accept")])
    assert store.memory.find("検収する", "ja", "en") is None
    assert MemoryStore(path).memory.find("検収する", "ja", "en") is not None


def test_what_xml_cannot_hold_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    MemoryStore(path).add([unit("納品\x0b", "delivery"), unit("納品\ud800", "delivery"), unit("a\rb\n<", "c\td")])
    assert read(path) == [unit("a\rb\n<", "c\td")]


def test_a_memory_that_is_locked_for_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.name != "posix":
        pytest.skip("no locks without write access")
    store = MemoryStore(tmp_path / "m.tmx")
    monkeypatch.setattr(storing, "_MOST_SECONDS", 0.05)
    held = lock_file(tmp_path, is_exclusive=True)
    assert held is not None
    with pytest.raises(LockTimeoutError):
        store.add([unit("納品", "delivery")])
    os.close(held)
    store.add([unit("納品", "delivery")])
    assert read(tmp_path / "m.tmx") == [unit("納品", "delivery")]


@pytest.mark.parametrize(
    ("name", "error"), [("missing/m.tmx", InputNotFoundError), ("bad.tmx", SakuraError), (".", InputNotFoundError)]
)
def test_what_cannot_be_read_is_known_before_any_work(tmp_path: Path, name: str, error: type[SakuraError]) -> None:
    (tmp_path / "bad.tmx").write_text("検収,acceptance\n", encoding="utf-8")
    with pytest.raises(error):
        MemoryStore(tmp_path / name)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_what_cannot_be_written_is_known_before_any_work(tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    path.write_text(OMEGAT, encoding="utf-8")
    path.chmod(0o444)
    with pytest.raises(OutputRefusedError):
        MemoryStore(path)
