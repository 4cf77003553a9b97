"""A seccomp filter that refuses what `system_calls` lists, to native code as to Python; it cannot be taken off.

Sockets and pipes that are open already go on working, and a listening one goes on accepting. Threads may be started,
processes not. A program for the kernel's filter machine (classic BPF) is a list of instructions, put together here.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct

from sakura_cli.isolation.linux import system_calls
from sakura_cli.isolation.linux.kernel import machine, process_control

_PR_SET_SECCOMP = 22
_MODE_FILTER = 2
_ALLOW, _KILL_PROCESS, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000

# BPF: load a word of the call's description, compare it with a constant, end with a verdict.
_LOAD, _IF_EQUAL, _IF_GREATER, _IF_ANY_BIT, _RETURN = 0x20, 0x15, 0x25, 0x45, 0x06
_NUMBER_AT, _ARCHITECTURE_AT, _ARGUMENTS_AT = 0, 4, 16

_CLONE_THREAD = 0x10000
_PR_SET_DUMPABLE, _PR_SET_PTRACER = 4, 0x59616D61
# Typing into the terminal: TIOCSTI, TIOCLINUX.
_TYPING = (0x5412, 0x541C)

_Instruction = tuple[int, int, int, int]
_REFUSE: _Instruction = (_RETURN, 0, 0, _ERRNO | errno.EPERM)
_UNKNOWN: _Instruction = (_RETURN, 0, 0, _ERRNO | errno.ENOSYS)
_PERMIT: _Instruction = (_RETURN, 0, 0, _ALLOW)


def refuse_calls() -> bool:
    """Put the filter on; tell whether the kernel, and this module, have one for this machine.

    Needs `privileges.refuse_new_privileges`. Must run before any thread starts.
    """
    if machine() not in system_calls.ARCHITECTURES:
        return False
    program = b"".join(struct.pack("=HBBI", *instruction) for instruction in _program(machine(), os.getpid()))
    code = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("@HP", len(program) // 8, ctypes.addressof(code))
    try:
        process_control(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.create_string_buffer(header, len(header)))
    except OSError:
        return False
    return True


def _program(architecture: str, process: int) -> list[_Instruction]:
    audit_name, column = system_calls.ARCHITECTURES[architecture]
    program: list[_Instruction] = [
        (_LOAD, 0, 0, _ARCHITECTURE_AT),
        (_IF_EQUAL, 1, 0, audit_name),
        (_RETURN, 0, 0, _KILL_PROCESS),
        (_LOAD, 0, 0, _NUMBER_AT),
        # Also what x86_64 takes by another set of numbers (x32): those are larger.
        (_IF_GREATER, 0, 1, system_calls.LAST_KNOWN),
        _UNKNOWN,
        # The C library starts its threads by `clone` where there is no `clone3`, whose flags a filter cannot see.
        (_IF_EQUAL, 0, 1, system_calls.CLONE3[column]),
        _UNKNOWN,
    ]
    for number in system_calls.numbers_of(column):
        program += [(_IF_EQUAL, 0, 1, number), _REFUSE]
    program += _when(system_calls.KILL[column], [*_argument_is(0, [process]), _REFUSE])
    program += _when(system_calls.TGKILL[column], [*_argument_is(0, [process]), _REFUSE])
    program += _when(system_calls.PRLIMIT[column], [*_argument_is(0, [0, process]), _REFUSE])
    # Times only of what is open: with no path, which both halves of the pointer tell.
    no_path = [(_LOAD, 0, 0, _word_of(1)), (_IF_EQUAL, 1, 0, 0), _REFUSE, *_argument_is(1, [0], is_upper=True), _REFUSE]
    program += _when(system_calls.UTIMENSAT[column], no_path)
    is_thread = [(_LOAD, 0, 0, _word_of(0)), (_IF_ANY_BIT, 0, 1, _CLONE_THREAD), _PERMIT, _REFUSE]
    program += _when(system_calls.CLONE[column], is_thread)
    program += _when(system_calls.PRCTL[column], _refuse_values(0, (_PR_SET_DUMPABLE, _PR_SET_PTRACER)))
    program += _when(system_calls.IOCTL[column], _refuse_values(1, _TYPING))
    return [*program, _PERMIT]


def _when(number: int, steps: list[_Instruction]) -> list[_Instruction]:
    """Return instructions that one call alone runs into; they end in a verdict."""
    return [(_IF_EQUAL, 0, len(steps), number), *steps]


def _argument_is(index: int, values: list[int], *, is_upper: bool = False) -> list[_Instruction]:
    """Permit where an argument's lower (or upper) half is one of some values, else go on behind."""
    steps: list[_Instruction] = [(_LOAD, 0, 0, _word_of(index) + 4 * is_upper)]
    for value in values:
        steps += [(_IF_EQUAL, 0, 1, value), _PERMIT]
    return steps


def _refuse_values(index: int, values: tuple[int, ...]) -> list[_Instruction]:
    steps: list[_Instruction] = [(_LOAD, 0, 0, _word_of(index))]
    for value in values:
        steps += [(_IF_EQUAL, 0, 1, value), _REFUSE]
    return [*steps, _PERMIT]


def _word_of(argument: int) -> int:
    """Return where the lower half of an argument stands; both architectures have the lower half first."""
    return _ARGUMENTS_AT + 8 * argument
