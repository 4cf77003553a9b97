"""Capabilities, what programs of other owners would give, and being looked at: all of it given up for good."""

from __future__ import annotations

import ctypes
import struct

from sakura_cli.isolation.linux.kernel import machine, process_control, system_call

_PR_SET_DUMPABLE = 4
_PR_CAPBSET_DROP = 24
_PR_SET_NO_NEW_PRIVS = 38
_PR_CAP_AMBIENT = 47
_PR_CAP_AMBIENT_CLEAR_ALL = 4
_CAPSET = {"x86_64": 126, "aarch64": 91}
_CAPABILITY_VERSION_3 = 0x20080522
_MOST_CAPABILITIES = 64


def refuse_new_privileges() -> bool:
    """Let no program that this process could start have more rights than it has."""
    try:
        process_control(_PR_SET_NO_NEW_PRIVS, 1)
    except OSError:
        return False
    return True


def drop_capabilities() -> bool:
    """Give up every capability, those of a user namespace included; tell whether none is left."""
    number = _CAPSET.get(machine())
    if number is None:
        return False
    try:
        for capability in range(_MOST_CAPABILITIES):
            process_control(_PR_CAPBSET_DROP, capability)
    except OSError:
        pass  # beyond the last one that this kernel has, or without the right to: the sets below are what counts
    try:
        process_control(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL)
        header = ctypes.create_string_buffer(struct.pack("=Ii", _CAPABILITY_VERSION_3, 0))
        system_call(number, header, ctypes.create_string_buffer(24))
    except OSError:
        return False
    return True


def forbid_dumps() -> bool:
    """Let the kernel write this process's memory nowhere, not into a collector's pipe either."""
    try:
        process_control(_PR_SET_DUMPABLE, 0)
    except OSError:
        return False
    return True
