"""What a kept worker has of a text when its command is gone: nothing, in memory or in any file."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from sakura_cli.inference.warm import starting
from sakura_cli.inference.warm.control import ask_status
from sakura_cli.inference.warm.place import socket_path
from sakura_cli.inference.worker.slots import SlotTable
from tests.fakes.memory import count_in_memory, may_read_memory
from tests.inference.requests import complete, make_request
from tests.inference.warm.conftest import Commands, worker_process

CANARY = "桜色の鯨が踊る合言葉"
SCHEMA = (
    '{"type":"object","properties":{"題":{"type":"string"}},"required":["題"],"additionalProperties":false}'  # JSON
)


def _work_on_canary(commands: Commands, *, repeats: int) -> None:
    document = f"冒頭に{CANARY}と書かれた文書です。" * repeats
    engine = commands.begin()
    requests = [
        make_request(document, source_characters=document),
        make_request(f"二つ目。{document}", json_schema=SCHEMA),
        make_request(f"三つ目。{document}", quotations=((CANARY, "文書"),)),
    ]
    assert len(complete(engine, requests)) == 3
    assert engine.count_text_tokens([document])[0] > repeats
    engine.close()
    while (status := ask_status()) is None or status["commands"]:
        time.sleep(0.01)
    # The worker says that a command is gone before it has forgotten it; it answers the next one after that.
    again = commands.begin()
    complete(again, [make_request("別の文書です。")])
    again.close()


@pytest.mark.fault("W7")
def test_the_words_of_a_command_that_is_gone_are_nowhere_in_the_worker(commands: Commands, tmp_path: Path) -> None:
    """A command that is gone: its words are in no file of sakura's, nor (Linux, glibc) in the worker's memory."""
    for repeats in (1, 12):
        _work_on_canary(commands, repeats=repeats)
        if may_read_memory(worker_process()):
            assert count_in_memory(worker_process(), CANARY[:6]) == 0
        else:
            assert os.getuid() != 0
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert socket_path().parent / "lock" in files
    assert [
        path for path in files if any(CANARY.encode(each) in path.read_bytes() for each in ("utf-8", "utf-16-le"))
    ] == []


def test_without_overwriting_the_words_would_be_found(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the test above goes by: it finds words where nothing wipes them away."""
    monkeypatch.setattr(starting, "_environment", starting.worker_environment)
    _work_on_canary(commands, repeats=12)
    process = worker_process()
    assert not may_read_memory(process) or count_in_memory(process, CANARY[:6]) > 0


def test_a_kept_worker_has_no_internet_socket(commands: Commands) -> None:
    engine = commands.begin()
    complete(engine, [make_request("会議")])
    assert all(engine.prove().values())
    process = worker_process()
    if may_read_memory(process):  # then its files may be listed, too
        links = [str(path.readlink()) for path in Path(f"/proc/{process}/fd").iterdir()]
        sockets = {link[len("socket:[") : -1] for link in links if link.startswith("socket:")}
        of_this_machine = {line.split()[6] for line in Path("/proc/net/unix").read_text().splitlines()[1:]}
        assert sockets and sockets <= of_this_machine
    for table in ("tcp", "tcp6", "udp", "udp6", "raw"):
        path = Path(f"/proc/{process}/net/{table}")
        assert not path.exists() or len(path.read_text().splitlines()) == 1


def test_what_a_slot_retains_is_given_up_with_its_caller() -> None:
    slots = SlotTable(2, 100, can_roll_back=True)
    for caller in (7, 8):
        slot, _, _ = slots.take([1, 2, 3], 10)
        slot.caller, slot.tokens = caller, [1, 2, 3]
        if caller == 7:
            slots.release(slot)
            assert slots.forget({8, 9}) == []
            assert [each.caller for each in slots.forget({7})] == [7] and slots.count_shared([1, 2, 3]) == 0
    # One that is busy is another's to end.
    assert slots.forget({8}) == []
