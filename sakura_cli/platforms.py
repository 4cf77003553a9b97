"""What only some systems have, in one place: each call with what is done, or known to be missing, where there is none.

Everything else of sakura uses what Python offers on every system. Left out: the network, which `isolation` takes
from the worker, each system's own way.
"""

from __future__ import annotations

import contextlib
import os
import signal
import stat
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    import socket
    import subprocess

# Should code swallow the first interruption, there are more.
_AGAIN_SECONDS = 0.1


def total_memory_bytes() -> int | None:
    """Return the machine's memory; None where the system does not tell."""
    if sys.platform == "win32":
        return _ask_windows_for_memory("ullTotalPhys")
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return None


def free_memory_bytes() -> int | None:
    """Return the memory that can be had without swapping; None where that is told by files (Linux) or not at all."""
    return _ask_windows_for_memory("ullAvailPhys") if sys.platform == "win32" else None


def clock_ticks() -> int:
    """Return in how many parts of a second the system counts times of processors."""
    if sys.platform == "win32":
        return 1000
    return os.sysconf("SC_CLK_TCK")


def peak_memory_bytes() -> int:
    """Return the largest resident size this process has had; 0 on Windows, where nobody counts it."""
    if sys.platform == "win32":
        return 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def forbid_core_files() -> None:
    """Let this process and those it starts leave no core file, in which their texts would lie; Windows writes none."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_this_process(*, memory_bytes: int, cpu_seconds: int) -> None:
    """Let this process have so much address space and processor time and no more; Windows has no such limits."""
    if sys.platform == "win32":
        return
    import resource

    for limit, wanted in ((resource.RLIMIT_AS, memory_bytes), (resource.RLIMIT_CPU, cpu_seconds)):
        # macOS refuses a limit of address space.
        with contextlib.suppress(ValueError, OSError):
            _, hard = resource.getrlimit(limit)
            allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            resource.setrlimit(limit, (allowed, hard))


def find_open_folder(path: Path) -> Path | None:
    """Return the folder through which others could put files of theirs into a folder; None where none could.

    That is the folder itself, where its group or others may write, or it is another user's; and one above it in which
    all may rename what they like.
    """
    if sys.platform == "win32":
        return None
    for folder in (path, *path.parents):
        try:
            status = folder.stat()
        except OSError:
            continue
        is_shared = status.st_mode & 0o002 and not status.st_mode & stat.S_ISVTX
        is_others = folder == path and (status.st_mode & 0o022 or status.st_uid not in (os.geteuid(), 0))
        if is_shared or is_others:
            return folder
    return None


def lock_file(path: Path, *, is_exclusive: bool) -> int | None:
    """Lock a file that is there; return the descriptor whose closing frees it.

    None where somebody holds it, or where there are no locks that need no write access: Windows refuses by itself to
    delete what is open.
    """
    if sys.platform == "win32":
        return None
    import fcntl

    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_EX if is_exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def current_user() -> int:
    """Return the number of the user this process belongs to; 0 on Windows, which has none."""
    if sys.platform == "win32":
        return 0
    return os.getuid()


def unix_socket() -> socket.socket:
    """Return a socket of the file system's. Raises OSError on Windows, whose Python has none."""
    import socket  # takes 10 ms, and few commands want one

    if sys.platform == "win32":
        raise OSError("no Unix sockets")
    return socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)


def make_lock_file(path: Path) -> None:
    """Make a file to be locked, for this user alone; a link in its place is not followed. Raises OSError."""
    flags = os.O_CREAT | os.O_RDWR
    if sys.platform != "win32":
        flags |= os.O_NOFOLLOW | os.O_CLOEXEC
    os.close(os.open(path, flags, 0o600))


def kill(process: int) -> None:
    """End a process at once; one that is gone is fine."""
    if sys.platform == "win32":
        os.kill(process, signal.SIGTERM)
        return
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


def resident_memory_bytes() -> int:
    """Return the memory this process has now; where only the largest there was is known, that."""
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError):
            pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
            return pages * os.sysconf("SC_PAGE_SIZE")
    return peak_memory_bytes()


