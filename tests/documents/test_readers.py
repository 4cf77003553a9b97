"""Many documents are read by processes that are forked for each: what holds of one holds of all of them."""

from __future__ import annotations

import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest

from sakura_cli.documents import readers
from sakura_cli.documents.isolated import read_isolated
from sakura_cli.documents.readers import ReaderProcesses
from sakura_cli.errors import BadInputError

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="documents are forked for on Linux alone")


def page(text):
    return f"<!doctype html><html><body><h1>規程</h1><p>{text}</p></body></html>".encode()


def read(processes, data, source="a.html", module="web.html"):
    return processes.read(data, module=module, source=source, encoding=None)


def processes_of(processes):
    return [each._process for idle in processes._idle.values() for each in idle]


def act_as(monkeypatch, action):
    """Have every forked process do something in place of what it is for."""
    code = (
        "import os, signal, sys, time, struct\n"
        "from sakura_cli.documents import forking, process\n"
        f"def act():\n    message = process.read_message(sys.stdin.buffer)\n    {action}\n"
        "process.main = act\n"
        "forking.main()"
    )
    monkeypatch.setattr(readers, "command_for", lambda module: [sys.executable, "-c", code])


def test_documents_are_as_one_process_each_would_read_them():
    texts = [f"第{number}号の文書です。" * (1 + 200 * (number % 2)) for number in range(9)]
    with ReaderProcesses() as processes, ThreadPoolExecutor(3) as pool:
        found = list(pool.map(lambda text: read(processes, page(text)), texts))
        assert len(processes_of(processes)) <= 3
    assert found == [read_isolated(page(text), module="web.html", source="a.html") for text in texts]


def test_a_damaged_document_fails_alone_and_costs_no_process():
    with ReaderProcesses() as processes:
        with pytest.raises(BadInputError) as caught:
            read(processes, b"PK\x03\x04 and nothing else", "見積.docx", "office.package")
        assert caught.value.kind == "malformed" and "見積.docx" in caught.value.message
        [before] = processes_of(processes)
        archive = BytesIO()
        with zipfile.ZipFile(archive, "w") as made:
            made.writestr("note.txt", "x")
        with pytest.raises(BadInputError) as caught:
            read(processes, archive.getvalue(), "b.zip", "office.package")
        assert caught.value.kind == "binary"
        assert processes_of(processes) == [before]


def test_a_library_that_is_not_installed_is_told_of() -> None:
    with ReaderProcesses() as processes:
        for _ in range(2):
            with pytest.raises(BadInputError) as caught:
                read(processes, b"%PDF-1.7", "a.pdf", "not_installed")
            assert caught.value.kind == "missing-extra" and "not_installed" in caught.value.message


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ("os.abort()", "malformed"),
        ("os.kill(os.getpid(), 9)", "too-large"),
        ("os.kill(os.getpid(), signal.SIGXCPU)", "too-slow"),
        ("os.write(1, b'no message')", "malformed"),
        ("os.kill(os.getppid(), 9)", "too-large"),
    ],
)
def test_a_process_that_dies_is_an_error_of_its_document_and_is_replaced(monkeypatch, action, kind):
    with monkeypatch.context() as patch, ReaderProcesses() as processes:
        act_as(patch, action)
        with pytest.raises(BadInputError) as caught:
            read(processes, page("甲"))
        assert caught.value.kind == kind
        patch.undo()
        processes._idle.clear()
        assert "乙" in read(processes, page("乙")).text


def test_what_a_forked_process_does_not_end_is_ended(monkeypatch):
    monkeypatch.setattr(readers, "WALL_SECONDS", 2.0)
    started = []

    class Watched(readers.subprocess.Popen):
        def __init__(self, *arguments, **options):
            super().__init__(*arguments, **options)
            started.append(self)

    monkeypatch.setattr(readers.subprocess, "Popen", Watched)
    # One that says nothing, and one that never stops saying something.
    for action in ("time.sleep(600)", "\n    while True: os.write(1, b'x' * 65536)"):
        act_as(monkeypatch, action)
        with ReaderProcesses() as processes:
            with pytest.raises(BadInputError) as caught:
                read(processes, page("甲"))
            assert caught.value.kind == "too-slow"
            assert processes_of(processes) == []
        assert started[-1].poll() is not None


def test_a_forked_process_cannot_tell_how_it_ended(monkeypatch):
    told = (
        "for descriptor in range(2, 64):\n"
        "        try: os.write(descriptor, struct.pack('>i', 0))\n"
        "        except OSError: pass\n"
        "    os.abort()"
    )
    act_as(monkeypatch, told)
    with ReaderProcesses() as processes, pytest.raises(BadInputError) as caught:
        read(processes, page("甲"))
    assert caught.value.kind == "malformed" and "-6" in (caught.value.detail or "")


@pytest.mark.fault("V1")
def test_a_forked_process_is_confined_before_it_reads(monkeypatch):
    """A document of a folder: read by a process that has given up what the worker has before it takes a byte."""
    code = (
        "import sys\n"
        "from sakura_cli.documents import forking, process\n"
        "real = process.read_message\n"
        "def read_message(stream):\n"
        "    told = open('/proc/self/status').read()\n"
        "    real(stream)\n"
        "    return {'op': 'read', 'source': told, 'data': '', 'module': 'none'}\n"
        "process.read_message = read_message\n"
        "forking.main()"
    )
    monkeypatch.setattr(readers, "command_for", lambda module: [sys.executable, "-c", code])
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    with ReaderProcesses() as processes:
        with pytest.raises(BadInputError) as caught:
            read(processes, page("甲"))
        [kept] = processes_of(processes)
        assert b"HF_TOKEN" not in Path(f"/proc/{kept.pid}/environ").read_bytes()
    assert "Seccomp:\t2" in caught.value.message and "CapEff:\t0000000000000000" in caught.value.message
    assert "NoNewPrivs:\t1" in caught.value.message


def test_they_end_with_who_asked():
    with ReaderProcesses() as processes:
        read(processes, page("甲"))
        [kept] = processes_of(processes)
    assert kept.poll() is not None
    other = ReaderProcesses()
    read(other, page("甲"))
    [kept] = processes_of(other)
    kept.stdin.close()  # as when the command is killed
    end = time.monotonic() + 60
    while kept.poll() is None:
        assert time.monotonic() < end
