"""Reading the store writes nothing, so a store on a read-only disk works."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from sakura_cli.models.fetch import install
from sakura_cli.models.sources.hub import HubSource
from tests.fakes.hub import FakeHub
from tests.fakes.weights import entry_for

ROOT = Path(__file__).parents[2]

# An audit hook sees every file the interpreter opens for writing and every change of a folder.
PROGRAM = """
import os, sys
from sakura_cli.models import catalogue, first_use, store
def refuse_writing(event, arguments):
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        raise OSError(30, "Read-only file system", str(arguments[0]))
    if event in ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.utime", "os.link", "os.symlink"):
        raise OSError(30, "Read-only file system", event)
sys.dont_write_bytecode = True
sys.addaudithook(refuse_writing)
model = first_use.ensure_model(None, offline=False, interactive=True, announce=print)
print(model.name, store.Store().verify("tiny", lambda done: None).name)
"""


def test_tasks_and_verify_write_nothing(hub: FakeHub, weights: bytes) -> None:
    install(entry_for(weights), sources=[HubSource()])
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, env={**os.environ, "HF_ENDPOINT": ""}
    )
    assert (result.stdout, result.returncode) == ("tiny tiny\n", 0), result.stderr
