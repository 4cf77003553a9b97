"""Who is at the other end of a socket: told by the system, which cannot be lied to."""

from __future__ import annotations

import ctypes
import socket
import struct
import sys
from pathlib import Path

from sakura_cli.errors import UsageError
from sakura_cli.localization import gettext as _

_CREDENTIALS = struct.Struct("3i")
_OVERFLOW_USER = Path("/proc/sys/kernel/overflowuid")


def check_system() -> None:
    """Raise UsageError where the system does not tell who is at the other end: no worker is kept there."""
    if sys.platform == "win32" or not (hasattr(socket, "SO_PEERCRED") or _find_getpeereid()):
        raise UsageError(
            _("a worker is kept on Linux and macOS only: this system does not say who asks it"),
            hint=_("leave out --keep-alive, or sakura config set keep-alive ''"),
            kind="no-keep-alive",
        )


def find_user(connection: socket.socket) -> int | None:
    """Return the user at the other end; None where the system does not tell.

    Users that this process's user namespace has no number for all look like one: they are nobody.
    """
    if sys.platform.startswith("linux"):
        data = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
        user: int = _CREDENTIALS.unpack(data)[1]
        return None if user == _overflow_user() else user
    getpeereid = _find_getpeereid()
    if getpeereid is None:
        return None
    found, group = ctypes.c_uint(), ctypes.c_uint()
    status = getpeereid(connection.fileno(), ctypes.byref(found), ctypes.byref(group))
    return found.value if status == 0 else None


def _find_getpeereid() -> ctypes._NamedFuncPointer | None:
    if sys.platform in {"win32", "linux"}:
        return None
    return getattr(ctypes.CDLL(None), "getpeereid", None)


def _overflow_user() -> int:
    try:
        return int(_OVERFLOW_USER.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 65534
