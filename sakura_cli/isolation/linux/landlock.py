"""Landlock: which files the process may open from now on, and that it reaches no socket and no process outside.

The newest version that this module knows and the kernel has is used; rights that came later stay as they were. What
Landlock does not govern (changing modes, times and attributes, asking whether a file is there) is `seccomp`'s part, but
for the last, which nothing refuses.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
import threading
from collections.abc import Iterable
from pathlib import Path

from sakura_cli.isolation.linux.kernel import system_call

# The same numbers on every architecture.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION = 1
_RULE_PATH_BENEATH = 1
_ALL_THREADS = 1 << 3  # LANDLOCK_RESTRICT_SELF_TSYNC, from version 8 on

_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_TRUNCATE, _IOCTL = 1 << 14, 1 << 15
# EXECUTE, WRITE_FILE, READ_FILE: with TRUNCATE and IOCTL_DEV the rights that a rule for a single file may name.
_ON_FILES = 0b111 | _TRUNCATE | _IOCTL
_READ = _READ_FILE | _READ_DIR
# Writing, making and removing files and links within a folder: no devices, sockets, pipes or programs.
_WRITE = _READ | 1 << 1 | 1 << 5 | 1 << 8 | _TRUNCATE
_DEVICE = _READ | 1 << 1 | _IOCTL
# The highest right on files that a version has.
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
_NEWEST_RIGHTS = 16
_TCP_RIGHTS = 0b11
_SCOPES = 0b11  # abstract Unix sockets, signals


def version() -> int:
    """Return the version of Landlock that this kernel offers; 0 where it has none."""
    try:
        return system_call(_CREATE_RULESET, None, 0, _ASK_VERSION)
    except OSError:
        return 0


def restrict(*, readable: Iterable[Path], writable: Iterable[Path] = (), devices: Iterable[Path] = ()) -> int:
    """Let this process open nothing but these files and what lies below these folders.

    Returns the version that holds; 0 where there is none, or where threads run that it would not bind.
    """
    offered = version()
    is_alone = threading.active_count() == 1 and len(list(Path("/proc/self/task").iterdir())) == 1
    if offered == 0 or (offered < 8 and not is_alone):
        return 0
    handled = (1 << _RIGHTS.get(offered, _NEWEST_RIGHTS)) - 1
    attributes = struct.pack("=Q", handled)
    if offered >= 4:
        attributes += struct.pack("=Q", _TCP_RIGHTS)
    if offered >= 6:
        attributes += struct.pack("=Q", _SCOPES)
    ruleset = system_call(_CREATE_RULESET, ctypes.create_string_buffer(attributes, len(attributes)), len(attributes), 0)
    try:
        for paths, rights in ((readable, _READ), (writable, _WRITE), (devices, _DEVICE)):
            for path in paths:
                _allow(ruleset, path, rights & handled)
        system_call(_RESTRICT_SELF, ruleset, 0 if is_alone else _ALL_THREADS)
    except OSError:
        return 0
    finally:
        os.close(ruleset)
    return offered


def _allow(ruleset: int, path: Path, rights: int) -> None:
    try:
        descriptor = os.open(path, getattr(os, "O_PATH", 0))
    except OSError:
        return  # what is not there needs no rule
    try:
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            rights &= _ON_FILES
        rule = struct.pack("=Qi", rights, descriptor)
        system_call(_ADD_RULE, ruleset, _RULE_PATH_BENEATH, ctypes.create_string_buffer(rule, len(rule)), 0)
    finally:
        os.close(descriptor)
