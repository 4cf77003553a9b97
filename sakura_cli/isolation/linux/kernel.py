"""The kernel by number: calls that the C library of a system may be too old to know."""

from __future__ import annotations

import ctypes
import functools
import os
import platform

_MOST_CONTROL_ARGUMENTS = 4


@functools.cache
def c_library() -> ctypes.CDLL:
    """Return the C library of this process."""
    return ctypes.CDLL(None, use_errno=True)


def system_call(number: int, *arguments: object) -> int:
    """Call the kernel; raise OSError for what it refuses."""
    return _checked(c_library().syscall(ctypes.c_long(number), *map(_widen, arguments)))


def process_control(option: int, *arguments: object) -> int:
    """Call prctl; raise OSError for what it refuses."""
    unused = [0] * (_MOST_CONTROL_ARGUMENTS - len(arguments))
    return _checked(c_library().prctl(option, *map(_widen, (*arguments, *unused))))


def machine() -> str:
    """Return the processor's architecture as the tables here name it: x86_64, aarch64 or another name."""
    return {"amd64": "x86_64", "arm64": "aarch64"}.get(name := platform.machine().lower(), name)


def _widen(argument: object) -> object:
    # Left to itself ctypes passes a number as an int, whose upper half the kernel would read as it happens to be.
    return ctypes.c_long(argument) if isinstance(argument, int) else argument


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result
