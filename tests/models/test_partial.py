"""Partial files: what of them survives a kill, and what is not built upon."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sakura_cli.models import partial
from sakura_cli.models.partial import PartialFile

BLOCK = 64


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partial, "BLOCK_BYTES", BLOCK)


def test_full_blocks_survive_and_the_tail_does_not(tmp_path: Path) -> None:
    data = os.urandom(3 * BLOCK + 10)
    with PartialFile(tmp_path / "p", "model 1") as first:
        first.append(data)
    with PartialFile(tmp_path / "p", "model 1") as second:
        assert second.size == 3 * BLOCK
        second.append(data[3 * BLOCK :])
        assert second.sha256 == hashlib.sha256(data).hexdigest()
    assert (tmp_path / "p").read_bytes() == data


def test_a_damaged_block_and_all_after_it_are_dropped(tmp_path: Path) -> None:
    data = bytearray(os.urandom(4 * BLOCK))
    with PartialFile(tmp_path / "p", "model 1") as first:
        first.append(bytes(data))
    data[BLOCK + 5] ^= 1
    (tmp_path / "p").write_bytes(bytes(data))
    with PartialFile(tmp_path / "p", "model 1") as second:
        assert second.size == BLOCK
        assert second.sha256 == hashlib.sha256(data[:BLOCK]).hexdigest()


def test_bytes_of_another_model_are_not_built_upon(tmp_path: Path) -> None:
    with PartialFile(tmp_path / "p", "model 1") as first:
        first.append(bytes(2 * BLOCK))
    with PartialFile(tmp_path / "p", "model 2") as second:
        assert second.size == 0
    assert (tmp_path / "p").stat().st_size == 0


def test_restart_forgets_everything(tmp_path: Path) -> None:
    with PartialFile(tmp_path / "p", "model 1") as first:
        first.append(bytes(2 * BLOCK))
        first.restart()
        first.append(b"abc")
        assert (first.size, first.sha256) == (3, hashlib.sha256(b"abc").hexdigest())
    assert (tmp_path / "p").read_bytes() == b"abc"


def test_files_are_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with PartialFile(tmp_path / "p", "model 1"):
            modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.glob("p*")}
    finally:
        os.umask(before)
    assert modes == {"p": 0o600, "p.journal": 0o600}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pieces=st.lists(st.binary(max_size=3 * BLOCK), max_size=8),
    cut=st.integers(0, 2000),
    journal_cut=st.integers(0, 2000),
)
def test_whatever_is_cut_off_the_rest_is_a_true_prefix(
    pieces: list[bytes], cut: int, journal_cut: int, tmp_path: Path
) -> None:
    data = b"".join(pieces)
    for leftover in tmp_path.glob("p*"):
        leftover.unlink()
    with PartialFile(tmp_path / "p", "model 1") as first:
        for piece in pieces:
            first.append(piece)
    for name, length in (("p", cut), ("p.journal", journal_cut)):
        content = (tmp_path / name).read_bytes()
        (tmp_path / name).write_bytes(content[:length])
    with PartialFile(tmp_path / "p", "model 1") as second:
        assert second.size <= min(cut, len(data))
        assert second.size % BLOCK == 0
        second.append(data[second.size :])
        assert second.sha256 == hashlib.sha256(data).hexdigest()
