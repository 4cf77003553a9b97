"""What this process may use of the machine: processors and memory, within affinity and cgroup limits."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

from sakura_cli.platforms import clock_ticks, free_memory_bytes

_CGROUP = Path("/sys/fs/cgroup")


def usable_cores() -> int:
    """Return the number of physical cores this process may use, at least 1.

    Hyper-threads of one core share its vector units: a second thread there slows matrix products down.
    """
    if hasattr(os, "sched_getaffinity"):
        allowed = os.sched_getaffinity(0)
        cores = {_core_of(cpu) for cpu in allowed}
        count = len(cores)
    else:
        count = _macos_performance_cores() or os.cpu_count() or 1
    quota = _cgroup_cpu_quota()
    return max(1, min(count, int(quota)) if quota else count)


def processor_name() -> str:
    """Return the processor's model, as the system calls it."""
    for line in (_read(Path("/proc/cpuinfo")) or "").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def processor_features() -> frozenset[str]:
    """Return the instruction sets of an x86 processor as Linux names them (avx2, fma); empty where unknown."""
    for line in (_read(Path("/proc/cpuinfo")) or "").splitlines():
        if line.startswith("flags"):
            return frozenset(line.partition(":")[2].split())
    return frozenset()


def idle_seconds() -> float | None:
    """Return how long the processors have been idle since the system began, all together; None where it is not told."""
    fields = (_read(Path("/proc/stat")) or "").partition("\n")[0].split()
    if len(fields) < 6 or fields[0] != "cpu":
        return None
    # What waits for a disk is idle, too.
    return (int(fields[4]) + int(fields[5])) / clock_ticks()


def available_memory_bytes() -> int | None:
    """Return the memory that can be had now without swapping, or None where it cannot be known."""
    found = (_meminfo_available(), _cgroup_memory_left(), free_memory_bytes())
    limits = [value for value in found if value is not None]
    return min(limits) if limits else None


def _core_of(cpu: int) -> tuple[str, str]:
    topology = Path(f"/sys/devices/system/cpu/cpu{cpu}/topology")
    return (_read(topology / "physical_package_id") or "0", _read(topology / "core_id") or f"cpu{cpu}")


def _macos_performance_cores() -> int | None:
    if sys.platform != "darwin":
        return None
    # Not by the program of that name: a confined process starts none.
    import ctypes

    count, size = ctypes.c_int(0), ctypes.c_size_t(ctypes.sizeof(ctypes.c_int))
    status = ctypes.CDLL(None).sysctlbyname(
        b"hw.perflevel0.physicalcpu", ctypes.byref(count), ctypes.byref(size), None, ctypes.c_size_t(0)
    )
    return count.value if status == 0 and count.value > 0 else None


def _cgroup_cpu_quota() -> float | None:
    fields = (_read(_CGROUP / "cpu.max") or "").split()
    if len(fields) == 2 and fields[0].isdigit():
        return max(1.0, int(fields[0]) / int(fields[1]))
    return None


def _cgroup_memory_left() -> int | None:
    limit, used = _read(_CGROUP / "memory.max"), _read(_CGROUP / "memory.current")
    return int(limit) - int(used) if limit and used and limit.isdigit() and used.isdigit() else None


def _meminfo_available() -> int | None:
    for line in (_read(Path("/proc/meminfo")) or "").splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return None


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return None
