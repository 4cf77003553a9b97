"""A network namespace of the process's own: it holds no interface at all, and no abstract Unix socket of others."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from sakura_cli.isolation.linux.kernel import c_library

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000


def leave_network() -> bool:
    """Move into an empty network namespace; tell whether the kernel allowed it. Must run before any thread starts."""
    if sys.platform == "win32":
        return False
    libc = c_library()
    user, group = os.getuid(), os.getgid()
    if libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0:
        # Without a mapping the process would be "nobody" to itself; files stay readable either way.
        with contextlib.suppress(OSError):
            Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
            Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
            Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")
        return True
    return bool(libc.unshare(_CLONE_NEWNET) == 0)
