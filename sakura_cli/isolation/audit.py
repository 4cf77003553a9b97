"""The last resort where the system offers nothing: Python's own calls for sockets and programs refuse.

It binds Python code only. llama.cpp opens no socket and starts nothing by itself; a flaw in it could.
"""

from __future__ import annotations

import sys
from typing import Any

# Named by number: importing `socket` here takes 10 ms. AF_INET everywhere; AF_INET6 on Linux, macOS and Windows.
_INTERNET_FAMILIES = frozenset({2, 10, 30, 23})
_EVENTS = frozenset(
    {
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "subprocess.Popen",
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "os.spawn",
        "os.startfile",
        "os.system",
    }
)


def refuse_in_python() -> None:
    """Refuse internet sockets, names of hosts and other programs to all Python code of this process."""
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    is_internet = event == "socket.__new__" and arguments[1] in _INTERNET_FAMILIES
    if is_internet or event in _EVENTS:
        raise PermissionError("sakura's worker has no network and starts no program")