def sync_folder(path: Path) -> None:
    """Bring a folder's entries to the disk; Windows has no call for it and writes them itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flags_of_own_group() -> int:
    """Return the `creationflags` of a process that the terminal's Ctrl-C passes by; 0 where a session does that."""
    if sys.platform == "win32":
        import subprocess

        return subprocess.CREATE_NEW_PROCESS_GROUP
    return 0


def end_group(process: subprocess.Popen[bytes]) -> None:
    """End a process that was started in a session of its own, with all that it started, and wait for it."""
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(OSError):
        process.kill()
    process.wait()


def end_by_sigpipe() -> int:
    """End this process by SIGPIPE, as a filter whose reader is gone; without that signal, return its status."""
    if sys.platform != "win32":
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGPIPE)
    return 141


@contextlib.contextmanager
def limited_time(seconds: float, *, of_processor: bool = False) -> Iterator[None]:
    """Raise TimeoutError in Python code that takes longer, again and again until it ends; matches of `re` are Python.

    `of_processor` counts what this process computes, not what it waits for. Time limited inside counts for nothing
    outside. By a timer's signal in the main thread of POSIX systems, whose other threads are not limited; on Windows by
    another thread. What runs in one stroke of native code is interrupted by neither.
    """
    if sys.platform == "win32":
        with _limited_by_thread(seconds, of_processor=of_processor):
            yield
        return
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    which, number = signal.ITIMER_REAL, signal.SIGALRM
    if of_processor:
        which, number = signal.ITIMER_VIRTUAL, signal.SIGVTALRM
    previous = signal.signal(number, _interrupt)
    timer = signal.setitimer(which, seconds, _AGAIN_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(which, 0.0)
        signal.signal(number, previous)
        signal.setitimer(which, *timer)


@contextlib.contextmanager
def limited_memory(size_bytes: int) -> Iterator[None]:
    """Raise MemoryError where code takes so much more than the process has, in its main thread: the limit is of all.

    Only Linux has such a limit.
    """
    if not sys.platform.startswith("linux") or threading.current_thread() is not threading.main_thread():
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    wanted = pages * resource.getpagesize() + size_bytes
    is_stricter = soft != resource.RLIM_INFINITY and soft <= wanted
    resource.setrlimit(resource.RLIMIT_AS, (soft if is_stricter else wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


@contextlib.contextmanager
def unlimited_memory() -> Iterator[None]:
    """Lift what `limited_memory` limits, for starting processes, which would inherit it."""
    if not sys.platform.startswith("linux") or threading.current_thread() is not threading.main_thread():
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _interrupt(signal_number: int, frame: FrameType | None) -> NoReturn:
    raise TimeoutError("it takes too long")


@contextlib.contextmanager
def _limited_by_thread(seconds: float, *, of_processor: bool) -> Iterator[None]:
    import ctypes

    watched, is_over = ctypes.c_ulong(threading.get_ident()), threading.Event()
    clock = time.process_time if of_processor else time.monotonic
    end = clock() + seconds

    def interrupt() -> None:
        pause = seconds
        while not is_over.wait(pause):
            if (pause := end - clock()) > 0:
                continue
            ctypes.pythonapi.PyThreadState_SetAsyncExc(watched, ctypes.py_object(TimeoutError))
            pause = _AGAIN_SECONDS

    watcher = threading.Thread(target=interrupt, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        while watcher.is_alive():
            # An interruption may arrive as late as here.
            with contextlib.suppress(TimeoutError):
                is_over.set()
                watcher.join()


def _ask_windows_for_memory(field: str) -> int | None:
    if sys.platform != "win32":
        return None
    import ctypes

    class Status(ctypes.Structure):
        _fields_ = (
            ("dwLength", ctypes.c_uint32),
            ("dwMemoryLoad", ctypes.c_uint32),
            ("ullTotalPhys", ctypes.c_uint64),
            ("ullAvailPhys", ctypes.c_uint64),
            ("ullTotalPageFile", ctypes.c_uint64),
            ("ullAvailPageFile", ctypes.c_uint64),
            ("ullTotalVirtual", ctypes.c_uint64),
            ("ullAvailVirtual", ctypes.c_uint64),
            ("ullAvailExtendedVirtual", ctypes.c_uint64),
        )

    status = Status(dwLength=ctypes.sizeof(Status))
    if not ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)):
        return None
    size: int = getattr(status, field)
    return size
