"""Starting the worker that is kept: its socket and its lock are made here, and handed to it.

glibc is told to write over whatever is freed there, and Python to leave its memory to glibc: the words of a request are
gone from the memory of a worker that goes on living. On other systems what is freed is freed.
"""

from __future__ import annotations

import os
import subprocess
import threading

from sakura_cli.inference.process import worker_environment
from sakura_cli.inference.warm.place import listen, note_process_id, socket_path
from sakura_cli.isolation.starting import command_for
from sakura_cli.isolation.wire import JsonObject, write_message

_MODULE = "sakura_cli.inference.worker.keeping.main"
_OVERWRITING = "glibc.malloc.perturb=165:glibc.malloc.tcache_count=0"


def start_kept(lock: int, identity: JsonObject, keep_alive_seconds: float) -> None:
    """Start the worker, which takes over the lock. Raises EngineError and OSError."""
    try:
        with listen(socket_path()) as listener:
            handed = {"listener": listener.fileno(), "lock": lock}
            process = subprocess.Popen(
                command_for(_MODULE, reads_environment=True),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=tuple(handed.values()),
                env=_environment(),
                cwd=socket_path().parent,
                # Neither the terminal's end nor its Ctrl-C is the worker's.
                start_new_session=True,
            )
        note_process_id(process.pid)
        if process.stdin:
            write_message(process.stdin, {"identity": identity, "keep_alive": keep_alive_seconds, **handed})
            process.stdin.close()
        # It lives on after this process; should that be otherwise, its end is noticed.
        threading.Thread(target=process.wait, daemon=True).start()
    finally:
        os.close(lock)


def _environment() -> dict[str, str]:
    environment = {name: value for name, value in worker_environment().items() if not name.startswith("PYTHON")}
    return environment | {"PYTHONMALLOC": "malloc", "GLIBC_TUNABLES": _OVERWRITING}
