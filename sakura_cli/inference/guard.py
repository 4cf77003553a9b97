"""What the worker gives up before it sees a text: the network and core dumps; the command gives up the latter.

On Linux a new network namespace holds no interface at all; where the kernel refuses one, and on other systems, an
audit hook refuses internet sockets to all Python code of the process (native code of llama.cpp opens none). On macOS
the parent starts the worker under `sandbox-exec`, which refuses them to native code too.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sakura_cli.platforms import forbid_core_files

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_PR_SET_DUMPABLE = 4
# AF_INET everywhere; AF_INET6 on Linux, macOS and Windows. Named by number: importing `socket` here takes 10 ms.
_INTERNET_FAMILIES = frozenset({2, 10, 30, 23})

MACOS_SANDBOX_PROFILE = (
    "(version 1)(allow default)"
    "(deny network-outbound (remote ip))(deny network-inbound (local ip))(deny network-bind (local ip))"
)


def drop_privileges() -> str:
    """Give up the network and core dumps; return the name of the network guard that holds.

    Must run before any thread is started: a process with threads cannot change its user namespace.
    """
    guard = _drop_network()
    forbid_core_files()
    if sys.platform.startswith("linux"):
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)  # also for core dumps piped to a collector
    return guard


def _drop_network() -> str:
    if _unshare_network():
        return "network namespace"
    sys.addaudithook(_refuse_sockets)
    return "sandbox-exec" if os.environ.get("SAKURA_SANDBOX") == "macos" else "audit hook"


def _unshare_network() -> bool:
    if not sys.platform.startswith("linux"):
        return False
    import ctypes  # here: the command imports this module, too, and should not wait 10 ms for it

    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.getuid(), os.getgid()
    if libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0:
        # Without a mapping the worker would be "nobody" to itself; files stay readable either way.
        with contextlib.suppress(OSError):
            Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
            Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
            Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")
        return True
    return bool(libc.unshare(_CLONE_NEWNET) == 0)


def _refuse_sockets(event: str, arguments: tuple[Any, ...]) -> None:
    is_internet = event == "socket.__new__" and arguments[1] in _INTERNET_FAMILIES
    if is_internet or event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        raise PermissionError("sakura's worker has no network")


def try_network() -> dict[str, str]:
    """Try to connect out by address and by name, over IPv4 and IPv6; return what refused each attempt.

    An empty value means that the attempt went through. The addresses are reserved for documentation (RFC 5737, 3849)
    and the name for testing (RFC 2606): nobody is there to be reached.
    """
    import socket

    def connect(family: socket.AddressFamily, address: str) -> None:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((address, 53))

    attempts: dict[str, Callable[[], object]] = {
        "IPv4": lambda: connect(socket.AF_INET, "192.0.2.1"),
        "IPv6": lambda: connect(socket.AF_INET6, "2001:db8::1"),
        "DNS": lambda: socket.getaddrinfo("sakura.test", 443),
    }
    refused: dict[str, str] = {}
    for name, attempt in attempts.items():
        try:
            attempt()
            refused[name] = ""
        except OSError as error:
            refused[name] = str(error) or type(error).__name__
    return refused
